/* What others say of the numbers of a report makes a repair likelier. */

CREATE TYPE disclosure.witness AS (
	label text,
	figures disclosure.figures
);
COMMENT ON TYPE disclosure.witness IS '旁证：别处的数字';
COMMENT ON COLUMN disclosure.witness.label IS '出处，说明中称“与…的数一致”';
COMMENT ON COLUMN disclosure.witness.figures IS '别处写明的单元格';

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
'the same with several witnesses, which the reason names';

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
'the same of each independent error alone, with several witnesses';
