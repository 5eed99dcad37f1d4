# Bringing a whole shelf of policies in.
shelf-title = Bring your policies in
shelf-lede = Send all the files you have, or one ZIP of them. Nothing is added before you have looked at it.
shelf-files = Files
shelf-files-hint = Word (.docx), Markdown, plain text, web pages, finished PDF files, or a ZIP of many. Up to { $most } MB in all, counted unpacked. Choose several at once.
shelf-sheet = Your register, if you keep one
shelf-sheet-hint = A spreadsheet (.xlsx or .csv) with code, title, version, owner, approved, reviewed and next review, in any order. It tells us what is in force already.
shelf-paste = Or paste a text
shelf-paste-label = Text
shelf-pasted-name = Pasted text
shelf-name = Name for this shelf
shelf-name-hint = To find it again, such as "Policies from the old folder"
shelf-default-name = Files of { $date }
shelf-bring = Send and read
shelf-bring-more = Bring more files in
shelf-how = How it works
shelf-how-read = We read every file. You can close the page meanwhile.
shelf-how-check = You see a report on every file, and change code, title, owner and services.
shelf-how-add = You add what you want. Each becomes a draft; what your register says is in force can be published as it stands.
shelf-how-undo = A shelf can be taken back as long as nothing of it was published.
shelf-earlier = Earlier shelves
shelf-head-at = Brought in
shelf-state-reading = Being read
shelf-state-checking = To check
shelf-state-adding = Being added
shelf-state-done = Added
shelf-state-failed = Stopped
shelf-state-cancelled = Taken back
shelf-link = Bring many in

shelf-reading = Reading your files
shelf-adding = Adding your policies
shelf-progress-reading = { $done } of { $total ->
    [one] 1 file
   *[other] { $total } files
 } read
shelf-progress-adding = { $done } of { $total ->
    [one] 1 policy
   *[other] { $total } policies
 } added
shelf-progress-close = You can close this page. The work goes on, and you find it again under "Bring your policies in".
shelf-look-again = Look again

shelf-check = Check what was read
shelf-check-lede = { $files ->
    [one] 1 file came in.
   *[other] { $files } files came in.
 } { $texts ->
    [one] 1 can become a policy.
   *[other] { $texts } can become policies.
 } { $refused ->
    [0] Every file was read.
    [one] 1 was not taken; the reason stands beside it.
   *[other] { $refused } were not taken; the reasons stand beside them.
 }
shelf-check-again = { $count ->
    [one] 1 policy was added.
   *[other] { $count } policies were added.
 } What could not be added says why below.
shelf-check-register = { $adopted ->
    [0] No file is marked as in force.
    [one] 1 policy can come into force as it stands.
   *[other] { $adopted } policies can come into force as they stand.
 } { $faults ->
    [0] Every row was understood.
    [one] 1 thing in the sheet was not understood.
   *[other] { $faults } things in the sheet were not understood.
 }
shelf-register-open = See what was understood
shelf-refused = Not taken: { $count }
shelf-head-file = File
shelf-head-why = Why, and what to do
shelf-there = A policy with this code is here already. Change the code to bring this one in as well.
shelf-there-open = Open that policy
shelf-for-all = For all of them
shelf-for-all-hint = This holds wherever a file says nothing else below.
shelf-services-hint = Each service gets its own copy with its own details. You can choose later for drafts; what is to come into force needs a service now.
shelf-services-row-hint = Leave all empty to take those chosen for all
shelf-as-for-all = As for all, or as in the register
shelf-tracked = { $count ->
    [one] Tracked changes, in 1 file
   *[other] Tracked changes, in { $count } files
 }
shelf-tracked-hint = This holds for every file that says nothing else below. Nothing is chosen for you.
shelf-comments = { $count ->
    [one] Leave all comments out (1 file has some)
   *[other] Leave all comments out ({ $count } files have some)
 }
shelf-comments-hint = Comments are never printed. You find them again on the page that says what became of your files.
shelf-made-stays = { $count ->
    [one] The PDF keeps what it says of its making
   *[other] The { $count } PDFs keep what they say of their making
 }
shelf-made-stays-hint = Finished PDFs are given out as they came, also to who gets them by a link. Each says below who made it, with what and when, and every reader can see that. If that is not for them, take the file's tick away, save it as a PDF without its properties, and bring that in.
shelf-comments-left = { $count ->
    [one] Comments that were left out of 1 policy
   *[other] Comments that were left out of { $count } policies
 }
shelf-meant = Names in your register
shelf-meant-hint = Nobody on your staff list is called that. Choose who is meant, or the owner for all answers for these policies.
shelf-meant-one = { $name } is
shelf-meant-none = The owner for all
shelf-paper = Finished PDF files
shelf-paper-hint = A PDF stays as it is, and people read and sign the file itself. What you enter here holds for the PDF files that are in force already and not in your register. Leave it empty if there is none. The log keeps who said it.
shelf-paper-approved-hint = Leave it empty if nobody knows. We never make one up.
shelf-force = Is this PDF in force?
shelf-force-already = Yes, it was in force before Polisi
shelf-force-already-hint = It comes in as it stood. Nobody is asked to approve it again.
shelf-force-not-yet = No, keep it as a draft
shelf-force-not-yet-hint = It is read, approved and published like any other draft.
shelf-rows = Files that can become policies: { $count }
shelf-rows-hint = Take the tick away to leave one out.
shelf-include = { $place }. { $name }
shelf-row-in-force = Your register says: version { $version } is in force.
shelf-row-draft = It is in your register, without a version and a date that would put it in force. It becomes a draft.
shelf-row-over = Your register says that it is not in force. It becomes a draft.
shelf-row-asked = Your register says "{ $state }": we don't know whether it is in force. It becomes a draft, unless you say below that version { $version } is in force.
shelf-row-unknown-state = Your register says "{ $state }": we don't know whether it is in force. It becomes a draft.
shelf-row-others = Your register names { $names }. You may not change policies there.
shelf-row-all = Your register says all services. You may not change policies at all of them.
shelf-row-nowhere = Your register names { $names }. We don't know which of your services that is.
shelf-row-only = It is added for { $names } only.
shelf-row-out = It is left out. To bring it in for other services, tick it and choose them below, under "Owner, services, language and notes".
shelf-row-around = Its page header or footer says: "{ $words }". A version and dates in it are not taken over; enter them when you publish it, or in your register.
shelf-as-it-stands = Put it into force as it stands, when it has no gaps
shelf-nothing-removed = In force as it stands, it keeps every line. What looks left over is offered on its next draft.
shelf-clean-ups = What clean-ups do to the draft
shelf-removed = Removed from the draft, until you take the tick away on "What was found":
shelf-offered = Stays in the draft, and is offered for removal on "What was found":
shelf-listed = Became lists in the draft, with the same words:
shelf-raw = Words in it tell the writer what to do. It can't come into force like this; it becomes a draft:
shelf-own-versions = This text has its own version table; it says { $words }. The table stays, beside ours. You can take it out of a draft on "What was found".
shelf-row-more = Owner, services, language and notes
shelf-notes = What did not simply become text:
shelf-add-note = Texts become drafts. Nothing is sent to your staff.
shelf-add = { $count ->
    [one] Add 1 policy
   *[other] Add { $count } policies
 }
shelf-save = Save and check later
shelf-undo-link = Take this shelf back
shelf-csv = Download this report (CSV)
shelf-nothing-title = No file can become a policy
shelf-nothing = The reasons stand above. Change the files and bring them in again.
shelf-nothing-register-title = Only a register came
shelf-nothing-register = A register is used together with the files that it names. Take this shelf back, then send the register and the files at once.
shelf-nothing-here-title = The policies of this register are here already
shelf-nothing-here = A register is used together with the files that it names, so nothing was changed. The list below says what to do for each policy. For many drafts: take back the shelf they came with, then send its files and the register at once.
shelf-here = In your register, and here already: { $count }
shelf-here-draft = Publish it, and enter version and dates as your register has them.
shelf-here-published = Nothing. It was published here, with its own version and dates.
shelf-found-headings = { $count ->
    [0] No headings
    [one] 1 heading
   *[other] { $count } headings
 }
shelf-found-lists = { $count ->
    [one] 1 list
   *[other] { $count } lists
 }
shelf-found-fields = { $count ->
    [one] 1 field
   *[other] { $count } fields
 }
shelf-found-gaps = { $count ->
    [one] 1 gap to fill
   *[other] { $count } gaps to fill
 }
shelf-found-gaps-unplaced = { $count ->
    [one] 1 gap to fill before a service is chosen
   *[other] { $count } gaps to fill before a service is chosen
 }
shelf-found-unknown = { $count ->
    [one] 1 unknown field
   *[other] { $count } unknown fields
 }
shelf-found-runs = { $count ->
    [one] 1 run-on list made a list
   *[other] { $count } run-on lists made lists
 }
shelf-found-leftovers = { $count ->
    [one] 1 left-over line removed from the draft
   *[other] { $count } left-over lines removed from the draft
 }
shelf-found-left-in = { $count ->
    [one] 1 line looks left over
   *[other] { $count } lines look left over
 }
shelf-found-offered = { $count ->
    [one] 1 line offered for removal
   *[other] { $count } lines offered for removal
 }
shelf-found-run-on = { $count ->
    [one] 1 run-on list
   *[other] { $count } run-on lists
 }
shelf-found-instructions = { $count ->
    [one] 1 instruction to the writer
   *[other] { $count } instructions to the writer
 }
shelf-found-changes = { $count ->
    [one] 1 tracked change
   *[other] { $count } tracked changes
 }
shelf-found-comments = { $count ->
    [one] 1 comment
   *[other] { $count } comments
 }
shelf-found-pictures = { $count ->
    [one] 1 picture
   *[other] { $count } pictures
 }
shelf-found-pictures-lost = { $count ->
    [one] 1 picture could not be taken
   *[other] { $count } pictures could not be taken
 }
shelf-found-pdf = Stays as it is, { $kilobytes } KB
shelf-kind-docx = Word
shelf-kind-markdown = Markdown
shelf-kind-text = Text
shelf-kind-html = Web page
shelf-kind-pdf = PDF
shelf-kind-register = Register
shelf-kind-other = Other file

shelf-done = What became of your files
shelf-done-lede = { $added ->
    [one] 1 policy was added
   *[other] { $added } policies were added
 } from { $files ->
    [one] 1 file
   *[other] { $files } files
 }. { $in_force ->
    [0] None of them is in force yet.
    [one] 1 of them is in force.
   *[other] { $in_force } of them are in force.
 }
shelf-added = Added: { $count }
shelf-head-next = What is next
shelf-unknown-open = { $count ->
    [one] Decide on 1 unknown field
   *[other] Decide on { $count } unknown fields
 }
shelf-import-open = Check what was found
shelf-left-out = Left out: { $count }
shelf-registers = { $count ->
    [one] 1 register was read.
   *[other] { $count } registers were read.
 }
shelf-without-file = In your register, but no file came: { $count }
shelf-taken-back-lede = Its policies and files are gone. The activity log keeps that they were here.
shelf-taken-back = This shelf was taken back
shelf-undo = Take this shelf back?
shelf-undo-lede = { $policies ->
    [0] { $files ->
        [one] 1 file is thrown away.
       *[other] { $files } files are thrown away.
     }
    [one] 1 policy with its draft is removed.
   *[other] { $policies } policies with their drafts are removed.
 }
shelf-undo-policies = What is removed: { $count }
shelf-undo-keeps = Changes that were made to these drafts go too. You can bring the files in again.
shelf-undo-in-use = This shelf can't be taken back
shelf-undo-back = Back to the shelf
shelf-undo-button = Take it back
done-shelf-saved = Saved. Nothing is added yet.
done-shelf-taken-back = The shelf was taken back.

shelf-register = Your register
shelf-register-lede = What we understood of your spreadsheet, row by row.
shelf-faults = Not understood: { $count }
shelf-faults-hint = The rest of these rows is used. You can correct the sheet and bring everything in again, or set it on the page before.
shelf-columns = Columns that are used: { $count }
shelf-column-means = "{ $head }" is read as: { $means }
shelf-columns-ignored = Not used:
shelf-register-rows = Policies in the sheet: { $count }
shelf-register-empty = No row names a policy.
shelf-head-line = Row
shelf-no-file = No file
shelf-column-code = Code
shelf-column-title = Title
shelf-column-version = Version
shelf-column-owner = Owner
shelf-column-approved = Approved
shelf-column-approved-by = Approved by
shelf-column-approved-on = Approved on
shelf-column-effective = In force from
shelf-column-reviewed = Reviewed
shelf-column-next-review = Next review
shelf-column-services = Services
shelf-column-status = State
shelf-fault-state = Row { $line }: we don't know whether "{ $value }" means in force ({ $column })
shelf-fault-no-day = Row { $line }: "{ $value }" is not a date ({ $column })
shelf-fault-later = Row { $line }: { $value } is after today ({ $column })
shelf-fault-before = Row { $line }: the next review { $value } is not after the last one
shelf-fault-far = Row { $line }: the next review { $value } is more than 36 months after the last one
shelf-fault-twice = Row { $line }: the code { $value } stands in the sheet before; this row is not used
shelf-fault-before-sheet = Row { $line }: { $value } stands in another sheet of this shelf, which counts; this row is not used
shelf-fault-no-name = Row { $line }: neither a code nor a title
shelf-fault-long = Row { $line }: too long ({ $column }): { $value }
shelf-fault-owner = Row { $line }: nobody on your staff list is called { $value }
shelf-fault-service = Row { $line }: you have no service called { $value }

shelf-error-none = Choose at least one file, or paste a text
shelf-error-many = A shelf holds at most { $limit } files. Send them in parts.
shelf-error-nothing = Tick at least one file
shelf-error-code = File { $place }: enter a code
shelf-error-tracked = File { $place }: accept or reject its tracked changes
shelf-error-comments = File { $place }: it has comments. Read them, then tick that they are left out
shelf-error-made = File { $place }: it says who made it, with what or when. Read that, then tick that it stays, or take the file's tick away
shelf-error-title = File { $place }: enter a title
shelf-error-owner = File { $place }: choose who owns this policy
shelf-error-services = File { $place }: choose at least one of the services that you may publish for
shelf-error-row-services = File { $place }: your register says that it is for other services. Choose its services here, or take its tick away
shelf-error-changed = This shelf was changed meanwhile, in another window or by somebody else. What was saved first stands. What you entered is below: save again to put it in its place.
shelf-error-pdf-services = File { $place }: a PDF that is in force needs its services. Choose them here or for all.
shelf-error-force = File { $place }: say whether this PDF is in force
shelf-error-twice = File { $place }: file { $other } has the same code
shelf-error-moved-on = This shelf is being worked on, or was taken back. Open it again to see where it stands.
shelf-error-in-use = A policy of this shelf was published or sent to somebody, so the shelf can no longer be taken back. Withdraw single policies instead.
shelf-refused-twin = The same file as number { $place }. It counts once.
shelf-refused-there = The same file was brought in before.
shelf-refused-pdf-large = A finished PDF may have at most { $limit } MB. Save it smaller and bring it again.
shelf-refused-pdf-active = This PDF holds something that works by itself: a script, a program, another file, or a form that sends itself. Print it to a new PDF and bring that in.
shelf-refused-pdf-opaque = This PDF is packed in a way that can't be checked. Print it to a new PDF and bring that in.
shelf-refused-sheet = No register was found in this sheet. The first rows must name the columns, with a code or a title among them.
shelf-refused-old-sheet = This is a spreadsheet of an older or another kind. Save it as .xlsx or as CSV, and bring it again.
shelf-refused-sheet-large = This sheet is too large. A register may have 5 MB and 5,000 rows.
shelf-kept-raw = It stays a draft: words in it tell the writer what to do, such as "[insert name]". Settle them, then publish it.
shelf-kept-gaps = It stays a draft: it has gaps to fill.
shelf-kept-unknown = It stays a draft: it uses fields that are not known.
shelf-kept-place = It stays a draft: it is for another nation or another kind of service.
shelf-kept-no-service = It stays a draft: no service was chosen.
shelf-kept-limit = It stays a draft: the text is over a limit.
shelf-problem-tracked = Say whether its tracked changes are accepted or rejected.
shelf-problem-rejected = With its tracked changes rejected, this file has no text that can be read. Accept them, or leave it out.
shelf-kept-asked = It stays a draft: people are being asked about it.
shelf-problem-code-taken = “{ $title }” has the code { $code } in this language. Capitals, spaces, hyphens and dots don’t make another code. Enter another code.
shelf-problem-no-service = A PDF comes into force at once. Choose its services.
shelf-problem-place = It is for another nation or another kind of service than the services chosen.
shelf-problem-limit = The text is over a limit. Split it and bring the parts in.
shelf-problem-no-file = The file is not here any more. Bring it in again.
shelf-adopted-note = Taken over as it was in force before.
shelf-csv-place = Number
shelf-csv-file = File
shelf-csv-kind = Kind
shelf-csv-state = State
shelf-csv-code = Code
shelf-csv-title = Title
shelf-csv-reason = Reason
shelf-csv-headings = Headings
shelf-csv-lists = Lists
shelf-csv-fields = Fields
shelf-csv-unknown = Unknown fields
shelf-item-waiting = Waiting
shelf-item-read = Read
shelf-item-refused = Not taken
shelf-item-added = Added
shelf-item-left-out = Left out
