use super::*;

#[test]
fn knows_who_has_left() {
    for (words, left) in [
        ("Left", true),
        ("LEAVER", true),
        ("Left 12/08/26", true),
        ("Left - August", true),
        ("Leaver (Aug 26)", true),
        ("No longer employed", true),
        ("no longer works here", true),
        ("Resigned 1/9/2026", true),
        ("Dismissed, gross misconduct", true),
        ("Terminated", true),
        ("Ex-employee", true),
        ("Inactive", true),
        ("Wedi gadael ym mis Awst", true),
        ("Archived", true),
        ("Not active", true),
        ("Deceased", true),
        ("Ended", true),
        ("Finished 01/09/26", true),
        ("Retired 2025", true),
        ("N - left Sept", true),
        ("Bank (left in May)", true),
        ("Retired and returned", false),
        ("Finished 6 month probation", false),
        ("Finished in house training", false),
        ("Ended in May 2026", true),
        ("Finished induction", false),
        ("On leave", false),
        ("Cyn-weithiwr", true),
        ("LEAVERS 2026", true),
        ("Active", false),
        ("Leftwich", false),
        ("left-handed", false),
        ("No longer on probation", false),
        ("former teacher", false),
        ("ex Bryn", false),
        ("", false),
    ] {
        assert_eq!(has_left(words), left, "{words}");
    }
    for (words, absent) in
        [("No", true), ("N", true), ("FALSE", true), ("0", true), ("Left", true), ("Yes", false)]
            .into_iter()
            .chain([("✗", true), ("N - moved away", true), ("✓", false)])
            .chain([("No (maternity leave)", false), ("N - suspended", false), ("N - left, was sick", true)])
    {
        assert_eq!(is_absent(words), absent, "{words}");
    }
}

#[test]
fn knows_who_has_left_by_yes_and_no() {
    for (words, gone) in [
        ("Yes", Some(true)),
        ("TRUE", Some(true)),
        ("Y (12/08/26)", Some(true)),
        ("✓", Some(true)),
        ("No", Some(false)),
        ("No (maternity leave)", Some(false)),
        ("FALSE", Some(false)),
        ("Yes (maternity leave)", None),
        ("✗", None),
        ("x", None),
        ("", None),
    ] {
        assert_eq!(is_gone(words), gone, "{words}");
    }
}

#[test]
fn knows_headings() {
    for (words, left, present) in [
        ("LEAVERS 2026", true, false),
        ("Leavers (April)", true, false),
        ("Staff who have left", true, false),
        ("Past staff", true, false),
        ("Gadawyr 2026", true, false),
        ("Leavers and starters", false, false),
        ("Leavers: enter the last day below", false, false),
        ("2026 LEAVERS", true, false),
        ("BANK STAFF LEAVERS", true, false),
        ("Leavers since April 2026 (do not rota)", true, false),
        ("Previous staff", true, false),
        ("STAFF NO LONGER WITH US", true, false),
        ("Staff list excluding leavers", false, false),
        ("No leavers", false, false),
        ("Left", true, false),
        ("Left 2026", true, false),
        ("Left wing", false, false),
        ("Ex-Allied staff", false, false),
        ("Vacant (previous staff left)", false, false),
        ("Staff list (leavers in red)", false, false),
        ("Leavers at bottom", false, false),
        ("Everybody who has left us", true, false),
        ("CURRENT STAFF", false, true),
        ("Night team", false, false),
        ("Beti Wyn", false, false),
        ("Ann Left", false, false),
    ] {
        assert_eq!((is_heading(words), is_heading_of_present(words)), (left, present), "{words}");
    }
}

#[test]
fn knows_notes_behind_names() {
    for (name, is_whole, found) in [
        ("Beti Wyn (left)", true, Some(("Beti Wyn", "left"))),
        ("Beti Wyn (no longer employed)", true, Some(("Beti Wyn", "no longer employed"))),
        ("Ceri Morgan LEFT", true, Some(("Ceri Morgan", "LEFT"))),
        ("CERI MORGAN LEFT", true, Some(("CERI MORGAN", "LEFT"))),
        ("Ceri Morgan - left 12/08/26", true, Some(("Ceri Morgan", "left 12/08/26"))),
        ("Morgan, Ceri LEAVER", true, Some(("Morgan, Ceri", "LEAVER"))),
        ("MORGAN LEFT", false, Some(("MORGAN", "LEFT"))),
        ("ANN LEFT", true, None),
        ("Ann Left", true, None),
        ("Jo Brown [left]", true, Some(("Jo Brown", "left"))),
        ("LEFT - Ken Grey", true, Some(("Ken Grey", "LEFT"))),
        ("(left) Ken Grey", true, Some(("Ken Grey", "left"))),
        ("Pat Hill *LEFT*", true, Some(("Pat Hill", "LEFT"))),
        ("Pat Vale, left", true, Some(("Pat Vale", "left"))),
        ("Olu Ade - on notice until 12/12/2026", true, Some(("Olu Ade", "on notice until 12/12/2026"))),
        ("Left, Ann", true, None),
        ("Ann - Marie Hill", true, None),
        ("Beti Wyn (nights)", true, None),
        ("(left)", true, None),
        ("LEFT", false, None),
    ] {
        assert_eq!(noted(name, is_whole), found, "{name}");
    }
}

#[test]
fn a_day_to_come_beside_such_words_is_the_last_one() {
    let today = Day::parse("2026-11-21").unwrap();
    for (words, day) in [
        ("Resigned 31/12/2026", Day::parse("2026-12-31")),
        ("Resigned, last day 31 December 2026", Day::parse("2026-12-31")),
        ("Left 31st December 2026", Day::parse("2026-12-31")),
        ("Leaving 31/12/2026", Day::parse("2026-12-31")),
        ("on notice until 12/12/2026", Day::parse("2026-12-12")),
        ("finishes 12/12/2026", Day::parse("2026-12-12")),
        ("Active until 12/12/2026", Day::parse("2026-12-12")),
        ("Maternity leave (until 01/03/2027)", None),
        ("Probation until 01/03/2027", None),
        ("Left 12/08/26", None),
        ("Leaving 12/08/26", None),
        ("Left", None),
        ("see 31/12/2026", None),
        ("Permanent (probation until 01/03/2027)", None),
        ("Suspended until 01/03/2027", None),
        ("Active (maternity until 01/03/2027)", None),
        ("Induction until 01/03/2027", None),
        ("visa until 01/03/2027", None),
        ("Bank until 01/03/2027", Day::parse("2027-03-01")),
        ("Left (payroll 54321)", None),
        ("Left 12/08/2026, keys due 30/11/2026", None),
        ("Resigned 01/11/2026, last day 31/12/2026", Day::parse("2026-12-31")),
    ] {
        assert_eq!(still_until(words, today), day, "{words}");
    }
    for (words, over) in [
        ("Left", true),
        ("Left 12 August 2026", true),
        ("Leaving 12/08/26", true),
        ("Leaving", false),
        ("Left 31 December 2026", false),
        ("Active", false),
        ("Left 12/08/2026, keys due 30/11/2026", true),
        ("Permanent (probation until 01/09/2026)", false),
        ("Suspended until 01/09/2026", false),
    ] {
        assert_eq!(is_over(words, today), over, "{words}");
    }
}

#[test]
fn what_is_not_understood_is_asked_about() {
    for (words, present, unclear) in [
        ("Active", true, false),
        ("In post", true, true),
        ("Y", true, true),
        ("✓", true, true),
        ("Permanent", true, false),
        ("On maternity leave", true, true),
        ("Maternity leave", true, true),
        ("Probation until 01/03/2027", true, true),
        ("Off sick", true, true),
        ("Dormant", false, true),
        ("30 hrs", false, true),
        ("1st year student", false, true),
        ("Probation failed 01/09/26", false, true),
        ("Maternity leave, not returning", false, true),
        ("Sickness dismissal", false, true),
        ("31 Febuary 2027", false, false),
        ("Leaving", false, true),
        ("On notice", false, true),
        ("x", false, true),
        ("Leaving 31/12/2026", false, false),
        ("Left", false, false),
        ("31/02/2026", false, false),
        ("31/12/2026", false, false),
        ("Ongoing", true, false),
        ("", false, false),
    ] {
        assert_eq!((is_present(words), is_unclear(words)), (present, unclear), "{words}");
    }
}
