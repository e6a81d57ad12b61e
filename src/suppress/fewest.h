/*
 * fewest.h
 *	  The fewest candidates to leave out so that every secret is kept.
 */
#ifndef DISCLOSURE_FEWEST_H
#define DISCLOSURE_FEWEST_H

#include "suppress/reader.h"

/*
 * Sets left_out for each candidate.  All secrets are kept whatever is returned;
 * true if it is proven that no smaller set keeps them.
 */
extern bool fewest_left_out(Reader *reader, bool *left_out);

#endif							/* DISCLOSURE_FEWEST_H */
