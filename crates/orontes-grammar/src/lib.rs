//! The trained model of English: tokeniser, tagger, lemmatiser, dependency parser.
