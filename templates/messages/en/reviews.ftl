# Reviews: the register, the form, the reminders.
reviews-title = Reviews
reviews-lede = Every policy in force, with the day by which somebody must look at it again.
reviews-back = All reviews
reviews-csv = Download as CSV
reviews-table = Reviews
reviews-search = Search title or code
reviews-count = { $shown } of { $total }
reviews-filter-due = Due
reviews-filter-overdue = Overdue
reviews-filter-30 = In the next 30 days
reviews-filter-all = All dates
reviews-filter-service = Service
reviews-filter-any-service = All services
reviews-filter-owner = Owner
reviews-filter-any-owner = All owners
reviews-head-date = Review due
reviews-head-title = Policy
reviews-head-owner = Owner
reviews-head-last = Last reminder
reviews-head-action = Action
reviews-no-email = no e-mail
reviews-never-reminded = None yet
reviews-do = Review
reviews-look = Look
reviews-state-overdue = Overdue by { $days ->
    [one] 1 day
   *[other] { $days } days
 }
reviews-state-due = { $days ->
    [0] Due today
    [1] Due tomorrow
   *[other] Due in { $days } days
 }
reviews-none-title = Nothing is due
reviews-none-text = Review dates appear here when you publish a policy.
reviews-none-button = Go to policies
reviews-no-match-title = No reviews match
reviews-no-match-text = Other reviews exist. Clear the filters to see them.

reviews-csv-due = Review due
reviews-csv-days = Days overdue
reviews-csv-code = Code
reviews-csv-policy = Policy
reviews-csv-owner = Owner
reviews-csv-services = Services
reviews-csv-last-reminder = Last reminder

reviews-of = Review: { $title }
reviews-fact-due = Due
reviews-fact-state = State
reviews-fact-version = Version
reviews-fact-owner = Owner
reviews-read-policy = Read the policy
reviews-form-title = Nothing has to change
reviews-form-else = Use this form if the policy is still right. If it needs changes, or you no longer need it, [[go to the policy]] to write a new version or to withdraw it.
reviews-looked-at = What did you look at?
reviews-looked-at-law = Law and guidance
reviews-looked-at-incidents = Incidents and complaints
reviews-looked-at-questions = Questions from staff
reviews-looked-at-audits = Audits and inspections
reviews-looked-at-people = What people we support and their families say
reviews-reason = Why is it still right?
reviews-reason-hint = One or two sentences. Inspectors read this.
reviews-next = When is the next review?
reviews-next-year = In 12 months: { $date } (usual)
reviews-next-half-year = In 6 months: { $date }
reviews-next-other = On another date
reviews-next-date = Another date
reviews-next-date-hint = For example, 27 9 2027. At most three years from today.
reviews-record = Record the review
reviews-cancel = Cancel
reviews-not-yours = The owner, { $owner }, or a manager of every service where the policy applies records this review.
reviews-history = Reviews so far
reviews-history-none = No review has been recorded yet.
reviews-past = Version { $label } reviewed, nothing changed
reviews-past-looked-at = Looked at: { $list }
reviews-past-next = Next review: { $date }
reviews-last-reminder = Last reminder sent on { $date }.
done-review-recorded = The review is recorded. The next date is set.

reviews-error-looked-at = Choose what you looked at
reviews-error-reason = Enter why the policy is still right
reviews-error-reason-short = The reason must have at least { $count } characters
reviews-error-reason-long = The reason must have { $count } characters or fewer
reviews-error-next = Choose when the next review is
reviews-error-date = Next review date must be a real date, with day, month and year
reviews-error-date-missing = Enter the date of the next review
reviews-error-date-past = Next review date must be in the future
reviews-error-date-far = Next review date must be within three years
reviews-error-page = Load the page again: it did not say which version you looked at
reviews-error-changed = Somebody else recorded a review or published a new version while you were writing. Nothing of yours was saved. Load the review page again to see what is there now.

reviews-mail-subject-early = Review due { $date }: { $title }
reviews-mail-subject-coming = { $days ->
    [0] Today: review { $title }
    [1] Tomorrow: review { $title }
   *[other] In { $days } days: review { $title }
 }
reviews-mail-subject-overdue = { $days ->
    [one] 1 day overdue: { $title }
   *[other] { $days } days overdue: { $title }
 }
reviews-mail-subject-weeks = { $days ->
    [one] 1 week overdue: { $title }
   *[other] { $days } weeks overdue: { $title }
 }
reviews-mail-subject-several = { $overdue ->
    [0] { $count } reviews need attention
   *[other] { $count } reviews need attention, { $overdue } overdue
 }
reviews-mail-line = The review of { $title } ({ $code }) is due on { $date }. Its owner is { $owner }.
reviews-mail-line-overdue = The review of { $title } ({ $code }) was due on { $date }, { $days ->
    [one] 1 day ago
   *[other] { $days } days ago
 }. Its owner is { $owner }.
reviews-mail-takes = If nothing has to change, a review takes about ten minutes.
reviews-mail-stays = The policy stays in force until it is reviewed.
reviews-mail-several = These reviews need attention, the most urgent first:
reviews-mail-item = { $title } ({ $code }): due on { $date }, owner { $owner }
reviews-mail-item-overdue = { $title } ({ $code }): { $days ->
    [one] 1 day
   *[other] { $days } days
 } overdue, due on { $date }, owner { $owner }
reviews-mail-button = Open the review
reviews-mail-button-list = Open the list of reviews
reviews-mail-why = You get this because you own a policy, or are responsible for a service where a review is late.

reviews-mail-cover = You get this because you stand in for { $names }. When that ends, they get these mails again.
reviews-error-month = “{ $typed }” in the address is no month. Write it as 2026-11, or clear the filters. Nothing is shown until then.
reviews-error-file = The month in the address of this file is none. Go back to the reviews and download the file again.
