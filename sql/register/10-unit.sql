/* Units: the organs that report, with their names, parents and successors by year. */

CREATE OR REPLACE FUNCTION disclosure.unit_kind_words()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['government', '政府', 'department', '部门', 'township', '乡镇', 'subdistrict', '街道', 'dispatched', '派出机关',
	'zone', '开发区', 'vertical', '垂直管理', 'authorised', '授权组织', 'enterprise', '企事业单位'];
COMMENT ON FUNCTION disclosure.unit_kind_words() IS 'the kinds of units, each followed by its label, in the order to sort by';

CREATE OR REPLACE FUNCTION disclosure.unit_kinds()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT array_agg(w.word ORDER BY w.no) FROM unnest(disclosure.unit_kind_words()) WITH ORDINALITY w(word, no) WHERE w.no % 2 = 1);
COMMENT ON FUNCTION disclosure.unit_kinds() IS 'the kinds of units: what kind may be in unit, unit_name and deadline, and unit.kind in a rule';

CREATE OR REPLACE FUNCTION disclosure.unit_kind(word text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT k.kind FROM unnest(disclosure.unit_kinds()) k(kind)
	WHERE word IN (k.kind, (disclosure.unit_kind_words())[array_position(disclosure.unit_kind_words(), k.kind) + 1]));
COMMENT ON FUNCTION disclosure.unit_kind(text) IS 'the kind of units that a word is the code or the label of, for lists of others; NULL if there is none';

/* Constraints have these: pg_dump makes functions with a parsed body before the tables. */
CREATE OR REPLACE FUNCTION disclosure.is_plain_name(name text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN name <> '' AND name = btrim(name, E' \t\r\n　');
COMMENT ON FUNCTION disclosure.is_plain_name(text) IS 'is this a name: not empty, and without blanks around it?';

CREATE OR REPLACE FUNCTION disclosure.are_years(from_year integer, to_year integer)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (from_year IS NULL OR from_year = 0 OR from_year BETWEEN 1949 AND 2999) AND (to_year IS NULL OR to_year BETWEEN 1949 AND 2999);
COMMENT ON FUNCTION disclosure.are_years(integer, integer) IS
'are these the years of a line: from one with four digits, or if it is 0 from the beginning, to one with four digits, or without an end?';

CREATE TABLE IF NOT EXISTS disclosure.unit (
	unit_id text PRIMARY KEY,
	name text NOT NULL CONSTRAINT unit_has_name CHECK (disclosure.is_plain_name(name)),
	kind text NOT NULL DEFAULT 'department' CHECK (kind = ANY (disclosure.unit_kinds())),
	division_code text,
	credit_code text,
	organisation_code text
);
COMMENT ON TABLE disclosure.unit IS '单位：填报年度报告的机关';
COMMENT ON COLUMN disclosure.unit.unit_id IS '单位代码，由使用者确定';
COMMENT ON COLUMN disclosure.unit.name IS '单位名称（现用）';
DO $$
BEGIN
	EXECUTE format('COMMENT ON COLUMN disclosure.unit.kind IS %L', '类别（现用）：' || (SELECT string_agg(k || ' ' || (w.words)[array_position(w.words, k) + 1], '，' ORDER BY n)
		FROM disclosure.unit_kind_words() w(words), unnest(disclosure.unit_kinds()) WITH ORDINALITY u(k, n)));
END
$$;
COMMENT ON COLUMN disclosure.unit.division_code IS '行政区划代码（现用），开发区等可以没有';
COMMENT ON COLUMN disclosure.unit.credit_code IS '统一社会信用代码，18 位';
COMMENT ON COLUMN disclosure.unit.organisation_code IS '组织机构代码，9 位';

CREATE OR REPLACE FUNCTION disclosure.is_plain_key(key text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN key <> '' AND disclosure.plain_key(key) = key;
COMMENT ON FUNCTION disclosure.is_plain_key(text) IS 'is this a key: not empty, and as plain_key() leaves it?';

/*
 * A key that spreadsheets have padded looks like another: import_cells() would
 * never find its unit, and a request would be counted twice.
 */
CREATE OR REPLACE FUNCTION disclosure.require_plain_keys()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	line jsonb := to_jsonb(NEW);
	written text;
	plain text;
	meant text;
	needed boolean;
BEGIN
	FOR i IN 0 .. TG_NARGS - 1 LOOP
		written := line ->> TG_ARGV[i];
		plain := disclosure.plain_key(written);
		CONTINUE WHEN written IS NULL OR disclosure.is_plain_key(written);
		SELECT col_description(TG_RELID, a.attnum), a.attnotnull INTO meant, needed FROM pg_attribute a
		WHERE a.attrelid = TG_RELID AND a.attname = TG_ARGV[i];
		IF plain = '' THEN
			PERFORM disclosure.raise_error('check_violation'::text, substring(meant FROM '^[^，：；]+') || '不能是空的',
				CASE WHEN needed THEN '这一项不能为空：' || meant ELSE '没有的，不填这一项。' END, NULL::text, TG_RELID::regclass);
		END IF;
		PERFORM disclosure.raise_error('check_violation'::text, format('%s“%s”前后有空白，或者有全角的字母、数字', substring(meant FROM '^[^，：；]+'), left(written, 40)),
			format('写作“%s”。', left(plain, 40)), NULL::text, TG_RELID::regclass);
	END LOOP;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.require_plain_keys() IS
'trigger before a row with a key that is none, see is_plain_key(): says which of the columns that are its arguments, and why';

CREATE OR REPLACE TRIGGER unit_plain_code BEFORE INSERT OR UPDATE OF unit_id ON disclosure.unit
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.unit_id)) EXECUTE FUNCTION disclosure.require_plain_keys('unit_id');
COMMENT ON TRIGGER unit_plain_code ON disclosure.unit IS '单位代码不是空的，前后没有空白，没有全角的字母、数字';

CREATE INDEX IF NOT EXISTS unit_enterprise ON disclosure.unit (unit_id) WHERE kind = 'enterprise';

/*
 * Functions with a parsed body and no SET are inlined: plans are those of the
 * expressions.
 */
CREATE OR REPLACE FUNCTION disclosure.end_year(to_year integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(to_year, 9999);
COMMENT ON FUNCTION disclosure.end_year(integer) IS 'the last year of a line, 9999 if it has no end';

CREATE OR REPLACE FUNCTION disclosure.in_years(year integer, from_year integer, to_year integer)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN year BETWEEN from_year AND disclosure.end_year(to_year);
COMMENT ON FUNCTION disclosure.in_years(integer, integer, integer) IS
'does a line of the years from from_year to to_year, or without end, hold in a year?';

/* Lines hold from from_year through to_year, or for ever if to_year is null. */
CREATE TABLE IF NOT EXISTS disclosure.unit_name (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL DEFAULT 0,
	to_year integer CHECK (to_year >= from_year),
	name text NOT NULL,
	kind text NOT NULL CHECK (kind = ANY (disclosure.unit_kinds())),
	division_code text,
	PRIMARY KEY (unit_id, from_year),
	CONSTRAINT unit_name_has_name CHECK (disclosure.is_plain_name(name)),
	CONSTRAINT unit_name_years CHECK (disclosure.are_years(from_year, to_year))
);
COMMENT ON TABLE disclosure.unit_name IS '单位以前年度的名称、类别和行政区划代码：旧报告、旧汇总和期限用当年的';
COMMENT ON COLUMN disclosure.unit_name.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_name.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.unit_name.to_year IS '至哪个报告年度，空为至今';
COMMENT ON COLUMN disclosure.unit_name.name IS '当年的名称';
COMMENT ON COLUMN disclosure.unit_name.kind IS '当年的类别；登记时不写的，类别和区划代码都照登记时单位的';
COMMENT ON COLUMN disclosure.unit_name.division_code IS '当年的行政区划代码';

CREATE OR REPLACE FUNCTION disclosure.kind_in_year(unit_id text, year integer)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT coalesce(n.kind, u.kind) FROM disclosure.unit u
	LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(kind_in_year.year, n.from_year, n.to_year)
	WHERE u.unit_id = kind_in_year.unit_id);
COMMENT ON FUNCTION disclosure.kind_in_year(text, integer) IS 'the kind that a unit is of in a year';

/* A line is entered before the unit changes: what it does not say is what the unit is until then. */
CREATE OR REPLACE FUNCTION disclosure.complete_unit_name()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NEW.kind IS NULL THEN
		SELECT u.kind, coalesce(NEW.division_code, u.division_code) INTO NEW.kind, NEW.division_code
		FROM disclosure.unit u WHERE u.unit_id = NEW.unit_id;
		IF NOT FOUND THEN
			PERFORM disclosure.raise_error('foreign_key_violation', format('没有代码为“%s”的单位', NEW.unit_id),
				hint => '先在表 unit 中登记单位，再登记它以前年度的名称。'::text, relation => 'disclosure.unit_name'::regclass);
		END IF;
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.complete_unit_name() IS
'trigger before a line of unit_name is written: without a kind it gets kind and division code of the unit';

CREATE OR REPLACE TRIGGER unit_name_complete BEFORE INSERT OR UPDATE ON disclosure.unit_name
	FOR EACH ROW EXECUTE FUNCTION disclosure.complete_unit_name();
COMMENT ON TRIGGER unit_name_complete ON disclosure.unit_name IS '没有写明类别的，类别和区划代码照单位现在的';

CREATE TABLE IF NOT EXISTS disclosure.unit_parent (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	parent_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL DEFAULT 0,
	to_year integer CHECK (to_year >= from_year),
	counted boolean NOT NULL DEFAULT true,
	PRIMARY KEY (unit_id, parent_id, from_year),
	CHECK (unit_id <> parent_id),
	CONSTRAINT unit_parent_years CHECK (disclosure.are_years(from_year, to_year))
);
CREATE INDEX IF NOT EXISTS unit_parent_parent ON disclosure.unit_parent (parent_id);
COMMENT ON TABLE disclosure.unit_parent IS '隶属关系，分年度；一个单位可以在两处公布，但一般只在一处汇总';
COMMENT ON COLUMN disclosure.unit_parent.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_parent.parent_id IS '上级单位代码';
COMMENT ON COLUMN disclosure.unit_parent.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.unit_parent.to_year IS '至哪个报告年度，空为至今';
COMMENT ON COLUMN disclosure.unit_parent.counted IS '是否计入上级的汇总；垂直管理单位在县网站公布而由市局汇总的，对县为否';

CREATE TABLE IF NOT EXISTS disclosure.unit_successor (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	successor_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	year integer NOT NULL CHECK (disclosure.are_years(NULL, year)),
	partly boolean NOT NULL DEFAULT false,
	kind text NOT NULL DEFAULT 'merged' CHECK (kind IN ('merged', 'split', 'renamed')),
	PRIMARY KEY (unit_id, successor_id, year),
	CHECK (unit_id <> successor_id)
);
CREATE INDEX IF NOT EXISTS unit_successor_successor ON disclosure.unit_successor (successor_id, year);
COMMENT ON TABLE disclosure.unit_successor IS '机构改革：哪个单位的业务由哪个单位承接';
COMMENT ON COLUMN disclosure.unit_successor.unit_id IS '原单位代码';
COMMENT ON COLUMN disclosure.unit_successor.successor_id IS '承接单位代码';
COMMENT ON COLUMN disclosure.unit_successor.year IS '承接单位自哪个报告年度起接续：该年度的上年结转为各原单位上年结转下年度之和';
COMMENT ON COLUMN disclosure.unit_successor.partly IS '是否只承接一部分；部分承接的，上年结转无法推算';
COMMENT ON COLUMN disclosure.unit_successor.kind IS '方式：merged 并入，split 分立，renamed 更名';

CREATE TABLE IF NOT EXISTS disclosure.unit_contact (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	task text NOT NULL CHECK (task IN ('fill', 'review', 'answer')),
	name text NOT NULL CONSTRAINT unit_contact_has_name CHECK (disclosure.is_plain_name(name)),
	telephone text,
	email text,
	PRIMARY KEY (unit_id, task, name)
);
COMMENT ON TABLE disclosure.unit_contact IS '联系人：谁填报、谁审核、谁答复';
COMMENT ON COLUMN disclosure.unit_contact.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_contact.task IS '事务：fill 填报，review 审核，answer 答复';
COMMENT ON COLUMN disclosure.unit_contact.name IS '姓名';
COMMENT ON COLUMN disclosure.unit_contact.telephone IS '电话';
COMMENT ON COLUMN disclosure.unit_contact.email IS '电子邮箱';

/* Refuses two lines of one key that hold in the same year.  The arguments of the trigger are the columns of the key. */
CREATE OR REPLACE FUNCTION disclosure.refuse_overlap()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	key text := (SELECT string_agg(format('t.%1$I = n.%1$I', k), ' AND ') FROM unnest(TG_ARGV) k);
	overlapping text;
BEGIN
	/* Locks the units: two transactions at once would not see each other's lines. */
	PERFORM FROM disclosure.unit u WHERE u.unit_id IN (SELECT n.unit_id FROM new_lines n)
	ORDER BY u.unit_id FOR NO KEY UPDATE;
	EXECUTE format('SELECT n.unit_id FROM new_lines n JOIN %s t ON %s AND t.from_year <> n.from_year'
		' AND t.from_year <= disclosure.end_year(n.to_year) AND disclosure.end_year(t.to_year) >= n.from_year'
		' ORDER BY 1 LIMIT 1', TG_RELID::regclass, key) INTO overlapping;
	IF overlapping IS NOT NULL THEN
		PERFORM disclosure.raise_error('exclusion_violation', format('单位 %s 在表“%s”中有两行的年度重叠', overlapping, TG_TABLE_NAME),
			hint => '改 from_year（起）、to_year（至），使同一年度只有一行；改了名或换了上级的，先给原来那一行写上 to_year。'::text,
			relation => TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_overlap() IS
'trigger after a statement: lines that agree in the columns named by its arguments must not overlap in years';

CREATE OR REPLACE TRIGGER unit_name_overlap_insert AFTER INSERT ON disclosure.unit_name
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER unit_name_overlap_insert ON disclosure.unit_name IS '同一单位的曾用名年度不得重叠';
CREATE OR REPLACE TRIGGER unit_name_overlap_update AFTER UPDATE ON disclosure.unit_name
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER unit_name_overlap_update ON disclosure.unit_name IS '同一单位的曾用名年度不得重叠';
CREATE OR REPLACE TRIGGER unit_parent_overlap_insert AFTER INSERT ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id', 'parent_id');
COMMENT ON TRIGGER unit_parent_overlap_insert ON disclosure.unit_parent IS '同一隶属关系的年度不得重叠';
CREATE OR REPLACE TRIGGER unit_parent_overlap_update AFTER UPDATE ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id', 'parent_id');
COMMENT ON TRIGGER unit_parent_overlap_update ON disclosure.unit_parent IS '同一隶属关系的年度不得重叠';

/*
 * What was carried out is carried in once: a unit hands all of its business to
 * one other, or parts of it to several, and who hands all over takes nothing
 * over in that year.
 */
CREATE OR REPLACE FUNCTION disclosure.refuse_handed_twice()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong record;
BEGIN
	/* as in refuse_overlap() */
	PERFORM FROM disclosure.unit u WHERE u.unit_id IN (SELECT n.unit_id FROM new_lines n UNION ALL SELECT n.successor_id FROM new_lines n)
	ORDER BY u.unit_id FOR NO KEY UPDATE;
	SELECT w.unit_id, w.year, w.successor_id AS taker, o.unit_id = w.unit_id AS is_divided, CASE o.unit_id WHEN w.unit_id THEN o.successor_id ELSE o.unit_id END AS other INTO wrong
	FROM new_lines n
	JOIN disclosure.unit_successor w ON w.year = n.year AND NOT w.partly AND w.unit_id IN (n.unit_id, n.successor_id)
	JOIN disclosure.unit_successor o ON o.year = w.year AND (o.unit_id = w.unit_id AND o.successor_id <> w.successor_id OR o.successor_id = w.unit_id)
	ORDER BY w.unit_id, o.unit_id, o.successor_id LIMIT 1;
	IF wrong.is_divided THEN
		PERFORM disclosure.raise_error('exclusion_violation'::text,
			format('单位 %s 的业务自%s年全部由 %s 承接，不能再由 %s 承接', wrong.unit_id, wrong.year, wrong.taker, wrong.other),
			'由几个单位分别承接的，各行的 partly 都填 true。'::text, NULL::text, TG_RELID::regclass);
	ELSIF NOT wrong.is_divided THEN
		PERFORM disclosure.raise_error('exclusion_violation'::text,
			format('单位 %s 的业务自%s年全部由 %s 承接，同一年不能承接 %s 的', wrong.unit_id, wrong.year, wrong.taker, wrong.other),
			'辗转承接的，直接写最后承接的单位。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_handed_twice() IS
'trigger after successors are written: of a unit that hands over all of its business in a year there is one, and it succeeds nobody in that year';

CREATE OR REPLACE TRIGGER unit_successor_once_insert AFTER INSERT ON disclosure.unit_successor
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_handed_twice();
COMMENT ON TRIGGER unit_successor_once_insert ON disclosure.unit_successor IS '全部业务只由一个单位承接';
CREATE OR REPLACE TRIGGER unit_successor_once_update AFTER UPDATE ON disclosure.unit_successor
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_handed_twice();
COMMENT ON TRIGGER unit_successor_once_update ON disclosure.unit_successor IS '全部业务只由一个单位承接';

CREATE OR REPLACE VIEW disclosure.unit_finding WITH (security_invoker = true) AS
SELECT u.unit_id, k.rule, 'warning' AS severity, 'fail' AS result,
	format('%s的%s“%s”校验不通过', u.name, k.label, k.code) AS message, '核对证照上的代码。' AS advice
FROM disclosure.unit u
CROSS JOIN LATERAL (VALUES
	('unit.credit_code', '统一社会信用代码', u.credit_code, disclosure.credit_code_state(u.credit_code)),
	('unit.organisation_code', '组织机构代码', u.organisation_code, disclosure.organisation_code_state(u.organisation_code)),
	('unit.division_code', '行政区划代码', u.division_code,
		CASE WHEN u.division_code !~ '^[0-9]{6}([0-9]{3}){0,2}$' THEN 'bad' END)) k(rule, label, code, state)
WHERE k.state = 'bad';
COMMENT ON VIEW disclosure.unit_finding IS '单位资料中的问题：代码校验不通过的';
COMMENT ON COLUMN disclosure.unit_finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.unit_finding.severity IS '级别';
COMMENT ON COLUMN disclosure.unit_finding.result IS '结果';
COMMENT ON COLUMN disclosure.unit_finding.message IS '说明';
COMMENT ON COLUMN disclosure.unit_finding.advice IS '怎么办';
