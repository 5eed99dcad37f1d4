# Policies that are a finished PDF file.
finished-what = Ffeil PDF yw'r polisi hwn. Agorwch y ffeil i'w ddarllen.
finished-size = Maint y ffeil yw { $kilobytes } KB.
finished-hash = Ei hôl bys (SHA-256) yw { $hash }.
finished-notice = Ffeil PDF yw'r polisi hwn. Darllenwch hi cyn llofnodi.
finished-open = Agor y PDF
