use super::*;
use crate::clock::Moment;
use crate::messages::Language;
use crate::people::{Standing, WorkerType};

/// Staff number, whole name, e-mail, telephone and first day; empty for what isn't said.
type Said = [&'static str; 5];

fn names([_, name, ..]: Said) -> (String, String) {
    let (given, family) = name.split_once(' ').unwrap();
    (given.to_owned(), family.to_owned())
}

fn text(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|words| !words.is_empty())
}

/// A cook on the list.
fn known(said: Said) -> Known {
    let [number, _, email, phone, started] = said;
    let (given_name, family_name) = names(said);
    let person = Person {
        id: PersonId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap()),
        given_name,
        family_name,
        email: Email::parse(email),
        phone: text(phone),
        job_title: "Cook".to_owned(),
        worker_type: WorkerType::Employee,
        language: Language::English,
        started_on: Day::parse(started),
        left_on: None,
        account: None,
        standing: Standing { staff_number: StaffNumber::parse(number), ..Standing::default() },
    };
    Known {
        person,
        places: BTreeSet::new(),
        is_visible: true,
        may_change: true,
        keeps_name: false,
        keeps_address: false,
        keeps_end: false,
        stays: None,
    }
}

fn gone(said: Said) -> Known {
    let mut known = known(said);
    known.person.left_on = Day::parse("2026-06-30");
    known
}

fn world(known: Vec<Known>) -> World {
    World {
        today: Day::parse("2026-11-23").unwrap(),
        known,
        places: Places::default(),
        needs_service: false,
        meanings: Meanings::default(),
    }
}

fn row(said: Said) -> Parsed {
    let [number, _, email, phone, started] = said;
    let (given, family) = names(said);
    Parsed {
        number: StaffNumber::parse(number),
        given,
        family,
        email: Email::parse(email),
        phone: text(phone),
        started: Day::parse(started),
        ..Parsed::default()
    }
}

/// Each row means whom it should.
fn finds(known: Vec<Known>, rows: &[(Said, Found)]) {
    let world = world(known);
    let index = Index::of(&world);
    for (said, wanted) in rows {
        assert_eq!(&find(&index, &row(*said), None), wanted, "{said:?}");
    }
}

fn ask(several: &[usize]) -> Found {
    Found::Ask(several.to_vec(), true)
}

#[test]
fn a_number_makes_nobody_another_who_is_on_the_list() {
    let day = "2024-03-01";
    let mail = "house@prawf.example";
    let list = vec![
        known(["8301", "Gino Twin", "", "", day]),
        known(["8302", "Hana Twin", "", "", day]),
        known(["7003", "Ann Sister", mail, "01248 900303", ""]),
        known(["7004", "Beth Sister", mail, "01248 900303", ""]),
        known(["7008", "Ed Mailone", "ed@prawf.example", "", ""]),
        known(["7009", "Flo Mailtwo", "flo@prawf.example", "", ""]),
        gone(["6001", "Hana Gone", "", "", day]),
    ];
    let rows = [
        (["8302", "Gino Twin", "", "", day], ask(&[0, 1])),
        (["8301", "HANA Twin", "", "", day], ask(&[0, 1])),
        (["7004", "Ann Sister", mail, "", ""], ask(&[2, 3])),
        (["7003", "Beth Sister", "", "01248 900303", ""], ask(&[2, 3])),
        // Nothing agrees with who has the number: the one of the name is offered all the same.
        (["7008", "Flo Mailtwo", "", "", ""], ask(&[4, 5])),
        (["7008", "Flo Mailtwo", "ed@prawf.example", "", ""], ask(&[4, 5])),
        // Who is called so is meant; so is who married, while nobody who is there has the new name.
        (["8301", "Gino Twin", "", "", day], Found::Known(0)),
        (["7008", "Ed Mailone", "flo@prawf.example", "", ""], Found::Known(4)),
        (["8302", "Hana Gone", "", "", day], Found::Known(1)),
        (["7003", "Ann Newname", "", "01248 900303", ""], Found::Known(2)),
    ];
    finds(list, &rows);
}

#[test]
fn one_address_under_two_names_is_asked_about() {
    let (mail, day) = ("kd@prawf.example", "2024-02-01");
    let list = vec![
        known(["", "Katherine Dimin", mail, "07700 900302", day]),
        gone(["", "Huw Goner", "hg@prawf.example", "", ""]),
        known(["31", "Nia Maiden", "nia@prawf.example", "", ""]),
    ];
    let rows = [
        (["", "Kate Dimin", mail, "", ""], ask(&[0])),
        (["99", "Kate Dimin", mail, "", ""], ask(&[0])),
        (["", "Kate Other", mail, "+44 7700 900302", ""], ask(&[0])),
        (["", "Kate Other", mail, "", day], ask(&[0])),
        (["", "Huw Renamed", "hg@prawf.example", "", day], ask(&[1])),
        (["32", "Nia Married", "nia@prawf.example", "", ""], ask(&[2])),
        // Two of one house, and two of one family, are two people.
        (["", "Kate Other", mail, "", ""], Found::New),
        (["", "Kate Dimin", "", "07700 900302", day], Found::New),
    ];
    finds(list, &rows);
    // The address of an office is nobody's own.
    let office = |_| known(["", "Ann Evans", "office@prawf.example", "", ""]);
    let list = (0..=MOST_SHARING).map(office).collect();
    finds(list, &[(["", "Ann Jones", "office@prawf.example", "", ""], Found::New)]);
}

#[test]
fn who_comes_back_under_another_number_is_asked_about() {
    let (mail, phone) = ("hg@prawf.example", "07700 900312");
    let list = vec![
        gone(["7012", "Huw Goner", mail, phone, "2020-01-06"]),
        known(["7013", "Ivor Here", "ih@prawf.example", "07700 900313", ""]),
    ];
    let rows = [
        (["7112", "Huw Goner", mail, "", "2026-11-23"], ask(&[0])),
        (["7112", "Huw Goner", "", "07700900312", "2026-11-23"], ask(&[0])),
        (["7112", "Huw Goner", "other@prawf.example", "07700 900399", "2026-11-23"], Found::New),
        (["7113", "Ivor Here", "", "07700 900313", ""], ask(&[1])),
        (["7113", "Ivor Here", "", "", ""], Found::New),
    ];
    finds(list, &rows);
}

#[test]
fn a_name_alone_is_nobody_whom_the_rest_contradicts() {
    let (bryn, glan) = {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        (ServiceId::new(now), ServiceId::new(now))
    };
    let mary = Known { places: [bryn].into(), ..known(["", "Mary Namesake", "", "07700 900305", ""]) };
    let world = world(vec![mary]);
    let index = Index::of(&world);
    for (phone, job, service, wanted) in [
        ("", None, None, Found::Known(0)),
        ("+44 7700 900305", Some("Night carer"), None, Found::Known(0)),
        ("", None, Some(glan), Found::Known(0)),
        ("", Some("COOK"), Some(glan), Found::Known(0)),
        ("", Some("Night carer"), Some(bryn), Found::Known(0)),
        ("", Some("Night carer"), Some(glan), ask(&[0])),
        ("07700 900999", None, None, ask(&[0])),
        ("07700 900999", Some("Cook"), Some(bryn), ask(&[0])),
    ] {
        let said = Parsed {
            job: job.map(str::to_owned),
            services: service.map(|service| [service].into()),
            ..row(["", "Mary Namesake", "", phone, ""])
        };
        assert_eq!(find(&index, &said, None), wanted, "{phone} {job:?} {service:?}");
    }
}

#[test]
fn a_name_is_enough_with_the_telephone_or_the_work() {
    let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
    let (bryn, glan) = (ServiceId::new(now), ServiceId::new(now));
    let said = ["", "Mary Namesake", "mary@prawf.example", "07700 900305", "2024-03-01"];
    let world = world(vec![Known { places: [bryn].into(), ..known(said) }]);
    let index = Index::of(&world);
    let (other_mail, other_day) = ("other@prawf.example", "2025-03-01");
    for (row_says, job, service, wanted) in [
        (["", "", ""], None, None, ask(&[0])),
        (["", "", ""], Some("Cook"), None, ask(&[0])),
        (["", "", ""], None, Some(bryn), ask(&[0])),
        (["", "", ""], Some("COOK"), Some(bryn), Found::Known(0)),
        (["", "", ""], Some("Cook"), Some(glan), ask(&[0])),
        (["", "+44 7700 900305", ""], None, None, Found::Known(0)),
        (["", "07700 900305", ""], Some("Nurse"), Some(bryn), Found::Known(0)),
        (["", "07700 900999", ""], Some("Cook"), Some(bryn), ask(&[0])),
        ([other_mail, "07700 900305", ""], Some("Cook"), Some(bryn), ask(&[0])),
        (["", "07700 900305", other_day], Some("Cook"), Some(bryn), ask(&[0])),
    ] {
        let [email, phone, started] = row_says;
        let said = Parsed {
            job: job.map(str::to_owned),
            services: service.map(|service| [service].into()),
            ..row(["", "Mary Namesake", email, phone, started])
        };
        assert_eq!(find(&index, &said, None), wanted, "{row_says:?} {job:?} {service:?}");
    }
}

#[test]
fn who_left_comes_in_again_only_when_somebody_says_so() {
    for (gone, begun, wanted) in [
        (vec![], vec![], Found::New),
        (vec![1], vec![], Found::Ask(vec![1], true)),
        (vec![1, 2], vec![2], Found::Known(2)),
        (vec![1, 2], vec![1, 2], Found::Ask(vec![1, 2], true)),
    ] {
        assert_eq!(who_left(gone, &begun), wanted, "{begun:?}");
    }
}

#[test]
fn a_number_that_was_made_up_says_nothing_beside_none() {
    for (known, said, alike) in [
        (None, None, true),
        (Some("P0004"), None, true),
        (Some("ST004"), None, false),
        (None, Some("P0004"), false),
        (Some("P0004"), Some("P0004"), true),
        (Some("P0004"), Some("ST004"), false),
    ] {
        let number = |text: Option<&str>| text.and_then(StaffNumber::parse);
        let (first, second) = (number(known), number(said));
        assert_eq!(is_numbered_alike(first.as_ref(), second.as_ref()), alike, "{known:?} {said:?}");
    }
}
