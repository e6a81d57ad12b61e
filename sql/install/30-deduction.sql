/* Deductions: blanks whose value follows from the other numbers. */

CREATE TYPE disclosure.deduction AS (
	path text,
	value numeric,
	proof text[],
	low numeric,
	high numeric,
	broken text[],
	message text
);
COMMENT ON TYPE disclosure.deduction IS '对一个空白单元格的推断';
COMMENT ON COLUMN disclosure.deduction.path IS '单元格';
COMMENT ON COLUMN disclosure.deduction.value IS '唯一可能的数，不能确定的为空';
COMMENT ON COLUMN disclosure.deduction.proof IS '依据的规则代码，按使用的先后；空数组表示只依据不得为负数';
COMMENT ON COLUMN disclosure.deduction.low IS '最小可能的数，没有下限的为空';
COMMENT ON COLUMN disclosure.deduction.high IS '最大可能的数，没有上限的为空';
COMMENT ON COLUMN disclosure.deduction.broken IS '涉及此格而不符的规则，未用以推断';
COMMENT ON COLUMN disclosure.deduction.message IS '说明';

CREATE FUNCTION disclosure.deductions(figures disclosure.figures, rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS SETOF disclosure.deduction
AS 'MODULE_PATHNAME', 'disclosure_deductions'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 1000 ROWS 10;
COMMENT ON FUNCTION disclosure.deductions(disclosure.figures, disclosure.checked_rule[]) IS
'every blank: the only value it can have with the rules that force it, or the range it can take; rules that do not hold are left aside and named';

CREATE FUNCTION disclosure.complete(figures disclosure.figures, rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_complete'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 1000;
COMMENT ON FUNCTION disclosure.complete(disclosure.figures, disclosure.checked_rule[]) IS
'the blanks that can only be one number filled in; those that can be several, or about which relations contradict one another, left blank';
