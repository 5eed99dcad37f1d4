//! The two languages of the program.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};

/// A language that people can choose.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = Text)]
pub enum Language {
    /// English as written in the United Kingdom.
    #[serde(rename = "en")]
    English,
    /// Cymraeg.
    #[serde(rename = "cy")]
    Welsh,
}

impl Language {
    /// Both languages, English first.
    pub const ALL: [Self; 2] = [Self::English, Self::Welsh];

    /// `en` or `cy`, as in addresses, folders and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }

    /// The BCP 47 tag for the `lang` attribute: `en-GB` or `cy`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Welsh => "cy",
        }
    }

    /// The language of a code; nothing for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The other one, for the switch in the header.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Welsh,
            Self::Welsh => Self::English,
        }
    }
}

impl Language {
    /// As [`Language::code`], under the name that stored words share.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.code()
    }

    /// As [`Language::from_code`], under the name that stored words share.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::from_code(word)
    }
}

crate::db::types::text_column!(Language);
