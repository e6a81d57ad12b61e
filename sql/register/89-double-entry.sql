/*
 * Double entry (双人录入): two persons enter the numbers of a report, each into a
 * sheet that nobody else sees; whoever is neither of them decides where they
 * differ, and only then the figures become the report's, in one version.  Line
 * double_entry of table setting asks for it.  A round is what two persons enter
 * once; a report that was returned has another.
 */
CREATE TABLE IF NOT EXISTS disclosure.entry_round (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	round integer NOT NULL CHECK (round > 0),
	begun_at timestamptz NOT NULL DEFAULT now(),
	compared_at timestamptz,
	completed_at timestamptz,
	figures disclosure.figures,
	PRIMARY KEY (unit_id, year, scope, round),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.entry_round IS '双人录入：一份报告的一次录入';
COMMENT ON COLUMN disclosure.entry_round.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.entry_round.year IS '报告年度';
COMMENT ON COLUMN disclosure.entry_round.scope IS '范围';
COMMENT ON COLUMN disclosure.entry_round.round IS '第几次录入';
COMMENT ON COLUMN disclosure.entry_round.begun_at IS '开始时间';
COMMENT ON COLUMN disclosure.entry_round.compared_at IS '两人都录入完成的时间，此后才能看到对方的数字';
COMMENT ON COLUMN disclosure.entry_round.completed_at IS '存入报告的时间';
COMMENT ON COLUMN disclosure.entry_round.figures IS '存入报告的数字：两人相同的和裁定的';

CREATE TABLE IF NOT EXISTS disclosure.entry_sheet (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	round integer NOT NULL,
	person text NOT NULL,
	login text NOT NULL DEFAULT session_user,
	begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	finished_at timestamptz,
	figures disclosure.figures NOT NULL,
	reason text,
	PRIMARY KEY (unit_id, year, scope, round, person),
	FOREIGN KEY (unit_id, year, scope, round) REFERENCES disclosure.entry_round ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.entry_sheet IS '双人录入：各人的录入稿，两人都完成以前只有本人看得到';
COMMENT ON COLUMN disclosure.entry_sheet.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.entry_sheet.year IS '报告年度';
COMMENT ON COLUMN disclosure.entry_sheet.scope IS '范围';
COMMENT ON COLUMN disclosure.entry_sheet.round IS '第几次录入';
COMMENT ON COLUMN disclosure.entry_sheet.person IS '录入人';
COMMENT ON COLUMN disclosure.entry_sheet.login IS '录入人的登录名';
COMMENT ON COLUMN disclosure.entry_sheet.begun_at IS '开始时间';
COMMENT ON COLUMN disclosure.entry_sheet.finished_at IS '完成时间';
COMMENT ON COLUMN disclosure.entry_sheet.figures IS '录入的数字';
COMMENT ON COLUMN disclosure.entry_sheet.reason IS '录入时写的原因，存入报告时记入历史';

CREATE TABLE IF NOT EXISTS disclosure.entry_decision (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	round integer NOT NULL,
	path text NOT NULL,
	number numeric(25,6),
	reason text,
	decided_by text NOT NULL,
	decided_login text NOT NULL DEFAULT session_user,
	decided_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (unit_id, year, scope, round, path),
	FOREIGN KEY (unit_id, year, scope, round) REFERENCES disclosure.entry_round ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.entry_decision IS '双人录入：两人不同的各格，裁定为哪个数';
COMMENT ON COLUMN disclosure.entry_decision.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.entry_decision.year IS '报告年度';
COMMENT ON COLUMN disclosure.entry_decision.scope IS '范围';
COMMENT ON COLUMN disclosure.entry_decision.round IS '第几次录入';
COMMENT ON COLUMN disclosure.entry_decision.path IS '单元格的路径';
COMMENT ON COLUMN disclosure.entry_decision.number IS '裁定的数，空为空白';
COMMENT ON COLUMN disclosure.entry_decision.reason IS '裁定的理由；与两人都不同的须写明';
COMMENT ON COLUMN disclosure.entry_decision.decided_by IS '裁定人';
COMMENT ON COLUMN disclosure.entry_decision.decided_login IS '裁定人的登录名';
COMMENT ON COLUMN disclosure.entry_decision.decided_at IS '裁定时间';

/* Nobody writes these tables but the functions below, which ask themselves whose turn it is. */
DO $$
DECLARE
	held text;
BEGIN
	FOREACH held IN ARRAY ARRAY['entry_round', 'entry_sheet', 'entry_decision'] LOOP
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s%s)', held || '_read', held, disclosure.duty_condition(held, 'year', NULL),
			CASE held WHEN 'entry_sheet' THEN ' AND (person = disclosure.calling_person() OR EXISTS (SELECT FROM disclosure.entry_round e'
				' WHERE e.unit_id = entry_sheet.unit_id AND e.year = entry_sheet.year AND e.scope = entry_sheet.scope'
				' AND e.round = entry_sheet.round AND e.compared_at IS NOT NULL))' ELSE '' END);
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held,
			CASE held WHEN 'entry_sheet' THEN '两人都完成以前，各看各的' ELSE '有任一职责的可以查看' END);
	END LOOP;
END
$$;

/* A sheet begins blank: whoever finds numbers in it does not enter them.  A correction begins with what two persons have entered before. */
CREATE OR REPLACE FUNCTION disclosure.sheet_figures(r disclosure.report)
RETURNS disclosure.figures
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	own disclosure.figures := (SELECT s.figures FROM disclosure.entry_sheet s
		JOIN disclosure.entry_round e ON e.unit_id = s.unit_id AND e.year = s.year AND e.scope = s.scope AND e.round = s.round
		WHERE s.unit_id = r.unit_id AND s.year = r.year AND s.scope = r.scope AND s.person = disclosure.calling_person() AND e.completed_at IS NULL);
BEGIN
	IF own IS NOT NULL THEN
		RETURN own;
	ELSIF EXISTS (SELECT FROM disclosure.entry_round e
			WHERE e.unit_id = r.unit_id AND e.year = r.year AND e.scope = r.scope AND e.completed_at IS NOT NULL) THEN
		RETURN r.figures;
	END IF;
	RETURN disclosure.first_figures(r.unit_id, r.year, r.scope);
END
$$;
COMMENT ON FUNCTION disclosure.sheet_figures(disclosure.report) IS
'the figures of the calling person''s sheet for a report, or those that it will begin with';

/* The report, locked, for the functions that run as the owner: as 18-access.sql says, they ask for the caller's duties themselves. */
CREATE OR REPLACE FUNCTION disclosure.lock_double_entry(unit_id text, year integer, scope text, duties text[])
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	PERFORM disclosure.require_own_name();
	IF NOT disclosure.caller_has_duty(lock_double_entry.unit_id, lock_double_entry.year, duties) THEN
		PERFORM disclosure.raise_lacks_duty(lock_double_entry.unit_id, duties);
	END IF;
	PERFORM disclosure.lock_reports(ARRAY[lock_double_entry.unit_id], ARRAY[lock_double_entry.year], lock_double_entry.scope);
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = lock_double_entry.unit_id AND p.year = lock_double_entry.year AND p.scope = lock_double_entry.scope;
	IF r.unit_id IS NULL OR NOT disclosure.needs_double_entry(r) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年、范围 %s 的报告不实行双人录入，或者没有这份报告', lock_double_entry.unit_id, lock_double_entry.year, lock_double_entry.scope),
			'双人录入由表 setting 的 double_entry 规定，只用于本系统填报的本机关报告。'::text, NULL::text, NULL::regclass);
	ELSIF NOT disclosure.is_open(r.status) THEN
		PERFORM disclosure.raise_closed(r);
	END IF;
	RETURN r;
END
$$;
COMMENT ON FUNCTION disclosure.lock_double_entry(text, integer, text, text[]) IS
'locks the unit of a report that two persons enter now; an error if there is none, or the calling role has none of the duties';
REVOKE ALL ON FUNCTION disclosure.lock_double_entry(text, integer, text, text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.open_round(r disclosure.report)
RETURNS disclosure.entry_round
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT e FROM disclosure.entry_round e
	WHERE e.unit_id = r.unit_id AND e.year = r.year AND e.scope = r.scope AND e.completed_at IS NULL
$$;
COMMENT ON FUNCTION disclosure.open_round(disclosure.report) IS 'the round of a report that is not completed, or NULL';

CREATE OR REPLACE FUNCTION disclosure.own_sheet(unit_id text, year integer, scope text)
RETURNS disclosure.entry_sheet
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report := disclosure.lock_double_entry(own_sheet.unit_id, own_sheet.year, own_sheet.scope, '{fill}');
	e disclosure.entry_round := disclosure.open_round(r);
	sheet disclosure.entry_sheet;
BEGIN
	SELECT s.* INTO sheet FROM disclosure.entry_sheet s
	WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round AND s.person = disclosure.calling_person();
	IF sheet.person IS NOT NULL THEN
		RETURN sheet;
	ELSIF (SELECT count(*) FROM disclosure.entry_sheet s
			WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round) = 2 THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('单位 %s %s年的报告已有两人在录入', r.unit_id, r.year),
			'有人不再录入的，由他本人或者审核人取消（cancel_entry），再由别人录入。'::text, NULL::text, NULL::regclass);
	END IF;
	IF e.round IS NULL THEN
		INSERT INTO disclosure.entry_round (unit_id, year, scope, round)
		SELECT r.unit_id, r.year, r.scope, coalesce(max(o.round), 0) + 1 FROM disclosure.entry_round o
		WHERE o.unit_id = r.unit_id AND o.year = r.year AND o.scope = r.scope
		RETURNING * INTO e;
	END IF;
	INSERT INTO disclosure.entry_sheet (unit_id, year, scope, round, person, figures)
	VALUES (e.unit_id, e.year, e.scope, e.round, disclosure.calling_person(), disclosure.sheet_figures(r))
	RETURNING * INTO sheet;
	RETURN sheet;
END
$$;
COMMENT ON FUNCTION disclosure.own_sheet(text, integer, text) IS
'the sheet of the calling person for a report, new if it has none; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.own_sheet(text, integer, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.write_sheet(unit_id text, year integer, scope text, paths text[], numbers numeric[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	sheet disclosure.entry_sheet := disclosure.own_sheet(write_sheet.unit_id, write_sheet.year, write_sheet.scope);
	entered disclosure.figures := sheet.figures;
BEGIN
	FOR i IN 1 .. cardinality(paths) LOOP
		entered[paths[i]] := numbers[i];
	END LOOP;
	IF NOT disclosure.figures_differ(entered, sheet.figures) THEN
		RETURN;
	ELSIF sheet.finished_at IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('单位 %s %s年的报告，您已经录入完成，不能再改', sheet.unit_id, sheet.year),
			'另一人还没有完成的，可以重新打开（begin_entry）；都已完成的，由第三人裁定不同的各格。'::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM disclosure.require_within_limits(entered);
	UPDATE disclosure.entry_sheet s SET figures = entered,
		reason = disclosure.both_reasons(s.reason, nullif(current_setting('disclosure.reason', true), ''))
	WHERE s.unit_id = sheet.unit_id AND s.year = sheet.year AND s.scope = sheet.scope AND s.round = sheet.round AND s.person = sheet.person;
END
$$;
COMMENT ON FUNCTION disclosure.write_sheet(text, integer, text, text[], numeric[]) IS 'numbers into cells of the calling person''s sheet';
REVOKE ALL ON FUNCTION disclosure.write_sheet(text, integer, text, text[], numeric[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.reopen_sheet(unit_id text, year integer, scope text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	sheet disclosure.entry_sheet := disclosure.own_sheet(reopen_sheet.unit_id, reopen_sheet.year, reopen_sheet.scope);
BEGIN
	UPDATE disclosure.entry_sheet s SET finished_at = NULL
	WHERE s.unit_id = sheet.unit_id AND s.year = sheet.year AND s.scope = sheet.scope AND s.round = sheet.round AND s.person = sheet.person
		AND s.finished_at IS NOT NULL AND EXISTS (SELECT FROM disclosure.entry_round e
			WHERE e.unit_id = s.unit_id AND e.year = s.year AND e.scope = s.scope AND e.round = s.round AND e.compared_at IS NULL);
END
$$;
COMMENT ON FUNCTION disclosure.reopen_sheet(text, integer, text) IS
'makes the calling person''s sheet, or opens it again if the other person has not finished';
REVOKE ALL ON FUNCTION disclosure.reopen_sheet(text, integer, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.begin_entry(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.open_entry(begin_entry.unit_id, begin_entry.year, begin_entry.scope),
		disclosure.reopen_sheet(begin_entry.unit_id, begin_entry.year, begin_entry.scope);
END
$$;
COMMENT ON FUNCTION disclosure.begin_entry(text, integer, text) IS
'begins a sheet of one''s own for a report (双人录入), as the first change of an entry view does; or opens it again before the other person has finished';

/* As the owner: the figures are those of two persons, whoever finishes last or decides. */
CREATE OR REPLACE FUNCTION disclosure.complete_round(e disclosure.entry_round)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	open bigint := (SELECT count(*) FROM disclosure.entry_difference d
		WHERE d.unit_id = e.unit_id AND d.year = e.year AND d.scope = e.scope AND d.round = e.round AND d.is_decided = 0);
	persons text;
	reasons text;
	decision record;
	result disclosure.figures;
	before text := coalesce(current_setting('disclosure.reason', true), '');
BEGIN
	IF open > 0 THEN
		RETURN format('两人录入的数字还有%s格不同没有裁定，见视图 entry_difference。', open);
	END IF;
	SELECT (array_agg(s.figures ORDER BY s.begun_at, s.person))[1], string_agg(s.person, '、' ORDER BY s.begun_at, s.person),
		string_agg(DISTINCT s.reason, '；')
	INTO result, persons, reasons
	FROM disclosure.entry_sheet s WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round;
	FOR decision IN SELECT c.path, c.number FROM disclosure.entry_decision c
		WHERE c.unit_id = e.unit_id AND c.year = e.year AND c.scope = e.scope AND c.round = e.round LOOP
		result[decision.path] := decision.number;
	END LOOP;
	persons := '双人录入：' || persons || coalesce((SELECT '，裁定：' || string_agg(DISTINCT c.decided_by, '、') FROM disclosure.entry_decision c
		WHERE c.unit_id = e.unit_id AND c.year = e.year AND c.scope = e.scope AND c.round = e.round), '');
	PERFORM set_config('disclosure.reason', disclosure.both_reasons(disclosure.both_reasons(nullif(before, ''), reasons), persons), true);
	UPDATE disclosure.report r SET figures = result
	WHERE r.unit_id = e.unit_id AND r.year = e.year AND r.scope = e.scope
	RETURNING r.figures INTO result;
	PERFORM set_config('disclosure.reason', before, true);
	UPDATE disclosure.entry_round o SET completed_at = now(), figures = result
	WHERE o.unit_id = e.unit_id AND o.year = e.year AND o.scope = e.scope AND o.round = e.round;
	RETURN '双人录入已完成，数字已存入报告。';
END
$$;
COMMENT ON FUNCTION disclosure.complete_round(disclosure.entry_round) IS
'the figures of a round into its report, if no difference is left, and what is to be done next; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.complete_round(disclosure.entry_round) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.finish_entry(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report := disclosure.lock_double_entry(finish_entry.unit_id, finish_entry.year, finish_entry.scope, '{fill}');
	e disclosure.entry_round := disclosure.open_round(r);
BEGIN
	UPDATE disclosure.entry_sheet s SET finished_at = coalesce(s.finished_at, now())
	WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round AND s.person = disclosure.calling_person();
	IF NOT FOUND THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('单位 %s %s年的报告，您还没有开始录入', r.unit_id, r.year),
			'在录入视图中填写，或者 begin_entry()。'::text, NULL::text, NULL::regclass);
	ELSIF (SELECT count(s.finished_at) FROM disclosure.entry_sheet s
			WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round) < 2 THEN
		RETURN '您的录入已完成，等另一人录入完成。';
	END IF;
	UPDATE disclosure.entry_round o SET compared_at = coalesce(o.compared_at, now())
	WHERE o.unit_id = e.unit_id AND o.year = e.year AND o.scope = e.scope AND o.round = e.round;
	RETURN disclosure.complete_round(e);
END
$$;
COMMENT ON FUNCTION disclosure.finish_entry(text, integer, text) IS
'finishes the calling person''s sheet (录入完成); if the other person has finished too, both are compared. Returns what is to be done next';
REVOKE ALL ON FUNCTION disclosure.finish_entry(text, integer, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.cancel_entry(unit_id text, year integer, scope text DEFAULT 'own', person text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	whose text := coalesce(cancel_entry.person, disclosure.calling_person());
	r disclosure.report := disclosure.lock_double_entry(cancel_entry.unit_id, cancel_entry.year, cancel_entry.scope,
		CASE whose WHEN disclosure.calling_person() THEN '{fill,review}' ELSE '{review}' END::text[]);
	e disclosure.entry_round := disclosure.open_round(r);
BEGIN
	DELETE FROM disclosure.entry_sheet s
	WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round AND s.person = whose;
	IF NOT FOUND THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('单位 %s %s年的报告，%s没有未完成的录入', r.unit_id, r.year, whose),
			NULL::text, NULL::text, NULL::regclass);
	END IF;
	/* Whoever has seen the numbers of the other cannot enter independently any more. */
	DELETE FROM disclosure.entry_round o
	WHERE o.unit_id = e.unit_id AND o.year = e.year AND o.scope = e.scope AND o.round = e.round
		AND (o.compared_at IS NOT NULL OR NOT EXISTS (SELECT FROM disclosure.entry_sheet s
			WHERE s.unit_id = o.unit_id AND s.year = o.year AND s.scope = o.scope AND s.round = o.round));
END
$$;
COMMENT ON FUNCTION disclosure.cancel_entry(text, integer, text, text) IS
'removes one''s sheet of a report that is not completed, or, for whoever reviews, that of another person; both if they have been compared';
REVOKE ALL ON FUNCTION disclosure.cancel_entry(text, integer, text, text) FROM PUBLIC;

CREATE OR REPLACE VIEW disclosure.entry_difference WITH (security_invoker = true) AS
SELECT e.unit_id::varchar(32) AS unit_id, e.year, e.scope::varchar(16) AS scope, e.round, d.path::varchar(100) AS path,
	d.section::varchar(2) AS section, format('%s，%s', d.row_label, d.column_label)::varchar(200) AS cell_label,
	a.person::varchar(100) AS first_person, d.before::double precision AS first_amount,
	b.person::varchar(100) AS second_person, d.after::double precision AS second_amount,
	(c.path IS NOT NULL)::integer::smallint AS is_decided, c.number::double precision AS decided_amount,
	c.decided_by::varchar(100) AS decided_by, c.reason
FROM disclosure.entry_round e
JOIN disclosure.entry_sheet a ON a.unit_id = e.unit_id AND a.year = e.year AND a.scope = e.scope AND a.round = e.round
JOIN disclosure.entry_sheet b ON b.unit_id = e.unit_id AND b.year = e.year AND b.scope = e.scope AND b.round = e.round
	AND (b.begun_at, b.person) > (a.begun_at, a.person)
CROSS JOIN LATERAL disclosure.compare(a.figures, b.figures) d
LEFT JOIN disclosure.entry_decision c ON c.unit_id = e.unit_id AND c.year = e.year AND c.scope = e.scope AND c.round = e.round AND c.path = d.path
WHERE e.compared_at IS NOT NULL AND d.before IS DISTINCT FROM d.after;
COMMENT ON VIEW disclosure.entry_difference IS '双人录入：两人录入不同的各格和裁定，两人都完成以后才有';
COMMENT ON COLUMN disclosure.entry_difference.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.entry_difference.year IS '报告年度';
COMMENT ON COLUMN disclosure.entry_difference.scope IS '范围';
COMMENT ON COLUMN disclosure.entry_difference.round IS '第几次录入';
COMMENT ON COLUMN disclosure.entry_difference.path IS '单元格的路径';
COMMENT ON COLUMN disclosure.entry_difference.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.entry_difference.cell_label IS '单元格的标签';
COMMENT ON COLUMN disclosure.entry_difference.first_person IS '先开始录入的人';
COMMENT ON COLUMN disclosure.entry_difference.first_amount IS '他录入的数，空白为空';
COMMENT ON COLUMN disclosure.entry_difference.second_person IS '后开始录入的人';
COMMENT ON COLUMN disclosure.entry_difference.second_amount IS '他录入的数，空白为空';
COMMENT ON COLUMN disclosure.entry_difference.is_decided IS '是否已裁定：1 是，0 否';
COMMENT ON COLUMN disclosure.entry_difference.decided_amount IS '裁定的数，空白为空';
COMMENT ON COLUMN disclosure.entry_difference.decided_by IS '裁定人';
COMMENT ON COLUMN disclosure.entry_difference.reason IS '裁定的理由';

CREATE OR REPLACE FUNCTION disclosure.decide_entry(unit_id text, year integer, path text, number numeric, reason text DEFAULT NULL, scope text DEFAULT 'own')
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report := disclosure.lock_double_entry(decide_entry.unit_id, decide_entry.year, decide_entry.scope,
		CASE disclosure.setting_value('double_entry') WHEN 2 THEN '{review}' ELSE '{fill,review}' END::text[]);
	e disclosure.entry_round := disclosure.open_round(r);
	difference disclosure.entry_difference;
BEGIN
	IF e.compared_at IS NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('单位 %s %s年的报告没有等待裁定的双人录入', r.unit_id, r.year),
			'两人都录入完成（finish_entry）以后再裁定。'::text, NULL::text, NULL::regclass);
	ELSIF EXISTS (SELECT FROM disclosure.entry_sheet s
			WHERE s.unit_id = e.unit_id AND s.year = e.year AND s.scope = e.scope AND s.round = e.round
				AND (s.person = disclosure.calling_person() OR (s.login = session_user AND NOT disclosure.may_claim()))) THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('单位 %s %s年的报告是您录入的，不能自己裁定', r.unit_id, r.year),
			'由没有录入这份报告的人裁定。'::text, NULL::text, NULL::regclass);
	END IF;
	SELECT d.* INTO difference FROM disclosure.entry_difference d
	WHERE d.unit_id = e.unit_id AND d.year = e.year AND d.scope = e.scope AND d.round = e.round AND d.path = decide_entry.path;
	IF difference.path IS NULL THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('“%s”不是两人录入不同的一格', decide_entry.path),
			'不同的各格见视图 entry_difference。'::text, NULL::text, NULL::regclass);
	ELSIF number::double precision IS DISTINCT FROM difference.first_amount AND number::double precision IS DISTINCT FROM difference.second_amount
		AND coalesce(btrim(decide_entry.reason, E' \t\r\n　'), '') = '' THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text, format('“%s”裁定的数与两人录入的都不同，要写明理由', difference.cell_label),
			NULL::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM disclosure.require_numbers(ARRAY[decide_entry.path], ARRAY[decide_entry.number]);
	INSERT INTO disclosure.entry_decision AS c (unit_id, year, scope, round, path, number, reason, decided_by)
	VALUES (e.unit_id, e.year, e.scope, e.round, decide_entry.path, decide_entry.number, decide_entry.reason, disclosure.calling_person())
	ON CONFLICT ON CONSTRAINT entry_decision_pkey DO UPDATE SET number = excluded.number, reason = excluded.reason,
		decided_by = excluded.decided_by, decided_login = excluded.decided_login, decided_at = excluded.decided_at;
	RETURN disclosure.complete_round(e);
END
$$;
COMMENT ON FUNCTION disclosure.decide_entry(text, integer, text, numeric, text, text) IS
'decides a cell in which two persons differ (裁定), by whoever is neither of them; with the last of them the figures become the report''s. Returns what is to be done next';
REVOKE ALL ON FUNCTION disclosure.decide_entry(text, integer, text, numeric, text, text) FROM PUBLIC;

/* For the gate, which asks as a report is submitted, whatever way its figures came. */
CREATE OR REPLACE FUNCTION disclosure.require_double_entry(r disclosure.report)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	last disclosure.entry_round;
BEGIN
	IF NOT disclosure.needs_double_entry(r) THEN
		RETURN;
	END IF;
	SELECT e.* INTO last FROM disclosure.entry_round e
	WHERE e.unit_id = r.unit_id AND e.year = r.year AND e.scope = r.scope ORDER BY e.round DESC LIMIT 1;
	IF last.round IS NULL OR last.completed_at IS NULL OR disclosure.figures_differ(last.figures, r.figures) THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('单位 %s %s年的报告要由两人分别录入，%s', r.unit_id, r.year,
				CASE WHEN last.round IS NULL THEN '还没有录入' WHEN last.completed_at IS NOT NULL THEN '录入以后又另外改过数字'
					WHEN last.compared_at IS NULL THEN '还没有都录入完成' ELSE '不同的各格还没有都裁定' END),
			CASE WHEN last.completed_at IS NULL AND last.compared_at IS NOT NULL THEN '由第三人裁定（decide_entry），见视图 entry_difference。'
				ELSE '两人各自在录入视图中填写，填完各自 finish_entry()。' END, NULL::text, 'disclosure.report'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_double_entry(disclosure.report) IS
'an error if a report needs two persons to enter it and its figures are not what they entered; for triggers, as the owner';
REVOKE ALL ON FUNCTION disclosure.require_double_entry(disclosure.report) FROM PUBLIC;
