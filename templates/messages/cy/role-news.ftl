# Yr e-byst am rolau: i bwy sy'n cael neu'n colli un, ac i berchnogion. Drafft: heb ei ddarllen eto gan siaradwr Cymraeg.
role-news-given-subject = { $count ->
    [one] Mae gennych rôl yn { $organisation }
   *[other] Mae gennych rolau yn { $organisation }
 }
role-news-given-body = { $count ->
    [one] Rhoddodd { $name } y rôl hon i chi, o { $from } nes i rywun ei therfynu:
   *[other] Rhoddodd { $name } y rolau hyn i chi, o { $from } nes i rywun eu terfynu:
 }
role-news-given-body-nobody = { $count ->
    [one] Mae gennych y rôl hon, o { $from } nes i rywun ei therfynu:
   *[other] Mae gennych y rolau hyn, o { $from } nes i rywun eu terfynu:
 }
role-news-given-body-held = { $count ->
    [one] Rydych yn dal y rôl hon:
   *[other] Rydych yn dal y rolau hyn:
 }
role-news-given-then = Pan fewngofnodwch nesaf, bydd tudalennau'r rôl yno. Mae'r hyn y caiff pob rôl ei wneud i'w weld yn llawn o dan Roles, i'r rhai a gaiff ei weld.
role-news-given-then-joining = Mae angen cyfrif arnoch ar gyfer hyn. Daw'r gwahoddiad mewn e-bost ar wahân; os na ddaw, gofynnwch am un.
role-news-ended-subject = { $count ->
    [one] Daeth rôl o'ch eiddo yn { $organisation } i ben
   *[other] Daeth rolau o'ch eiddo yn { $organisation } i ben
 }
role-news-ended-body = { $count ->
    [one] Terfynodd { $name } y rôl hon o'ch eiddo ar { $from }:
   *[other] Terfynodd { $name } y rolau hyn o'ch eiddo ar { $from }:
 }
role-news-ended-body-nobody = { $count ->
    [one] Daeth y rôl hon o'ch eiddo i ben ar { $from }:
   *[other] Daeth y rolau hyn o'ch eiddo i ben ar { $from }:
 }
role-news-item = { $role }. { $does }
role-news-button = Agor Polisi
role-news-wrong = A yw hyn yn anghywir? Dywedwch wrth { $name } neu wrth berchennog { $organisation }.
role-news-wrong-nobody = A yw hyn yn anghywir? Dywedwch wrth berchennog { $organisation }.
role-news-why = Rydych yn cael hwn am fod eich rolau wedi newid.
role-news-why-held = Rydych yn cael hwn am ein bod yn gwybod eich cyfeiriad e-bost bellach.
role-news-owners-subject = Mae rolau wedi newid yn { $organisation }
role-news-owners-body = Newidiodd { $name } bwy sy'n dal rôl, ar { $from }:
role-news-owners-body-nobody = Mae pwy sy'n dal rôl wedi newid ar { $from }:
role-news-line-given = { $name }: { $role }, o hyn ymlaen
role-news-line-ended = { $name }: nid { $role } bellach
role-news-line-cover = Mae { $name } yn cyflenwi dros { $holder } o { $from } tan { $until }: { $role }
role-news-line-cover-ended = Nid yw { $name } yn cyflenwi dros { $holder } bellach: { $role }
role-news-owners-button = Gweld pwy sy'n dal pa rôl
role-news-owners-wrong = Oeddech chi ddim yn disgwyl hyn? Edrychwch ar y rolau ac ar y gweithgarwch, a siaradwch â phwy a'i gwnaeth. Gall perchennog ei newid yn ôl unrhyw bryd.
role-news-owners-why = Rydych yn cael hwn am eich bod yn berchennog.
