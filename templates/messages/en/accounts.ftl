# The first organisation, and what signing.in lacks.
signup-title = Set up your organisation
signup-lede = This link works once. It makes your organisation and your account as its owner.
signup-organisation = Organisation name
signup-organisation-hint = As it should appear in policies. You can change it later.
signup-given-name = First name
signup-family-name = Last name
signup-job-title = Job title
signup-password = Password
signup-button = Set up the organisation
signup-ended = This link was used before or is too old. Start Polisi again to get a new one, or sign in.
signup-other-account = You are signed in with another account. This invitation is for another address. Sign out first.
signup-error-organisation = Enter the name of the organisation, with 120 characters or fewer
signup-error-given-name = Enter your first name
signup-error-family-name = Enter your last name
signup-error-email-taken = There is an account with this e-mail address already
signin-invitation-ended = This invitation was used, was replaced by a newer one, or is too old. Ask the person who invited you for a new one.
done-password-changed = Your password is changed. Sign in with it.
