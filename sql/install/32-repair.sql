/* Repairs: the smallest sets of cells whose change makes every relation hold. */

CREATE TYPE disclosure.repair AS (
	rank integer,
	cells text[],
	old numeric[],
	new numeric[],
	weight numeric,
	reason text,
	low numeric[],
	high numeric[],
	parts integer[],
	sets bigint
);
COMMENT ON TYPE disclosure.repair IS '使勾稽关系全部成立的一种改法，改动的单元格最少';
COMMENT ON COLUMN disclosure.repair.rank IS '名次，最像笔误的在前；空表示这一行只是说明';
COMMENT ON COLUMN disclosure.repair.cells IS '要改的单元格';
COMMENT ON COLUMN disclosure.repair.old IS '现在的数';
COMMENT ON COLUMN disclosure.repair.new IS '应有的数，不止一种可能的为空';
COMMENT ON COLUMN disclosure.repair.weight IS '改动的单元格的权重之和，未指定权重的单元格为1';
COMMENT ON COLUMN disclosure.repair.reason IS '说明：应为多少，怎么错的';
COMMENT ON COLUMN disclosure.repair.low IS '应有的数最小为多少，没有下限的为空';
COMMENT ON COLUMN disclosure.repair.high IS '应有的数最大为多少，没有上限的为空';
COMMENT ON COLUMN disclosure.repair.parts IS '各单元格属于第几处错误；互不相干的错误各为一处';
COMMENT ON COLUMN disclosure.repair.sets IS '同样少的改法共有几种，没有算完的为空';

CREATE TYPE disclosure.witness AS (
	label text,
	figures disclosure.figures
);
COMMENT ON TYPE disclosure.witness IS '旁证：别处的数字';
COMMENT ON COLUMN disclosure.witness.label IS '出处，说明中称“与…的数一致”';
COMMENT ON COLUMN disclosure.witness.figures IS '别处写明的单元格';

CREATE FUNCTION disclosure.repairs(
	figures disclosure.figures,
	max_cells integer DEFAULT 4,
	sure text[] DEFAULT NULL,
	weights jsonb DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	witness disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.repair
AS 'MODULE_PATHNAME', 'disclosure_repairs'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.repairs(disclosure.figures, integer, text[], jsonb, disclosure.checked_rule[],
	disclosure.figures) IS
'all smallest sets of cells whose change makes every relation hold with non-negative integers, the likeliest first; blanks are free, cells can be sure or weigh more, and the numbers of another account (witness) make a repair likelier; a row without rank says what is missing';

CREATE FUNCTION disclosure.repairs(
	figures disclosure.figures,
	witnesses disclosure.witness[],
	max_cells integer DEFAULT 4,
	sure text[] DEFAULT NULL,
	weights jsonb DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS SETOF disclosure.repair
AS 'MODULE_PATHNAME', 'disclosure_repairs_by_witnesses'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.repairs(disclosure.figures, disclosure.witness[], integer, text[], jsonb,
	disclosure.checked_rule[]) IS
'as repairs() with one witness, but with several, whom the reason names';

CREATE FUNCTION disclosure.repair_parts(
	figures disclosure.figures,
	max_cells integer DEFAULT 4,
	sure text[] DEFAULT NULL,
	weights jsonb DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	witness disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.repair
AS 'MODULE_PATHNAME', 'disclosure_repair_parts'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.repair_parts(disclosure.figures, integer, text[], jsonb, disclosure.checked_rule[],
	disclosure.figures) IS
'as repairs(), for each independent error alone: the ranks begin anew with each part';

CREATE FUNCTION disclosure.repair_parts(
	figures disclosure.figures,
	witnesses disclosure.witness[],
	max_cells integer DEFAULT 4,
	sure text[] DEFAULT NULL,
	weights jsonb DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS SETOF disclosure.repair
AS 'MODULE_PATHNAME', 'disclosure_repair_parts_by_witnesses'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.repair_parts(disclosure.figures, disclosure.witness[], integer, text[], jsonb,
	disclosure.checked_rule[]) IS
'as repair_parts() with one witness, but with several, whom the reason names';
