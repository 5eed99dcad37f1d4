# The staff list, invitations, leavers.
people-title = People
people-error-last-owner = This is the last owner. Make somebody else an owner first.
people-error-no-email = This person has no e-mail address. Add one first.
people-error-has-account = This person has an account here already.
