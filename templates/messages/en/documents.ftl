# Words that the documents print, and what is said about them.
document-missing = { $field }: missing
document-missing-text = [missing: { $field }]
document-unknown = Unknown field
document-unknown-text = [unknown field: { $name }]
document-later = { $field }: set when you publish
document-later-proposed = { $field }: set when you publish (proposed { $value })
document-picture = Picture: { $alt }
document-picture-undescribed = Picture without a description
document-logo-alt = { $name } logo
document-logo-place = Your logo goes here (optional)
document-filled = field: { $field }

document-untitled = Policy
document-contents = Contents
document-page = Page { $page } of { $pages }
document-version = Version { $version }
document-version-code = { $code }, version { $version }
document-uncontrolled = Uncontrolled when printed
document-draft = Draft
document-draft-note = This is a draft: { $count ->
    [one] one place is
   *[other] { $count } places are
 } still open.
document-control = Document control
document-control-organisation = Organisation
document-control-nation = Template edition
document-control-responsible = Responsible person
document-control-owner = Owner
document-control-contact = Contact
document-control-adopted = Adopted from
document-control-override = Adopted although written for another nation or kind of service
document-control-approval-reason = Approved by its own author because
document-not-recorded = Not recorded
document-control-issue = Issue
document-issue = { $number }, { $date }
document-control-issue-reason = Issued again because
document-adopted-edition = { $template }, edition { $edition }
document-copyright-end = End of policy

document-limit-text = The text is too large. The limit is { $limit } bytes.
document-limit-headings = The text has too many headings. The limit is { $limit }.
document-limit-blocks = The text has too many paragraphs. The limit is { $limit }.
document-limit-nesting = The text is nested too deeply. The limit is { $limit } levels.
document-limit-items = The text has too many list items. The limit is { $limit }.
document-limit-cells = The text has too many table cells. The limit is { $limit }.
document-limit-field-places = The text uses fields in too many places. The limit is { $limit }.
document-limit-field-names = The text names too many different fields. The limit is { $limit }.
document-limit-links = The text has too many links. The limit is { $limit }.
document-limit-values = The values of the fields make the text too long. Together they may take { $limit } bytes at all their places. Shorten the longest values, or use them in fewer places.
document-limit-word-file = The Word file is too large. The limit is { $limit } MB. Large pictures are the usual reason: make them smaller in Word with "Compress Pictures".
document-limit-web-page = The web page is too large. The limit is { $limit } MB.
document-limit-tags = The web page has too many parts. The limit is { $limit }.
document-limit-unpacked = The file unpacks to too much. The limit is { $limit } MB.
document-limit-entries = The file holds too many files. The limit is { $limit }.
document-limit-part = The text inside the Word file is too large. The limit is { $limit } MB.
document-limit-parts = The Word file is too complex. The limit is { $limit } parts.
document-limit-depth = The file is nested too deeply. The limit is { $limit } levels.
document-limit-pages = The printed document is too long. The limit is { $limit } pages.
document-pdf-writer = The PDF could not be made: a line of the text is too long without a place to break it.
document-pdf-failed = The PDF could not be made: { $reason }

document-docx-failed = The Word file could not be made: { $reason }

render-format-unknown = Unknown output "{ $format }". Use html, pdf, docx, text or json.
render-input-unknown = The template must be a .docx, .html, .md or .txt file.
render-nation-unknown = Unknown nation "{ $value }". Use england, wales, scotland or northern-ireland.
render-service-type-unknown = Unknown service type "{ $value }". Use care-home, nursing, domiciliary, supported-living, extra-care or day-service.
render-language-unknown = Unknown language "{ $value }". Use en or cy.
render-cannot-read = Cannot read { $file }: { $reason }
render-cannot-write = Cannot write { $file }: { $reason }
render-fields-faulty = { $file } is not a list of fields in JSON: { $reason }
render-value-faulty = The value of { $name } cannot be used: { $reason }
render-gaps = Draft: { $gaps } missing, { $unknown } unknown. See report.json.
