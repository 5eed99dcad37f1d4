# Signing in and out, second factor, password reset, invitations, and their e-mails.

# Sign in
signin-title = Sign in
signin-email = E-mail address
signin-password = Password
signin-password-show = Show
signin-password-hide = Hide
signin-button = Sign in
signin-forgot = Forgotten your password?
signin-no-account = No account? You don't need one to read and sign: use the link you were sent.
signin-report = Report a concern without signing in
signin-problem-heading = There is a problem
signin-error-email-empty = Enter your e-mail address
signin-error-email-form = Enter an e-mail address like name@example.org
signin-error-password-empty = Enter your password
signin-error-wrong = The e-mail address or the password is not right
signin-too-many-title = Too many tries
signin-too-many = { $minutes ->
    [one] Wait 1 minute, then try again.
   *[other] Wait { $minutes } minutes, then try again.
}
signin-why-needed = Sign in to see this page.
signin-why-idle = You were signed out because nothing happened for { $hours } hours.
signin-why-ended = You were signed out because you had been signed in for { $hours } hours.
signin-why-elsewhere = You were signed out on all devices.
signin-why-password-changed = Your password was changed. Sign in with the new one.
signin-text-kept = What you typed is kept for 24 hours. You can send it after you have signed in.
signin-text-restored = Here is what you typed before. It is not sent yet.
signin-demonstration = This is a demonstration. The people and organisations are invented, no e-mail leaves this computer, and the second step is switched off.

# Password again, before something sensitive
signin-again-title = Enter your password again
signin-again-body = What you are about to open is sensitive, so we check that it is still you.
signin-again-button = Continue
signin-again-cancel = Go back
done-download-again = Your password was right. Press “Download” again: now the file comes.

# Second factor
signin-second-title = Enter your code
signin-second-label = Code from your app
signin-second-hint = 6 figures
signin-second-button = Continue
signin-second-error-empty = Enter the code from your app
signin-second-error-wrong = That code is not right. Wait for the next one and try again.
signin-second-recovery = I don't have my phone: use a recovery code
signin-recovery-title = Enter a recovery code
signin-recovery-label = Recovery code
signin-recovery-hint = Each code works once
signin-recovery-error = That recovery code is not right, or was used before
signin-recovery-left = { $count ->
    [0] You have no recovery codes left. Make new ones now.
    [one] You have 1 recovery code left. Make new ones soon.
   *[other] You have { $count } recovery codes left.
}
signin-second-setup-title = Set up your second step
signin-second-setup-why = Your role lets you see information about people, so you need a second step besides your password.
signin-second-setup-scan = Scan this picture with an authenticator app on your phone
signin-second-setup-type = Can't scan? Type this key into the app:
signin-second-setup-confirm = Then enter the code that the app shows
signin-second-setup-button = Turn on
signin-second-setup-done = Your second step is on
signin-recovery-new-title = Your recovery codes
signin-recovery-new-body = Keep them somewhere safe, not on your phone. We can't show them again.
signin-recovery-new-button = I have kept them

# Choose an organisation
signin-choose-title = Choose an organisation
signin-choose-none = Your account belongs to no organisation now. Ask the person who invited you.
signin-choose-suspended = It is suspended by the people who run Polisi. Nothing is lost. Ask an owner of your organisation.
signin-choose-suspended-owner = It is suspended by the people who run Polisi. Nothing is lost. Ask them what is to be done.
signin-choose-suspended-tag = Suspended
signin-last = Last sign-in { $date }

# Sign out
signin-out-button = Sign out
signin-out-title = Do you want to sign out?
signin-out-everywhere = Sign out on all devices
signin-out-done-title = You are signed out
signin-out-done-body = On a shared computer, close the browser too.
signin-out-again = Sign in again

# Forgotten password. The answer is the same for known and unknown addresses.
signin-reset-title = Get a new password
signin-reset-body = Enter your e-mail address. We send a link to choose a new password.
signin-reset-button = Send the link
signin-reset-sent-title = Check your e-mail
signin-reset-sent-body = If there is an account for this address, a link is on its way. It works for { $minutes } minutes.
signin-reset-sent-held = If there is an account for this address, a link is made, but e-mails wait for now: Polisi was restored from a backup and is being looked through first. It works for { $minutes } minutes, so ask for another one when e-mails go out again. Do you need it sooner? Ask your manager.
signin-reset-sent-earlier = If you asked more than once, any of the links of the last { $minutes } minutes works. No more than { $most } are sent in that time.
signin-reset-sent-nothing = Nothing after 10 minutes? Look in your spam folder, or ask your manager.
signin-reset-choose-title = Choose a new password
signin-reset-choose-label = New password
signin-reset-choose-hint = At least 12 characters. Three or four words together work well.
signin-reset-choose-button = Save the new password
signin-reset-error-empty = Enter a new password
signin-reset-error-short = The password must have at least { $length } characters
signin-reset-error-long = The password must have { $length } characters or fewer
signin-reset-error-common = Choose a password that is harder to guess
signin-reset-error-breached = This password is on a list of passwords that others have got hold of. Choose another one
signin-reset-error-unchecked = We could not check this password just now. Try again in a few minutes
signin-reset-error-same = Choose a password that you have not used here before
signin-reset-done-title = Your password is changed
signin-reset-done-body = You are signed out on all other devices.
signin-reset-ended-title = This link has stopped working
signin-reset-ended-body = It was used before or is too old. Ask for a new one.
signin-reset-ended-button = Send a new link

# Invitation
signin-invitation-title = Join { $organisation }
signin-invitation-from = { $name } has invited you.
signin-invitation-set-up = The people who run Polisi have set up { $organisation } for you.
signin-invitation-somebody-else = Somebody else here signs in with this e-mail address already. Everybody needs an address of their own to sign in: give yours to whoever invited you.
signin-invitation-whom = It is for { $name } alone. Is that not you? Give it to them, or close this page.
signin-invitation-role = You would be: { $roles }
signin-invitation-sees = What this role can see
signin-invitation-email = Your e-mail address for signing in: { $email }
signin-invitation-name = Full name
signin-invitation-name-error = Enter your full name
signin-invitation-password = Choose a password
signin-invitation-button = Join { $organisation }
done-invitation-known = You already have an account with this address. Sign in to join.
signin-invitation-or = Do you have an account with this address already?
signin-invitation-or-link = Sign in to join
signin-invitation-other-account = You are signed in as { $email }. This invitation is for another address. Sign out first.
signin-invitation-joined = You have joined { $organisation }.
signin-invitation-ended-title = This invitation has ended
signin-invitation-ended-body = Invitations work for { $days } days. Ask { $organisation } for a new one.
signin-invitation-used-title = This invitation was used
signin-invitation-used-body = Sign in with your e-mail address and password.
signin-invitation-withdrawn-title = This invitation was withdrawn
signin-invitation-withdrawn-body = Ask { $organisation } if you think this is a mistake.
signin-invitation-not-me = Not for you? Close this page. Nothing happens until you press the button.

# E-mails
signin-mail-hello = Hello { $name },
signin-mail-invitation-subject = { $organisation } invites you to Polisi
signin-mail-invitation-body = { $name } invites { $whom } to join { $organisation } on Polisi, where it keeps its policies.
signin-mail-invitation-button = See the invitation
signin-mail-invitation-ends = The invitation works until { $date }. Opening the link does nothing by itself.
signin-mail-reset-subject = Choose a new password
signin-mail-reset-body = Somebody asked for a new password for this address. If it was you, use this link within { $minutes } minutes.
signin-mail-reset-button = Choose a new password
signin-mail-reset-not-you = If it was not you, do nothing. Your password stays as it is.
signin-mail-changed-subject = Your password was changed
signin-mail-changed-body = Your password was changed on { $when }. All other devices are signed out.
signin-mail-changed-not-you = Was it not you? Ask for a new password at once and tell your manager or the people who run Polisi.
signin-mail-second-subject = Your second step was changed
signin-mail-second-body = The second step of your account was changed on { $when }.
signin-mail-device-subject = New sign-in to your account
signin-mail-device-body = Somebody signed in to your account on { $when } with { $device }. If it was you, do nothing.
signin-mail-device-button = It was not me
signin-mail-email-subject = Your e-mail address was changed
signin-mail-email-body = Your account was moved to another e-mail address on { $when }. If that was not you, tell { $organisation } at once.
signin-mail-why = You get this because you have an account or an invitation. These e-mails can't be switched off.
people-mail-name-subject = Your name at { $organisation } was changed
people-mail-name-body = { $organisation } calls you { $name } on its staff list now. Before it was { $before }.
people-mail-name-wrong = If that is not right, have it put right at once, and ask who did it: the activity page says so. You lead, and reports of concerns about somebody with your name do not come to you.
people-mail-away-subject = { $organisation } has noted you as away
people-mail-away-body = { $until ->
    [open] Somebody at { $organisation } has noted that you are away from { $from }, with no end.
   *[other] Somebody at { $organisation } has noted that you are away from { $from } until { $until }.
 }
people-mail-away-means = Your roles stay with you. What has to be seen to at once reaches you still, and while you are away whoever comes after you as well.
people-mail-away-button = See my days away
people-mail-away-wrong = If you are not away, take the days off there, and ask who noted it: the activity page says so.
people-mail-address-subject = Your e-mail address at { $organisation } was changed
people-mail-address-body = { $organisation } has entered another e-mail address for { $name }. E-mails about policies to read and sign go there now, and links that were sent here before have stopped.
people-mail-address-wrong = If that is not right, tell your manager or an owner of { $organisation } at once: somebody else could read and sign as { $name }. How you sign in has not changed.
