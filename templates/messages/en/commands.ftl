# What the commands of the program say to the person at the machine.
serve-listens = Polisi answers at { $address }
serve-first-run = There is no organisation yet. Open this link within 24 hours to make the first one: { $link }
work-runs = Polisi does the jobs.
jobs-ahead = { $moment } is ahead of the clock: nothing was deleted, shredded or expired in this pass.

cli-not-an-email = not an e-mail address
cli-not-a-language = not a language: write en or cy
file-exists = { $file } is there already, and nothing is written over it.
lock-taken = Another polisi serves { $database } already. Stop it first, or use PostgreSQL for several nodes.
serve-no-jobs-needs-server = --no-jobs needs PostgreSQL: set POLISI_DATABASE_URL to an address that begins with postgres://.
serve-no-port = POLISI_BASE_URL can't take a port.
work-needs-server = polisi work needs PostgreSQL: with SQLite, polisi serve does the jobs.

migrate-ran = Migration { $version } ran.
migrate-nothing = The schema is current; no migration ran.
migrate-granted = The role { $role } may use the tables.
migrate-no-role = POLISI_DATABASE_URL names no role to grant the tables to: write it before the host, as in postgres://polisi_app@localhost/polisi.

backup-done = { $file } holds everything up to now (organisations: { $count }). It was opened, checked and verified. The master key is not in it: keep that file elsewhere.
backup-nothing = There is no database at { $database }.
backup-not-migrated = The database schema is not current: run polisi migrate or start polisi serve first.
backup-lost-rows = The copy lacks rows of { $table }; it was thrown away. Try again on another disk.
backup-verified = { $file } is whole. Organisations verified: { $count }. The master key fits.
backup-older = The backup was made by an earlier polisi. Try it with: polisi restore --drill

restore-done = { $database } is { $file } again. Organisations verified: { $count }; sessions ended: { $sessions }; migrations run: { $migrations }.
restore-ended = Whatever was ended, used or revoked since the backup lets nobody in: all mailed links, share links, tablets, badges and visits of support ended (links: { $links }). Enrol tablets anew, print badges anew, send invitations and share links again; who opens a signing link can ask for a new one. Passwords, PINs and second steps are those of the backup.
restore-mail-held = Mail is held, so that nothing old goes out. When all is well, run: polisi mail release
restore-drilled = { $file } can be restored. Organisations verified: { $count }; migrations run: { $migrations }; it took { $seconds } seconds. Nothing was kept.
restore-no-such = The backup holds no organisation { $slug }.
restore-is-there = The organisation is in this database already, as { $slug } ({ $state }): it can't come back over itself. To look things up in the backup, use --into.
restore-slug-taken = Another organisation is called { $slug } now: give --as another short name.
restore-alone = { $database } holds { $slug } alone, as in the backup (rows: { $rows }). Nobody is signed in, its links, tablets and badges ended, and mail is held there. To look things up: POLISI_DATA_DIR={ $folder } POLISI_MASTER_KEY_FILE={ $key } POLISI_LISTEN=127.0.0.1:8081 polisi serve
restore-brought-back = { $slug } is back (rows: { $rows }), verified. Its people sign in again; its mailed links, share links, tablets and badges ended; mails that waited when the backup was made were stopped.
restore-needs-file = To bring an organisation back into PostgreSQL isn't possible yet: use --into, and look things up there.
restore-taken = { $database } is there already: polisi restore needs a place without a database.
restore-no-key = The master key file { $file } is missing: put the key there that belongs to this backup; backups never contain it.
restore-no-backup = The file is no whole backup: { $why }
restore-no-installation = The file is a database, but not one of Polisi.
restore-newer = The backup was made by a newer polisi: restore it with that version.
restore-server = The database is PostgreSQL: restore with pg_restore into an empty database, then run polisi mail hold before polisi serve.

keys-heads = owner, kind, key, made, retired
keys-two-files = Give { $name } twice, with two different files.
keys-sheets-differ = The sheets don't give the key again; nothing was kept. Try again on another disk.
keys-exported = { $one } and { $other } are the recovery copy. Print both, give them to two people, and delete the files. Together they open everything; one alone opens nothing. Fingerprint: { $fingerprint }
keys-sheet-what = This sheet is half of the recovery copy of a Polisi master key. Alone it opens nothing.
keys-sheet-keep = Keep it locked away, apart from the other sheet and from the backups.
keys-sheet-use = To use it, type it into a file (without these lines) and run: polisi keys recover --from FILE --from FILE
keys-recovered = { $file } is the master key again. It is the one of this database.
keys-recovered-unproved = { $file } is the master key again. The two sheets fit each other; there is no database here yet to compare it with.
keys-other-installation = The two sheets fit each other, but they are not of this installation: its master key is another.
keys-rotated = { $slug } has a new data key. What the old one sealed still opens. A server that runs uses the new one from its next start.

mail-held = Mail is held until you run: polisi mail release
mail-released = Mail is released. What waited goes out with the next pass of the jobs.

verify-holds = Organisations verified: { $count }. Nothing was altered.
verify-bad = { $slug }: { $table } { $row }: { $why }
verify-orphan = { $table } row { $row } points to a row of { $parent } that isn't there.
verify-damaged = The database file is damaged: { $why }
verify-key = { $slug }: its key doesn't open: { $why }
verify-no-organisation = There is no organisation { $slug }.

organisation-made = { $slug } was made. Its owner joins by this link within { $hours } hours; it works once: { $link }
organisation-invited = The owner joins by this link within { $hours } hours; it works once: { $link }
organisation-no-owner = In { $slug } no owner with the address { $email } is still to join.
organisation-empty = The names must not be empty.
operator-made = { $email } is an operator. Choose a password by this link within { $minutes } minutes; it works once: { $link }
operator-factor-reset = The second step of { $email } is reset and all sessions have ended. They get an e-mail; the next sign-in sets up a new one where a role needs it.
operator-no-account = There is no account { $email }.
operator-no-factor = { $email } has no second step to reset.
operator-known = { $email } is an operator now and signs in with the password they have.

check-settings = settings
check-settings-fit = all are understood
check-folder = data folder
check-folder-none = { $folder } is made by the first start
check-folder-open = others may open { $folder }; run chmod 700 on it
check-database = database
check-database-none = none yet; the first start makes it
check-keys = master key
check-keys-none = none yet; the first start makes it
check-mail = mail
check-mail-files = written to files in { $folder }
check-mail-held = held since a restore; release it with: polisi mail release
check-mail-server = the server does not answer: { $why }
check-backup = backups
check-backup-none = none yet; the first is made in the night after the first organisation joined
check-backup-newest = the newest is of { $when }, in { $folder }
check-backup-old = the newest verified backup is of { $when }, more than 26 hours ago; make one with polisi serve running, and see why on the page /operator/backups
check-backup-missing = there is none in { $folder }, though the first organisation joined more than 26 hours ago; see why on the page /operator/backups
check-backup-failed = the last one failed; see why on the page /operator/backups
check-backup-same-disk = note backups: { $folder } is on the same disk as the data folder; losing that disk loses both. Set POLISI_BACKUP_DIR to another disk.
check-recovery-none = note master key: no recovery copy was ever made. Run polisi keys export --to FILE --to FILE and give the two sheets to two people.
check-failed = Checks that failed: { $count }.
check-default = (default) { $value }
check-hidden = (set, not shown)

setting-database-url = Where the database is: sqlite:// and a path, or postgres:// and a server.
setting-database-url-default = polisi.db in the data folder
setting-migration-database-url = The owner of the tables on PostgreSQL; only polisi migrate uses it.
setting-migration-database-url-default = none
setting-data-dir = The folder for the database, the master key and mail files.
setting-data-dir-default = data
setting-listen = The address and port that the server listens on.
setting-listen-default = 127.0.0.1:8080
setting-base-url = The address that people type; https unless everything stays on this machine.
setting-base-url-default = http:// and the address of POLISI_LISTEN
setting-smtp-url = The mail server: smtp:// (with STARTTLS) or smtps://, with user and password when it needs them.
setting-smtp-url-default = none: mail is written to files in the folder mail of the data folder
setting-smtp-ca-file = A certificate authority of your own for the mail server (PEM).
setting-smtp-ca-file-default = none: the usual authorities
setting-mail-from = The sender of mails.
setting-mail-from-default = Polisi <polisi@ and the host of POLISI_BASE_URL>
setting-master-key-file = The file with the master key; without it sealed data can't be read.
setting-master-key-file-default = master.key in the data folder
setting-backup-dir = The folder for nightly backups, best on another disk.
setting-backup-dir-default = backups in the data folder
setting-trusted-proxies = Addresses of the proxies in front, with commas between; needed when POLISI_LISTEN isn't loopback.
setting-trusted-proxies-default = none
setting-sign-up = Whether anybody may set up an organisation at /sign-up: on or off.
setting-sign-up-default = off
setting-breached-passwords = A file with the SHA-1 hashes of passwords that were in breaches, ordered by hash; none of them is taken.
setting-breached-passwords-default = none
setting-log = What is logged on standard error: off, error, warn, info, debug or trace, or target=level.
setting-log-default = info for polisi serve and polisi work, error for other commands
command-no-database = There is no database at { $path }. Is POLISI_DATA_DIR right?
