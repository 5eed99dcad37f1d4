# The Today page.
today-says-cases = { $count ->
    [one] 1 report of a concern is open.
   *[other] { $count } reports of concerns are open.
 }
today-says-overdue = { $count ->
    [one] 1 policy review is overdue.
   *[other] { $count } policy reviews are overdue.
 }
today-says-late = { $count ->
    [one] 1 signature is late.
   *[other] { $count } signatures are late.
 }
today-says-soon = { $count ->
    [one] 1 review is due in the next 30 days.
   *[other] { $count } reviews are due in the next 30 days.
 }
today-says-gaps = { $count ->
    [one] 1 policy has gaps.
   *[other] { $count } policies have gaps.
 }
today-says-in-date = { $count } of { $total } policies are in date.
today-says-well = { $total ->
    [one] The policy in force is in date and nobody is late.
   *[other] All { $total } policies are in date and nobody is late.
 }
today-says-nothing = No policy is in force yet.

today-figure-overdue = { $count ->
    [one] review overdue
   *[other] reviews overdue
 }
today-figure-soon = { $count ->
    [one] review due in 30 days
   *[other] reviews due in 30 days
 }
today-figure-signatures = { $count ->
    [one] signature outstanding
   *[other] signatures outstanding
 }
today-figure-cases = { $count ->
    [one] incident open
   *[other] incidents open
 }
today-figure-gaps = { $count ->
    [one] policy with gaps
   *[other] policies with gaps
 }
today-figure-late = { $count } late

today-needs = Needs you
today-needs-none = Nothing needs you today.
today-see-all = See all: { $count } { $what }
today-need-case = Report { $reference }
today-need-case-tag = Open
today-need-late = Review overdue by { $days ->
    [one] 1 day
   *[other] { $days } days
 }
today-need-due = { $days ->
    [0] Review due today
    [1] Review due tomorrow
   *[other] Review due in { $days } days
 }
today-need-request = Data request to answer
today-need-request-waits = Data request that nobody may run
today-need-complaint = Data-protection complaint to answer
today-need-right-late = { $days ->
    [one] Late by 1 day
   *[other] Late by { $days } days
 }
today-need-right-due = { $days ->
    [0] Due today
    [1] Due tomorrow
   *[other] Due in { $days } days
 }
today-need-right-open = Open
today-need-owner = Owner: { $owner }
today-need-signatures = Late by { $days ->
    [one] 1 day
   *[other] { $days } days
 }
today-need-to-sign = { $count ->
    [one] 1 policy to sign
   *[other] { $count } policies to sign
 }
today-need-gaps = { $count ->
    [one] 1 gap
   *[other] { $count } gaps
 }
today-need-approval = For your approval
today-need-comments = For your comments
today-need-look-in = { $email }, who runs Polisi, asks to look in
today-need-look-in-tag = Waits for an owner
today-act-answer = Answer
today-need-stale = Policies print an old value
today-need-stale-count = { $count ->
    [one] 1 policy
   *[other] { $count } policies
 }
today-act-review = Review
today-act-open = Open
today-act-fill = Fill

today-months = Reviews by month
today-months-link = All reviews
today-month-unit = { $count ->
    [one] review
   *[other] reviews
 }
today-bars = Read and sign
today-bars-link = All requests

today-failed = { $count ->
    [one] 1 e-mail could not be delivered
   *[other] { $count } e-mails could not be delivered
 }
today-failed-link = See which, and try again
today-mail-held = E-mails wait for now: Polisi was restored from a backup and is being looked through first. Invitations, links and reminders reach nobody until whoever runs Polisi for you lets them go.

today-to-read = { $count ->
    [0] You have nothing to read.
    [one] You have 1 policy to read.
   *[other] You have { $count } policies to read.
 }
today-read = Read and sign
today-my-list = My list and receipts
today-policies = Policies in force where I work
today-report = Report a concern

today-answers = { $count ->
    [one] One draft waits for your answer
   *[other] { $count } drafts wait for your answer
 }
today-need-answer-cover = Waits for somebody you stand in for
today-need-answer-for = Asked of { $name }. You can be asked instead on the page of the draft.

today-missing = Somebody is missing
today-missing-owner-stays = The last day of { $name } was { $date }, and their access goes on: nobody else is an owner who can sign in.
today-missing-owner-stays-link = Make somebody else an owner
today-missing-lead-anywhere = Nobody is safeguarding lead: no service takes reports of concerns.
today-missing-lead-anywhere-link = Name the key people
today-missing-lead = { $service } has no safeguarding lead and takes no reports of concerns.
today-missing-lead-link = Name a lead
today-missing-lead-account = { $name }, safeguarding lead of { $service }, has not joined yet and hears of no report.
today-missing-lead-account-link = Invite { $name }
today-missing-lead-away = { $name }, safeguarding lead of { $service }, is away, and nobody who could be told of a report is there.
today-missing-lead-away-link = Name somebody who stands in
today-missing-deputy = { $service } takes no reports of concerns: beside the lead it needs a deputy with an account.
today-missing-deputy-link = Name a deputy
today-missing-manager = { $service } has no registered manager.
today-missing-manager-link = Name a manager
today-missing-responsible-individual = Nobody is responsible individual.
today-missing-responsible-individual-link = Name a responsible individual
today-missing-nominated-individual = Nobody is nominated individual.
today-missing-nominated-individual-link = Name a nominated individual
today-missing-data-protection-lead = Nobody is data-protection lead.
today-missing-data-protection-lead-link = Name a data-protection lead
today-missing-policy-owner = { $name } has left and still answers for { $count ->
    [one] 1 policy.
   *[other] { $count } policies.
 }
today-missing-policy-owner-link = Choose who takes them over
today-missing-manager-account = { $name }, registered manager of { $service }, has not joined yet and cannot sign in.
today-missing-manager-account-link = Invite { $name }
today-missing-more = { $count ->
    [one] One more
   *[other] { $count } more
 }
