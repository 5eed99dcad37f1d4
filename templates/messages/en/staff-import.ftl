# A list of staff brought in at once.
staff-import-title = Add your staff
staff-import-lede = Bring in everybody at once. Nothing is added before you have looked at it.
staff-import-file = A sheet
staff-import-file-hint = Excel (.xlsx) or CSV, up to 5,000 people and 5 MB
staff-import-paste = Or paste a list
staff-import-paste-hint = Copy the rows from your spreadsheet, with the row of headings
staff-import-pasted = Pasted list
staff-import-bring = Check the list
staff-import-one = Add one person instead
staff-import-how = How it goes
staff-import-how-read = We read the headings and find out what each column means.
staff-import-how-check = You see who is new, who is on the list already, what would change, and what is wrong in which row.
staff-import-how-add = You correct rows or leave them out, then add the rest with one button.
staff-import-sheet = Download a sheet to fill in (CSV)
staff-import-columns = Only names are needed. E-mail, phone, staff number, job title, service, line manager and dates are read when they are there.
staff-import-earlier = Lists from before
staff-import-name = List
staff-import-at = Brought in
staff-import-rows = Rows
staff-import-row = Row
staff-import-state = State
staff-import-why = Why
staff-import-state-checking = To check
staff-import-state-applying = Being added
staff-import-state-done = Done
staff-import-check = Check the list
staff-import-check-lede = { $total ->
    [one] 1 row
   *[other] { $total } rows
 }: { $new } new, { $changed } changed, { $same } the same as on your list.
staff-import-lost-letters = { $count ->
    [one] Letters were lost when this sheet was saved: 1 name has a “?” or other signs in their place. Save the sheet as Excel workbook (.xlsx) or as “CSV UTF-8” and bring it again.
   *[other] Letters were lost when this sheet was saved: { $count } names have a “?” or other signs in their place. Save the sheet as Excel workbook (.xlsx) or as “CSV UTF-8” and bring it again.
 }
staff-import-only-names = { $count ->
    [one] 1 row says a name and nothing else
   *[other] { $count } rows say a name and nothing else
 }
staff-import-renumbered = { $count ->
    [one] 1 person gets another staff number. If they sign in at a tablet, tell them the new one: their slip has the old one, which stops working. Their PIN stays.
   *[other] { $count } people get other staff numbers. If they sign in at a tablet, tell them the new ones: their slips have the old ones, which stop working. Their PINs stay.
 }
staff-import-only-names-hint = A heading inside the sheet, such as “Night staff”, looks like that. Look under “New”, and leave out what is no person.
staff-import-troubled = { $count ->
    [one] 1 row needs you. Correct it here, or leave it out.
   *[other] { $count } rows need you. Correct them here, or leave them out.
 }
staff-import-waiting = { $count ->
    [one] 1 row waits for your answers. Its other details are fine.
   *[other] { $count } rows wait for your answers. Their other details are fine.
 }
staff-import-leaders = Line managers who cannot sign in yet
staff-import-leader-email = { $count ->
    [one] { $name } has not joined yet (1 row). If they have no invitation, invite them on their page once the list is added.
   *[other] { $name } has not joined yet ({ $count } rows). If they have no invitation, invite them on their page once the list is added.
 }
staff-import-leader-none = { $count ->
    [one] { $name } has not joined and has no e-mail (1 row). Enter one to invite them: without an account they cannot look after their team here.
   *[other] { $name } has not joined and has no e-mail ({ $count } rows). Enter one to invite them: without an account they cannot look after their team here.
 }
staff-import-of-all = The same for all { $count } new people:
staff-import-of-nobody = For new people this list does not say: { $fields }
staff-import-stays-empty = Stays empty: { $fields }
staff-import-words = Words of this list
staff-import-words-lede = Nobody here uses these words. Say once what each one means. It counts for every row.
staff-import-words-more = { $count ->
    [one] And one more word. Answer these first.
   *[other] And { $count } more words. Answer these first.
 }
staff-import-words-before = Some of this you said about your last list. Change it where it is wrong for this one.
staff-import-words-change = Change what words mean
staff-import-words-rows = Keep these answers and show the rows
staff-import-words-keep = Read the list with these answers
staff-import-word = { $count ->
    [one] { $column }: “{ $word }” in 1 row means
   *[other] { $column }: “{ $word }” in { $count } rows means
 }
staff-import-word-open = Not answered yet
staff-import-word-means = { $count ->
    [one] “{ $word }” in 1 row means { $means }.
   *[other] “{ $word }” in { $count } rows means { $means }.
 }
staff-import-word-says-nothing = { $count ->
    [one] “{ $word }” in 1 row says nothing. The row is read without it.
   *[other] “{ $word }” in { $count } rows says nothing. The rows are read without it.
 }
staff-import-word-to-correct = { $count ->
    [one] “{ $word }” in 1 row is none of yours. Correct the row, or leave it out.
   *[other] “{ $word }” in { $count } rows is none of yours. Correct the rows, or leave them out.
 }
staff-import-word-services-nothing = No service: read the rows without it
staff-import-word-services-correct = None of ours: correct the rows
staff-import-word-worker-nothing = Nothing: read the rows without it
staff-import-word-worker-correct = None of these: correct the rows
staff-import-word-ends-nothing = They are still here
staff-import-word-ends-correct = Neither: correct the rows
staff-import-word-left = They have left: the rows stay out
staff-import-word-says-left = { $count ->
    [one] “{ $word }” in 1 row says that they have left. The row stays out.
   *[other] “{ $word }” in { $count } rows says that they have left. The rows stay out.
 }
staff-import-word-says-there = { $count ->
    [one] “{ $word }” in 1 row says that they are still here.
   *[other] “{ $word }” in { $count } rows says that they are still here.
 }
staff-import-word-manager-hint = Staff number, e-mail or full name. Leave it empty to correct the rows one by one.
staff-import-word-nobody = Your answer fits nobody on your list or in this one, or several people. Enter the staff number, e-mail or full name of somebody who has not left.
staff-import-word-still-open = What “{ $word }” means is still not right. Look at what it says there.
staff-import-hidden = { $count ->
    [one] 1 row is hidden in this sheet and was not read. If it is somebody who works for you, show it in Excel (“Clear” the filter, or “Unhide”), save the sheet and bring it again.
   *[other] { $count } rows are hidden in this sheet and were not read. If they are people who work for you, show them in Excel (“Clear” the filter, or “Unhide”), save the sheet and bring it again.
 }
staff-import-nobody = { $count ->
    [one] 1 row names nobody and was not read
   *[other] { $count } rows name nobody and were not read
 }
staff-import-nobody-hint = A post without a person (“Vacant”, “TBC”) looks like that, and so do headings inside the sheet. If one of them is somebody, add them by hand. If headings inside the sheet stand in another order than those at its top, bring the rows under them in as a list of its own.
staff-import-read = Only the sheet “{ $name }” of this workbook was read
staff-import-unread = These have rows as well:
staff-import-unread-hint = If your staff stand there too, bring each of them in as a list of its own: copy its rows, with the row of headings, and paste them.
staff-import-unused-leavers = { $count ->
    [one] 1 column may say who has left, and is not read
   *[other] { $count } columns may say who has left, and are not read
 }
staff-import-unused-leavers-hint = People who have left would come in as new. If it says so in words (Active, Leaver), call the column “Status”; with Yes for those who have left, “Leaver”; with dates, “Last day”. Then bring the sheet again.
staff-import-unused-people = { $count ->
    [one] 1 more column of names is not read
   *[other] { $count } more columns of names are not read
 }
staff-import-unused-people-hint = If other people stand there, they are missing below. Put everybody under one another, below one row of headings, and bring the sheet again.
staff-import-ignored = { $count ->
    [one] 1 column is not used
   *[other] { $count } columns are not used
 }
staff-import-ignored-hint = Need one? Give it a heading that we know, and bring the sheet again.
staff-import-ignored-sheet = A sheet with all headings
staff-import-used = { $count ->
    [one] 1 column is used
   *[other] { $count } columns are used
 }
staff-import-used-one = “{ $head }” is read as: { $means }
staff-import-show-all = All
staff-import-show-faulty = Faulty
staff-import-show-ask = Unclear
staff-import-show-word = Wait for an answer
staff-import-show-new = New
staff-import-show-changed = Changed
staff-import-show-same = The same
staff-import-show-over = Have left
staff-import-show-out = Left out
staff-import-is-faulty = Faulty
staff-import-is-ask = Unclear
staff-import-is-word = Waits for an answer
staff-import-is-new = New
staff-import-is-changed = Changed
staff-import-is-same = The same
staff-import-is-over = Has left
staff-import-is-left-out = Left out
staff-import-is-refused = Not added
staff-import-is-added = Added
staff-import-row-title = Row { $line }: { $name }
staff-import-was-empty = empty
staff-import-now-none = none
staff-import-who = Who is this?
staff-import-who-left = left on { $date }
staff-import-who-ends = last day { $date }
staff-import-somebody-new = Somebody new
staff-import-leave = Leave out
staff-import-none-shown = There are no such rows.
staff-import-save-first = Press “Check again” before you go to another page. What you changed is kept.
staff-import-left-out = { $count ->
    [one] 1 row stays out.
   *[other] { $count } rows stay out.
 }
staff-import-add = { $new ->
    [0] { $changed ->
        [one] Change 1 person
       *[other] Change { $changed } people
     }
    [one] { $changed ->
        [0] Add 1 person
        [one] Add 1 person and change 1
       *[other] Add 1 person and change { $changed }
     }
   *[other] { $changed ->
        [0] Add { $new } people
        [one] Add { $new } people and change 1
       *[other] Add { $new } people and change { $changed }
     }
 }
staff-import-again = Check again
staff-import-drop = Drop this list
staff-import-still-wrong = Row { $line } is still not right. Look at what it says there.
staff-import-nothing = No row can be added yet. Correct at least one row.
staff-import-applying = Adding your staff
staff-import-progress = { $done } of { $total } rows done
staff-import-close = You can close this page. It goes on by itself.
staff-import-done = Your staff are on the list
staff-import-done-lede = { $added } added, { $changed } changed, { $same } the same as before.
staff-import-to-list = Look at the list
staff-import-slips = Slips for who has no e-mail
staff-import-nowhere = { $count ->
    [one] 1 person of this list works at no service: nobody can ask them to read.
   *[other] { $count } people of this list work at no service: nobody can ask them to read.
 }
staff-import-out = { $count ->
    [one] 1 row stayed out
   *[other] { $count } rows stayed out
 }
staff-import-out-wish = You left it out.
staff-import-out-over = They have left.
staff-import-out-listed = The sheet says they have left; they are still on your list. Note on their page that they have left.
staff-import-out-fault = It was faulty or unclear, and not corrected.
staff-import-out-changed = Somebody changed this person at the same time. Bring the row in again.
staff-import-out-last-owner = This person became the only owner meanwhile. Make somebody else an owner, and bring the row in again.
staff-import-out-number-taken = Somebody else got the staff number at the same time. Bring the row in again with another one.
staff-import-out-manager = The line manager left at the same time, or was not added. Bring the row in again.
staff-import-column-number = Staff number
staff-import-column-name = Name
staff-import-column-given = First name
staff-import-column-family = Last name
staff-import-column-email = E-mail
staff-import-column-phone = Phone
staff-import-column-worker = How they work
staff-import-column-job = Job title
staff-import-column-services = Services
staff-import-column-manager = Line manager
staff-import-column-started = First day
staff-import-column-ends = Last day
staff-import-column-agency = Agency
staff-import-column-language = Language they read
staff-import-column-regulator = Professional register
staff-import-column-register = Number in the register
staff-import-column-standing = Who is still there
staff-import-head-number = Staff number
staff-import-head-given = First name
staff-import-head-family = Last name
staff-import-head-email = E-mail
staff-import-head-phone = Phone
staff-import-head-worker = How they work
staff-import-head-job = Job title
staff-import-head-services = Services
staff-import-head-manager = Line manager
staff-import-head-started = First day
staff-import-head-ends = Last day
staff-import-head-agency = Agency
staff-import-head-language = Language they read
staff-import-head-regulator = Professional register
staff-import-head-register = Number in the register
staff-import-example-given = Siân
staff-import-example-family = Enghraifft
staff-import-example-email = sian@home.example
staff-import-example-phone = 07700 900100
staff-import-example-worker = Employee
staff-import-example-job = Care worker
staff-import-example-services = Name of the service; name of another
staff-import-example-manager = Staff number, e-mail or full name
staff-import-example-language = English
staff-import-example-regulator = Social Care Wales
staff-import-example-register = W/0000000
staff-import-fault-empty = Row { $line }: “{ $column }” is empty. Enter it.
staff-import-fault-name-one = Row { $line }: the row says “{ $value }” and nothing else. Enter the whole name, or leave the row out. Somebody with one name alone is added by hand.
staff-import-fault-letters = Row { $line }: “{ $value }” has lost letters where the “?” stands. Enter the name with them, or bring the sheet again.
staff-import-fault-letters-other = Row { $line }: “{ $value }” has signs where letters were. Enter the name with them, or save the sheet as Excel workbook (.xlsx) or as “CSV UTF-8” and bring it again.
staff-import-fault-name-odd = Row { $line }: “{ $value }” does not look like the name of one person. Correct it, with a row for each person. If they really are called so, leave the row out and add them by hand.
staff-import-fault-long = Row { $line }: “{ $column }” is too long. Shorten it.
staff-import-fault-email-at = Row { $line }: the e-mail has no @. Correct it, or empty it if they have none.
staff-import-fault-email = Row { $line }: “{ $value }” is no e-mail address. Correct it, or empty it if they have none.
staff-import-fault-ends-role = Row { $line }: { $value } leads, or also works at a service that isn’t yours. Somebody who gives roles must set the last day.
staff-import-fault-name-role = Row { $line }: { $value } leads. Somebody who gives roles must change the name.
staff-import-fault-email-role = Row { $line }: { $value } holds a role. Somebody who gives roles must change the address.
staff-import-fault-phone = Row { $line }: “{ $value }” is no phone number. Use digits, spaces, brackets and +.
staff-import-fault-number = Row { $line }: “{ $value }” is no staff number. Use at most 20 letters and digits.
staff-import-fault-number-taken = Row { $line }: somebody else has the staff number { $value }. Enter the right one, or empty it: whoever is on your list already keeps theirs. If the number really moves, change it first on the page of whoever has it.
staff-import-fault-number-twice = Row { $line }: row { $value } has the same staff number. Correct one of them.
staff-import-fault-example = Row { $line }: this is the example of the sheet. Leave it out.
staff-import-fault-worker = Row { $line }: “{ $value }” does not say how they work. Enter employee, bank, agency, volunteer, student, contractor or director.
staff-import-fault-language = Row { $line }: “{ $value }” is no language that policies are in. Enter English or Welsh.
staff-import-fault-service = Row { $line }: there is no service “{ $value }”. Enter its name or registration number as it stands on the page of services.
staff-import-fault-service-right = Row { $line }: you may not put people into “{ $value }”. Enter a service of yours.
staff-import-fault-service-missing = Row { $line }: the service is empty. Enter a service of yours.
staff-import-fault-day = Row { $line }: “{ $value }” is no date ({ $column }). Enter it as 31/01/2026.
staff-import-fault-day-far = Row { $line }: { $value } cannot be the first day. Check the year.
staff-import-fault-ends-self = Row { $line }: this is you, and nobody sets their own last day. Somebody else who keeps the staff list must do it.
staff-import-fault-ends-owner = Row { $line }: { $value } is the only owner. Make somebody else an owner first, or empty the last day.
staff-import-fault-ends-before = Row { $line }: the last day is before the first day. Correct one of them.
staff-import-fault-ends-past = Row { $line }: the last day { $value } is over. The row stays out. Correct the day if they are still there; if they are on your list, note on their page that they have left.
staff-import-fault-ends-left = Row { $line }: the sheet says “{ $value }”. The row stays out. Empty the last day if they are still there, or correct it to their last day; if they are on your list, note on their page that they have left.
staff-import-fault-ends-words = Row { $line }: “{ $value }” does not say whether they are still there. Enter their last day as 31/01/2026, empty it if they are still there, or leave the row out if they have left.
staff-import-fault-worker-left = Row { $line }: you said that “{ $value }” means that they have left. The row stays out. Enter how they work if they are still there; if they are on your list, note on their page that they have left.
staff-import-fault-manager-unknown = Row { $line }: nobody on your list or in this one is “{ $value }”. Enter the line manager’s staff number, e-mail or full name.
staff-import-fault-manager-several = Row { $line }: several people are “{ $value }”. Enter the line manager’s staff number.
staff-import-fault-manager-left = Row { $line }: the line manager “{ $value }” has left. Enter somebody else, or empty it.
staff-import-fault-manager-circle = Row { $line }: these people would lead each other: { $value }. Enter another line manager, or empty it.
staff-import-fault-manager-self = Row { $line }: “{ $value }” is this person. Enter who leads them, or empty it.
staff-import-fault-manager-row = Row { $line }: the line manager “{ $value }” is not added, because something is wrong in that row. Correct that row first.
staff-import-fault-left = Row { $line }: this person left on { $value }. Take them back on their page first, or leave the row out.
staff-import-fault-right = Row { $line }: you may not change { $value }. Leave the row out.
staff-import-fault-alike = Row { $line }: row { $value } has the same name and may be the same person: they share an e-mail or phone, or no staff number, e-mail or first day tells the two apart. Say that this is somebody else, or leave one of them out.
staff-import-fault-twice = Row { $line }: this person is in row { $value } already. Leave one of them out.
staff-import-error-none = Choose a file, or paste a list
staff-import-error-both = Choose a file or paste a list, not both
staff-import-error-large = The sheet is too large. Divide it: up to 5,000 people, 60 columns and 5 MB at a time.
staff-import-error-heads = We found no headings with names and people under them. The sheet needs a row with “Name”, or “First name” and “Last name”. Hidden sheets of a workbook are not read.
staff-import-error-nobody = We found the headings, but nobody under them. Add a row for each person, then bring the sheet again.
staff-import-error-empty = This file is empty. Open it in Excel, look whether your people are in it, save it and choose it again.
staff-import-error-old = This is an older kind of workbook (.xls or .xlsb). Open it in Excel, choose “Save as”, then “Excel workbook (.xlsx)”, and choose the new file here.
staff-import-error-open-document = This is an OpenDocument file (.ods). Open it in Excel or LibreOffice, choose “Save as”, then “Excel workbook (.xlsx)”, and choose the new file here.
staff-import-error-numbers = This is a file of Apple Numbers or Pages. Open it there, choose “File”, “Export to”, “Excel”, and choose the new file here.
staff-import-error-locked = This workbook is protected by a password. Open it in Excel, choose “File”, “Info”, “Protect workbook”, “Encrypt with password”, empty the password, save it and choose it again.
staff-import-error-pdf = This is a PDF, and no list can be read from it. Choose the spreadsheet that it was made from, or copy the rows and paste them below.
staff-import-error-document = This is a text document, not a spreadsheet. Copy the table in it, with its headings, and paste it below.
staff-import-error-page = This file is a web page, whatever its name says. Open it in Excel, choose “Save as”, then “Excel workbook (.xlsx)”, and choose the new file here.
staff-import-error-picture = This is a picture, and no list can be read from it. Choose the spreadsheet itself, or paste its rows below.
staff-import-error-archive = This is a ZIP of files. Unpack it and choose the spreadsheet in it.
staff-import-error-broken = This file is damaged and could not be opened. Open it in Excel. If it opens there, save it as “Excel workbook (.xlsx)” and choose the new file. If not, ask for another copy.
staff-import-error-letters = The letters in this file could not be read. Open it in Excel, choose “Save as”, then “Excel workbook (.xlsx)” or “CSV UTF-8”, and choose the new file here.
staff-import-error-moved-on = This list is being added or was added already. Open it again to see how far it is.
staff-import-error-changed = Somebody changed this list in another window. Open it again and look at what stands there now.
done-staff-import-dropped = The list is dropped. Nothing of it was added.

staff-import-state-undone = Taken back
staff-import-dropped-after = A list that nobody adds is dropped after 14 days.
staff-import-stays-until = This list waits until { $date }. After that it is dropped unless somebody adds it.
staff-import-error-busy = Another list is being added right now. Wait until it is done, look at this one again, then add it.
staff-import-undo = Take this list back
staff-import-undo-until = You can do this until { $date }, as long as nobody of the new ones has signed in, signed or been given a role, and nobody who was changed has been changed again.
staff-import-undo-against = This list cannot be taken back
staff-import-undo-signed-in = { $name } has signed in.
staff-import-undo-signed = { $name } has signed a policy.
staff-import-undo-role = { $name } holds a role.
staff-import-undo-changed = { $name } was changed after the list was added, or has left.
staff-import-undo-right = You may not change { $name }.
staff-import-undo-instead = Correct these people one by one on the staff list, or note that they have left.
staff-import-undo-off = { $count ->
    [one] One person goes off your staff list
   *[other] { $count } people go off your staff list
 }
staff-import-undo-off-how = Whoever was invited or asked to read meanwhile is kept among the people who have left, because those records stay.
staff-import-undo-back = { $count ->
    [one] One person gets back what stood there before
   *[other] { $count } people get back what stood there before
 }
staff-import-undo-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
 }
staff-import-undo-button = Take the list back
staff-import-undo-keep = Keep it
staff-import-undone-title = This list was taken back
staff-import-undone-at = Taken back on { $date }. Nothing of this list is left on your staff list, but for those who were invited or asked to read: they stand among the people who have left.
done-staff-import-undone = The list is taken back.
