# DRAFFT / DRAFT: a Welsh speaker must still read every line of this file before it is called done.
# Adroddiadau am bryderon y tu mewn i'r sefydliad.

incidents-choose = Dewiswch un
incidents-story-error-short = Dywedwch ychydig mwy am yr hyn a ddigwyddodd
incidents-error-long = Rhaid iddo fod yn { $limit } nod neu lai
incidents-who-person = Pwy sy'n gweithio yma?
incidents-who-person-hint = Dim ond os dewisoch chi Rywun sy'n gweithio yma
incidents-who-more = Mwy nag un person
incidents-who-second = Ail berson
incidents-who-third = Trydydd person
incidents-nobody-else = Neb arall
incidents-who-other-label = Rhywun arall: pwy?
incidents-who-error-both = Rydych wedi enwi rhywun ac wedi dewis Wn i ddim. Dewiswch un o'r ddau.
incidents-who-sees = Mae'n mynd at yr arweinydd diogelu, neu at y person nesaf. Ni ddywedir wrth bwy bynnag rydych yn ei enwi fel yr un a'i gwnaeth.
incidents-who-typed = Ni ddywedir wrth neb ar y rhestr staff y gallai'r enw hwn fod yn enw arnynt.
incidents-danger-then = Yna dewch yn ôl yma a phwyswch Anfon yr adroddiad.
incidents-change-answers = Newid fy atebion
incidents-back-to-answers = Yn ôl at fy atebion
incidents-not-kept = Ni anfonwyd dim ac ni chedwir dim.
incidents-none-ready = Nid yw { $organisation } wedi enwi'r bobl sy'n delio ag adroddiadau. Peidiwch ag aros: defnyddiwch un o'r rhifau hyn.
incidents-contact-no-number = Nid oes rhif wedi'i nodi. Chwiliwch amdano ar wefan y corff.

incidents-next-by = Mae gan bwy bynnag a gafodd wybod tan { $time } i'w agor.
incidents-next-yours = Dilynwch ef o dan [[Eich adroddiadau]].
incidents-sealed-body = Nid oes neb ar ôl y tu mewn a allai ddelio ag ef. Ewch at un o'r bobl hyn nawr. Cedwir eich adroddiad dan sêl: ni all neb sydd wedi'i enwi ynddo ei ddarllen.
incidents-mine-none = Nid ydych wedi anfon adroddiad

incidents-title = Digwyddiadau
incidents-none = Nid oes angen eich sylw ar unrhyw adroddiad
incidents-none-hint = Dim ond yr adroddiadau y dywedwyd wrthych amdanynt a welwch.
incidents-received-label = Anfonwyd
incidents-service-label = Gwasanaeth
incidents-conflict-not-ready = Nid yw'r gwasanaeth hwn yn derbyn adroddiadau ar hyn o bryd.
incidents-not-closed = Heb gau
incidents-download = Lawrlwytho fel CSV
