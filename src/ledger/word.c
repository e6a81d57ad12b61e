/*
 * word.c
 *	  The words that a ledger knows, by field.
 */
#include "postgres.h"

#include "ledger/tally_class.h"
#include "ledger/word.h"

typedef struct LedgerWord
{
	const char *field;
	const char *word;
	const char *label;
} LedgerWord;

static const LedgerWord words[] = {
#define WORD(field, word, label) {#field, #word, label},
#include "ledger/words.def"
};

bool
ledger_word(int n, const char **field, const char **word, const char **label)
{
	if (tally_word(n, field, word, label))
		return true;
	n -= tally_word_count();
	if (n >= lengthof(words))
		return false;
	*field = words[n].field;
	*word = words[n].word;
	*label = words[n].label;
	return true;
}

static bool
is_text(const char *known, const char *text, size_t len)
{
	return strlen(known) == len && memcmp(known, text, len) == 0;
}

const char *
ledger_word_label(const char *field, size_t field_len, const char *word, size_t word_len)
{
	const char *known_field;
	const char *known_word;
	const char *label;

	for (int n = 0; ledger_word(n, &known_field, &known_word, &label); n++)
		if (is_text(known_word, word, word_len) && is_text(known_field, field, field_len))
			return label;
	return NULL;
}
