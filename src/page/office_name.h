/*
 * office_name.h
 *	  Tells names of offices from other words.
 */
#ifndef DISCLOSURE_OFFICE_NAME_H
#define DISCLOSURE_OFFICE_NAME_H

#include "common/folded_text.h"

/* Code points of the longest name. */
#define OFFICE_NAME_MAX	45

/* May these code points be the name of an office? */
extern bool is_office_name(const FoldedText *text, int from, int to);

/* Are they a kind of office, as 政府 alone is, which names none? */
extern bool is_office_kind(const FoldedText *text, int from, int to);

#endif							/* DISCLOSURE_OFFICE_NAME_H */
