# Geiriau y mae'r dogfennau'n eu hargraffu.
document-missing = { $field }: ar goll
document-missing-text = [ar goll: { $field }]
document-unknown = Maes anhysbys
document-unknown-text = [maes anhysbys: { $name }]
document-later = { $field }: i'w osod wrth gyhoeddi
document-later-proposed = { $field }: i'w osod wrth gyhoeddi (cynnig: { $value })
document-logo-alt = Logo { $name }
document-contents = Cynnwys
document-page = Tudalen { $page } o { $pages }
document-version = Fersiwn { $version }
document-draft = Drafft
document-untitled = Polisi
document-control = Rheoli'r ddogfen
document-control-organisation = Sefydliad
document-control-nation = Argraffiad y templed
document-control-responsible = Person cyfrifol
document-copyright-end = Diwedd y polisi
