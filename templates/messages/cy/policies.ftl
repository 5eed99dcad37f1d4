# Polisïau: yr hyn y mae staff yn ei ddarllen.
policies-own = Polisïau yn fy ngwasanaethau
policies-own-lede = Pob polisi sydd mewn grym lle rydych chi'n gweithio.
policies-own-empty-title = Dim polisïau eto
policies-own-empty = Does dim byd mewn grym yn eich gwasanaethau eto.
policies-own-no-service = Dydych chi ddim mewn unrhyw wasanaeth eto. Gofynnwch i'ch rheolwr.
policies-search = Chwilio teitl, cod a thestun
policies-search-button = Chwilio
policies-none = Nid oes polisi yn cyfateb i'ch cais.
policies-version-label = fersiwn { $label }
policies-applies-from = Yn berthnasol o { $date }
policies-contents = Cynnwys y polisi hwn
policies-pdf-open = Agor PDF
policies-docx-open = Ffeil Word
policies-language-en = Saesneg
policies-language-cy = Cymraeg
policies-supersedes-nothing = Dim

# Tudalen fersiwn, a'r hyn sydd o gwmpas testun a rennir.
policies-back-policy = Y polisi hwn
policies-head-services = Gwasanaethau
policies-version-caption = Fersiwn { $label }
policies-text-open = Testun plaen
policies-change-note = Beth newidiodd
policies-compare = Beth newidiodd
policies-published-at = Cyhoeddwyd
policies-sha256 = SHA-256 y testun hwn
policies-printed-copy = Gall copi printiedig fod wedi dyddio. Gwiriwch y fersiwn ar y sgrin.
policies-superseded = Mae fersiwn newydd wedi cymryd lle'r fersiwn hon.
policies-past = Ddim mewn grym. Roedd fersiwn { $label } yn berthnasol o { $from } tan { $to }.
policies-past-by = Ddim mewn grym. Roedd fersiwn { $label } yn berthnasol ar { $from } neu cyn hynny, a than { $to }.
policies-past-withdrawn = Ddim mewn grym. Roedd fersiwn { $label } yn berthnasol o { $from } nes i'r polisi gael ei dynnu'n ôl ar { $to }.
policies-past-newer = Mae fersiwn newydd yn berthnasol o { $date }. Tan hynny, mae'r fersiwn hon mewn grym.
policies-past-current = Gweld y fersiwn sydd mewn grym
policies-past-none = Tynnwyd y polisi yn ôl ar { $date }: nid oes fersiwn ohono mewn grym.
policies-issues = Rhifynnau'r fersiwn hon
policies-issue-first = Argraffwyd ar { $date } (rhifyn cyntaf)
policies-issue-number = Argraffwyd ar { $date } (rhifyn { $issue }: { $reason })
policies-issue-old = Rhifyn { $issue } yw hwn. Mae rhifyn diweddarach o'r un fersiwn mewn grym.
policies-issue-newest = Agor y rhifyn sydd mewn grym

done-policies-newer = Mae testun mwy newydd wedi cymryd lle'r un roeddech chi'n chwilio amdano.
done-policies-replaced = Tynnwyd y polisi roeddech chi'n chwilio amdano yn ôl. Mae'r un hwn yn cymryd ei le.

# Cymharu dau destun.
policies-compare-lede = O { $from } i { $to }.
policies-compare-from = O
policies-compare-to = I
policies-compare-service = Gyda gwerthoedd
policies-compare-no-values = Dim gwerthoedd: enwau'r meysydd
policies-compare-show = Cymharu
policies-compare-draft = drafft
policies-compare-first = Mynd i'r newid cyntaf
policies-compare-key = Mae gan eiriau a dynnwyd linell drwyddynt ac arwydd minws; mae geiriau a ychwanegwyd wedi'u tanlinellu ac â'r arwydd plws.
policies-compare-same = Does dim yn wahanol: mae'r un geiriau yn { $from } a { $to }.
policies-compare-draft-same = Mae'r un geiriau yn y drafft ag yn { $to }. Dyma'r ddwy fersiwn ddiweddaraf.
policies-compare-none-title = Dim i'w gymharu eto
policies-compare-none = Dim ond un testun o'r polisi hwn sydd. Pan fydd drafft, ail fersiwn neu ail rifyn, bydd y dudalen hon yn dangos beth newidiodd.
policies-compare-without-service = Ni chafodd un o'r ddau ei argraffu erioed i'r gwasanaeth hwnnw, felly cymherir y testunau gydag enwau'r meysydd.
approval-passed-label = Cyhoeddwyd heibio i gylch
