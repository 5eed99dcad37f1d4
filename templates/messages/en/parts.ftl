# Words of the shared parts of a page.
parts-skip = Skip to main content
parts-back = Back
parts-change = Change
parts-service = service
parts-your-account = (your account)
parts-sign-out = Sign out
parts-for = For
parts-not-you = Not you?

parts-optional = (optional)
parts-error-prefix = Error:
parts-error-summary = There is a problem
parts-show-password = Show
parts-hide-password = Hide
parts-at-most-characters = You can write up to { $count } characters.
parts-day = Day
parts-month = Month
parts-year = Year
parts-not-provided = Not provided

parts-copy = Copy
parts-copied = Copied
parts-emergency = Emergency:
parts-read-only = You can look, not change.
parts-signing-as = Signing as

parts-sort-by = Sort by
parts-filter = Filter
parts-filter-fold = { $count ->
    [0] More filters
    [one] More filters (1 set)
   *[other] More filters ({ $count } set)
 }
parts-apply-filters = Apply filters
parts-remove-filter = Remove filter:
parts-clear-filters = Clear filters
parts-filter-unknown = The address asks for a choice that does not exist. The list shows everything instead.
parts-pages = Pages
parts-showing = Showing { $first } to { $last } of { $total }
parts-previous-page = Previous page
parts-next-page = Next page
parts-of = { $done } of { $total }
parts-switch = Change organisation
parts-switch-all = All organisations
