/*
 * sql_form.c
 *	  SQL functions that show the facts: forms, cells, statutory rules.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "layout/layout.h"
#include "rule/statutory.h"
#include "sql/datum.h"
#include "sql/sql_finding.h"

SQL_FUNCTION(disclosure_forms)
{
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	for (int form = 0; form < FORM_COUNT; form++)
	{
		const FormInfo *info = &form_info[form];

		row_add_label(&row, info->name);
		row_add_label(&row, info->notice);
		row_add(&row, Int32GetDatum(info->first_year));
		if (info->last_year != 0)
			row_add(&row, Int32GetDatum(info->last_year));
		else
			row_add_null(&row);
		row_emit(&row, fcinfo);
	}
	return (Datum) 0;
}

static void
emit_form_cell(FunctionCallInfo fcinfo, FormId form, int position, int cell)
{
	const CellInfo *info = &cell_info[cell];
	const AxisInfo *row_axis = &row_info[info->row];
	const AxisInfo *column_axis = &column_info[info->column];
	const TableInfo *table = &table_info[row_axis->table];
	SqlRow		row = {0};

	row_add_label(&row, form_info[form].name);
	row_add(&row, Int32GetDatum(position));
	row_add(&row, Int32GetDatum(cell));
	row_add_label(&row, info->path);
	row_add_label(&row, table->number);
	row_add_label(&row, table->label);
	row_add_label(&row, block_caption(form, info->row));
	row_add_label(&row, row_group_label(form, info->row));
	row_add_label(&row, row_label(form, info->row));
	row_add_label(&row, column_label(form, cell));
	row_add_label(&row, row_axis->group == GROUP_none ? NULL : group_info[row_axis->group].name);
	row_add_label(&row, info->unit);
	row_add(&row, Int32GetDatum(info->scale));
	row_add(&row, BoolGetDatum(info->is_signed));
	row_add_label(&row, psprintf("%s%s", row_axis->definition, column_axis->definition));
	row_emit(&row, fcinfo);
}

SQL_FUNCTION(disclosure_form_cells)
{
	InitMaterializedSRF(fcinfo, 0);
	for (int form = 0; form < FORM_COUNT; form++)
	{
		const FormLayout *layout = form_layout(FORM_BIT(form));
		int			position = 0;

		for (int i = 0; i < CELL_COUNT; i++)
			if (cellset_has(&layout->asked, layout->cell[i]))
				emit_form_cell(fcinfo, form, ++position, layout->cell[i]);
	}
	return (Datum) 0;
}

SQL_FUNCTION(disclosure_form_layouts)
{
	InitMaterializedSRF(fcinfo, 0);
	for (int form = 0; form < FORM_COUNT; form++)
	{
		const Layout *layout = layout_of(FORM_BIT(form), &form_layout(FORM_BIT(form))->asked);

		for (int table = 0; table < TABLE_COUNT; table++)
			for (int i = 0; i < layout->table[table].nboxes; i++)
			{
				const LayoutBox *box = &layout->table[table].box[i];
				SqlRow		row = {0};

				row_add_label(&row, form_info[form].name);
				row_add_label(&row, table_info[table].number);
				row_add(&row, Int32GetDatum(table + 1));
				row_add(&row, Int32GetDatum(box->line));
				row_add(&row, Int32GetDatum(box->column));
				row_add(&row, Int32GetDatum(box->line_span));
				row_add(&row, Int32GetDatum(box->column_span));
				row_add_label(&row, box_kind_name[box->kind]);
				row_add_label(&row, box->text);
				row_add_label(&row, box->cell < 0 ? NULL : cell_info[box->cell].path);
				row_emit(&row, fcinfo);
			}
	}
	return (Datum) 0;
}

SQL_FUNCTION(disclosure_statutory_rules)
{
	SqlRow		row = {0};

	InitMaterializedSRF(fcinfo, 0);
	for (int form = 0; form < FORM_COUNT; form++)
		for (int i = 0; i < statutory_rule_count(); i++)
		{
			const CheckRule *rule = &statutory[i];

			if (rule->info->statement != NULL && i >= nrelations)
				continue;
			if (!statutory_rule_in_form(i, form))
				continue;
			row_add_label(&row, form_info[form].name);
			row_add_label(&row, rule->rule.code);
			row_add_label(&row, severity_name[rule->info->severity]);
			row_add_label(&row, severity_label[rule->info->severity]);
			row_add_label(&row, rule->info->source);
			row_add_label(&row, rule->rule.statement);
			row_add_label(&row, rule->info->right ?
						  psprintf("%s ＝ %s", rule->info->left, rule->info->right) :
						  rule->info->left);
			row_add_label(&row, rule->info->advice);
			row_emit(&row, fcinfo);
		}
	return (Datum) 0;
}

SQL_FUNCTION(disclosure_form_of)
{
	PG_RETURN_TEXT_P(cstring_to_text(form_info[year_argument(PG_GETARG_INT32(0))].name));
}

SQL_FUNCTION(disclosure_has_form)
{
	PG_RETURN_BOOL(form_of_year(PG_GETARG_INT32(0)) >= 0);
}

SQL_FUNCTION(disclosure_report_rules)
{
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < REPORT_RULE_COUNT; i++)
		emit_rule_info(fcinfo, &report_rule_info[i]);
	return (Datum) 0;
}
