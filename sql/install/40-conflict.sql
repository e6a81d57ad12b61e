/* Conflicts: an office's rules against one another and against the statutory relations. */

CREATE TYPE disclosure.rule_conflict AS (
	kind text,
	rule text,
	proof text[],
	message text
);
COMMENT ON TYPE disclosure.rule_conflict IS '一条自定规则的问题';
COMMENT ON COLUMN disclosure.rule_conflict.kind IS 'contradictory 与其他规则矛盾，implied 由其他规则推出，never_applicable 永远不适用';
COMMENT ON COLUMN disclosure.rule_conflict.rule IS '规则代码；只涉及“*”所代表的一部分时，为其中一条的代码';
COMMENT ON COLUMN disclosure.rule_conflict.proof IS '据以证明的其他规则，缺一不可';
COMMENT ON COLUMN disclosure.rule_conflict.message IS '说明';

CREATE FUNCTION disclosure.rule_conflicts(rules disclosure.checked_rule[])
RETURNS SETOF disclosure.rule_conflict
AS 'MODULE_PATHNAME', 'disclosure_rule_conflicts'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.rule_conflicts(disclosure.checked_rule[]) IS
'rules that contradict others or the statutory relations, follow from them, or never apply, with the rules that prove it';
