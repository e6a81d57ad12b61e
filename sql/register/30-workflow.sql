/* What the office can settle for itself. */
CREATE TABLE IF NOT EXISTS disclosure.setting (
	name text PRIMARY KEY,
	value numeric NOT NULL,
	description text NOT NULL
);
COMMENT ON TABLE disclosure.setting IS '可由本机关确定的事项和界限';
COMMENT ON COLUMN disclosure.setting.name IS '名称';
COMMENT ON COLUMN disclosure.setting.value IS '取值';
COMMENT ON COLUMN disclosure.setting.description IS '含义';

CREATE OR REPLACE FUNCTION disclosure.setting_value(name text)
RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT s.value FROM disclosure.setting s WHERE s.name = setting_value.name $$;
COMMENT ON FUNCTION disclosure.setting_value(text) IS 'the value of a line of table setting';

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

CREATE TABLE IF NOT EXISTS disclosure.explanation (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	rule text NOT NULL,
	fingerprint bigint NOT NULL,
	explanation text NOT NULL CHECK (explanation <> ''),
	written_by text NOT NULL,
	written_at timestamptz NOT NULL DEFAULT now(),
	accepted_by text,
	accepted_at timestamptz,
	PRIMARY KEY (unit_id, year, scope, rule, fingerprint),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.explanation IS '对核实性问题的说明：填报时写，审核时认可；有关数字一变即失效';
COMMENT ON COLUMN disclosure.explanation.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.explanation.year IS '报告年度';
COMMENT ON COLUMN disclosure.explanation.scope IS '范围';
COMMENT ON COLUMN disclosure.explanation.rule IS '规则代码';
COMMENT ON COLUMN disclosure.explanation.fingerprint IS '说明所针对的数字的指纹';
COMMENT ON COLUMN disclosure.explanation.explanation IS '说明';
COMMENT ON COLUMN disclosure.explanation.written_by IS '说明人';
COMMENT ON COLUMN disclosure.explanation.written_at IS '说明时间';
COMMENT ON COLUMN disclosure.explanation.accepted_by IS '认可人';
COMMENT ON COLUMN disclosure.explanation.accepted_at IS '认可时间';

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

CREATE TABLE IF NOT EXISTS disclosure.publication (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	number integer NOT NULL CHECK (number > 0),
	version integer NOT NULL,
	published_on date NOT NULL,
	address text,
	kind text NOT NULL CHECK (kind IN ('first', 'correction')),
	statement text,
	PRIMARY KEY (unit_id, year, scope, number),
	FOREIGN KEY (unit_id, year, scope, version) REFERENCES disclosure.report_version ON UPDATE CASCADE,
	CHECK ((kind = 'first') = (number = 1))
);
COMMENT ON TABLE disclosure.publication IS '公布记录：何时公布了哪一版，更正的另附更正说明';
COMMENT ON COLUMN disclosure.publication.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.publication.year IS '报告年度';
COMMENT ON COLUMN disclosure.publication.scope IS '范围';
COMMENT ON COLUMN disclosure.publication.number IS '第几次公布';
COMMENT ON COLUMN disclosure.publication.version IS '公布的是哪一版';
COMMENT ON COLUMN disclosure.publication.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.publication.address IS '网址';
COMMENT ON COLUMN disclosure.publication.kind IS 'first 首次公布，correction 更正';
COMMENT ON COLUMN disclosure.publication.statement IS '更正说明：由改动的单元格自动写成';

/* What a user mistyped, for the functions that work on one report. */
CREATE OR REPLACE FUNCTION disclosure.require_report(unit_id text, year integer, scope text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	others text := (SELECT string_agg(r.scope, ', ' ORDER BY r.scope) FROM disclosure.report r
		WHERE r.unit_id = require_report.unit_id AND r.year = require_report.year);
BEGIN
	IF scope NOT IN ('own', 'level', 'consolidated') THEN
		RAISE EXCEPTION 'there is no scope "%"', scope
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is own, level or consolidated.';
	ELSIF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = require_report.unit_id) THEN
		RAISE EXCEPTION 'there is no unit "%"', unit_id USING ERRCODE = 'no_data_found';
	ELSIF NOT EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = require_report.unit_id
			AND r.year = require_report.year AND r.scope = require_report.scope) THEN
		RAISE EXCEPTION 'there is no report of unit % for % with scope % that this role can see', unit_id, year, scope
			USING ERRCODE = 'no_data_found', HINT = coalesce('There is one with scope ' || others || '.',
				'disclosure.start_year() makes the drafts of a year.');
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_report(text, integer, text) IS
'an error that says what is wrong where there is no such report: the unit, the scope or the year';

CREATE OR REPLACE FUNCTION disclosure.require_duty(unit_id text, year integer, duty text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT disclosure.has_duty(require_duty.unit_id, require_duty.year, require_duty.duty) AND duty IS NOT NULL THEN
		RAISE EXCEPTION 'this needs the duty % for unit %', duty, unit_id USING ERRCODE = 'insufficient_privilege';
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_duty(text, integer, text) IS
'an error where the current role does not have a duty for a unit in a year';
