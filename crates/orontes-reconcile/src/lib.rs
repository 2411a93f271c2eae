//! Joins claims into origins, events, figure series and disagreements.
