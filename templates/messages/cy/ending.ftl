# Allgofnodi rhywun arall ym mhobman.
ending-mail-subject = Rydych wedi'ch allgofnodi ar bob dyfais
ending-mail-by = Allgofnododd { $name } o { $organisation } chi ar bob dyfais ar { $when }.
ending-mail-operator = Allgofnododd pwy bynnag sy'n rhedeg y gosodiad hwn chi ar bob dyfais ar { $when }.
ending-mail-next = Gallwch fewngofnodi eto gyda'ch cyfrinair. Oni ofynnoch am hyn, siaradwch â'ch rheolwr. Os gall rhywun arall wybod eich cyfrinair, dewiswch un newydd.
