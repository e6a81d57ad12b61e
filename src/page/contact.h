/*
 * contact.h
 *	  Finds telephone numbers, e-mail addresses and URLs in a text.
 */
#ifndef DISCLOSURE_CONTACT_H
#define DISCLOSURE_CONTACT_H

#include "common/code_point.h"
#include "common/folded_text.h"

/* Finds the next telephone number from *at on: sets its start, and *at to its end. */
extern bool contact_next_phone(const FoldedText *text, int *at, int to, int *start);

/* Finds the first e-mail address: sets its start and end. */
extern bool contact_find_email(const FoldedText *text, int from, int to, int *start, int *end);

/* Returns the end of the URL that begins at from, or from if there is no URL. */
extern int	contact_url_end_at(const FoldedText *text, int from, int to);

/* Finds the first URL: sets *from to its start and returns its end, or *from if there is no URL. */
extern int	contact_find_url(const FoldedText *text, int *from, int to);

#endif							/* DISCLOSURE_CONTACT_H */
