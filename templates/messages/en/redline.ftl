# What changed between two versions of a text.
redline-change = Change { $number } of { $count }
redline-unchanged = { $count ->
    [one] One paragraph
   *[other] { $count } paragraphs
 } unchanged
redline-show = (show)
redline-summary = { $count ->
    [0] No paragraph changed
    [one] One paragraph changed
   *[other] { $count } paragraphs changed
 }
redline-summary-parts = { $changed } changed, { $added } added, { $removed } removed, { $moved } moved.
redline-before = Back to change { $number }
redline-after = Next: change { $number }
redline-added = Added:
redline-removed = Removed:
redline-changed = Changed:
redline-renumbered = New number:
redline-restyled = Same words, another look:
redline-look = Another look:
redline-moved-away = Moved from here:
redline-moved-here = Moved to here:
redline-until-here = (end)
redline-folded = { $count ->
    [one] One paragraph stands unchanged here and is left out.
   *[other] { $count } paragraphs stand unchanged here and are left out.
 }
redline-paper-key = Added words are underlined and come after "Added:". Removed words are struck through and come after "Removed:". Signs in the margin: + added, − removed, ± changed.
redline-paper-title = What changed: { $title }
redline-paper-footer = { $code }, { $from } to { $to }
redline-paper-from = From
redline-paper-to = To
redline-paper-values = With the values of
redline-paper-no-values = No service: fields stand with their names
redline-paper-changes = Changes
redline-paper-compared = Compared on
redline-version = version { $label }
redline-issue = version { $label }, issue { $issue }
redline-issue-dated = version { $label }, issue { $issue } ({ $date })
redline-paper-published = { $version }, published on { $date }
redline-paper-dated = { $version }, published on { $date }, in force from { $effective }
redline-paper-draft = { $version }, last changed on { $date }
redline-print = Print or keep as PDF
redline-error-pages = What changed fills more pages than we print. Compare two versions that are nearer to each other.
redline-dated = { $code }. From { $from } to { $to }.
redline-same = The words are the same.
