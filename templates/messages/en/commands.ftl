# What the commands of the program say to the person at the machine.
serve-listens = Polisi answers at { $address }
serve-first-run = There is no organisation yet. Open this link within 24 hours to make the first one: { $link }
work-runs = Polisi does the jobs.
jobs-ahead = { $moment } is ahead of the clock: nothing was deleted, shredded or expired in this pass.
