/*
 * render.c
 *	  What the formats of a report have in common.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "common/decimal.h"
#include "common/label.h"
#include "layout/page_text.h"
#include "layout/render.h"

static const RenderFormat *const formats[] = {&render_html, &render_markdown, &render_text, &render_json};

/* A page must have some title. */
#define UNTITLED	"政府信息公开工作年度报告"

const char	render_format_names[] = "html, markdown, text or json";

const RenderFormat *
render_format(const char *name)
{
	for (int i = 0; i < lengthof(formats); i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

void
table_print_init(TablePrint *print, const CellVector *figures, const CellSet *marked)
{
	CellSet		cells;

	vector_cells(figures, &cells);
	print->figures = figures;
	print->marked = marked;
	print->layout = layout_of(figures->forms, &cells);
}

bool
box_number(const TablePrint *print, const LayoutBox *box, char *buf)
{
	if (box->cell < 0 || !cellset_has(&print->figures->numbers, box->cell))
		return false;
	decimal_format(print->figures->value[box->cell], cell_info[box->cell].scale, buf);
	return true;
}

char *
table_title(TableId table)
{
	return psprintf("%s、%s", table_info[table].number, table_info[table].label);
}

void
render_table_parts(const RenderParts *parts, const TablePrint *print, StringInfo out)
{
	for (int table = 0; table < TABLE_COUNT; table++)
	{
		parts->heading(out, table_title(table));
		parts->table(out, print, table);
	}
}

void
render_document_parts(const RenderParts *parts, const Document *document, StringInfo out)
{
	parts->paragraphs(out, document->preamble);
	for (int i = 1; i <= SECTION_COUNT; i++)
	{
		const DocumentSection *section = &document->section[i];

		parts->heading(out, section->title);
		parts->paragraphs(out, section->above);
		if (i >= FIRST_TABLE_SECTION && i <= LAST_TABLE_SECTION)
			parts->table(out, &document->tables, i - FIRST_TABLE_SECTION);
		parts->paragraphs(out, section->below);
	}
}

bool
is_unprintable_point(pg_wchar point)
{
	return (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7F && point < 0xA0) ||
		(point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
		(point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

/* A title of a section with the number that the form gives it. */
static const char *
numbered_title(int section, const char *title)
{
	Label		label;

	if (title == NULL || *title == '\0')
		title = section_title(section);
	label_read(title, strlen(title), &label);
	return label.mark_style != MARK_NONE || strncmp(title, "第", strlen("第")) == 0 ? title :
		psprintf("%s、%s", section_key(section), title);
}

void
document_init(Document *document, const char *title, const char *const texts[], const char *const titles[])
{
	document->title = *title != '\0' ? title : UNTITLED;
	document->preamble = preamble_without_head(texts[0] ? texts[0] : "", title);
	for (int i = 1; i <= SECTION_COUNT; i++)
	{
		DocumentSection *section = &document->section[i];
		const char *text = texts[i] ? texts[i] : "";

		section->title = numbered_title(i, titles[i]);
		section->above = text;
		section->below = "";
		if (i >= FIRST_TABLE_SECTION && i <= LAST_TABLE_SECTION)
			text_without_table(text, i - FIRST_TABLE_SECTION, &section->above, &section->below);
	}
}
