# Asking people to read and sign, and following who has. What signers meet stands in signing.ftl.
acknowledgements-title = Read and sign
acknowledgements-lede = { $count ->
    [0] Nothing is outstanding.
    [one] 1 signature is outstanding.
   *[other] { $count } signatures are outstanding.
}
acknowledgements-ask = Ask people to read and sign
acknowledgements-search = Search
acknowledgements-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
acknowledgements-csv = Download this list as CSV
acknowledgements-version = version { $version }
acknowledgements-group-request = Requests
acknowledgements-group-person = By person
acknowledgements-group-policy = By policy
acknowledgements-group-assignment = Outstanding signatures
acknowledgements-none-request = No requests found
acknowledgements-none-person = Nobody has anything to sign
acknowledgements-none-policy = No policy waits for signatures
acknowledgements-none-assignment = No signatures are outstanding
acknowledgements-none-text = Change the search, or ask people to read a policy that is in force.
acknowledgements-state-any = Any
acknowledgements-state-open = Open
acknowledgements-state-complete = Everybody signed
acknowledgements-state-ended = Ended: newer version
acknowledgements-state-withdrawn = Withdrawn

acknowledgements-col-policy = Policy
acknowledgements-col-code = Code
acknowledgements-col-version = Version
acknowledgements-col-person = Person
acknowledgements-col-service = Service
acknowledgements-col-sent = Sent
acknowledgements-col-due = Sign by
acknowledgements-col-first-due = First sign by
acknowledgements-col-signed = Signed
acknowledgements-col-asked = Asked
acknowledgements-col-progress = Progress
acknowledgements-col-state = State
acknowledgements-col-late = Days late
acknowledgements-col-outstanding = Outstanding
acknowledgements-col-reached = How reached
acknowledgements-col-link = Link
acknowledgements-col-actions = Actions
acknowledgements-col-signed-at = When
acknowledgements-col-method = How
acknowledgements-col-language = Language
acknowledgements-col-receipt = Receipt

acknowledgements-choose-title = Which policy?
acknowledgements-choose-lede = Choose a policy that is in force.
acknowledgements-choose-list = Policies in force
acknowledgements-choose-none = No policy is in force yet
acknowledgements-choose-none-text = Publish a policy first. Then you can ask people to read it.
acknowledgements-to-policies = Go to policies
acknowledgements-new-title = Who should read and sign?
acknowledgements-new-lede = { $policy }, version { $version }
acknowledgements-groups = Whole groups
acknowledgements-groups-hint = Groups hold those who work where this policy is in force. Tick groups, single people, or both. Nobody is asked twice.
acknowledgements-everyone-at = Everyone at { $service } ({ $count })
acknowledgements-everyone-employee = All employees at these services ({ $count })
acknowledgements-everyone-bank = All bank workers at these services ({ $count })
acknowledgements-everyone-agency = All agency workers at these services ({ $count })
acknowledgements-everyone-volunteer = All volunteers at these services ({ $count })
acknowledgements-everyone-student = All students at these services ({ $count })
acknowledgements-everyone-contractor = All contractors at these services ({ $count })
acknowledgements-everyone-director = All directors at these services ({ $count })
acknowledgements-nowhere = { $count ->
    [one] 1 person works at no service and can’t be asked.
   *[other] { $count } people work at no service and can’t be asked.
 }
acknowledgements-nowhere-link = Say where they work
acknowledgements-people = Single people
acknowledgements-asked-before = Has this version to read, or has signed it
acknowledgements-no-email = No e-mail: at a tablet or on paper
acknowledgements-no-people = Nobody works at these services
acknowledgements-no-people-text = Add people to the staff list and say where they work.
acknowledgements-to-people = Go to people
acknowledgements-due = Sign by when?
acknowledgements-due-days = In { $count } days
acknowledgements-due-date = On another date
acknowledgements-date = Another date
acknowledgements-date-hint = For example, 27 9 2027
acknowledgements-note = Note to staff
acknowledgements-note-hint = Stands in the e-mail, with your name. Say why, in a sentence or two.
acknowledgements-check-button = Check before sending
acknowledgements-check-title = Check before you send
acknowledgements-check-mail = E-mail with a personal link, at once
acknowledgements-check-unreachable = Without e-mail
acknowledgements-unreachable-hint = They find it on their list when they sign in at a shared tablet with staff number and PIN, or in their account. Nobody tells them by e-mail: tell them, and print a slip for whoever has no PIN yet.
acknowledgements-count-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
acknowledgements-link-until = Links work until
acknowledgements-skipped = { $count ->
    [one] 1 person is left out: they have this version to read, or have signed it.
   *[other] { $count } people are left out: they have this version to read, or have signed it.
}
acknowledgements-send-button = Send the request
acknowledgements-error-nobody = Choose at least one group or one person
acknowledgements-error-due = Choose by when people should sign
acknowledgements-error-date = Enter a date from today to one year ahead
acknowledgements-error-long = Use at most { $limit } characters
acknowledgements-error-reason = Say why you withdraw the request
acknowledgements-error-elsewhere = Somebody you chose works at none of the services where this policy is in force. Leave them out, or change where they work.
acknowledgements-error-all-asked = Everybody you chose has this version to read, or has signed it
acknowledgements-error-nothing-open = Nothing is outstanding any more, so there was nothing to do.
acknowledgements-error-not-in-force = This policy is not in force at a service where you can ask people. Publish it first.
acknowledgements-error-no-email = This person has no e-mail address. Add one on the staff list first.
acknowledgements-error-superseded = This policy has a newer version. Nothing was signed.
acknowledgements-error-ended = You need not sign this any more. Nothing was signed.
acknowledgements-error-not-proven = The page was open for too long. Open it again, then sign. Nothing was signed.

acknowledgements-by = Asked by
acknowledgements-progress = { $done } of { $total } signed
acknowledgements-ended = No longer asked ({ $count })
acknowledgements-waiting = Not signed ({ $count })
acknowledgements-signed = Signed ({ $count })
acknowledgements-nobody-signed = Nobody has signed yet
acknowledgements-not-reachable = Not yet reachable
acknowledgements-link-live = Works
acknowledgements-link-expired = Ended
acknowledgements-link-stopped = Stopped
acknowledgements-link-replaced = Replaced
acknowledgements-link-withdrawn = Withdrawn
acknowledgements-link-not_me = Stopped: it reached somebody else
acknowledgements-link-left = Stopped: left
acknowledgements-link-address = Stopped: e-mail address changed
acknowledgements-link-none = Not sent
acknowledgements-link-unreachable = None: no e-mail address
acknowledgements-ended-withdrawn = Withdrawn
acknowledgements-ended-superseded = Ended: newer version
acknowledgements-ended-left = Left
acknowledgements-resend-link = Send a new link
acknowledgements-stop-link = Stop the link
acknowledgements-keep = No, go back
acknowledgements-stop-title = Stop the link of { $name }?
acknowledgements-stop-body = { $name } can't read or sign “{ $policy }” by this link any more. You can send a new link later.
acknowledgements-stop-button = Stop the link
acknowledgements-resend-title = Send { $name } a new link?
acknowledgements-resend-body = We send a new link to { $email }. The link before stops working. You never see the link: it is theirs alone.
acknowledgements-resend-button = Send a new link
acknowledgements-withdraw-link = Withdraw this request
acknowledgements-withdraw-title = Withdraw this request?
acknowledgements-withdraw-body = { $count ->
    [one] 1 person need not sign any more. Their link stops, and an e-mail that has not left is cancelled.
   *[other] { $count } people need not sign any more. Their links stop, and e-mails that have not left are cancelled.
}
acknowledgements-withdraw-stays = { $count ->
    [one] 1 signature stays, as long as “How long records are kept” in the settings says.
   *[other] { $count } signatures stay, as long as “How long records are kept” in the settings says.
}
acknowledgements-withdraw-reason = Why?
acknowledgements-withdraw-hint = For example: sent to the wrong service. It stands in the log.
acknowledgements-withdraw-button = Withdraw the request
acknowledgements-withdrawn-on = Withdrawn on { $date }

done-acknowledgements-sent = The request is on its way.
done-acknowledgements-sent-held = The request is made, but e-mails wait for now: Polisi was restored from a backup and is being looked through first.
done-acknowledgements-stopped = The link is stopped.
done-acknowledgements-resent = A new link is on its way. The one before has stopped.
done-acknowledgements-resent-held = A new link is made, but e-mails wait for now: Polisi was restored from a backup and is being looked through first. The one before has stopped.
done-acknowledgements-withdrawn = The request is withdrawn.

# What signers meet and signing.ftl lacks
acknowledgements-fact-before = Signed before
acknowledgements-language-missing-en = This policy is not available in English. You are reading the Welsh text.
acknowledgements-mail-fingerprint = Fingerprint of the text you signed: { $fingerprint }
acknowledgements-mail-not-me-subject = A signing link reached the wrong person: { $name }
acknowledgements-mail-not-me-body = Somebody opened the link for { $name } (“{ $policy }”) and said that it is not for them. The link is stopped. Nothing was signed by it since.
acknowledgements-mail-not-me-button = Open the request
acknowledgements-mail-not-me-after = Check the e-mail address on the staff list, then send a new link.

team-title = What your team has signed
team-link = What your team has signed
team-lede = { $people ->
    [one] One person, { $open } to sign, { $late } late.
   *[other] { $people } people, { $open } to sign, { $late } late.
 }
team-open = Still to sign
team-signed = Signed
team-nothing-open = Nothing open
team-late = Late
team-csv = Download this list (CSV)
team-none = Nobody on the staff list has you as line manager.
