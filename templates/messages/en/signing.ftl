# Reading and signing: the signing link, the list "to read", receipts, and their e-mails.
# Dates and times arrive as finished words in the reader's language. Numbers arrive as numbers.

# The page with one policy to read
sign-page-title = Read and sign: { $policy }
sign-for = For { $name }
sign-not-you = Not you?
sign-facts-heading = At a glance
sign-fact-by = Read and sign by
sign-fact-by-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
sign-fact-time = Reading time
sign-reading-time = { $minutes ->
    [one] About 1 minute
   *[other] About { $minutes } minutes
}
sign-fact-version = Version { $version } from
sign-fact-signed-before = You signed version { $version } on
sign-fact-first-time = You have not signed this policy before
sign-fact-asked-by = Asked by
sign-read-at-work = Read this in working time. If you have no time for it at work, tell your manager.
sign-read-other-language = Darllen yn Gymraeg
sign-language-missing = This policy is not available in Welsh yet. You are reading the English text.
sign-language-summary = The Welsh text is a summary. The full policy is in English.
sign-contents = Contents of this policy
sign-print = Print this policy
sign-download-pdf = Download as PDF
sign-changes-heading = What changed since you last signed
sign-changes-count = { $count ->
    [one] 1 paragraph is new or different.
   *[other] { $count } paragraphs are new or different.
}
sign-changes-none = No words that you must follow have changed. Only dates or details are different.
sign-changes-compare = Compare with the version you signed
sign-mark-new = New
sign-mark-changed = Changed
sign-mark-removed = Removed
sign-document-end = End of the policy. Next review { $date }.
sign-responsible-person = Responsible person: { $name }

# The sign block
sign-block-heading = Sign to say you have read it
sign-statement-lead = By signing you say:
# Statement text, version 1. A change of these words is a new key (sign-statement-v2).
sign-statement-v1 = I have read this policy ({ $code }, version { $version }, { $date }), I have had the chance to ask questions, and I will follow it. I know how to report a concern.
sign-signing-as = Signing as { $name }
sign-signing-as-role = { $job }, { $service }
sign-tick = This is true for me, and I sign as { $name }
sign-button = Sign
sign-question-first = I have a question first
sign-recorded-heading = What we record
sign-recorded = We record your name, the policy and its version, the language you read, the date and time, and that you came by { $method }. You get a receipt. Your manager can see that you have signed.
sign-recorded-not = Opening this page signs nothing. We don't record how far you scrolled.
sign-method-link = your personal link
sign-method-link-pin = your personal link and your PIN
sign-method-link-code = your personal link and a code
sign-method-account = your account
sign-method-kiosk-pin = the shared device and your PIN
sign-method-kiosk-badge = the shared device and your badge
sign-method-assisted = a colleague who read it with you
sign-method-paper = paper

# Faults in the form
sign-problem-heading = There is a problem
sign-error-not-ticked = Tick the box to say that the statement is true for you
sign-error-pin = Enter your PIN of 6 figures
sign-error-pin-wrong = That PIN is not right. Try again or ask your manager for a new one.
sign-error-code = Enter the code we sent you
sign-error-code-wrong = That code is not right or is too old. Ask for a new one.
sign-pin-label = Your PIN
sign-pin-hint = 6 figures
sign-code-label = Code from your e-mail
sign-code-send = Send me a new code

# The policy changed between reading and pressing
sign-changed-title = This policy changed while you were reading
sign-changed-body = { $count ->
    [one] 1 paragraph is new or different. You have not signed yet. Read the new text below, then sign.
   *[other] { $count } paragraphs are new or different. You have not signed yet. Read the new text below, then sign.
}
sign-changed-body-dates = Only dates or details are different. You have not signed yet. Look at the text below, then sign.
sign-served-too-long-title = This page was open for a long time
sign-served-too-long-body = You have not signed yet. Check the text below and sign again.

# Signed
sign-done-title = Signed. Thank you, { $name }
sign-done-receipt-number = Your receipt number
sign-done-next = Next: { $policy }
sign-done-left = { $count ->
    [0] Nothing left to read.
    [one] 1 left. { sign-reading-time }.
   *[other] { $count } left. { sign-reading-time }.
}
sign-done-list = See your list
sign-done-mailed = We sent the receipt to your e-mail address. It is on your list too.
sign-done-not-mailed = Your receipt stays on your list. We have no e-mail address for you.
sign-done-finish = I have finished
sign-already-title = You have already signed this
sign-already-body = You signed version { $version } on { $date }. You need not do anything. Here is your receipt.

# The receipt
sign-receipt-title = Receipt { $number }
sign-receipt-number = Receipt number
sign-receipt-organisation = Organisation
sign-receipt-service = Service
sign-receipt-policy = Policy
sign-receipt-policy-value = { $policy } ({ $code })
sign-receipt-version = Version
sign-receipt-version-value = { $version }, published { $date }
sign-receipt-signed-by = Signed by
sign-receipt-name-now = now { $name }
sign-receipt-when = When
sign-receipt-language = Language read
sign-receipt-language-en = English
sign-receipt-language-cy = Welsh
sign-receipt-statement = What you said
sign-receipt-method = How you were identified
sign-receipt-method-link = By a personal link
sign-receipt-method-link-pin = By a personal link and your PIN
sign-receipt-method-link-code = By a personal link and a code
sign-receipt-method-account = Signed in to your account
sign-receipt-method-kiosk-pin = On a shared device, with your PIN
sign-receipt-method-kiosk-badge = On a shared device, with your badge
sign-receipt-method-assisted = With help: { $witness } read it with you
sign-receipt-method-paper = On paper, recorded by { $witness }
sign-receipt-fingerprint = Fingerprint of the text
sign-receipt-fingerprint-hint = A short code made from the exact text you signed. If one letter of the text changes, the code is different.
sign-receipt-superseded = This policy has a newer version now. This receipt stays valid for version { $version }.
sign-receipt-corrected = This receipt was corrected on { $date }. Reason: { $reason }
sign-receipt-print = Print this receipt
sign-receipt-download = Download this receipt
sign-receipt-check = Anybody can check this receipt without us. The file says how.

# The list
sign-list-title = Your policies
sign-list-summary = { $count ->
    [0] You have nothing to read.
    [one] You have 1 policy to read. { sign-reading-time }.
   *[other] You have { $count } policies to read. { sign-reading-time }.
}
sign-list-to-read = To read
sign-list-nothing = Nothing to read. We tell you when there is something new.
sign-list-nothing-untold = Nothing to read. Look here again at your next shift.
sign-list-signed = Signed
sign-list-nothing-signed = You have not signed anything yet.
sign-list-all-policies = Every policy at your services
sign-list-by = Sign by { $date }
sign-list-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
sign-list-signed-on = Signed { $date }
sign-list-receipt = Receipt { $number }
sign-list-download-all = Download all my receipts
sign-list-stop-and-return = You can stop and come back with the same link.
sign-list-progress = { $done } of { $total } signed
sign-list-before-first-shift = Before your first shift
sign-list-first-week = First week
sign-list-first-month = First month
sign-list-away = You are marked as away. Your dates wait until you are back.
sign-list-report = Report a concern
sign-list-question = Ask a question

# Words for the state of one policy on a list
sign-state-to-read = To read
sign-state-due-soon = Due soon
sign-state-overdue = Overdue
sign-state-signed = Signed
sign-state-question = Question asked
sign-state-away = Away
sign-state-waived = Not needed
sign-state-replaced = Replaced by a newer version

# A question instead of a signature
sign-question-title = Ask a question before you sign
sign-question-label = What would you like to know?
sign-question-hint = Your manager sees your name and your question. Don't use this to report a concern.
sign-question-button = Send question
sign-question-error = Enter your question
sign-question-sent-title = Question sent
sign-question-sent-body = We will not remind you about this policy for 5 working days. The answer comes to you and stands under the policy. You can still sign at any time.

# "Not you?"
sign-not-you-title = Is this link not for you?
sign-not-you-body = This link is for { $name }. If that is not you, don't sign. Press the button to stop the link, and { $organisation } is told.
sign-not-you-button = Stop this link
sign-not-you-back = I am { $name }: go back
sign-not-you-done-title = The link is stopped
sign-not-you-done-body = Thank you. Nobody can sign with this link now. You can close this page.

# Links that don't work
sign-link-stopped-title = This link has stopped working
sign-link-stopped-body = It was stopped, or your address in our records has changed. If you still have policies to read, ask your manager for a new link.
sign-link-expired-title = This link has ended
sign-link-expired-body = It ended on { $date }. We can send a new one to the e-mail address that { $organisation } has for you.
sign-link-expired-button = Send me a new link
sign-link-sent-title = Check your e-mail
sign-link-sent-body = If there is an address for this link, a new link is on its way. It can take a few minutes. Nothing there? Ask your manager.
sign-link-sent-held = If there is an address for this link, a new link is made, but e-mails wait for now: Polisi was restored from a backup and is being looked through first. Do you need it sooner? Ask your manager.
sign-link-withdrawn-title = You need not sign this any more
sign-link-withdrawn-body = { $organisation } has withdrawn this request. Signatures you have already given stay valid.
sign-link-replaced-title = There is a newer link
sign-link-replaced-body = You were sent a newer link on { $date }. Use the link in the newest e-mail.
sign-link-replacement = { $policy } takes its place.
sign-link-policy-replaced-title = This policy has a newer version
sign-link-policy-replaced-body = Version { $version } is not in force any more. You need not sign it.
sign-link-policy-replaced-open = Read the newer version
sign-link-left-title = This link is closed
sign-link-left-body = Our records say that you have left { $organisation }. Your receipts are kept. Ask the office if you need a copy.
sign-link-address-title = This link has been replaced
sign-link-address-body = The e-mail address that { $organisation } has for you was changed on { $date }, so this link stopped. If there is still something to sign, a new link is in an e-mail to the new address. Nothing there? Ask your manager.
sign-link-help = Questions? Phone { $phone }.

# E-mail: please read and sign. Opening a link never signs.
sign-mail-request-subject = Please read by { $date }: { $policy }
sign-mail-request-subject-many = { $count ->
    [one] Please read by { $date }: 1 policy
   *[other] Please read by { $date }: { $count } policies
}
sign-mail-hello = Hello { $name },
sign-mail-request-body = { $organisation } asks you to read and sign this policy by { $date }.
sign-mail-request-body-many = { $count ->
    [one] { $organisation } asks you to read and sign 1 policy by { $date }.
   *[other] { $organisation } asks you to read and sign { $count } policies by { $date }.
}
sign-mail-request-line = { $policy } ({ $code }, version { $version })
sign-mail-request-time = { $minutes ->
    [one] It takes about 1 minute. Read it in working time.
   *[other] It takes about { $minutes } minutes. Read it in working time.
}
sign-mail-request-note = A note from { $name }:
sign-mail-request-button = Read and sign
sign-mail-request-no-password = You need no password. Opening the link signs nothing: you sign by ticking a box and pressing a button.
sign-mail-request-yours = The link is only for you. Please don't pass it on.
sign-mail-request-ends = The link works until { $date }.
sign-mail-new-starter-subject = Welcome to { $organisation }: your reading list
sign-mail-new-starter-body = { $count ->
    [one] Here is 1 policy to read and sign. It is for { $job }.
   *[other] Here are { $count } policies to read and sign. They are for { $job }.
}
sign-mail-reminder-subject = { $count ->
    [one] Reminder: 1 policy to read by { $date }
   *[other] Reminder: { $count } policies to read by { $date }
}
sign-mail-reminder-body = You have not signed this yet:
sign-mail-reminder-unable = Not able to do it? Tell { $manager }.
sign-mail-overdue-subject = { $count ->
    [one] Overdue: 1 policy to read and sign
   *[other] Overdue: { $count } policies to read and sign
}
sign-mail-new-link-subject = Your new link to read and sign
sign-mail-new-link-body = Here is your new link. The old one does not work any more.
sign-mail-receipt-subject = Receipt { $number }: you signed { $policy }
sign-mail-receipt-body = Thank you. You signed { $policy } ({ $code }, version { $version }) on { $when }.
sign-mail-receipt-keep = Keep this e-mail, or find the receipt on your list at any time.
sign-mail-receipt-not-you = Was this not you? Tell { $organisation } at once.
sign-mail-question-answered-subject = An answer to your question about { $policy }
sign-mail-why = You get this because you work with { $organisation }. Requests to read and sign can't be switched off.
