# The library: texts that an organisation can adopt, and what the regulator expects.
library-title = Library
library-lede = Texts of ours that you can adopt. Each says what it stands on and for which services it is written. You can change every word afterwards.
library-link = Choose from the library
library-search = Search titles and texts
library-head-nation = Nation
library-head-kind = Kind of service
library-head-need = Why
library-head-language = Language
library-our-nations = Where we are ({ $which })
library-our-kinds = What we run ({ $which })
library-any-nation = Any nation
library-any-kind = Any kind of service
library-any = Any
library-fresh = Only what we don't have yet
library-chip = { $value }
library-count = { $count ->
    [one] 1 text
   *[other] { $count } texts
 }
library-need-law = Required by law
library-need-inspection = Expected at inspection
library-need-good = Good to have
library-need-count = { $label } ({ $count })
library-for = { $nation }: { $kinds }
library-code = Code { $code }
library-months = Review every { $months } months
library-minutes = { $minutes ->
    [one] 1 minute to read
   *[other] { $minutes } minutes to read
 }
library-reads = Who reads it: { $audience }
library-names = Names: { $related }
library-adopted-as = Adopted as { $code }
library-like = You have a { $code } of your own
library-not-for-you = Not written for your services
library-tick = Ticked are the texts that law or inspection ask for and that you don't seem to have yet.
library-check-ticked = Check the ticked texts
library-none-title = Nothing matches
library-none = No text matches what you asked for.
library-no-services = Add your services first. The library then shows what is written for them.
library-add-services = Add a service
library-no-texts-title = No texts for your services yet
library-no-texts = The library has texts for services in Wales and England. You can bring your own.
library-bring = Bring our own

library-read-it = Read it
library-open-yours = Open yours
library-show-all = Show all texts
library-edition-short = edition { $edition }
library-looked-up = Looked up on { $date }
library-use = Use this text
library-about = About this text
library-edition = Edition
library-edition-of = { $edition }, of { $date }
library-written-for = Written for
library-need = Why you need it
library-audience = Who usually reads it
library-review = Usual review
library-reading = Reading time
library-language = Language
library-stands-on = What it stands on
library-law-law = Law
library-law-guidance = Guidance
library-law-code = Code
library-law-title = Title
library-law-kind = Kind
library-law-dated = Of
library-law-checked = Looked up
library-related = Policies that it names
library-related-here = You have it
library-related-missing = You don't have it
library-whole-text = The text
library-whole-text-note = Places of fields are marked. They are filled with your details when you adopt the text.
library-fields = Fields that it uses
library-fields-at = Filled in is what the text would print at { $service }.
library-field = Field
library-field-places = Places
library-field-state = With you
library-field-filled = Filled in
library-field-missing = Missing
library-field-later = Set when you publish
library-field-optional = Optional, not set

library-misfit-title = This text is not written for your services
library-misfit-nation = It is for { $for }, where { $body } inspects. Your service is in { $at }, where { $own } inspects.
library-misfit-kind = It is for: { $for }. Your service is: { $at }.
library-misfit-named = It names, and your service's text does not:
library-misfit-named-only = It stands on:
library-misfit-left-out = It leaves out what your service's text names:
library-misfit-instead = Written for you:
library-misfit-no-instead = The library has no text of this kind for your service. You can bring your own.
library-anyway-link = Use it all the same, with a reason
library-anyway-who = Only an owner of the organisation can use it all the same, with a reason that prints on the document.

library-adopt-title = Check and add
library-adopt-lede = { $count ->
    [0] Nothing can be added.
    [one] 1 text becomes a draft of yours. Nothing is published yet.
   *[other] { $count } texts become drafts of yours. Nothing is published yet.
 }
library-adopt-nothing-title = Nothing is ticked
library-adopt-nothing = Go back to the library and tick the texts that you want.
library-adopt-button = { $count ->
    [one] Add 1 policy
   *[other] Add { $count } policies
 }
library-adopt-codes = The policies and their codes
library-adopt-code = Code
library-adopt-code-of = Code of { $title }
library-adopt-taken = { $code } is the code of your policy “{ $title }”. Withdraw that one later if this text takes its place.
library-adopt-at = For { $services }. Review every { $months } months.
library-adopt-services-hint = Each text goes to those of these services that it is written for.
library-adopt-here = You have these already
library-adopt-refused = These are not written for your services
library-adopt-refused-note = They are left out. Take them off the list, or read why:
library-adopt-without = Go on without them
library-adopt-missing = These texts name policies that you don't have
library-adopt-missing-note = Their codes will stand in the text. Add them too, or change the text later.
library-adopt-missing-add = Tick these too

library-anyway-title = Use a text that is written for others
library-anyway-lede = The text stays as it is: it names bodies and law that may not be yours. Your reason prints on the document and stands in the log.
library-anyway-written = It is written for { $for }.
library-anyway-differs = How it differs for { $service }
library-anyway-fits = This text is written for all your services. No reason is needed.
library-anyway-reason = Why do you use it all the same?
library-anyway-reason-hint = One or two sentences. They print on the document, and inspectors read them.
library-anyway-button = Add it with this reason

library-does-not-fit = This text is written for another nation or kind of service. An owner can use it all the same, with a reason.
library-error-refused = Take the texts that are not written for your services off the list
library-error-no-service = Choose a service that “{ $title }” is written for
library-error-code-twice = Two of these policies have the same code
library-error-reason = Say why you use this text all the same
library-error-fits = The text is written for these services. Add it the usual way, without a reason
done-library-adopted = The policies are added as drafts. Fill the gaps, then check and publish.
done-library-adopted-one = The policy is added as a draft. Fill the gaps, then check and publish.

policies-adopted-from = Adopted from the library
policies-adopted-edition = { $title }, edition { $edition }
policies-adopted-gone = Edition { $edition } of a text that the library no longer has
policies-override-title = Written for another nation or kind of service

coverage-title = What the regulator expects
coverage-link = What the regulator expects
coverage-lede = Each expectation against your policies. It is a check list, not legal advice: ask your regulator when in doubt.
coverage-overview-lede = For each service: what is expected, what is in force, and what is missing.
coverage-service = Service
coverage-services = Services
coverage-expected = Expected
coverage-no-list = No list
coverage-no-services-title = No services yet
coverage-no-services = What is expected depends on nation and kind of service. Add a service first.
coverage-of = { $kind } in { $nation }, inspected by { $body }.
coverage-other-services = Other services:
coverage-unread = { $count } of { $total } entries could not be checked at the source: they were taken from summaries, and may be incomplete or out of date. They are marked “not checked at the source”. Read the law or ask your regulator before you rely on them.
coverage-no-list-title = There is no list for this service
coverage-no-list-nation = We have not read the law of { $nation } closely enough to give you a list. Ask { $body } what it expects:
coverage-no-list-kind = We have no checked list for this kind of service in { $nation }. Ask { $body } what it expects, if it inspects you:
coverage-standing-gap = Gap
coverage-standing-draft = Draft only
coverage-standing-in-force = In force
coverage-standing-not-applicable = Not applicable
coverage-showing = Showing only: { $standing }
coverage-show-all = Show all
coverage-none-shown = Nothing stands like this.
coverage-head-expected = What is expected
coverage-head-asked-by = Asked for by
coverage-head-since = Holds since
coverage-head-checked = Looked up on
coverage-head-read = Checked at the source
coverage-head-source = What was read
coverage-head-standing = How it stands
coverage-head-policies = Policies
coverage-head-reason = Reason
coverage-head-by = Answered by
coverage-head-on = Answered on
coverage-head-action = What to do
coverage-yes = Yes
coverage-no = No
coverage-not-verified = Not checked at the source
coverage-not-verified-long = Not checked at the source: this was taken from a summary. Read the law or ask your regulator before you rely on it.
coverage-perhaps = Is it this one?
coverage-perhaps-link = Say so
coverage-perhaps-many = { $count ->
    [one] 1 policy of yours looks as if it answers a gap
   *[other] { $count } gaps look as if policies of yours answer them
 }
coverage-perhaps-button = Say so for the ticked
coverage-suggestions = Suggested answers
coverage-suggestions-lede = These policies of yours look as if they answer what is expected. Read each one, tick what is right, and say so in your name. What you leave unticked stays a gap. You can take an answer back below.
coverage-suggestions-look = Look at all suggestions together
coverage-suggestions-none-title = Nothing is suggested
coverage-suggestions-none = No policy of yours looks as if it answered a gap. Answer an expectation on its own page, or bring in more policies.
coverage-tick-all = Tick all of these
coverage-tick-none = Untick all
coverage-ticked-all = All are ticked.
coverage-all-services = Show all services
coverage-pick = { $title }: { $policy }
coverage-why-code = It has the code { $word }, which the library gives to its text on this.
coverage-why-title = It has the title of the library's text on this: “{ $word }”.
coverage-why-word = Its title has the word “{ $word }”. Check that it says what is asked.
coverage-read-policy = Read the policy
coverage-answer-otherwise = Answer otherwise
coverage-said-title = Said so far ({ $count }): look through, change or take back
coverage-said-lede = What was said for one service by naming a policy, the newest first. Tick what is wrong and take it back, or change one.
coverage-change = Change
coverage-policy-gone = a policy that is withdrawn
coverage-take-back-ticked = Take the ticked back
coverage-error-tick = Tick at least one
done-coverage-confirmed = The answers are saved. You find them below, and can take them back.
done-coverage-confirmed-none = Nothing was said: what you ticked had changed meanwhile. Look again.
done-coverage-taken-back-many = The ticked answers are taken back.
coverage-none = None
coverage-choose = Choose from the library
coverage-bring = Bring our own
coverage-answer = Answer
coverage-csv = Download this list (CSV)
coverage-print = To print it, use the print command of your browser.
coverage-since = Holds since { $date }
coverage-checked = Looked up on { $date }
coverage-answered = { $who } said so on { $date }.
coverage-answered-elsewhere = The policy that was named is neither in force nor to be in force at this service, so this stays a gap here.
coverage-answered-everywhere = It was said for all services.
coverage-take-back = Take this answer back
coverage-what-answers = What answers it
coverage-nothing-answers = Nothing in force or in draft answers this here.
coverage-perhaps-title = This policy looks as if it answers it
coverage-your-answer = Your answer
coverage-your-answer-hint = A policy that you adopted from the library counts by itself. Say here what else answers this, or why it doesn't apply.
coverage-say-covered = A policy of ours answers it
coverage-say-not-applicable = It doesn't apply to this service
coverage-policy = Which policy?
coverage-policy-none = Choose a policy
coverage-reason = Reason
coverage-reason-hint = Needed when it doesn't apply. Inspectors read this.
coverage-everywhere = Say so for all our services
coverage-everywhere-hint = Wherever this is expected. An answer for one service comes before it.
coverage-save = Save this answer
coverage-error-answer = Say whether a policy answers it or it doesn't apply
coverage-error-policy = Choose the policy that answers it
coverage-error-reason = Say why it doesn't apply
coverage-no-policy = That policy is not there any more
coverage-no-answer = The answer was taken back already
done-coverage-answered = What you said is saved. It counts where the policy is in force or is to be in force.
done-coverage-taken-back = The answer is taken back.
