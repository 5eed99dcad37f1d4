# DRAFFT / DRAFT: a Welsh speaker must still read every line of this file before it is called done.
# Mewngofnodi ac allgofnodi, ail gam, cyfrinair newydd, gwahoddiadau a'u negeseuon e-bost.

# Mewngofnodi
signin-title = Mewngofnodi
signin-email = Cyfeiriad e-bost
signin-password = Cyfrinair
signin-password-show = Dangos
signin-password-hide = Cuddio
signin-button = Mewngofnodi
signin-forgot = Wedi anghofio eich cyfrinair?
signin-no-account = Dim cyfrif? Nid oes angen un i ddarllen a llofnodi: defnyddiwch y ddolen a anfonwyd atoch.
signin-report = Rhoi gwybod am bryder heb fewngofnodi
signin-problem-heading = Mae problem
signin-error-email-empty = Rhowch eich cyfeiriad e-bost
signin-error-email-form = Rhowch gyfeiriad e-bost fel enw@example.org
signin-error-password-empty = Rhowch eich cyfrinair
signin-error-wrong = Nid yw'r cyfeiriad e-bost neu'r cyfrinair yn gywir
signin-too-many-title = Gormod o gynigion
signin-too-many = { $minutes ->
    [one] Arhoswch 1 munud, yna rhowch gynnig arall arni.
    [two] Arhoswch 2 funud, yna rhowch gynnig arall arni.
   *[other] Arhoswch { $minutes } munud, yna rhowch gynnig arall arni.
}
signin-why-needed = Mewngofnodwch i weld y dudalen hon.
signin-why-idle = Cawsoch eich allgofnodi am na ddigwyddodd dim am { $hours } awr.
signin-why-ended = Cawsoch eich allgofnodi am eich bod wedi mewngofnodi ers { $hours } awr.
signin-why-elsewhere = Cawsoch eich allgofnodi ar bob dyfais.
signin-why-password-changed = Newidiwyd eich cyfrinair. Mewngofnodwch gyda'r un newydd.
signin-text-kept = Mae'r hyn a deipioch yn cael ei gadw am 24 awr. Gallwch ei anfon ar ôl mewngofnodi.
signin-text-restored = Dyma'r hyn a deipioch o'r blaen. Nid yw wedi'i anfon eto.
signin-demonstration = Arddangosiad yw hwn. Mae'r bobl a'r sefydliadau yn ddychmygol, nid oes e-bost yn gadael y cyfrifiadur hwn, ac mae'r ail gam wedi'i ddiffodd.

# Cyfrinair eto, cyn rhywbeth sensitif
signin-again-title = Rhowch eich cyfrinair eto
signin-again-body = Mae'r hyn rydych ar fin ei agor yn sensitif, felly rydym yn gwirio mai chi sydd yno o hyd.
signin-again-button = Parhau
signin-again-cancel = Mynd yn ôl
done-download-again = Roedd eich cyfrinair yn gywir. Pwyswch i lawrlwytho eto: nawr daw'r ffeil.

# Ail gam
signin-second-title = Rhowch eich cod
signin-second-label = Y cod o'ch ap
signin-second-hint = 6 digid
signin-second-button = Parhau
signin-second-error-empty = Rhowch y cod o'ch ap
signin-second-error-wrong = Nid yw'r cod yn gywir. Arhoswch am yr un nesaf a rhowch gynnig arall arni.
signin-second-recovery = Nid yw fy ffôn gen i: defnyddio cod adfer
signin-recovery-title = Rhowch god adfer
signin-recovery-label = Cod adfer
signin-recovery-hint = Mae pob cod yn gweithio unwaith
signin-recovery-error = Nid yw'r cod adfer yn gywir, neu cafodd ei ddefnyddio o'r blaen
signin-recovery-left = { $count ->
    [0] Nid oes gennych godau adfer ar ôl. Gwnewch rai newydd nawr.
    [one] Mae gennych 1 cod adfer ar ôl. Gwnewch rai newydd cyn hir.
    [two] Mae gennych 2 god adfer ar ôl.
    [few] Mae gennych { $count } chod adfer ar ôl.
    [many] Mae gennych { $count } chod adfer ar ôl.
   *[other] Mae gennych { $count } cod adfer ar ôl.
}
signin-second-setup-title = Gosod eich ail gam
signin-second-setup-why = Mae eich rôl yn gadael i chi weld gwybodaeth am bobl, felly mae angen ail gam arnoch yn ogystal â'ch cyfrinair.
signin-second-setup-scan = Sganiwch y llun hwn gydag ap dilysu ar eich ffôn
signin-second-setup-type = Yn methu sganio? Teipiwch yr allwedd hon yn yr ap:
signin-second-setup-confirm = Yna rhowch y cod mae'r ap yn ei ddangos
signin-second-setup-button = Troi ymlaen
signin-second-setup-done = Mae eich ail gam ymlaen
signin-recovery-new-title = Eich codau adfer
signin-recovery-new-body = Cadwch nhw yn rhywle diogel, nid ar eich ffôn. Ni allwn eu dangos eto.
signin-recovery-new-button = Rwyf wedi'u cadw

# Dewis sefydliad
signin-choose-title = Dewiswch sefydliad
signin-choose-none = Nid yw eich cyfrif yn perthyn i unrhyw sefydliad nawr. Gofynnwch i'r person a'ch gwahoddodd.
signin-choose-suspended = Mae wedi'i atal dros dro gan y bobl sy'n rhedeg Polisi. Nid oes dim ar goll. Gofynnwch i berchennog eich sefydliad.
signin-choose-suspended-owner = Mae wedi'i atal dros dro gan y bobl sy'n rhedeg Polisi. Nid oes dim ar goll. Gofynnwch iddynt beth sydd i'w wneud.
signin-choose-suspended-tag = Wedi'i atal
signin-last = Mewngofnodi diwethaf { $date }

# Allgofnodi
signin-out-button = Allgofnodi
signin-out-title = Ydych chi am allgofnodi?
signin-out-everywhere = Allgofnodi ar bob dyfais
signin-out-done-title = Rydych wedi allgofnodi
signin-out-done-body = Ar gyfrifiadur a rennir, caewch y porwr hefyd.
signin-out-again = Mewngofnodi eto

# Wedi anghofio'r cyfrinair
signin-reset-title = Cael cyfrinair newydd
signin-reset-body = Rhowch eich cyfeiriad e-bost. Byddwn yn anfon dolen i ddewis cyfrinair newydd.
signin-reset-button = Anfon y ddolen
signin-reset-sent-title = Edrychwch ar eich e-bost
signin-reset-sent-body = Os oes cyfrif ar gyfer y cyfeiriad hwn, mae dolen ar ei ffordd. Mae'n gweithio am { $minutes } munud.
signin-reset-sent-held = Os oes cyfrif ar gyfer y cyfeiriad hwn, gwneir dolen, ond mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf. Mae'n gweithio am { $minutes } munud, felly gofynnwch am un arall pan fydd e-byst yn mynd allan eto. Oes ei hangen yn gynt? Gofynnwch i'ch rheolwr.
signin-reset-sent-earlier = Os gofynnoch fwy nag unwaith, mae unrhyw un o ddolenni'r { $minutes } munud diwethaf yn gweithio. Ni anfonir mwy na { $most } yn yr amser hwnnw.
signin-reset-sent-nothing = Dim byd ar ôl 10 munud? Edrychwch yn eich ffolder sbam, neu gofynnwch i'ch rheolwr.
signin-reset-choose-title = Dewiswch gyfrinair newydd
signin-reset-choose-label = Cyfrinair newydd
signin-reset-choose-hint = O leiaf 12 nod. Mae tri neu bedwar gair gyda'i gilydd yn gweithio'n dda.
signin-reset-choose-button = Cadw'r cyfrinair newydd
signin-reset-error-empty = Rhowch gyfrinair newydd
signin-reset-error-short = Rhaid i'r cyfrinair fod ag o leiaf { $length } nod
signin-reset-error-long = Rhaid i'r cyfrinair fod yn { $length } nod neu lai
signin-reset-error-common = Dewiswch gyfrinair sy'n anoddach ei ddyfalu
signin-reset-error-breached = Mae'r cyfrinair hwn ar restr o gyfrineiriau y mae eraill wedi cael gafael arnynt. Dewiswch un arall
signin-reset-error-unchecked = Ni allem wirio'r cyfrinair hwn nawr. Rhowch gynnig arall arni ymhen ychydig funudau
signin-reset-error-same = Dewiswch gyfrinair nad ydych wedi'i ddefnyddio yma o'r blaen
signin-reset-done-title = Mae eich cyfrinair wedi'i newid
signin-reset-done-body = Rydych wedi'ch allgofnodi ar bob dyfais arall.
signin-reset-ended-title = Mae'r ddolen hon wedi stopio gweithio
signin-reset-ended-body = Cafodd ei defnyddio o'r blaen neu mae'n rhy hen. Gofynnwch am un newydd.
signin-reset-ended-button = Anfon dolen newydd

# Gwahoddiad
signin-invitation-title = Ymuno â { $organisation }
signin-invitation-somebody-else = Mae rhywun arall yma eisoes yn mewngofnodi gyda'r cyfeiriad e-bost hwn. Mae angen cyfeiriad ei hun ar bawb i fewngofnodi: rhowch eich un chi i'r sawl a'ch gwahoddodd.
signin-invitation-whom = Mae ar gyfer { $name } yn unig. Nid chi yw hwnnw? Rhowch ef i'r person hwnnw, neu caewch y dudalen hon.
signin-invitation-from = Mae { $name } wedi eich gwahodd.
signin-invitation-set-up = Mae’r bobl sy’n rhedeg Polisi wedi sefydlu { $organisation } ar eich cyfer.
signin-invitation-role = Eich rôl fyddai: { $roles }
signin-invitation-sees = Beth all y rôl hon ei weld
signin-invitation-email = Eich cyfeiriad e-bost ar gyfer mewngofnodi: { $email }
signin-invitation-name = Enw llawn
signin-invitation-name-error = Rhowch eich enw llawn
signin-invitation-password = Dewiswch gyfrinair
signin-invitation-button = Ymuno â { $organisation }
done-invitation-known = Mae gennych gyfrif gyda'r cyfeiriad hwn eisoes. Mewngofnodwch i ymuno.
signin-invitation-or = Oes gennych gyfrif gyda'r cyfeiriad hwn eisoes?
signin-invitation-or-link = Mewngofnodwch i ymuno
signin-invitation-other-account = Rydych wedi mewngofnodi fel { $email }. Mae'r gwahoddiad hwn ar gyfer cyfeiriad arall. Allgofnodwch yn gyntaf.
signin-invitation-joined = Rydych wedi ymuno â { $organisation }.
signin-invitation-ended-title = Mae'r gwahoddiad hwn wedi dod i ben
signin-invitation-ended-body = Mae gwahoddiadau'n gweithio am { $days } diwrnod. Gofynnwch i { $organisation } am un newydd.
signin-invitation-used-title = Cafodd y gwahoddiad hwn ei ddefnyddio
signin-invitation-used-body = Mewngofnodwch gyda'ch cyfeiriad e-bost a'ch cyfrinair.
signin-invitation-withdrawn-title = Tynnwyd y gwahoddiad hwn yn ôl
signin-invitation-withdrawn-body = Gofynnwch i { $organisation } os ydych yn meddwl mai camgymeriad yw hyn.
signin-invitation-not-me = Nid i chi? Caewch y dudalen hon. Nid oes dim yn digwydd nes i chi bwyso'r botwm.

# Negeseuon e-bost
signin-mail-hello = Helo { $name },
signin-mail-invitation-subject = Mae { $organisation } yn eich gwahodd i Polisi
signin-mail-invitation-body = Mae { $name } yn gwahodd { $whom } i ymuno â { $organisation } ar Polisi, lle mae'n cadw ei bolisïau.
signin-mail-invitation-button = Gweld y gwahoddiad
signin-mail-invitation-ends = Mae'r gwahoddiad yn gweithio tan { $date }. Nid yw agor y ddolen yn gwneud dim ynddo'i hun.
signin-mail-reset-subject = Dewiswch gyfrinair newydd
signin-mail-reset-body = Gofynnodd rhywun am gyfrinair newydd ar gyfer y cyfeiriad hwn. Os chi oedd hwnnw, defnyddiwch y ddolen hon o fewn { $minutes } munud.
signin-mail-reset-button = Dewis cyfrinair newydd
signin-mail-reset-not-you = Os nad chi oedd, peidiwch â gwneud dim. Mae eich cyfrinair yn aros fel y mae.
signin-mail-changed-subject = Newidiwyd eich cyfrinair
signin-mail-changed-body = Newidiwyd eich cyfrinair ar { $when }. Mae pob dyfais arall wedi'i hallgofnodi.
signin-mail-changed-not-you = Onid chi oedd? Gofynnwch am gyfrinair newydd ar unwaith a dywedwch wrth eich rheolwr neu’r bobl sy’n rhedeg Polisi.
signin-mail-second-subject = Newidiwyd eich ail gam
signin-mail-second-body = Newidiwyd ail gam eich cyfrif ar { $when }.
signin-mail-device-subject = Mewngofnodi newydd i'ch cyfrif
signin-mail-device-body = Mewngofnododd rhywun i'ch cyfrif ar { $when } gyda { $device }. Os chi oedd, peidiwch â gwneud dim.
signin-mail-device-button = Nid fi oedd
signin-mail-email-subject = Newidiwyd eich cyfeiriad e-bost
signin-mail-email-body = Symudwyd eich cyfrif i gyfeiriad e-bost arall ar { $when }. Os nad chi wnaeth hynny, dywedwch wrth { $organisation } ar unwaith.
signin-mail-why = Rydych yn cael hwn am fod gennych gyfrif neu wahoddiad. Ni ellir diffodd y negeseuon hyn.
people-mail-name-subject = Newidiwyd eich enw gyda { $organisation }
people-mail-name-body = Mae { $organisation } yn eich galw'n { $name } ar ei restr staff nawr. { $before } oedd yno o'r blaen.
people-mail-name-wrong = Os nad yw hynny'n iawn, gofynnwch i'w gywiro ar unwaith, a gofynnwch pwy a'i newidiodd: mae'r dudalen weithgarwch yn dweud hynny. Rydych yn arwain, ac nid yw adroddiadau am bryderon ynghylch rhywun â'ch enw yn dod atoch.
people-mail-away-subject = Mae { $organisation } wedi nodi eich bod i ffwrdd
people-mail-away-body = { $until ->
    [open] Mae rhywun yn { $organisation } wedi nodi eich bod i ffwrdd o { $from }, heb ddiwedd.
   *[other] Mae rhywun yn { $organisation } wedi nodi eich bod i ffwrdd o { $from } tan { $until }.
 }
people-mail-away-means = Mae eich rolau'n aros gyda chi. Mae'r hyn y mae'n rhaid ei weld ar unwaith yn eich cyrraedd o hyd, a thra byddwch i ffwrdd mae'n cyrraedd pwy bynnag sy'n dod ar eich ôl hefyd.
people-mail-away-button = Gweld fy nyddiau i ffwrdd
people-mail-away-wrong = Os nad ydych i ffwrdd, tynnwch y dyddiau oddi yno, a gofynnwch pwy a'u nododd: mae'r dudalen weithgarwch yn dweud hynny.
people-mail-address-subject = Newidiwyd eich cyfeiriad e-bost gyda { $organisation }
people-mail-address-body = Mae { $organisation } wedi rhoi cyfeiriad e-bost arall ar gyfer { $name }. Mae negeseuon am bolisïau i'w darllen a'u llofnodi yn mynd yno nawr, ac mae dolenni a anfonwyd yma o'r blaen wedi peidio â gweithio.
people-mail-address-wrong = Os nad yw hynny'n iawn, dywedwch wrth eich rheolwr neu wrth berchennog { $organisation } ar unwaith: gallai rhywun arall ddarllen a llofnodi fel { $name }. Nid yw'r ffordd rydych yn mewngofnodi wedi newid.
