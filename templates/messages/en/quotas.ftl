# How much organisations may have.
usage-title = What is used
usage-people = { $used } of { $amount } people
usage-storage = { $used } of { $amount } for files
usage-mails = { $used } of { $amount } e-mails today
usage-megabytes = { $size } MB
usage-gigabytes = { $size } GB
usage-near = Little is left. When nothing is left, nothing can be added; nothing is deleted. Ask the people who run Polisi for more in good time.
usage-people-note = When nothing is left, nobody can be added to the staff list. Who is on it stays.
usage-storage-note = When nothing is left, no file can be added. What is there stays.
usage-mails-note = When nothing is left, other e-mails wait until the next day. Alerts, passwords and what guards accounts always go.
usage-storage-full = There is no room left for files, so nothing was added. Ask the people who run Polisi for more room.
people-error-full = Your organisation has as many people as it may have, so nobody was added. Note who has left, or ask the people who run Polisi for more.
staff-import-over = { $count ->
    [0] There is no room for new people. Leave the new rows out, note who has left, or ask the people who run Polisi for more. Nothing is added until then.
    [one] There is room for 1 new person only. Leave rows out, note who has left, or ask the people who run Polisi for more. Nothing is added until then.
   *[other] There is room for { $count } new people only. Leave rows out, note who has left, or ask the people who run Polisi for more. Nothing is added until then.
 }
outbox-answer-quota = Waits: your organisation has sent as many e-mails as it may today
outbox-kind-quota = Little is left of what you may use
activity-quota_changed = What the organisation may use was changed

nav-operator-quotas = Limits
quota-title = How much organisations may have
quota-lede = For every organisation that has nothing of its own. Less than somebody has takes nothing away: only nothing is added.
quota-own-lede = For this organisation alone. Less than it has takes nothing away: only nothing is added. Its log keeps the change and why.
quota-storage = Megabytes of files
quota-people = People
quota-mails = E-mails a day
quota-empty = Empty: as every other, { $amount }
quota-as-others = as every other
quota-near = Less than a fifth is left.
quota-reason = Why?
quota-reason-hint = Kept here, and in the log of the organisation when it is for one alone.
quota-save = Save the limits
quota-unchanged = Nothing was changed yet.
quota-change = Change the limits
quota-error-amount = Write a whole number from 1 up
quota-mail-subject = Little is left: { $use }
quota-mail-body = { $organisation } uses { $use }.
quota-mail-button = See what is used
quota-mail-why = You get this e-mail because you are an owner of { $organisation } on Polisi.
done-quota-saved = The limits are saved.
