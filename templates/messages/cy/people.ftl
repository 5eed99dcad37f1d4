# Geiriau'r rhestr staff sydd ar y dudalen am eich data eich hun. Mae angen i siaradwr Cymraeg ddarllen y geiriau hyn.
people-given-name = Enw cyntaf
people-family-name = Cyfenw
people-email = E-bost
people-phone = Ffôn
people-job-title = Teitl swydd
people-worker = Sut maent yn gweithio
people-worker-employee = Gweithiwr cyflogedig
people-worker-bank = Staff banc
people-worker-agency = Staff asiantaeth
people-worker-volunteer = Gwirfoddolwr
people-worker-student = Myfyriwr
people-worker-contractor = Contractwr
people-worker-director = Cyfarwyddwr
people-staff-number = Rhif staff
people-agency = Asiantaeth
people-services = Gwasanaethau
people-line-manager = Rheolwr llinell
people-language = Iaith y maent yn ei darllen
people-started = Diwrnod cyntaf
people-regulator = Cofrestr broffesiynol
people-regulator-nmc = Y Cyngor Nyrsio a Bydwreigiaeth
people-regulator-scw = Gofal Cymdeithasol Cymru
people-regulator-sssc = Scottish Social Services Council
people-regulator-niscc = Northern Ireland Social Care Council
people-regulator-swe = Social Work England
people-regulator-hcpc = Y Cyngor Proffesiynau Iechyd a Gofal
people-regulator-gmc = Y Cyngor Meddygol Cyffredinol
behind-stops = Ni fyddai modd rhoi gwybod am bryderon yno mwyach
behind-stops-body = Ar gyfer hynny mae angen arweinydd diogelu a dirprwy ar wasanaeth: dau berson sy’n gallu mewngofnodi. Enwch rywun yn gyntaf. Mae a wnelo â:
behind-covers = Daw cymryd lle pobl eraill i ben hefyd
behind-cover = dros { $name } fel { $role } (y diwrnod olaf: { $day })
behind-team = { $count ->
    [one] Byddai 1 person heb reolwr llinell
   *[other] Byddai { $count } o bobl heb reolwr llinell
 }
behind-team-body = Dewiswch un arall iddynt: ar y rhestr staff gallwch wneud hynny i bawb ar unwaith.
