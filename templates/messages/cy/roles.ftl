# Mae angen i siaradwr Cymraeg ddarllen y geiriau hyn.
role-owner = Perchennog
role-responsible-individual = Unigolyn cyfrifol
role-nominated-individual = Unigolyn enwebedig
role-registered-manager = Rheolwr cofrestredig
role-deputy-manager = Dirprwy reolwr
role-safeguarding-lead = Arweinydd diogelu
role-safeguarding-deputy = Dirprwy arweinydd diogelu
role-data-protection-lead = Arweinydd diogelu data
role-hr = Cyswllt adnoddau dynol
role-communications = Arweinydd cyfathrebu
role-caldicott-guardian = Gwarcheidwad Caldicott
role-speak-up-lead = Arweinydd codi llais
role-equality-lead = Arweinydd cydraddoldeb
role-line-manager = Rheolwr llinell
role-staff = Staff
