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

done-policies-newer = Mae testun mwy newydd wedi cymryd lle'r un roeddech chi'n chwilio amdano.
done-policies-replaced = Tynnwyd y polisi roeddech chi'n chwilio amdano yn ôl. Mae'r un hwn yn cymryd ei le.
