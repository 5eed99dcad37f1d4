# Pages that belong to no slice.
language-name = English
start-title = Policies that people read, and proof that they did
start-lede = Polisi is for care organisations in the United Kingdom: home care and care homes.
start-policies = Policies carry your own details, and every gap shows before you publish.
start-reviews = Every policy has a review date, and nothing lapses unnoticed.
start-signing = Staff read and sign on a phone in under a minute.
start-incidents = A concern reaches the right safeguarding lead at once, and nobody it is about.
start-sign-in = Sign in
start-link = Were you asked to read a policy? Use the link in your e-mail. You need no password.
start-example = Look at a filled example first
error-no-such-day = There is no { $day }/{ $month }/{ $year }. Check the day and the month
error-unreadable = We could not read this request.

# What `polisi demo` prints.
demo-address = Open { $address } in a browser. The people and organisations are invented.
demo-password = Every account has the password: { $password }
demo-second-factor = The second factor is off, in the demonstration only.
demo-mail = No mail leaves this computer. Read it at /operator/mail, or in { $folder }
demo-stop = Stop with Ctrl+C. The data stay for the next time.
