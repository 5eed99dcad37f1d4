# DRAFFT / DRAFT: a Welsh speaker must still read every line of this file before it is called done.
# Rhoi gwybod am bryder. Mae enwau'r categorïau yn incidents-rules.ftl.

# Perygl yn gyntaf
report-danger-title = A oes rhywun mewn perygl?
report-danger-999 = Ffoniwch 999 os oes rhywun mewn perygl nawr.
report-danger-999-call = Ffonio 999
report-danger-101 = Dim argyfwng, ond trosedd? Ffoniwch 101.
report-danger-101-call = Ffonio 101
report-danger-lead = Oedolyn neu blentyn mewn perygl? Dywedwch wrth yr arweinydd diogelu nawr.
report-danger-lead-contact = { $name }, { $phone }
report-danger-out-of-hours = Yn y nos ac ar benwythnosau: { $phone }
report-danger-first = Arhoswch gyda'r person. Gall yr adroddiad hwn aros nes eu bod yn ddiogel.

# Cyn dechrau
report-start-title = Rhoi gwybod am bryder
report-start-organisation = I { $organisation }
report-start-intro = Defnyddiwch hwn ar gyfer unrhyw beth sy'n eich poeni: rhywbeth ar-lein, neu rywbeth a welsoch, a glywsoch neu a ddywedwyd wrthych. Nid oes angen prawf.
report-start-time = Mae'n cymryd tua 4 munud. Gallwch ei wneud yn Gymraeg neu yn Saesneg.
report-start-quiet = Peidiwch â dweud wrth y person rydych yn rhoi gwybod amdano. Peidiwch ag ymchwilio eich hun.
report-start-not-here = Gallwch hefyd fynd yn syth at y cyngor, yr heddlu neu'r rheoleiddiwr. Nid oes angen caniatâd neb, ac nid oes rhaid i chi ddweud wrthym ni yn gyntaf.
report-start-outside-link = Rhifau ffôn y tu allan i { $organisation }
report-start-button = Dechrau'r adroddiad
report-start-follow = Dilyn adroddiad rydych wedi'i wneud
report-leave = Gadael y dudalen hon yn gyflym
report-leave-hint = Mae'n agor gwefan arall. Ni all dynnu'r dudalen hon o hanes eich porwr.
report-progress = Cam { $step } o { $total }
report-continue = Parhau
report-back = Yn ôl
report-problem-heading = Mae problem
report-optional = (dewisol)

# Ydych chi am roi eich enw?
report-name-title = Ydych chi am roi eich enw?
report-name-named = Rhoi fy enw
report-name-as = Rhoi gwybod fel { $name }
report-name-named-hint = Bydd y bobl sy'n delio â'ch adroddiad yn gweld eich enw. Gallwn ofyn rhagor i chi a dweud wrthych fod rhywun wedi edrych arno.
report-name-confidential = Rhoi fy enw i'r arweinydd diogelu neu ddirprwy yn unig
report-name-confidential-hint = Ni fydd neb arall yma yn gweld eich enw, oni bai fod y gyfraith yn mynnu hynny.
report-name-anonymous = Peidio â rhoi fy enw
report-name-anonymous-hint = Nid ydym yn cadw enw, manylion mewngofnodi na chyfeiriad eich dyfais gyda'r adroddiad. Cewch god. Hebddo ni allwn ofyn rhagor i chi, a gall hynny ei gwneud yn anoddach helpu.
report-name-anonymous-footer = Rydych yn rhoi gwybod heb eich enw.
report-name-error = Dewiswch a ydych am roi eich enw
report-name-your-name = Eich enw
report-name-your-name-error = Rhowch eich enw
report-name-your-phone = Rhif ffôn
report-name-your-phone-hint = Er mwyn i ni allu gofyn rhagor i chi. Gadewch ef yn wag os na fyddai galwad yn ddiogel.
report-name-safe-time = Pryd mae'n ddiogel i ffonio?

# Beth ddigwyddodd?
report-category-title = Am beth mae eich pryder?
report-category-hint = Dewiswch yr un sy'n ffitio orau. Ddim yn siŵr? Dewiswch yr un olaf.
report-category-error = Dewiswch am beth mae eich pryder
report-story-title = Dywedwch wrthym beth ddigwyddodd
report-story-label = Beth ddigwyddodd
report-story-hint = Beth welsoch chi neu beth glywsoch chi? Ble? Defnyddiwch yr union eiriau os ydych yn eu gwybod. Ffeithiau yn unig: rhywun arall fydd yn darganfod y gweddill.
report-story-error-empty = Rhowch beth ddigwyddodd
report-story-error-long = Rhaid i'r hyn a ddigwyddodd fod yn { $limit } nod neu lai
report-when-label = Pryd y gwelsoch chi neu y clywsoch chi amdano?
report-when-today = Heddiw
report-when-yesterday = Ddoe
report-when-other = Dyddiad arall
report-when-not-sure = Ddim yn siŵr
report-when-error = Dewiswch pryd y gwelsoch neu y clywsoch amdano
report-when-date-error = Rhowch ddyddiad, fel 27 3 { $year }
report-when-date-future = Rhaid i'r dyddiad fod heddiw neu yn y gorffennol
report-platform-label = Ble'r oedd e?
report-platform-hint = Dewiswch bob un sy'n berthnasol
report-platform-error = Dewiswch ble'r oedd e, neu dewiswch Nid ar-lein
report-platform-facebook = Facebook
report-platform-instagram = Instagram
report-platform-tiktok = TikTok
report-platform-snapchat = Snapchat
report-platform-x = X
report-platform-whatsapp = WhatsApp
report-platform-messenger = Messenger
report-platform-youtube = YouTube
report-platform-linkedin = LinkedIn
report-platform-dating = Ap canlyn
report-platform-gaming = Gêm
report-platform-review = Gwefan adolygiadau
report-platform-blog = Blog neu fforwm
report-platform-edited = Llun wedi'i olygu neu wedi'i greu gan gyfrifiadur
report-platform-other = Rhywle arall ar-lein
report-platform-unknown = Ar-lein, ond wn i ddim ble
report-platform-offline = Nid ar-lein
report-link-label = Dolen neu enw'r cyfrif
report-link-hint = Rydym yn ei gadw fel testun. Nid yw'n cael ei agor ohono'i hun.
report-online-label = A yw'n dal ar-lein?

# Pwy wnaeth?
report-who-title = Pwy wnaeth?
report-who-hint = Mae hyn yn penderfynu pwy sy'n gweld eich adroddiad. Ni fydd y person rydych yn ei ddewis byth yn ei weld, nac yn gwybod ei fod yn bod.
report-who-listed = Rhywun sy'n gweithio yma
report-who-listed-label = Dod o hyd i'r enw
report-who-listed-hint = Teipiwch o leiaf 2 lythyren o'r enw
report-who-listed-none = Neb o'r enw hwnnw. Gwiriwch y sillafu, neu dewiswch Rhywun arall.
report-who-other = Rhywun arall
report-who-other-label = Pwy? Disgrifiwch nhw
report-who-other-hint = Er enghraifft: gweithiwr asiantaeth, ymwelydd, perthynas, dieithryn
report-who-unknown = Wn i ddim
report-who-error = Dewiswch pwy wnaeth, neu dewiswch Wn i ddim
report-who-listed-error = Dewiswch enw o'r rhestr
report-who-other-error = Rhowch pwy oedd, neu dewiswch Wn i ddim
report-who-manager-label = Ydych chi'n poeni am i'ch rheolwr weld hwn?
report-who-manager-hint = Os ydych, bydd yn mynd at rywun heblaw eich rheolwr.

# Pa wasanaeth?
report-service-title = Am ba wasanaeth mae hwn?
report-service-hint = Mae hyn yn penderfynu pwy sy'n cael eich adroddiad gyntaf.
report-service-unknown = Ddim yn siŵr, neu fwy nag un
report-service-error = Dewiswch y gwasanaeth

# Pwy sydd wedi'i effeithio?
report-affected-title = Ar bwy mae hyn yn effeithio?
report-affected-hint = Dewiswch bob un sy'n berthnasol
report-affected-supported = Rhywun rydym yn ei gefnogi
report-affected-child = Plentyn
report-affected-colleague = Cydweithiwr
report-affected-me = Fi
report-affected-family = Aelod o deulu
report-affected-organisation = { $organisation }
report-affected-unknown = Ddim yn siŵr
report-affected-error = Dewiswch ar bwy mae hyn yn effeithio, neu dewiswch Ddim yn siŵr
report-affected-names-label = Pwy ydyn nhw?
report-affected-names-hint = Defnyddiwch flaenlythrennau os gallwch. Nid oes angen enw llawn.

# Risg
report-risk-title = A allai hyn fod yn gam-drin, esgeulustod neu gamfanteisio?
report-risk-hint = Rydym yn trin Ddim yn siŵr yn yr un ffordd ag Ie nes bod rhywun wedi edrych.
report-risk-error = Dewiswch Ie, Na neu Ddim yn siŵr
report-danger-now-label = A oes rhywun mewn perygl nawr?
report-danger-now-error = Dewiswch a oes rhywun mewn perygl nawr
report-danger-now-title = Ffoniwch 999 nawr
report-danger-now-body = Yna daliwch ati yma. Rydym wedi dweud wrth y bobl ar ddyletswydd y gallai rhywun fod mewn perygl.
report-danger-now-carry-on = Dal ati gyda'r adroddiad
report-yes = Ie
report-no = Na
report-not-sure = Ddim yn siŵr
report-not-provided = Heb ei roi

# Lluniau rhywiol neu bersonol: dim lanlwytho, byth
report-intimate-title = A oes llun neu fideo yn dangos rhywbeth rhywiol, neu rywun heb ddillad?
report-intimate-error = Dewiswch Ie, Na neu Ddim yn siŵr
report-intimate-warning-title = Peidiwch â'i gadw, ei gopïo na'i anfon ymlaen
report-intimate-warning-body = Peidiwch â thynnu sgrinlun. Gall cadw neu basio llun o'r fath ymlaen fod yn drosedd, hyd yn oed er mwyn rhoi gwybod amdano. Ysgrifennwch ble y gwelsoch ef. Yr heddlu sy'n penderfynu beth sy'n digwydd i'r llun.
report-evidence-title = A oes gennych sgrinlun?
report-evidence-hint = Hyd at { $count } ffeil, PNG, JPEG neu PDF, { $size } MB yr un. Torrwch allan bobl nad ydynt yn rhan o hyn.
report-evidence-label = Ychwanegu ffeil
report-evidence-button = Lanlwytho
report-evidence-none = Nid oes gen i un
report-evidence-gone = Mae wedi diflannu
report-evidence-gone-hint = Mae eich adroddiad yn cyfrif hebddo.
report-evidence-error-type = Rhaid i'r ffeil fod yn PNG, JPEG neu PDF
report-evidence-error-size = Rhaid i'r ffeil fod yn llai na { $size } MB
report-evidence-error-empty = Mae'r ffeil yn wag
report-evidence-error-refused = Ni ellir ychwanegu ffeiliau at yr adroddiad hwn

# Gwirio atebion
report-check-title = Gwiriwch eich atebion
report-check-change = Newid
report-check-change-hidden = Newid: { $question }
report-check-who-sees = Pwy fydd yn ei weld gyntaf
report-check-who-sees-value = { $roles }. Neb a enwir yn yr adroddiad.
report-check-declaration = Rwyf wedi dweud hyn mor onest ag y gallaf. Ni fyddaf yn ei rannu nac yn ei drafod.
report-check-declaration-error = Ticiwch y blwch i ddweud eich bod wedi dweud hyn mor onest ag y gallwch
report-check-button = Anfon yr adroddiad
report-check-story-title = Gallai rhywun yn eich stori gael gwybod
report-check-story-whole = Ysgrifennoch am { $name }. Mae'n un o'r rhai a all gael gwybod am yr adroddiad hwn.
report-check-story-part = Gallai eich geiriau olygu { $name }. Mae'n un o'r rhai a all gael gwybod am yr adroddiad hwn.
report-check-story-do = Os mai'r person hwn a'i gwnaeth, ewch yn ôl a'i ddewis o dan “Pwy wnaeth?”. Yna ni ddywedir wrtho. Os nad y person hwn a'i gwnaeth, anfonwch yr adroddiad fel y mae.
report-check-story-button = Ewch yn ôl i “Pwy wnaeth?”
report-check-draft-kept = Mae eich atebion yn cael eu cadw am 24 awr.
report-check-draft-not-kept = Ni chedwir dim nes i chi bwyso Anfon yr adroddiad.

# Wedi'i dderbyn
report-received-title = Adroddiad wedi'i dderbyn
report-received-reference = Eich cyfeirnod
report-received-next-heading = Beth sy'n digwydd nesaf
report-received-next-by = Bydd { $role } yn edrych arno erbyn { $time }.
report-received-next-deputy = Os na fydd neb wedi edrych erbyn hynny, caiff y person nesaf wybod.
report-received-next-worse = Os bydd pethau'n gwaethygu, ffoniwch 999.
report-received-next-follow = Dilynwch ef o dan Eich adroddiadau.
report-received-next-council = Gallwch ddweud wrth y cyngor, yr heddlu neu'r rheoleiddiwr eich hun o hyd.
report-received-support = Gall hyn fod yn anodd. Os oes angen cymorth arnoch, siaradwch â rhywun rydych yn ymddiried ynddo. Ni ddylech gael eich trin yn wael am roi gwybod yn ddidwyll.
report-received-keep = Peidiwch â dileu dim, a pheidiwch â'i anfon at neb arall.
report-received-code-heading = Eich cod preifat
report-received-code-hint = Ysgrifennwch ef neu tynnwch lun ohono. Ni allwn ei ddangos eto na'i anfon atoch.
report-received-code-copy = Copïo'r cod
report-received-copied = Wedi'i gopïo
report-received-print = Argraffu'r dudalen hon
report-received-again-title = Cafodd yr adroddiad hwn ei anfon
report-received-again-body = Rhowch eich cod i'w weld.

# Does neb ar ôl o fewn y sefydliad a gaiff weld yr adroddiad
report-outside-title = Rhowch wybod am hyn y tu allan i { $organisation }
report-outside-body = Mae pawb a fyddai'n delio â'r adroddiad hwn yma wedi'u henwi ynddo. Ewch at un o'r bobl hyn nawr. Mae eich adroddiad wedi'i selio: ni all neb a enwir ynddo ei ddarllen.
report-outside-body-general = Gallwch fynd at unrhyw un o'r rhain ar unrhyw adeg. Nid oes rhaid i chi ddweud wrthym ni yn gyntaf.
report-outside-danger = Mewn perygl nawr: 999
report-outside-police = Trosedd, ond nid argyfwng: yr heddlu, 101
report-outside-council = Tîm diogelu oedolion { $authority }: { $phone }
report-outside-council-generic = Tîm diogelu oedolion y cyngor
report-outside-council-night = Yn y nos ac ar benwythnosau: { $phone }
report-outside-children = Plentyn: gwasanaethau plant { $authority }, { $phone }
report-outside-regulator = Y rheoleiddiwr, { $regulator }: { $contact }
report-outside-regulator-generic = Y rheoleiddiwr: { $regulator }
report-outside-law = Mae'r gyfraith yn gwarchod gweithwyr sy'n rhoi gwybod am gamwedd i reoleiddiwr neu gorff rhagnodedig arall. Nid oes rhaid i chi ei godi yma yn gyntaf.

# Nid yw'r gwasanaeth yn barod am adroddiadau
report-not-ready-title = Nid yw'r ffurflen hon yn barod eto
report-not-ready-body = Nid yw { $service } wedi enwi'r bobl sy'n delio ag adroddiadau. Peidiwch ag aros: defnyddiwch un o'r rhifau hyn.
report-not-ready-manager = Ffoniwch { $organisation }: { $phone }
report-closed-title = Nid yw'r ffurflen hon yn cael ei defnyddio
report-closed-body = Gofynnwch i { $organisation } sut i roi gwybod am bryder, neu defnyddiwch un o'r rhifau hyn.

# Eich adroddiadau
report-yours-title = Eich adroddiadau
report-yours-none = Nid ydych wedi gwneud adroddiad gyda'ch enw.
report-yours-hint = Nid yw adroddiadau heb eich enw yn y rhestr hon. Dilynwch nhw gyda'ch cyfeirnod a'ch cod.
report-yours-made = Anfonwyd { $date }
report-yours-last = Newid diwethaf { $date }
report-yours-open = Agor adroddiad { $reference }
report-status-label = Statws
report-status-received = Wedi'i dderbyn
report-status-received-hint = Mae eich adroddiad gennym. Nid oes neb wedi dweud eto eu bod yn delio ag ef.
report-status-looked-at = Yn cael ei ystyried
report-status-looked-at-hint = Mae rhywun yn delio ag ef. Ni allwn ddweud wrthych bob amser beth maent yn ei wneud.
report-status-nobody = Nid oes gan neb yma ef
report-status-nobody-hint = Nid oes neb ar ôl y tu mewn a allai ddelio ag ef. Ewch y tu allan.
report-status-left = Yn aros am y person nesaf
report-status-left-hint = Mae pawb a gafodd wybod amdano wedi gadael. Caiff y person nesaf wybod o fewn diwrnod.
report-status-closed = Wedi'i gau
report-status-closed-acted = Rydym wedi gweithredu arno. Ni allwn ddweud wrthych beth a benderfynwyd am berson.
report-status-closed-none = Fe wnaethom edrych i mewn iddo a heb ganfod camddefnydd. Diolch am ddweud wrthym.
report-status-closed-hint = Os oes rhagor i'w ddweud, anfonwch adroddiad arall. Os nad ydych yn fodlon, ewch at y cyngor neu'r rheoleiddiwr.
report-follow-title = Dilyn adroddiad
report-follow-reference = Cyfeirnod
report-follow-code = Eich cod preifat
report-follow-code-hint = Nid yw bylchau a llinellau toriad o bwys
report-follow-button = Dangos fy adroddiad
report-follow-error = Ni ddaethom o hyd i adroddiad ar gyfer y cyfeirnod a'r cod hyn. Gwiriwch y ddau.
report-follow-error-empty = Rhowch eich cyfeirnod a'ch cod
report-follow-too-many = Gormod o gynigion. Arhoswch 15 munud.
report-follow-add-title = Ychwanegu at eich adroddiad
report-follow-add-label = Beth arall ddylem ei wybod?
report-follow-add-button = Anfon
report-follow-add-error = Rhowch yr hyn yr hoffech ei ychwanegu
report-follow-added = Ychwanegwyd ar { $date }
report-follow-messages = Negeseuon
report-follow-no-messages = Dim negeseuon eto
report-follow-from-us = Gan { $organisation }
report-follow-from-you = Gennych chi
report-follow-withdraw = Gallwch ofyn i ni stopio. Efallai y bydd yn rhaid i ni weithredu o hyd, er mwyn cadw pobl yn ddiogel.

# Poster â'r cyfeiriad
report-poster-title = Yn poeni am rywbeth?
report-poster-body = Rhowch wybod yma, gyda'ch enw neu hebddo. Nid oes angen cyfrif.
report-poster-danger = Mewn perygl nawr? Ffoniwch 999.

# Negeseuon e-bost. Byth enw, categori, gwasanaeth na gair o'r adroddiad.
report-mail-new-subject = Mae angen i chi weld adroddiad: { $reference }
report-mail-new-body = Gwnaed adroddiad: { $time }. Mewngofnodwch i'w weld. Edrychwch arno erbyn { $deadline }.
report-mail-new-next = Os na allwch, caiff y person nesaf wybod am { $deadline }. Nid oes angen ateb yr e-bost hwn.
report-mail-new-button = Mewngofnodi
report-mail-waiting-subject = Heb ei agor eto: { $reference }
report-mail-waiting-body = Nid oes neb wedi agor yr adroddiad hwn eto. Dylai rhywun edrych arno erbyn { $deadline }.
report-mail-escalated-subject = Chi yw'r nesaf: { $reference }
report-mail-escalated-body = Ni chafodd adroddiad ei agor mewn pryd ac mae bellach angen eich sylw. Mewngofnodwch i'w weld.
report-mail-clock-subject = Mae dyddiad yn agos: { $reference }
report-mail-clock-body = Mae dyletswydd i ddweud wrth rywun y tu allan i'w chyflawni erbyn { $deadline }. Mewngofnodwch i'w gweld.
report-mail-missed-subject = Mae dyddiad wedi mynd heibio: { $reference }
report-mail-missed-body = Roedd dyletswydd i ddweud wrth rywun y tu allan i'w chyflawni erbyn { $deadline }. Mewngofnodwch i'w gweld.
report-mail-answered-subject = Mae newyddion am eich adroddiad { $reference }
report-mail-answered-body = Mewngofnodwch ac agorwch Eich adroddiadau i'w weld.
report-mail-deserted-subject = Mae newyddion am adroddiad a anfonwyd gennych
report-mail-deserted-body = Mae pawb a gafodd wybod am adroddiad a anfonwyd gennych wedi gadael, ac ni all neb arall yn { $organisation } gael gwybod amdano.
report-mail-deserted-outside = Mewngofnodwch i weld i ble y gallwch fynd y tu allan. Mewn perygl nawr: ffoniwch 999.
report-mail-deserted-why = Rydych yn cael hwn oherwydd i chi anfon adroddiad yn { $organisation }. Daw'r e-bost hwn unwaith.
report-mail-why = Rydych yn cael hwn oherwydd eich rôl yn { $organisation }. Ni ellir diffodd y negeseuon hyn.
