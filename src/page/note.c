/*
 * note.c
 *	  Notes on how a page was read.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "utils/json.h"

#include "page/note.h"
#include "page/page_place.h"
#include "page/picture.h"

typedef struct Note
{
	const char *kind;
	char	   *path;
	char	   *raw;
	char	   *value;
	Sureness	sure;
	const char *at;
	int			position;		/* in characters of the page, from 1; 0 if unknown */
	int			order;
	char	   *text;
} Note;

static const char *const sureness_name[] = {
	[SURE_READ] = "read",
	[SURE_BY_RULE] = "by rule",
	[SURE_BY_POSITION] = "by position",
	[SURE_AMBIGUOUS] = "ambiguous",
};

/* Bytes of the page that a note quotes. */
#define QUOTE_MAX 240

NoteList *
notes_begin(void)
{
	return palloc0(sizeof(NoteList));
}

char *
note_quote(const char *text, size_t len)
{
	size_t		kept = 0;

	if (len == strlen(PICTURE_SIGN) && picture_find(text, text + len) != NULL)
		return pstrdup("图片");
	while (kept < len)
	{
		int			mblen = pg_utf_mblen((const unsigned char *) text + kept);

		if (kept + mblen > len || kept + mblen > QUOTE_MAX)
			break;
		kept += mblen;
	}
	return kept < len ? psprintf("%.*s…", (int) kept, text) : pnstrdup(text, kept);
}

void
note_add(NoteList *notes, const char *kind, const char *path,
		 const char *raw, size_t raw_len, const char *value,
		 Sureness sure, const char *at, char *text)
{
	Note	   *note;

	if (notes->note == NULL)
		notes->note = palloc((NOTES_MAX + 1) * sizeof(Note));
	if (notes->n == NOTES_MAX)
	{
		if (notes->full)
			return;
		notes->full = true;
		kind = "more";
		path = raw = value = NULL;
		sure = SURE_AMBIGUOUS;
		text = "说明过多，其余从略。";
	}
	note = &notes->note[notes->n];
	note->kind = kind;
	note->path = path ? pstrdup(path) : NULL;
	note->raw = raw ? note_quote(raw, raw_len) : NULL;
	note->value = value ? pstrdup(value) : NULL;
	note->sure = sure;
	note->at = at;
	note->position = 0;
	note->order = notes->n;
	note->text = text;
	if (!notes->full)
		notes->n++;
}

static int
compare_notes(const void *a, const void *b)
{
	const Note *x = a;
	const Note *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order - y->order;
}

static void
sort_notes(NoteList *notes)
{
	if (notes->n > 1)
		qsort(notes->note, notes->n, sizeof(Note), compare_notes);
}

void
notes_locate(NoteList *notes, const char *page, size_t page_len, bool is_markup, const char *text, size_t text_len)
{
	PagePlace  *places = palloc((notes->n + 1) * sizeof(PagePlace));
	int			n = 0;

	sort_notes(notes);
	/* those at the edges are about the page as a whole */
	for (int i = 0; i < notes->n; i++)
		if (notes->note[i].at > text && notes->note[i].at < text + text_len)
			places[n++].at = notes->note[i].at;
	if (n > 0)
		page_places(page, page_len, is_markup, text, text_len, places, n);
	n = 0;
	for (int i = 0; i < notes->n; i++)
		if (notes->note[i].at > text && notes->note[i].at < text + text_len)
			notes->note[i].position = places[n++].position;
	pfree(places);
}

static void
append_text_or_null(StringInfo json, const char *key, const char *text)
{
	appendStringInfo(json, ",\"%s\":", key);
	if (text != NULL)
		escape_json(json, text);
	else
		appendStringInfoString(json, "null");
}

void
notes_to_json(NoteList *notes, StringInfo json)
{
	int			n = notes->n + (notes->full ? 1 : 0);

	sort_notes(notes);
	appendStringInfoChar(json, '[');
	for (int i = 0; i < n; i++)
	{
		const Note *note = &notes->note[i];

		if (i > 0)
			appendStringInfoChar(json, ',');
		appendStringInfo(json, "{\"kind\":\"%s\"", note->kind);
		append_text_or_null(json, "cell", note->path);
		append_text_or_null(json, "raw", note->raw);
		appendStringInfo(json, ",\"value\":%s", note->value ? note->value : "null");
		append_text_or_null(json, "sure", sureness_name[note->sure]);
		if (note->position > 0)
			appendStringInfo(json, ",\"position\":%d", note->position);
		else
			appendStringInfoString(json, ",\"position\":null");
		append_text_or_null(json, "text", note->text);
		appendStringInfoChar(json, '}');
	}
	appendStringInfoChar(json, ']');
}
