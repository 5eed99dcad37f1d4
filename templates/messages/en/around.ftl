# Around a policy: related policies, references, sharing, the register's bulk actions, all in force as one file.
references-add = Add a reference
references-change = Change a reference
references-lede = A law, guidance or document that this policy rests on. References stand beside the policy and can be put right at any time.
references-kind = What is it?
references-kind-law = Law
references-kind-guidance = Guidance
references-kind-policy = Another policy
references-kind-document = Another document
references-title = Title
references-title-hint = For example Equality Act 2010
references-code = Code
references-code-hint = Only for another policy, such as DCW13
references-dated = Date
references-dated-hint = The date of the law, guidance or document as you read it
references-address = Web address
references-address-hint = Begins with https://
references-remove = Remove
references-remove-lede = “{ $title }” is taken off this policy. The log keeps that it stood there.
references-remove-button = Remove this reference
references-error-kind = Choose what it is.
references-error-twice = This policy refers to it already.
references-not-yours = No policy of yours has this code.
references-error-title = Enter the title.
references-error-day = Enter a date that exists, or leave it empty.
references-error-address = Enter a whole address that begins with https://, or leave it empty.
references-error-too-many = This policy has as many references as it can have. Remove one first.
done-references-added = Reference added.
done-references-changed = Reference changed.
done-references-removed = Reference removed.

related-title = Related policies
related-none = This text names no other policy by its code.
related-none-yours = This text names other policies by their codes. None of them is in your set.
related-missing-title = Policies named here that staff can’t open
related-missing = { $code } is named in this text and isn’t in your set.
related-missing-in = { $code } is named in section { $section } and isn’t in your set.
related-gone = { $code } is named in this text and was withdrawn.
related-gone-in = { $code } is named in section { $section } and was withdrawn.
related-unpublished = { $code } is named in this text and isn’t published yet.
related-unpublished-in = { $code } is named in section { $section } and isn’t published yet.
related-elsewhere = { $code } is named in this text and isn’t in force at { $services }.
related-elsewhere-in = { $code } is named in section { $section } and isn’t in force at { $services }.
related-withdrawn = Withdrawn

policies-asked = Who must read and sign
policies-asked-on = Asked on { $date }
policies-asked-due = due { $date }
policies-asked-none = Nobody has been asked to read this policy yet.
policies-next-ask = Ask staff to read and sign
policies-next-review = Review this policy
policies-next-gaps = Fill what is missing
policies-review-overdue-since = Overdue since { $date }
policies-review-over = None
policies-history-reviewed = Reviewed, nothing changed
policies-history-next = Next review { $date }
policies-history-approved = Approved by { $name } on { $date }.
policies-history-approved-unknown = Approved by: { $name }. Day of approval: not recorded.
policies-history-effective = In force from { $from }.
policies-history-effective-unknown = Day it came into force: not recorded.
policies-contact-fact = Contact
policies-more = More
policies-log = Activity of this policy
references-heading = References
references-none = No references yet.
shares-open = Share with somebody outside
shares-live = { $count ->
    [one] (1 link works)
   *[other] ({ $count } links work)
 }

shares-title = Links for people outside
shares-lede = Somebody outside reads this one policy by a link, until the day that you choose. Nothing else can be reached by it.
shares-new = Make a link
shares-new-lede = The link shows the version that is in force when it is opened.
shares-make = Make the link
shares-recipient = Who is it for?
shares-recipient-hint = A person and where they are from, such as Ann Price, Social Care Wales
shares-note = Why
shares-note-hint = For your own records, and in the e-mail if you send one
shares-until = Works until
shares-until-label = The last day on which it works
shares-until-hint = At most { $days } days from today
shares-email = E-mail the link to
shares-email-hint = Leave it empty to copy the link yourself
shares-state = State
shares-state-live = Works
shares-state-ended = Ended
shares-state-expired = Over
shares-state-withdrawn = Ended: the policy was withdrawn on { $date }
shares-visits = Times used
shares-last = Last used
shares-never = Never
shares-none-title = No links yet
shares-none = Make one when a commissioner, a family or an auditor asks for this policy.
shares-not-in-force = Only a policy that is in force can be shared.
shares-link-title = Copy the link now
shares-link-once = It is shown to you for ten minutes. After that, make another one.
shares-made-by = Made by
shares-made-at = Made
shares-log = When it was used
shares-log-none = It has not been used yet.
shares-what-page = Policy opened
shares-what-pdf = PDF opened
shares-what-docx = Word file opened
shares-what-text = Plain text opened
shares-end = End this link
shares-end-lede = The link for { $recipient } stops at once and can’t be brought back. What was read or saved before stays where it is.
shares-band = { $organisation } shares this policy with { $recipient }, by { $name }, until { $date }.
shares-over-title = This link doesn’t lead anywhere now
shares-over = It may have ended, be over, or be copied wrongly. Ask the person who sent it for a new one.
shares-error-recipient = Enter who the link is for.
shares-error-note = Enter why you share this policy.
shares-error-day = Enter the last day on which the link works.
shares-error-past = The last day can’t be before today.
shares-error-far = The last day can be at most { $days } days from today.
shares-error-email = Enter a whole e-mail address, or leave it empty.
shares-error-mailed-often = Five links were mailed to this e-mail address today. Leave it empty and give them the link yourself, or try again tomorrow.
shares-error-not-in-force = Only a policy that is in force can be shared.
shares-mail-subject = { $organisation } shares a policy with you: { $policy }
shares-mail-body = { $name } of { $organisation } shares the policy “{ $policy }” with you.
shares-mail-button = Read the policy
shares-mail-ends = The link works until { $date }. Whoever has it can read this policy.
done-shares-made = The link works now.
done-shares-ended = The link has ended.

exports-title = All policies in force, as one file
exports-lede = A ZIP file with a folder for each service and an index that opens without a network.
exports-services-hint = Each service gets a folder with its own copies
exports-kinds = What to put in
exports-kind-pdf = PDF
exports-kind-docx = Word
exports-kind-txt = Plain text
exports-make = Make the file
exports-before = Files made before
exports-days = Each is removed after { $days } days.
exports-asked = Asked for
exports-by = By
exports-files = Files
exports-file = File in this folder
exports-state-waiting = Waiting
exports-state-making = Being made
exports-state-ready = Ready
exports-state-failed = Failed
exports-going-lede = You can close this page and come back. The file goes on being made.
exports-progress = { $done } of { $total } printed
exports-look-again = Look again
exports-ready = { $count ->
    [one] 1 file and an index are ready.
   *[other] { $count } files and an index are ready.
 }
exports-download = Download
exports-size = { $megabytes } MB
exports-until = It is kept until { $date }.
exports-again = Make another one
exports-failed-title = The file could not be made
exports-failed = Nothing was changed. Try again; if it fails again, tell whoever runs this installation.
exports-error-services = Choose at least one service.
exports-error-kinds = Choose at least one kind of file.
exports-error-nothing = Nothing is in force at these services yet.
exports-index-title = Policies in force: { $organisation }
exports-index-lede = For each service: the policies that were in force when this file was made. Each copy is the one that was published for that service. Open a copy in the column “Open the copy”. The check code in the last column proves that a copy was not changed: any tool that works out the SHA-256 of a file gives the same code for the same copy.
exports-index-policy = Policy
exports-index-files = Open the copy
exports-check = Check code of the file (SHA-256)

exports-open = All in force as one file
policies-choose = Choose
policies-choose-one = Choose { $title }
policies-found-in-text = In the text
policies-found-in-draft = In the draft
policies-origin = From
policies-origin-adopted = The library
policies-origin-own = Our own
policies-chip-origin = From: { $value }
policies-due-30 = Due in 30 days
policies-due-60 = Due in 60 days
policies-due-90 = Due in 90 days
policies-no-such = { $what } “{ $value }” isn’t known here, so no policy fits it.
policies-no-such-state = State
policies-no-such-service = Service
policies-no-such-owner = Owner
policies-no-such-nation = Nation
policies-no-such-language = Language
policies-no-such-due = Next review
policies-no-such-origin = From
policies-no-such-gaps = Open fields
policies-bulk = With the ticked policies
policies-bulk-continue = Continue
policies-bulk-tick-all = Tick all on this page
policies-bulk-owner = Change the owner
policies-bulk-services = Set the services of the drafts
policies-bulk-publish = Check and publish
policies-bulk-ask = Ask staff to read and sign
policies-bulk-withdraw = Withdraw
policies-bulk-nothing = No policy is ticked to which this can be done. Tick at least one in the register.
policies-bulk-back = Back to the register
policies-bulk-count = { $count ->
    [one] This is about 1 policy.
   *[other] This is about { $count } policies.
 }
policies-bulk-ask-lede = Each policy is sent with its own request. Open them one after the other.
policies-bulk-in-force = { $count ->
    [one] 1 of them is in force now. Nobody has to follow it from the moment that you withdraw it.
   *[other] { $count } of them are in force now. Nobody has to follow them from the moment that you withdraw them.
 }
policies-bulk-new-owner = The new owner
policies-bulk-choose-owner = Choose somebody
policies-bulk-services-hint = This takes the place of the services that the drafts have now
policies-bulk-do-owner = { $count ->
    [one] Change the owner of 1 policy
   *[other] Change the owner of { $count } policies
 }
policies-bulk-do-services = { $count ->
    [one] Set the services of 1 draft
   *[other] Set the services of { $count } drafts
 }
policies-bulk-do-withdraw = { $count ->
    [one] Withdraw 1 policy
   *[other] Withdraw { $count } policies
 }
policies-bulk-left-out = Left out
policies-bulk-left-out-why-owner = Withdrawn, or at a service that you don’t manage.
policies-bulk-left-out-why-services = Without a draft, or at a service that you don’t manage.
policies-bulk-left-out-why-ask = Not in force, or at a service that you don’t manage.
policies-bulk-left-out-why-withdraw = Withdrawn already, or at a service that you don’t manage.
done-policies-bulk-owner = The owner is changed.
done-policies-bulk-services = The services of the drafts are set.
done-policies-bulk-withdraw = The policies are withdrawn.
policies-history-kind-major = Major change
policies-history-kind-minor = Minor change
policies-history-kind-typographical = Spelling and layout only
policies-history-kind-adopted = Already in force when it was entered here
