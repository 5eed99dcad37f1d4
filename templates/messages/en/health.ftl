# How mail and daily work are, for operators.
nav-operator-health = Health
health-title = Health
health-lede = How e-mail leaves and how daily work goes. The words of an e-mail are never shown.
health-mail-title = E-mail
health-state-healthy = Healthy
health-state-healthy-text = E-mail leaves as it should.
health-state-slow = Slow
health-state-slow-text = An e-mail has waited for more than 10 minutes. The answers of the mail server below say more.
health-state-stopped = Stopped
health-state-stopped-text = E-mail waits, and nothing has left for 30 minutes. Look at the mail server, then at the answers below.
health-state-failing = Failing
health-state-failing-text = The last e-mails all failed: none has left since. Look at the answers of the mail server below, and send yourself a test e-mail.
health-state-held = Stopped
health-state-held-text = All e-mail is held, after a restore or by “polisi mail hold”. “polisi mail release” lets it go.
health-waiting = waiting
health-oldest = { $count ->
    [0] the oldest for less than a minute
    [one] the oldest for { $count } minute
   *[other] the oldest for { $count } minutes
}
health-oldest-hours = the oldest for { $count } hours
health-oldest-ahead = the oldest was written while the clock ran ahead
health-sent = sent in 24 hours
health-failed = failed
health-refused = addresses refused for good
health-refused-note = the mailbox is not there
health-over-quota = { $count ->
    [one] The e-mail of { $count } organisation waits until tomorrow, because it has sent as many as it may today.
   *[other] The e-mail of { $count } organisations waits until tomorrow, because they have sent as many as they may today.
}
health-table = E-mails
health-note = Those that may be about a case, a data request or a complaint are called notices. They, e-mails that guard accounts and those that the law sets a time for cannot be stopped.
health-open = Waiting or failed
health-any = All
health-accounts = Accounts
health-kind-account = Account: sign-in, password or address
health-kind-notice = Notice
health-head-at = Written
health-head-kind = Kind
health-head-organisation = Organisation
health-head-address = Address
health-head-tries = Tries
health-head-answer = What the mail server said last
health-head-state = State
health-head-do = Action
health-state-sent = Sent in the last 24 hours
health-state-cancelled = Stopped or no longer needed
health-stop = Stop
health-no-match = No e-mails fit
health-none = No e-mail waits, and none failed
health-none-text = E-mails that wait or fail show here.
health-stop-title = Stop this e-mail?
health-stop-text = It is not sent, and it cannot be sent later. The organisation reads in its activity that you stopped it, and why.
health-stop-reason = Why
health-stop-reason-hint = The organisation reads this.
health-stop-button = Stop it
health-stop-back = Leave it
health-stop-never = This e-mail cannot be stopped. Alerts about cases, e-mails that guard accounts, and those that the law sets a time for always go.
health-stop-gone = This e-mail no longer waits, so there is nothing to stop.
health-stop-too-late = The e-mail left or failed meanwhile. Look at the list.
health-test-title = Test e-mail
health-test-text = Sends an e-mail to your own address, up to 3 an hour.
health-test-button = Send me a test
health-test-too-many = You have sent 3 test e-mails in the last hour. Try again later.
health-mail-subject = Test e-mail from Polisi
health-mail-body = This e-mail was asked for at { $at }. That you read it means that e-mail leaves and arrives.
health-mail-button = Open the page
health-mail-why = You get this because you run Polisi and asked for it.
health-work-title = Daily work, backups and sign-ins
health-backup = Newest good backup
health-backup-none = There is none
health-disk = Room on the disk
health-room = { $free } GB of { $all } GB free ({ $percent } %)
health-room-short = Little room is left on the disk: less than a tenth. Make room before it is full.
health-room-unknown = The disk does not say
health-scanner = Scanner for files
health-scanner-none = None: files are taken unscanned
health-scanner-answers = It answers
health-scanner-away = It does not answer
health-components = Components last held against known faults
health-components-old = Nobody has held the parts of this version against known faults since { $date }. Put a newer version of Polisi in place: some of its parts may have faults that are mended elsewhere.
health-scanner-do = The scanner for files does not answer, so no file is taken. Look at clamd and at POLISI_CLAMD. Everything that needs no file works.
health-sign-ins = Failed sign-ins in 24 hours
health-wrong = { $count ->
    [0] None
    [one] { $count } wrong password or code
   *[other] { $count } wrong passwords or codes
}
health-runs = When daily work last began
health-run-name = Work
health-run-at = Began
health-job-mail-sweep = E-mail that was left behind
health-job-staff-ends = Access of those whose last day is over
health-job-case-commitment = Seal of the records
health-job-closing = Organisations that close
health-job-organisation-size = Counting organisations
health-job-exports-sweep = Removing old files
health-job-old-staff-lists = Removing old staff lists
health-job-retention = Keeping and removing records
health-job-review-reminders = Reminders of reviews
health-job-covers = Who stands in for whom
health-job-rights = Reminders of data requests
health-job-log-head = Head of the log
health-job-account-sweep = Removing old rows of accounts
health-job-other = Other work
health-step-again = E-mail sent again
health-step-stopped = E-mail stopped
health-step-test = Test e-mail sent
health-no-steps = No operator has done anything with e-mails yet.
outbox-answer-stopped = Whoever runs Polisi for you stopped it. Your activity says why.
activity-mail_retried_by_operator = Failed e-mail sent again by an operator
activity-mail_stopped_by_operator = E-mail stopped by an operator
done-health-again = The e-mail is on its way again.
done-health-again-held = The e-mail waits again: all e-mail is held. “polisi mail release” lets it go.
done-health-stopped = The e-mail is stopped. It will not be sent.
done-health-tested = The test e-mail is on its way to you.
done-health-tested-held = The test e-mail waits: all e-mail is held. “polisi mail release” lets it go.
