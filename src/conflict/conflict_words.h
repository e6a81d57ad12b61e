/*
 * conflict_words.h
 *	  A conflict in a sentence of Chinese.
 */
#ifndef DISCLOSURE_CONFLICT_WORDS_H
#define DISCLOSURE_CONFLICT_WORDS_H

#include "conflict/judgement.h"

/*
 * The message of a conflict that some rules of one office rule share.
 * "judgements" has one of each rule of the book, "proof" the codes to name.
 */
extern char *conflict_message(const Rulebook *book, const Judgement *judgements,
							  const BookOffice *office, const List *rules, List *proof);

#endif							/* DISCLOSURE_CONFLICT_WORDS_H */
