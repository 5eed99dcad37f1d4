# The office: shared tablets, slips with PINs, badges.
devices-title = Shared tablets
devices-lede = Staff sign in to a shared tablet with their staff number and PIN, or their badge. A tablet belongs to one service. It can show, sign and report, and nothing else.
devices-add = Add a tablet
devices-add-lede = You get a code to type on the tablet. Have the tablet at hand.
devices-name = Name
devices-name-hint = Where it stands, such as Staff room.
devices-service = Service
devices-service-hint = Without signing in it shows the policies in force at this service.
devices-choose = Choose a service
devices-make-code = Make a code
devices-state = State
devices-state-waiting = Waiting for its code
devices-state-code-over = Code ran out
devices-state-enrolled = In use
devices-state-lapsed = Not used for 90 days
devices-state-revoked = Revoked
devices-enrolled = In use since
devices-enrolled-by = { $date }, by { $name }
devices-added-by = Added by { $name }
devices-added = Added
devices-not-yet = Not yet
devices-seen = Last sign-in
devices-never = Never
devices-none-title = No tablets yet
devices-none = Add one for staff who have no e-mail or no computer at work.
devices-code-title = Do this on the tablet now
devices-code-open = Open this address:
devices-code-type = Type this code:
devices-code-once = The code works once, for { $minutes } minutes. Nobody but you sees it.
devices-code-other = A code was made a moment ago. Only who made it sees it.
devices-rename = Another name
devices-rename-button = Save the name
devices-again = Set it up again
devices-again-text = When the tablet asks for a code although it is in use, for example after its browser was cleared. Whatever was this tablet before stops.
devices-revoke = Revoke
devices-revoke-title = Revoke this tablet?
devices-revoke-lede = Whoever is signed in at it is signed out. From its next touch it only asks for a code. What was signed on it stays.
devices-error-name = Give it a name of at most 80 letters
devices-error-service = Choose the service where it stands
devices-error-revoked = This tablet was revoked. Add it again to use it.
done-device-renamed = The name was saved.
done-device-revoked = The tablet was revoked.
slips-title = Sign-in without e-mail
slips-link = Sign-in without e-mail: slips and badges
slips-lede = Print a slip with a staff number and a first PIN. Whoever gets it chooses their own PIN on first use, within { $days } days. You never see that PIN.
slips-show-needed = { $count ->
    [one] Show the 1 person without e-mail who cannot sign in yet
   *[other] Show the { $count } people without e-mail who cannot sign in yet
 }
slips-show-all = Show everybody
slips-tick-all = Tick everybody who has no PIN of their own
slips-none-needed = Everybody without e-mail can sign in.
slips-nobody-title = Nobody to give a slip to
slips-nobody = Add people to the staff list first.
slips-person = Person
slips-number = Staff number
slips-number-none = Made with the slip
slips-services = Services
slips-pin = PIN
slips-pin-none = None
slips-pin-slip = Slip given
slips-pin-slip-over = Slip ran out
slips-pin-own = Own PIN
slips-pin-locked = Locked after 5 wrong tries
slips-pin-phone-locked = Locked for own phones
slips-badge = Badge
slips-badge-since = Since { $date }
slips-badge-none = None
slips-stop = Take back
slips-make = Make slips
slips-make-badges = Make badges
slips-print-hint = At most { $most } at a time. A new slip ends the PIN before, a new badge the badge before. Print the sheet at once: it is not kept and cannot be opened again.
slips-sheet-title = Slips
slips-sheet-lede = Print this page now and cut the slips. Nobody can open it again. Each first PIN works for { $days } days.
slips-sheet-print = Print this page
slips-badges-title = Badges
slips-badges-no-pin = { $count ->
    [one] 1 of these people has no PIN yet
   *[other] { $count } of these people have no PIN yet
 }
slips-badges-no-pin-body = The tablet asks for the PIN when a badge is scanned. Print a slip for them, too:
slips-badges-no-pin-link = Go to the slips
slips-badges-lede = Print this page now and cut the badges. Nobody can open it again.
slips-badge-code = Badge of { $name }, to scan
slips-first-pin = First PIN
slips-ticket-tablet = Shared tablet: touch it, or type this address: { $address }
slips-ticket-phone = Own phone: type this address: { $address }
slips-ticket-own = Choose your own PIN on first use, within { $days } days. Then tear up this slip. Tell nobody your PIN, not even your manager.
slips-stop-title = Take PIN and badge from { $name }?
slips-stop-lede = They are signed out at once and can only sign in again with a new slip or badge. What they signed stays.
slips-error-made-since = Since this page was opened, slips or badges were made for people who are ticked, perhaps because the page with them was loaded again. What was printed first still works. Press the button again only if you want to replace it
slips-error-own = { $count ->
    [one] A slip ends at once the PIN that somebody chose: { $names }. Untick them, or press the button again to replace it
   *[other] Slips end at once the PINs that { $count } people chose: { $names }. Untick them, or press the button again to replace them
 }
slips-error-nobody = Choose at least one person
slips-error-many = Choose fewer people at a time
slips-settings = What your organisation allows
slips-badge-alone = A badge alone is enough at a shared tablet
slips-badge-alone-hint = Whoever holds a badge can then sign as its owner. Receipts say that a badge was used. It helps people who cannot remember a PIN.
slips-own-phone = Staff may sign in on their own phones with staff number and PIN
slips-own-phone-hint = Off at first: anybody on the internet could try numbers and PINs. After 5 wrong tries a PIN stops working on phones until its owner gets a new slip; shared tablets are not affected. Whoever knows a staff number can make that happen, from anywhere and again. The address is { $address }
slips-settings-save = Save
done-slips-stopped = PIN and badge were taken back.
done-slips-settings = Saved.
