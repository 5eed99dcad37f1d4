use super::*;

fn read_csv(text: &str) -> Register {
    read("register.csv", text.as_bytes(), Day::new(2026, 11, 21).unwrap()).unwrap()
}

#[test]
fn columns_may_stand_in_any_order() {
    let register = read_csv(
        "Our policies,,,\n\nNext review,Policy,Colour,Policy No.,Version,Lead,Approved by,Date approved,Home\n\
         03/04/2027,Lone Working,red,LW 1,v2.1,Mair Rheolwr,Board,3 Apr 2026,Bryn; Glan\n",
    );
    assert_eq!(register.ignored, ["Colour"]);
    assert!(register.faults.is_empty(), "{:?}", register.faults);
    let [row] = register.rows.as_slice() else { panic!("{:?}", register.rows) };
    assert_eq!((row.line, row.code.as_str(), row.title.as_str()), (4, "LW 1", "Lone Working"));
    assert_eq!((row.version.as_str(), row.owner.as_str()), ("2.1", "Mair Rheolwr"));
    assert_eq!(row.next_review_on.unwrap().to_string(), "2027-04-03");
    assert_eq!(row.approved_on.unwrap().to_string(), "2026-04-03");
    assert_eq!(row.services, ["Bryn", "Glan"]);
    assert!(row.is_in_force());
}

#[test]
fn approved_is_a_day_a_name_or_both() {
    for (cell, by, on) in [
        ("12/01/2025", "", Some("2025-01-12")),
        ("The board", "The board", None),
        ("R. Evans 12/01/2025", "R. Evans", Some("2025-01-12")),
        ("R. Evans (12 Jan 2025)", "R. Evans", Some("2025-01-12")),
        ("R. Evans on 12.1.25", "R. Evans", Some("2025-01-12")),
    ] {
        let register = read_csv(&format!("Code,Title,Approved\nA1,A,{cell}\n"));
        let row = &register.rows[0];
        let found = row.approved_on.map(|day| day.to_string());
        assert_eq!((row.approved_by.as_str(), found.as_deref()), (by, on), "{cell}");
    }
}

#[test]
fn review_date_is_the_last_one_beside_a_next_one() {
    for heads in ["Code,Title,Review date,Next review date", "Code,Title,Review date,Due"] {
        let register = read_csv(&format!("{heads}\nA1,A,03/04/2026,03/04/2027\n"));
        assert_eq!(register.rows[0].reviewed_on.unwrap().to_string(), "2026-04-03", "{heads}");
        assert_eq!(register.rows[0].next_review_on.unwrap().to_string(), "2027-04-03", "{heads}");
    }
    let alone = read_csv("Code,Title,Review date\nA1,A,03/04/2027\n");
    assert_eq!(alone.rows[0].next_review_on.unwrap().to_string(), "2027-04-03");
}

#[test]
fn faults_stand_at_their_rows() {
    let register = read_csv(
        "Code,Title,Version,Owner,Reviewed,Next review\n\
         A1,Fine,1.0,X,01/02/2026,01/02/2027\n\
         A2,No such day,1.0,X,31/02/2025,01/02/2027\n\
         A3,In the future,1.0,X,01/02/2027,01/02/2028\n\
         A4,Backwards,1.0,X,01/02/2026,01/02/2025\n\
         A5,Far away,1.0,X,01/02/2026,01/02/2030\n\
         A1,Twice,1.0,X,01/02/2026,01/02/2027\n\
         ,,1.0,X,01/02/2026,01/02/2027\n\
         A6,American,1.0,X,02/13/2026,soon\n\
         THIS-CODE-IS-MUCH-TOO-LONG,Long,1.0,X,,\n\
         A8,Long version,one point nothing point nothing,X,,\n",
    );
    let found: Vec<(usize, &str, &str)> =
        register.faults.iter().map(|fault| (fault.line, fault.column.word(), fault.what.as_str())).collect();
    assert_eq!(
        found,
        [
            (3, "reviewed", "no-day"),
            (4, "reviewed", "later"),
            (5, "next-review", "before"),
            (6, "next-review", "far"),
            (7, "code", "twice"),
            (8, "title", "no-name"),
            (9, "reviewed", "no-day"),
            (9, "next-review", "no-day"),
            (10, "code", "long"),
            (11, "version", "long"),
        ]
    );
    assert_eq!(register.faults[0].value, "31/02/2025");
}

#[test]
fn what_is_over_is_not_in_force() {
    let register = read_csv(
        "Code,Title,Version,Reviewed,Status\nA1,A,1,1/2/2026,Current\nA2,B,1,1/2/2026,Withdrawn 2025\nA3,C,,1/2/2026,\nA4,D,1,,\nA5,E,1,1/2/2026,Awaiting approval\nA6,F,1,1/2/2026,\n",
    );
    let held: Vec<bool> = register.rows.iter().map(Row::is_in_force).collect();
    assert_eq!(held, [true, false, false, false, false, true]);
    assert_eq!(register.rows[4].unknown_state.as_deref(), Some("Awaiting approval"));
    assert!(register.rows[4].can_be_in_force() && !register.rows[1].can_be_in_force());
    assert_eq!(register.faults.len(), 1);
}

#[test]
fn a_sheet_without_heads_is_no_register() {
    let today = Day::new(2026, 11, 21).unwrap();
    assert_eq!(read("a.csv", b"1,2,3\n4,5,6\n", today), Err(Unreadable::Broken));
    assert_eq!(read("a.csv", b"Version,Owner\n1,X\n", today), Err(Unreadable::Broken));
    assert_eq!(read("a.csv", b"", today), Err(Unreadable::Empty));
}
