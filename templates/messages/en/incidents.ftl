# Reports of concerns inside the organisation: what report.ftl and incidents-rules.ftl don't say.

# The reporter's form
incidents-choose = Choose one
incidents-story-error-short = Say a little more about what happened
incidents-error-long = Must be { $limit } characters or fewer
incidents-who-person = Who works here?
incidents-who-person-hint = Only if you chose Somebody who works here
incidents-who-more = More than one person
incidents-who-second = Second person
incidents-who-third = Third person
incidents-nobody-else = Nobody else
incidents-who-other-label = Somebody else: who?
incidents-who-error-both = You named somebody and chose I don't know. Choose one of the two.
incidents-who-sees = It goes to the safeguarding lead, or to the next person in line. Whoever you name as having done it is not told.
incidents-who-typed = Nobody on the staff list whose name this could be is told.
incidents-danger-then = Then come back here and press Send report.
incidents-change-answers = Change my answers
incidents-back-to-answers = Back to my answers
incidents-not-kept = Nothing was sent and nothing is kept.
incidents-none-ready = { $organisation } has not named the people who handle reports. Don't wait: use one of these numbers.
incidents-contact-no-number = No number is filled in. Look it up on the body's website.

# After sending
incidents-next-by = Whoever was told has until { $time } to open it.
incidents-next-yours = Follow it under [[Your reports]].
incidents-sealed-body = Nobody inside is left who could handle it. Go to one of these people now. Your report is kept sealed: nobody named in it can read it.
incidents-mine-none = You have not sent a report

# The list of cases
incidents-title = Incidents
incidents-all = All
incidents-none = No report needs you
incidents-none-hint = You see only the reports that you were told of.
incidents-none-match = No report is at this point.
incidents-back = Back to incidents

# A case
incidents-confidential = Confidential: safeguarding
incidents-severity-label = Urgency
incidents-received-label = Sent
incidents-service-label = Service
incidents-reporter-label = Reported by
incidents-said-danger = The reporter said that somebody is in danger
incidents-line-title = Go outside at once
incidents-line-body = Somebody complained of would usually receive such reports. Tell the council and the regulator yourself, and don't speak of it inside.
incidents-stranded-title = Nobody else can be told
incidents-stranded-body = Nobody opened this report in time, and nobody else in line is left. It needs you now.
incidents-look-title = Is somebody dealing with this?
incidents-look-body = Press the button when you deal with it. The reporter then sees: Being looked at.
incidents-look-button = I am looking at this
incidents-report-heading = The report
incidents-timeline-heading = What has happened
incidents-views = { $count ->
    [one] Opened once
   *[other] Opened { $count } times
}
incidents-happened-received = Report sent
incidents-happened-told = Told by e-mail
incidents-happened-stranded = Nobody else could be told
incidents-happened-deserted = Everybody who was told was gone, and the reporter was told so
incidents-happened-viewed = Opened
incidents-happened-looking = Being looked at
incidents-happened-noted = Note
incidents-happened-closed = Closed
incidents-happened-taken = Record saved
incidents-take-along = Save the record
incidents-happened-held = Legal hold put on
incidents-happened-released = Legal hold ended
incidents-note-heading = Add a note
incidents-note-label = Note
incidents-note-hint = What was seen, said, decided or done, by whom and when. A note can't be changed later.
incidents-note-button = Add note
incidents-note-error-empty = Enter a note
incidents-close-heading = Close the report
incidents-close-button = Close report
incidents-outcome-label = Outcome
incidents-outcome-error = Choose an outcome
incidents-outcome-no-misuse = No misuse
incidents-outcome-advice-given = Advice or training given
incidents-outcome-disciplinary = Disciplinary process
incidents-outcome-referred-on = Referred on
incidents-outcome-not-enough = Not enough to act on
incidents-outcome-made-in-error = Made in error
incidents-reason-label = Reason
incidents-reason-hint = What you found and why you close it. The reporter sees only that it is closed.
incidents-reason-error = Enter a reason
incidents-contacts-heading = Who to call
incidents-told-heading = Who was told
incidents-told-at = Told { $time }
incidents-opened-at = Opened { $time }
incidents-not-opened = Not opened yet
incidents-told-only = Nobody else here can see this report or that it exists.
incidents-conflict-state = Somebody else changed this report. Open it again.
incidents-conflict-not-ready = This service takes no reports at present.

done-incidents-looking = Noted: you are looking at this.
done-incidents-noted = Note added.
done-incidents-closed = Report closed.
incidents-not-closed = Not closed
incidents-download = Download as CSV
