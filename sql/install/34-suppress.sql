/* Suppression: small counts left out of published tables, so that totals do not betray them. */

CREATE TYPE disclosure.suppressed_cell AS (
	path text,
	value numeric,
	reason text,
	proven boolean
);
COMMENT ON TYPE disclosure.suppressed_cell IS '公布时不列出的单元格';
COMMENT ON COLUMN disclosure.suppressed_cell.path IS '单元格';
COMMENT ON COLUMN disclosure.suppressed_cell.value IS '不列出的数，只供本机关查看';
COMMENT ON COLUMN disclosure.suppressed_cell.reason IS 'small 小数，complement 陪同隐去（否则小数可以推算出来）';
COMMENT ON COLUMN disclosure.suppressed_cell.proven IS '是否已经证明陪同隐去的格数最少';

CREATE FUNCTION disclosure.suppressed(figures disclosure.figures, below integer DEFAULT 5)
RETURNS SETOF disclosure.suppressed_cell
AS 'MODULE_PATHNAME', 'disclosure_suppressed'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 100000 ROWS 30;
COMMENT ON FUNCTION disclosure.suppressed(disclosure.figures, integer) IS
'the counts by applicant from 1 to one below a limit, and the fewest other cells without which each of them could still be one of three numbers';

CREATE FUNCTION disclosure.suppress(figures disclosure.figures, below integer DEFAULT 5)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_suppress'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 100000;
COMMENT ON FUNCTION disclosure.suppress(disclosure.figures, integer) IS
'the figures as they may be published: those of suppressed() are blank';

CREATE FUNCTION disclosure.suppressed_total(tables disclosure.figures[], below integer DEFAULT 5)
RETURNS SETOF disclosure.suppressed_cell
AS 'MODULE_PATHNAME', 'disclosure_suppressed_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 1000000 ROWS 30;
COMMENT ON FUNCTION disclosure.suppressed_total(disclosure.figures[], integer) IS
'the cells to leave out of the sum of tables that are published with it, each as suppress() leaves it';

CREATE FUNCTION disclosure.suppress_total(tables disclosure.figures[], below integer DEFAULT 5)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_suppress_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 1000000;
COMMENT ON FUNCTION disclosure.suppress_total(disclosure.figures[], integer) IS
'the sum of tables as it may be published with them: those of suppressed_total() are blank; NULL if there is no table';

CREATE FUNCTION disclosure.without_cells(figures disclosure.figures, paths text[])
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_without_cells'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.without_cells(disclosure.figures, text[]) IS
'the figures with these cells blank; a cell outside the form is removed';
