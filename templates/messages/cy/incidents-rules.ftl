# DRAFFT / DRAFT: a Welsh speaker must still read every line of this file before it is called done.
# Geiriau ar gyfer rheolau adroddiadau: mathau o bryder, pa mor frys, cyrff allanol, seiliau casineb.

# Mathau o bryder
incidents-rules-category-su-image = Cafodd llun neu fideo o rywun rydym yn ei gefnogi ei dynnu neu ei bostio
incidents-rules-category-su-info = Rhannwyd manylion preifat am rywun rydym yn ei gefnogi
incidents-rules-category-su-info-hint = Hefyd pan nad oes enw, ond y gallai pobl weithio allan pwy yw'r person
incidents-rules-category-su-degrade = Cafodd rhywun rydym yn ei gefnogi ei wawdio neu ei ddiraddio
incidents-rules-category-su-target = Mae rhywun rydym yn ei gefnogi yn dioddef aflonyddu, meithrin perthynas amhriodol, bygythiadau neu dwyll ar-lein
incidents-rules-category-su-contact = Mae gan weithiwr gysylltiad preifat â rhywun rydym yn ei gefnogi neu â'i deulu
incidents-rules-category-care-harm = Cam-drin, esgeulustod neu ofal gwael, nid ar-lein
incidents-rules-category-intimate = Rhywbeth rhywiol, neu rywun heb ddillad
incidents-rules-category-intimate-hint = Peidiwch â'i gadw, ei gopïo na'i anfon. Ni allwch ychwanegu ffeiliau at yr adroddiad hwn.
incidents-rules-category-child = Mae'n effeithio ar blentyn
incidents-rules-category-st-bully = Mae cydweithiwr yn cael ei fwlio neu ei aflonyddu
incidents-rules-category-st-comment = Neges amhroffesiynol neu anwir amdanom ni neu gydweithiwr
incidents-rules-category-st-hate = Casineb neu wahaniaethu
incidents-rules-category-st-data = Rhannwyd manylion preifat am staff, neu gyfrinachau busnes
incidents-rules-category-st-misrep = Siaradodd rhywun ar ein rhan, neu defnyddiodd ein henw neu ein logo, heb ganiatâd
incidents-rules-category-st-msg = Gwybodaeth waith mewn grŵp negeseuon preifat
incidents-rules-category-st-illegal = Rhywbeth yn erbyn y gyfraith, wedi'i ddangos ar-lein
incidents-rules-category-st-time = Defnydd preifat o gyfryngau cymdeithasol wrth weithio
incidents-rules-category-st-remove = Ni thynnwyd neges am gydweithiwr i lawr pan ofynnwyd
incidents-rules-category-of-post = Mae neges ar ein tudalen ein hunain yn anghywir neu heb ganiatâd
incidents-rules-category-of-hack = Cyfrif ffug neu gyfrif wedi'i hacio
incidents-rules-category-of-device = Ffôn neu ddyfais arall ar goll neu wedi'i dwyn
incidents-rules-category-pu-abuse = Sarhad neu fygythiadau gan y cyhoedd
incidents-rules-category-pu-alleg = Mae'r cyhoedd yn ein cyhuddo ni neu weithiwr o rywbeth
incidents-rules-category-pu-film = Ffilmiodd neu bostiodd ymwelydd bobl eraill
incidents-rules-category-pu-spam = Hysbysebion neu negeseuon diangen ar ein tudalen
incidents-rules-category-pu-compl = Cwyn neu gwestiwn am ofal, drwy'r cyfryngau cymdeithasol
incidents-rules-category-media = Mae newyddiadurwr wedi holi am neges
incidents-rules-category-other = Rhywbeth arall, neu ddim yn siŵr

incidents-rules-group-supported = Pobl rydym yn eu cefnogi
incidents-rules-group-staff = Staff
incidents-rules-group-official = Ein cyfrifon a'n dyfeisiau ni
incidents-rules-group-public = Y cyhoedd
incidents-rules-group-other = Arall

incidents-rules-severity-immediate = Ar unwaith
incidents-rules-severity-high = Uchel
incidents-rules-severity-medium = Canolig
incidents-rules-severity-low = Isel

# Cyrff allanol
incidents-rules-contact-emergency = Heddlu, ambiwlans neu dân, mewn perygl
incidents-rules-contact-police = Yr heddlu, nid argyfwng
incidents-rules-contact-council-adults = Tîm diogelu oedolion y cyngor
incidents-rules-contact-council-out-of-hours = Y cyngor yn y nos ac ar benwythnosau
incidents-rules-contact-council-children = Gwasanaethau plant y cyngor
incidents-rules-contact-trust-gateway = Porth diogelu oedolion yr ymddiriedolaeth iechyd a gofal cymdeithasol
incidents-rules-contact-designated-officer-safeguarding = Swyddog dynodedig y cyngor ar gyfer diogelu
incidents-rules-contact-lado = Swyddog dynodedig y cyngor (LADO), ar gyfer pobl sy'n gweithio gyda phlant
incidents-rules-contact-positions-of-trust = Arweinydd y cyngor ar gyfer pobl mewn swyddi o ymddiriedaeth
incidents-rules-contact-regulator = Y rheoleiddiwr
incidents-rules-contact-worker-register = Cofrestr y gweithiwr
incidents-rules-contact-barring = Y gwasanaeth gwahardd
incidents-rules-contact-data-protection-authority = Yr awdurdod diogelu data
incidents-rules-contact-not-verified = Nid ydym wedi gwirio'r rheol hon yn y gwreiddiol. Gofynnwch i'r corff ei hun pa mor fuan y mae'n rhaid dweud wrtho.
incidents-rules-default-note = Rheol arferol. Gwiriwch eich gweithdrefn leol.
incidents-rules-valid-from = Mewn defnydd ers { $date }

# Seiliau troseddau casineb
incidents-rules-strand-race = Hil
incidents-rules-strand-religion = Crefydd neu gred
incidents-rules-strand-disability = Anabledd
incidents-rules-strand-sexual-orientation = Cyfeiriadedd rhywiol
incidents-rules-strand-transgender = Hunaniaeth drawsryweddol
incidents-rules-strand-age = Oedran
incidents-rules-strand-sex-characteristics = Amrywiadau mewn nodweddion rhyw

# Gwnewch a pheidiwch, wrth ochr pob achos
incidents-rules-do-heading = Gwnewch
incidents-rules-do-safe = Gwnewch yn siŵr bod pobl yn ddiogel. Mewn perygl, ffoniwch 999.
incidents-rules-do-record = Ysgrifennwch beth a welwyd, ble, pryd ac ym mha eiriau.
incidents-rules-do-tell = Dywedwch wrth y cyngor yr un diwrnod. Mae achos rhesymol dros amau yn ddigon.
incidents-rules-do-agree = Cytunwch gyda'r cyngor a'r heddlu pwy sy'n siarad â phwy.
incidents-rules-do-support = Cynigiwch gymorth i bawb dan sylw.
incidents-rules-do-not-heading = Peidiwch
incidents-rules-do-not-question = Peidiwch â gofyn cwestiynau arweiniol na chwilio am brawf.
incidents-rules-do-not-promise = Peidiwch ag addo ei gadw'n gyfrinach.
incidents-rules-do-not-forward = Peidiwch ag anfon y cynnwys ymlaen, ei ailbostio na'i gopïo.
incidents-rules-do-not-warn = Peidiwch â dweud wrth y person dan sylw cyn cytuno ar yr hyn y caiff wybod.
incidents-rules-do-not-wait = Peidiwch ag oedi cyn diogelu pobl, hyd yn oed pan fydd cyfweliadau wedi'u gohirio.
