# Beth newidiodd rhwng dwy fersiwn o destun.
redline-change = Newid { $number } o { $count }
redline-unchanged = { $count ->
    [one] Un paragraff
   *[other] { $count } paragraff
 } heb newid
redline-show = (dangos)
redline-summary = { $count ->
    [0] Ni newidiodd yr un paragraff
    [one] Newidiodd un paragraff
   *[other] Newidiodd { $count } paragraff
 }
redline-summary-parts = { $changed } wedi newid, { $added } wedi'u hychwanegu, { $removed } wedi'u tynnu, { $moved } wedi'u symud.
redline-before = Yn ôl i newid { $number }
redline-after = Nesaf: newid { $number }
redline-added = Ychwanegwyd:
redline-removed = Tynnwyd:
redline-changed = Newidiwyd:
redline-renumbered = Rhif newydd:
redline-restyled = Yr un geiriau, golwg arall:
redline-look = Golwg arall:
redline-moved-away = Symudwyd oddi yma:
redline-moved-here = Symudwyd i'r fan hon:
redline-until-here = (diwedd)
redline-folded = { $count ->
    [one] Mae un paragraff heb newid yma ac wedi'i adael allan.
   *[other] Mae { $count } paragraff heb newid yma ac wedi'u gadael allan.
 }
redline-paper-key = Mae geiriau a ychwanegwyd wedi'u tanlinellu ac yn dod ar ôl "Ychwanegwyd:". Mae geiriau a dynnwyd â llinell drwyddynt ac yn dod ar ôl "Tynnwyd:". Arwyddion yn yr ymyl: + ychwanegwyd, − tynnwyd, ± newidiwyd.
redline-paper-title = Beth newidiodd: { $title }
redline-paper-footer = { $code }, { $from } i { $to }
redline-paper-from = O
redline-paper-to = I
redline-paper-values = Gyda gwerthoedd
redline-paper-no-values = Dim gwasanaeth: mae meysydd yn sefyll gyda'u henwau
redline-paper-changes = Newidiadau
redline-paper-compared = Cymharwyd ar
redline-version = fersiwn { $label }
redline-issue = fersiwn { $label }, rhifyn { $issue }
redline-issue-dated = fersiwn { $label }, rhifyn { $issue } ({ $date })
redline-paper-published = { $version }, cyhoeddwyd ar { $date }
redline-paper-dated = { $version }, cyhoeddwyd ar { $date }, mewn grym o { $effective }
redline-paper-draft = { $version }, newidiwyd ddiwethaf ar { $date }
redline-print = Argraffu neu gadw fel PDF
redline-error-pages = Mae'r newidiadau'n llenwi mwy o dudalennau nag yr ydym yn eu hargraffu. Cymharwch ddwy fersiwn sy'n nes at ei gilydd.
redline-dated = { $code }. O { $from } i { $to }.
redline-same = Mae'r geiriau yr un fath.
