# Cadarnhau cyfeiriad e-bost.
begin-confirm-title = Cadarnhewch eich cyfeiriad e-bost
begin-confirm-lede = Cadarnhewch mai chi biau { $email }.
begin-confirm-elsewhere = Rydych mewn porwr gwahanol i'r un y dechreuoch ynddo. Rhowch y cyfrinair a ddewisoch yno.
begin-confirm-password = Cyfrinair
begin-confirm-button = Cadarnhau'r cyfeiriad e-bost
begin-confirm-not-you = Heb ofyn am hyn? Caewch y dudalen hon. Nid oes dim yn digwydd nes i chi wasgu'r botwm.
begin-confirm-ended = Mae'r ddolen hon yn rhy hen, neu mae un newydd wedi'i disodli. Chwiliwch am e-bost mwy diweddar, neu dechreuwch eto.
begin-confirm-used = Mae'r cyfeiriad hwn wedi'i gadarnhau. Mewngofnodwch gydag ef a'ch cyfrinair.
begin-error-password-empty = Rhowch y cyfrinair a ddewisoch
begin-error-password-wrong = Nid dyna'r cyfrinair a ddewiswyd ar gyfer y cyfeiriad hwn
begin-check-held = Gwnaed dolen a chod ar gyfer { $email }, ond mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf. Mae'r ddolen yn gweithio am { $hours } awr: dechreuwch eto os daw'n rhy hwyr.
done-sent-again-held = Gwnaed dolen newydd a chod newydd, ond mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf.
