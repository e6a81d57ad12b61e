/*
 * Entry: views that form tools read and write, one row a report, a row of the
 * form or a section.  What is written becomes the draft's, or, if two persons
 * enter independently, that of the person's own sheet: see 89-double-entry.sql.
 *
 * Numbers are double precision.  A bigint would round 3.5 to 4, and a
 * numeric(18,6) refuse a pasted number of an identity card, before any trigger
 * could say so; and it holds every number that a cell may have to the last
 * decimal: 15 digits.
 */

/* Tools compare unit_id as the views have it: a text of unknown length is a memo to ODBC. */
CREATE INDEX IF NOT EXISTS unit_entry ON disclosure.unit ((unit_id::varchar(32)));

CREATE OR REPLACE FUNCTION disclosure.entry_column(path text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT concat_ws('_', CASE split_part(path, '.', 1) WHEN 'proactive' THEN 't2' WHEN 'requests' THEN 't3' WHEN 'remedies' THEN 't4' END,
		split_part(path, '.', 2), split_part(path, '.', 3))
$$;
COMMENT ON FUNCTION disclosure.entry_column(text) IS 'the column of a cell in a view with a row a report';

CREATE OR REPLACE FUNCTION disclosure.needs_double_entry(r disclosure.report)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN r.scope = 'own' AND r.origin = 'filed' AND coalesce(disclosure.setting_value('double_entry'), 0) > 0;
END
$$;
COMMENT ON FUNCTION disclosure.needs_double_entry(disclosure.report) IS
'must two persons enter a report?  Those of levels and areas are sums';

CREATE OR REPLACE FUNCTION disclosure.entry_figures(r disclosure.report)
RETURNS disclosure.figures
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF disclosure.is_open(r.status) AND disclosure.needs_double_entry(r) THEN
		RETURN disclosure.sheet_figures(r);
	END IF;
	RETURN r.figures;
END
$$;
COMMENT ON FUNCTION disclosure.entry_figures(disclosure.report) IS
'the figures that whoever enters a report sees: the report''s, or if two persons enter it, those of his own sheet';

/* A draft begins as start_year() makes it. */
CREATE OR REPLACE FUNCTION disclosure.first_figures(unit_id text, year integer, scope text)
RETURNS disclosure.figures
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	carried jsonb;
BEGIN
	PERFORM disclosure.require_year(year);
	carried := disclosure.carried_in(unit_id, year, scope);
	RETURN jsonb_strip_nulls(jsonb_build_object('form', disclosure.form_of(year), 'requests',
		CASE WHEN carried IS NOT NULL THEN jsonb_build_object('carried_in', carried) END))::disclosure.figures;
END
$$;
COMMENT ON FUNCTION disclosure.first_figures(text, integer, text) IS
'the figures that a draft begins with: blank, but for the requests carried in from last year';

/*
 * Locks the report, makes the draft if there is none, and says whose turn it is
 * if the calling role's it is not.
 */
CREATE OR REPLACE FUNCTION disclosure.open_entry(unit_id text, year integer, scope text)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	PERFORM disclosure.require_own_name();
	IF open_entry.unit_id IS NULL OR open_entry.year IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text, '没有写明是哪个单位、哪个年度的报告'::text,
			'填写 unit_id（单位代码）和 year（报告年度）。'::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM disclosure.require_import(open_entry.scope, 'filed'::text, 'unknown'::text);
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = open_entry.unit_id) THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('没有代码为“%s”的单位', open_entry.unit_id),
			'单位代码见表 unit。'::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM disclosure.require_year(open_entry.year);
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = open_entry.unit_id AND p.year = open_entry.year AND p.scope = open_entry.scope;
	IF r.origin <> 'filed' THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告是%s的，不在这里填报', r.unit_id, r.year, disclosure.bi_label('origin'::text, r.origin)),
			disclosure.advice_on_origin(r.origin), NULL::text, 'disclosure.report'::regclass);
	END IF;
	PERFORM disclosure.require_duty(open_entry.unit_id, open_entry.year, 'fill'::text);
	/* all scopes: one statement may change several */
	PERFORM disclosure.lock_reports(ARRAY[open_entry.unit_id], ARRAY[open_entry.year], NULL::text);
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = open_entry.unit_id AND p.year = open_entry.year AND p.scope = open_entry.scope;
	IF r.unit_id IS NULL THEN
		INSERT INTO disclosure.report (unit_id, year, scope, figures)
		VALUES (open_entry.unit_id, open_entry.year, open_entry.scope, disclosure.first_figures(open_entry.unit_id, open_entry.year, open_entry.scope))
		RETURNING * INTO r;
		PERFORM disclosure.begin_text(open_entry.year, open_entry.unit_id);
	ELSIF r.origin = 'filed' AND NOT disclosure.is_open(r.status) THEN
		PERFORM disclosure.raise_closed(r);
	END IF;
	RETURN r;
END
$$;
COMMENT ON FUNCTION disclosure.open_entry(text, integer, text) IS
'locks a draft or a returned report to enter it, making the draft if there is no report; an error if it is not this role''s turn';

/* Numbers of cells into a report that this role may fill in: a row of the form, or all of it. */
CREATE OR REPLACE FUNCTION disclosure.write_entry(unit_id text, year integer, scope text, paths text[], numbers numeric[])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report := disclosure.open_entry(write_entry.unit_id, write_entry.year, write_entry.scope);
	before disclosure.figures := r.figures;
BEGIN
	IF disclosure.needs_double_entry(r) THEN
		PERFORM disclosure.write_sheet(r.unit_id, r.year, r.scope, write_entry.paths, write_entry.numbers);
		RETURN;
	END IF;
	FOR i IN 1 .. cardinality(paths) LOOP
		r.figures[paths[i]] := numbers[i];
	END LOOP;
	IF disclosure.figures_differ(r.figures, before) THEN
		PERFORM disclosure.write_report(r, r.unit_id, r.year, r.scope, r.origin, NULL::date, r.figures);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.write_entry(text, integer, text, text[], numeric[]) IS
'numbers into cells of a draft, NULL to blank one; no version if nothing changes';

/* All that is wrong with the numbers of one row at once: whoever corrects them need not come back for each. */
CREATE OR REPLACE FUNCTION disclosure.require_numbers(paths text[], numbers numeric[])
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong text;
BEGIN
	/* Most are whole and small, which is right in every cell, whatever the form says of it. */
	IF NOT EXISTS (SELECT FROM unnest(paths, numbers) n(path, number)
			WHERE abs(n.number) >= disclosure.cell_limit(n.path) OR n.number <> trunc(n.number)) THEN
		RETURN;
	END IF;
	SELECT string_agg(format('“%s”的“%s”', f.row_label, f.column_label) || w.why, '；' ORDER BY f.position) INTO wrong
	FROM unnest(paths, numbers) n(path, number)
	CROSS JOIN LATERAL (
		SELECT c.position, c.row_label, c.column_label, c.measure, c.decimals FROM disclosure.form_cell c
		WHERE c.path = n.path ORDER BY c.form DESC LIMIT 1) f
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN n.number IN ('NaN', 'Infinity', '-Infinity') THEN '填的不是数字'
			WHEN abs(n.number) >= disclosure.cell_limit(n.path)
				THEN format('填了%s位的数，%s', length(trunc(abs(n.number))::text),
					CASE f.decimals WHEN 0 THEN '件数须小于一万亿' ELSE '金额须小于十亿万元' END)
			WHEN n.number <> round(n.number, f.decimals)
				THEN format('填了%s，%s', trim_scale(n.number),
					CASE f.decimals WHEN 0 THEN format('以%s计的数没有小数', f.measure) ELSE format('最多%s位小数', f.decimals) END)
			END AS why) w
	WHERE w.why IS NOT NULL;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, wrong, '没有存入，改正后再存。'::text, NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_numbers(text[], numeric[]) IS 'raises an error that names all cells with a number that they cannot hold, and why';

/* Whatever of a row is not for this view to change. */
CREATE OR REPLACE FUNCTION disclosure.require_unchanged(relation regclass, before jsonb, after jsonb, changeable text[])
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	changed text := (SELECT string_agg(coalesce(col_description(a.attrelid, a.attnum), a.attname), '、' ORDER BY a.attnum) FROM pg_attribute a
		WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (changeable)
			AND (after -> a.attname::text) IS DISTINCT FROM (before -> a.attname::text));
BEGIN
	IF changed IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('这些列不能在这里改：%s', changed),
			'填错单位、年度、范围或者行的，把这一行清空，在正确的一行另填；状态由报送、退回等环节改变。'::text, NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_unchanged(regclass, jsonb, jsonb, text[]) IS
'raises an error that names the columns of a row that an UPDATE changes and may not';

/* The columns actor and reason do for one row what SET LOCAL does for a transaction. */
CREATE OR REPLACE FUNCTION disclosure.exchange_setting(name text, value text)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := coalesce(current_setting(name, true), '');
BEGIN
	PERFORM set_config(name, coalesce(nullif(value, ''), before), true);
	RETURN before;
END
$$;
COMMENT ON FUNCTION disclosure.exchange_setting(text, text) IS
'gives a setting a value until the end of the transaction, unless that is empty or NULL, and returns the one it had';

/*
 * A row of an entry view into its report.  The argument is the table of the form
 * that the view shows by rows; without one the view has a column for each cell.
 * An INSERT sets the numbers that it has and leaves the others: a tool does not
 * know which it left out.
 */
CREATE OR REPLACE FUNCTION disclosure.enter_row()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
/* a row becomes JSON, and its numbers text, to the last digit whatever the session has set */
SET extra_float_digits = 1
AS $$
DECLARE
	before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
	after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
	row_of_form text := CASE TG_OP WHEN 'DELETE' THEN before ELSE after END ->> 'row_code';
	numbers text[];
	cells text[];
	entered numeric[];
	foreign_column text;
	is_row boolean;
	actor text;
	reason text;
BEGIN
	/* columns of numbers, the cells of those that differ, one that holds a number where the row has no cell, and whether there is such a row */
	SELECT array_agg(c.name), array_agg(c.path) FILTER (WHERE c.in_row AND c.differs),
		array_agg((after ->> c.name)::double precision::numeric) FILTER (WHERE c.in_row AND c.differs),
		min(c.name) FILTER (WHERE c.differs AND NOT c.known AND after ->> c.name IS NOT NULL), bool_or(c.in_row)
	INTO numbers, cells, entered, foreign_column, is_row
	FROM (
		SELECT n.name, n.path, n.in_row, bool_or(n.in_row) OVER (PARTITION BY n.name) AS known,
			(after -> n.name) IS DISTINCT FROM (before -> n.name) AND (TG_OP <> 'INSERT' OR after -> n.name <> 'null') AS differs
		FROM (
			SELECT DISTINCT f.path, CASE WHEN TG_NARGS = 0 THEN disclosure.entry_column(f.path) ELSE split_part(f.path, '.', 3) END AS name,
				TG_NARGS = 0 OR split_part(f.path, '.', 2) = row_of_form AS in_row
			FROM disclosure.form_cell f
			WHERE TG_NARGS = 0 OR split_part(f.path, '.', 1) = TG_ARGV[0]) n) c;
	IF is_row IS NOT TRUE THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('表%s没有代码为“%s”的行',
				(SELECT min(f.section) FROM disclosure.form_cell f WHERE split_part(f.path, '.', 1) = TG_ARGV[0]), row_of_form),
			'各行的代码见视图 form_cell：路径的第二段。'::text, NULL::text, NULL::regclass);
	ELSIF foreign_column IS NOT NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('“%s”这一行没有“%s”这一格', (
				SELECT f.row_label FROM disclosure.form_cell f WHERE starts_with(f.path, format('%s.%s.', TG_ARGV[0], row_of_form))
				ORDER BY f.form DESC LIMIT 1), (
				SELECT col_description(a.attrelid, a.attnum) FROM pg_attribute a WHERE a.attrelid = TG_RELID AND a.attname = foreign_column)),
			'没有存入，改正后再存。'::text, NULL::text, NULL::regclass);
	END IF;
	IF TG_OP = 'UPDATE' THEN
		PERFORM disclosure.require_unchanged(TG_RELID::regclass, before, after, numbers || '{actor,reason}'::text[]);
	END IF;
	PERFORM disclosure.require_numbers(cells, entered), set_config('disclosure.entered', 'yes', true);
	actor := disclosure.exchange_setting('disclosure.actor', after ->> 'actor');
	reason := disclosure.exchange_setting('disclosure.reason', after ->> 'reason');
	IF TG_OP = 'DELETE' THEN
		PERFORM disclosure.write_entry(OLD.unit_id::text, OLD.year, OLD.scope::text, coalesce(cells, '{}'), coalesce(entered, '{}'));
	ELSE
		PERFORM disclosure.write_entry(NEW.unit_id::text, NEW.year, NEW.scope::text, coalesce(cells, '{}'), coalesce(entered, '{}'));
	END IF;
	PERFORM set_config('disclosure.actor', actor, true), set_config('disclosure.reason', reason, true);
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
COMMENT ON FUNCTION disclosure.enter_row() IS 'trigger instead of a change of an entry view: the numbers of its row go into the report';

/* A section of the text, in the same way. */
CREATE OR REPLACE FUNCTION disclosure.enter_section()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	held record;
	r disclosure.report;
	actor text;
	reason text;
	words jsonb;
BEGIN
	IF TG_OP = 'UPDATE' THEN
		PERFORM disclosure.require_unchanged(TG_RELID::regclass, to_jsonb(OLD), to_jsonb(NEW), '{title,body,actor,reason}'::text[]);
	END IF;
	IF TG_OP = 'DELETE' THEN
		held := OLD;
	ELSE
		held := NEW;
	END IF;
	IF held.section IS NULL OR held.section <> ALL ('{一,二,三,四,五,六}'::text[]) THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('报告没有“%s”这一部分', held.section),
			'部分是 一、二、三、四、五、六 之一。'::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM set_config('disclosure.entered', 'yes', true);
	actor := disclosure.exchange_setting('disclosure.actor', held.actor);
	reason := disclosure.exchange_setting('disclosure.reason', held.reason);
	r := disclosure.open_entry(held.unit_id::text, held.year, held.scope::text);
	words := coalesce((SELECT t.sections -> held.section::text FROM disclosure.report_text t
		WHERE t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope), '{}');
	IF TG_OP <> 'INSERT' THEN
		words := words - '{title,text}'::text[];
	END IF;
	IF TG_OP <> 'DELETE' THEN
		words := words || jsonb_strip_nulls(jsonb_build_object('title', held.title, 'text', held.body));
	END IF;
	/* not ON CONFLICT: row-level security checks the INSERT's row even when the UPDATE is taken */
	UPDATE disclosure.report_text t SET sections = nullif(coalesce(t.sections, '{}') - held.section::text
		|| CASE words WHEN '{}' THEN '{}' ELSE jsonb_build_object(held.section, words) END, '{}')
	WHERE t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope;
	IF NOT FOUND AND words <> '{}' THEN
		INSERT INTO disclosure.report_text (unit_id, year, scope, sections)
		VALUES (r.unit_id, r.year, r.scope, jsonb_build_object(held.section, words));
	END IF;
	PERFORM set_config('disclosure.actor', actor, true), set_config('disclosure.reason', reason, true);
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
COMMENT ON FUNCTION disclosure.enter_section() IS 'trigger instead of a change of entry_text: a section goes into the text of the report';

/* What an INSTEAD OF trigger cannot see: a condition that no visible row meets. */
CREATE OR REPLACE FUNCTION disclosure.refuse_no_row()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_WHEN = 'BEFORE' THEN
		PERFORM set_config('disclosure.entered', '', true);
	ELSIF coalesce(current_setting('disclosure.entered', true), '') <> 'yes' AND row_security_active('disclosure.report') THEN
		PERFORM disclosure.raise_error('no_data_found'::text,
			format('没有存入：条件所指的行不存在，或者角色 %s 看不到它', disclosure.calling_role()),
			'核对单位代码、年度、范围和行的代码；还没有报告的，新增一行就建立草稿；看不到的，请登记簿的所有者授予填报的职责。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_no_row() IS
'trigger before and after an UPDATE or DELETE of an entry view: an error if it reached no row';

/*
 * The views are made from the list of cells.  Columns only grow at the end, so
 * those of a new form come last: cells in the order of their ordinals, last
 * year's number behind each.
 */
DO $do$
DECLARE
	view record;
	named record;
	key_columns text := 'u.unit_id::varchar(32) AS unit_id, r.year, r.scope::varchar(16) AS scope';
	state_columns text := 'u.name::varchar(200) AS unit_name, r.status::varchar(16) AS status,'
		' disclosure.status_label(r.status)::varchar(16) AS status_label, NULL::varchar(100) AS actor, NULL::text AS reason';
	reports text := 'disclosure.unit u JOIN disclosure.report r ON r.unit_id = u.unit_id';
	entered text := 'CROSS JOIN LATERAL (SELECT disclosure.entry_figures(r) AS figures OFFSET 0) e';
BEGIN
	FOR view IN
		SELECT v.name, v.cells, v.label,
			string_agg(format('f.%1$I, f.%2$I', c.name, 'last_' || c.name), ', ' ORDER BY c.ordinal) AS columns,
			string_agg(format('max(c.value) FILTER (WHERE c.name = %1$L)::double precision AS %1$I,'
				' max(c.last_value) FILTER (WHERE c.name = %1$L)::double precision AS %2$I', c.name, 'last_' || c.name), ', ') AS numbers
		FROM (VALUES ('entry_proactive', 'proactive.', '录入：表二，主动公开政府信息情况，一行一行'),
			('entry_request', 'requests.', '录入：表三，收到和处理政府信息公开申请情况，一行一行'),
			('entry_remedy', 'remedies.', '录入：表四，政府信息公开行政复议、行政诉讼情况，一行一行')) v(name, cells, label)
		CROSS JOIN LATERAL (SELECT split_part(f.path, '.', 3) AS name, min(f.ordinal) AS ordinal FROM disclosure.form_cell f
			WHERE starts_with(f.path, v.cells) GROUP BY 1) c
		GROUP BY v.name, v.cells, v.label
	LOOP
		/* cells that the form prints, and others that the report holds; the definition of a row is how those of its cells begin */
		EXECUTE format($$
			CREATE OR REPLACE VIEW disclosure.%I WITH (security_invoker = true) AS
			SELECT %s, f.row_code::varchar(48) AS row_code, f.row_no::smallint AS row_no, f.group_label::varchar(50) AS group_label,
				f.row_label::varchar(100) AS row_label, f.definition::varchar(1000) AS definition, %s, %s
			FROM %s %s
			CROSS JOIN LATERAL (SELECT (disclosure.last_year_of(r.unit_id, r.year, r.scope)).figures OFFSET 0) l
			CROSS JOIN LATERAL (
				SELECT c.row_code, min(c.position) AS row_no, max(c.group_label) AS group_label, max(c.row_label) AS row_label,
					substring(concat(min(c.definition), E'\n', max(c.definition)) FROM E'^([^\\n]*。)[^\\n]*\\n\\1') AS definition, %s
				FROM (
					SELECT DISTINCT ON (c.path) split_part(c.path, '.', 2) AS row_code, split_part(c.path, '.', 3) AS name,
						c.position, c.group_label, c.row_label, c.definition, v.value, p.value AS last_value
					FROM disclosure.form_cell c
					CROSS JOIN LATERAL (SELECT position(c.form IN disclosure.forms_of(e.figures)) > 0 AS printed) k
					LEFT JOIN disclosure.cells(e.figures) v ON v.path = c.path
					LEFT JOIN disclosure.cells(l.figures) p ON p.path = c.path
					WHERE starts_with(c.path, %L) AND (k.printed OR v.path IS NOT NULL)
					ORDER BY c.path, k.printed DESC, c.form DESC) c
				GROUP BY c.row_code) f$$,
			view.name, key_columns, state_columns, view.columns, reports, entered, view.numbers, view.cells);
		EXECUTE format('COMMENT ON VIEW disclosure.%I IS %L', view.name, view.label);
		FOR named IN
			SELECT DISTINCT ON (1) split_part(f.path, '.', 3) AS name, f.column_label AS label FROM disclosure.form_cell f
			WHERE starts_with(f.path, view.cells) ORDER BY 1, f.form DESC, f.position
		LOOP
			EXECUTE format('COMMENT ON COLUMN disclosure.%I.%I IS %L', view.name, named.name, named.label);
			EXECUTE format('COMMENT ON COLUMN disclosure.%I.%I IS %L', view.name, 'last_' || named.name, '上年：' || named.label || '（只读）');
		END LOOP;
	END LOOP;

	EXECUTE format('CREATE OR REPLACE VIEW disclosure.entry_report WITH (security_invoker = true) AS SELECT %s, r.version, %s, %s FROM %s %s',
		key_columns, state_columns,
		(SELECT string_agg(format('(e.figures[%L])::double precision AS %I', c.path, disclosure.entry_column(c.path)), ', ' ORDER BY c.ordinal)
			FROM (SELECT DISTINCT f.path, f.ordinal FROM disclosure.form_cell f) c),
		reports, entered);
	COMMENT ON VIEW disclosure.entry_report IS '录入：一份报告一行，一格一列';
	COMMENT ON COLUMN disclosure.entry_report.version IS '版本号（只读）';
	FOR named IN
		SELECT DISTINCT ON (f.path) f.path, format('%s、%s，%s（%s）', f.section, concat_ws('：', f.group_label, f.row_label), f.column_label, f.measure) AS label
		FROM disclosure.form_cell f ORDER BY f.path, f.form DESC
	LOOP
		EXECUTE format('COMMENT ON COLUMN disclosure.entry_report.%I IS %L', disclosure.entry_column(named.path), named.label);
	END LOOP;

	EXECUTE format($$
		CREATE OR REPLACE VIEW disclosure.entry_text WITH (security_invoker = true) AS
		SELECT %s, s.section::varchar(16) AS section, s.section_no::smallint AS section_no, %s,
			t.sections #>> ARRAY[s.section, 'title'] AS title, t.sections #>> ARRAY[s.section, 'text'] AS body,
			l.sections #>> ARRAY[s.section, 'text'] AS last_body
		FROM %s
		CROSS JOIN unnest('{一,二,三,四,五,六}'::text[]) WITH ORDINALITY s(section, section_no)
		LEFT JOIN disclosure.report_text t ON t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope
		LEFT JOIN disclosure.report_text l ON l.unit_id = r.unit_id AND l.year = r.year - 1 AND l.scope = r.scope$$, key_columns, state_columns, reports);
	COMMENT ON VIEW disclosure.entry_text IS '录入：文字，一个部分一行';
	COMMENT ON COLUMN disclosure.entry_text.section IS '第几部分（主键）：一、二、三、四、五、六';
	COMMENT ON COLUMN disclosure.entry_text.section_no IS '部分的序号（只读）';
	COMMENT ON COLUMN disclosure.entry_text.title IS '标题';
	COMMENT ON COLUMN disclosure.entry_text.body IS '文字';
	COMMENT ON COLUMN disclosure.entry_text.last_body IS '上年的文字（只读）';

	/* what the views have in common */
	FOR view IN
		SELECT * FROM (VALUES ('entry_report', 'enter_row()'), ('entry_proactive', 'enter_row(''proactive'')'), ('entry_request', 'enter_row(''requests'')'),
			('entry_remedy', 'enter_row(''remedies'')'), ('entry_text', 'enter_section()')) v(name, call)
	LOOP
		EXECUTE format('ALTER VIEW disclosure.%I ALTER COLUMN scope SET DEFAULT ''own''', view.name);
		FOR named IN
			SELECT view.name || t.suffix AS name, t.moment, CASE t.moment WHEN 'INSTEAD OF INSERT OR UPDATE OR DELETE' THEN view.call ELSE 'refuse_no_row()' END AS call,
				t.grain, t.label
			FROM (VALUES ('', 'INSTEAD OF INSERT OR UPDATE OR DELETE', 'ROW', '存入报告：没有草稿的建立草稿，不该这个人填的告诉他该谁办'),
				('_begin', 'BEFORE UPDATE OR DELETE', 'STATEMENT', '存入开始'), ('_end', 'AFTER UPDATE OR DELETE', 'STATEMENT', '没有存入任何一行的，告诉填报的人')) t(suffix, moment, grain, label)
		LOOP
			EXECUTE format('CREATE OR REPLACE TRIGGER %I %s ON disclosure.%I FOR EACH %s EXECUTE FUNCTION disclosure.%s',
				named.name, named.moment, view.name, named.grain, named.call);
			EXECUTE format('COMMENT ON TRIGGER %I ON disclosure.%I IS %L', named.name, view.name, named.label);
		END LOOP;
		FOR named IN
			SELECT n.name, n.label FROM (VALUES ('unit_id', '单位代码（主键）'), ('year', '报告年度（主键）'),
				('scope', '范围（主键）：own 本机关，level 本级（不含下级政府），consolidated 全域汇总'), ('row_code', '行的代码（主键）'), ('row_no', '在格式中的顺序（只读）'),
				('group_label', '行上方的分组标签（只读）'), ('row_label', '行标签（只读）'), ('definition', '填报口径（只读）'), ('unit_name', '单位名称（只读）'),
				('status', '状态的代码（只读）'), ('status_label', '状态（只读）：草稿、已退回的可以填写'),
				('actor', '填报人，记入历史；只有登记在 application 中的应用系统可以替其用户具名'), ('reason', '修改原因，记入历史')) n(name, label)
			JOIN pg_attribute a ON a.attrelid = format('disclosure.%I', view.name)::regclass AND a.attname = n.name
		LOOP
			EXECUTE format('COMMENT ON COLUMN disclosure.%I.%I IS %L', view.name, named.name, named.label);
		END LOOP;
	END LOOP;
END
$do$;

/* A row a cell of a finding, for forms that show the message at the cell. */
CREATE OR REPLACE VIEW disclosure.entry_finding WITH (security_invoker = true) AS
SELECT u.unit_id::varchar(32) AS unit_id, r.year, r.scope::varchar(16) AS scope, f.rule::varchar(100) AS rule, c.path::varchar(100) AS path,
	b.section::varchar(2) AS section, split_part(b.path, '.', 2)::varchar(48) AS row_code, split_part(b.path, '.', 3)::varchar(48) AS column_code,
	concat(CASE WHEN c.path LIKE 'previous.%' THEN '上年：' WHEN c.path LIKE 'children.%' THEN '所属单位合计：' END, b.label)::varchar(200) AS cell_label,
	CASE WHEN c.path = b.path THEN (r.figures[b.path])::double precision END AS amount,
	CASE WHEN c.path = b.path THEN p.new[array_position(p.cells, b.path)]::double precision END AS likely_amount,
	f.severity::varchar(16) AS severity, f.severity_label::varchar(16) AS severity_label,
	f.result::varchar(16) AS result, f.result_label::varchar(16) AS result_label, f.explained::integer::smallint AS is_explained,
	f.message, f.advice
FROM disclosure.unit u
JOIN disclosure.report r ON r.unit_id = u.unit_id
LEFT JOIN LATERAL (
	SELECT array_agg(a.cell) AS cells, array_agg(a.number) AS new
	FROM disclosure.report_repair_parts(r.unit_id, r.year, r.scope) p CROSS JOIN LATERAL unnest(p.cells, p.new) a(cell, number)
	WHERE p.rank = 1
	OFFSET 0) p ON true
JOIN disclosure.finding f ON f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope
LEFT JOIN LATERAL unnest(f.cells) c(path) ON true
LEFT JOIN LATERAL (
	SELECT k.path, k.section, format('%s，%s', concat_ws('：', k.group_label, k.row_label), k.column_label) AS label FROM disclosure.form_cell k
	WHERE k.path = regexp_replace(c.path, E'^(previous|children)\\.', '') ORDER BY k.form DESC LIMIT 1) b ON true;
COMMENT ON VIEW disclosure.entry_finding IS '录入：核对结果，涉及的每一格一行（只读）';
COMMENT ON COLUMN disclosure.entry_finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.entry_finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.entry_finding.scope IS '范围';
COMMENT ON COLUMN disclosure.entry_finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.entry_finding.path IS '单元格的路径，没有单元格的为空；previous. 上年，children. 所属单位合计';
COMMENT ON COLUMN disclosure.entry_finding.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.entry_finding.row_code IS '行的代码';
COMMENT ON COLUMN disclosure.entry_finding.column_code IS '列的代码，即录入视图中的列名';
COMMENT ON COLUMN disclosure.entry_finding.cell_label IS '单元格的标签';
COMMENT ON COLUMN disclosure.entry_finding.amount IS '现在的数';
COMMENT ON COLUMN disclosure.entry_finding.likely_amount IS '最可能的正确数，推断不出的为空';
COMMENT ON COLUMN disclosure.entry_finding.severity IS '级别的代码';
COMMENT ON COLUMN disclosure.entry_finding.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.entry_finding.result IS '结果的代码';
COMMENT ON COLUMN disclosure.entry_finding.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.entry_finding.is_explained IS '是否已有说明：1 是，0 否';
COMMENT ON COLUMN disclosure.entry_finding.message IS '说明';
COMMENT ON COLUMN disclosure.entry_finding.advice IS '怎么办';
