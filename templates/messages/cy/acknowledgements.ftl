# What signers meet and signing.ftl lacks; the pages of the office fall back to English.
acknowledgements-fact-before = Wedi llofnodi o'r blaen
acknowledgements-language-missing-en = Nid yw'r polisi hwn ar gael yn Saesneg. Rydych yn darllen y testun Cymraeg.
acknowledgements-mail-fingerprint = Ôl bys y testun a lofnodwyd gennych: { $fingerprint }
acknowledgements-mail-not-me-subject = Cyrhaeddodd dolen lofnodi y person anghywir: { $name }
acknowledgements-mail-not-me-body = Agorodd rhywun y ddolen ar gyfer { $name } (“{ $policy }”) a dweud nad yw ar eu cyfer nhw. Mae'r ddolen wedi'i hatal. Ni lofnodwyd dim drwyddi wedyn.
acknowledgements-mail-not-me-button = Agor y cais
acknowledgements-mail-not-me-after = Gwiriwch y cyfeiriad e-bost ar y rhestr staff, yna anfonwch ddolen newydd.
acknowledgements-error-superseded = Mae fersiwn newydd o'r polisi hwn. Ni lofnodwyd dim.
acknowledgements-error-ended = Nid oes angen i chi lofnodi hwn mwyach. Ni lofnodwyd dim.
acknowledgements-error-not-proven = Bu'r dudalen ar agor yn rhy hir. Agorwch hi eto, yna llofnodwch. Ni lofnodwyd dim.
done-acknowledgements-sent-held = Gwnaed y cais, ond mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf.
done-acknowledgements-resent-held = Gwnaed dolen newydd, ond mae e-byst yn aros am y tro: adferwyd Polisi o gopi wrth gefn ac edrychir drwyddo yn gyntaf. Mae'r un flaenorol wedi stopio.
