# Policies: register, import, preview, publishing, versions.
policies-lede = What your organisation asks of its staff, and when it was last looked at.
policies-new = Add a policy
policies-new-lede = Bring a text of your own. You see what was found in it before anything is published.
policies-new-button = Import and check
policies-empty-title = No policies yet
policies-empty = A policy begins with its text: upload a file or paste it.
policies-none-title = Nothing matches
policies-none = No policy matches what you asked for.
policies-count = { $count ->
    [one] 1 policy
   *[other] { $count } policies
 }
policies-search = Search title, code and text
policies-search-button = Search
policies-any = Any
policies-csv = Download this list (CSV)
policies-service = Service
policies-head-title = Title
policies-head-code = Code
policies-head-state = State
policies-head-services = Services
policies-head-owner = Owner
policies-head-review = Next review
policies-head-language = Language
policies-head-nation = Nation
policies-head-type = Kind of service
policies-head-gaps = Open fields
policies-head-last-review = Last reviewed
policies-head-asked = Asked to sign
policies-head-signed = Signed
policies-no-version = None yet
policies-no-services = None chosen
policies-no-review = Set when you publish
policies-language-en = English
policies-language-cy = Welsh
policies-state-draft = Draft
policies-state-published = In force
policies-state-changing = In force, new draft
policies-state-in_review = In review
policies-state-awaiting_approval = Awaiting approval
policies-state-approved = Approved, ready to publish
policies-state-withdrawn = Withdrawn
policies-due-overdue = Overdue
policies-filter-gaps = With open fields
policies-gaps = { $count ->
    [one] 1 field open
   *[other] { $count } fields open
 }
policies-chip-q = Search: { $value }
policies-chip-state = State: { $value }
policies-chip-service = Service: { $value }
policies-chip-owner = Owner: { $value }
policies-chip-nation = Nation: { $value }
policies-chip-language = Language: { $value }
policies-chip-due = Review: { $value }
policies-chip-gaps = { $value }

policies-file = Upload a file
policies-file-hint = A Word file (.docx), a web page, a text (.txt) or Markdown (.md).
policies-paste = Or paste the text
policies-paste-hint = From Word, a web page or an e-mail. Fields stand in double curly braces.
policies-paste-again-hint = This takes the place of the draft. A file that you upload comes before what stands here.
policies-format = How is the pasted text written?
policies-format-hint = A file says so by its name.
policies-format-text = Plain text
policies-format-markdown = Markdown
policies-code = Code
policies-code-hint = Your own short code, such as POL-07
policies-title = Title
policies-title-hint = Leave it empty to take the title from the text
policies-owner-hint = Who answers for this policy and is told when its review is due
policies-services-hint = Each service gets its own copy with its own details
policies-nation-hint = Only if the text follows the law of one nation
policies-type-hint = Only if the text fits one kind of service
policies-any-nation = Any nation
policies-any-type = Any kind of service
policies-cancel = Cancel
policies-save = Save
policies-yes = Yes
policies-no = No
policies-details = Change details
policies-contact = Whom to ask about it
policies-contact-hint = A name, a phone number or an e-mail address. It prints in document control.
policies-months = Months between reviews
policies-months-hint = From 1 to 36. The next review date is proposed from it.
policies-anyway = Why it is used although it is written for others
policies-anyway-hint = Only for a service in another nation or of another kind. Your reason prints on the document, and inspectors read it. Empty: such a service can't have it.
policies-error-months = Enter a number of months from 1 to { $limit }
policies-details-lede = Published versions keep what they say. The next version takes this.
policies-text = Replace the text
policies-text-next = Begin the next version
policies-text-lede = Upload or paste the whole text again.
policies-text-button = Import and check
policies-theirs-title = Somebody else changed this draft
policies-theirs = Your text is kept below and is not saved. Copy what you need, then open the page again.
policies-theirs-show = The text as it is saved now

policies-import = What was found
policies-import-lede = Check how we read the text. Every clean-up can be undone.
policies-import-button = Save and preview
policies-import-stay = Save and look again
policies-found-title = Title in the text
policies-found-headings = Headings
policies-found-headings-count = { $count ->
    [one] 1 heading
   *[other] { $count } headings
 }
policies-found-lists = Lists
policies-found-lists-count = { $count ->
    [0] None
    [one] 1 list, items: { $items }
   *[other] { $count } lists, items: { $items }
 }
policies-found-sign-off = Sign-off block at the end
policies-found-fields = Known fields
policies-found-fields-count = { $count ->
    [0] None
    [one] 1 field
   *[other] { $count } fields
 }
policies-found-unknown = Unknown fields
policies-found-unknown-count = { $count ->
    [0] None
    [one] 1 field
   *[other] { $count } fields
 }
policies-unknown-title = Some fields are unknown
policies-unknown-body = They stop the policy from being published. Correct them in the text and import it again.
policies-unknown-where = { $count ->
    [one] line { $line }, one place.
   *[other] from line { $line }, { $count } places.
 }
policies-nearest = Nearest known names: { $names }.
policies-fields-show = Fields in the text
policies-field-count = { $count ->
    [one] { $field }: one place
   *[other] { $field }: { $count } places
 }
policies-headings-show = Headings in the text
policies-leftovers = Left over from a web page, a printed page or an empty form
policies-leftovers-hint = Ticked lines are taken out. A line that could be a sentence of yours stays until you tick it.
policies-leftover = Line { $line }: { $text }
policies-instructions = Instructions to the writer
policies-instructions-hint = Nothing is taken out until you tick it. Where a name is missing or a choice is open, leave the tick away and settle it in the editor.
policies-version-tables = A version table of its own
policies-version-tables-hint = Version, approval and dates stand in the box that is printed with every policy. Tick it to take this table out of the text.
policies-runs = Lists that ran together
policies-runs-hint = Ticked ones are printed as lists.
policies-run = Line { $line }: print as a list
policies-before = Before:
policies-after = After:
policies-unseen-title = Look at the text before it is in force
policies-unseen-open = See what was found
policies-unseen-removed = { $count ->
    [one] 1 left-over line is removed, and nobody has looked at it yet: { $words }
   *[other] { $count } left-over lines are removed, and nobody has looked at them yet: { $words }
 }
policies-unseen-raw = Words in it tell the writer what to do. Staff would read them as they stand: { $words }
policies-unseen-versions = This text has its own version table; it says { $words }.
policies-no-offers = There was nothing to clean up.

policies-preview = Preview
policies-preview-service = As printed at
policies-preview-show = Show
policies-preview-no-service-title = No service chosen
policies-preview-no-service = Choose the services that this policy is for.
policies-open = { $missing } missing, { $unknown } unknown
policies-open-body = Publishing opens when nothing is missing or unknown.
policies-open-none = Every field has its value. This service is ready.
policies-places = { $count ->
    [one] one place
   *[other] { $count } places
 }
policies-places-head = Places
policies-fill = Fill it in
policies-fix-unknown = Correct the text
policies-kind-unknown = unknown field
policies-kind-later = Set when you publish
policies-kind-image = Your logo
policies-kind-nothing = Prints nothing
policies-show-fields = Show fields
policies-as-staff = Show as staff see it
policies-fields-used = Fields in this text
policies-field = Field
policies-value = Value
policies-wrong-nation = This text is for { $for }. { $service } is in { $at }.
policies-wrong-type = This text is for another kind of service ({ $for }). { $service } is different ({ $at }).

policies-publish = Check and publish
policies-publish-lede = { $ready ->
    [one] 1 service is ready
   *[other] { $ready } services are ready
 }{ $not_ready ->
    [0] .
    [one] , 1 is not.
   *[other] , { $not_ready } are not.
 }
policies-ready = Ready
policies-not-ready-tag = Not ready
policies-not-ready = This service is not ready: a field is missing or unknown, or the text is for another place. Open Check and publish to see why.
policies-missing = Missing: { $field }.
policies-unknown = Unknown field: { $field }.
policies-publish-services = Publish for
policies-publish-services-hint = A service that you leave out has no version of this policy in force.
policies-label = Version
policies-label-hint = What people call this version
policies-label-hint-empty = Leave it empty for the number that stands beside the kind of change
policies-kind = How great is the change?
policies-kind-shown = Change
policies-kind-minor = Minor
policies-kind-minor-hint = The wording is better, or something small is different. The message is the same.
policies-kind-major = Major
policies-kind-major-hint = People have to do something in another way, or there is a new duty.
policies-kind-typographical = Typographical
policies-kind-typographical-hint = Spelling and layout only. The words that must be followed stay the same.
policies-kind-adopted = In force before it was entered here
policies-duty-changed = The words that must be followed change
policies-duty-changed-at = People who signed the version in force signed other words. This is so at:
policies-duty-same = The words that must be followed are the same as in the version in force. Nobody needs to sign again.
policies-again = Who must sign again?
policies-again-hint = Those who have the policy: they signed a version of it, or were asked to.
policies-again-nobody = Nobody
policies-again-everybody = { $count ->
    [one] The 1 person who has it
   *[other] All { $count } people who have it
 }
policies-again-days = Time to sign
policies-days = { $count ->
    [one] 1 day
   *[other] { $count } days
 }
policies-approved-on = Approved on
policies-reviewed = Reviewed on
policies-effective = In force from
policies-next = Next review
policies-next-hint = Twelve months from today is usual; 36 months is the most.
policies-change-note = What changed
policies-change-note-hint = One or two sentences. Staff and inspectors read this.
policies-change-note-first = First version.
policies-approver = Approved by
policies-approver-hint = The name prints on the policy. Only name somebody who has approved this text.
policies-approver-choose = Choose
policies-approver-outside-name = Name of somebody outside
policies-approver-outside-hint = Only if you chose "Somebody outside", for example a trustee
policies-approver-outside-role = Their role
policies-next-months = { $months ->
    [one] Every month is usual for this policy; 36 months is the most.
   *[other] { $months } months from today is usual for this policy; 36 months is the most.
 }
policies-declared-title = It was in force before
policies-declared = Your register says so: row { $line } of the sheet that came with "{ $shelf }".
policies-declared-note = It keeps its version, its approval and its dates. Nobody is asked to approve it again. The log says that you declared it.
policies-declared-button = Put into force as it stood
policies-declared-else = Or publish it as a new version
policies-declared-else-ask = If it was not in force, or you want it approved anew:
policies-publish-note = A published version never changes. A correction is a new version.
policies-publish-button = Publish
policies-supersedes-nothing = None

policies-about = About this policy
policies-draft = Draft
policies-file-draft = This draft is a PDF file. It is not in force yet.
policies-file-next = Bring in the next PDF
policies-file-replace = Choose another file
policies-made-stays = A PDF keeps what it says of its making
policies-made-stays-hint = Only for a finished PDF. It is given out as it came; who made it, with what and when stays in it, and every reader can see that.
policies-error-made = { $made } Readers can see that. Tick that it stays and choose the file once more, or choose another file
policies-file-again-hint = Word, web page, text or PDF. A PDF stays as it is: people read and sign the file itself.
done-policies-file = The PDF is the draft now. Check and publish it, or ask for approval.
policies-draft-next = Draft of the next version
policies-draft-changed = Last changed { $date } by { $who }.
policies-draft-services = For
policies-in-force = Version { $label } at your services
policies-version = Version in force
policies-version-last = Last version
policies-version-label = version { $label }
policies-version-caption = Version { $label }
policies-version-open = Open version { $label }
policies-back-policy = This policy
policies-pdf = PDF
policies-pdf-open = Open PDF
policies-docx-open = Word file
policies-text-open = Plain text
policies-history = History
policies-history-none = Nothing published yet.
policies-history-published = Version { $label } published
policies-history-withdrawn = Withdrawn
policies-standing-superseded = superseded
policies-superseded = A newer version has taken the place of this one.
policies-withdrawn-on = Withdrawn on { $date }
policies-applies-from = Applies from { $date }
policies-contents = Contents of this policy
policies-published-at = Published
policies-sha256 = SHA-256 of this text
policies-printed-copy = A printed copy may be out of date. Check the version on screen.

policies-withdraw = Withdraw this policy
policies-withdraw-lede = Staff no longer find it, and nobody is asked to sign it.
policies-withdraw-services = It is in force at:
policies-withdraw-keeps = Versions and signatures stay as long as “How long records are kept” in the settings says. This cannot be undone.
policies-withdraw-reason = Why?
policies-withdraw-reason-hint = Inspectors may read this.
policies-replacement = Which policy takes its place?
policies-replacement-hint = People who look for the withdrawn policy are led there.
policies-replacement-none = None
policies-replaced-by = This policy takes its place:
policies-withdraw-button = Withdraw the policy

policies-own = Policies at my services
policies-own-lede = Every policy in force where you work.
policies-own-empty-title = No policies yet
policies-own-empty = Nothing is in force at your services yet.
policies-own-no-service = You are not at any service yet. Ask your manager.

policies-changed = Somebody changed this while you were looking at it. Open the page again and check what is new.
policies-is-withdrawn = This policy is withdrawn.
policies-no-draft-title = There is no draft
policies-no-draft-in-force = The text of this policy is in force, and nobody has begun the next version. If you looked for a draft, it was published or discarded meanwhile.
policies-no-draft-none = Nobody has begun the next version of this policy.
policies-no-draft-open = Open the policy
policies-no-draft = There is no draft. Begin the next version first.

policies-error-code = Enter a code
policies-error-code-held = “{ $title }” has the code { $code } in this language. Capitals, spaces, hyphens and dots don’t make another code. Enter another code.
policies-error-code-taken = Another policy has this code in this language. Enter another code.
policies-error-title = Enter a title
policies-error-no-title = The text has no title. Enter one here.
policies-error-owner = Choose who owns this policy
policies-error-services = Choose at least one of the services that you may publish for
policies-error-no-service = Choose at least one service
policies-error-no-text = Upload a file or paste the text
policies-error-too-large = The text is larger than 1 MB. Leave out what does not belong to the policy, or make two of it.
policies-error-pictures = This file has pictures in it. Bring it in with "Bring your policies in", which keeps them.
policies-error-long = Write at most { $limit } characters
policies-error-label = Enter what people call this version, such as 1.0
policies-error-change-note = Say what changed
policies-error-approver = Choose who approved it
policies-error-approved-later = The approval cannot be after today
policies-error-reason = Say why
policies-error-day = Enter a date, such as 27 9 2027
policies-error-reviewed-later = The review cannot be after today
policies-error-next-early = The next review must be after today and after this review
policies-error-next-late = The next review must be within { $months } months of this review

done-policies-added = The policy is entered. Check what was found in the text.
done-policies-imported = The text is imported. Check what was found in it.
done-policies-cleaned = Saved.
done-policies-changed = The details are changed.
done-policies-published = Published. This version never changes.
done-policies-newer = A newer text has taken the place of the one you looked for.
done-policies-replaced = The policy you looked for was withdrawn. This one takes its place.
done-policies-withdrawn = The policy is withdrawn.
policies-error-replacement = Choose a policy that is in force
policies-error-typographical = The words that must be followed would change, so this is not a typographical change. Choose minor or major.
policies-error-effective-later = A version is in force as soon as you publish it. Enter today or an earlier day.

policies-stale = Policies that print an old value
policies-stale-lede = { $count ->
    [0] Nothing to do.
    [one] 1 published policy prints something that has changed since.
   *[other] { $count } published policies print something that has changed since.
 }
policies-prints-old = The version in force prints a value that has changed since.
policies-stale-none-title = Every policy prints what you entered
policies-stale-none = When a name, a phone number or a manager changes, the policies that print the old one stand here.
policies-stale-who = Only somebody with the right at { $services } can issue it again: { $names }.
policies-not-yours = You can’t change this policy: changing it needs the right at all of its services, { $services }.
policies-not-yours-nowhere = You can’t change this policy: as long as it has no service, changing it needs the right for the whole organisation.
policies-not-yours-who = Ask { $names }.
policies-error-not-all-services = You may change policies, but not at every service of this one. Its page says who can change it.
policies-stale-printed = Printed:
policies-stale-now = Now:
policies-stale-empty = Now nobody fills this field.
policies-stale-not-filled = A field has no value now. Fill it first.
policies-reissue = Issue again
policies-reissue-lede = The version stays the same. Only the services whose text changes get a new issue. Signatures stay valid.
policies-reissue-which = Which policies?
policies-reissue-reason = Why?
policies-reissue-reason-hint = Prints on the policy, for example "New registered manager".
policies-reissue-again = Ask people to sign again where the words that must be followed change
policies-reissue-again-hint = Leave this empty if only a name or a number changes.
policies-reissue-button = Issue again
policies-reissue-check = Check what changes
policies-reissue-check-lede = { $count ->
    [one] Nothing is issued yet. One policy would print something else at { $services ->
        [one] one service
       *[other] { $services } services
    }.
   *[other] Nothing is issued yet. { $count } policies would print something else at { $services ->
        [one] one service
       *[other] { $services } services
    }.
}
policies-reissue-left-out = These can’t be issued again now
policies-reissue-not-printed = not printed
policies-reissue-becomes = becomes
policies-reissue-logo = The logo is another one.
policies-reissue-duty = Words that must be followed change here
policies-reissue-paragraphs = { $count ->
    [one] Show the changed paragraph
   *[other] Show { $count } changed paragraphs
}
policies-reissue-around = The text stays the same. Only what prints around it changes.
policies-reissue-signing = Signing
policies-reissue-signing-again = People are asked to sign again where words that must be followed change.
policies-reissue-signing-stays = Nobody is asked to sign again. Signatures stay valid.
policies-history-reissued = Version { $label } issued again
policies-history-reissued-fields = Changed: { $fields }.
policies-history-reissued-issue = { $service } (issue { $issue })
policies-history-reissued-again = People were asked to sign again.
policies-history-reissued-duty = Words that must be followed changed at { $services }. Nobody was asked to sign again.
policies-history-reissued-duty-only = Words that must be followed changed at { $services }.
policies-history-reissued-stays = Signatures stayed valid.
policies-reissue-result = What was issued again
policies-reissued-at = issued again for { $services }
policies-reissued-nothing = nothing changes
policies-error-choose-policy = Choose at least one policy
policies-issue-old = This is issue { $issue }. A later issue of the same version is in force.
policies-issue-first = Printed as of { $date } (first issue)
policies-issue-number = Printed as of { $date } (issue { $issue }: { $reason })
policies-issue-newest = Open the issue in force
policies-issues = Issues of this version
done-policies-reissued = Issued again.

policies-many = Publish many drafts
policies-many-lede = { $ready ->
    [one] 1 draft is ready
   *[other] { $ready } drafts are ready
 }{ $waiting ->
    [0] .
    [one] , 1 is not.
   *[other] , { $waiting } are not.
 }
policies-many-none-title = No drafts
policies-many-none = Drafts that you may publish stand here.
policies-many-waiting = Not ready
policies-many-why = Why
policies-many-ready = Ready
policies-many-first = First version
policies-many-after = after { $before }
policies-many-note-hint = One sentence for all of them. Staff and inspectors read this.
policies-many-dates = First review
policies-many-dates-hint = No policy waits longer than its own interval.
policies-many-spread = Spread over the year
policies-many-same = Keep the same month for all
policies-error-a-month = Enter how many review dates may fall into one month: a number from 1 to 50
policies-many-a-month = At most this many in one month
policies-many-to-check = Check
policies-many-check = Check before you publish
policies-many-check-title = To be published
policies-many-left-out = { $count ->
    [one] 1 of those you chose is not ready any more and is left out.
   *[other] { $count } of those you chose are not ready any more and are left out.
 }
policies-many-publish = { $count ->
    [one] Publish 1 policy
   *[other] Publish { $count } policies
 }
policies-many-result = What was published
policies-many-count = { $count ->
    [one] 1 policy is published.
   *[other] { $count } policies are published.
 }
policies-many-failed = Not published
policies-many-published = Published
policies-many-gaps = A field is missing or unknown, or the text is for another place.
policies-many-not-ready = A field is missing or unknown, or the text is for another place.
policies-many-changed = Somebody changed it meanwhile. Check it again.
policies-many-typographical = The words that must be followed would change. Choose minor or major.
policies-many-approval = Approval is missing.
policies-many-round = People are asked about it, or asked for changes. Publish it by itself.
policies-error-many = Publish at most { $limit } at a time
policies-undescribed = { $count ->
    [one] One picture has
   *[other] { $count } pictures have
 } no description. People who can't see a picture hear its description.
policies-undescribed-fix = Describe in the text

policies-compare = What changed
policies-compare-lede = From { $from } to { $to }.
policies-compare-from = From
policies-compare-to = To
policies-compare-service = With the values of
policies-compare-no-values = No values: field names
policies-compare-show = Compare
policies-compare-draft = Draft
policies-compare-first = Go to the first change
policies-compare-key = Removed words are struck through and have a minus sign, added words are underlined and have a plus sign.
policies-compare-same = Nothing differs: { $from } and { $to } have the same words.
policies-compare-draft-same = The draft has the same words as { $to }. Here are the two latest versions.
policies-compare-none-title = Nothing to compare yet
policies-compare-none = There is only one text of this policy. Once there is a draft, a second version or a second issue, this page shows what changed.
policies-compare-without-service = One of the two was never printed for that service, so this compares the texts with field names.
policies-compare-before = What changed since version { $label }
policies-compare-link = Compare versions

policies-as-at = In force on a day
policies-as-at-lede = Pick a past day to see which policies were in force at each service at the end of it.
policies-as-at-day = Day
policies-as-at-show = Show
policies-as-at-no-day = That isn't a day. Enter day, month and year as numbers, such as 14, 3 and 2026.
policies-as-at-future = That day is still to come. This is what will be in force if nothing else is published.
policies-as-at-title = { $count ->
    [one] One policy text in force on { $date }
   *[other] { $count } policy texts in force on { $date }
 }
policies-as-at-since = In force since
policies-as-at-none-title = Nothing was in force
policies-as-at-none = No policy of this choice was in force on that day.
policies-as-at-csv = Download this list (CSV)
policies-brought-in = Brought in on { $on } as in force since { $since }
policies-brought-in-unknown = Brought in on { $on }. In force on { $known } or before; the day is not recorded
policies-brought-in-later = Brought in later
policies-issue = issue { $number }
policies-head-issue = Issue
policies-head-adopted = Brought in as in force
policies-past = Not in force. Version { $label } applied from { $from } to { $to }.
policies-past-withdrawn = Not in force. Version { $label } applied from { $from } until the policy was withdrawn on { $to }.
policies-past-by = Not in force. Version { $label } applied on { $from } or before, and until { $to }.
policies-past-newer = A newer version applies from { $date }. Until then this one holds.
policies-past-current = See the version in force
policies-past-none = The policy was withdrawn on { $date }: no version of it is in force.
