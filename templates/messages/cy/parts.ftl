# Geiriau'r rhannau cyffredin. Drafft: heb ei ddarllen eto gan siaradwr Cymraeg.
parts-skip = Neidio i'r prif gynnwys
parts-back = Yn ôl
parts-change = Newid
parts-service = gwasanaeth
parts-your-account = (eich cyfrif)
parts-sign-out = Allgofnodi
parts-for = Ar gyfer
parts-not-you = Nid chi?

parts-optional = (dewisol)
parts-error-prefix = Gwall:
parts-error-summary = Mae problem
parts-show-password = Dangos
parts-hide-password = Cuddio
parts-at-most-characters = Gallwch ysgrifennu hyd at { $count } nod.
parts-day = Diwrnod
parts-month = Mis
parts-year = Blwyddyn
parts-not-provided = Heb ei roi

parts-copy = Copïo
parts-copied = Wedi'i gopïo
parts-emergency = Argyfwng:
parts-read-only = Gallwch edrych, nid newid.
parts-signing-as = Yn llofnodi fel

parts-sort-by = Trefnu yn ôl
parts-filter = Hidlo
parts-apply-filters = Defnyddio'r hidlwyr
parts-remove-filter = Tynnu'r hidlydd:
parts-clear-filters = Clirio'r hidlwyr
parts-filter-unknown = Mae'r cyfeiriad yn gofyn am ddewis nad yw'n bod. Mae'r rhestr yn dangos popeth yn lle hynny.
parts-pages = Tudalennau
parts-showing = Yn dangos { $first } i { $last } o { $total }
parts-previous-page = Tudalen flaenorol
parts-next-page = Tudalen nesaf
parts-of = { $done } o { $total }
parts-filter-fold = { $count ->
    [0] Rhagor o hidlwyr
   *[other] Rhagor o hidlwyr ({ $count } wedi'u dewis)
 }
parts-switch = Newid sefydliad
parts-switch-all = Pob sefydliad
