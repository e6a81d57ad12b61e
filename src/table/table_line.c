/*
 * table_line.c
 *	  A row of a published table: the cells of the page, and the cells of the
 *	  form that they belong to.
 */
#include "postgres.h"

#include "table/table_line.h"

bool
data_is_zero(const DataCell *data)
{
	for (int i = 0; i < data->quantity.len; i++)
		if (data->quantity.digits[i] >= '1' && data->quantity.digits[i] <= '9')
			return false;
	return data_is_number(data);
}

int
line_last_filled(const TableLine *line)
{
	int			last = line->ndata - 1;

	while (last >= 0 && data_is_empty(&line->data[last]))
		last--;
	return last;
}

int
line_count_filled(const TableLine *line)
{
	int			n = 0;

	for (int i = 0; i < line->ndata; i++)
		if (!data_is_empty(&line->data[i]))
			n++;
	return n;
}

bool
line_is_zero(const TableLine *line)
{
	for (int i = 0; i < line->ndata; i++)
		if (!data_is_empty(&line->data[i]) && !data_is_zero(&line->data[i]))
			return false;
	return true;
}
