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
done-person-signed-out = They are signed out on all devices.
operator-sessions-ended = All sessions of { $email } have ended. They get an e-mail.
