//! Drafts: the text that is worked on.
