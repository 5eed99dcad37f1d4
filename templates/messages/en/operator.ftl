# Pages of the installation's operator.
operator-mail-title = Mail
operator-mail-lede = No mail server is set, so mail is written to files. Here it is, newest first.
operator-mail-files-lede = No mail server is set, so e-mail is written to files on the machine that Polisi runs on.
operator-mail-files-where = They are in this folder:
operator-mail-files-why = E-mails hold links that let people in, and some are about cases, so no page shows them. Whoever has the machine can open the files. Set POLISI_SMTP_URL, and e-mail is sent.
operator-mail-files-health = How e-mail is doing, without its words
operator-mail-table = Mail that was written
operator-mail-none-title = No mail yet
operator-mail-none = Mail shows here as soon as the program writes some.
operator-mail-nothing-found = No mail has these words in sender, recipient or subject.
operator-mail-search = Search
operator-mail-search-hint = Sender, recipient or subject
operator-mail-all = All mail
operator-mail-subject = Subject
operator-mail-no-subject = (no subject)
operator-mail-to = To
operator-mail-from = From
operator-mail-date = Date
operator-mail-headers = All headers

nav-operator-start = Start
nav-operator-organisations = Organisations
nav-operator-announcements = Messages
nav-operator-backups = Backups
nav-operator-mail = Mail
operator-viewer = Operator
operator-inviter = The operator of Polisi

operator-title = This installation
operator-front-lede = Numbers only: what organisations write stays with them.
operator-front-all = All organisations
operator-front-organisations = { $count ->
    [one] 1 organisation
   *[other] { $count } organisations
 } in all.
operator-front-people = { $count ->
    [one] 1 person works there.
   *[other] { $count } people work there.
 }
operator-front-suspended = { $count ->
    [one] 1 organisation is suspended.
   *[other] { $count } organisations are suspended.
 }
operator-front-counted = The oldest count is of { $date }. Organisations are counted every night.
operator-front-mail = E-mails
operator-front-waiting = { $count ->
    [0] No e-mail waits.
    [one] 1 e-mail waits.
   *[other] { $count } e-mails wait.
 }
operator-front-oldest = The oldest waits since { $date }.
operator-front-failed = { $count ->
    [0] No e-mail failed.
    [one] 1 e-mail failed for good. Its organisation sees which in its list of e-mails.
   *[other] { $count } e-mails failed for good. Their organisations see which in their lists of e-mails.
 }
operator-front-work = Work that runs by itself
operator-front-daily = Daily work last began on { $date }.
operator-front-never = Daily work has never run. Is the program started without jobs?
operator-front-on-time = Nothing is late.
operator-front-stopped = Since { $date } nothing is removed, no organisation closes, and only last days up to a month after the last right time end anybody’s access. Somebody has to look at the clock.
operator-front-clock = Look at the clock
operator-front-late = { $count ->
    [one] 1 piece of work is more than an hour late. Look at the log of the program.
   *[other] { $count } pieces of work are more than an hour late. Look at the log of the program.
 }

operator-organisations-title = Organisations
operator-organisations-lede = Counted every night. Their pages are theirs: you see how many, not what.
operator-organisations-count = { $count ->
    [one] 1 organisation
   *[other] { $count } organisations
 }
operator-none-title = No organisations yet
operator-none-text = Add the first one. Its owner gets an e-mail with a link.
operator-nothing = No organisation fits.
operator-search = Name or short name
operator-any-state = Any
operator-never = Never
operator-csv = Download as CSV
operator-head-name = Name
operator-head-slug = Short name
operator-head-state = State
operator-head-people = People
operator-head-policies = Policies in force
operator-head-signed-in = Last sign-in
operator-head-failed = E-mails failed
operator-head-counted = Counted
operator-state-active = Active
operator-state-suspended = Suspended
operator-state-closed = Closed

operator-organisation-lede = Numbers as they are now. What stands in policies, e-mails and reports is not shown to operators.
operator-since = Made on
operator-storage = Files
operator-waiting = E-mails waiting
operator-suspend = Suspend
operator-suspend-what = Nobody can enter, links to sign stop, and jobs and e-mails wait. Members read that the organisation is suspended; owners are told by e-mail. Nothing is removed.
operator-suspend-concerns = Nobody can report a concern meanwhile, and nobody can open one: safeguarding reports that may be open now can’t be looked at, not by those who handle them either, and their reminders stop. Speak to an owner first where you can.
operator-suspend-button = Suspend this organisation
operator-resume = Let it work again
operator-resume-what = Members can enter again, links work, and e-mails that waited are sent.
operator-resume-button = Let this organisation work again
operator-reason = Why?
operator-reason-hint = The owners read it in an e-mail, and on their page while the organisation is suspended. It is kept here and in the organisation's own activity. Up to 500 characters.
operator-events = What operators did
operator-events-none = Nothing yet.
operator-deed-made = Made
operator-deed-suspended = Suspended
operator-deed-resumed = Works again
operator-deed-readdressed = Owner invited at another address
operator-readdress = Invite the owner at another address
operator-readdress-what = Nobody has joined yet. If the owner’s address is wrong, or the link too old, give the right address: the link before stops working, and a new one goes there by e-mail. It works for { $hours } hours, once.
operator-readdress-email = The owner’s e-mail address
operator-readdress-hint = It is kept here and in the organisation’s own activity. Up to 500 characters.
operator-readdress-button = Send a new link there
operator-conflict-joined = Somebody has joined this organisation. Its people change addresses themselves.
done-operator-readdressed = A new link is on its way. The one before no longer works.
done-operator-readdressed-held = A new link is made, and the one before no longer works, but all e-mail is held. “polisi mail release” lets it go.
operator-by-machine = Somebody at the server
done-operator-made = The organisation is made. Its owner gets an e-mail with a link.
done-operator-made-held = The organisation is made, but its owner gets no e-mail yet: all e-mail is held. “polisi mail release” lets it go.
done-operator-suspended = The organisation is suspended.
done-operator-resumed = The organisation works again.

operator-add-title = Add an organisation
operator-add-lede = Its owner gets an e-mail with a link that works for { $hours } hours.
operator-add-button = Add and invite the owner
operator-name = Name of the organisation
operator-slug-hint = Stands in every address. Small letters, digits and hyphens. Made from the name when left out.
operator-owner = The first owner
operator-language-en = English
operator-language-cy = Cymraeg
operator-error-name = Write the name of the organisation, up to 120 characters
operator-error-given-name = Write the first name of the owner
operator-error-family-name = Write the owner’s last name with 80 characters or fewer, or leave it empty
operator-error-email = Write an e-mail address, such as name@example.org
operator-error-slug = Use small letters, digits and hyphens, up to 40
operator-error-slug-taken = Another organisation has this short name. Choose another
operator-error-reason = Write why, in up to 500 characters

operator-announcements-title = Messages
operator-announcements-lede = Members read them above their pages, from the first day to the last.
operator-announcements-none = No messages yet
operator-announcements-none-text = Tell members about maintenance, or about what is new.
operator-announce-add = Write a message
operator-announce-change = Change this message
operator-announce-button = Save the message
operator-text = Message
operator-text-hint = Up to 500 characters. Members read it as you write it.
operator-level = Kind
operator-level-news = News
operator-level-warning = Warning
operator-from = First day
operator-until = Last day
operator-audience = For whom
operator-audience-all = All organisations
operator-audience-some = Some organisations
operator-which = Which organisations
operator-which-hint = Only for some organisations.
operator-end = End now
operator-end-title = End this message
operator-end-lede = Members no longer see it from now on. To show it again you write it anew.
operator-phase-coming = Coming
operator-phase-shown = Shown
operator-phase-over = Over
operator-error-text = Write the message, up to 500 characters
operator-error-level = Choose news or warning
operator-error-day = Write a day, such as 21 11 2026
operator-error-until = The last day can't be before the first
operator-error-audience = Choose all or some organisations
operator-error-organisations = Tick at least one organisation
operator-error-over = Somebody changed or ended this message just now. Save again to send what you wrote as a new message
operator-written = Written
done-operator-announced = The message is saved.
done-operator-ended = The message is ended. Members no longer see it.

# To operators, when very many tries at signing in are wrong.
guessing-alarm-subject = Polisi: very many wrong sign-ins
guessing-alarm-what = { $wrong } tries at passwords, codes, PINs and links were wrong in { $minutes } minutes. Somebody may be going from one account to the next.
guessing-alarm-held = Each account and each network has its limit, and the limits hold. A browser that has signed in before is not kept out by them.
guessing-alarm-do = Look at the lines “wrong_password”, “wrong_code”, “wrong_pin” and “dead_link” of the program’s log. The log of the proxy before Polisi says where they come from: block those networks there.
guessing-alarm-why = You get this mail at most once a day because you are an operator of this installation.
