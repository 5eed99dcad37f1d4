# Reporting a concern: the public form, the form for staff, what the reporter sees afterwards,
# and the mails to the people who must act. Mails carry a reference and a time, nothing else.
# The names of the categories stand in incidents-rules.ftl.

# Danger first
report-danger-title = Is anyone in danger?
report-danger-999 = Call 999 if someone is in danger now.
report-danger-999-call = Call 999
report-danger-101 = Not an emergency, but a crime? Call 101.
report-danger-101-call = Call 101
report-danger-lead = An adult or a child at risk? Tell the safeguarding lead now.
report-danger-lead-contact = { $name }, { $phone }
report-danger-out-of-hours = At night and at weekends: { $phone }
report-danger-first = Stay with the person. Reporting here can wait until they are safe.

# Before you start
report-start-title = Report a concern
report-start-organisation = To { $organisation }
report-start-intro = Use this for anything that worries you: something online, or something you saw, heard or were told. You don't need proof.
report-start-time = It takes about 4 minutes. You can do it in Welsh or English.
report-start-quiet = Don't tell the person you are reporting. Don't investigate yourself.
report-start-not-here = You can also go straight to the council, the police or the regulator. You need nobody's permission, and you need not tell us first.
report-start-outside-link = Phone numbers outside { $organisation }
report-start-button = Start the report
report-start-follow = Follow a report you have made
report-leave = Leave this page quickly
report-leave-hint = Opens another website. It can't remove this page from the history of your browser.
report-progress = Step { $step } of { $total }
report-continue = Continue
report-back = Back
report-problem-heading = There is a problem
report-optional = (optional)

# Do you want to give your name?
report-name-title = Do you want to give your name?
report-name-named = Give my name
report-name-as = Report as { $name }
report-name-named-hint = The people who handle your report see your name. We can ask you more and tell you that it was looked at.
report-name-confidential = Give my name to the safeguarding lead or a deputy only
report-name-confidential-hint = Nobody else here sees your name, unless the law demands it.
report-name-anonymous = Don't give my name
report-name-anonymous-hint = We keep no name, no sign-in and no address of your device with the report. You get a code. Without it we can't ask you more, and that can make it harder to help.
report-name-anonymous-footer = You are reporting without your name.
report-name-error = Choose whether to give your name
report-name-your-name = Your name
report-name-your-name-error = Enter your name
report-name-your-phone = Phone number
report-name-your-phone-hint = So that we can ask you more. Leave it empty if a call would not be safe.
report-name-safe-time = When is it safe to call?

# What happened?
report-category-title = What is your concern about?
report-category-hint = Choose the one that fits best. Not sure? Choose the last one.
report-category-error = Choose what your concern is about
report-story-title = Tell us what happened
report-story-label = What happened
report-story-hint = What did you see or hear? Where? Use the exact words if you know them. Facts only: somebody else finds out the rest.
report-story-error-empty = Enter what happened
report-story-error-long = What happened must be { $limit } characters or fewer
report-when-label = When did you see it or hear of it?
report-when-today = Today
report-when-yesterday = Yesterday
report-when-other = Another date
report-when-not-sure = Not sure
report-when-error = Choose when you saw it or heard of it
report-when-date-error = Enter a date, such as 27 3 { $year }
report-when-date-future = The date must be today or in the past
report-platform-label = Where was it?
report-platform-hint = Choose all that apply
report-platform-error = Choose where it was, or choose Not online
report-platform-facebook = Facebook
report-platform-instagram = Instagram
report-platform-tiktok = TikTok
report-platform-snapchat = Snapchat
report-platform-x = X
report-platform-whatsapp = WhatsApp
report-platform-messenger = Messenger
report-platform-youtube = YouTube
report-platform-linkedin = LinkedIn
report-platform-dating = A dating app
report-platform-gaming = A game
report-platform-review = A review website
report-platform-blog = A blog or forum
report-platform-edited = An edited or computer-made picture
report-platform-other = Somewhere else online
report-platform-unknown = Online, I don't know where
report-platform-offline = Not online
report-link-label = Link or account name
report-link-hint = We keep it as text. Nobody opens it by itself.
report-online-label = Is it still online?

# Who did it?
report-who-title = Who did it?
report-who-hint = This decides who sees your report. The person you choose never sees it, nor that it exists.
report-who-listed = Somebody who works here
report-who-listed-label = Find the name
report-who-listed-hint = Type at least 2 letters of the name
report-who-listed-none = Nobody of that name. Check the spelling, or choose Somebody else.
report-who-other = Somebody else
report-who-other-label = Who? Describe them
report-who-other-hint = For example: an agency worker, a visitor, a relative, a stranger
report-who-unknown = I don't know
report-who-error = Choose who did it, or choose I don't know
report-who-listed-error = Choose a name from the list
report-who-other-error = Enter who it was, or choose I don't know
report-who-manager-label = Are you worried about your manager seeing this?
report-who-manager-hint = If yes, it goes to somebody who is not your manager.

# Which service?
report-service-title = Which service is it about?
report-service-hint = This decides who gets your report first.
report-service-unknown = Not sure, or more than one
report-service-error = Choose the service

# Who is affected?
report-affected-title = Who is affected?
report-affected-hint = Choose all that apply
report-affected-supported = Somebody we support
report-affected-child = A child
report-affected-colleague = A colleague
report-affected-me = Me
report-affected-family = A family member
report-affected-organisation = { $organisation }
report-affected-unknown = Not sure
report-affected-error = Choose who is affected, or choose Not sure
report-affected-names-label = Who are they?
report-affected-names-hint = Use initials if you can. You need not give a full name.

# Risk
report-risk-title = Could this be abuse, neglect or exploitation?
report-risk-hint = We treat Not sure as Yes until somebody has looked.
report-risk-error = Choose Yes, No or Not sure
report-danger-now-label = Is anyone in danger now?
report-danger-now-error = Choose whether anyone is in danger now
report-danger-now-title = Call 999 now
report-danger-now-body = Then carry on here. We have told the people on duty that somebody may be in danger.
report-danger-now-carry-on = Carry on with the report
report-yes = Yes
report-no = No
report-not-sure = Not sure
report-not-provided = Not provided

# Sexual or intimate pictures: no upload, ever
report-intimate-title = Does a picture or video show anything sexual, or somebody undressed?
report-intimate-error = Choose Yes, No or Not sure
report-intimate-warning-title = Don't save it, copy it or send it on
report-intimate-warning-body = Don't take a screenshot. Keeping or passing on such a picture can be a crime, even to report it. Write down where you saw it. The police decide what happens with the picture.
report-evidence-title = Do you have a screenshot?
report-evidence-hint = Up to { $count } files, PNG, JPEG or PDF, { $size } MB each. Crop out people who are not part of this.
report-evidence-label = Add a file
report-evidence-button = Upload
report-evidence-none = I have none
report-evidence-gone = It has disappeared
report-evidence-gone-hint = Your report counts without it.
report-evidence-error-type = The file must be PNG, JPEG or PDF
report-evidence-error-size = The file must be smaller than { $size } MB
report-evidence-error-empty = The file is empty
report-evidence-error-refused = Files can't be added to this report

# Check answers
report-check-title = Check your answers
report-check-change = Change
report-check-change-hidden = Change: { $question }
report-check-who-sees = Who will see it first
report-check-who-sees-value = { $roles }. Nobody named in the report.
report-check-declaration = I have told this as truthfully as I can. I will not share or discuss it.
report-check-declaration-error = Tick the box to say that you have told this as truthfully as you can
report-check-button = Send report
report-check-story-title = Somebody in your story could be told
report-check-story-whole = You wrote about { $name }. They are one of those who can be told of this report.
report-check-story-part = Your words could mean { $name }. They are one of those who can be told of this report.
report-check-story-do = If they did it, go back and choose them under “Who did it?”. Then they are not told. If they didn’t, send the report as it is.
report-check-story-button = Go back to “Who did it?”
report-check-draft-kept = Your answers are kept for 24 hours.
report-check-draft-not-kept = Nothing is kept until you press Send report.

# Received
report-received-title = Report received
report-received-reference = Your reference
report-received-next-heading = What happens next
report-received-next-by = { $role } looks at it by { $time }.
report-received-next-deputy = If nobody has looked by then, the next person is told.
report-received-next-worse = If it gets worse, call 999.
report-received-next-follow = Follow it under Your reports.
report-received-next-council = You can still tell the council, the police or the regulator yourself.
report-received-support = This can be hard. If you need support, speak to somebody you trust. You must not be treated badly for reporting in good faith.
report-received-keep = Do not delete anything, and don't send it to anybody else.
report-received-code-heading = Your private code
report-received-code-hint = Write it down or take a picture. We can't show it again and can't send it to you.
report-received-code-copy = Copy the code
report-received-copied = Copied
report-received-print = Print this page
report-received-again-title = This report was sent
report-received-again-body = Enter your code to see it.

# Nobody is left inside the organisation who may see the report
report-outside-title = Report this outside { $organisation }
report-outside-body = Everybody who would handle this report here is named in it. Go to one of these people now. Your report is kept sealed: nobody named in it can read it.
report-outside-body-general = You can go to any of these at any time. You need not tell us first.
report-outside-danger = In danger now: 999
report-outside-police = A crime, not an emergency: police, 101
report-outside-council = The adult safeguarding team of { $authority }: { $phone }
report-outside-council-generic = The adult safeguarding team of the council
report-outside-council-night = At night and at weekends: { $phone }
report-outside-children = A child: the children's services of { $authority }, { $phone }
report-outside-regulator = The regulator, { $regulator }: { $contact }
report-outside-regulator-generic = The regulator: { $regulator }
report-outside-law = The law protects workers who report wrongdoing to a regulator or another prescribed body. You need not raise it here first.

# The service is not ready for reports
report-not-ready-title = This form is not ready yet
report-not-ready-body = { $service } has not named the people who handle reports. Don't wait: use one of these numbers.
report-not-ready-manager = Phone { $organisation }: { $phone }
report-closed-title = This form is not in use
report-closed-body = Ask { $organisation } how to report a concern, or use one of these numbers.

# Your reports
report-yours-title = Your reports
report-yours-none = You have not made a report with your name.
report-yours-hint = Reports without your name are not listed here. Follow them with your reference and code.
report-yours-made = Sent { $date }
report-yours-last = Last change { $date }
report-yours-open = Open report { $reference }
report-status-label = Status
report-status-received = Received
report-status-received-hint = We have your report. Nobody has said yet that they deal with it.
report-status-looked-at = Being looked at
report-status-looked-at-hint = Somebody is dealing with it. We can't always tell you what they do.
report-status-nobody = Nobody here has it
report-status-nobody-hint = Nobody inside is left who could handle it. Go outside.
report-status-left = Waits for the next person
report-status-left-hint = Whoever was told of it has left. The next person is told within a day.
report-status-closed = Closed
report-status-closed-acted = We have acted on it. We can't tell you what was decided about a person.
report-status-closed-none = We looked into it and found no misuse. Thank you for telling us.
report-status-closed-hint = If there is more to tell, send another report. If you are not content, go to the council or the regulator.
report-follow-title = Follow a report
report-follow-reference = Reference
report-follow-code = Your private code
report-follow-code-hint = Spaces and dashes don't matter
report-follow-button = Show my report
report-follow-error = We found no report for this reference and code. Check both.
report-follow-error-empty = Enter your reference and your code
report-follow-too-many = Too many tries. Wait 15 minutes.
report-follow-add-title = Add to your report
report-follow-add-label = What else should we know?
report-follow-add-button = Send
report-follow-add-error = Enter what you would like to add
report-follow-added = Added on { $date }
report-follow-messages = Messages
report-follow-no-messages = No messages yet
report-follow-from-us = From { $organisation }
report-follow-from-you = From you
report-follow-withdraw = You can ask us to stop. We may still have to act, to keep people safe.

# Poster with the address
report-poster-title = Worried about something?
report-poster-body = Report it here, with or without your name. You need no account.
report-poster-danger = In danger now? Call 999.

# Mails. Never a name, a category, a service or a word of the report.
report-mail-new-subject = A report needs you: { $reference }
report-mail-new-body = A report was made at { $time }. Sign in to see it. Please look at it by { $deadline }.
report-mail-new-next = If you can't, the next person is told at { $deadline }. You need not reply to this e-mail.
report-mail-new-button = Sign in
report-mail-waiting-subject = Not opened yet: { $reference }
report-mail-waiting-body = Nobody has opened this report yet. It should have its first look by { $deadline }.
report-mail-escalated-subject = You are next: { $reference }
report-mail-escalated-body = A report was not opened in time and now needs you. Sign in to see it.
report-mail-clock-subject = A date is near: { $reference }
report-mail-clock-body = A duty to tell somebody outside falls due at { $deadline }. Sign in to see it.
report-mail-missed-subject = A date has passed: { $reference }
report-mail-missed-body = A duty to tell somebody outside was due at { $deadline }. Sign in to see it.
report-mail-answered-subject = There is news about your report { $reference }
report-mail-answered-body = Sign in and open Your reports to see it.
report-mail-deserted-subject = There is news about a report that you sent
report-mail-deserted-body = Everybody who was told of a report that you sent has left, and nobody else at { $organisation } can be told of it.
report-mail-deserted-outside = Sign in to see where you can go outside. In danger now: call 999.
report-mail-deserted-why = You get this because you sent a report at { $organisation }. This e-mail comes once.
report-mail-why = You get this because of your role at { $organisation }. These e-mails can't be switched off.
