# Yr hyn y mae pobl o'r tu allan yn ei weld o bolisi a rennir â nhw.
shares-band = Mae { $organisation } yn rhannu'r polisi hwn â { $recipient }, trwy { $name }, tan { $date }.
shares-over-title = Nid yw'r ddolen hon yn arwain i unman nawr
shares-over = Efallai ei bod wedi dod i ben, neu wedi'i chopïo'n anghywir. Gofynnwch i'r sawl a'i hanfonodd am un newydd.
shares-mail-subject = Mae { $organisation } yn rhannu polisi â chi: { $policy }
shares-mail-body = Mae { $name } o { $organisation } yn rhannu'r polisi “{ $policy }” â chi.
shares-mail-button = Darllen y polisi
shares-mail-ends = Mae'r ddolen yn gweithio tan { $date }. Gall pwy bynnag sydd â hi ddarllen y polisi hwn.
