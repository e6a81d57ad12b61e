/*
 * read.c
 *	  Fuzz target of the reader of pages: any bytes as a page.
 *
 * Reading a page must raise no error, and its result must be well formed:
 * figures that survive packing unchanged, JSON in valid UTF-8, positive
 * coordinates of grid cells.  The last byte of the input says whether the run
 * is cancelled, and when; a cancelled run must not leak.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "common/charset.h"
#include "figures/structure.h"
#include "narrative/narrative.h"
#include "table/grid.h"
#include "table/report.h"
#include "server.h"
#include "rule/statutory.h"

typedef struct Input
{
	const uint8 *data;
	size_t		size;
} Input;

static void
must(bool holds, const char *what)
{
	if (!holds)
	{
		fprintf(stderr, "not so: %s\n", what);
		abort();
	}
}

static void
check_text(const char *text)
{
	must(pg_encoding_verifymbstr(PG_UTF8, text, strlen(text)) == (int) strlen(text), "a text is valid UTF-8");
}

static void
check_figures(const CellVector *vector)
{
	CellVector	again;
	Figures    *packed = figures_pack(vector);
	Figures    *repacked;

	figures_unpack(packed, &again);
	repacked = figures_pack(&again);
	must(VARSIZE(packed) == VARSIZE(repacked) && memcmp(packed, repacked, VARSIZE(packed)) == 0,
		 "figures are canonical");
}

static void
check_report(const Report *report)
{
	const ReportPage *page = report->page;
	StringInfoData json;

	initStringInfo(&json);
	page_sections_json(page, &json);
	check_text(json.data);
	resetStringInfo(&json);
	notes_to_json(report->notes, &json);
	check_text(json.data);
	if (page->head.title != NULL)
		check_text(page->head.title);
	if (page->head.unit_name != NULL)
		check_text(page->head.unit_name);
	if (page->head.index_number != NULL)
		check_text(page->head.index_number);
	if (report->form >= 0)
		check_figures(&report->figures);
}

static void
check_grid(const List *grid)
{
	const ListCell *lc;

	foreach(lc, grid)
	{
		const GridCell *cell = lfirst(lc);

		check_text(cell->text);
		must(cell->table > 0 && cell->row > 0 && cell->column > 0 &&
			 cell->row_span > 0 && cell->column_span > 0, "a cell is in the grid");
	}
}

static int
code_points(const char *text)
{
	int			n = 0;

	for (; *text != '\0'; text += pg_utf_mblen((const unsigned char *) text))
		n++;
	return n;
}

/* Numbers found in a text must lie in it, and between their bounds. */
static void
check_hits(const List *hits, const char *text)
{
	int			length = code_points(text);
	const ListCell *lc;

	foreach(lc, hits)
	{
		const TextHit *hit = lfirst(lc);

		check_text(hit->evidence);
		check_text(hit->unit ? hit->unit : "");
		must(hit->position >= 1 && hit->position <= length, "a number is in the text");
		must((hit->no_low || hit->low <= hit->value) && (hit->no_high || hit->value <= hit->high),
			 "a number is between its bounds");
	}
}

static void
read_page(void *data)
{
	const Input *input = data;
	StringInfo	text = bytes_to_utf8((const char *) input->data, input->size);
	TextSection section = {.key = "一", .title = "总体情况"};

	/* copies of exact size, so that the sanitizer sees a read beyond the page */
	check_report(report_read(pnstrdup(text->data, text->len), text->len));
	check_grid(document_grid(pnstrdup(text->data, text->len), text->len));
	section.text = pnstrdup(text->data, strlen(text->data));
	check_hits(narrative_read(section.text, strlen(section.text)), section.text);
	narrative_read_sections(&section, 1);
}

extern int	LLVMFuzzerInitialize(int *argc, char ***argv);
extern int	LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	form_init();
	structure_init();
	statutory_init();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	Input		input = {data, size};
	int			last = size > 0 ? data[size - 1] : 0;
	bool		cancel = last >= 0xE0;

	must(run_in_server(read_page, &input, cancel ? (last - 0xE0) * (last - 0xE0) : -1) || cancel,
		 "a page is read without an error");
	return 0;
}
