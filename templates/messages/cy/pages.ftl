# Tudalennau cyffredin. Mae angen i siaradwr Cymraeg eu darllen.
language-name = Cymraeg
start-title = Polisïau y mae pobl yn eu darllen, a phrawf eu bod wedi gwneud
start-lede = Mae Polisi ar gyfer sefydliadau gofal yn y Deyrnas Unedig: gofal cartref a chartrefi gofal.
start-policies = Mae polisïau’n dangos eich manylion eich hun, ac mae pob bwlch yn amlwg cyn i chi gyhoeddi.
start-reviews = Mae gan bob polisi ddyddiad adolygu, ac nid oes dim yn dod i ben heb i neb sylwi.
start-signing = Mae staff yn darllen ac yn llofnodi ar ffôn mewn llai na munud.
start-incidents = Mae pryder yn cyrraedd yr arweinydd diogelu cywir ar unwaith, a neb y mae’n ymwneud â nhw.
start-sign-in = Mewngofnodi
start-link = A ofynnwyd i chi ddarllen polisi? Defnyddiwch y ddolen yn eich e-bost. Nid oes angen cyfrinair.
start-example = Edrychwch ar enghraifft wedi’i llenwi yn gyntaf
error-no-such-day = Nid oes { $day }/{ $month }/{ $year }. Gwiriwch y diwrnod a’r mis
error-unreadable = Ni allem ddarllen y cais hwn.
