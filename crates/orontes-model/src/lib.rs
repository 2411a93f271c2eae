//! The nouns of Orontes: reports, readings, claims, events, places, figures, and the spans that tie each to words.
