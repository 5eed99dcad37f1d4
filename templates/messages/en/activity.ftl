# The organisation's log as people read it. Each action that the program can log has a message here.
activity-title = Activity
activity-lede = Who did what, and when. Lines are added and never changed; each is chained to the one before it. What is said in a report of a concern never stands here.
activity-table = Activity
activity-csv = Download as CSV
activity-verify = Check the chain now
activity-checked = Every line was read and its hash worked out again. { $at }
activity-intact = Checked now: intact
activity-broken = Line { $seq } is not what was written
activity-broken-words = The words beside line { $seq } were changed
activity-broken-end = Lines are missing from number { $seq } on
activity-count = { $count ->
    [one] 1 line
   *[other] { $count } lines
 }
activity-filter-action = What
activity-filter-any = Everything
activity-filter-person = Who
activity-filter-anybody = Everybody
activity-filter-policy = Policy
activity-filter-any-policy = All policies
activity-head-at = When
activity-head-who = Who
activity-head-what = What
activity-head-words = In words
activity-head-number = Line
activity-no-match-title = No lines match
activity-no-match-text = Other lines exist. Clear the filters to see them.
activity-by-link = { $name }, by personal link
activity-by-job = Polisi, by itself
activity-by-command = Somebody at the server
activity-by-nobody = Not recorded
activity-csv-number = Line
activity-csv-at = When (UTC)
activity-csv-who = Who
activity-csv-what = What
activity-csv-subject = About
activity-csv-words = In words
activity-csv-facts = Facts (JSON)

activity-other = Something else
activity-organisation_founded = Organisation founded
activity-service_added = Service added
activity-service_changed = Service changed
activity-field_changed = Field changed
activity-person_added = Person added
activity-person_changed = Person changed
activity-person_left = Person left
activity-person_invited = Person invited
activity-member_joined = Person joined with an account
activity-role_granted = Role given
activity-role_ended = Role ended
activity-review_recorded = Policy reviewed, nothing changed
activity-mail_retried = Failed e-mail sent again
