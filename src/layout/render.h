/*
 * render.h
 *	  The tables of a report, and a whole report, written in a format.
 *
 * All text is UTF-8.  What comes from outside is escaped in every format, and
 * what is no character to print is U+FFFD.
 */
#ifndef DISCLOSURE_RENDER_H
#define DISCLOSURE_RENDER_H

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "nodes/pg_list.h"

#include "figures/figures.h"
#include "layout/layout.h"
#include "page/section.h"

/* Stands beside a number that is to be looked at. */
#define MARK_SIGN		"※"

/* The tables of a value, laid out. */
typedef struct TablePrint
{
	const CellVector *figures;
	const CellSet *marked;
	const Layout *layout;
} TablePrint;

/* A line about a report: 索引号：… */
typedef struct DocumentField
{
	const char *name;			/* in JSON */
	const char *label;			/* elsewhere */
	const char *value;
	bool		is_bare;		/* a number, or true or false: JSON has it without quotes */
} DocumentField;

typedef struct DocumentSection
{
	const char *title;			/* with its number */
	const char *above;			/* text above the table, or all text; "" if there is none */
	const char *below;			/* text below the table */
} DocumentSection;

typedef struct Document
{
	const char *title;
	List	   *metadata;		/* of DocumentField */
	const char *preamble;
	DocumentSection section[SECTION_COUNT + 1];	/* from 1 */
	List	   *footer;			/* of DocumentField */
	TablePrint	tables;
} Document;

typedef struct RenderFormat
{
	const char *name;
	void		(*tables) (const TablePrint *print, StringInfo out);
	void		(*document) (const Document *document, StringInfo out);
} RenderFormat;

/* The parts of which formats for people are made; JSON is made of values. */
typedef struct RenderParts
{
	void		(*heading) (StringInfo out, const char *text);
	void		(*paragraphs) (StringInfo out, const char *text);
	void		(*table) (StringInfo out, const TablePrint *print, TableId table);
} RenderParts;

extern const RenderFormat render_html;
extern const RenderFormat render_markdown;
extern const RenderFormat render_text;
extern const RenderFormat render_json;

/* Returns NULL if there is no such format. */
extern const RenderFormat *render_format(const char *name);

/* The names of all formats, for an error. */
extern const char render_format_names[];

extern void table_print_init(TablePrint *print, const CellVector *figures, const CellSet *marked);

/* Puts a text into a document: titles are completed, and text that repeats the tables is left out. */
extern void document_init(Document *document, const char *title, const char *const texts[], const char *const titles[]);

/* Writes the number of a box into a buffer of DECIMAL_TEXT_SIZE; returns false if it is blank. */
extern bool box_number(const TablePrint *print, const LayoutBox *box, char *buf);

static inline bool
box_is_marked(const TablePrint *print, const LayoutBox *box)
{
	return box->cell >= 0 && cellset_has(print->marked, box->cell);
}

/* 三、收到和处理政府信息公开申请情况 */
extern char *table_title(TableId table);

/* Each table under its heading; the preamble and the sections with what stands above and below their tables. */
extern void render_table_parts(const RenderParts *parts, const TablePrint *print, StringInfo out);
extern void render_document_parts(const RenderParts *parts, const Document *document, StringInfo out);

/* Is it a control character, or one that turns the direction of writing or is none? */
extern bool is_unprintable_point(pg_wchar point);

#define REPLACEMENT_SIGN	"\xEF\xBF\xBD"

#endif							/* DISCLOSURE_RENDER_H */
