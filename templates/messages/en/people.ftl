# The staff list, invitations, leavers.
people-title = People
people-add = Add a person
people-add-title = Add a person
people-alone = Only you so far
people-alone-here = Nobody works there yet
people-alone-here-text = You see the people of your own services. Add those who work there, so that they can be asked to read and sign. They need no e-mail address for it.
people-alone-text = Add your staff, so that they can be asked to read and sign. They need no e-mail address for it.
people-add-staff = Add your staff
people-role = Role
people-choose-row = Choose
people-choose-one = Choose { $name }
people-ends-soon = Within 30 days
people-worker-own = Everybody but agency staff
people-whole = All on one page, for printing
people-group-own = { $count ->
    [one] 1 on your own staff
   *[other] { $count } on your own staff
 }
people-group-agency = { $count ->
    [one] 1 agency worker
   *[other] { $count } agency workers
 }
people-group-away = { $count } away now
people-group-ends = { $count ->
    [one] 1 ends within 30 days
   *[other] { $count } end within 30 days
 }
people-group-left = { $count ->
    [one] 1 leaver
   *[other] { $count } leavers
 }
people-staff-number = Staff number
people-staff-number-hint = Spaces and small or capital letters make no difference.
people-line-manager = Line manager
people-line-manager-hint = Staff number, e-mail or full name of somebody on the list
people-team = Leads
people-leader-left = Has left
people-agency = Agency
people-agency-hint = Only for agency staff
people-ends-hint = Only if it is known already. Access ends when that day is over.
people-ends-on = Ends on { $date }
people-ends-note = Their access ends when this day is over. Change or empty the last day if they stay.
people-regulator = Professional register
people-regulator-none = None
people-regulator-name = Name of the other register
people-regulator-nmc = Nursing and Midwifery Council
people-regulator-scw = Social Care Wales
people-regulator-sssc = Scottish Social Services Council
people-regulator-niscc = Northern Ireland Social Care Council
people-regulator-swe = Social Work England
people-regulator-hcpc = Health and Care Professions Council
people-regulator-gmc = General Medical Council
people-regulator-other = Another register
people-register-number = Number in the register
people-shares = The same e-mail has:
people-is-away = Away
people-is-away-until = Away until { $date }
people-away-button = Away
people-away-title = { $name } is away
people-away-lede = Lists show that they are away. Do not write why.
people-away-roles = Being away passes no role on: decisions still wait for them.
people-away-reports = They are told of reports. While they are away, they still are, and whoever comes next is told at the same time.
people-away-ask = Nobody stands in for them. Who does is for those who give roles: ask an owner.
people-away-cover = Say who stands in
people-away-from = First day away
people-away-until = Last day away
people-away-until-hint = Leave it empty if you do not know yet.
people-away-reason = In one word
people-away-reason-hint = Nothing about health belongs here.
people-away-leave = Leave
people-away-long-term = For a long time
people-away-other = Something else
people-away-save = Save
people-away-told = Away from { $from } until { $until }
people-away-open = Away from { $from }, no end known
people-away-back = They are back
people-away-cancel = They will not be away
people-agency-title = Add an agency worker
people-agency-lede = The short way, before the first shift. They are counted apart from your own staff, and their access ends by itself.
people-agency-more = Staff number and e-mail
people-agency-ends-hint = At most 12 months from the first shift. You can give them another year later.
people-agency-add = Add the agency worker
people-first-shift = First shift
people-bulk = With those chosen
people-bulk-continue = Continue
people-bulk-tick-all = Choose everybody on this page
people-bulk-service = Add to a service
people-bulk-manager = Set the line manager
people-bulk-invite = Invite to sign in
people-bulk-left = Note that they have left
people-bulk-nothing = Nobody is chosen to whom this can be done.
people-bulk-back = Back to the list
people-bulk-count = { $count ->
    [one] 1 person
   *[other] { $count } people
 }
people-bulk-which-service = Which service?
people-bulk-manager-hint = Staff number, e-mail or full name. Leave it empty to take the line manager away.
people-bulk-invite-what = Each gets an e-mail with a link that works for 72 hours. An earlier invitation stops working.
people-bulk-left-what = Their access ends and what they were asked to read ends. What they signed stays, as long as “How long records are kept” in the settings says.
people-bulk-left-behind = See what else they leave behind
people-bulk-do-service = { $count ->
    [one] Add 1 person to the service
   *[other] Add { $count } people to the service
 }
people-bulk-do-manager = { $count ->
    [one] Set for 1 person
   *[other] Set for { $count } people
 }
people-bulk-do-invite = { $count ->
    [one] Send 1 invitation
   *[other] Send { $count } invitations
 }
people-bulk-do-left = { $count ->
    [one] Yes, 1 person has left
   *[other] Yes, { $count } people have left
 }
people-bulk-left-out = Left out
people-bulk-left-out-service = They have left, or you may not change them.
people-bulk-left-out-manager = They have left, or you may not change them.
people-bulk-left-out-invite = They have no e-mail, have an account, share an e-mail with somebody who signs in with it, have left, or you may not change them.
people-bulk-left-out-left = They have left, work at other services too, are you, or you may not change them.
people-field-given-name = First name
people-field-family-name = Last name
people-field-email = E-mail
people-field-phone = Phone
people-field-job-title = Job title
people-field-worker-type = How they work
people-field-language = Language they read
people-field-started-on = First day
people-field-services = Services
people-field-staff-number = Staff number
people-field-line-manager = Line manager
people-field-ends-on = Last day
people-field-agency = Agency
people-field-regulator = Professional register
people-field-register-number = Number in the register
people-error-staff-number = Use at most 20 letters and digits for the staff number, with hyphens, full stops or slashes between them
people-error-number-taken = Somebody else has this staff number. Zeros at the front make no other number. Enter another one, or leave it empty.
people-error-manager-unknown = Nobody on the list has this staff number, e-mail or name. Check how it is written.
people-error-manager-several = Several people have this name or e-mail. Enter the staff number instead.
people-error-manager-left = This person has left. Choose a line manager who is on the list now.
people-error-line-manager = This person cannot be the line manager: they have left, or they would lead themselves.
people-error-ends = Enter a real last day that is not before the first day and at most five years ahead, or leave it empty
people-error-ends-past = Enter a last day from today on, or leave it empty. A day that is over ends nothing here: if they have left, save it under “Last day” on their page.
people-ends-leave = They have left already: save their last day there
people-error-agency = Enter the name of the agency with 120 characters or fewer
people-error-agency-ends = Enter a last day from today on, at most 12 months after the first shift
people-error-regulator = Enter the name of the other register with 120 characters or fewer
people-error-register-number = Use 40 characters or fewer for the number in the register
people-error-away-from = Enter a real first day away
people-error-away-until = Enter a real last day away that is not before the first, or leave it empty
people-error-away-over = These days are over, and no list would show them. Enter a last day from today on, or leave it empty
people-search = Name, staff number, job title or e-mail
people-service = Service
people-service-none = No service
people-nowhere = They work at no service
people-nowhere-text = Nobody can ask them to read and sign until they have one.
people-nowhere-link = Choose where they work
people-worker = How they work
people-state = On the list
people-state-present = Present
people-state-left = Left
people-state-away = Away now
people-state-all = Everybody
people-reach = Can be reached
people-reach-account = By account
people-reach-invited = Invited, not joined yet
people-reach-shared = By e-mail; somebody else signs in with the address
people-reach-email = By e-mail
people-reach-none = No e-mail
people-any = Any
people-choose = Choose
people-count = { $shown } of { $total }
people-nothing = Nobody fits these filters.
people-csv = Download this list (CSV)
people-name = Name
people-given-name = First name
people-family-name = Last name
people-email = E-mail
people-email-hint = Leave it empty if they have none. They then sign at a shared tablet, with staff number and PIN.
people-phone = Phone
people-phone-hint = Policies print it for people who hold a role
people-job-title = Job title
people-services = Services
people-where = Where do they work?
people-roles = Roles
people-language = Language they read
people-started = First day
people-left = Last day
people-save = Save
people-change = Change
people-has-left = Last day
people-account = Account
people-account-account = Signs in with their own e-mail and password.
people-account-invited = The link in the e-mail works for 72 hours. A new invitation stops the old one.
people-account-shared = Somebody else here has an account with this address. It is not joined to this record: an account belongs to one person. To sign in, this person needs an address of their own.
people-own-email = Enter an address of their own
people-account-email = Gets e-mails with links, but cannot sign in to Polisi yet.
people-account-none = Cannot be invited without an e-mail address.
people-add-email = Add an e-mail address
people-invite = Invite to sign in
people-invite-again = Invite again
people-withdraw = Withdraw the invitation
people-no-roles = No role yet. Everybody on the list may read and sign, and report concerns.
people-grant = Give or end roles
people-worker-employee = Employee
people-worker-bank = Bank staff
people-worker-agency = Agency staff
people-worker-volunteer = Volunteer
people-worker-student = Student
people-worker-contractor = Contractor
people-worker-director = Director
people-left-on = Left on { $date }
people-left-note = They can no longer sign in here. What they signed stays, as long as “How long records are kept” in the settings says.
people-come-back = They are back
people-left-title = The last day of { $name }
people-left-what = When the last day is over, or at once if it is today or before:
people-left-account = they can no longer sign in here
people-left-role = they are no longer { $role }
people-left-requests = what they were still asked to read ends, and so do their links
people-left-rounds = { $count ->
    [one] 1 draft waits for their answer
   *[other] { $count } drafts wait for their answer
 }
people-left-rounds-body = These wait until somebody else is asked instead, or they are taken off.
people-left-kept = what they signed, wrote and approved stays with their name, as long as “How long records are kept” in the settings says
people-left-hand = Give it to somebody else
people-left-owned = { $count ->
    [one] They answer for 1 policy
   *[other] They answer for { $count } policies
 }
people-left-owned-body = Reminders of reviews go to whoever answers for a policy. Give these to somebody who stays.
people-left-owned-link = Choose who takes them over
behind-stops = No reports of concerns could be made there any more
behind-stops-body = For that a service needs a safeguarding lead and a deputy: two people who can sign in. Name somebody first. It is about:
behind-covers = Standing in for others ends, too
behind-cover = for { $name } as { $role }, until { $day }
behind-team = { $count ->
    [one] 1 person would have no line manager
   *[other] { $count } people would have no line manager
 }
behind-team-body = Choose another for them: on the staff list you can do it for all at once.
people-last-day = Last day
people-last-day-hint = With a day that is still to come, their access ends when it is over.
people-left-button = Save the last day
people-left-not = Go back
people-error-given-name = Enter a first name with 80 characters or fewer
people-error-family-name = Enter a last name with 80 characters or fewer, or leave it empty
people-error-job-title = Use 120 characters or fewer for the job title
people-error-changed = Somebody else changed this record while you had it open. Look at what you would change now, and save again.
people-changed-saving = Saving now changes:
people-changed-line = { $field }: { $now } becomes { $then }
people-changed-empty = nothing
people-error-email = Enter an e-mail address in the right form, such as name@home.example, or leave it empty
people-double = Somebody with this name is or was on the list:
people-double-left = who was here until { $date }. To take them back, open their page and choose “They are back”
people-double-another = This is somebody else with the same name
people-error-double = Somebody with this name is or was on the list. Say that this is somebody else, or open their page
people-error-ends-role = You can’t set this last day. This person leads, or also works at a service that isn’t yours. Ask somebody who gives roles.
people-error-name-role = This person leads. Ask somebody who gives roles to change the name.
people-error-email-role = This person holds a role. Ask somebody who gives roles to change the address.
people-error-phone = Use only digits, spaces, brackets and + for the phone
people-error-worker-type = Choose how they work for you
people-error-started = Enter a real date for the first day, or leave it empty
people-error-services = Choose at least one service, from those in the list
people-error-left = Enter the last day: not before the first day, and within a year from now
people-error-left-long-ago = Check the year: this day is more than a year back. If they did leave that long ago, enter the day a year ago. The list then shows that day, and how long records are kept counts from it.
people-error-left-before = This day is before the first day of { $names }. Enter a later day, or save the last day on the page of each.
people-error-left-self = You cannot let yourself go. Ask somebody else to do it.
people-error-ends-self = You can’t set your own last day. Somebody else who keeps the staff list must do it. If you are the only owner, make somebody else an owner first.
people-error-last-owner = This is the last owner. Make somebody else an owner first.
people-error-no-email = This person has no e-mail address. Add one first, then invite them.
people-error-has-account = This person has an account here already.
people-error-address-signs-in = Somebody else here signs in with this e-mail address. An account belongs to one person: enter an address of their own first.
people-error-invited-often = This e-mail address has had 20 invitations today. The newest works; try again tomorrow.
people-own-reason = A role that they gave themselves, because nobody else could: { $reason }
done-person-added = The person is on the list.
done-person-changed = The changes are saved.
done-person-leaves = The last day is set. Their access ends when it is over.
done-person-away = It is noted that they are away.
done-person-away-reports = Noted. While they are away, reports go to whoever comes next, too. Ask an owner if somebody should stand in for them.
done-person-away-roles = Noted. Their roles stay with them: say who stands in while they are away.
done-person-not-away = It is noted that they are not away.
done-person-still-away = Noted. Other days that were noted still hold: today they are away all the same.
done-people-bulk-service = They are at the service now.
done-people-bulk-manager = The line manager is set.
done-people-bulk-invite = The invitations are on their way. They work for 72 hours.
done-people-bulk-left = It is noted that they leave.
done-person-left = They have left. Their access has ended.
done-person-back = They are back on the list. What ended when they left stays ended: give roles again, invite them or print a slip, and ask them again to read.
done-person-invited = The invitation is on its way. It works for 72 hours.
done-person-invited-held = The invitation is made, but e-mails wait for now: Polisi was restored from a backup and is being looked through first. It works for 72 hours from now: invite them again if it comes too late.
done-invitation-withdrawn = The invitation no longer works.

people-factor = Second step
people-factor-on = On.
people-factor-off = Not set up.
people-factor-reset = Reset it
people-factor-title = Reset the second step
people-factor-what = Do this only when { $name } has lost the phone and the recovery codes, and you are sure that it is { $name } who asks: see them, or ring them on a number that you know.
people-factor-first = Their app and their recovery codes stop working.
people-factor-sessions = They are signed out on all devices.
people-factor-next = At the next sign-in they give their password and, where their role needs it, set up a new second step before anything else.
people-factor-told = They get an e-mail at once that names you. The log keeps your reason.
people-factor-reason = Reason
people-factor-reason-hint = For example: phone lost, recognised on a video call
people-factor-button = Reset the second step
people-factor-not = Leave it as it is
people-factor-more-title = You can't reset this one
people-factor-more = This account is used outside your organisation too. One organisation can't weaken what guards another: ask whoever runs this installation, who can reset it with a command.
people-factor-own = You can't reset your own second step. Another owner can, or whoever runs this installation.
people-factor-none = This person has no second step to reset.
people-error-reason = Enter the reason, with 300 characters or fewer
done-factor-reset = The second step is reset. They have an e-mail about it, and are signed out everywhere.
