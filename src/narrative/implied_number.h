/*
 * implied_number.h
 *	  Numbers for which a text has no phrase of their own: zeros, the same as
 *	  another, totals behind their parts, and those of a subject or a channel
 *	  named before.
 */
#ifndef DISCLOSURE_IMPLIED_NUMBER_H
#define DISCLOSURE_IMPLIED_NUMBER_H

#include "narrative/narrative_reader.h"

/* Compiles the words; called once. */
extern void implied_number_init(void);

/*
 * Adds a hit if the number, without a word of its own, is the total of the
 * parts that the sentence listed before it: 网上申请9件、信函申请6件，共15件.
 */
extern bool read_total(NarrativeReader *reader, const SpokenNumber *number);

/* Adds a hit if the number is that of the sentence's subject: 申请量较上年翻一番，达62件. */
extern bool read_subject_number(NarrativeReader *reader, const SpokenNumber *number);

/* Notes the channel of publication that the clause at its beginning is about: 微信公众号粉丝2.3万人，…; at the end of a sentence, 1.政府网站。, also for the next. */
extern void read_channel(NarrativeReader *reader);

/* Adds a hit if the number is of what that channel published: …，推送320条. */
extern bool read_published(NarrativeReader *reader, const SpokenNumber *number);

/* Notes what a clause compares, at a word like 较. */
extern void read_subject(NarrativeReader *reader, int at);

/* Adds a zero for each indicator that the clause denies: 未收到…申请, 行政复议为零. */
extern void read_denial(NarrativeReader *reader, int at, int len);

/* Repeats a number of the sentence for another indicator: 均获维持. */
extern void read_totality(NarrativeReader *reader, int at, int len);

#endif							/* DISCLOSURE_IMPLIED_NUMBER_H */
