# Allgofnodi rhywun arall ym mhobman.
ending-mail-subject = Rydych wedi'ch allgofnodi ar bob dyfais
ending-mail-by = Allgofnododd { $name } o { $organisation } chi ar bob dyfais ar { $when }.
ending-mail-operator = Allgofnododd pwy bynnag sy'n rhedeg y gosodiad hwn chi ar bob dyfais ar { $when }.
ending-mail-next = Gallwch fewngofnodi eto gyda'ch cyfrinair. Oni ofynnoch am hyn, siaradwch â'ch rheolwr. Os gall rhywun arall wybod eich cyfrinair, dewiswch un newydd.
ending-operator-mail-subject = Nid ydych yn rhedeg y gosodiad Polisi hwn mwyach
ending-operator-mail-body = Ers { $when } nid ydych yn weithredwr ar y gosodiad hwn mwyach. Rydych wedi'ch allgofnodi ar bob dyfais.
ending-operator-mail-next = Os ydych yn perthyn i sefydliad yma, gallwch fewngofnodi iddo fel o'r blaen. Os camgymeriad yw hyn, siaradwch â'r lleill sy'n rhedeg y gosodiad hwn.
suspended-mail-subject = Mae { $organisation } wedi'i atal ar Polisi
suspended-mail-body = Ataliodd y bobl sy'n rhedeg Polisi { $organisation } dros dro ar { $when }. Ni all neb fynd i mewn, mae ei ddolenni'n peidio, ac mae ei waith a'i e-byst yn aros. Nid oes dim ar goll.
suspended-mail-concerns = Yn y cyfamser ni all neb roi gwybod am bryder ar Polisi nac agor un, gan gynnwys pwy bynnag sy'n arwain ar ddiogelu. Os yw rhywun mewn perygl, ffoniwch 999. Dywedwch wrth bawb am roi gwybod am bryderon i'w rheolwr neu i'r awdurdod lleol.
suspended-mail-button = Gweld i bwy i ofyn
suspended-mail-why = Rydych yn cael yr e-bost hwn am eich bod yn berchennog { $organisation } ar Polisi.
resumed-mail-subject = Mae { $organisation } yn gweithio eto ar Polisi
resumed-mail-body = Gadawodd y bobl sy'n rhedeg Polisi i { $organisation } weithio eto ar { $when }. Gall aelodau fynd i mewn, mae dolenni'n gweithio, ac anfonir yr e-byst a oedd yn aros.
resumed-mail-concerns = Gellir rhoi gwybod am bryderon a'u hagor eto. Gofynnwch a ddaeth rhai mewn ffordd arall yn y cyfamser, a sicrhewch y rhoddir gwybod amdanynt yma.
resumed-mail-button = Ei agor
