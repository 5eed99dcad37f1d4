# Settings of the organisation: fields, logo, services, key people.
settings-title = Settings
settings-lede = What policies print about you, and who answers for what.
settings-back = Settings
settings-whole = Whole organisation
settings-whose = Whose values
settings-organisation = Organisation
settings-fields = Organisation details
fields-published = Published policies keep the old value until you issue them again.
settings-fields-hint = Names, addresses, phone numbers: everything that policies print.
settings-fields-of = Details of { $name }
settings-logo = Logo
settings-logo-there = uploaded
settings-logo-none = none yet
settings-logo-hint = No logo yet. Policies show your name in large letters instead.
settings-missing =
    { $count ->
        [one] 1 missing
       *[other] { $count } missing
    }
settings-complete = Complete
settings-optional = Optional
settings-none-yet = None yet
settings-nobody = Nobody yet

fields-title = Details of { $name }
fields-lede = Policies print these values. Type each once; every policy that uses it follows.
fields-read-only = Only people responsible for all of it can change this. Ask an owner or the responsible individual.
fields-missing =
    { $count ->
        [one] 1 needed value is missing.
       *[other] { $count } needed values are missing.
    }
fields-only-missing =
    { $count ->
        [0] Nothing that is needed is missing.
        [one] 1 needed value is missing. Only this one is shown.
       *[other] { $count } needed values are missing. Only these are shown.
    }
fields-none-missing = Nothing that is needed is missing.
fields-show-missing = Show only what is missing
fields-show-all = Show all
fields-nobody = Nobody yet
fields-key-people = Key people
fields-otherwise = Leave empty to use: { $value }
fields-lines = Several lines are fine.
fields-own-name = Your own field { $value }. Empty it to remove it.
fields-new = A field of your own
fields-new-lede = For something that only your policies mention. Write its name between two pairs of curly brackets in your text.
fields-new-name = What is it called?
fields-new-name-hint = For example: Number of beds. In texts this becomes org_field_custom_number_of_beds.
fields-new-value = Its value
fields-save = Save all
fields-error-new-name = Enter a name with letters or digits for your own field
fields-error-new-taken = You already have a field with this name
fields-group-name = Name and registration
fields-group-address = Address
fields-group-contact = Phone, e-mail and web
fields-group-people = People
fields-group-authority = Local authority and other bodies
fields-group-public = Official channels and social media
fields-group-other = Other
done-fields-saved = Saved. Policies that use these values show them at once; published policies stay as they are.
done-fields-completed = Saved, with https:// before the web address. Policies that use these values show them at once; published policies stay as they are.
done-fields-same = Nothing was different, so nothing was saved.

services-title = Services
services-lede = Each registered home or branch, with its own registration number, manager and safeguarding lead.
services-add = Add a service
services-add-title = Add a service
services-back = Services
services-open = Open { $name }
services-none = No services yet
services-none-text = Add each registered home or branch. Policies, people and reports belong to a service.
services-change = Change this service
services-name = Service or home name
services-name-hint = As on the registration certificate
services-nation = Nation
services-nation-hint = Decides the law, the regulator and the contacts
services-type = What kind of service is it?
services-kind = Kind
services-save = Save service
services-reports = Reports of concerns
services-reports-yes = Can be taken
services-reports-no = Not yet
services-fields = Details for policies
services-fields-text = Address, phone, local authority and more
services-fields-open = Open
services-obstacle-no-lead = Name a safeguarding lead.
services-obstacle-lead-account = Invite the safeguarding lead: they have no account yet.
services-obstacle-no-deputy = Name a deputy who is not the lead.
services-obstacle-deputy-account = Invite the deputy: they have no account yet.
services-nation-england = England
services-nation-wales = Wales
services-nation-scotland = Scotland
services-nation-northern-ireland = Northern Ireland
services-type-care-home = Care home
services-type-nursing-home = Care home with nursing
services-type-domiciliary = Home care
services-type-supported-living = Supported living
services-type-extra-care = Extra care
services-type-day-service = Day service
services-error-name = Enter the name of the service, with 120 characters or fewer
services-error-nation = Choose a nation
services-error-type = Choose what kind of service it is
done-service-added = The service is added.
done-service-changed = The service is saved.

logo-title = Logo of { $name }
logo-lede = Policies and their PDFs carry it at the top.
logo-none = No logo yet. Policies show your name in large letters instead.
logo-inherited = This service uses the logo of the organisation. Upload another one only if it has its own.
logo-file = Picture
logo-other = Another picture
logo-hint = PNG, JPEG or WebP, at most 1 MB and 4,000 pixels a side. We keep the picture only: location data and the like are removed.
logo-words = Description for people who cannot see it
logo-words-hint = Read aloud by screen readers
logo-words-default = { $name } logo
logo-save = Use this logo
logo-remove = Remove the logo
logo-keep = Keep it
logo-remove-title = Remove the logo?
logo-remove-text = New versions of policies will show your name in large letters instead. Published policies keep the logo they have.
logo-error-none = Choose a picture
logo-error-words = Describe the logo in 120 characters or fewer
logo-error-bytes = The picture is larger than 1 MB. Save it smaller and try again.
logo-error-kind = This is not a PNG, JPEG or WebP picture. SVG is not taken because it can carry programs: save it as a PNG first.
logo-error-pixels = The picture has too many pixels. Use one of at most 4,000 by 4,000.
logo-error-broken = This picture is damaged. Save it again and try once more.
done-logo-saved = The logo is saved.
done-logo-removed = The logo is removed.

key-people-title = Key people
key-people-lede = Who manages, who leads on safeguarding, and who stands in for whom.
key-people-back = Key people
key-people-read-only = Only an owner, the responsible individual or the nominated individual gives roles.
key-people-role-at = { $role } at { $service }
key-people-order = They are told in this order when the lead cannot act.
key-people-up = Move up
key-people-end = Remove
key-people-end-title = Take this role from { $name }?
key-people-end-depends = What depends on it
key-people-end-nothing = Nothing else depends on it.
key-people-end-printed = { $count ->
    [one] One policy prints who holds this role. It prints the old name until it is issued again.
   *[other] { $count } policies print who holds this role. They print the old name until they are issued again.
}
key-people-end-line = Reports of concerns go to this role, in turn with others.
key-people-end-owned = { $count ->
    [one] { $name } answers for one policy and its reviews.
   *[other] { $name } answers for { $count } policies and their reviews.
} That stays so unless you hand them over too.
key-people-end-owned-link = Look at them
key-people-end-asked = { $count ->
    [one] { $name } was asked to comment on or approve one draft and has not answered.
   *[other] { $name } was asked to comment on or approve { $count } drafts and has not answered.
} Whoever asked can ask somebody else.
key-people-end-then = What happens with the role?
key-people-end-hand = Somebody else takes it over now
key-people-end-nobody = Nobody takes it: { $role } is empty
key-people-end-others = Nobody takes it: the others who hold it stay
key-people-end-to = Who takes over?
key-people-end-to-hint = Only if somebody else takes it over.
key-people-end-policies = { $count ->
    [one] They also answer for { $name }’s policy
   *[other] They also answer for { $name }’s { $count } policies
}
key-people-end-policies-hint = Reminders of reviews then go to them.
key-people-end-button = Take the role away
key-people-last = Nobody else holds this role. Without { $name }, { $role } is empty.
key-people-last-manager = { $name } is the only registered manager at { $place }. Without one, policies that print the manager can’t be published or issued again there.
key-people-last-lead = { $name } is the only safeguarding lead at { $place }. Without one, nobody is told first when somebody reports a concern.
key-people-last-deputy = { $name } is the only safeguarding deputy at { $place }. Without one, nobody acts when the lead is away or is the one a report is about.
key-people-end-reports = Then { $place } takes no reports until a lead and a deputy are named who have accounts.
naming-title = Name the key people
naming-link = { $count ->
    [one] Name who holds it: one role is empty
   *[other] Name who holds them: { $count } roles are empty
}
naming-lede = Choose who holds each role. One person may hold several, but the safeguarding lead and the deputy are two different people. Leave what you do not know yet, and come back.
naming-nobody-yet = Nobody yet
naming-none = Somebody holds every key role.
naming-new-option = Somebody new (name them below)
naming-new-title = Somebody who is not on the staff list yet
naming-new-text = Choose “Somebody new” above for every role they take, and name them here. They join the staff list.
naming-new-email-hint = With an address, they are sent an invitation at once. Without an account they are named in policies, but cannot act in Polisi.
naming-own = Why, if you give a role to yourself?
naming-error-nobody = Choose who holds at least one role
naming-error-no-role = Choose “Somebody new” for the role that this person takes, or clear their name
naming-error-known = Somebody of this name is on the staff list already. Choose them in the list above.
key-people-error-then = Choose what happens with the role
key-people-no-account = No account yet, so this role cannot be used
key-people-add = Who takes this role?
key-people-replace = Who takes over?
key-people-replace-hint = One person at a time holds this role. The one before steps back.
key-people-choose = Choose a person
key-people-save = Save
key-people-somebody-else = Somebody who is not in the list? First [[add them to the staff list]].
key-people-error-person = Choose a person from the list
key-people-error-changed = The list has changed meanwhile. Look again.
key-people-nobody-left = Everybody on the staff list holds this role already. Add somebody to the list first.
key-people-own = Why, if you give it to yourself?
key-people-own-hint = Nobody else here can give roles, so say why in at least 20 letters. It stands in the activity and beside your name.
key-people-own-reason = given by themselves: { $reason }
key-people-error-own = Somebody else who gives roles must give you this one. Ask another owner, the responsible individual or the nominated individual.
key-people-error-own-reason = Say in at least 20 letters why you give this role to yourself
key-people-error-lead-deputy = The safeguarding lead and the deputy must be two different people. Somebody has to act when the lead is away, or is the one the report is about.
done-role-changed = The roles are saved.
