# Pages of the installation's operator.
operator-mail-title = Mail
operator-mail-lede = No mail server is set, so mail is written to files. Here it is, newest first.
operator-mail-table = Mail that was written
operator-mail-none-title = No mail yet
operator-mail-none = Mail shows here as soon as the program writes some.
operator-mail-nothing-found = No mail has these words in sender, recipient or subject.
operator-mail-search = Search
operator-mail-search-hint = Sender, recipient or subject
operator-mail-all = All mail
operator-mail-subject = Subject
operator-mail-no-subject = (no subject)
operator-mail-to = To
operator-mail-from = From
operator-mail-date = Date
operator-mail-headers = All headers
