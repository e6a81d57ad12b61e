/*
 * deduction_words.h
 *	  A deduction in a sentence of Chinese.
 */
#ifndef DISCLOSURE_DEDUCTION_WORDS_H
#define DISCLOSURE_DEDUCTION_WORDS_H

#include "repair/deduce.h"

extern char *deduction_message(const Deduction *deduction, FormSet forms);

#endif							/* DISCLOSURE_DEDUCTION_WORDS_H */
