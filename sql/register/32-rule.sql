/* Rules of the office's own.  A trigger compiles the statement before it is stored. */
CREATE TABLE IF NOT EXISTS disclosure.rule (
	code text PRIMARY KEY CHECK (code ~ E'^[^\\s]+$'),
	severity text NOT NULL DEFAULT 'warning' CHECK (severity IN ('error', 'warning', 'info')),
	statement text NOT NULL,
	message text,
	advice text,
	from_year integer,
	to_year integer CHECK (to_year >= from_year),
	enabled boolean NOT NULL DEFAULT true,
	source text,
	set_by text NOT NULL DEFAULT disclosure.calling_person(),
	set_at timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT rule_years CHECK (disclosure.are_years(from_year, to_year))
);
COMMENT ON TABLE disclosure.rule IS '本机关自定的核对规则，存入即用';
COMMENT ON COLUMN disclosure.rule.code IS '规则代码；与视图 text_rule 中某条相同的，代替该条，不启用的即停用该条';
COMMENT ON COLUMN disclosure.rule.severity IS '级别：error 强制性，warning 核实性，info 提示性';
COMMENT ON COLUMN disclosure.rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.rule.message IS '规则的含义，用在核对结果里';
COMMENT ON COLUMN disclosure.rule.advice IS '不符时怎么办';
COMMENT ON COLUMN disclosure.rule.from_year IS '自哪个报告年度起，空为不限；强制性的不写明年度，自设立当年起';
COMMENT ON COLUMN disclosure.rule.to_year IS '至哪个报告年度，空为不限';
COMMENT ON COLUMN disclosure.rule.enabled IS '是否启用';
COMMENT ON COLUMN disclosure.rule.source IS '依据：条例、通知的条款';
COMMENT ON COLUMN disclosure.rule.set_by IS '由谁设立或修改';
COMMENT ON COLUMN disclosure.rule.set_at IS '何时设立或修改';

/* The errors of the language, in the words of an office. */
CREATE OR REPLACE FUNCTION disclosure.rule_error_words(message text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(max(w.words), rule_error_words.message) FROM (VALUES
		('unit.kind stands at the beginning of a condition', 'unit.kind 只能写在一个条件（when、and 之后）的开头'),
		('a kind of unit is compared by = or <>', '单位的类别只能用 =、<> 比较'),
		('a kind of unit is expected', '这里应当是一种单位类别'),
		('there is no such kind of unit', '没有这种单位类别；各类别见表 unit 的 kind'),
		('a number is expected', '这里应当是一个数'),
		('the number is out of range or has too many decimals', '这个数太大，或者小数位太多'),
		('there is no such column or group of columns', '没有这一列，也没有这一组列'),
		('there is no such row or group of rows', '没有这一行，也没有这一组行'),
		('there is no such indicator or topic of the text', '文字中没有这项指标，也没有这一类指标'),
		('a number or the path of a cell is expected', '这里应当是一个数，或者一格的路径'),
		('there is no such table', '没有这张表'),
		('a path has three parts', '一格的路径有三段：表、行、列'),
		('a coefficient is at most a million', '系数不能超过一百万'),
		('a comparison is expected', '这里应当是比较符号：=、<>、<、<=、>、>='),
		('the statement should end here', '表达式应当到此为止'),
		('the rule has too many terms', '规则的项太多'),
		('there is no such cell', '没有这一格'),
		('every "*" of a rule belongs to one table', '一条规则的各个“*”须属于同一张表'),
		('no cell is compared here', '这里没有比较任何一格'),
		('no row or column has all the cells of the rule', '没有哪一行或哪一列有规则中的全部各格'),
		('the expression should end here', '表达式应当到此为止'),
		('an expression has no "*"', '这里不能用“*”'),
		('an expression is about one report only', '这里只能用本报告的各格'),
		('a rule on the text is a warning or info', '对文字的规则只能是 warning 核实性或者 info 提示性'),
		('the severity is error, warning or info', '级别是 error 强制性、warning 核实性、info 提示性之一'),
		('the statement of a rule is too long', '表达式太长'),
		('a rule needs a code, a severity and a statement', '规则要有代码、级别和表达式')) w(message, words)
	WHERE w.message = rule_error_words.message
$$;
COMMENT ON FUNCTION disclosure.rule_error_words(text) IS 'what is wrong with a rule, in Chinese';

CREATE OR REPLACE FUNCTION disclosure.require_rule(rule disclosure.checked_rule)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	place integer;
	said text;
	detail text;
BEGIN
	PERFORM disclosure.compile_rules(ARRAY[rule], disclosure.unit_kinds());
EXCEPTION WHEN invalid_parameter_value OR program_limit_exceeded THEN
	GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	/* invalid rule "code": what is wrong / At character 12 of "statement". */
	place := substring(detail FROM '^At character ([0-9]+) of ');
	PERFORM disclosure.raise_error('invalid_parameter_value'::text,
		format('规则 %s 有错：%s', rule.code, disclosure.rule_error_words(regexp_replace(said, '^invalid rule ".*": ', ''))),
		'规则的写法见手册《汇总》“自定规则”一节；存入以前可以先用 try_rule() 试一试。'::text,
		CASE WHEN place IS NOT NULL THEN format('错在第 %s 个字符起：%s', place, coalesce(nullif(left(substr(rule.statement, place), 60), ''), '（末尾）')) END,
		NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.require_rule(disclosure.checked_rule) IS 'an error in Chinese if a rule is wrong, with the place in its statement';

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
		PERFORM disclosure.raise_error('unique_violation', format('规则代码 %s 已用于法定规则', NEW.code),
			format('以“%s”开头的代码都是法定规则的，换一个代码。', family), relation => TG_RELID::regclass);
	END IF;
	/* a new rule that refuses reports does not refuse those that were made before it */
	IF TG_OP = 'INSERT' AND NEW.severity = 'error' AND NEW.from_year IS NULL AND NEW.to_year IS NULL THEN
		NEW.from_year := extract(year FROM current_date);
	END IF;
	IF TG_OP = 'UPDATE' OR row_security_active('disclosure.report') THEN
		NEW.set_by := disclosure.calling_person();
		NEW.set_at := now();
	END IF;
	/* What is left out, or no severity, the constraints refuse. */
	IF num_nulls(NEW.code, NEW.severity, NEW.statement) = 0 AND NEW.severity IN ('error', 'warning', 'info') THEN
		PERFORM disclosure.require_rule(ROW(NEW.code, NEW.severity, NEW.statement, NEW.message, NEW.advice,
			NEW.from_year, NEW.to_year)::disclosure.checked_rule);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.compile_rule() IS
'trigger: refuses a rule that is wrong, with the place in its statement; one that refuses reports holds from the year it is made in unless it says otherwise';

CREATE OR REPLACE TRIGGER rule_compile BEFORE INSERT OR UPDATE ON disclosure.rule
	FOR EACH ROW EXECUTE FUNCTION disclosure.compile_rule();
COMMENT ON TRIGGER rule_compile ON disclosure.rule IS '规则存入前先编译，有错的拒绝';

/* Whoever reads a finding has all rules in use compiled and evaluated. */
CREATE OR REPLACE FUNCTION disclosure.bound_rules()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	most constant integer := 1000;
	longest constant integer := 100000;
	held record;
BEGIN
	SELECT count(*) AS rules, sum(length(r.statement)) AS characters INTO held FROM disclosure.rule r WHERE r.enabled;
	IF held.rules > most THEN
		PERFORM disclosure.raise_error('program_limit_exceeded'::text,
			format('启用的自定规则太多：%s 条，不得超过 %s 条', held.rules, most),
			'停用（enabled）或者删去不再用的；几条只有行或列不同的，用“*”写成一条。'::text, NULL::text, TG_RELID::regclass);
	ELSIF held.characters > longest THEN
		PERFORM disclosure.raise_error('program_limit_exceeded'::text,
			format('启用的自定规则太长：各条表达式共 %s 字，不得超过 %s 字', held.characters, longest),
			'停用（enabled）或者删去不再用的；一行、一组之和用其名称写，不逐格相加。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.bound_rules() IS 'trigger after rules are written: refuses more of them than a report can be checked against in time';

CREATE OR REPLACE TRIGGER rule_bound AFTER INSERT OR UPDATE ON disclosure.rule
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.bound_rules();
COMMENT ON TRIGGER rule_bound ON disclosure.rule IS '启用的规则，条数和总长都有限度';

/* These are in PL/pgSQL, which keeps its plans: a function in SQL would be planned in each query on the view finding. */
CREATE OR REPLACE FUNCTION disclosure.rules_in_use()
RETURNS disclosure.checked_rule[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN (SELECT array_agg(ROW(r.code, r.severity, r.statement, r.message, r.advice, r.from_year, r.to_year)::disclosure.checked_rule
		ORDER BY r.code)
		FROM disclosure.rule r
		WHERE r.enabled);
END
$$;
COMMENT ON FUNCTION disclosure.rules_in_use() IS 'the rules of table rule that are enabled, for check_report()';

/* Only then is the unit's kind looked up for a report. */
CREATE OR REPLACE FUNCTION disclosure.rules_ask_kind()
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN EXISTS (SELECT FROM disclosure.rule r WHERE r.enabled AND r.statement LIKE '%unit.kind%');
END
$$;
COMMENT ON FUNCTION disclosure.rules_ask_kind() IS 'is there a rule in use with a condition on unit.kind?';

/* A line with the code of a rule on the text replaces that rule; a disabled line switches it off. */
CREATE OR REPLACE FUNCTION disclosure.rules_replaced()
RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN (SELECT array_agg(r.code) FROM disclosure.rule r WHERE starts_with(r.code, 'text.'));
END
$$;
COMMENT ON FUNCTION disclosure.rules_replaced() IS
'codes of rules on the text that table rule replaces or switches off, for check_narrative()';

CREATE OR REPLACE FUNCTION disclosure.rule_conflicts()
RETURNS SETOF disclosure.rule_conflict
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM disclosure.rule_conflicts(disclosure.rules_in_use()) $$;
COMMENT ON FUNCTION disclosure.rule_conflicts() IS
'rules of table rule that contradict others, follow from others or never apply, with the rules that prove it';

/* The statement is checked as table rule would have it, beside the reports that the caller can see. */
CREATE OR REPLACE FUNCTION disclosure.try_rule(statement text, from_year integer DEFAULT NULL, to_year integer DEFAULT NULL)
RETURNS SETOF disclosure.tried_rule_row
LANGUAGE plpgsql STABLE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	tried disclosure.checked_rule[] := ARRAY[ROW('own.tried', 'warning', try_rule.statement, NULL, NULL, try_rule.from_year, try_rule.to_year)::disclosure.checked_rule];
BEGIN
	PERFORM disclosure.require_rule(tried[1]);
	RETURN QUERY
	SELECT r.unit_id, coalesce(n.name, u.name), r.year, r.scope, c.result, c.expected, c.actual, c.message
	FROM disclosure.report r
	JOIN disclosure.unit u ON u.unit_id = r.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
	CROSS JOIN LATERAL disclosure.last_year_of(r.unit_id, r.year, r.scope) p
	CROSS JOIN LATERAL disclosure.texts_of(r.unit_id, r.year, r.scope) x(texts)
	CROSS JOIN LATERAL (SELECT CASE WHEN r.scope <> 'own' THEN disclosure.children_of(r.unit_id, r.year, r.scope) END AS children OFFSET 0) k
	CROSS JOIN LATERAL (
		SELECT * FROM disclosure.check_report(r.figures, r.year, tried, p.figures, p.holes, p.why, p.missing,
			(k.children).figures, (k.children).holes, (k.children).why, (k.children).missing, coalesce(n.kind, u.kind))
		UNION ALL
		SELECT * FROM disclosure.check_narrative(r.figures, r.year, x.texts, r.scope, tried, NULL,
			p.figures, p.holes, p.why, p.missing, coalesce(n.kind, u.kind))
		WHERE try_rule.statement LIKE '%text.%') c
	WHERE disclosure.in_years(r.year, coalesce(try_rule.from_year, 0), try_rule.to_year) AND (c.rule = 'own.tried' OR c.rule LIKE 'own.tried.%')
	ORDER BY r.year, r.unit_id, r.scope;
END
$$;
COMMENT ON FUNCTION disclosure.try_rule(text, integer, integer) IS
'what a rule would have found in the reports of some years, before it is put into table rule';
