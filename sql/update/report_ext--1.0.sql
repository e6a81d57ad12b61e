\echo Use "CREATE EXTENSION report_ext" to load this file. \quit
/* The type figures: the numbers of a report. */

CREATE TYPE disclosure.figures;

CREATE FUNCTION disclosure.figures_in(cstring)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_in(cstring) IS 'input of figures';

CREATE FUNCTION disclosure.figures_out(disclosure.figures)
RETURNS cstring
AS 'MODULE_PATHNAME', 'disclosure_figures_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_out(disclosure.figures) IS 'output of figures';

CREATE FUNCTION disclosure.figures_recv(internal)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_recv(internal) IS 'binary input of figures';

CREATE FUNCTION disclosure.figures_send(disclosure.figures)
RETURNS bytea
AS 'MODULE_PATHNAME', 'disclosure_figures_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_send(disclosure.figures) IS 'binary output of figures';

CREATE FUNCTION disclosure.figures_subscript(internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'disclosure_figures_subscript'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_subscript(internal) IS 'subscripting of figures by the path of a cell';

/*
 * STORAGE main: a value has some 40 to 120 bytes and is read whole; kept in
 * the row, with a header of one byte.
 */
CREATE TYPE disclosure.figures (
	INPUT = disclosure.figures_in,
	OUTPUT = disclosure.figures_out,
	RECEIVE = disclosure.figures_recv,
	SEND = disclosure.figures_send,
	SUBSCRIPT = disclosure.figures_subscript,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = main
);
COMMENT ON TYPE disclosure.figures IS '政府信息公开工作年度报告三张表中的全部数字';

/* casts */

CREATE FUNCTION disclosure.figures_to_json(disclosure.figures)
RETURNS json
AS 'MODULE_PATHNAME', 'disclosure_figures_to_json'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_to_json(disclosure.figures) IS 'the text form of figures as json';

CREATE FUNCTION disclosure.figures_to_jsonb(disclosure.figures)
RETURNS jsonb
AS 'MODULE_PATHNAME', 'disclosure_figures_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_to_jsonb(disclosure.figures) IS 'the text form of figures as jsonb';

CREATE FUNCTION disclosure.figures_from_jsonb(jsonb)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_from_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_from_jsonb(jsonb) IS 'figures from their text form as jsonb';

/* the cast to json lets to_json(row) and to_jsonb(row) embed the value */
CREATE CAST (disclosure.figures AS json)
	WITH FUNCTION disclosure.figures_to_json(disclosure.figures);
COMMENT ON CAST (disclosure.figures AS json) IS 'the text form of figures as json';
CREATE CAST (disclosure.figures AS jsonb)
	WITH FUNCTION disclosure.figures_to_jsonb(disclosure.figures);
COMMENT ON CAST (disclosure.figures AS jsonb) IS 'the text form of figures as jsonb';
CREATE CAST (jsonb AS disclosure.figures)
	WITH FUNCTION disclosure.figures_from_jsonb(jsonb) AS ASSIGNMENT;
COMMENT ON CAST (jsonb AS disclosure.figures) IS 'figures from their text form as jsonb';

/* comparison: by bytes, equal values have equal bytes; the order means nothing */

CREATE FUNCTION disclosure.figures_eq(disclosure.figures, disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_eq(disclosure.figures, disclosure.figures) IS 'implementation of = operator';

CREATE FUNCTION disclosure.figures_ne(disclosure.figures, disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_ne(disclosure.figures, disclosure.figures) IS 'implementation of <> operator';

CREATE FUNCTION disclosure.figures_lt(disclosure.figures, disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_lt(disclosure.figures, disclosure.figures) IS 'implementation of < operator';

CREATE FUNCTION disclosure.figures_le(disclosure.figures, disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_le(disclosure.figures, disclosure.figures) IS 'implementation of <= operator';

CREATE FUNCTION disclosure.figures_gt(disclosure.figures, disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_gt(disclosure.figures, disclosure.figures) IS 'implementation of > operator';

CREATE FUNCTION disclosure.figures_ge(disclosure.figures, disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_ge(disclosure.figures, disclosure.figures) IS 'implementation of >= operator';

CREATE FUNCTION disclosure.figures_cmp(disclosure.figures, disclosure.figures)
RETURNS integer
AS 'MODULE_PATHNAME', 'disclosure_figures_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_cmp(disclosure.figures, disclosure.figures) IS 'less-equal-greater of the btree operator class';

CREATE FUNCTION disclosure.figures_hash(disclosure.figures)
RETURNS integer
AS 'MODULE_PATHNAME', 'disclosure_figures_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_hash(disclosure.figures) IS 'hash';

CREATE FUNCTION disclosure.figures_hash_extended(disclosure.figures, bigint)
RETURNS bigint
AS 'MODULE_PATHNAME', 'disclosure_figures_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_hash_extended(disclosure.figures, bigint) IS 'hash of 64 bits with a seed';

CREATE FUNCTION disclosure.figures_differ(a disclosure.figures, b disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_figures_differ'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_differ(disclosure.figures, disclosure.figures) IS
'IS DISTINCT FROM as a function, for views, policies and triggers, where the operator would be dumped without its schema';

CREATE OPERATOR disclosure.= (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_eq,
	COMMUTATOR = OPERATOR(disclosure.=), NEGATOR = OPERATOR(disclosure.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR disclosure.= (disclosure.figures, disclosure.figures) IS 'equal: same forms, and every cell the same';
CREATE OPERATOR disclosure.<> (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_ne,
	COMMUTATOR = OPERATOR(disclosure.<>), NEGATOR = OPERATOR(disclosure.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR disclosure.<> (disclosure.figures, disclosure.figures) IS 'not equal';
CREATE OPERATOR disclosure.< (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_lt,
	COMMUTATOR = OPERATOR(disclosure.>), NEGATOR = OPERATOR(disclosure.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR disclosure.< (disclosure.figures, disclosure.figures) IS 'less than, in an order without meaning';
CREATE OPERATOR disclosure.<= (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_le,
	COMMUTATOR = OPERATOR(disclosure.>=), NEGATOR = OPERATOR(disclosure.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR disclosure.<= (disclosure.figures, disclosure.figures) IS 'less than or equal, in an order without meaning';
CREATE OPERATOR disclosure.> (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_gt,
	COMMUTATOR = OPERATOR(disclosure.<), NEGATOR = OPERATOR(disclosure.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR disclosure.> (disclosure.figures, disclosure.figures) IS 'greater than, in an order without meaning';
CREATE OPERATOR disclosure.>= (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_ge,
	COMMUTATOR = OPERATOR(disclosure.<=), NEGATOR = OPERATOR(disclosure.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR disclosure.>= (disclosure.figures, disclosure.figures) IS 'greater than or equal, in an order without meaning';

CREATE OPERATOR FAMILY disclosure.figures_ops USING btree;
COMMENT ON OPERATOR FAMILY disclosure.figures_ops USING btree IS 'order of figures by bytes';
CREATE OPERATOR CLASS disclosure.figures_ops
	DEFAULT FOR TYPE disclosure.figures USING btree FAMILY disclosure.figures_ops AS
	OPERATOR 1 disclosure.<,
	OPERATOR 2 disclosure.<=,
	OPERATOR 3 disclosure.=,
	OPERATOR 4 disclosure.>=,
	OPERATOR 5 disclosure.>,
	FUNCTION 1 disclosure.figures_cmp(disclosure.figures, disclosure.figures);
COMMENT ON OPERATOR CLASS disclosure.figures_ops USING btree IS 'order of figures by bytes';

CREATE OPERATOR FAMILY disclosure.figures_ops USING hash;
COMMENT ON OPERATOR FAMILY disclosure.figures_ops USING hash IS 'hash of figures';
CREATE OPERATOR CLASS disclosure.figures_ops
	DEFAULT FOR TYPE disclosure.figures USING hash FAMILY disclosure.figures_ops AS
	OPERATOR 1 disclosure.=,
	FUNCTION 1 disclosure.figures_hash(disclosure.figures),
	FUNCTION 2 disclosure.figures_hash_extended(disclosure.figures, bigint);
COMMENT ON OPERATOR CLASS disclosure.figures_ops USING hash IS 'hash of figures';

/* arithmetic */

CREATE FUNCTION disclosure.figures_add(disclosure.figures, disclosure.figures)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_add'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_add(disclosure.figures, disclosure.figures) IS 'implementation of + operator';

CREATE FUNCTION disclosure.figures_subtract(disclosure.figures, disclosure.figures)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_subtract'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_subtract(disclosure.figures, disclosure.figures) IS 'implementation of - operator';

CREATE OPERATOR disclosure.+ (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_add, COMMUTATOR = OPERATOR(disclosure.+)
);
COMMENT ON OPERATOR disclosure.+ (disclosure.figures, disclosure.figures) IS
'sum, cell by cell: a number where one side has one; its forms are those of both sides';
CREATE OPERATOR disclosure.- (
	LEFTARG = disclosure.figures, RIGHTARG = disclosure.figures,
	FUNCTION = disclosure.figures_subtract
);
COMMENT ON OPERATOR disclosure.- (disclosure.figures, disclosure.figures) IS
'difference, cell by cell: a number where both sides have one; its forms are those that both sides have';

/* blanks and zeros */

CREATE FUNCTION disclosure.blanks(figures disclosure.figures)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_blanks'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.blanks(disclosure.figures) IS
'1 in each blank cell and 0 in each that is not; summed, the holes of a total';

CREATE FUNCTION disclosure.blank_count(figures disclosure.figures)
RETURNS integer
AS 'MODULE_PATHNAME', 'disclosure_blank_count'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.blank_count(disclosure.figures) IS 'how many cells are blank';

CREATE FUNCTION disclosure.forms_of(figures disclosure.figures)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_forms_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.forms_of(disclosure.figures) IS 'the form of figures; of a sum, its forms: 2019+2021';

CREATE FUNCTION disclosure.zero_figures(form text)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_zero_figures'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.zero_figures(text) IS
'a report of zeros (零报告) in a form: every cell the number zero';

CREATE FUNCTION disclosure.fill_zero(figures disclosure.figures, paths text[] DEFAULT NULL)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_fill_zero'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.fill_zero(disclosure.figures, text[]) IS
'zero in the blank cells, or in those blank cells whose paths are given; numbers stay as they are';

CREATE TYPE disclosure.cell_value AS (path text, value numeric);
COMMENT ON TYPE disclosure.cell_value IS '一格的路径和数值，空白为 NULL';

CREATE FUNCTION disclosure.cells(figures disclosure.figures)
RETURNS SETOF disclosure.cell_value
AS 'MODULE_PATHNAME', 'disclosure_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 200;
COMMENT ON FUNCTION disclosure.cells(disclosure.figures) IS
'every cell that holds a number or is blank (NULL), in the order of the form';
/*
 * The aggregate sum(figures).  Its state is a type of its own, so that partial
 * sums can travel between servers: an array with a place for every cell,
 * changed in place by the aggregate.  It reads and writes like figures.
 */

CREATE TYPE disclosure.figures_sum;

CREATE FUNCTION disclosure.figures_sum_in(cstring)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_in(cstring) IS 'input of figures_sum';

CREATE FUNCTION disclosure.figures_sum_out(disclosure.figures_sum)
RETURNS cstring
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_out(disclosure.figures_sum) IS 'output of figures_sum';

CREATE FUNCTION disclosure.figures_sum_recv(internal)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_recv(internal) IS 'binary input of figures_sum';

CREATE FUNCTION disclosure.figures_sum_send(disclosure.figures_sum)
RETURNS bytea
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_send(disclosure.figures_sum) IS 'binary output of figures_sum';

/* STORAGE plain keeps the array aligned in memory and in temporary files. */
CREATE TYPE disclosure.figures_sum (
	INPUT = disclosure.figures_sum_in,
	OUTPUT = disclosure.figures_sum_out,
	RECEIVE = disclosure.figures_sum_recv,
	SEND = disclosure.figures_sum_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE disclosure.figures_sum IS '汇总 figures 的中间状态';

CREATE FUNCTION disclosure.figures_sum_add(disclosure.figures_sum, disclosure.figures)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_add'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_add(disclosure.figures_sum, disclosure.figures) IS 'transition of sum(figures)';

CREATE FUNCTION disclosure.figures_sum_combine(disclosure.figures_sum, disclosure.figures_sum)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_combine'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_combine(disclosure.figures_sum, disclosure.figures_sum) IS 'combination of sum(figures)';

CREATE FUNCTION disclosure.figures_sum_result(disclosure.figures_sum)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_result'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_result(disclosure.figures_sum) IS 'result of sum(figures)';

CREATE AGGREGATE disclosure.sum(disclosure.figures) (
	SFUNC = disclosure.figures_sum_add,
	STYPE = disclosure.figures_sum,
	SSPACE = 2048,
	COMBINEFUNC = disclosure.figures_sum_combine,
	FINALFUNC = disclosure.figures_sum_result,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE disclosure.sum(disclosure.figures) IS
'sum, cell by cell: a number where any of the figures has one; the holes are sum(blanks(figures))';
/* The facts: forms and their cells, as printed. */

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

CREATE FUNCTION disclosure.form_of(year integer)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_form_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.form_of(integer) IS
'the form for a year of report; an error for a year that has none';

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

CREATE FUNCTION disclosure.labelled_cells(figures disclosure.figures)
RETURNS SETOF disclosure.labelled_cell
AS 'MODULE_PATHNAME', 'disclosure_labelled_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 200;
COMMENT ON FUNCTION disclosure.labelled_cells(disclosure.figures) IS
'cells(figures) with the labels printed in its form; a cell of another form has the labels of that';
/* The statutory rules, and figures checked against them. */

CREATE TYPE disclosure.statutory_rule_row AS (
	form text,
	code text,
	severity text,
	severity_label text,
	source text,
	statement text,
	description text,
	advice text
);
COMMENT ON TYPE disclosure.statutory_rule_row IS '视图 statutory_rule 的一行';

CREATE FUNCTION disclosure.statutory_rules()
RETURNS SETOF disclosure.statutory_rule_row
AS 'MODULE_PATHNAME', 'disclosure_statutory_rules'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 90;
COMMENT ON FUNCTION disclosure.statutory_rules() IS 'the statutory rules of all forms';

CREATE VIEW disclosure.statutory_rule AS
	SELECT form, code, severity, severity_label, source, statement, description, advice
	FROM disclosure.statutory_rules();
COMMENT ON VIEW disclosure.statutory_rule IS '各格式的法定勾稽关系和填报规则';
COMMENT ON COLUMN disclosure.statutory_rule.form IS '格式';
COMMENT ON COLUMN disclosure.statutory_rule.code IS '规则代码';
COMMENT ON COLUMN disclosure.statutory_rule.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.statutory_rule.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.statutory_rule.source IS '来源编号';
COMMENT ON COLUMN disclosure.statutory_rule.statement IS '规则表达式，关于格式本身的规则为空';
COMMENT ON COLUMN disclosure.statutory_rule.description IS '规则的含义';
COMMENT ON COLUMN disclosure.statutory_rule.advice IS '不符时怎么办';

CREATE TYPE disclosure.check_result AS (
	rule text,
	severity text,
	result text,
	why text,
	cells text[],
	expected numeric,
	actual numeric,
	difference numeric,
	message text,
	advice text,
	caused_by text,
	severity_label text,
	result_label text
);
COMMENT ON TYPE disclosure.check_result IS '一条核对结果';
COMMENT ON COLUMN disclosure.check_result.rule IS '规则代码';
COMMENT ON COLUMN disclosure.check_result.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.check_result.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.check_result.why IS '无法核对的原因：blank 有空白，no_previous 没有上一年，no_children 没有下级，absent 只有一边有此格';
COMMENT ON COLUMN disclosure.check_result.cells IS '涉及的单元格，其他年度或单位的带前缀';
COMMENT ON COLUMN disclosure.check_result.expected IS '规则左边（如分项之和）';
COMMENT ON COLUMN disclosure.check_result.actual IS '规则右边（如填报的总计）';
COMMENT ON COLUMN disclosure.check_result.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.check_result.message IS '说明';
COMMENT ON COLUMN disclosure.check_result.advice IS '怎么办';
COMMENT ON COLUMN disclosure.check_result.caused_by IS '与哪一条同因，改正后一并消除';
COMMENT ON COLUMN disclosure.check_result.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.check_result.result_label IS '结果：不符、无法核对';

CREATE FUNCTION disclosure.check_figures(figures disclosure.figures)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_figures'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 100 ROWS 3;
COMMENT ON FUNCTION disclosure.check_figures(disclosure.figures) IS
'findings of the statutory rules: those that fail, then those that blanks leave unknown; no row for a rule that holds';

CREATE FUNCTION disclosure.check_figures(figures disclosure.figures, holes disclosure.figures)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_sum'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 100 ROWS 3;
COMMENT ON FUNCTION disclosure.check_figures(disclosure.figures, disclosure.figures) IS
'findings of a sum: sum(figures) with sum(blanks(figures)), whose cells with holes are lower bounds';

CREATE FUNCTION disclosure.check_statement(
	figures disclosure.figures,
	statement text,
	previous disclosure.figures DEFAULT NULL,
	children disclosure.figures DEFAULT NULL,
	holes disclosure.figures DEFAULT NULL,
	previous_holes disclosure.figures DEFAULT NULL,
	children_holes disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_statement'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 100 ROWS 1;
COMMENT ON FUNCTION disclosure.check_statement(disclosure.figures, text, disclosure.figures, disclosure.figures,
	disclosure.figures, disclosure.figures, disclosure.figures) IS
'findings of a rule written in the rule language, on figures, those of the year before and the sum of the units below; of a sum with its holes';

CREATE FUNCTION disclosure.value_of(figures disclosure.figures, expression text)
RETURNS numeric
AS 'MODULE_PATHNAME', 'disclosure_value_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.value_of(disclosure.figures, text) IS
'value of a side of the rule language, such as requests.denied.total: the sum of its numbers, NULL where there is none';

CREATE FUNCTION disclosure.is_sound(figures disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_sound'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_sound(disclosure.figures) IS
'does no rule of severity error fail? Blank cells are not looked at';

CREATE FUNCTION disclosure.is_complete(figures disclosure.figures)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_complete'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_complete(disclosure.figures) IS
'is no cell blank?';

CREATE FUNCTION disclosure.require_sound()
RETURNS trigger
AS 'MODULE_PATHNAME', 'disclosure_require_sound'
LANGUAGE C PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.require_sound() IS
'row trigger require_sound(''column'' [, ''complete'']): refuses figures that break a rule of severity error, or with complete have blanks';

CREATE FUNCTION disclosure.refuse(what text, messages text[], relation regclass, constraint_name text)
RETURNS void
AS 'MODULE_PATHNAME', 'disclosure_refuse'
LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.refuse(text, text[], regclass, text) IS
'raises the error by which figures are refused (SQLSTATE 23514), with the messages of the findings';
/*
 * The typed face: a composite type for each table and for a row of it, made
 * from the list of cells.  An update script calls create_composites() again:
 * the types grow at their end.
 */

CREATE TYPE disclosure.composite_attribute AS (
	type_name text,
	type_label text,
	attribute text,
	attribute_type text,
	label text
);
COMMENT ON TYPE disclosure.composite_attribute IS '复合类型的一个属性';

CREATE FUNCTION disclosure.composite_attributes()
RETURNS SETOF disclosure.composite_attribute
AS 'MODULE_PATHNAME', 'disclosure_composite_attributes'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 60;
COMMENT ON FUNCTION disclosure.composite_attributes() IS
'what the composite types of tables and rows look like, in the order in which to make them';

CREATE PROCEDURE disclosure.create_composites()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wanted disclosure.composite_attribute;
	type_id regtype;
BEGIN
	FOR wanted IN SELECT * FROM disclosure.composite_attributes() LOOP
		type_id := to_regtype(format('disclosure.%I', wanted.type_name));
		IF type_id IS NULL THEN
			EXECUTE format('CREATE TYPE disclosure.%I AS (%I %s)',
				wanted.type_name, wanted.attribute, wanted.attribute_type);
			EXECUTE format('COMMENT ON TYPE disclosure.%I IS %L', wanted.type_name, wanted.type_label);
		ELSIF NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
				WHERE d.classid = 'pg_type'::regclass AND d.objid = type_id AND d.deptype = 'e'
					AND d.refclassid = 'pg_extension'::regclass AND e.extname = 'report_ext') THEN
			/* whoever made it could give its attributes types that the library does not expect */
			RAISE EXCEPTION 'type % already exists, and is not one of the extension', type_id
				USING ERRCODE = 'duplicate_object';
		ELSIF NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.typrelid = a.attrelid
				WHERE t.oid = type_id AND a.attname = wanted.attribute) THEN
			EXECUTE format('ALTER TYPE disclosure.%I ADD ATTRIBUTE %I %s',
				wanted.type_name, wanted.attribute, wanted.attribute_type);
		ELSE
			CONTINUE;
		END IF;
		EXECUTE format('COMMENT ON COLUMN disclosure.%I.%I IS %L',
			wanted.type_name, wanted.attribute, wanted.label);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE disclosure.create_composites() IS
'makes the composite types of tables and rows, or adds what they lack; for the scripts of the extension';

CALL disclosure.create_composites();

CREATE FUNCTION disclosure.proactive(figures disclosure.figures)
RETURNS disclosure.proactive_table
AS 'MODULE_PATHNAME', 'disclosure_proactive'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.proactive(disclosure.figures) IS
'table 二 as a composite: an absent row is NULL, a blank one a row of NULLs';

CREATE FUNCTION disclosure.requests(figures disclosure.figures)
RETURNS disclosure.request_table
AS 'MODULE_PATHNAME', 'disclosure_requests'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.requests(disclosure.figures) IS
'table 三 as a composite: an absent row is NULL, a blank one a row of NULLs';

CREATE FUNCTION disclosure.remedies(figures disclosure.figures)
RETURNS disclosure.remedy_table
AS 'MODULE_PATHNAME', 'disclosure_remedies'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.remedies(disclosure.figures) IS
'table 四 as a composite: an absent row is NULL, a blank one a row of NULLs';

CREATE FUNCTION disclosure.figures(
	form text,
	proactive disclosure.proactive_table,
	requests disclosure.request_table,
	remedies disclosure.remedy_table)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures(text, disclosure.proactive_table, disclosure.request_table, disclosure.remedy_table) IS
'figures of a form from the composites of their tables; NULL is blank where the form has a cell';
/* Published pages, read. */

CREATE TYPE disclosure.parsed_report AS (
	title text,
	unit_name text,
	year integer,
	form text,
	index_number text,
	issued_on date,
	figures disclosure.figures,
	sections jsonb,
	notes jsonb
);
COMMENT ON TYPE disclosure.parsed_report IS '从网页文本读出的年度报告';
COMMENT ON COLUMN disclosure.parsed_report.title IS '标题';
COMMENT ON COLUMN disclosure.parsed_report.unit_name IS '标题中的单位名称';
COMMENT ON COLUMN disclosure.parsed_report.year IS '报告年度，取自标题，其次取自统计期限';
COMMENT ON COLUMN disclosure.parsed_report.form IS '所用格式，按表格判断，其次按年度';
COMMENT ON COLUMN disclosure.parsed_report.index_number IS '索引号，照录原文';
COMMENT ON COLUMN disclosure.parsed_report.issued_on IS '发布日期';
COMMENT ON COLUMN disclosure.parsed_report.figures IS '表格中的数字，读不出的格子留空；不是年度报告的为 NULL';
COMMENT ON COLUMN disclosure.parsed_report.sections IS '各部分的标题和原文，键为 preamble、一至六';
COMMENT ON COLUMN disclosure.parsed_report.notes IS
'读取说明：每条写明类别 kind、格子 cell、原文 raw、读作 value、把握 sure（read 照录、by rule 由勾稽关系判定、by position 由位置判定、ambiguous 无法判定而留空）和说明 text';

CREATE FUNCTION disclosure.parse_report(page text)
RETURNS disclosure.parsed_report
AS 'MODULE_PATHNAME', 'disclosure_parse_report'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.parse_report(text) IS
'reads a published page, the cells of whose tables are separated by vertical bars: metadata, sections, figures, and notes on all that departs from the form; never an error';
/* The register's SQL travels inside the extension: see tools/install-script. */

CREATE TYPE disclosure.register_file AS (file text, content text);
COMMENT ON TYPE disclosure.register_file IS '登记簿的一个 SQL 文件';

CREATE FUNCTION disclosure.sql_statements(script text)
RETURNS SETOF text
AS 'MODULE_PATHNAME', 'disclosure_sql_statements'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.sql_statements(text) IS
'the statements of an SQL script, one by one';
CREATE FUNCTION disclosure.register_files()
RETURNS SETOF disclosure.register_file
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $register_files$ VALUES
('00-register.sql', $file$/* No key: data restored into a fresh register add their own history to it. */
CREATE TABLE disclosure.register (
	version text NOT NULL,
	since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.register IS '登记簿的版本沿革，时间最近的一行是现在的版本';
COMMENT ON COLUMN disclosure.register.version IS '登记簿的版本';
COMMENT ON COLUMN disclosure.register.since IS '自何时起';
$file$), ('10-unit.sql', $file$CREATE TABLE disclosure.unit (
	unit_id text PRIMARY KEY,
	name text NOT NULL,
	kind text NOT NULL DEFAULT 'department' CHECK (kind IN ('government', 'department', 'township',
		'subdistrict', 'dispatched', 'zone', 'vertical', 'authorised', 'enterprise')),
	division_code text
);
COMMENT ON TABLE disclosure.unit IS '单位：填报年度报告的机关';
COMMENT ON COLUMN disclosure.unit.unit_id IS '单位代码，由使用者确定';
COMMENT ON COLUMN disclosure.unit.name IS '单位名称';
COMMENT ON COLUMN disclosure.unit.kind IS '类别：government 政府，department 部门，township 乡镇，subdistrict 街道，dispatched 派出机关，zone 开发区，vertical 垂直管理，authorised 授权组织，enterprise 企事业单位';
COMMENT ON COLUMN disclosure.unit.division_code IS '行政区划代码';
$file$), ('20-report.sql', $file$CREATE TABLE disclosure.report (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL CHECK (year < 2100),
	scope text NOT NULL DEFAULT 'own' CHECK (scope IN ('own', 'level', 'consolidated')),
	origin text NOT NULL DEFAULT 'filed' CHECK (origin IN ('filed', 'recorded')),
	status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'published')),
	issued_on date,
	changed_at timestamptz NOT NULL DEFAULT now(),
	figures disclosure.figures NOT NULL,
	PRIMARY KEY (unit_id, year, scope)
);
COMMENT ON TABLE disclosure.report IS '年度报告：一个单位、一个年度、一种范围一行';
COMMENT ON COLUMN disclosure.report.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report.year IS '报告年度';
COMMENT ON COLUMN disclosure.report.scope IS '范围：own 本机关，level 本级（不含下级政府），consolidated 全域汇总';
COMMENT ON COLUMN disclosure.report.origin IS '来源：filed 本系统填报（须通过核对），recorded 收录已公布的报告（照原样保存）';
COMMENT ON COLUMN disclosure.report.status IS '状态：draft 草稿，submitted 已报送，returned 已退回，approved 已审核，published 已公布';
COMMENT ON COLUMN disclosure.report.issued_on IS '公布日期';
COMMENT ON COLUMN disclosure.report.changed_at IS '最后修改时间';
COMMENT ON COLUMN disclosure.report.figures IS '三张表的全部数字';

/* a year's totals without visiting the table */
CREATE INDEX report_year ON disclosure.report (year, unit_id) INCLUDE (figures);

CREATE TABLE disclosure.report_text (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	title text,
	unit_name text,
	index_number text,
	sections jsonb,
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.report_text IS '年度报告的文字：标题、索引号和六个部分';
COMMENT ON COLUMN disclosure.report_text.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_text.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_text.scope IS '范围';
COMMENT ON COLUMN disclosure.report_text.title IS '标题';
COMMENT ON COLUMN disclosure.report_text.unit_name IS '报告上的单位名称';
COMMENT ON COLUMN disclosure.report_text.index_number IS '索引号，照原样';
COMMENT ON COLUMN disclosure.report_text.sections IS '六个部分的标题和文字';

CREATE TABLE disclosure.report_source (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	source text NOT NULL,
	notes jsonb NOT NULL,
	imported_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.report_source IS '年度报告读自哪个页面，读的时候注意到什么';
COMMENT ON COLUMN disclosure.report_source.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_source.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_source.scope IS '范围';
COMMENT ON COLUMN disclosure.report_source.source IS '页面原文';
COMMENT ON COLUMN disclosure.report_source.notes IS '读页面时的说明，一处一条';
COMMENT ON COLUMN disclosure.report_source.imported_at IS '读入时间';
$file$), ('30-gate.sql', $file$/*
 * The years of a unit are written one at a time, different units side by side.
 * The keys are few, because every lock a transaction holds takes room in the
 * server's shared memory: so it can write the reports of a whole nation.
 */
CREATE FUNCTION disclosure.lock_unit(unit_id text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM pg_advisory_xact_lock('disclosure.report'::regclass::oid::integer, hashtext(unit_id) & 1023);
END
$$;
COMMENT ON FUNCTION disclosure.lock_unit(text) IS
'keeps others from writing reports of a unit until the end of the transaction; for whoever changes several of them, first of all';

/*
 * A year that has no form is refused, a new report without figures begins
 * blank in the form of its year, and what has been filed stays filed.
 */
CREATE FUNCTION disclosure.prepare_report()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		PERFORM disclosure.lock_unit(OLD.unit_id);
	END IF;
	IF TG_OP = 'DELETE' THEN
		RETURN OLD;
	END IF;
	PERFORM disclosure.lock_unit(NEW.unit_id);
	IF TG_OP = 'UPDATE' AND OLD.origin = 'filed' AND OLD.status NOT IN ('draft', 'returned')
		AND NEW.origin <> 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is filed and %', NEW.unit_id, NEW.year, OLD.status
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	IF NEW.figures IS NULL AND TG_OP = 'INSERT' THEN
		NEW.figures := jsonb_build_object('form', disclosure.form_of(NEW.year));
	ELSE
		PERFORM disclosure.form_of(NEW.year);
	END IF;
	NEW.changed_at := now();
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_report() IS 'trigger before a report is written';

/*
 * The gate.  It runs with the rights of the register's owner, so that what the
 * writer may not see cannot make a report pass.
 */
CREATE FUNCTION disclosure.gate_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	messages text[];
BEGIN
	IF disclosure.is_sound(NEW.figures) AND disclosure.is_complete(NEW.figures) THEN
		RETURN NULL;
	END IF;
	SELECT array_agg(c.message) INTO messages
	FROM disclosure.check_figures(NEW.figures) c
	WHERE c.severity = 'error' AND c.result = 'fail';
	/* exact types: no function that somebody adds to the schema can take the place of this one */
	PERFORM disclosure.refuse(format('report of unit %s for %s', NEW.unit_id, NEW.year),
		messages, TG_RELID::regclass, TG_NAME::text);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_report() IS
'trigger: refuses a filed report that breaks a rule of severity error or has blanks';
REVOKE ALL ON FUNCTION disclosure.gate_report() FROM PUBLIC;

CREATE TRIGGER report_prepare
	BEFORE INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_report();
COMMENT ON TRIGGER report_prepare ON disclosure.report IS '写入前：同一单位的各年度依次写入，年度须有格式，没有数字的从空白开始';

CREATE TRIGGER report_gate
	AFTER INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW
	WHEN (NEW.origin = 'filed' AND NEW.status NOT IN ('draft', 'returned'))
	EXECUTE FUNCTION disclosure.gate_report();
COMMENT ON TRIGGER report_gate ON disclosure.report IS '报送关口：有强制性错误或空白的不能报送';
$file$), ('40-import.sql', $file$/*
 * A page into a report: a new one, a recorded one (again), or a filed one that
 * is still a draft.  Returns the findings on what was read; the notes made
 * while reading are in report_source.
 */
CREATE FUNCTION disclosure.import_report(
	unit_id text,
	source text,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded')
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	page disclosure.parsed_report := disclosure.parse_report(source);
	key_unit_id text := import_report.unit_id;
	key_scope text := import_report.scope;
	existing record;
BEGIN
	IF page.figures IS NULL OR page.year IS NULL THEN
		RAISE EXCEPTION 'the page is not an annual report that can be read'
			USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce((
				SELECT string_agg(note ->> 'text', E'\n') FROM jsonb_array_elements(page.notes) note), '');
	END IF;

	/* before looking: another session may be writing this very report */
	PERFORM disclosure.lock_unit(key_unit_id);
	SELECT r.origin, r.status INTO existing
	FROM disclosure.report r
	WHERE r.unit_id = key_unit_id AND r.year = page.year AND r.scope = key_scope
	FOR UPDATE;
	IF existing.origin = 'recorded' AND import_report.origin = 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is a recorded one', key_unit_id, page.year
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	IF existing.origin = 'filed' AND existing.status NOT IN ('draft', 'returned') THEN
		RAISE EXCEPTION 'report of unit % for % is filed and %', key_unit_id, page.year, existing.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Only a draft, a returned or a recorded report can be read in again.';
	END IF;

	INSERT INTO disclosure.report AS r (unit_id, year, scope, origin, status, issued_on, figures)
	VALUES (key_unit_id, page.year, key_scope, import_report.origin,
		CASE import_report.origin WHEN 'recorded' THEN 'published' ELSE 'draft' END,
		page.issued_on, page.figures)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET figures = excluded.figures, issued_on = coalesce(excluded.issued_on, r.issued_on);

	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, index_number, sections)
	VALUES (key_unit_id, page.year, key_scope, page.title, page.unit_name, page.index_number, page.sections)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET title = excluded.title, unit_name = excluded.unit_name,
			index_number = excluded.index_number, sections = excluded.sections;

	INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes)
	VALUES (key_unit_id, page.year, key_scope, import_report.source, coalesce(page.notes, '[]'))
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET source = excluded.source, notes = excluded.notes, imported_at = now();

	RETURN QUERY SELECT * FROM disclosure.check_figures(page.figures);
END
$$;
COMMENT ON FUNCTION disclosure.import_report(text, text, text, text) IS
'reads a published page into the report of a unit and keeps the page; returns the findings';
$file$), ('50-view.sql', $file$CREATE VIEW disclosure.report_overview WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, u.name AS unit_name, r.origin, r.status,
	disclosure.forms_of(r.figures) AS form,
	disclosure.value_of(r.figures, 'requests.received.total')::bigint AS received,
	disclosure.value_of(r.figures, 'requests.carried_in.total')::bigint AS carried_in,
	disclosure.value_of(r.figures, 'requests.granted.total')::bigint AS granted,
	disclosure.value_of(r.figures, 'requests.partly_granted.total')::bigint AS partly_granted,
	disclosure.value_of(r.figures, 'requests.denied.total')::bigint AS denied,
	disclosure.value_of(r.figures, 'requests.unavailable.total')::bigint AS unavailable,
	disclosure.value_of(r.figures, 'requests.not_processed.total')::bigint AS not_processed,
	disclosure.value_of(r.figures, 'requests.other_handling.total')::bigint AS other_handling,
	disclosure.value_of(r.figures, 'requests.processed.total')::bigint AS processed,
	disclosure.value_of(r.figures, 'requests.carried_out.total')::bigint AS carried_out,
	disclosure.value_of(r.figures, 'remedies.reconsideration.total')::bigint AS reconsiderations,
	disclosure.value_of(r.figures, 'remedies.lawsuits.total')::bigint AS lawsuits,
	disclosure.blank_count(r.figures) AS blanks,
	f.errors::integer AS errors,
	f.warnings::integer AS warnings,
	f.unknown::integer AS unknown
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE c.severity = 'error' AND c.result = 'fail') AS errors,
		count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail') AS warnings,
		count(*) FILTER (WHERE c.result = 'unknown') AS unknown
	FROM disclosure.check_figures(r.figures) c) f;
COMMENT ON VIEW disclosure.report_overview IS '年度报告一览：一份报告一行';
COMMENT ON COLUMN disclosure.report_overview.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_overview.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_overview.scope IS '范围';
COMMENT ON COLUMN disclosure.report_overview.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.report_overview.origin IS '来源';
COMMENT ON COLUMN disclosure.report_overview.status IS '状态';
COMMENT ON COLUMN disclosure.report_overview.form IS '格式';
COMMENT ON COLUMN disclosure.report_overview.received IS '本年新收申请';
COMMENT ON COLUMN disclosure.report_overview.carried_in IS '上年结转申请';
COMMENT ON COLUMN disclosure.report_overview.granted IS '予以公开';
COMMENT ON COLUMN disclosure.report_overview.partly_granted IS '部分公开';
COMMENT ON COLUMN disclosure.report_overview.denied IS '不予公开';
COMMENT ON COLUMN disclosure.report_overview.unavailable IS '无法提供';
COMMENT ON COLUMN disclosure.report_overview.not_processed IS '不予处理';
COMMENT ON COLUMN disclosure.report_overview.other_handling IS '其他处理';
COMMENT ON COLUMN disclosure.report_overview.processed IS '办理结果总计';
COMMENT ON COLUMN disclosure.report_overview.carried_out IS '结转下年度';
COMMENT ON COLUMN disclosure.report_overview.reconsiderations IS '行政复议总计';
COMMENT ON COLUMN disclosure.report_overview.lawsuits IS '行政诉讼总计';
COMMENT ON COLUMN disclosure.report_overview.blanks IS '空白格数；各列为已填数字之和，空白未计入';
COMMENT ON COLUMN disclosure.report_overview.errors IS '强制性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.warnings IS '核实性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.unknown IS '无法核对的条数';

CREATE VIEW disclosure.report_cell WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.position, c.path, c.section, c.row_label, c.column_label,
	c.measure, c.value::numeric(25,6) AS value
FROM disclosure.report r
CROSS JOIN LATERAL disclosure.labelled_cells(r.figures) c;
COMMENT ON VIEW disclosure.report_cell IS '年度报告的每一格一行';
COMMENT ON COLUMN disclosure.report_cell.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_cell.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_cell.scope IS '范围';
COMMENT ON COLUMN disclosure.report_cell.position IS '顺序';
COMMENT ON COLUMN disclosure.report_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.report_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.report_cell.row_label IS '行标签，前面是分组标签';
COMMENT ON COLUMN disclosure.report_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.report_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.report_cell.value IS '数值，空白为 NULL';

CREATE VIEW disclosure.finding WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual,
	c.difference, c.message, c.advice, c.caused_by, false AS explained, c.severity_label, c.result_label
FROM disclosure.report r
CROSS JOIN LATERAL disclosure.check_figures(r.figures) c;
COMMENT ON VIEW disclosure.finding IS '核对结果：随时按现有数字计算';
COMMENT ON COLUMN disclosure.finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.finding.scope IS '范围';
COMMENT ON COLUMN disclosure.finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.finding.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.finding.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.finding.why IS '无法核对的原因';
COMMENT ON COLUMN disclosure.finding.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.finding.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.finding.message IS '说明';
COMMENT ON COLUMN disclosure.finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.finding.caused_by IS '与哪一条同因';
COMMENT ON COLUMN disclosure.finding.explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.finding.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.finding.result_label IS '结果：不符、无法核对';
$file$) $register_files$;
COMMENT ON FUNCTION disclosure.register_files() IS
'the SQL files that create_register() runs, in their order';
/*
 * Everybody may use the type, its functions and the views of facts.  What the
 * register holds is its owner's to grant.
 */
GRANT USAGE ON SCHEMA disclosure TO PUBLIC;
GRANT SELECT ON disclosure.form, disclosure.form_cell, disclosure.statutory_rule TO PUBLIC;

/*
 * The register: ordinary tables, views and triggers that belong to whoever
 * calls create_register(), not to the extension, so that they are dumped and
 * restored with all that their owner adds to them.
 */

CREATE PROCEDURE disclosure.create_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	source disclosure.register_file;
	statement text;
	detail text;
BEGIN
	IF to_regclass('disclosure.register') IS NOT NULL THEN
		RAISE EXCEPTION 'there is a register already'
			USING ERRCODE = 'duplicate_object', HINT = 'CALL disclosure.upgrade_register() brings it up to date.';
	END IF;
	FOR source IN SELECT file, content FROM disclosure.register_files() ORDER BY file LOOP
		FOR statement IN SELECT disclosure.sql_statements(source.content) LOOP
			BEGIN
				EXECUTE statement;
			EXCEPTION WHEN OTHERS THEN
				GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
				RAISE EXCEPTION 'register/%: %', source.file, SQLERRM
					USING ERRCODE = SQLSTATE,
						DETAIL = concat_ws(E'\n', nullif(detail, ''),
							'In: ' || substring(statement FROM '(?n)^[A-Z]{2}.*$'));
			END;
		END LOOP;
	END LOOP;
	INSERT INTO disclosure.register (version)
		SELECT extversion FROM pg_extension WHERE extname = 'report_ext';
END
$$;
COMMENT ON PROCEDURE disclosure.create_register() IS
'makes the register: tables, triggers and views owned by the caller, who needs CREATE on the schema disclosure';

CREATE PROCEDURE disclosure.upgrade_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	present text;
	wanted text := (SELECT extversion FROM pg_extension WHERE extname = 'report_ext');
BEGIN
	IF to_regclass('disclosure.register') IS NULL THEN
		RAISE EXCEPTION 'there is no register'
			USING ERRCODE = 'undefined_object', HINT = 'CALL disclosure.create_register() makes one.';
	END IF;
	SELECT version INTO STRICT present FROM disclosure.register ORDER BY since DESC LIMIT 1;
	IF present <> wanted THEN
		RAISE EXCEPTION 'no way is known from a register of version % to version %', present, wanted
			USING ERRCODE = 'feature_not_supported';
	END IF;
	RAISE NOTICE 'the register is of version % already', present;
END
$$;
COMMENT ON PROCEDURE disclosure.upgrade_register() IS
'brings the register to the version of the extension, after ALTER EXTENSION report_ext UPDATE; what users added stays';
