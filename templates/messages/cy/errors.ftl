# Tudalennau sy'n dweud pam na weithiodd rhywbeth. Drafft: heb ei ddarllen eto gan siaradwr Cymraeg.

errors-not_found-title = Heb ddod o hyd i'r dudalen
errors-not_found-what = Gwiriwch y cyfeiriad, neu ewch i'r dechrau a chwilio yno.
errors-not_found-do = Efallai fod y dudalen wedi symud, wedi'i harchifo, neu heb fod ar agor i chi.

errors-forbidden-title = Ni chewch wneud hyn
errors-forbidden-what = Nid yw eich rôl yn cynnwys y weithred hon.
errors-forbidden-do = Gofynnwch i rywun sy'n rheoli rolau yn eich sefydliad os oes ei hangen arnoch.

errors-suspended-title = Mae Polisi wedi'i oedi ar gyfer y sefydliad hwn
errors-suspended-what = Mae'r bobl sy'n rhedeg Polisi wedi atal y sefydliad hwn dros dro. Nid oes dim ar goll: cedwir polisïau, llofnodion ac adroddiadau, ac mae e-byst yn aros.
errors-suspended-do = Gofynnwch i berchennog eich sefydliad. Berchnogion: gofynnwch i'r bobl sy'n rhedeg Polisi ar eich rhan.
errors-suspended-reason = Y rheswm: { $reason }
errors-suspended-safety = Os yw rhywun mewn perygl, ffoniwch 999. Rhowch wybod am bryderon i'ch rheolwr neu i'r awdurdod lleol nes bod y dudalen hon yn gweithio eto.

errors-tablet-title = Llechen a rennir yw hon
errors-tablet-what = Mae staff yn ei rhannu i ddarllen, llofnodi, chwilio am bolisïau a rhoi gwybod. Nid oes neb yn mewngofnodi i gyfrif arni, fel nad oes cyfrif yn aros ar agor i'r person nesaf.
errors-tablet-own = I fewngofnodi â chyfeiriad e-bost, defnyddiwch eich ffôn neu'ch cyfrifiadur eich hun. Agorwch y dolenni o'ch e-byst yno hefyd.
errors-tablet-end = Ddylai hon beidio â bod yn llechen a rennir? Mae rheolwr yn mewngofnodi ar ddyfais arall, yn agor Services, yna Shared tablets, yn dewis hon ac yn ei dirymu. Bydd mewngofnodi'n gweithio yma eto ar ôl hynny.
errors-tablet-back = Yn ôl i ddechrau'r llechen hon

errors-closing-title = Mae'r sefydliad hwn yn cau
errors-closing-what = Mae { $name } yn cau ar { $date }. Tan hynny gellir ei ddarllen, nid ei newid.
errors-closing-undo = Dadwneud y cau
errors-closing-ask = Gall perchennog ddadwneud y cau, yn y gosodiadau o dan “Close the organisation”.
errors-closing-kept-look = Gweld yr hyn a deipioch

errors-conflict-title = Newidiodd hyn wrth i chi weithio
errors-conflict-what = Cadwodd rhywun rywbeth mwy newydd, neu anfonwyd y dudalen ddwywaith. Ni chafodd dim o'ch gwaith ei drosysgrifo.
errors-conflict-do = Ewch yn ôl, llwythwch y dudalen eto ac edrychwch beth sydd yno nawr.

errors-invalid-title = Nid oeddem yn gallu darllen yr hyn a anfonwyd
errors-invalid-what = Nid oedd rhywbeth yn y dudalen neu yn y cyfeiriad fel y disgwyl. Ni chadwyd dim.
errors-invalid-do = Ewch yn ôl, llwythwch y dudalen eto a rhowch gynnig arall arni.

errors-limit-title = Mae'r testun hwn yn rhy hir
errors-limit-do = Ni chadwyd dim. Ewch yn ôl, byrhewch y testun neu werthoedd ei feysydd, yna rhowch gynnig arall arni.

errors-too_many-title = Gormod o geisiadau
errors-too_many-what = Nid oes dim o'i le ar eich cyfrif. Rydym yn arafu dyfalu.
errors-too_many-do = Arhoswch 15 munud, yna rhowch gynnig arall arni.

errors-too_fast-title = Arhoswch ychydig, os gwelwch yn dda
errors-too_fast-what = Gofynnwyd am lawer mewn ychydig funudau. Nid oes dim o'i le ar eich cyfrif, ac mae'r hyn a gadwyd gennych yn ddiogel.
errors-crowded-own = Mae mwy yn cael ei anfon ar yr un pryd o'ch cyfrif, o'ch llechen neu o'ch rhwydwaith nag y gallwn ei dderbyn. Ni chadwyd dim. Arhoswch nes bod y gweddill wedi'i anfon, yna anfonwch hwn eto.
errors-crowded-all = Mae mwy yn cael ei anfon ar yr un pryd nag y gallwn ei dderbyn. Ni chadwyd dim. Mae ffurflenni byr yn dal i weithio.
errors-kept = Mae'r hyn a deipioch yn cael ei gadw am 24 awr.
errors-kept-look = Ei anfon eto

errors-unavailable-title = Nid yw'r gwasanaeth ar gael ar hyn o bryd
errors-unavailable-what = Rydym yn gweithio arno. Mae'r hyn a gadwyd gennych yn ddiogel.
errors-unavailable-do = Rhowch gynnig arall arni ymhen ychydig funudau.

errors-internal-title = Mae'n ddrwg gennym, mae problem gyda'r gwasanaeth
errors-internal-what = Ein bai ni yw hyn. Mae'r hyn a gadwyd gennych o'r blaen yn ddiogel; efallai na chadwyd yr hyn yr ydych newydd ei anfon.
errors-internal-do = Rhowch gynnig arall arni yn nes ymlaen. Os digwydd eto, dywedwch wrth y person sy'n rhedeg Polisi i chi a rhowch y cyfeirnod.

errors-gone-title = Mae'r ddolen hon wedi peidio â gweithio
errors-gone-what = Daw dolenni i ben ar ôl amser, pan fyddant wedi'u disodli, neu pan nad oes eu hangen mwyach.
errors-gone-do = Gofynnwch i'r person a'i hanfonodd am un newydd, neu mewngofnodwch.

errors-forbidden-who = Gall { $who } eich helpu gyda hyn.
errors-wait = Cewch roi cynnig arall arni ymhen { $minutes } munud.
errors-danger-title = Os yw rhywun mewn perygl
errors-danger = Peidiwch ag aros am y gwasanaeth hwn. Ffoniwch [[999]], neu siaradwch â'ch arweinydd diogelu.
errors-reference = Cyfeirnod
errors-start = Mynd i'r dechrau
errors-sign-in = Mewngofnodi
errors-help = Mae [[Cymorth]] yn dweud pwy i'w holi.

error-not-a-form = Ni allai'r dudalen ddarllen y ffurflen. Ni chadwyd dim.
error-other-site = Anfonwyd hyn o wefan arall, felly ni wnaed dim. Agorwch y dudalen yma a rhowch gynnig arall arni.
error-too-large = Mae'r hyn a anfonwyd gennych yn rhy fawr. Ni chadwyd dim. Dewiswch ffeil lai, neu anfonwch hi mewn rhannau.
error-too-slow = Daeth yr hyn a anfonwyd gennych yn rhy araf i aros am ei ddiwedd. Ni chadwyd dim. Ewch yn ôl a'i anfon eto lle mae'r cysylltiad yn well.
error-file-malware = Ni chymerwyd “{ $name }”: cafwyd hyd i rywbeth niweidiol ynddi. Ni chadwyd dim ohoni. Dywedwch wrth y sawl a'i rhoddodd i chi, ac wrth y sawl sy'n gofalu am eich cyfrifiaduron. Mae'r hyn a deipiwyd gennych yma o hyd.
error-file-unchecked = Ni chymerwyd “{ $name }”: ni ellir gwirio ffeiliau am raglenni niweidiol ar hyn o bryd. Mae'r hyn a deipiwyd gennych yma o hyd. Anfonwch ef heb y ffeil ac ychwanegwch y ffeil yn nes ymlaen, neu rhowch gynnig arall arni ymhen ychydig funudau.
error-file-large-to-check = Ni chymerwyd “{ $name }”: mae'n rhy fawr i'w gwirio am raglenni niweidiol. Mae'r hyn a deipiwyd gennych yma o hyd. Dewiswch ffeil lai, anfonwch hi mewn rhannau, neu gofynnwch i'r person sy'n rhedeg Polisi i chi.
