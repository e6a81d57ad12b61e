/* Rules of the office's own.  A trigger compiles the statement before it is stored. */
CREATE TABLE IF NOT EXISTS disclosure.rule (
	code text PRIMARY KEY CHECK (code ~ '^[^\s]+$'),
	severity text NOT NULL DEFAULT 'warning' CHECK (severity IN ('error', 'warning', 'info')),
	statement text NOT NULL,
	message text,
	advice text,
	from_year integer,
	to_year integer CHECK (to_year >= from_year),
	enabled boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE disclosure.rule IS '本机关自定的核对规则，存入即用';
COMMENT ON COLUMN disclosure.rule.code IS '规则代码；与视图 text_rule 中某条相同的，代替该条，不启用的即停用该条';
COMMENT ON COLUMN disclosure.rule.severity IS '级别：error 强制性，warning 核实性，info 提示性';
COMMENT ON COLUMN disclosure.rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.rule.message IS '规则的含义，用在核对结果里';
COMMENT ON COLUMN disclosure.rule.advice IS '不符时怎么办';
COMMENT ON COLUMN disclosure.rule.from_year IS '自哪个报告年度起，空为不限';
COMMENT ON COLUMN disclosure.rule.to_year IS '至哪个报告年度，空为不限';
COMMENT ON COLUMN disclosure.rule.enabled IS '是否启用';

CREATE OR REPLACE FUNCTION disclosure.compile_rule()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	family text;
BEGIN
	/* A rule with * stands for several, whose codes have one word more. */
	SELECT f.family INTO family FROM (
		SELECT regexp_replace(s.code, '[^.]*$', '') AS family FROM disclosure.statutory_rule s
		UNION SELECT regexp_replace(s.code, '[^.]*$', '') FROM disclosure.report_rule s) f
	WHERE starts_with(NEW.code || '.', f.family) LIMIT 1;
	IF family IS NOT NULL THEN
		RAISE EXCEPTION 'there is a statutory rule "%"', NEW.code
			USING ERRCODE = 'unique_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				HINT = format('Codes that begin with "%s" are those of statutory rules.', family);
	END IF;
	PERFORM disclosure.compile_rules(ARRAY[ROW(NEW.code, NEW.severity, NEW.statement, NEW.message, NEW.advice,
		NEW.from_year, NEW.to_year)::disclosure.checked_rule]);
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.compile_rule() IS 'trigger: refuses a rule that is wrong, with the place in its statement';

CREATE OR REPLACE TRIGGER rule_compile BEFORE INSERT OR UPDATE ON disclosure.rule
	FOR EACH ROW EXECUTE FUNCTION disclosure.compile_rule();
COMMENT ON TRIGGER rule_compile ON disclosure.rule IS '规则存入前先编译，有错的拒绝';

CREATE OR REPLACE FUNCTION disclosure.rules_in_use()
RETURNS disclosure.checked_rule[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(ROW(r.code, r.severity, r.statement, r.message, r.advice, r.from_year, r.to_year)::disclosure.checked_rule
		ORDER BY r.code)
	FROM disclosure.rule r
	WHERE r.enabled
$$;
COMMENT ON FUNCTION disclosure.rules_in_use() IS 'the rules of table rule that are enabled, for check_report()';

/* A line with the code of a rule on the text replaces that rule; a disabled line switches it off. */
CREATE OR REPLACE FUNCTION disclosure.rules_replaced()
RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT array_agg(r.code) FROM disclosure.rule r WHERE starts_with(r.code, 'text.') $$;
COMMENT ON FUNCTION disclosure.rules_replaced() IS
'codes of rules on the text that table rule replaces or switches off, for check_narrative()';

CREATE OR REPLACE FUNCTION disclosure.rule_conflicts()
RETURNS SETOF disclosure.rule_conflict
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM disclosure.rule_conflicts(disclosure.rules_in_use()) $$;
COMMENT ON FUNCTION disclosure.rule_conflicts() IS
'rules of table rule that contradict others, follow from others or never apply, with the rules that prove it';
