# E-mails that wait, left or failed.
outbox-title = E-mails
outbox-lede = What Polisi sent for you, and what could not be delivered. The text of an e-mail is not shown, because it holds a personal link. E-mails about reports of concerns are not listed here.
outbox-table = E-mails
outbox-csv = Download as CSV
outbox-count = { $count ->
    [one] 1 e-mail
   *[other] { $count } e-mails
 }
outbox-filter-state = State
outbox-filter-any = All
outbox-head-at = Written
outbox-head-kind = About
outbox-head-to = To
outbox-head-state = State
outbox-head-answer = What the mail server said last
outbox-head-action = Action
outbox-again = Try again
outbox-state-queued = Waiting
outbox-state-sent = Delivered to the server
outbox-state-failed = Failed
outbox-state-cancelled = No longer needed
outbox-answer-taken = It took the e-mail.
outbox-answer-later = It was busy. Polisi tries again by itself.
outbox-answer-full = The mailbox is full, or the e-mail is too big for it.
outbox-answer-sign-in = It did not accept our name and password. Tell the person who runs Polisi for you.
outbox-answer-address = There is no such mailbox. Correct the person's address, then try again.
outbox-answer-refused = It refused the e-mail. Tell the person who runs Polisi for you.
outbox-answer-failed = It could not take the e-mail.
outbox-answer-file = The e-mail was written to a file on this machine, because no mail server is set.
outbox-answer-away = The mail server could not be reached.
outbox-no-match-title = No e-mails in this state
outbox-no-match-text = Other e-mails exist. Clear the filters to see them.
outbox-none-title = No e-mails yet
outbox-none-text = E-mails appear here when somebody is invited, asked to read, or reminded of a review.
outbox-kind-review = Reminder of a review
outbox-kind-approval = Please comment or approve
outbox-kind-approval_answer = Answer to a request for approval
outbox-kind-request = Please read and sign
outbox-kind-chain_head = Head of the log
outbox-kind-cover = Standing in for somebody
outbox-kind-invitation = Invitation
outbox-kind-policy_share = Link to a policy for somebody outside
outbox-kind-other = Other
outbox-csv-at = Written (UTC)
outbox-csv-kind = About
outbox-csv-to = To
outbox-csv-address = Address
outbox-csv-state = State
outbox-csv-tries = Tries
outbox-csv-sent = Delivered (UTC)
outbox-csv-answer = What the mail server said last
done-outbox-again = The e-mail is on its way again.
outbox-kind-receipt = Receipt of a signature
outbox-kind-link_not_me = Somebody said that a personal link is not theirs

outbox-own-services = You see the e-mails to people at your services.
