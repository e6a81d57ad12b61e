/*
 * word.h
 *	  The words that a ledger knows, by field: those of words.def, and those that
 *	  tally.h takes from the form (applicant, outcome, remedy, remedy_result).
 */
#ifndef DISCLOSURE_WORD_H
#define DISCLOSURE_WORD_H

/* The n-th word, in the order of fields; returns false beyond the last. */
extern bool ledger_word(int n, const char **field, const char **word, const char **label);

/* Returns the label of a word of a field, or NULL if the field does not have it. */
extern const char *ledger_word_label(const char *field, size_t field_len, const char *word, size_t word_len);

#endif							/* DISCLOSURE_WORD_H */
