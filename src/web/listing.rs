//! What lists share: addresses that keep their filters, and pages of rows.

use serde_json::{Value as Json, json};

use super::fields::Fields;

/// Rows on one page of a list.
pub const PAGE_SIZE: usize = 100;

/// An address with a query; what is empty is left out.
#[must_use]
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let filled: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    if filled.is_empty() {
        return path.to_owned();
    }
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in filled {
        query.append_pair(name, value);
    }
    format!("{path}?{}", query.finish())
}

/// The page of a list that an address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    page: usize,
    total: usize,
    size: usize,
}

impl Paging {
    /// Reads the parameter `page`, from 1. Past the end is the last page.
    #[must_use]
    pub fn of(query: &Fields, total: usize) -> Self {
        Self::sized(query, total, PAGE_SIZE)
    }

    /// The same with so many rows on a page.
    #[must_use]
    pub fn sized(query: &Fields, total: usize, size: usize) -> Self {
        let size = size.max(1);
        let asked = query.text("page").parse().unwrap_or(1);
        let last = total.div_ceil(size).max(1);
        Self { page: usize::clamp(asked, 1, last), total, size }
    }

    /// Rows before this page.
    #[must_use]
    pub fn offset(self) -> usize {
        (self.page - 1) * self.size
    }

    /// The rows of this page out of all.
    #[must_use]
    pub fn cut<T>(self, rows: Vec<T>) -> Vec<T> {
        rows.into_iter().skip(self.offset()).take(self.size).collect()
    }

    /// What the part `pagination` wants; nothing when there is one page.
    #[must_use]
    pub fn json(self, address_of: impl Fn(&str) -> String) -> Json {
        if self.total <= self.size {
            return Json::Null;
        }
        let last = (self.offset() + self.size).min(self.total);
        let previous = (self.page > 1).then(|| address_of(&(self.page - 1).to_string()));
        let next = (last < self.total).then(|| address_of(&(self.page + 1).to_string()));
        json!({
            "first": self.offset() + 1,
            "last": last,
            "total": self.total,
            "previous": previous,
            "next": next,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE_SIZE, Paging, address};
    use crate::web::Fields;

    #[test]
    fn addresses_leave_out_what_is_empty() {
        assert_eq!(address("/reviews", &[("due", ""), ("q", "")]), "/reviews");
        assert_eq!(address("/reviews", &[("due", "30"), ("q", "a & b")]), "/reviews?due=30&q=a+%26+b");
    }

    #[test]
    fn pages_stay_within_the_list() {
        let total = 2 * PAGE_SIZE + 1;
        for (asked, offset) in [("", 0), ("0", 0), ("2", PAGE_SIZE), ("9", 2 * PAGE_SIZE), ("x", 0)] {
            let paging = Paging::of(&Fields::parse(format!("page={asked}").as_bytes()), total);
            assert_eq!(paging.offset(), offset, "{asked}");
        }
        assert_eq!(Paging::of(&Fields::default(), 0).cut(Vec::<u8>::new()), Vec::<u8>::new());
        assert!(Paging::of(&Fields::default(), PAGE_SIZE).json(str::to_owned).is_null());
        let last = Paging::of(&Fields::parse(b"page=3"), total).json(str::to_owned);
        assert_eq!(
            last,
            serde_json::json!({ "first": total, "last": total, "total": total, "previous": "2", "next": null })
        );
    }
}
