/*
 * report.c
 *	  A published page as figures, metadata and notes.
 */
#include "postgres.h"

#include "figures/structure.h"
#include "page/file_kind.h"
#include "page/picture.h"
#include "page/plain_text.h"
#include "table/assign_cells.h"
#include "table/guess_row_order.h"
#include "table/place.h"
#include "table/read_tables.h"
#include "table/report.h"
#include "table/shape.h"

/* Evidence for each form: the cells that only this form asks for. */
typedef struct Votes
{
	int			of_form[FORM_COUNT];
} Votes;

static void
vote(Votes *votes, int cell)
{
	int			asking = -1;
	int			n = 0;

	for (int form = 0; form < FORM_COUNT; form++)
		if (cellset_has(&form_layout(FORM_BIT(form))->asked, cell))
		{
			asking = form;
			n++;
		}
	if (n == 1)
		votes->of_form[asking]++;
}

/* Returns the form with most votes, or -1 if there are no votes or a tie. */
static int
elected(const Votes *votes)
{
	int			best = -1;
	bool		tie = false;

	for (int form = 0; form < FORM_COUNT; form++)
	{
		int			n = votes->of_form[form];

		if (n == 0 || (best >= 0 && n < votes->of_form[best]))
			continue;
		tie = best >= 0 && n == votes->of_form[best];
		best = form;
	}
	return tie ? -1 : best;
}

/*
 * Returns the only form in which a row of a captioned block has the columns of its header
 * or, without a header, as many cells as on the page; -1 if there is not just one.
 */
static int
form_of_row(const ReadRow *row)
{
	bool		has_header = row->header.n > 0;
	int			found = -1;

	for (int form = 0; form < FORM_COUNT; form++)
	{
		int			cells[LINE_CELLS_MAX];
		int			n = row_cells(form, row->row, cells);
		bool		fits = n > 0 && n == (has_header ? row->header.n : row->line.ndata);

		for (int i = 0; has_header && fits && i < n; i++)
			fits = row->header.cell[i].column == cell_info[cells[i]].column;
		if (fits && found >= 0)
			return -1;
		if (fits)
			found = form;
	}
	return found;
}

/*
 * Counts the evidence for each form, by the arrangement of tables: rows of captioned
 * blocks that only it prints in that way, rows below one head and columns that only it has.  A heading over rows in one
 * form can be a row of the other, so without numbers it says nothing.
 */
static void
count_votes(const Tables *tables, Votes *votes)
{
	ListCell   *lc;

	foreach(lc, tables->rows)
	{
		const ReadRow *row = lfirst(lc);
		Votes	   *of_kind = &votes[shape_kind(row->line.table)];
		bool		is_heading = shape_is(row->line.table, SHAPE_HEADED) && !row_is_filled(row);

		if (row->row < 0 || is_heading)
			continue;
		if (shape_is(row->line.table, SHAPE_CAPTIONED))
		{
			int			form = form_of_row(row);

			if (form >= 0)
				of_kind->of_form[form]++;
			for (int i = 0; i < Min(row->header.n, HEADER_MAX); i++)
				if (row->header.cell[i].column >= 0 &&
					cell_at(row->row, row->header.cell[i].column) >= 0)
					vote(of_kind, cell_at(row->row, row->header.cell[i].column));
		}
		else
			for (int column = 0; column < COLUMN_COUNT; column++)
				if (cell_at(row->row, column) >= 0)
					vote(of_kind, cell_at(row->row, column));
	}
	/* without other evidence, even rows of an empty table with one head count */
	if (elected(&votes[SHAPE_CAPTIONED]) < 0 && elected(&votes[SHAPE_HEADED]) < 0)
		foreach(lc, tables->rows)
		{
			const ReadRow *row = lfirst(lc);
			bool		heading_of_other = false;

			if (!shape_is(row->line.table, SHAPE_HEADED) || row->row < 0 || row_is_filled(row))
				continue;
			for (int other = 0; other < ROW_COUNT; other++)
				if (row_stands_in(row->row, other) && tables->row[other])
					heading_of_other = true;
			for (int column = 0; !heading_of_other && column < COLUMN_COUNT; column++)
				if (cell_at(row->row, column) >= 0)
					vote(&votes[SHAPE_HEADED], cell_at(row->row, column));
		}
}

/*
 * Decides the form of the page by its tables.  If they disagree, the year
 * decides, or else the captioned blocks; if they say nothing, the year.
 */
static int
decide_form(const ReportPage *page, const Tables *tables, const Votes *votes, NoteList *notes)
{
	int			by_year = page->head.year != 0 ? form_of_year(page->head.year) : -1;
	int			captioned = elected(&votes[SHAPE_CAPTIONED]);
	int			headed = elected(&votes[SHAPE_HEADED]);
	int			form = captioned >= 0 ? captioned : headed;
	const char *why = NULL;

	if (captioned >= 0 && headed >= 0 && captioned != headed)
	{
		form = by_year >= 0 ? by_year : captioned;
		why = "各表所用格式不同";
	}
	else if (form >= 0 && by_year >= 0 && form != by_year)
		why = "所用格式不是报告年度的格式";
	else if (form < 0 && by_year >= 0)
		form = by_year;
	else if (form < 0 && tables->rows != NIL)
	{
		form = FORM_COUNT - 1;
		why = "从表格和年度都看不出格式";
	}
	if (why != NULL)
		note_add(notes, "form", NULL, NULL, 0, NULL,
				 form == captioned || form == headed ? SURE_READ : SURE_AMBIGUOUS, page->text,
				 psprintf("%s，按%s年格式（%s）读取。", why, form_info[form].name,
						  form_info[form].notice));
	return form;
}

/* Notes each row that the form asks for and that its table on the page lacks. */
static void
note_missing_rows(const ReportPage *page, const Tables *tables, const CellVector *figures,
				  TableId table, NoteList *notes)
{
	const FormLayout *layout = form_layout(figures->forms);

	for (int i = 0; i < ROW_COUNT; i++)
	{
		int			row = layout->row[i];
		int			cells[LINE_CELLS_MAX];
		FormId		form;
		bool		stood_for = false;

		if (row_info[row].table != table || tables->labelled[row] || tables->row[row])
			continue;
		form = form_printing_row(figures->forms, row);
		if ((FORM_BIT(form) & figures->forms) == 0 || row_cells(form, row, cells) == 0)
			continue;
		for (int other = 0; other < ROW_COUNT; other++)
			if (row_stands_in(row, other) && tables->row[other] && row_is_filled(tables->row[other]))
				stood_for = true;
		if (!stood_for && !notes_dropped(notes))
			note_add(notes, "missing_rows",
					 psprintf("%s.%s", table_info[table].name, row_info[row].name), NULL, 0, NULL,
					 SURE_READ, page->end,
					 psprintf("“%s”缺少“%s”一行，留空。", table_info[table].label,
							  row_full_label(form, row)));
	}
}

/* Is there a line of a table, even with empty cells? */
static bool
has_numbers(const Tables *tables, TableId table)
{
	ListCell   *lc;

	foreach(lc, tables->rows)
		if (((const ReadRow *) lfirst(lc))->line.table == table)
			return true;
	return false;
}

/* Is there a picture in a section, perhaps instead of its table? */
static bool
section_has_picture(const ReportPage *page, int section)
{
	for (int i = 0; i < page->npieces; i++)
		if (page->piece[i].section == section &&
			picture_find(page->piece[i].start, page->piece[i].end) != NULL)
			return true;
	return false;
}

static void
note_absences(const Report *report, const Tables *tables)
{
	const ReportPage *page = report->page;
	NoteList   *notes = report->notes;

	for (int table = 0; table < TABLE_COUNT; table++)
	{
		const TableInfo *info = &table_info[table];

		if (!tables->seen[table])
			note_add(notes, "table", info->name, NULL, 0, NULL, SURE_AMBIGUOUS, page->end,
					 psprintf("没有找到“%s”的表格%s，其各格留空。", info->label,
							  section_has_picture(page, shape_section(table)) ? "，可能是图片" : ""));
		else if (!shape_is(table, SHAPE_ABREAST))
			note_missing_rows(page, tables, &report->figures, table, notes);
		else if (!has_numbers(tables, table))
			note_add(notes, "missing_rows", info->name, NULL, 0, NULL, SURE_READ, page->end,
					 psprintf("“%s”缺少填写数字的一行，留空。", info->label));
	}
}

static void
note_missing_sections(const ReportPage *page, NoteList *notes)
{
	for (int section = 1; section <= SECTION_COUNT; section++)
		if (!page->has_section[section])
			note_add(notes, "section", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->end,
					 psprintf("没有找到“%s、%s”的标题。", section_key(section), section_title(section)));
}

/* Are there sections of a report on the page? */
static bool
has_sections(const ReportPage *page)
{
	int			n = 0;

	for (int table = 0; table < TABLE_COUNT; table++)
		if (page->has_section[shape_section(table)])
			n++;
	return n > 1;
}

/* Returns a report without figures, whose one note says what the file is and what to do. */
Report *
report_of_file(const FileKind *kind)
{
	Report	   *report = palloc0(sizeof(Report));
	NoteList   *notes = notes_begin();
	ReportPage *page = page_read("", 0, NULL, notes_begin());

	note_add(notes, "not_report", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->text,
			 psprintf("这是%s，不是网页或文字，未读取。%s。", kind->name, kind->advice));
	report->page = page;
	report->notes = notes;
	report->form = -1;
	return report;
}

Report *
report_read(const char *text, size_t len)
{
	const FileKind *kind = file_kind(text, len);
	Report	   *report;
	NoteList   *notes;
	PlainText   *source;
	ReportPage *page;
	Tables	   *tables;
	Votes		votes[SHAPE_KINDS] = {0};

	if (kind != NULL)
		return report_of_file(kind);
	report = palloc0(sizeof(Report));
	notes = notes_begin();
	source = plain_text_read(text, len, false);
	page = page_read(source->text, source->len, source->head, notes);
	tables = tables_read(page, notes);
	page->was_html = source->was_html;
	page->is_markdown = source->is_markdown;
	report->page = page;
	report->notes = notes;
	report->form = -1;
	if (source->too_deep)
		note_add(notes, "cut", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->end,
				 pstrdup("网页的标签嵌套过深或过长，其后的内容没有读取。"));
	if (source->hidden != NULL)
		note_add(notes, "hidden", NULL, source->hidden, strlen(source->hidden), NULL, SURE_READ, page->end,
				 psprintf("网页的表格中有划去的或者不显示的文字（如“%s”），没有读取。", note_quote(source->hidden, strlen(source->hidden))));
	if (tables->rows == NIL &&
		(page_is_old_form(page) || (page->head.year != 0 && page->head.year < form_info[0].first_year)))
		note_add(notes, "old_form", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->text,
				 psprintf("这是%d年以前的统计表或报告，没有现行格式的表格，未读取数字。",
						  form_info[0].first_year));
	else if (tables->rows == NIL && !has_sections(page))
		note_add(notes, "not_report", NULL, NULL, 0, NULL, SURE_AMBIGUOUS, page->text,
				 pstrdup("没有找到年度报告的各部分和表格，未读取数字。"));
	else
	{
		for (int table = 0; table < TABLE_COUNT; table++)
			if (!shape_is(table, SHAPE_ABREAST))
				order_rows(tables, table, notes);
		count_votes(tables, votes);
		report->form = decide_form(page, tables, votes, notes);
		if (report->form >= 0)
		{
			vector_init(&report->figures, FORM_BIT(report->form));
			place_lines(assign_cells(tables, report->form, notes), tables->style,
						&report->figures, notes);
		}
		note_absences(report, tables);
		note_missing_sections(page, notes);
	}
	notes_locate(notes, text, len, source->was_html, source->text, source->len);
	return report;
}
