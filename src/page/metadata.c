/*
 * metadata.c
 *	  Metadata in the lines around a report.
 *
 * A field is a known name before a colon, or alone in the cell or on the line
 * before its value.  Each kind of field has its own test for values: a value
 * that fails it is left out rather than kept under a wrong name.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "common/code_point.h"
#include "page/contact.h"
#include "page/metadata.h"
#include "page/office_name.h"

/* Code points of a value, by kind of field. */
#define TEXT_MAX	120
#define NAME_MAX	40
#define SHORT_MAX	16
#define ADDRESS_MAX 80
#define INDEX_MAX	80

#define DATE_MAX	24
#define ADDRESS_MIN 4
#define INDEX_MIN	4

/* Code points of a date, and of a document number, on a line of its own. */
#define SIGNATURE_MIN	8
#define SIGNATURE_MAX	16
#define NUMBER_LINE_MAX 40

/* Code points of a page number. */
#define PAGE_NUMBER_MAX 4

#define POSTCODE_DIGITS 6
#define PHONES_MAX		8

/* Code points of a refused value that a note quotes. */
#define UNLIKE_MAX		60

/*
 * Code points of the shortest field name that may be glued to a date, and that
 * only a blank may separate from its value: 日期 and 时间 are common words.
 */
#define DATE_NAME_MIN	4
#define SPACED_NAME_MIN 3

/* A field in the text, with the positions of its name and its value. */
typedef struct FieldAt
{
	MetadataField field;
	int			from;
	int			value;
	bool		colon;
	bool		in_prose;
} FieldAt;

static bool
is_prose_stop(pg_wchar point)
{
	return point == 0x3002 || point == ',' || point == ';';
}

/* Does a value that cannot belong to the name follow it without a gap? */
static bool
is_glued_value(const FoldedText *text, ValueKind kind, int at, int after)
{
	return text->point[after].gap == GAP_NONE && is_digit_point(text->point[after].point) &&
		(kind == KIND_INDEX || (kind == KIND_DATE && after - at >= DATE_NAME_MIN));
}

/*
 * Is there a field at a place?  Its name stands before a colon, alone in a
 * cell, on a line or before wide space, or glued to a value that cannot belong
 * to the name.  "fields_before": there is another field before it on its line.
 */
static bool
field_at(const FoldedText *text, int at, bool fields_before, FieldAt *found)
{
	const FoldedPoint *point = &text->point[at];
	pg_wchar	before = at > 0 ? text->point[at - 1].point : 0;
	bool		apart = point->gap >= GAP_SPACE || !(is_han_point(before) || is_alnum_point(before));
	int			after;
	ValueKind	kind;

	if ((!apart && !fields_before) || (after = field_name_at(text, at, text->n, &found->field)) < 0)
		return false;
	kind = metadata_field_info[found->field].kind;
	found->from = at;
	found->colon = after < text->n && text->point[after].point == ':' && text->point[after].gap < GAP_CELL;
	found->value = after + (found->colon ? 1 : 0);
	found->in_prose = point->gap < GAP_WIDE || is_prose_stop(before) || before == '(' || before == 0x3001;
	if (found->colon)
		return true;
	/* without a colon */
	if (point->gap >= GAP_CELL && (after == text->n || text->point[after].gap >= GAP_CELL))
		return true;
	if (!apart || after >= text->n)
		return fields_before && after < text->n && is_glued_value(text, kind, at, after);
	if (point->gap >= GAP_LINE || (fields_before && point->gap >= GAP_SPACE))
		return text->point[after].gap >= GAP_WIDE ||
			(text->point[after].gap == GAP_SPACE && (fields_before || after - at >= SPACED_NAME_MIN) && (kind < KIND_ADDRESS || kind == KIND_OTHER)) ||
			is_glued_value(text, kind, at, after);
	return false;
}

/* Returns the end of the value of a field; the next field begins at "next". */
static int
value_end(const FoldedText *text, const FieldAt *field, int next)
{
	ValueKind	kind = metadata_field_info[field->field].kind;
	bool		contact = kind >= KIND_ADDRESS && kind <= KIND_EMAIL;
	int			depth = 0;
	int			i = field->value;

	for (; i < next; i++)
	{
		pg_wchar	point = text->point[i].point;

		if (i > field->value && text->point[i].gap == GAP_CELL)
			break;
		if (i > field->value && text->point[i].gap == GAP_LINE && !(contact && field->in_prose))
			break;
		if (contact && is_prose_stop(point) &&
			!(kind == KIND_PHONE && point != 0x3002 && i + 1 < next && is_digit_point(text->point[i + 1].point)))
			break;
		if (point == '(')
			depth++;
		else if (point == ')' && --depth < 0)
			break;
	}
	return i;
}

static void
keep(Metadata *metadata, MetadataField field, char *text)
{
	if (metadata->value[field].text == NULL && text[0] != '\0')
		metadata->value[field].text = text;
}

/* Notes that a value was refused because it does not suit its field. */
static void
note_unlike(const FoldedText *text, const char *kind, const char *label, const char *why,
			int from, int to, NoteList *notes)
{
	char	   *raw = folded_printed(text, from, to);

	if (!notes_dropped(notes))
		note_add(notes, kind, NULL, raw, strlen(raw), NULL, SURE_AMBIGUOUS,
				 text->place ? text->place : text->point[from].at,
				 psprintf("%s“%s”%s，未采用。", label, note_quote(raw, strlen(raw)), why));
}

/* Returns the end of an index number: letters, digits and separators. */
static int
index_end(const FoldedText *text, int from, int to)
{
	int			i = from;

	for (; i < to; i++)
	{
		pg_wchar	point = text->point[i].point;

		if (!is_alnum_point(point) && point != '-' && point != '/' && point != '_' && point != '.')
			break;
		if (i > from && text->point[i].gap != GAP_NONE)
			break;
	}
	/* a number with other signs is kept whole */
	return i >= from + INDEX_MIN && (i == to || text->point[i].gap != GAP_NONE || is_han_point(text->point[i].point)) ? i : to;
}

static void
use_date(const FoldedText *text, const FieldAt *field, int from, int to, bool open, Metadata *metadata, NoteList *notes)
{
	MetadataValue *value = &metadata->value[field->field];
	PageDate	date;
	int			after;

	if (value->text != NULL)
		return;
	if (folded_date_at(text, from, to, 0, &date, &after))
	{
		/* the time of day belongs to the printed value */
		while (after < to && (is_digit_point(text->point[after].point) || text->point[after].point == ':'))
			after++;
		value->date = date;
		value->text = folded_printed(text, from, after);
	}
	/* words on the next line need not be the value, digits are */
	else if (field->colon && metadata_field_info[field->field].key != NULL &&
			 (is_digit_point(text->point[from].point) ||
			  (!open && text->point[field->from].gap >= GAP_CELL && to - from <= DATE_MAX)))
		note_unlike(text, "issued_on", folded_dense(text, field->from, field->value - 1), "不是日期",
					from, Min(to, from + DATE_MAX), notes);
}

static void
use_document_number(const FoldedText *text, int from, int to, bool open, Metadata *metadata, NoteList *notes)
{
	DocumentNumber number;

	if (metadata->value[FIELD_DOCUMENT_NUMBER].text != NULL)
		return;
	if (folded_document_number_at(text, from, to, &number))
	{
		metadata->document = number;
		metadata->agency = folded_dense(text, from, number.agency_end);
		keep(metadata, FIELD_DOCUMENT_NUMBER, folded_dense(text, from, number.after));
	}
	else if (!open && (is_han_point(text->point[from].point) || is_digit_point(text->point[from].point)) &&
			 folded_find(text, from, from + 1, "无") < 0)
		note_unlike(text, "document_number", "文号", "不是“机关代字〔年份〕序号”的样式", from, Min(to, from + UNLIKE_MAX), notes);
}

static void
use_phones(const FoldedText *text, MetadataField field, int from, int to, Metadata *metadata)
{
	MetadataValue *value = &metadata->value[field];
	int			start;

	while (contact_next_phone(text, &from, to, &start))
	{
		char	   *phone = folded_printed(text, start, from);

		if (value->text == NULL)
			value->text = phone;
		else if (strcmp(value->text, phone) != 0 && list_length(value->more) < PHONES_MAX - 1)
			value->more = lappend(value->more, phone);
	}
}

static void
use_email(const FoldedText *text, int from, int to, Metadata *metadata, NoteList *notes)
{
	int			start;
	int			end;

	if (contact_find_email(text, from, to, &start, &end))
		keep(metadata, FIELD_EMAIL, folded_dense(text, start, end));
	else if (metadata->value[FIELD_EMAIL].text == NULL && is_alnum_point(text->point[from].point))
		note_unlike(text, "contact", "电子邮箱", "不是电子邮箱的样式", from, Min(to, from + UNLIKE_MAX), notes);
}

static void
use_postcode(const FoldedText *text, int from, int to, Metadata *metadata, NoteList *notes)
{
	int			i = from;

	while (i < to && is_digit_point(text->point[i].point))
		i++;
	if (i - from == POSTCODE_DIGITS)
		keep(metadata, FIELD_POSTCODE, folded_dense(text, from, i));
	else if (i > from && metadata->value[FIELD_POSTCODE].text == NULL)
		note_unlike(text, "contact", "邮政编码", "不是六位数字", from, i, notes);
}

static bool
says_validity(const FoldedText *text, int from, int to)
{
	static const char *const words[] = {"有效", "失效", "废止", "长期", "永久", "是", "否", "年"};

	for (int i = 0; i < lengthof(words); i++)
		if (folded_find(text, from, to, words[i]) >= 0)
			return true;
	return false;
}

/*
 * Keeps the value of a field if it suits its kind.  "open" means that it was
 * taken from the next line or cell.  Text with 《 or 。 is prose, no value.
 */
static void
use_value(const FoldedText *text, const FieldAt *field, int from, int to, bool open,
		  Metadata *metadata, NoteList *notes)
{
	ValueKind	kind = metadata_field_info[field->field].kind;
	int			end;

	if (from >= to)
		return;
	switch (kind)
	{
		case KIND_INDEX:
			end = index_end(text, from, Min(to, from + INDEX_MAX));
			if (!open || end < to || is_alnum_point(text->point[from].point))
				keep(metadata, field->field, folded_printed(text, from, end));
			break;
		case KIND_DOCUMENT_NUMBER:
			use_document_number(text, from, to, open, metadata, notes);
			break;
		case KIND_DATE:
			use_date(text, field, from, to, open, metadata, notes);
			break;
		case KIND_VALIDITY:
			if (to - from <= SHORT_MAX && says_validity(text, from, to))
				keep(metadata, field->field, folded_printed(text, from, to));
			break;
		case KIND_NAME:
			if (field->field == FIELD_SOURCE && (end = contact_find_url(text, &from, to)) > from)
				keep(metadata, FIELD_URL, folded_dense(text, from, end));
			else if (field->field == FIELD_PUBLISHER && !is_office_name(text, from, to))
				break;			/* 单位：万元 */
			else if (to - from <= NAME_MAX && folded_find(text, from, to, "。") < 0 &&
					 folded_find(text, from, to, "年度报告") < 0 && folded_find(text, from, to, "《") < 0)
				keep(metadata, field->field, folded_printed(text, from, to));
			break;
		case KIND_TEXT:
		case KIND_SHORT:
			if (to - from <= (kind == KIND_TEXT ? TEXT_MAX : SHORT_MAX) && folded_find(text, from, to, "。") < 0 &&
				folded_find(text, from, to, "《") < 0)
				keep(metadata, field->field, folded_printed(text, from, to));
			break;
		case KIND_ADDRESS:
			if (to - from >= ADDRESS_MIN && to - from <= ADDRESS_MAX && is_han_point(text->point[from].point) &&
				folded_find(text, from, to, "<") < 0)
				keep(metadata, field->field, folded_printed(text, from, to));
			break;
		case KIND_POSTCODE:
			use_postcode(text, from, to, metadata, notes);
			break;
		case KIND_PHONE:
			use_phones(text, field->field, from, Min(to, from + TEXT_MAX), metadata);
			break;
		case KIND_EMAIL:
			use_email(text, from, Min(to, from + TEXT_MAX), metadata, notes);
			break;
		case KIND_URL:
			end = contact_find_url(text, &from, to);
			if (end > from)
				keep(metadata, field->field, folded_dense(text, from, end));
			break;
		case KIND_TITLE:
		case KIND_OTHER:
			break;
	}
}

/* Reads a date that fills a line, with or without brackets. */
static void
read_signature(const FoldedText *text, int from, int to, Metadata *metadata)
{
	PageDate	date;
	int			after;

	if (metadata->signed_text != NULL || to - from < SIGNATURE_MIN || to - from > SIGNATURE_MAX)
		return;
	if (text->point[from].point == '(' && text->point[to - 1].point == ')')
	{
		from++;
		to--;
	}
	if (folded_date_at(text, from, to, 0, &date, &after) && after == to)
	{
		metadata->signed_on = date;
		metadata->signed_text = folded_printed(text, from, to);
	}
}

void
metadata_read_signature(const FoldedText *text, Metadata *metadata)
{
	int			line = 0;

	for (int i = 1; i <= text->n; i++)
		if (i == text->n || text->point[i].gap == GAP_LINE)
		{
			/* only a page number may follow */
			if (i == text->n || text->n - i <= PAGE_NUMBER_MAX)
				read_signature(text, line, i, metadata);
			line = i;
		}
}

/* Reads a document number that fills a line. */
static void
read_number_line(const FoldedText *text, int from, int to, Metadata *metadata)
{
	DocumentNumber number;

	if (to - from <= NUMBER_LINE_MAX && folded_document_number_at(text, from, to, &number) && number.after == to)
		use_document_number(text, from, to, true, metadata, NULL);
}

static bool
next_field(const FoldedText *text, int from, int line, bool *fields_before, FieldAt *field)
{
	for (int i = from; i < text->n; i++)
	{
		if (text->point[i].gap == GAP_LINE && i > line)
		{
			line = i;
			*fields_before = false;
		}
		if (field_at(text, i, *fields_before, field))
		{
			*fields_before = true;
			return true;
		}
	}
	return false;
}

void
metadata_read(const FoldedText *text, Metadata *metadata, NoteList *notes)
{
	FieldAt		field;
	FieldAt		next;
	bool		fields_before = false;
	bool		more = next_field(text, 0, 0, &fields_before, &field);

	for (int i = 0, line = 0, above = 0; i <= text->n; i++)
		if (i == text->n || (i > line && text->point[i].gap == GAP_LINE))
		{
			/* unless it is the value of a field on the line above */
			if (above == line || !is_field_name_at(text, above, line))
			{
				read_signature(text, line, i, metadata);
				read_number_line(text, line, i, metadata);
			}
			above = line;
			line = i;
		}
	for (; more; field = next)
	{
		int			limit;
		int			end;

		CHECK_FOR_INTERRUPTS();
		more = next_field(text, field.value, field.from, &fields_before, &next);
		limit = more ? next.from : text->n;
		if (field.value >= text->n)
			break;
		/* no value here: if the name is alone in its cell or line, the value is in the next */
		if (text->point[field.value].gap >= GAP_CELL)
		{
			ValueKind	kind = metadata_field_info[field.field].kind;
			bool		alone = text->point[field.from].gap >= GAP_CELL;
			bool		goes_on = field.in_prose && field.colon && kind >= KIND_ADDRESS && kind <= KIND_URL;

			if ((!alone && !goes_on) || field.value >= limit)
				continue;
			end = value_end(text, &field, limit);
			use_value(text, &field, field.value, end, !goes_on, metadata, notes);
		}
		else
		{
			end = value_end(text, &field, limit);
			use_value(text, &field, field.value, end, false, metadata, notes);
		}
	}
	/* the site: a URL in brackets within prose */
	for (int i = 0; i < text->n && metadata->value[FIELD_SITE].text == NULL; i++)
	{
		int			end = contact_url_end_at(text, i, text->n);

		if (end > i && i > 0 && text->point[i - 1].point == '(' && end < text->n && text->point[end].point == ')')
			keep(metadata, FIELD_SITE, folded_dense(text, i, end));
	}
}

void
metadata_read_notice(const FoldedText *text, Metadata *metadata)
{
	for (int i = 0; i < text->n && metadata->notice == NULL; i++)
	{
		DocumentNumber number;

		if (folded_word_at(text, i, text->n, "国办") >= 0 && folded_document_number_at(text, i, text->n, &number))
		{
			metadata->notice = folded_dense(text, i, number.after);
			metadata->notice_year = number.year;
		}
	}
}
