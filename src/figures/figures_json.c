/*
 * figures_json.c
 *	  The text form of figures.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "common/decimal.h"
#include "figures/figures_json.h"

/* depths of objects: the value, a table, a row */
#define DEPTH_VALUE		1
#define DEPTH_TABLE		2
#define DEPTH_ROW		3

/*
 * The forms decide which cells an array stands for, and "form" need not be the
 * first key: so rows are kept as read until the end.
 */
typedef struct JsonRow
{
	bool		seen;
	bool		is_array;
	int			ncells;
	char	   *token[COLUMN_COUNT];	/* by position or by column; NULL for null */
	bool		given[COLUMN_COUNT];
} JsonRow;

typedef struct JsonState
{
	Node	   *escontext;
	int			depth;
	bool		in_array;
	bool		form_key;		/* the next scalar is the form */
	bool		form_seen;
	FormSet		forms;
	int			table;
	bool		table_seen[TABLE_COUNT];
	int			row;			/* or -1, between rows */
	int			column;			/* or -1, between columns */
	JsonRow		rows[ROW_COUNT];
} JsonState;

/* Reports an error of the text; the other arguments are its detail and hint. */
#define json_error(state, ...) \
	errsave((state)->escontext, \
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION), \
			 errmsg("invalid input syntax for type %s", "figures"), \
			 __VA_ARGS__))

/* Long names are cut: the text may be anything. */
#define NAME_PRECISION 100

static JsonActionResult
on_object_start(void *arg)
{
	JsonState  *state = arg;

	if (state->in_array || state->form_key || state->depth >= DEPTH_ROW ||
		(state->depth == DEPTH_TABLE && state->row < 0))
	{
		json_error(state, errdetail("An object is not expected here."));
		return JSON_ACTION_STOP;
	}
	state->depth++;
	return JSON_ACTION_DONE;
}

static JsonActionResult
on_object_end(void *arg)
{
	JsonState  *state = arg;

	state->depth--;
	return JSON_ACTION_DONE;
}

static JsonActionResult
on_array_start(void *arg)
{
	JsonState  *state = arg;

	if (state->in_array || state->depth != DEPTH_TABLE || state->row < 0)
	{
		json_error(state, errdetail("An array is not expected here."));
		return JSON_ACTION_STOP;
	}
	state->in_array = true;
	state->rows[state->row].is_array = true;
	return JSON_ACTION_DONE;
}

static JsonActionResult
on_array_end(void *arg)
{
	JsonState  *state = arg;

	state->in_array = false;
	return JSON_ACTION_DONE;
}

static JsonActionResult
unknown_key(JsonState *state, const char *what, const char *name)
{
	json_error(state, errdetail("There is no %s \"%.*s\".", what,
								pg_mbcliplen(name, strlen(name), NAME_PRECISION), name));
	return JSON_ACTION_STOP;
}

static JsonActionResult
duplicate_key(JsonState *state, const char *name)
{
	json_error(state, errdetail("Key \"%.*s\" is given twice.",
								pg_mbcliplen(name, strlen(name), NAME_PRECISION), name));
	return JSON_ACTION_STOP;
}

static JsonActionResult
on_field_start(void *arg, char *name, bool isnull)
{
	JsonState  *state = arg;
	JsonRow    *row;

	switch (state->depth)
	{
		case DEPTH_VALUE:
			if (strcmp(name, "form") == 0)
			{
				if (state->form_seen)
					return duplicate_key(state, name);
				state->form_key = state->form_seen = true;
				break;
			}
			state->table = table_by_name(name, strlen(name));
			if (state->table < 0)
				return unknown_key(state, "table", name);
			if (state->table_seen[state->table])
				return duplicate_key(state, name);
			state->table_seen[state->table] = true;
			break;
		case DEPTH_TABLE:
			state->row = row_by_name(state->table, name, strlen(name));
			if (state->row < 0)
				return unknown_key(state, "row",
								   psprintf("%s.%s", table_info[state->table].name, name));
			if (state->rows[state->row].seen)
				return duplicate_key(state, name);
			state->rows[state->row].seen = true;
			break;
		default:
			row = &state->rows[state->row];
			state->column = column_by_name(state->table, name, strlen(name));
			if (state->column < 0 || cell_at(state->row, state->column) < 0)
				return unknown_key(state, "cell",
								   psprintf("%s.%s.%s", table_info[state->table].name,
											row_info[state->row].name, name));
			if (row->given[state->column])
				return duplicate_key(state, cell_info[cell_at(state->row, state->column)].path);
			break;
	}
	return JSON_ACTION_DONE;
}

static JsonActionResult
on_field_end(void *arg, char *name, bool isnull)
{
	JsonState  *state = arg;

	if (state->depth == DEPTH_TABLE)
		state->row = -1;
	else if (state->depth == DEPTH_ROW)
		state->column = -1;
	return JSON_ACTION_DONE;
}

static JsonActionResult
on_scalar(void *arg, char *token, JsonTokenType type)
{
	JsonState  *state = arg;
	JsonRow    *row;

	CHECK_FOR_INTERRUPTS();
	if (state->form_key)
	{
		bool		ok = false;

		state->form_key = false;
		if (type != JSON_TOKEN_STRING)
		{
			json_error(state, errdetail("The form is not a string: %.*s.",
										pg_mbcliplen(token, strlen(token), NAME_PRECISION),
										token));
			return JSON_ACTION_STOP;
		}
		state->forms = forms_from_text(token, strlen(token), &ok);
		if (!ok)
			return unknown_key(state, "form", token);
		return JSON_ACTION_DONE;
	}
	/* a row that is null counts as left out */
	if (type == JSON_TOKEN_NULL && state->depth == DEPTH_TABLE && !state->in_array)
		return JSON_ACTION_DONE;
	if (!state->in_array && state->depth == DEPTH_TABLE)
	{
		json_error(state,
				   errdetail("Row \"%s.%s\" is neither an array nor an object: \"%.*s\".",
							 table_info[state->table].name, row_info[state->row].name,
							 pg_mbcliplen(token, strlen(token), NAME_PRECISION), token));
		return JSON_ACTION_STOP;
	}
	if (!state->in_array && state->depth != DEPTH_ROW)
	{
		json_error(state, errdetail("An object is expected instead of \"%.*s\".",
									pg_mbcliplen(token, strlen(token), NAME_PRECISION),
									token));
		return JSON_ACTION_STOP;
	}

	row = &state->rows[state->row];
	if (type != JSON_TOKEN_NUMBER && type != JSON_TOKEN_NULL)
	{
		json_error(state,
				   errdetail("A cell of row \"%s.%s\" is neither a number nor null: \"%.*s\".",
							 table_info[state->table].name, row_info[state->row].name,
							 pg_mbcliplen(token, strlen(token), NAME_PRECISION), token));
		return JSON_ACTION_STOP;
	}
	if (state->in_array)
	{
		/* one too many is enough to complain of at the end */
		if (row->ncells < COLUMN_COUNT)
			row->token[row->ncells++] = type == JSON_TOKEN_NULL ? NULL : token;
	}
	else
	{
		row->given[state->column] = true;
		row->token[state->column] = type == JSON_TOKEN_NULL ? NULL : token;
	}
	return JSON_ACTION_DONE;
}

static bool
set_cell(JsonState *state, CellVector *vector, int cell, const char *token)
{
	const CellInfo *info = &cell_info[cell];
	int64		value;

	if (token == NULL)
		return true;
	switch (decimal_parse(token, strlen(token), 0, info->scale, &value))
	{
		case DECIMAL_OK:
			vector_set(vector, cell, value);
			return true;
		case DECIMAL_SYNTAX:
			json_error(state, errdetail("Cell \"%s\" holds no number: \"%.*s\".",
										info->path, NAME_PRECISION, token));
			return false;
		case DECIMAL_PRECISION:
			json_error(state, errdetail("Cell \"%s\" has %d decimals, fewer than \"%.*s\".",
										info->path, info->scale, NAME_PRECISION, token));
			return false;
		case DECIMAL_OVERFLOW:
			json_error(state, errdetail("The number of cell \"%s\" is out of range: \"%.*s\".",
										info->path, NAME_PRECISION, token));
			return false;
	}
	return false;
}

static bool
set_array(JsonState *state, CellVector *vector, RowId row_id)
{
	const JsonRow *row = &state->rows[row_id];
	const CellSet *asked = &form_layout(state->forms)->asked;
	int			ncells = 0;

	for (int i = 0; i < COLUMN_COUNT; i++)
	{
		int			cell = cell_at(row_id, column_printed(i));

		if (cell < 0 || !cellset_has(asked, cell))
			continue;
		if (ncells < row->ncells && !set_cell(state, vector, cell, row->token[ncells]))
			return false;
		ncells++;
	}
	if (ncells != row->ncells)
	{
		char		forms[FORMS_TEXT_SIZE];

		forms_to_text(state->forms, forms);
		json_error(state, errdetail("Number of cells of row \"%s.%s\" in form \"%s\": %d, given: %d.",
									table_info[row_info[row_id].table].name,
									row_info[row_id].name, forms, ncells, row->ncells),
				   errhint("A row with cells from another form is written as an object."));
		return false;
	}
	return true;
}

static bool
set_rows(JsonState *state, CellVector *vector)
{
	for (int row_id = 0; row_id < ROW_COUNT; row_id++)
	{
		const JsonRow *row = &state->rows[row_id];

		if (row->is_array)
		{
			if (!set_array(state, vector, row_id))
				return false;
			continue;
		}
		for (int column = 0; column < COLUMN_COUNT; column++)
			if (row->given[column] &&
				!set_cell(state, vector, cell_at(row_id, column), row->token[column]))
				return false;
	}
	return true;
}

bool
figures_from_json(const char *json, CellVector *vector, Node *escontext)
{
	JsonLexContext *lex = make_json_lexer(unconstify(char *, json), strlen(json));
	JsonState	state;
	JsonSemAction actions;
	JsonParseErrorType result;

	memset(&state, 0, sizeof(state));
	state.escontext = escontext;
	state.row = state.column = -1;

	memset(&actions, 0, sizeof(actions));
	actions.semstate = &state;
	actions.object_start = on_object_start;
	actions.object_end = on_object_end;
	actions.array_start = on_array_start;
	actions.array_end = on_array_end;
	actions.object_field_start = on_field_start;
	actions.object_field_end = on_field_end;
	actions.scalar = on_scalar;

	result = pg_parse_json(lex, &actions);
	if (json_stopped(result))
		return false;
	if (result != JSON_SUCCESS)
	{
		char	   *detail = json_errdetail(result, lex);

		json_error(&state, errdetail_internal("%.*s",
											  pg_mbcliplen(detail, strlen(detail), 2 * NAME_PRECISION),
											  detail));
		return false;
	}
	if (!state.form_seen)
	{
		json_error(&state, errdetail("The key \"form\" is missing."));
		return false;
	}
	vector_init(vector, state.forms);
	return set_rows(&state, vector);
}

/* Nearly all numbers are one digit. */
static void
write_number(int64 value, int scale, StringInfo out)
{
	char		number[DECIMAL_TEXT_SIZE];

	if (value == 0 || (scale == 0 && value > 0 && value <= 9))
		appendStringInfoChar(out, '0' + (char) value);
	else
		appendBinaryStringInfo(out, number, decimal_format(value, scale, number));
}

/* Writes the cells of a row.  Those of a row that has a number outside the forms have their names. */
static void
write_row(const CellVector *vector, const CellSet *asked, const int16 *cells, int ncells, StringInfo out)
{
	bool		is_object = false;
	const char *separator = "";

	for (int i = 0; i < ncells; i++)
		is_object |= cellset_has(&vector->numbers, cells[i]) && !cellset_has(asked, cells[i]);

	appendStringInfoChar(out, '"');
	appendStringInfoString(out, row_info[cell_info[cells[0]].row].name);
	appendStringInfoString(out, is_object ? "\":{" : "\":[");
	for (int i = 0; i < ncells; i++)
	{
		const CellInfo *info = &cell_info[cells[i]];
		bool		is_number = cellset_has(&vector->numbers, cells[i]);

		if (!is_number && !cellset_has(asked, cells[i]))
			continue;
		appendStringInfoString(out, separator);
		separator = ",";
		if (is_object)
			appendStringInfo(out, "\"%s\":", column_info[info->column].name);
		if (is_number)
			write_number(vector->value[cells[i]], info->scale, out);
		else
			appendStringInfoString(out, "null");
	}
	appendStringInfoChar(out, is_object ? '}' : ']');
}

void
figures_to_json(const CellVector *vector, StringInfo out)
{
	const FormLayout *layout = form_layout(vector->forms);
	char		forms[FORMS_TEXT_SIZE];
	int			table = -1;
	int			end;

	forms_to_text(vector->forms, forms);
	appendStringInfo(out, "{\"form\":\"%s\"", forms);
	for (int at = 0; at < CELL_COUNT; at = end)
	{
		RowId		row = cell_info[layout->cell[at]].row;
		bool		holds_number = false;

		for (end = at; end < CELL_COUNT && cell_info[layout->cell[end]].row == row; end++)
			holds_number |= cellset_has(&vector->numbers, layout->cell[end]);
		if (!holds_number)
			continue;
		if (row_info[row].table == table)
			appendStringInfoChar(out, ',');
		else
		{
			appendStringInfo(out, "%s,\"%s\":{", table < 0 ? "" : "}",
							 table_info[row_info[row].table].name);
			table = row_info[row].table;
		}
		write_row(vector, &layout->asked, &layout->cell[at], end - at, out);
	}
	appendStringInfoString(out, table < 0 ? "}" : "}}");
}
