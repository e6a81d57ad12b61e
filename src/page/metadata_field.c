/*
 * metadata_field.c
 *	  The fields of metadata: their names on pages, keys and kinds of value.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "page/metadata_field.h"

const MetadataFieldInfo metadata_field_info[FIELD_COUNT] = {
#define METADATA_FIELD(field, group, key, kind) {group, key, KIND_##kind},
#include "page/page_words.def"
};

static const struct
{
	MetadataField field;
	const char *word;
}			field_words[] = {
#define METADATA(field, word) {FIELD_##field, word},
#include "page/page_words.def"
};

int
field_name_at(const FoldedText *text, int at, int to, MetadataField *field)
{
	static pg_wchar first[lengthof(field_words)];
	int			after = -1;

	if (first[0] == 0)
		for (int i = 0; i < lengthof(field_words); i++)
		{
			const char *word = field_words[i].word;

			first[i] = fold_label_point(next_code_point(&word, word + strlen(word)));
		}
	for (int i = 0; i < lengthof(field_words); i++)
	{
		int			end;

		if (first[i] != text->point[at].point)
			continue;
		end = folded_word_at(text, at, to, field_words[i].word);
		if (end > after)
		{
			after = end;
			*field = field_words[i].field;
		}
	}
	/* prose breaks its lines within words, lists of fields do not */
	for (int i = at + 1; i < after; i++)
		if (text->point[i].gap == GAP_CELL ||
			(text->point[i].gap == GAP_LINE && (text->point[at].gap >= GAP_CELL || after == text->n || text->point[after].point != ':')))
			return -1;
	return after;
}

bool
is_field_name_at(const FoldedText *text, int at, int to)
{
	MetadataField field;
	int			after = field_name_at(text, at, to, &field);

	return after >= 0 &&
		(after == to || text->point[after].point == ':' || text->point[after].gap >= GAP_CELL);
}
