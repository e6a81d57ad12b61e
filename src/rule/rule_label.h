/*
 * rule_label.h
 *	  What is wrong with an expression, in the words of an office.
 */
#ifndef DISCLOSURE_RULE_LABEL_H
#define DISCLOSURE_RULE_LABEL_H

/* Returns the Chinese for the message of a RuleError about a side, in UTF-8. */
extern const char *rule_error_label(const char *message);

#endif							/* DISCLOSURE_RULE_LABEL_H */
