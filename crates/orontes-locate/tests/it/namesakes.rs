//! Namesakes among 10,658 places, told apart by what stands beside the name.
