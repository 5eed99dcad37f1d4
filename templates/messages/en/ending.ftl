# Signing somebody else out everywhere.
ending-title = Sign out on all devices
ending-what = Do this when { $name } has lost a phone or a laptop, or when somebody else may be using the account.
ending-ends = They are signed out on all devices, and at tablets.
ending-elsewhere = If they work for another organisation too, they are signed out there as well: it is one account.
ending-back = They can sign in again with their password. If they must not, note that they have left instead.
ending-told = They get an e-mail at once that names you. The log keeps it.
ending-button = Sign them out
ending-own = You sign yourself out on the page of your own account.
ending-none = This person has no account here to sign out.
ending-mail-subject = You were signed out on all devices
ending-mail-by = { $name } of { $organisation } signed you out on all devices on { $when }.
ending-mail-operator = Whoever runs this installation signed you out on all devices on { $when }.
ending-mail-next = You can sign in again with your password. If you did not ask for this, speak to your manager. If somebody else may know your password, choose a new one.
ending-operator-mail-subject = You no longer run this Polisi installation
ending-operator-mail-body = Since { $when } you are no operator of this installation any more. You were signed out on all devices.
ending-operator-mail-next = If you belong to an organisation here, you can sign in to it as before. If this is a mistake, speak to the others who run this installation.
done-person-signed-out = They are signed out on all devices.
operator-sessions-ended = All sessions of { $email } have ended. They get an e-mail.

# An organisation that is suspended, to its owners.
suspended-mail-subject = { $organisation } is suspended on Polisi
suspended-mail-body = The people who run Polisi suspended { $organisation } on { $when }. Nobody can enter, its links stop, and its work and e-mails wait. Nothing is lost.
suspended-mail-concerns = Meanwhile nobody can report a concern on Polisi or open one, and that includes whoever leads on safeguarding. If somebody is in danger, call 999. Tell everybody to report concerns to their manager or to the local authority.
suspended-mail-button = See whom to ask
suspended-mail-why = You get this e-mail because you are an owner of { $organisation } on Polisi.
resumed-mail-subject = { $organisation } works again on Polisi
resumed-mail-body = The people who run Polisi let { $organisation } work again on { $when }. Members can enter, links work, and e-mails that waited are sent.
resumed-mail-concerns = Concerns can be reported and opened again. Ask whether any came another way meanwhile, and have them reported here.
resumed-mail-button = Open it
