//! Turns a report into a reading: sentences, mentions, times, quantities, attribution, modality.
