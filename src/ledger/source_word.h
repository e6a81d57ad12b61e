/*
 * source_word.h
 *	  Headings and values of other people's tables, in the form in which they
 *	  are compared.
 */
#ifndef DISCLOSURE_SOURCE_WORD_H
#define DISCLOSURE_SOURCE_WORD_H

/* Returns the text without white space and punctuation, folded as labels are. */
extern char *source_word_key(const char *text, size_t len);

#endif							/* DISCLOSURE_SOURCE_WORD_H */
