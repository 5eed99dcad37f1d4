# Tudalen Heddiw, fel y mae staff yn ei gweld.
today-to-read = { $count ->
    [0] Does gennych ddim i'w ddarllen.
   *[other] Mae gennych { $count } polisi i'w darllen.
 }
today-read = Darllen a llofnodi
today-my-list = Fy rhestr a'm derbynebau
today-policies = Polisïau mewn grym lle rwy'n gweithio
today-report = Rhoi gwybod am bryder

today-answers = { $count ->
    [one] Mae un drafft yn aros am eich ateb
   *[other] Drafftiau sy'n aros am eich ateb: { $count }
 }

today-mail-held = Mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf. Nid yw gwahoddiadau, dolenni na nodiadau atgoffa yn cyrraedd neb nes i bwy bynnag sy'n rhedeg Polisi i chi eu rhyddhau.
