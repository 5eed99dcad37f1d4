# Cau: yr hyn y mae staff yn ei weld.

closing-band = Mae'r sefydliad hwn yn cau ar { $date }. Gellir darllen popeth, ond ni ellir newid dim: ni chedwir yr hyn a anfonwch. Gellir llofnodi polisïau a rhoi gwybod am bryderon o hyd, a rhoi rolau a'u terfynu. Gall unrhyw berchennog ei ddadwneud.
closing-read-only = Ni chafodd yr hyn a anfonoch ei gadw. Gellir darllen popeth tan y diwrnod hwnnw. Gellir llofnodi polisïau a rhoi gwybod am bryderon o hyd.
closing-gone = Mae'r sefydliad hwn wedi cau. Ni all neb fynd i mewn mwyach. Am ei gofnodion, gofynnwch i'r bobl a oedd yn ei redeg. Os yw rhywun mewn perygl, ffoniwch 999.
closing-mail-confirmed-subject = Mae { $organisation } yn cau ar { $date }
closing-mail-confirmed-body = O hyn tan { $date } gellir darllen popeth yn Polisi ond ni ellir newid dim. Wedi hynny ni all neb fynd i mewn.
closing-mail-confirmed-more = Cadwch eich derbynebau os ydych am eu cael. Gellir llofnodi polisïau a rhoi gwybod am bryderon tan hynny.
closing-mail-confirmed-button = Agor Polisi
closing-mail-confirmed-why = Rydych yn cael hwn oherwydd eich bod ar restr staff { $organisation }.
closing-mail-undone-subject = Nid yw { $organisation } yn cau
closing-mail-undone-body = Cafodd cau { $organisation } ei ddadwneud. Mae popeth yn parhau fel o'r blaen.
closing-mail-undone-more = Nid oes angen i chi wneud dim.
closing-mail-undone-button = Agor Polisi
closing-mail-undone-why = Rydych yn cael hwn oherwydd i chi gael gwybod am y cau.
closing-case-subject = Mae { $organisation } yn cau ar { $date }: gorffennwch yr hyn sydd ar agor gyda chi
closing-case-body = Mae { $organisation } yn cau ar { $date }. Nid yw mater y cewch ei weld wedi'i orffen, neu nid oes neb wedi cadw ei gofnod ers i rywun ofyn am y cau.
closing-case-more = Mewngofnodwch, gorffennwch ef os gallwch, a chadwch ei gofnod. Nid yw'r sefydliad yn cau cyn hynny. Nid yw'r bobl eraill a gaiff wybod amdano wedi newid.
closing-case-button = Ei agor
