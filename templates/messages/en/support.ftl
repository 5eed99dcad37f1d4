# Operators who look into an organisation to help.
nav-operator-support = Support
support-title = Support
support-lede = Looking into one organisation to help: asked with a reason, allowed by its owner, short, and seen by everybody who leads it. Open an organisation to ask.
support-none = Nobody has asked to look in
support-none-text = Open an organisation and choose “Ask to look in”.
support-head-who = Who and when
support-head-why = Why and how long
support-head-do = What you can do
support-minutes = { $count } minutes
support-emergency-tag = Emergency
support-second = Allow as second operator
support-begin = Go in
support-go = Look in
support-end = End now
support-state-asked = Waits for an answer
support-state-allowed = Allowed
support-state-running = Inside now
support-state-refused = Refused
support-state-lapsed = Not used in time
support-state-over = Over
support-ending-time = The time was over.
support-ending-operator = Ended by the people who run Polisi.
support-ending-owner = Ended by an owner.
support-ending-sign_out = The operator signed out.
support-ending-suspended = The organisation was suspended.

support-ask-title = Ask to look in
support-ask-lede = The owners get an e-mail and decide. You can then read settings, the staff list without contact data, the list of policies and how e-mails stand. You see nothing of cases or signatures, and you change nothing.
support-reason = Why?
support-reason-hint = The owners read this, and their log keeps it.
support-length = For how long?
support-emergency = Can it wait for the owner?
support-emergency-hint = In an emergency a second operator can allow it. The owners are told all the same.
support-emergency-yes = This is an emergency
support-ask-button = Ask the owners
support-error-minutes = Choose how long
support-error-asked = You have asked this organisation already. Wait for the answer, or take the request back.
support-error-not-active = This organisation is suspended or closed, so nobody can look in.
support-error-oneself = Nobody can allow their own request. Another operator must do it.
support-error-moved-on = Somebody answered or ended this meanwhile. Open the list again to see how it stands.
support-error-demonstration = Support needs an operator who is signed in. In the demonstration there is none.
done-support-asked = The owners are asked.
done-support-allowed = It is allowed.
done-support-refused = It is refused.
done-support-ended = It has ended.

support-owner-title = Support by the people who run Polisi
support-owner-lede = Sometimes the people who run Polisi need to look in to help you. They can only do so when you allow it, for a short time. They read settings, the staff list without contact data, the list of policies and how e-mails stand; never cases or signatures, and they change nothing.
support-owner-none = Nobody has asked
support-owner-none-text = When somebody asks to look in, you get an e-mail, and the request stands here.
support-owner-emergency = Marked as an emergency: a second operator can allow it in your place.
support-row-title = { $email } asks to look in
support-row-asked = Asked on { $date }, for { $count } minutes.
support-row-began = Inside from { $date }.
support-row-ended = Ended on { $date }.
support-allow = Allow for { $count } minutes
support-refuse = Refuse
support-settings-hint = Who asked to look in to help you, and who did

support-band-label = Somebody looks in
support-band = { $email }, who runs Polisi, can read here until { $until } ({ $count ->
    [one] 1 minute
   *[other] { $count } minutes
 } left).
support-band-own = You are looking into an organisation until { $until } ({ $count ->
    [one] 1 minute
   *[other] { $count } minutes
 } left).

support-inside-title = Settings
support-inside-lede = You can read here and change nothing.
support-people-lede = Without addresses, telephone numbers and staff numbers. You can read here and change nothing.
support-mails-lede = How e-mails stand, without recipients and texts, and without anything about cases.
support-missing = Fields without a value
support-yes = Yes
support-no = No
support-nation = Nation
support-type = Kind of service
support-job = Job
support-roles = Roles
support-person-left = Has left
support-person-account = Can sign in
support-person-email = Has an e-mail address
support-person-none = Has no e-mail address
support-policy = Policy
support-code = Code
support-review = Next review
support-kind = Kind
support-at = Queued
support-tries = Tries
support-answer = What the mail server said
support-mail-kind-other = Notice
support-nothing = There is nothing here yet.

support-mail-asked-subject = { $organisation }: may somebody of Polisi look in?
support-mail-asked = { $email }, who runs Polisi, asks to look into { $organisation } for { $count } minutes. Nothing is opened until you allow it.
support-mail-emergency = It is marked as an emergency: a second operator can allow it in your place. You can refuse it or end it at any time.
support-mail-began-subject = { $organisation }: somebody of Polisi is looking in
support-mail-began = { $email }, who runs Polisi, is looking into { $organisation } now, for { $count } minutes at most. You can end it at any time.
support-mail-ended-subject = { $organisation }: nobody of Polisi looks in any more
support-mail-ended = What { $email }, who runs Polisi, asked for or did in { $organisation } has ended.
support-mail-reason = The reason: { $reason }
support-mail-sees = Such a visit shows settings, the staff list without contact data, the list of policies and how e-mails stand. It never shows cases or signatures, and changes nothing.
support-mail-button = See who asks
support-mail-why = You get this e-mail because you are an owner of { $organisation } on Polisi.

outbox-kind-support = Somebody of Polisi asks to look in, or does
activity-support_asked = An operator asked to look in
activity-support_allowed = An owner allowed an operator to look in
activity-support_refused = An owner refused an operator who asked to look in
activity-support_seconded = A second operator allowed looking in, in an emergency
activity-support_began = An operator looks in
activity-support_ended = An operator no longer looks in
