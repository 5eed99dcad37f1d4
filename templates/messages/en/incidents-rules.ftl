# Words for the rules of incidents: kinds of concern, how urgent, outside bodies, strands of hate.
# Keys end in the code of src/incidents/rules/*.json, in lower case with dashes.

# Kinds of concern, as the reporter reads them
incidents-rules-category-su-image = A picture or video of somebody we support was taken or posted
incidents-rules-category-su-info = Private details about somebody we support were shared
incidents-rules-category-su-info-hint = Also when there is no name, but people could work out who it is
incidents-rules-category-su-degrade = Somebody we support was mocked or degraded
incidents-rules-category-su-target = Somebody we support is harassed, groomed, threatened or cheated online
incidents-rules-category-su-contact = A worker has private contact with somebody we support or their family
incidents-rules-category-care-harm = Abuse, neglect or poor care, not online
incidents-rules-category-intimate = Something sexual, or somebody undressed
incidents-rules-category-intimate-hint = Don't save, copy or send it. You can't add files to this report.
incidents-rules-category-child = A child is affected
incidents-rules-category-st-bully = A colleague is bullied or harassed
incidents-rules-category-st-comment = An unprofessional or untrue post about us or a colleague
incidents-rules-category-st-hate = Hate or discrimination
incidents-rules-category-st-data = Private details of staff, or business secrets, were shared
incidents-rules-category-st-misrep = Somebody spoke for us, or used our name or logo, without permission
incidents-rules-category-st-msg = Work information in a private messaging group
incidents-rules-category-st-illegal = Something against the law, shown online
incidents-rules-category-st-time = Private use of social media while working
incidents-rules-category-st-remove = A post about a colleague was not taken down when asked
incidents-rules-category-of-post = A post on our own page is wrong or has no consent
incidents-rules-category-of-hack = A hacked or fake account
incidents-rules-category-of-device = A lost or stolen phone or other device
incidents-rules-category-pu-abuse = Abuse or threats by the public
incidents-rules-category-pu-alleg = The public accuse us or a worker of something
incidents-rules-category-pu-film = A visitor filmed or posted other people
incidents-rules-category-pu-spam = Advertising or unwanted posts on our page
incidents-rules-category-pu-compl = A complaint or a question about care, sent by social media
incidents-rules-category-media = A journalist has asked about a post
incidents-rules-category-other = Something else, or not sure

incidents-rules-group-supported = People we support
incidents-rules-group-staff = Staff
incidents-rules-group-official = Our own accounts and devices
incidents-rules-group-public = The public
incidents-rules-group-other = Other

incidents-rules-severity-immediate = Immediate
incidents-rules-severity-high = High
incidents-rules-severity-medium = Medium
incidents-rules-severity-low = Low

# Outside bodies
incidents-rules-contact-emergency = Police, ambulance or fire service, in danger
incidents-rules-contact-police = Police, not an emergency
incidents-rules-contact-council-adults = The council's adult safeguarding team
incidents-rules-contact-council-out-of-hours = The council at night and at weekends
incidents-rules-contact-council-children = The council's children's services
incidents-rules-contact-trust-gateway = The Health and Social Care trust's adult safeguarding gateway
incidents-rules-contact-designated-officer-safeguarding = The council's designated officer for safeguarding
incidents-rules-contact-lado = The council's designated officer (LADO), for people who work with children
incidents-rules-contact-positions-of-trust = The council's lead for people in positions of trust
incidents-rules-contact-regulator = The regulator
incidents-rules-contact-worker-register = The register of the worker
incidents-rules-contact-barring = The barring service
incidents-rules-contact-data-protection-authority = The data-protection authority
incidents-rules-contact-not-verified = We have not checked this rule in the original. Ask the body itself how soon it must be told.
incidents-rules-default-note = A usual rule. Check with your local procedure.
incidents-rules-valid-from = In use since { $date }

# Strands of hate crime
incidents-rules-strand-race = Race
incidents-rules-strand-religion = Religion or belief
incidents-rules-strand-disability = Disability
incidents-rules-strand-sexual-orientation = Sexual orientation
incidents-rules-strand-transgender = Transgender identity
incidents-rules-strand-age = Age
incidents-rules-strand-sex-characteristics = Variations in sex characteristics

# What to do and what not to do, beside every case
incidents-rules-do-heading = Do
incidents-rules-do-safe = Make sure that people are safe. In danger, call 999.
incidents-rules-do-record = Write down what was seen, where, when and in which words.
incidents-rules-do-tell = Tell the council the same day. Reasonable cause to suspect is enough.
incidents-rules-do-agree = Agree with the council and the police who speaks to whom.
incidents-rules-do-support = Offer support to everybody concerned.
incidents-rules-do-not-heading = Don't
incidents-rules-do-not-question = Don't ask leading questions or look for proof.
incidents-rules-do-not-promise = Don't promise to keep it secret.
incidents-rules-do-not-forward = Don't forward, repost or copy the content.
incidents-rules-do-not-warn = Don't tell the person concerned before it is agreed what they may be told.
incidents-rules-do-not-wait = Don't wait with protection, even when interviews are on hold.
