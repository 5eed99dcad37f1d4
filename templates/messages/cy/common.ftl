# Geiriau sydd ar bob tudalen.
product-name = Polisi

nav-label = Prif ddewislen
nav-waiting = yn aros
nav-today = Heddiw
nav-policies = Polisïau
nav-library = Llyfrgell
nav-reviews = Adolygiadau
nav-acknowledgements = Darllen a llofnodi
nav-me = Fy rhestr ddarllen
nav-incidents = Digwyddiadau
nav-people = Pobl
nav-services = Gwasanaethau
nav-packs = Pecynnau tystiolaeth
nav-rights = Ceisiadau data
nav-activity = Gweithgarwch
nav-outbox = E-byst
nav-settings = Gosodiadau
nav-operator = Gweithredwr

footer-help = Cymorth
footer-accessibility = Hygyrchedd
footer-privacy = Preifatrwydd
footer-terms = Telerau
footer-cookies = Cwcis
footer-report = Rhoi gwybod am bryder
footer-uk-time = Amser y DU yw pob amser

mail-foot = Rydych yn cael yr e-bost hwn am fod rhywun wedi rhoi'r cyfeiriad hwn i Polisi.
mail-foot-for = Mae { $organisation } yn defnyddio Polisi i anfon yr e-bost hwn.
mail-or-copy = Neu copïwch y cyfeiriad hwn i’ch porwr:

operator-contact = Pwy sy’n rhedeg Polisi yma: { $contact }
announcement-label = Hysbysiadau
announcement-news = Newyddion gan y bobl sy'n rhedeg Polisi
announcement-warning = Sylwch, gan y bobl sy'n rhedeg Polisi
