# DRAFFT / DRAFT: a Welsh speaker must still read every line of this file before it is called done.
# Yr ail gam.
factor-title = Eich ail gam
factor-state = Ail gam
factor-state-on = Ymlaen ers { $date }
factor-how-long = Mae'n cymryd dau funud a ffôn gydag ap dilysu.
factor-free = Gydag ail gam ni all neb fynd i mewn i'ch cyfrif gyda'ch cyfrinair yn unig. Mae'n cymryd dau funud a ffôn gydag ap dilysu.
factor-begin = Ei osod nawr
factor-go-on = Ymlaen
factor-organisations = Eich sefydliadau
factor-demonstration = Arddangosiad yw hwn: mae'r ail gam wedi'i ddiffodd yma.

factor-step-app = 1. Cael ap
factor-step-app-body = Mae unrhyw ap dilysu yn gwneud y tro, fel yr un a ddaeth gyda'ch ffôn neu reolwr cyfrineiriau.
factor-step-scan = 2. Dweud wrth yr ap
factor-square = Cod sgwâr ar gyfer eich ap dilysu. Mae'r un allwedd isod mewn llythrennau.
factor-same-phone = Ar y ffôn hwn: agor yr ap
factor-type-summary = Teipio'r allwedd yn lle hynny
factor-type-kind = Cyfrif: { $account }. Math o allwedd: seiliedig ar amser, chwe digid.
factor-step-code = 3. Dangos ei fod yn gweithio

factor-code-why = Mae eich cyfrinair yn gywir. Nawr agorwch yr ap dilysu ar eich ffôn.
factor-code-lost = Dim ffôn a dim codau adfer? Gofynnwch i berchennog eich sefydliad ailosod eich ail gam. Mae unig berchennog yn gofyn i bwy bynnag sy'n rhedeg y gosodiad hwn.
factor-code-out = Stopio ac allgofnodi
factor-error-code-form = Rhowch y chwe digid mae'r ap yn eu dangos
factor-error-no-offer = Bu'r dudalen hon ar agor yn rhy hir, neu fe'i hanfonwyd o'r blaen. Dechreuwch eto o'ch ail gam.
factor-error-on = Mae eich ail gam ymlaen eisoes.
factor-error-off = Mae eich ail gam wedi'i ddiffodd. Gosodwch ef yn gyntaf.
factor-error-needed = Mae angen ail gam ar eich rôl, felly ni ellir ei ddiffodd.
factor-error-opens-more = Defnyddir y cyfrif hwn y tu allan i'ch sefydliad hefyd, felly dim ond pwy bynnag sy'n rhedeg y gosodiad hwn all ei ailosod.

factor-codes-when = Pan nad yw eich ffôn gennych, mae un o'r codau hyn yn cymryd lle'r cod o'r ap. Mae pob un yn gweithio unwaith.
factor-codes-print = Eu hargraffu
factor-codes-copy = Eu copïo
factor-codes-made = Gwnaed ar { $date }
factor-codes-count = Maent yn cyfrif cyn gynted ag y pwyswch y botwm. Bydd codau a oedd gennych o'r blaen yn peidio â gweithio wedyn.
factor-codes-none = Nid oes gennych godau adfer. Heb eich ffôn ni allech fewngofnodi.
factor-codes-none-link = Gwneud codau adfer a'u cadw
factor-codes-new = Gwneud codau adfer newydd
factor-codes-new-what = mae'r hen rai yn peidio â gweithio.
factor-lost = Pan fydd rhywbeth yn newid
factor-replace-title = Defnyddio ap neu ffôn arall
factor-replace-what = mae angen cod o'r hen un, neu god adfer.
factor-replace-why = Rhowch god o'r ap sydd gennych nawr, neu god adfer. Mae eich hen ap yn gweithio nes bod yr un newydd yn gweithio.
factor-replace-button = Ymlaen
factor-off-title = Ei ddiffodd
factor-off-what = yna mae eich cyfrinair yn unig yn agor eich cyfrif.
factor-off-why = Rhowch god o'ch ap, neu god adfer. Wedyn mae eich cyfrinair yn unig yn agor eich cyfrif.
factor-off-button = Ei ddiffodd
factor-off-not = Ni ellir ei ddiffodd, oherwydd mae ei angen ar eich rôl.
done-codes-kept = Mae eich codau adfer wedi'u cadw.
done-factor-replaced = Mae eich ap newydd ar waith. Nid yw'r hen un yn gweithio mwyach, ac rydych wedi'ch allgofnodi ym mhobman arall.
done-factor-off = Mae eich ail gam wedi'i ddiffodd.
done-recovery-used = Defnyddioch god adfer. A yw eich ffôn ar goll? Yna cymerwch ap arall nawr.

factor-mail-on = Gosodwyd ail gam ar gyfer eich cyfrif ar { $when }, gyda chodau adfer i'w cadw. Mae pob dyfais arall wedi'i hallgofnodi.
factor-mail-replaced = Gosodwyd ap arall ar gyfer ail gam eich cyfrif ar { $when }. Mae pob dyfais arall wedi'i hallgofnodi.
factor-mail-off = Diffoddwyd ail gam eich cyfrif ar { $when }. Mae eich cyfrinair yn unig yn ei agor nawr.
factor-mail-codes = Gwnaed codau adfer newydd ar gyfer eich cyfrif ar { $when }. Os oedd rhai hŷn, nid ydynt yn gweithio mwyach.
factor-mail-code-used-subject = Defnyddiwyd cod adfer
factor-mail-code-used = Defnyddiwyd un o'ch codau adfer ar { $when }.
factor-mail-guessed-subject = Mae eich cyfrinair gan rywun
factor-mail-guessed = Ar { $when } rhoddodd rhywun eich cyfrinair cywir ac yna ddeg cod anghywir. Ni chawsant fynd i mewn.
factor-mail-reset-subject = Ailosodwyd eich ail gam
factor-mail-reset-owner = Ailosododd { $name } o { $organisation } ail gam eich cyfrif ar { $when }. Mae pob dyfais wedi'i hallgofnodi.
factor-mail-reset-operator = Ailosododd pwy bynnag sy'n rhedeg y gosodiad hwn ail gam eich cyfrif ar { $when }. Mae pob dyfais wedi'i hallgofnodi.
factor-mail-reset-next = Mewngofnodwch gyda'ch cyfrinair. Os oes angen ail gam ar eich rôl, byddwch yn gosod un newydd bryd hynny.
factor-mail-reset-not-you = Oni ofynnoch am hyn? Dewiswch gyfrinair newydd ar unwaith a dywedwch wrth eich rheolwr neu’r bobl sy’n rhedeg Polisi.
