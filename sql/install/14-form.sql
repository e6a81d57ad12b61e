/* Facts: the forms and their cells, as printed. */

CREATE TYPE disclosure.form_row AS (
	form text,
	notice text,
	first_year integer,
	last_year integer
);
COMMENT ON TYPE disclosure.form_row IS '视图 form 的一行';

CREATE FUNCTION disclosure.forms()
RETURNS SETOF disclosure.form_row
AS 'MODULE_PATHNAME', 'disclosure_forms'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 2;
COMMENT ON FUNCTION disclosure.forms() IS 'the forms, oldest first';

CREATE VIEW disclosure.form AS
	SELECT form, notice, first_year, last_year FROM disclosure.forms();
COMMENT ON VIEW disclosure.form IS '年度报告的格式及其适用年度';
COMMENT ON COLUMN disclosure.form.form IS '格式';
COMMENT ON COLUMN disclosure.form.notice IS '依据文号';
COMMENT ON COLUMN disclosure.form.first_year IS '适用的第一个报告年度';
COMMENT ON COLUMN disclosure.form.last_year IS '适用的最后一个报告年度，现行格式为空';
GRANT SELECT ON disclosure.form TO PUBLIC;

CREATE TYPE disclosure.form_cell_row AS (
	form text,
	position integer,
	ordinal integer,
	path text,
	section text,
	table_label text,
	caption text,
	group_label text,
	row_label text,
	column_label text,
	row_group text,
	measure text,
	decimals integer,
	signed boolean,
	definition text
);
COMMENT ON TYPE disclosure.form_cell_row IS '视图 form_cell 的一行';

CREATE FUNCTION disclosure.form_cells()
RETURNS SETOF disclosure.form_cell_row
AS 'MODULE_PATHNAME', 'disclosure_form_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 400;
COMMENT ON FUNCTION disclosure.form_cells() IS 'the cells of all forms, in the order of the form';

CREATE VIEW disclosure.form_cell AS
	SELECT form, position, ordinal, path, section, table_label, caption, group_label,
		row_label, column_label, row_group, measure, decimals, signed, definition
	FROM disclosure.form_cells();
COMMENT ON VIEW disclosure.form_cell IS '各格式的全部单元格，标签与印制的格式一致';
COMMENT ON COLUMN disclosure.form_cell.form IS '格式';
COMMENT ON COLUMN disclosure.form_cell.position IS '在格式中的顺序，从1起';
COMMENT ON COLUMN disclosure.form_cell.ordinal IS '单元格的固定编号，不随格式改变';
COMMENT ON COLUMN disclosure.form_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.form_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.form_cell.table_label IS '所在部分的标题';
COMMENT ON COLUMN disclosure.form_cell.caption IS '表内小标题';
COMMENT ON COLUMN disclosure.form_cell.group_label IS '行上方的分组标签';
COMMENT ON COLUMN disclosure.form_cell.row_label IS '行标签';
COMMENT ON COLUMN disclosure.form_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.form_cell.row_group IS '行所属的组，可在规则中使用';
COMMENT ON COLUMN disclosure.form_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.form_cell.decimals IS '小数位数';
COMMENT ON COLUMN disclosure.form_cell.signed IS '是否可以为负数';
COMMENT ON COLUMN disclosure.form_cell.definition IS '填报口径';
GRANT SELECT ON disclosure.form_cell TO PUBLIC;

CREATE FUNCTION disclosure.form_of(year integer)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_form_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.form_of(integer) IS
'the form for a year of report; an error for a year that has none';

CREATE FUNCTION disclosure.has_form(year integer)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_has_form'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.has_form(integer) IS 'is there a form for a year of report?';

CREATE TYPE disclosure.labelled_cell AS (
	position integer,
	path text,
	section text,
	row_label text,
	column_label text,
	measure text,
	value numeric
);
COMMENT ON TYPE disclosure.labelled_cell IS '一格及其标签，空白为 NULL';
COMMENT ON COLUMN disclosure.labelled_cell.position IS '顺序，从1起';
COMMENT ON COLUMN disclosure.labelled_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.labelled_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.labelled_cell.row_label IS '行标签';
COMMENT ON COLUMN disclosure.labelled_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.labelled_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.labelled_cell.value IS '数值，空白为空';

CREATE FUNCTION disclosure.labelled_cells(figures disclosure.figures)
RETURNS SETOF disclosure.labelled_cell
AS 'MODULE_PATHNAME', 'disclosure_labelled_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 200;
COMMENT ON FUNCTION disclosure.labelled_cells(disclosure.figures) IS
'cells(figures) with the labels printed in its form; a cell of another form has the labels of that form';
