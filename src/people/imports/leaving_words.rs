//! The words by which a list of staff says that somebody has left, leaves, or is there still. Folded, with single
//! spaces and no signs.

/// What says so when nothing else stands beside it.
pub(super) const ALONE: &[&str] =
    &["former", "previous", "past", "ex", "no longer", "gone", "quit", "fired", "closed"];
/// What says so alone, or with a day, a month or a year behind it: "Finished 01/09/26", "Retired 2025".
pub(super) const DATED: &[&str] = &["retired", "finished", "ended", "departed", "wedi gorffen"];
/// What says so whatever stands behind it: "Left 12/08/26", "No longer employed".
pub(super) const FIRST: &[&str] = &[
    "left",
    "leaver",
    "leavers",
    "has left",
    "have left",
    "no longer employed",
    "no longer works",
    "no longer working",
    "no longer with",
    "no longer here",
    "no longer at",
    "no longer active",
    "not active",
    "non active",
    "not employed",
    "not here any more",
    "inactive",
    "archived",
    "deceased",
    "died",
    "passed away",
    "resigned",
    "dismissed",
    "sacked",
    "terminated",
    "redundant",
    "made redundant",
    "contract ended",
    "contract terminated",
    "employment ended",
    "employment terminated",
    "tupe out",
    "tuped out",
    "former employee",
    "former staff",
    "previous employee",
    "previous staff",
    "past employee",
    "past staff",
    "ex employee",
    "ex staff",
    "wedi gadael",
    "wedi ymddiswyddo",
    "wedi ymddeol",
    "wedi marw",
    "anweithredol",
    "gadawyr",
    "cyn weithiwr",
    "cyn staff",
];
/// What begins like that and says something else.
pub(super) const OTHERWISE: &[&str] = &["left hand", "left handed"];
/// What says that somebody will leave: they are there until then.
pub(super) const LEAVING: &[&str] = &[
    "leaving",
    "due to leave",
    "on notice",
    "in notice",
    "under notice",
    "working notice",
    "working their notice",
    "notice",
    "handed in notice",
    "given notice",
    "gave notice",
    "yn gadael",
];
/// What says so only with a day behind it.
pub(super) const UNTIL: &[&str] = &[
    "until",
    "till",
    "up to",
    "leaves",
    "finish",
    "finishes",
    "finishing",
    "ends",
    "ending",
    "last day",
    "last shift",
    "last working day",
    "contract ends",
    "fixed term until",
    "fixed term to",
    "temporary until",
    "temp until",
    "hyd at",
];
/// The words of which a cell is made that says that somebody is there: "Active", "Part time", "In post".
pub(super) const PRESENT: &[&str] = &[
    "active",
    "current",
    "currently",
    "employed",
    "employee",
    "staff",
    "member",
    "working",
    "works",
    "yes",
    "y",
    "true",
    "1",
    "tick",
    "ok",
    "present",
    "here",
    "still",
    "live",
    "open",
    "ongoing",
    "in",
    "post",
    "at",
    "work",
    "full",
    "part",
    "time",
    "fixed",
    "term",
    "contract",
    "contracted",
    "permanent",
    "temporary",
    "temp",
    "regular",
    "substantive",
    "confirmed",
    "bank",
    "relief",
    "casual",
    "agency",
    "volunteer",
    "student",
    "apprentice",
    "trainee",
    "training",
    "new",
    "starter",
    "joiner",
    "induction",
    "shadowing",
    "suspended",
    "cyfredol",
    "gweithredol",
    "cyflogedig",
    "gweithio",
    "yn",
    "ydy",
    "ydyw",
    "ie",
];
/// What says so whatever stands behind it: whoever is away comes back, and a day there is no last one.
pub(super) const AWAY: &[&str] = &[
    "on leave",
    "on maternity",
    "on paternity",
    "on sick",
    "on long term",
    "on secondment",
    "on sabbatical",
    "on annual leave",
    "leave",
    "annual leave",
    "maternity",
    "mat leave",
    "paternity",
    "parental leave",
    "adoption leave",
    "shared parental",
    "compassionate leave",
    "unpaid leave",
    "sick",
    "off sick",
    "sickness",
    "long term sick",
    "long term sickness",
    "lts",
    "sabbatical",
    "career break",
    "secondment",
    "seconded",
    "on holiday",
    "holiday",
    "probation",
    "on probation",
    "in probation",
    "probationary",
    "retired and returned",
    "retire and return",
    "mamolaeth",
    "salwch",
    "ar absenoldeb",
    "absenoldeb",
    "prawf",
    "cyfnod prawf",
];
/// What else says that somebody is there, of which a day says when it ends.
pub(super) const PAUSED: &[&str] =
    &["suspended", "phased return", "induction", "training", "acting", "visa", "right to work", "dbs"];
/// What makes of such words an end: "Probation failed".
pub(super) const OVER: &[&str] =
    &["failed", "fail", "not", "never", "dismissal", "dismissed", "terminated", "ended"];
/// What a last day stands behind: "Active until 12/12/2026", "Fixed term contract until …".
pub(super) const SPAN: &[&str] = &[
    "active",
    "current",
    "employed",
    "working",
    "here",
    "contract",
    "temp",
    "temporary",
    "fixed",
    "term",
    "bank",
    "agency",
];
/// What says that somebody is gone: a day beside it that is over is their last one.
pub(super) const OUT: &[&str] =
    &["left", "leaver", "leavers", "dismissed", "sacked", "terminated", "deceased", "died"];
/// What stands in a column "Active" of those who have left.
pub(super) const ABSENT: &[&str] = &["no", "n", "false", "0", "nage", "nac ydy", "nac ydyw"];
/// The same as a sign.
pub(super) const CROSSES: &[char] = &['✗', '✘', '❌', '✖', '×', '☒'];
/// A sign that says yes.
pub(super) const TICKS: &[char] = &['✓', '✔', '✅', '☑'];
/// What stands beside a name, and is written so that nobody takes it for a part of it.
pub(super) const CRIED: &[&str] = &["LEFT", "LEAVER"];

/// What a heading says above people who have left, whatever stands behind it.
pub(super) const HEADINGS: &[&str] = &[
    "staff who left",
    "staff who have left",
    "former staff",
    "former employees",
    "ex staff",
    "ex employees",
    "past staff",
    "past employees",
    "wedi gadael",
    "cyn staff",
    "cyn weithwyr",
];
/// What it says wherever it stands in one.
pub(super) const LEAVERS: &[&str] = &["leavers", "gadawyr"];
/// What says so before a word for a group of people: "Previous staff".
pub(super) const GONE: &[&str] = &["former", "previous", "past", "ex"];
/// Words for people, or for what they did.
pub(super) const GROUP: &[&str] = &[
    "staff",
    "team",
    "employees",
    "workers",
    "carers",
    "nurses",
    "people",
    "members",
    "bank",
    "agency",
    "volunteers",
    "company",
    "employed",
    "employment",
    "working",
    "who",
    "those",
    "us",
];
/// What makes of such words something else that is said: what somebody is to do, or of whom more is said.
pub(super) const SAID: &[&str] = &[
    "and",
    "or",
    "starters",
    "joiners",
    "enter",
    "please",
    "mark",
    "put",
    "add",
    "move",
    "delete",
    "exclude",
    "excludes",
    "excluding",
    "excl",
    "include",
    "includes",
    "including",
    "incl",
    "without",
    "vacant",
    "red",
    "grey",
    "greyed",
    "crossed",
    "struck",
    "bottom",
    "below",
    "tab",
    "sheet",
    "removed",
    "shown",
    "highlighted",
    "see",
    "current",
    "active",
];
/// More words than these are no heading, but something that is said.
pub(super) const MOST_WORDS: usize = 10;
/// Words of a heading above people who are there, which ends the part of those who have left: "CURRENT STAFF".
pub(super) const CURRENT: &[&str] =
    &["current", "present", "active", "starters", "joiners", "cyfredol", "presennol"];
