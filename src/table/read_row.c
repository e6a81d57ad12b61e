/*
 * read_row.c
 *	  A row of a published table as it was read, with the header over it.
 */
#include "postgres.h"

#include "page/picture.h"
#include "table/read_row.h"

DataCell *
row_add_data(ReadRow *row, const Quantity *quantity, Span text)
{
	DataCell   *data = &row->line.data[row->line.ndata++];

	memset(data, 0, sizeof(*data));
	data->quantity = *quantity;
	data->text = text.start;
	data->len = text.end - text.start;
	return data;
}

DataCell *
row_add_blank(ReadRow *row, Span cell)
{
	const char *picture = picture_find(cell.start, cell.end);
	Quantity	quantity = {.kind = picture ? QUANTITY_OTHER : QUANTITY_EMPTY};

	if (picture)
		cell = (Span) {picture, picture + strlen(PICTURE_SIGN)};
	return row_add_data(row, &quantity, cell);
}

bool
row_is_filled(const ReadRow *row)
{
	for (int i = 0; i < row->line.ndata; i++)
		if (row->line.data[i].quantity.kind != QUANTITY_EMPTY)
			return true;
	return false;
}

bool
row_is_full(const ReadRow *row)
{
	return row->line.ndata == row->line.shape->columns &&
		line_count_filled(&row->line) == row->line.ndata;
}

int
row_count_cells(const ReadRow *row)
{
	int			n = row->line.ndata;

	while (n > 0 && row->line.data[n - 1].tail)
		n--;
	return n;
}

void
row_spread(ReadRow *row, const int *column)
{
	TableLine  *line = &row->line;
	int			n = line->shape->columns;
	DataCell	cells[LINE_CELLS_MAX];

	memset(cells, 0, sizeof(cells));
	for (int i = 0; i < n; i++)
	{
		cells[i].quantity.kind = QUANTITY_EMPTY;
		cells[i].is_cell = true;
		cells[i].text = line->at;
	}
	for (int i = 0; i < line->ndata; i++)
		cells[column[i]] = line->data[i];
	memcpy(line->data, cells, n * sizeof(DataCell));
	line->ndata = n;
}

bool
row_is_incomplete(const ReadRow *row)
{
	return row->row != ROW_UNNAMED && !row->on_label_line &&
		line_last_filled(&row->line) + 1 < row_expected_cells(row);
}

ReadEvidence
row_sum(const ReadRow *row)
{
	return line_sum(&row->line, 0, row->line.ndata, BLANKS_OPEN);
}

bool
row_sum_holds(const ReadRow *row)
{
	return row->line.ndata != row->line.shape->columns || row_sum(row) != EVIDENCE_FAILS;
}

int
row_cells(FormId form, int row, int *cells)
{
	const FormLayout *layout = form_layout(FORM_BIT(form));
	int			n = 0;

	for (int i = 0; i < CELL_COUNT; i++)
		if (cell_info[layout->cell[i]].row == row &&
			cellset_has(&layout->asked, layout->cell[i]) && n < LINE_CELLS_MAX)
			cells[n++] = layout->cell[i];
	return n;
}

void
line_add_cell(TableLine *line, int cell, const HeaderCell *header)
{
	line->cell[line->ncells] = cell;
	line->unit_printed[line->ncells] = header != NULL && header->has_unit;
	line->label_shift[line->ncells] = line->unit_printed[line->ncells] ? header->shift : AMOUNT_SHIFT;
	line->ncells++;
}

void
line_add_row(TableLine *line, int row)
{
	const TableShape *shape = line->shape;

	for (int i = 0; i < shape->columns; i++)
		if (cell_at(row, shape->column[i]) >= 0)
			line_add_cell(line, cell_at(row, shape->column[i]), NULL);
}

int
header_width(const Header *header)
{
	int			width = Max(header->n - HEADER_MAX, 0);

	for (int i = 0; i < Min(header->n, HEADER_MAX); i++)
		width += header->cell[i].width;
	return width;
}

/* Are the columns exactly those of the row in some form, in order? */
static bool
header_is_whole(const Header *header, int row)
{
	for (int form = 0; form < FORM_COUNT; form++)
	{
		int			cells[LINE_CELLS_MAX];
		int			n = row_cells(form, row, cells);
		bool		whole = n == header->n;

		for (int i = 0; whole && i < n; i++)
			whole = header->cell[i].column == cell_info[cells[i]].column;
		if (whole)
			return true;
	}
	return false;
}

/* Copies a header, with labels that repeat side by side merged into one. */
static void
join_labels(const Header *header, Header *joined)
{
	joined->n = 0;
	for (int i = 0; i < Min(header->n, HEADER_MAX); i++)
	{
		HeaderCell *last = joined->n > 0 ? &joined->cell[joined->n - 1] : NULL;

		if (last != NULL && last->column >= 0 && last->column == header->cell[i].column)
			last->width += header->cell[i].width;
		else
			joined->cell[joined->n++] = header->cell[i];
	}
}

bool
header_resembles(const Header *header, const int *cells, int n)
{
	bool		any = false;

	if (header->n != n || n == 0)
		return false;
	for (int i = 0; i < n; i++)
	{
		if (header->cell[i].column >= 0 &&
			header->cell[i].column != cell_info[cells[i]].column)
			return false;
		any = any || header->cell[i].column >= 0;
	}
	return any;
}

/* Damage: labels are missing, and the empty cells in their places are columns. */
static void
count_empty_labels(ReadRow *row)
{
	Header		header = {0};
	int			cells[LINE_CELLS_MAX];

	if (header_width(&row->header) > HEADER_MAX)
		return;
	for (int i = 0; i < row->header.n; i++)
		for (int at = 0; at < row->header.cell[i].width; at++)
		{
			header.cell[header.n] = row->header.cell[i];
			header.cell[header.n].width = 1;
			if (at > 0)
				header.cell[header.n].column = -1;
			header.n++;
		}
	for (int form = 0; form < FORM_COUNT; form++)
		if (header_resembles(&header, cells, row_cells(form, row->row, cells)))
		{
			row->header = header;
			return;
		}
}

/*
 * Damage: a label that spans columns is repeated in each of them, or followed by
 * empty cells, and the number stands in one of them.  This is mended only if no
 * label of the form is missing, because an empty cell might stand for that one.
 */
void
row_join_spanned_cells(ReadRow *row)
{
	TableLine  *line = &row->line;
	Header		joined;
	DataCell	data[HEADER_MAX];
	int			at = 0;

	if (row->row < 0 || row->header.n > HEADER_MAX || line->overflow ||
		line->ndata != header_width(&row->header))
		return;
	join_labels(&row->header, &joined);
	if (joined.n == line->ndata)
		return;
	if (!header_is_whole(&joined, row->row))
	{
		count_empty_labels(row);
		return;
	}
	for (int i = 0; i < joined.n; i++)
	{
		int			end = at + joined.cell[i].width;

		data[i] = line->data[at];
		for (at++; at < end; at++)
			if (data_is_empty(&data[i]))
				data[i] = line->data[at];
			else if (!data_is_empty(&line->data[at]))
				return;
		joined.cell[i].width = 1;
	}
	memcpy(line->data, data, joined.n * sizeof(DataCell));
	line->ndata = joined.n;
	row->header = joined;
}

bool
form_has_row_columns(FormId form, const ReadRow *row)
{
	for (int i = 0; i < Min(row->header.n, HEADER_MAX); i++)
	{
		int			column = row->header.cell[i].column;
		int			cell = column < 0 ? -1 : cell_at(row->row, column);

		if (column >= 0 && (cell < 0 || !cellset_has(&form_layout(FORM_BIT(form))->asked, cell)))
			return false;
	}
	return true;
}

int
row_most_cells(const ReadRow *row)
{
	int			cells[LINE_CELLS_MAX];
	int			most = row->header.n;

	for (int form = 0; form < FORM_COUNT; form++)
		if (form_has_row_columns(form, row))
			most = Max(most, row_cells(form, row->row, cells));
	return most;
}

int
row_expected_cells(const ReadRow *row)
{
	if (row->line.shape->line_cells > 0)
		return row->line.shape->line_cells;
	if (row->in_lines && row->row != ROW_UNNAMED)
		return row_most_cells(row);
	return header_width(&row->header);
}

void
note_repeated_row(NoteList *notes, const TableLine *line, Span text, const char *at)
{
	size_t		len = text.end - text.start;

	if (!notes_dropped(notes))
		note_add(notes, "repeated_row", line->path, text.start, len, NULL, SURE_READ, at,
				 psprintf("“%s”已经读过，重复的一行未采用。", len > 0 ? note_quote(text.start, len) : line->name));
}
