# DRAFFT / DRAFT: a Welsh speaker must still read every line of this file before it is called done.
# Darllen a llofnodi: y ddolen, y rhestr, derbynebau a'u negeseuon e-bost.
# Dates and times arrive as finished words in Welsh. Numbers arrive as numbers.

# Y dudalen ag un polisi i'w ddarllen
sign-page-title = Darllen a llofnodi: { $policy }
sign-for = Ar gyfer { $name }
sign-not-you = Nid chi?
sign-facts-heading = Cipolwg
sign-fact-by = Darllen a llofnodi erbyn
sign-fact-by-overdue = { $days ->
    [one] 1 diwrnod yn hwyr
    [two] 2 ddiwrnod yn hwyr
   *[other] { $days } diwrnod yn hwyr
}
sign-fact-time = Amser darllen
sign-reading-time = { $minutes ->
    [one] Tua 1 munud
    [two] Tua 2 funud
   *[other] Tua { $minutes } munud
}
sign-fact-version = Fersiwn { $version } ers
sign-fact-signed-before = Fe wnaethoch chi lofnodi fersiwn { $version } ar
sign-fact-first-time = Nid ydych wedi llofnodi'r polisi hwn o'r blaen
sign-fact-asked-by = Cais gan
sign-read-at-work = Darllenwch hwn yn ystod oriau gwaith. Os nad oes gennych amser yn y gwaith, dywedwch wrth eich rheolwr.
sign-read-other-language = Read in English
sign-language-missing = Nid yw'r polisi hwn ar gael yn Gymraeg eto. Rydych yn darllen y testun Saesneg.
sign-language-summary = Crynodeb yw'r testun Cymraeg. Mae'r polisi llawn yn Saesneg.
sign-contents = Cynnwys y polisi hwn
sign-print = Argraffu'r polisi hwn
sign-download-pdf = Lawrlwytho fel PDF
sign-changes-heading = Beth sydd wedi newid ers i chi lofnodi ddiwethaf
sign-changes-count = { $count ->
    [one] Mae 1 paragraff yn newydd neu'n wahanol.
    [two] Mae 2 baragraff yn newydd neu'n wahanol.
    [few] Mae { $count } pharagraff yn newydd neu'n wahanol.
    [many] Mae { $count } pharagraff yn newydd neu'n wahanol.
   *[other] Mae { $count } paragraff yn newydd neu'n wahanol.
}
sign-changes-none = Nid oes unrhyw eiriau y mae'n rhaid i chi eu dilyn wedi newid. Dim ond dyddiadau neu fanylion sy'n wahanol.
sign-changes-compare = Cymharu â'r fersiwn a lofnodwyd gennych
sign-mark-new = Newydd
sign-mark-changed = Wedi newid
sign-mark-removed = Wedi'i dynnu
sign-document-end = Diwedd y polisi. Adolygiad nesaf { $date }.
sign-responsible-person = Person cyfrifol: { $name }

# Y darn llofnodi
sign-block-heading = Llofnodwch i ddweud eich bod wedi'i ddarllen
sign-statement-lead = Drwy lofnodi rydych yn dweud:
sign-statement-v1 = Rwyf wedi darllen y polisi hwn ({ $code }, fersiwn { $version }, { $date }), rwyf wedi cael cyfle i ofyn cwestiynau, a byddaf yn ei ddilyn. Rwy'n gwybod sut i roi gwybod am bryder.
sign-signing-as = Yn llofnodi fel { $name }
sign-signing-as-role = { $job }, { $service }
sign-tick = Mae hyn yn wir i mi, ac rwy'n llofnodi fel { $name }
sign-button = Llofnodi
sign-question-first = Mae gen i gwestiwn yn gyntaf
sign-recorded-heading = Beth rydym yn ei gofnodi
sign-recorded = Rydym yn cofnodi eich enw, y polisi a'i fersiwn, yr iaith y gwnaethoch ei darllen, y dyddiad a'r amser, a'ch bod wedi dod drwy { $method }. Cewch dderbynneb. Gall eich rheolwr weld eich bod wedi llofnodi.
sign-recorded-not = Nid yw agor y dudalen hon yn llofnodi dim. Nid ydym yn cofnodi pa mor bell y gwnaethoch sgrolio.
sign-method-link = eich dolen bersonol
sign-method-link-pin = eich dolen bersonol a'ch PIN
sign-method-link-code = eich dolen bersonol a chod
sign-method-account = eich cyfrif
sign-method-kiosk-pin = y ddyfais a rennir a'ch PIN
sign-method-kiosk-badge = y ddyfais a rennir a'ch bathodyn
sign-method-assisted = gydweithiwr a'i darllenodd gyda chi
sign-method-paper = bapur

# Gwallau yn y ffurflen
sign-problem-heading = Mae problem
sign-error-not-ticked = Ticiwch y blwch i ddweud bod y datganiad yn wir i chi
sign-error-pin = Rhowch eich PIN 6 digid
sign-error-pin-wrong = Nid yw'r PIN yn gywir. Rhowch gynnig arall arni neu gofynnwch i'ch rheolwr am un newydd.
sign-error-code = Rhowch y cod a anfonwyd atoch
sign-error-code-wrong = Nid yw'r cod yn gywir neu mae'n rhy hen. Gofynnwch am un newydd.
sign-pin-label = Eich PIN
sign-pin-hint = 6 digid
sign-code-label = Y cod o'ch e-bost
sign-code-send = Anfonwch god newydd ataf

# Newidiodd y polisi rhwng darllen a phwyso
sign-changed-title = Newidiodd y polisi hwn wrth i chi ei ddarllen
sign-changed-body = { $count ->
    [one] Mae 1 paragraff yn newydd neu'n wahanol. Nid ydych wedi llofnodi eto. Darllenwch y testun newydd isod, yna llofnodwch.
    [two] Mae 2 baragraff yn newydd neu'n wahanol. Nid ydych wedi llofnodi eto. Darllenwch y testun newydd isod, yna llofnodwch.
    [few] Mae { $count } pharagraff yn newydd neu'n wahanol. Nid ydych wedi llofnodi eto. Darllenwch y testun newydd isod, yna llofnodwch.
    [many] Mae { $count } pharagraff yn newydd neu'n wahanol. Nid ydych wedi llofnodi eto. Darllenwch y testun newydd isod, yna llofnodwch.
   *[other] Mae { $count } paragraff yn newydd neu'n wahanol. Nid ydych wedi llofnodi eto. Darllenwch y testun newydd isod, yna llofnodwch.
}
sign-changed-body-dates = Dim ond dyddiadau neu fanylion sy'n wahanol. Nid ydych wedi llofnodi eto. Edrychwch ar y testun isod, yna llofnodwch.
sign-served-too-long-title = Roedd y dudalen hon ar agor am amser hir
sign-served-too-long-body = Nid ydych wedi llofnodi eto. Edrychwch ar y testun isod a llofnodwch eto.

# Wedi llofnodi
sign-done-title = Wedi llofnodi. Diolch, { $name }
sign-done-receipt-number = Rhif eich derbynneb
sign-done-next = Nesaf: { $policy }
sign-done-left = { $count ->
    [0] Dim byd ar ôl i'w ddarllen.
    [one] 1 ar ôl. { sign-reading-time }.
   *[other] { $count } ar ôl. { sign-reading-time }.
}
sign-done-list = Gweld eich rhestr
sign-done-mailed = Rydym wedi anfon y dderbynneb i'ch cyfeiriad e-bost. Mae hi ar eich rhestr hefyd.
sign-done-not-mailed = Mae eich derbynneb yn aros ar eich rhestr. Nid oes gennym gyfeiriad e-bost i chi.
sign-done-finish = Rwyf wedi gorffen
sign-already-title = Rydych eisoes wedi llofnodi hwn
sign-already-body = Fe wnaethoch chi lofnodi fersiwn { $version } ar { $date }. Nid oes angen i chi wneud dim. Dyma eich derbynneb.

# Y dderbynneb
sign-receipt-title = Derbynneb { $number }
sign-receipt-number = Rhif y dderbynneb
sign-receipt-organisation = Sefydliad
sign-receipt-service = Gwasanaeth
sign-receipt-policy = Polisi
sign-receipt-policy-value = { $policy } ({ $code })
sign-receipt-version = Fersiwn
sign-receipt-version-value = { $version }, cyhoeddwyd { $date }
sign-receipt-signed-by = Llofnodwyd gan
sign-receipt-name-now = { $name } erbyn hyn
sign-receipt-when = Pryd
sign-receipt-language = Iaith a ddarllenwyd
sign-receipt-language-en = Saesneg
sign-receipt-language-cy = Cymraeg
sign-receipt-statement = Yr hyn a ddywedoch
sign-receipt-method = Sut y cawsoch eich adnabod
sign-receipt-method-link = Drwy ddolen bersonol
sign-receipt-method-link-pin = Drwy ddolen bersonol a'ch PIN
sign-receipt-method-link-code = Drwy ddolen bersonol a chod
sign-receipt-method-account = Wedi mewngofnodi i'ch cyfrif
sign-receipt-method-kiosk-pin = Ar ddyfais a rennir, gyda'ch PIN
sign-receipt-method-kiosk-badge = Ar ddyfais a rennir, gyda'ch bathodyn
sign-receipt-method-assisted = Gyda chymorth: darllenodd { $witness } y polisi gyda chi
sign-receipt-method-paper = Ar bapur, cofnodwyd gan { $witness }
sign-receipt-fingerprint = Ôl bys y testun
sign-receipt-fingerprint-hint = Cod byr a wnaed o'r union destun a lofnodwyd gennych. Os bydd un llythyren o'r testun yn newid, bydd y cod yn wahanol.
sign-receipt-superseded = Mae fersiwn mwy newydd o'r polisi hwn erbyn hyn. Mae'r dderbynneb hon yn dal yn ddilys ar gyfer fersiwn { $version }.
sign-receipt-corrected = Cywirwyd y dderbynneb hon ar { $date }. Rheswm: { $reason }
sign-receipt-print = Argraffu'r dderbynneb hon
sign-receipt-download = Lawrlwytho'r dderbynneb hon
sign-receipt-check = Gall unrhyw un wirio'r dderbynneb hon hebom ni. Mae'r ffeil yn dweud sut.

# Y rhestr
sign-list-title = Eich polisïau
sign-list-summary = { $count ->
    [0] Nid oes gennych ddim i'w ddarllen.
    [one] Mae gennych 1 polisi i'w ddarllen. { sign-reading-time }.
    [two] Mae gennych 2 bolisi i'w darllen. { sign-reading-time }.
    [few] Mae gennych { $count } pholisi i'w darllen. { sign-reading-time }.
    [many] Mae gennych { $count } pholisi i'w darllen. { sign-reading-time }.
   *[other] Mae gennych { $count } polisi i'w darllen. { sign-reading-time }.
}
sign-list-to-read = I'w darllen
sign-list-nothing = Dim byd i'w ddarllen. Byddwn yn dweud wrthych pan fydd rhywbeth newydd.
sign-list-nothing-untold = Dim byd i'w ddarllen. Edrychwch yma eto ar eich sifft nesaf.
sign-list-signed = Wedi'u llofnodi
sign-list-nothing-signed = Nid ydych wedi llofnodi dim eto.
sign-list-all-policies = Pob polisi yn eich gwasanaethau
sign-list-by = Llofnodwch erbyn { $date }
sign-list-overdue = { $days ->
    [one] 1 diwrnod yn hwyr
    [two] 2 ddiwrnod yn hwyr
   *[other] { $days } diwrnod yn hwyr
}
sign-list-signed-on = Llofnodwyd { $date }
sign-list-receipt = Derbynneb { $number }
sign-list-download-all = Lawrlwytho fy holl dderbynebau
sign-list-stop-and-return = Gallwch stopio a dod yn ôl gyda'r un ddolen.
sign-list-progress = Llofnodwyd { $done } o { $total }
sign-list-before-first-shift = Cyn eich sifft gyntaf
sign-list-first-week = Yr wythnos gyntaf
sign-list-first-month = Y mis cyntaf
sign-list-away = Rydych wedi'ch nodi fel rhywun sydd i ffwrdd. Mae eich dyddiadau'n aros nes i chi ddychwelyd.
sign-list-report = Rhoi gwybod am bryder
sign-list-question = Gofyn cwestiwn

# Cyflwr un polisi ar restr
sign-state-to-read = I'w ddarllen
sign-state-due-soon = Angen yn fuan
sign-state-overdue = Yn hwyr
sign-state-signed = Wedi'i lofnodi
sign-state-question = Cwestiwn wedi'i ofyn
sign-state-away = I ffwrdd
sign-state-waived = Dim angen
sign-state-replaced = Fersiwn mwy newydd yn ei le

# Cwestiwn yn lle llofnod
sign-question-title = Gofyn cwestiwn cyn llofnodi
sign-question-label = Beth hoffech chi ei wybod?
sign-question-hint = Bydd eich rheolwr yn gweld eich enw a'ch cwestiwn. Peidiwch â defnyddio hwn i roi gwybod am bryder.
sign-question-button = Anfon y cwestiwn
sign-question-error = Rhowch eich cwestiwn
sign-question-sent-title = Cwestiwn wedi'i anfon
sign-question-sent-body = Ni fyddwn yn eich atgoffa am y polisi hwn am 5 diwrnod gwaith. Daw'r ateb atoch chi a bydd i'w weld o dan y polisi. Gallwch lofnodi unrhyw bryd o hyd.

# "Nid chi?"
sign-not-you-title = Onid yw'r ddolen hon ar eich cyfer chi?
sign-not-you-body = Mae'r ddolen hon ar gyfer { $name }. Os nad chi yw hwnnw neu honno, peidiwch â llofnodi. Pwyswch y botwm i stopio'r ddolen, a chaiff { $organisation } wybod.
sign-not-you-button = Stopio'r ddolen hon
sign-not-you-back = Fi yw { $name }: ewch yn ôl
sign-not-you-done-title = Mae'r ddolen wedi'i stopio
sign-not-you-done-body = Diolch. Ni all neb lofnodi gyda'r ddolen hon nawr. Gallwch gau'r dudalen hon.

# Dolenni nad ydynt yn gweithio
sign-link-stopped-title = Mae'r ddolen hon wedi stopio gweithio
sign-link-stopped-body = Cafodd ei stopio, neu mae eich cyfeiriad yn ein cofnodion wedi newid. Os oes gennych bolisïau i'w darllen o hyd, gofynnwch i'ch rheolwr am ddolen newydd.
sign-link-expired-title = Mae'r ddolen hon wedi dod i ben
sign-link-expired-body = Daeth i ben ar { $date }. Gallwn anfon un newydd i'r cyfeiriad e-bost sydd gan { $organisation } i chi.
sign-link-expired-button = Anfonwch ddolen newydd ataf
sign-link-sent-title = Edrychwch ar eich e-bost
sign-link-sent-body = Os oes cyfeiriad ar gyfer y ddolen hon, mae dolen newydd ar ei ffordd. Gall gymryd ychydig funudau. Dim byd yno? Gofynnwch i'ch rheolwr.
sign-link-sent-held = Os oes cyfeiriad ar gyfer y ddolen hon, gwneir dolen newydd, ond mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf. Oes ei hangen yn gynt? Gofynnwch i'ch rheolwr.
sign-link-withdrawn-title = Nid oes angen i chi lofnodi hwn mwyach
sign-link-withdrawn-body = Mae { $organisation } wedi tynnu'r cais hwn yn ôl. Mae llofnodion rydych eisoes wedi'u rhoi yn dal yn ddilys.
sign-link-replaced-title = Mae dolen fwy newydd
sign-link-replaced-body = Anfonwyd dolen fwy newydd atoch ar { $date }. Defnyddiwch y ddolen yn yr e-bost diweddaraf.
sign-link-replacement = Mae { $policy } yn cymryd ei le.
sign-link-policy-replaced-title = Mae fersiwn mwy newydd o'r polisi hwn
sign-link-policy-replaced-body = Nid yw fersiwn { $version } mewn grym mwyach. Nid oes angen i chi ei lofnodi.
sign-link-policy-replaced-open = Darllen y fersiwn mwy newydd
sign-link-left-title = Mae'r ddolen hon wedi'i chau
sign-link-left-body = Mae ein cofnodion yn dweud eich bod wedi gadael { $organisation }. Mae eich derbynebau'n cael eu cadw. Gofynnwch i'r swyddfa os oes angen copi arnoch.
sign-link-address-title = Mae dolen arall yn lle'r ddolen hon
sign-link-address-body = Newidiwyd y cyfeiriad e-bost sydd gan { $organisation } i chi ar { $date }, felly mae'r ddolen hon wedi stopio. Os oes rhywbeth i'w lofnodi o hyd, mae dolen newydd mewn e-bost i'r cyfeiriad newydd. Dim byd yno? Gofynnwch i'ch rheolwr.
sign-link-help = Cwestiynau? Ffoniwch { $phone }.

# E-bost: darllenwch a llofnodwch. Nid yw agor dolen byth yn llofnodi.
sign-mail-request-subject = Darllenwch erbyn { $date }: { $policy }
sign-mail-request-subject-many = { $count ->
    [one] Darllenwch erbyn { $date }: 1 polisi
    [two] Darllenwch erbyn { $date }: 2 bolisi
    [few] Darllenwch erbyn { $date }: { $count } pholisi
    [many] Darllenwch erbyn { $date }: { $count } pholisi
   *[other] Darllenwch erbyn { $date }: { $count } polisi
}
sign-mail-hello = Helo { $name },
sign-mail-request-body = Mae { $organisation } yn gofyn i chi ddarllen a llofnodi'r polisi hwn erbyn { $date }.
sign-mail-request-body-many = { $count ->
    [one] Mae { $organisation } yn gofyn i chi ddarllen a llofnodi 1 polisi erbyn { $date }.
    [two] Mae { $organisation } yn gofyn i chi ddarllen a llofnodi 2 bolisi erbyn { $date }.
    [few] Mae { $organisation } yn gofyn i chi ddarllen a llofnodi { $count } pholisi erbyn { $date }.
    [many] Mae { $organisation } yn gofyn i chi ddarllen a llofnodi { $count } pholisi erbyn { $date }.
   *[other] Mae { $organisation } yn gofyn i chi ddarllen a llofnodi { $count } polisi erbyn { $date }.
}
sign-mail-request-line = { $policy } ({ $code }, fersiwn { $version })
sign-mail-request-time = { $minutes ->
    [one] Mae'n cymryd tua 1 munud. Darllenwch ef yn ystod oriau gwaith.
    [two] Mae'n cymryd tua 2 funud. Darllenwch ef yn ystod oriau gwaith.
   *[other] Mae'n cymryd tua { $minutes } munud. Darllenwch ef yn ystod oriau gwaith.
}
sign-mail-request-note = Nodyn gan { $name }:
sign-mail-request-button = Darllen a llofnodi
sign-mail-request-no-password = Nid oes angen cyfrinair. Nid yw agor y ddolen yn llofnodi dim: rydych yn llofnodi drwy dicio blwch a phwyso botwm.
sign-mail-request-yours = I chi yn unig y mae'r ddolen. Peidiwch â'i rhoi i neb arall.
sign-mail-request-ends = Mae'r ddolen yn gweithio tan { $date }.
sign-mail-new-starter-subject = Croeso i { $organisation }: eich rhestr ddarllen
sign-mail-new-starter-body = { $count ->
    [one] Dyma 1 polisi i'w ddarllen a'i lofnodi. Mae ar gyfer: { $job }.
    [two] Dyma 2 bolisi i'w darllen a'u llofnodi. Maent ar gyfer: { $job }.
    [few] Dyma { $count } pholisi i'w darllen a'u llofnodi. Maent ar gyfer: { $job }.
    [many] Dyma { $count } pholisi i'w darllen a'u llofnodi. Maent ar gyfer: { $job }.
   *[other] Dyma { $count } polisi i'w darllen a'u llofnodi. Maent ar gyfer: { $job }.
}
sign-mail-reminder-subject = { $count ->
    [one] Nodyn atgoffa: 1 polisi i'w ddarllen erbyn { $date }
    [two] Nodyn atgoffa: 2 bolisi i'w darllen erbyn { $date }
    [few] Nodyn atgoffa: { $count } pholisi i'w darllen erbyn { $date }
    [many] Nodyn atgoffa: { $count } pholisi i'w darllen erbyn { $date }
   *[other] Nodyn atgoffa: { $count } polisi i'w darllen erbyn { $date }
}
sign-mail-reminder-body = Nid ydych wedi llofnodi hwn eto:
sign-mail-reminder-unable = Yn methu ei wneud? Dywedwch wrth { $manager }.
sign-mail-overdue-subject = { $count ->
    [one] Yn hwyr: 1 polisi i'w ddarllen a'i lofnodi
    [two] Yn hwyr: 2 bolisi i'w darllen a'u llofnodi
    [few] Yn hwyr: { $count } pholisi i'w darllen a'u llofnodi
    [many] Yn hwyr: { $count } pholisi i'w darllen a'u llofnodi
   *[other] Yn hwyr: { $count } polisi i'w darllen a'u llofnodi
}
sign-mail-new-link-subject = Eich dolen newydd i ddarllen a llofnodi
sign-mail-new-link-body = Dyma eich dolen newydd. Nid yw'r hen un yn gweithio mwyach.
sign-mail-receipt-subject = Derbynneb { $number }: rydych wedi llofnodi { $policy }
sign-mail-receipt-body = Diolch. Fe wnaethoch chi lofnodi { $policy } ({ $code }, fersiwn { $version }) ar { $when }.
sign-mail-receipt-keep = Cadwch yr e-bost hwn, neu dewch o hyd i'r dderbynneb ar eich rhestr unrhyw bryd.
sign-mail-receipt-not-you = Onid chi oedd hwn? Dywedwch wrth { $organisation } ar unwaith.
sign-mail-question-answered-subject = Ateb i'ch cwestiwn am { $policy }
sign-mail-why = Rydych yn cael hwn am eich bod yn gweithio gyda { $organisation }. Ni ellir diffodd ceisiadau i ddarllen a llofnodi.
