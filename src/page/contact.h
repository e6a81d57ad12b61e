/*
 * contact.h
 *	  Telephones, addresses of mail and of the web, within a text.
 */
#ifndef DISCLOSURE_CONTACT_H
#define DISCLOSURE_CONTACT_H

#include "common/code_point.h"
#include "common/folded_text.h"

/* The next telephone from *at on, which moves behind it; sets where it begins. */
extern bool contact_next_phone(const FoldedText *text, int *at, int to, int *start);

/* The first address of mail; sets where it begins and ends. */
extern bool contact_find_email(const FoldedText *text, int from, int to, int *start, int *end);

/* Where an address of the web at a place ends; none: from. */
extern int	contact_url_end_at(const FoldedText *text, int from, int to);

/* The first address of the web: moves from to it, and returns where it ends; none: from. */
extern int	contact_find_url(const FoldedText *text, int *from, int to);

#endif							/* DISCLOSURE_CONTACT_H */
