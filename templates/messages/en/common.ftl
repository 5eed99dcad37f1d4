# Words that every page shares.
product-name = Polisi

nav-label = Main
nav-waiting = waiting
nav-today = Today
nav-policies = Policies
nav-library = Library
nav-reviews = Reviews
nav-acknowledgements = Read and sign
nav-me = My reading
nav-incidents = Incidents
nav-people = People
nav-services = Services
nav-packs = Evidence packs
nav-rights = Data requests
nav-activity = Activity
nav-outbox = E-mails
nav-settings = Settings
nav-operator = Operator

footer-help = Help
footer-accessibility = Accessibility
footer-privacy = Privacy
footer-terms = Terms
footer-cookies = Cookies
footer-report = Report a concern
footer-uk-time = All times are UK time

mail-foot = You get this e-mail because somebody gave this address to Polisi.
mail-foot-for = { $organisation } uses Polisi to send this e-mail.
mail-or-copy = Or copy this address into your browser:

operator-contact = Who runs Polisi here: { $contact }
announcement-label = Notices
announcement-news = News from the people who run Polisi
announcement-warning = Please note, from the people who run Polisi
