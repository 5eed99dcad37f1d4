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
policies-search = Search title and code
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
policies-no-services = None chosen
policies-no-review = Set when you publish
policies-language-en = English
policies-language-cy = Welsh
policies-state-draft = Draft
policies-state-published = In force
policies-state-changing = In force, new draft
policies-state-withdrawn = Withdrawn
policies-due-overdue = Overdue
policies-due-soon = Due in 30 days
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
policies-file-hint = A text (.txt) or Markdown (.md) file of up to 1 MB. Word files come later: save yours as plain text.
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
policies-leftovers = Left over from a web page
policies-leftovers-hint = Ticked lines are taken out.
policies-leftover = Line { $line }: { $text }
policies-runs = Lists that ran together
policies-runs-hint = Ticked ones are printed as lists.
policies-run = Line { $line }: print as a list
policies-before = Before:
policies-after = After:
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
 }, { $not_ready ->
    [one] 1 is not.
   *[other] { $not_ready } are not.
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
policies-label-hint-next = For a greater change, { $major }
policies-reviewed = Reviewed on
policies-effective = In force from
policies-next = Next review
policies-next-hint = Twelve months from today is usual; 36 months is the most.
policies-change-note = What changed
policies-change-note-hint = One or two sentences. Staff and inspectors read this.
policies-change-note-first = First version.
policies-approver = Approved by
policies-approver-hint = The name that prints on the policy
policies-publish-note = A published version never changes. A correction is a new version.
policies-publish-button = Publish
policies-supersedes-nothing = None

policies-about = About this policy
policies-draft = Draft
policies-draft-next = Draft of the next version
policies-draft-changed = Last changed { $date } by { $who }.
policies-draft-services = For
policies-in-force = Version { $label } at your services
policies-version = Version in force
policies-version-label = version { $label }
policies-version-caption = Version { $label }
policies-version-open = Open version { $label }
policies-back-policy = This policy
policies-pdf = PDF
policies-pdf-open = Open PDF
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
policies-withdraw-keeps = Versions and signatures stay on record. This cannot be undone.
policies-withdraw-reason = Why?
policies-withdraw-reason-hint = Inspectors may read this.
policies-withdraw-button = Withdraw the policy

policies-own = Policies at my services
policies-own-lede = Every policy in force where you work.
policies-own-empty-title = No policies yet
policies-own-empty = Nothing is in force at your services yet.
policies-own-no-service = You are not at any service yet. Ask your manager.

policies-changed = Somebody changed this while you were looking at it. Open the page again and check what is new.
policies-is-withdrawn = This policy is withdrawn.
policies-no-draft = There is no draft. Begin the next version first.

policies-error-code = Enter a code
policies-error-code-taken = Another policy has this code in this language. Enter another code.
policies-error-title = Enter a title
policies-error-no-title = The text has no title. Enter one here.
policies-error-owner = Choose who owns this policy
policies-error-services = Choose at least one of the services that you may publish for
policies-error-no-service = Choose at least one service
policies-error-no-text = Upload a file or paste the text
policies-error-too-large = The text is larger than 1 MB. Leave out what does not belong to the policy, or make two of it.
policies-error-word = Word and PDF files cannot be read yet. Save yours as plain text (.txt), or copy the text and paste it.
policies-error-kind = We read .txt and .md files. Choose one of these, or paste the text.
policies-error-letters = The letters in this file cannot be read. Save it as a text file in UTF-8.
policies-error-long = Write at most { $limit } characters
policies-error-label = Enter what people call this version, such as 1.0
policies-error-change-note = Say what changed
policies-error-approver = Enter who approved it
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
done-policies-withdrawn = The policy is withdrawn.
policies-error-effective-later = A version is in force as soon as you publish it. Enter today or an earlier day.

policies-undescribed = { $count ->
    [one] One picture has
   *[other] { $count } pictures have
 } no description. People who can't see a picture hear its description.
policies-undescribed-fix = Describe in the text
