//! The redline as HTML, readable without colour: signs, hidden words, underline and strike.

use super::{Compared, Group, Kind, Piece, Redline, Status};
use crate::documents::html::{SanitisedHtml, Writer};
use crate::messages::{Language, Messages, args};

/// The redline; the words around it are in `language`, the text in `text`.
#[must_use]
pub fn html(redline: &Redline, messages: &Messages, language: Language, text: Language) -> SanitisedHtml {
    let mut page = Page { redline, messages, language, text, out: Writer::default() };
    page.out.open("div", &[("class", "redline")]);
    page.out.line();
    redline.groups.iter().for_each(|group| page.group(group));
    page.out.close("div");
    page.out.line();
    page.out.finish()
}

struct Page<'a> {
    redline: &'a Redline,
    messages: &'a Messages,
    language: Language,
    text: Language,
    out: Writer,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.messages.get(self.language, key)
    }

    fn group(&mut self, group: &Group) {
        match group.change {
            Some(number) => self.change(number, group),
            None => self.unchanged(group),
        }
        self.out.line();
    }

    fn unchanged(&mut self, group: &Group) {
        if !group.folds() {
            self.lines(group);
            return;
        }
        let count = args([("count", group.lines.len())]);
        self.out.open("details", &[]);
        self.out.open("summary", &[]);
        let words = self.messages.format(self.language, "redline-unchanged", &count);
        self.out.text(&format!("{words} "));
        // On paper there is nothing to open.
        self.out.open("span", &[("class", "more")]);
        let more = self.say("redline-show");
        self.out.text(&more);
        self.out.close("span");
        self.out.close("summary");
        self.lines(group);
        self.out.close("details");
    }

    fn change(&mut self, number: usize, group: &Group) {
        let (here, heading) = (format!("change-{number}"), format!("change-{number}-of"));
        self.out.open("section", &[("class", "change"), ("id", &here), ("aria-labelledby", &heading)]);
        self.out.open("h2", &[("id", &heading)]);
        let place = args([("number", number), ("count", self.redline.changes)]);
        let words = self.messages.format(self.language, "redline-change", &place);
        self.out.text(&words);
        if !group.section.is_empty() {
            self.out.open("span", &[("class", "where"), ("lang", self.text.tag())]);
            self.out.text(" ");
            self.out.text(&group.section);
            self.out.close("span");
        }
        self.out.close("h2");
        self.out.line();
        self.lines(group);
        self.jumps(number);
        self.out.close("section");
    }

    fn jumps(&mut self, number: usize) {
        let before = (number > 1).then(|| (number - 1, "redline-before"));
        let after = (number < self.redline.changes).then(|| (number + 1, "redline-after"));
        if self.redline.changes < 2 {
            return;
        }
        self.out.open("p", &[("class", "jumps")]);
        for (to, key) in [before, after].into_iter().flatten() {
            self.out.open("a", &[("href", &format!("#change-{to}"))]);
            let words = self.messages.format(self.language, key, &args([("number", to)]));
            self.out.text(&words);
            self.out.close("a");
            self.out.text(" ");
        }
        self.out.close("p");
        self.out.line();
    }

    fn lines(&mut self, group: &Group) {
        self.out.open("div", &[("class", "lines"), ("lang", self.text.tag())]);
        self.out.line();
        group.lines.iter().for_each(|line| self.compared(line));
        self.out.close("div");
    }

    fn compared(&mut self, line: &Compared) {
        let kind = match &line.kind {
            Kind::Head => "mh",
            Kind::Title | Kind::Heading(_) => "head",
            Kind::Paragraph => "para",
            Kind::Item(0) => "item",
            Kind::Item(_) => "item inner",
            Kind::Row => "cells",
            Kind::Picture(_) => "image",
        };
        let class = match line.status {
            Status::Same | Status::Renumbered => "same",
            Status::Added | Status::MovedHere => "added",
            Status::Removed | Status::MovedAway => "removed",
            Status::Changed | Status::Restyled => "changed",
        };
        let sign = line.status.sign();
        self.out.open("p", &[("class", &format!("{kind} {class}"))]);
        if !sign.is_empty() {
            self.out.open("span", &[("class", "mark"), ("aria-hidden", "true")]);
            self.out.text(sign);
            self.out.close("span");
        }
        if let Some(key) = line.status.key() {
            let seen = matches!(line.status, Status::MovedAway | Status::MovedHere | Status::Restyled);
            let shown = if seen { "tell" } else { "vh" };
            self.out.open("span", &[("class", shown), ("lang", self.language.tag())]);
            let words = self.say(key);
            self.out.text(&words);
            self.out.text(" ");
            self.out.close("span");
        }
        let hidden = line.status.is_in_parts();
        for (at, piece) in line.pieces.iter().enumerate() {
            if at > 0 {
                self.out.text(" ");
            }
            self.piece(piece, hidden);
        }
        self.out.close("p");
        self.out.line();
    }

    // Inside a changed line, who hears it is told where each part begins and ends.
    fn piece(&mut self, piece: &Piece, told: bool) {
        let (tag, key) = match piece.status {
            Status::Removed => ("del", "redline-removed"),
            Status::Added => ("ins", "redline-added"),
            Status::Restyled => ("mark", "redline-look"),
            _ => return self.out.text(&piece.words),
        };
        self.out.open(tag, &[]);
        if told {
            self.hidden(key);
        }
        self.out.text(&piece.words);
        if told {
            self.hidden("redline-until-here");
        }
        self.out.close(tag);
    }

    fn hidden(&mut self, key: &str) {
        self.out.open("span", &[("class", "vh"), ("lang", self.language.tag())]);
        let words = self.say(key);
        self.out.text(&format!(" {words} "));
        self.out.close("span");
    }
}
