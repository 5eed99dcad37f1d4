# Reading a file that somebody brings: why not, and what to look at.
reading-refused-empty = The file is empty.
reading-refused-old-word = This is a file of Word 2003 or older (.doc). Open it in Word, choose "Save as" and "Word document (.docx)", then bring that file.
reading-refused-encrypted = This file is protected by a password. Open it, take the password off, save it and bring it again.
reading-refused-macros = This Word file holds macros (.docm). Open it in Word, choose "Save as" and "Word document (.docx)", then bring that file.
reading-refused-rich-text = This is a rich text file (.rtf). Open it in Word, choose "Save as" and "Word document (.docx)", then bring that file.
reading-refused-open-document = This is an OpenDocument file (.odt). Open it in LibreOffice, choose "Save as" and "Word 2007-365 (.docx)", then bring that file.
reading-refused-pages = This is a file of Apple Pages. Choose "Export to" and "Word" in Pages, then bring the Word file.
reading-refused-sheet = This is a spreadsheet, not a policy text.
reading-refused-slides = These are slides, not a policy text.
reading-refused-pdf = This is a PDF. Its text cannot be edited here; it can be adopted as a finished document.
reading-refused-picture = This is a picture, not a text.
reading-refused-archive = This is a ZIP of several files. Bring it where many policies are brought in.
reading-refused-unknown = This kind of file cannot be read. Use .docx, .html, .md or .txt.
reading-refused-broken = This file is damaged and cannot be read. Open it in the program that made it, save it again and bring it once more.
reading-refused-declaration = This file holds a document type declaration, which is not allowed because it can be misused. Save it again in Word.

reading-skipped-system = Left out: made by the computer, not by a person.
reading-skipped-temporary = Left out: a temporary file of Word.
reading-skipped-nested = Left out: a ZIP inside the ZIP. Unpack it and bring its files.
reading-skipped-link = Left out: a link to another file.
reading-skipped-encrypted = Left out: protected by a password.
reading-skipped-broken = Left out: damaged.

reading-note-change = Tracked change
reading-note-comment = Comment
reading-note-header = Page header; it is not part of the text
reading-note-footer = Page footer; it is not part of the text
reading-note-text-box = Text box; its words stand after the paragraph it belonged to
reading-note-picture-without-description = Picture without a description
reading-note-picture-left-out = Picture left out: not a PNG, JPEG or WebP, too large, too many, or not in the file
reading-note-link-left-out = Link left out: only http, https and mailto are kept. Its words are kept
reading-note-contents-left-out = Table of contents left out; every policy gets its own
reading-note-hidden-left-out = Hidden text left out
reading-note-prompt-left-out = Prompt of an empty form field left out
reading-note-object-left-out = Chart, diagram or embedded file left out
reading-note-form-left-out = Part of a web page left out: form, navigation, script or frame
reading-note-table-as-text = Table used for layout; its words stand one after another
reading-note-merged-cells = Merged cells of a table were split
reading-note-footnotes = Footnotes; they stand at the end
reading-note-headings-guessed = Headings guessed from bold or numbered lines: the file has no heading styles
reading-note-old-letters = Old Windows letters; check accents and quotation marks

# What a Word file asks before it comes in.
asked-tracked = Its tracked changes
asked-accept = Accept all
asked-reject = Reject all
asked-changes = { $count ->
    [one] 1 tracked change:
   *[other] { $count } tracked changes:
 }
asked-changes-show = Show its { $count } tracked changes
asked-comments = { $count ->
    [one] 1 comment:
   *[other] { $count } comments:
 }
asked-comments-show = Show its { $count } comments
asked-comments-out = Leave its comments out
asked-about = about "{ $words }"
asked-out = Taken out:
asked-in = Put in:
asked-not-listed = { $shown } of { $count } are listed.
asked-one-lede = We read "{ $name }". You need not choose it again.
asked-one-again = Begin again with another file
asked-error-tracked = Accept or reject the tracked changes
asked-comments-out-hint = Comments are never printed. Copy what still matters into the text or to the people concerned.
asked-error-nothing-left = With its tracked changes rejected, nothing is left of this file. Accept them, or choose another file
asked-error-comments = This file has comments. Read them, then tick that they are left out
asked-made-by = This file names { $names }.
asked-made-with = It was made with { $names }.
asked-made-on = It bears the date { $names }.
