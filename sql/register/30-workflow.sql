/* The workflow: a filed report from draft to publication. */

CREATE TABLE IF NOT EXISTS disclosure.status_move (
	from_status text NOT NULL,
	to_status text NOT NULL,
	duty text NOT NULL,
	needs_reason boolean NOT NULL,
	description text NOT NULL,
	PRIMARY KEY (from_status, to_status)
);
COMMENT ON TABLE disclosure.status_move IS '流程：填报的报告可以从哪个状态到哪个状态，由谁办理';
COMMENT ON COLUMN disclosure.status_move.from_status IS '原状态';
COMMENT ON COLUMN disclosure.status_move.to_status IS '新状态';
COMMENT ON COLUMN disclosure.status_move.duty IS '由负何职责的人办理';
COMMENT ON COLUMN disclosure.status_move.needs_reason IS '是否须写明原因';
COMMENT ON COLUMN disclosure.status_move.description IS '环节名称';

CREATE TABLE IF NOT EXISTS disclosure.review_note (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
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
		RAISE EXCEPTION 'report of unit % for % cannot go from % to %', new.unit_id, new.year, old.status, new.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'The table disclosure.status_move has the moves that are allowed.';
	END IF;
	IF NOT disclosure.has_duty(new.unit_id, new.year, move.duty) THEN
		RAISE EXCEPTION 'this needs the duty % for unit %', move.duty, new.unit_id
			USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF move.needs_reason AND nullif(current_setting('disclosure.reason', true), '') IS NULL THEN
		RAISE EXCEPTION 'report of unit % for % needs a reason to go from % to %',
			new.unit_id, new.year, old.status, new.status
			USING ERRCODE = 'null_value_not_allowed', HINT = 'SET LOCAL disclosure.reason = ...';
	END IF;
	IF new.status = 'submitted' THEN
		new.submitted_by := person;
		new.approved_by := NULL;
	ELSIF new.status = 'approved' THEN
		IF person = new.submitted_by AND disclosure.setting_value('self_approval') IS DISTINCT FROM 1 THEN
			RAISE EXCEPTION 'report of unit % for % was submitted by %, who cannot approve it',
				new.unit_id, new.year, person
				USING ERRCODE = 'insufficient_privilege',
					HINT = 'A small office can set self_approval to 1 in disclosure.setting; the report then shows it.';
		END IF;
		new.approved_by := person;
	END IF;
	RETURN new;
END
$$;
COMMENT ON FUNCTION disclosure.move_report(disclosure.report, disclosure.report) IS
'checks a change of status against status_move, and enters who made it';

/* The steps as functions.  An UPDATE of the status passes the same checks; publish_report() also sets the date. */
CREATE OR REPLACE FUNCTION disclosure.submit_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(submit_report.unit_id, submit_report.year, submit_report.scope, 'submitted', NULL);
END
$$;
COMMENT ON FUNCTION disclosure.submit_report(text, integer, text) IS 'submits a report that is a draft or was returned (报送)';

CREATE OR REPLACE FUNCTION disclosure.withdraw_report(unit_id text, year integer, scope text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(withdraw_report.unit_id, withdraw_report.year, withdraw_report.scope, 'draft', reason);
END
$$;
COMMENT ON FUNCTION disclosure.withdraw_report(text, integer, text, text) IS
'takes back a submitted report that is not yet approved, with a reason (撤回)';

CREATE OR REPLACE FUNCTION disclosure.approve_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(approve_report.unit_id, approve_report.year, approve_report.scope, 'approved', NULL);
END
$$;
COMMENT ON FUNCTION disclosure.approve_report(text, integer, text) IS 'approves a submitted report (审核通过)';

CREATE OR REPLACE FUNCTION disclosure.return_report(unit_id text, year integer, scope text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(return_report.unit_id, return_report.year, return_report.scope, 'returned', reason);
END
$$;
COMMENT ON FUNCTION disclosure.return_report(text, integer, text, text) IS
'returns a report with a reason (退回); a published one for correction';

CREATE OR REPLACE FUNCTION disclosure.publish_report(unit_id text, year integer, scope text DEFAULT 'own',
	published_on date DEFAULT NULL, address text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('disclosure.published_on', coalesce(publish_report.published_on::text, ''), true),
		set_config('disclosure.address', coalesce(publish_report.address, ''), true);
	PERFORM disclosure.step_report(publish_report.unit_id, publish_report.year, publish_report.scope, 'published', NULL);
	PERFORM set_config('disclosure.published_on', '', true), set_config('disclosure.address', '', true);
END
$$;
COMMENT ON FUNCTION disclosure.publish_report(text, integer, text, date, text) IS
'publishes an approved report (公布), today or on a date, at an address';

CREATE OR REPLACE FUNCTION disclosure.step_report(unit_id text, year integer, scope text, to_status text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := current_setting('disclosure.reason', true);
	now_is record;
	needed text;
BEGIN
	PERFORM disclosure.require_report(step_report.unit_id, step_report.year, step_report.scope);
	SELECT r.status, r.origin INTO now_is FROM disclosure.report r
	WHERE r.unit_id = step_report.unit_id AND r.year = step_report.year AND r.scope = step_report.scope;
	IF now_is.origin <> 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is a recorded one', step_report.unit_id, step_report.year
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'What was published elsewhere is kept as it is and takes no steps.';
	ELSIF now_is.status = to_status THEN
		RAISE EXCEPTION 'report of unit % for % is % already', step_report.unit_id, step_report.year, to_status
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	/* The trigger reports a move that is not allowed. */
	needed := (SELECT m.duty FROM disclosure.status_move m WHERE m.from_status = now_is.status AND m.to_status = step_report.to_status);
	PERFORM disclosure.require_duty(step_report.unit_id, step_report.year, needed);
	PERFORM set_config('disclosure.reason', coalesce(step_report.reason, before, ''), true);
	UPDATE disclosure.report r SET status = to_status,
		issued_on = CASE WHEN to_status = 'published' THEN coalesce(
			nullif(current_setting('disclosure.published_on', true), '')::date, r.issued_on, current_date) ELSE r.issued_on END
	WHERE r.unit_id = step_report.unit_id AND r.year = step_report.year AND r.scope = step_report.scope;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'report of unit % for % cannot go from % to % by this role',
			step_report.unit_id, step_report.year, now_is.status, to_status
			USING ERRCODE = 'insufficient_privilege',
				HINT = 'The table disclosure.status_move has the moves that are allowed.';
	END IF;
	PERFORM set_config('disclosure.reason', coalesce(before, ''), true);
END
$$;
COMMENT ON FUNCTION disclosure.step_report(text, integer, text, text, text) IS 'changes the status of a report';
