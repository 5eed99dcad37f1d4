# What changed between two versions of a text.
redline-change = Change { $number } of { $count }
redline-unchanged = { $count ->
    [one] One paragraph
   *[other] { $count } paragraphs
 } unchanged, show
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
redline-moved-away = Moved from here:
redline-moved-here = Moved to here:
redline-until-here = (end)
