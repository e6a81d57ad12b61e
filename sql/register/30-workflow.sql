/* The workflow: a filed report from draft to publication. */

CREATE TABLE IF NOT EXISTS disclosure.status_move (
	from_status text NOT NULL CHECK (from_status = ANY (disclosure.report_statuses())),
	to_status text NOT NULL CHECK (to_status = ANY (disclosure.report_statuses())),
	duty text NOT NULL CHECK (duty IN ('fill', 'review', 'publish')),
	needs_reason boolean NOT NULL,
	description text NOT NULL,
	PRIMARY KEY (from_status, to_status)
);
COMMENT ON TABLE disclosure.status_move IS '流程：填报的报告可以从哪个状态到哪个状态，由谁办理';
COMMENT ON COLUMN disclosure.status_move.from_status IS '原状态：draft 草稿，submitted 已报送，returned 已退回，approved 已审核，published 已公布';
COMMENT ON COLUMN disclosure.status_move.to_status IS '新状态：同上';
COMMENT ON COLUMN disclosure.status_move.duty IS '由负何职责的人办理：fill 填报，review 审核，publish 公布';
COMMENT ON COLUMN disclosure.status_move.needs_reason IS '是否须写明原因';
COMMENT ON COLUMN disclosure.status_move.description IS '环节名称';

CREATE TABLE IF NOT EXISTS disclosure.review_note (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL DEFAULT 'own',
	note_no integer GENERATED ALWAYS AS IDENTITY,
	path text,
	note text NOT NULL,
	written_by text NOT NULL DEFAULT disclosure.calling_person(),
	written_at timestamptz NOT NULL DEFAULT now(),
	resolved_at timestamptz,
	PRIMARY KEY (unit_id, year, scope, note_no),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.review_note IS '审核意见：退回时对某一格或整份报告的意见';
COMMENT ON COLUMN disclosure.review_note.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.review_note.year IS '报告年度';
COMMENT ON COLUMN disclosure.review_note.scope IS '范围';
COMMENT ON COLUMN disclosure.review_note.note_no IS '序号';
COMMENT ON COLUMN disclosure.review_note.path IS '单元格的路径，空为整份报告';
COMMENT ON COLUMN disclosure.review_note.note IS '意见';
COMMENT ON COLUMN disclosure.review_note.written_by IS '提出人';
COMMENT ON COLUMN disclosure.review_note.written_at IS '提出时间';
COMMENT ON COLUMN disclosure.review_note.resolved_at IS '处理时间';

CREATE OR REPLACE FUNCTION disclosure.status_label(status text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE status WHEN 'draft' THEN '草稿' WHEN 'submitted' THEN '已报送' WHEN 'returned' THEN '已退回' WHEN 'approved' THEN '已审核'
		WHEN 'published' THEN '已公布' ELSE status END
$$;
COMMENT ON FUNCTION disclosure.status_label(text) IS 'a status in Chinese';

/* One sentence for all ways to write into a report that is not open, with whose turn it is. */
CREATE OR REPLACE FUNCTION disclosure.raise_closed(r disclosure.report)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
		format('单位 %s %s年的报告%s，不能再改', r.unit_id, r.year, disclosure.status_label(r.status)),
		/* not a hint: ODBC shows none */
		NULL::text, CASE r.status WHEN 'submitted' THEN '由审核人退回（return_report），或者由填报人撤回（withdraw_report），之后再改。'
			ELSE '由审核人退回（return_report）以后再改。' END, 'disclosure.report'::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_closed(disclosure.report) IS 'the error that a filed report which is submitted, approved or published cannot be changed';

/* A remark names a cell by its path, or by its label on the form, which becomes the path. */
CREATE OR REPLACE FUNCTION disclosure.prepare_note()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	named text := nullif(btrim(NEW.path, E' \t\r\n　'), '');
	paths text[];
BEGIN
	PERFORM disclosure.require_own_name();
	IF TG_OP = 'UPDATE' THEN
		IF (NEW.unit_id, NEW.year, NEW.scope) <> (OLD.unit_id, OLD.year, OLD.scope) THEN
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, '审核意见属于它的报告，不能改到别处'::text,
				'需要的，在那份报告上另提。'::text, NULL::text, TG_RELID::regclass);
		END IF;
		IF NEW.path IS NOT DISTINCT FROM OLD.path THEN
			RETURN NEW;
		END IF;
	END IF;
	NEW.path := named;
	IF named IS NOT NULL THEN
		SELECT array_agg(DISTINCT c.path) INTO paths
		FROM disclosure.report r CROSS JOIN LATERAL disclosure.labelled_cells(r.figures) c
		WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope
			AND (c.path = named OR disclosure.source_word_key(c.row_label) = disclosure.source_word_key(named)
				/* row and column, whatever stands between them, without the groups that the row belongs to */
				OR right(disclosure.source_word_key(c.row_label || c.column_label), length(disclosure.source_word_key(named))) = disclosure.source_word_key(named));
		IF cardinality(paths) = 1 THEN
			NEW.path := paths[1];
		ELSIF EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope) THEN
			PERFORM disclosure.raise_error('invalid_parameter_value'::text,
				format(CASE WHEN cardinality(paths) > 1 THEN '“%s”在报告上不止一格' ELSE '报告上没有“%s”这一格' END, named),
				'写单元格的路径，或者行和列的名称，见视图 report_cell；对整份报告的意见不写单元格。'::text,
				array_to_string(paths[:5], '、'), TG_RELID::regclass);
		END IF;
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_note() IS 'trigger before a remark is written: its cell, by path or by label';

CREATE OR REPLACE TRIGGER review_note_prepare BEFORE INSERT OR UPDATE ON disclosure.review_note
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_note();
COMMENT ON TRIGGER review_note_prepare ON disclosure.review_note IS '意见所指的单元格须是报告上的一格';

CREATE OR REPLACE FUNCTION disclosure.raise_changed(unit_id text, year integer, version integer)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
		format('单位 %s %s年的报告已经有人改过或办理过，现在是第%s版', unit_id, year, version), '请重新看过再办。'::text, NULL::text,
		'disclosure.report'::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_changed(text, integer, integer) IS
'the error that a report is no longer the version that a decision is about';

/*
 * A decision is about a version: that which is named, or else the one that its
 * maker could last see, before he waited for others.
 */
CREATE OR REPLACE FUNCTION disclosure.lock_version(unit_id text, year integer, scope text, version integer)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	seen integer := (SELECT r.version FROM disclosure.report r
		WHERE r.unit_id = lock_version.unit_id AND r.year = lock_version.year AND r.scope = lock_version.scope);
	now_is disclosure.report;
BEGIN
	PERFORM disclosure.lock_reports(ARRAY[lock_version.unit_id], ARRAY[lock_version.year], lock_version.scope);
	SELECT r.* INTO now_is FROM disclosure.report r
	WHERE r.unit_id = lock_version.unit_id AND r.year = lock_version.year AND r.scope = lock_version.scope;
	IF now_is.version IS DISTINCT FROM coalesce(lock_version.version, seen) THEN
		PERFORM disclosure.raise_changed(lock_version.unit_id, lock_version.year, now_is.version);
	END IF;
	RETURN now_is;
END
$$;
COMMENT ON FUNCTION disclosure.lock_version(text, integer, text, integer) IS
'locks a report and returns it; an error if it has another version than the one named, or than before it was locked';

/* The same for an UPDATE: a STABLE function sees what the statement saw when it began, and OLD is what the row became while it waited. */
CREATE OR REPLACE FUNCTION disclosure.refuse_unseen()
RETURNS trigger
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF OLD.version IS DISTINCT FROM (SELECT r.version FROM disclosure.report r
		WHERE r.unit_id = OLD.unit_id AND r.year = OLD.year AND r.scope = OLD.scope) THEN
		PERFORM disclosure.raise_changed(OLD.unit_id, OLD.year, OLD.version);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_unseen() IS
'trigger before the status of a report is set: refuses it if somebody changed the report since the statement began';

CREATE OR REPLACE TRIGGER report_unseen BEFORE UPDATE OF status ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_unseen();
COMMENT ON TRIGGER report_unseen ON disclosure.report IS '办理的是看到的那一版';

CREATE OR REPLACE FUNCTION disclosure.raise_no_move(r disclosure.report, to_status text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
		format('单位 %s %s年的报告现为“%s”，不能直接变为“%s”', r.unit_id, r.year,
			disclosure.status_label(r.status), disclosure.status_label(to_status)),
		format('现在可以：%s。', coalesce((SELECT string_agg(format('%s（由%s人）', m.description, disclosure.duty_label(m.duty)), '、' ORDER BY m.to_status)
			FROM disclosure.status_move m WHERE m.from_status = r.status), '没有下一步'))::text, NULL::text, 'disclosure.report'::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_no_move(disclosure.report, text) IS 'the error that a report cannot get a status, and which it can';

/*
 * Refuses a change of status that the table does not allow, that this role has
 * no duty for, that lacks the reason it needs, or by which somebody would
 * approve a report of his own; enters the person.
 */
CREATE OR REPLACE FUNCTION disclosure.move_report(old disclosure.report, new disclosure.report)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	move disclosure.status_move;
	person text := disclosure.calling_person();
BEGIN
	SELECT * INTO move FROM disclosure.status_move m WHERE m.from_status = old.status AND m.to_status = new.status;
	IF move.duty IS NULL THEN
		PERFORM disclosure.raise_no_move(old, new.status);
	END IF;
	PERFORM disclosure.require_duty(new.unit_id, new.year, move.duty);
	IF move.needs_reason AND nullif(btrim(current_setting('disclosure.reason', true), E' \t\r\n　'), '') IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text,
			format('单位 %s %s年的报告，“%s”要写明原因', new.unit_id, new.year, move.description),
			'原因写在函数的参数中，或者在同一个事务里先设置 disclosure.reason。'::text, NULL::text, 'disclosure.report'::regclass);
	END IF;
	IF new.status = 'submitted' THEN
		new.submitted_by := person;
		new.submitted_login := session_user;
		new.approved_by := NULL;
	ELSIF new.status = 'approved' THEN
		IF (person = new.submitted_by OR (new.submitted_login = session_user AND NOT disclosure.may_claim()))
			AND disclosure.setting_value('self_approval') IS DISTINCT FROM 1 THEN
			PERFORM disclosure.raise_error('insufficient_privilege'::text,
				format('单位 %s %s年的报告是%s报送的，报送的人不能自己审核', new.unit_id, new.year, new.submitted_by),
				'由另一个人以他自己的登录名审核；小单位可以把 setting 中的 self_approval 设为 1，报告上会显示自行审核。'::text,
				NULL::text, 'disclosure.report'::regclass);
		END IF;
		new.approved_by := person;
	END IF;
	RETURN new;
END
$$;
COMMENT ON FUNCTION disclosure.move_report(disclosure.report, disclosure.report) IS
'checks a change of status against status_move, and enters who made it';

/* What does not keep a report from being submitted, and should not go by without a word either. */
CREATE OR REPLACE FUNCTION disclosure.submission_remarks(unit_id text, year integer, scope text)
RETURNS SETOF text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	open_notes bigint := (SELECT count(*) FROM disclosure.review_note n WHERE n.unit_id = submission_remarks.unit_id
		AND n.year = submission_remarks.year AND n.scope = submission_remarks.scope AND n.resolved_at IS NULL);
BEGIN
	IF open_notes > 0 THEN
		RETURN NEXT format('单位 %s %s年的报告还有%s条审核意见没有标明已处理，见表 review_note', unit_id, year, open_notes);
	END IF;
	/* where the office requires words, they were explained to be missing */
	IF disclosure.setting_value('text_required') IS DISTINCT FROM 1 AND NOT EXISTS (SELECT FROM disclosure.indicator_value v
			WHERE v.unit_id = submission_remarks.unit_id AND v.year = submission_remarks.year AND v.scope = submission_remarks.scope) THEN
		RETURN NEXT format('单位 %s %s年的报告没有文字：第一、第五、第六部分还没有写，见表 report_text', unit_id, year);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.submission_remarks(text, integer, text) IS
'what whoever submits a report is told of it: remarks that stand open, and that it has no words';

/* The steps as functions.  An UPDATE of the status passes the same checks; publish_report() also sets the date. */
CREATE OR REPLACE FUNCTION disclosure.submit_report(unit_id text, year integer, scope text DEFAULT 'own', version integer DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(submit_report.unit_id, submit_report.year, submit_report.scope, 'submitted', NULL, submit_report.version);
	PERFORM disclosure.raise_notice(m) FROM disclosure.submission_remarks(submit_report.unit_id, submit_report.year, submit_report.scope) m;
END
$$;
COMMENT ON FUNCTION disclosure.submit_report(text, integer, text, integer) IS
'submits a report that is a draft or was returned (报送), if it still has the version that was looked at';

CREATE OR REPLACE FUNCTION disclosure.withdraw_report(unit_id text, year integer, scope text DEFAULT 'own', reason text DEFAULT NULL, version integer DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(withdraw_report.unit_id, withdraw_report.year, withdraw_report.scope, 'draft', reason, withdraw_report.version);
END
$$;
COMMENT ON FUNCTION disclosure.withdraw_report(text, integer, text, text, integer) IS
'takes back a submitted report that is not yet approved, with a reason (撤回)';

CREATE OR REPLACE FUNCTION disclosure.approve_report(unit_id text, year integer, scope text DEFAULT 'own', version integer DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(approve_report.unit_id, approve_report.year, approve_report.scope, 'approved', NULL, approve_report.version);
END
$$;
COMMENT ON FUNCTION disclosure.approve_report(text, integer, text, integer) IS
'approves a submitted report (审核通过), if it still has the version that was looked at';

CREATE OR REPLACE FUNCTION disclosure.return_report(unit_id text, year integer, scope text DEFAULT 'own', reason text DEFAULT NULL, version integer DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(return_report.unit_id, return_report.year, return_report.scope, 'returned', reason, return_report.version);
END
$$;
COMMENT ON FUNCTION disclosure.return_report(text, integer, text, text, integer) IS
'returns a report with a reason (退回); a published one for correction';

CREATE OR REPLACE FUNCTION disclosure.publish_report(unit_id text, year integer, scope text DEFAULT 'own',
	published_on date DEFAULT NULL, address text DEFAULT NULL, version integer DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('disclosure.published_on', coalesce(publish_report.published_on::text, ''), true),
		set_config('disclosure.address', coalesce(publish_report.address, ''), true);
	PERFORM disclosure.step_report(publish_report.unit_id, publish_report.year, publish_report.scope, 'published', NULL, publish_report.version);
	PERFORM set_config('disclosure.published_on', '', true), set_config('disclosure.address', '', true);
END
$$;
COMMENT ON FUNCTION disclosure.publish_report(text, integer, text, date, text, integer) IS
'publishes an approved report (公布), today or on a date, at an address';

/* Before the report is locked: who may not take the step holds up nobody. */
CREATE OR REPLACE FUNCTION disclosure.check_step(unit_id text, year integer, scope text, to_status text, version integer)
RETURNS integer
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is disclosure.report;
	duty text;
BEGIN
	PERFORM disclosure.require_report(check_step.unit_id, check_step.year, check_step.scope);
	SELECT r.* INTO now_is FROM disclosure.report r
	WHERE r.unit_id = check_step.unit_id AND r.year = check_step.year AND r.scope = check_step.scope;
	IF now_is.origin <> 'filed' THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告是%s的，不走报送、审核、公布的流程', check_step.unit_id, check_step.year, disclosure.bi_label('origin'::text, now_is.origin)),
			disclosure.advice_on_origin(now_is.origin), NULL::text, 'disclosure.report'::regclass);
	END IF;
	duty := (SELECT m.duty FROM disclosure.status_move m WHERE m.from_status = now_is.status AND m.to_status = check_step.to_status);
	PERFORM disclosure.require_duty(check_step.unit_id, check_step.year, duty);
	IF now_is.version IS DISTINCT FROM coalesce(check_step.version, now_is.version) THEN
		PERFORM disclosure.raise_changed(check_step.unit_id, check_step.year, now_is.version);
	ELSIF now_is.status = check_step.to_status THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告已经是“%s”', check_step.unit_id, check_step.year, disclosure.status_label(check_step.to_status)),
			NULL::text, NULL::text, 'disclosure.report'::regclass);
	ELSIF duty IS NULL THEN
		PERFORM disclosure.raise_no_move(now_is, check_step.to_status);
	END IF;
	RETURN now_is.version;
END
$$;
COMMENT ON FUNCTION disclosure.check_step(text, integer, text, text, integer) IS
'the version of a report that is to get a status; an error if it cannot, not from this role, or has not the version that was looked at, or if that is NULL any';

CREATE OR REPLACE FUNCTION disclosure.set_status(unit_id text, year integer, scope text, status text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := current_setting('disclosure.reason', true);
BEGIN
	PERFORM set_config('disclosure.reason', coalesce(set_status.reason, before, ''), true);
	UPDATE disclosure.report r SET status = set_status.status,
		issued_on = CASE WHEN set_status.status = 'published' THEN coalesce(
			nullif(current_setting('disclosure.published_on', true), '')::date, r.issued_on, current_date) ELSE r.issued_on END
	WHERE r.unit_id = set_status.unit_id AND r.year = set_status.year AND r.scope = set_status.scope;
	IF NOT FOUND THEN
		/* A policy of the office's own hides the row. */
		PERFORM disclosure.raise_error('insufficient_privilege'::text,
			format('单位 %s %s年的报告，角色 %s 不能改变它的状态', set_status.unit_id, set_status.year, disclosure.calling_role()), NULL::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM set_config('disclosure.reason', coalesce(before, ''), true);
END
$$;
COMMENT ON FUNCTION disclosure.set_status(text, integer, text, text, text) IS 'the status of a report that is locked, with a reason for its history';

CREATE OR REPLACE FUNCTION disclosure.step_report(unit_id text, year integer, scope text, to_status text, reason text, version integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	seen integer := disclosure.check_step(step_report.unit_id, step_report.year, step_report.scope, step_report.to_status, step_report.version);
BEGIN
	PERFORM disclosure.lock_version(step_report.unit_id, step_report.year, step_report.scope, seen);
	PERFORM disclosure.set_status(step_report.unit_id, step_report.year, step_report.scope, step_report.to_status, step_report.reason);
END
$$;
COMMENT ON FUNCTION disclosure.step_report(text, integer, text, text, text, integer) IS
'changes the status of a report, if it still has the version that was looked at, or if that is NULL any';

/* Of many reports each has its outcome; locked first, in order, so that two sessions never wait for each other in a circle. */
CREATE OR REPLACE FUNCTION disclosure.step_reports(units text[], year integer, scope text, to_status text)
RETURNS SETOF disclosure.step_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	o disclosure.step_outcome;
	locked text[];
BEGIN
	PERFORM disclosure.require_any_duty();
	locked := ARRAY(SELECT DISTINCT u FROM unnest(units) u
		WHERE EXISTS (SELECT FROM unnest('{fill,review,publish}'::text[]) d WHERE disclosure.has_duty(u, step_reports.year, d)));
	IF locked <> '{}' THEN
		PERFORM disclosure.lock_reports(locked, array_fill(step_reports.year, ARRAY[cardinality(locked)]), step_reports.scope);
	END IF;
	FOR o.unit_id IN SELECT u.unit_id FROM (SELECT DISTINCT unnest(units) AS unit_id) u ORDER BY u.unit_id COLLATE "C" LOOP
		o.year := step_reports.year;
		o.scope := step_reports.scope;
		o.message := NULL;
		o.detail := NULL;
		BEGIN
			PERFORM disclosure.check_step(o.unit_id, o.year, o.scope, step_reports.to_status, NULL::integer);
			PERFORM disclosure.set_status(o.unit_id, o.year, o.scope, step_reports.to_status, NULL::text);
			o.outcome := 'done';
			/* not a notice for each of a thousand */
			IF to_status = 'submitted' THEN
				o.detail := (SELECT string_agg(m, '；') FROM disclosure.submission_remarks(o.unit_id, o.year, o.scope) m);
			END IF;
		EXCEPTION WHEN OTHERS THEN
			o.outcome := disclosure.outcome_of_error(SQLSTATE);
			IF o.outcome IS NULL THEN
				RAISE;
			END IF;
			GET STACKED DIAGNOSTICS o.message = MESSAGE_TEXT, o.detail = PG_EXCEPTION_DETAIL;
			o.detail := nullif(o.detail, '');
		END;
		o.version := (SELECT r.version FROM disclosure.report r WHERE r.unit_id = o.unit_id AND r.year = o.year AND r.scope = o.scope);
		RETURN NEXT o;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.step_reports(text[], integer, text, text) IS
'changes the status of reports of a year, and returns what came of each';

CREATE OR REPLACE FUNCTION disclosure.submit_reports(units text[], year integer, scope text DEFAULT 'own')
RETURNS SETOF disclosure.step_outcome
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM disclosure.step_reports(units, year, scope, 'submitted') $$;
COMMENT ON FUNCTION disclosure.submit_reports(text[], integer, text) IS
'submits the reports of units for a year (成批报送); returns what came of each, and one that is refused does not stop the others';

CREATE OR REPLACE FUNCTION disclosure.approve_reports(units text[], year integer, scope text DEFAULT 'own')
RETURNS SETOF disclosure.step_outcome
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM disclosure.step_reports(units, year, scope, 'approved') $$;
COMMENT ON FUNCTION disclosure.approve_reports(text[], integer, text) IS
'approves the reports of units for a year (成批审核); returns what came of each, and one that is refused does not stop the others';
