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

/* STORAGE main: a value has some 40 to 120 bytes and is read whole, so it is kept in the row, with a header of one byte. */
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

/* The cast to json lets to_json(row) and to_jsonb(row) embed the value. */
CREATE CAST (disclosure.figures AS json)
	WITH FUNCTION disclosure.figures_to_json(disclosure.figures);
COMMENT ON CAST (disclosure.figures AS json) IS 'the text form of figures as json';
CREATE CAST (disclosure.figures AS jsonb)
	WITH FUNCTION disclosure.figures_to_jsonb(disclosure.figures);
COMMENT ON CAST (disclosure.figures AS jsonb) IS 'the text form of figures as jsonb';
CREATE CAST (jsonb AS disclosure.figures)
	WITH FUNCTION disclosure.figures_from_jsonb(jsonb) AS ASSIGNMENT;
COMMENT ON CAST (jsonb AS disclosure.figures) IS 'figures from their text form as jsonb';
CREATE CAST (json AS disclosure.figures) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (json AS disclosure.figures) IS 'figures from their text form as json';

/* comparison by bytes: equal values have equal bytes; the order means nothing */

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

CREATE FUNCTION disclosure.reaches(figures disclosure.figures, bound bigint)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_reaches'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.reaches(disclosure.figures, bigint) IS 'is any number as large as a bound, or as far below zero?';

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
COMMENT ON COLUMN disclosure.cell_value.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.cell_value.value IS '数值，空白为空';

CREATE FUNCTION disclosure.cells(figures disclosure.figures)
RETURNS SETOF disclosure.cell_value
AS 'MODULE_PATHNAME', 'disclosure_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 200;
COMMENT ON FUNCTION disclosure.cells(disclosure.figures) IS
'every cell that holds a number or is blank (NULL), in the order of the form';
