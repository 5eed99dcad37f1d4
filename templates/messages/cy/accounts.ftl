# Mae angen i siaradwr Cymraeg ddarllen y geiriau hyn.
signup-title = Sefydlu eich sefydliad
signup-lede = Mae’r ddolen hon yn gweithio unwaith. Mae’n creu eich sefydliad a’ch cyfrif fel ei berchennog.
signup-organisation = Enw’r sefydliad
signup-organisation-hint = Fel y dylai ymddangos mewn polisïau. Gallwch ei newid yn nes ymlaen.
signup-given-name = Enw cyntaf
signup-family-name = Cyfenw
signup-job-title = Teitl swydd
signup-password = Cyfrinair
signup-button = Sefydlu’r sefydliad
signup-ended = Defnyddiwyd y ddolen hon eisoes, neu mae’n rhy hen.
signup-other-account = Rydych wedi mewngofnodi â chyfrif arall. Mae’r gwahoddiad hwn ar gyfer cyfeiriad arall. Allgofnodwch yn gyntaf.
signup-error-organisation = Rhowch enw’r sefydliad, gyda 120 nod neu lai
signup-error-given-name = Rhowch eich enw cyntaf
signup-error-family-name = Rhowch eich cyfenw
signup-error-email-taken = Mae cyfrif â’r cyfeiriad e-bost hwn eisoes
signin-invitation-ended = Defnyddiwyd y gwahoddiad hwn, neu daeth un newydd yn ei le, neu mae’n rhy hen. Gofynnwch i’r sawl a’ch gwahoddodd am un newydd.
done-password-changed = Mae eich cyfrinair wedi newid. Mewngofnodwch ag ef.
