/* The events of a request, and the period in which it must be answered. */

CREATE TYPE disclosure.event_kind_row AS (
	kind text,
	label text,
	place text,
	closes text,
	effect text,
	article text
);
COMMENT ON TYPE disclosure.event_kind_row IS '视图 event_kind 的一行';

CREATE FUNCTION disclosure.event_kinds()
RETURNS SETOF disclosure.event_kind_row
AS 'MODULE_PATHNAME', 'disclosure_event_kinds'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 20;
COMMENT ON FUNCTION disclosure.event_kinds() IS 'the kinds of events of a request';

CREATE VIEW disclosure.event_kind AS
	SELECT kind, label, place, closes, effect, article FROM disclosure.event_kinds();
COMMENT ON VIEW disclosure.event_kind IS '依申请公开办理过程中的各种事项';
COMMENT ON COLUMN disclosure.event_kind.kind IS '事项';
COMMENT ON COLUMN disclosure.event_kind.label IS '名称';
COMMENT ON COLUMN disclosure.event_kind.place IS 'between 在收到申请与答复之间，after 在答复之后';
COMMENT ON COLUMN disclosure.event_kind.closes IS '所回应的事项，须先有之';
COMMENT ON COLUMN disclosure.event_kind.effect IS
'对答复期限的作用：waits 等候申请人，restarts 重新计算，capped_stop 停计而有上限，open_stop 停计，ends_stop 停计结束，extends 延长，replaces 改定期限，none 无';
COMMENT ON COLUMN disclosure.event_kind.article IS '依据，未写明的为《政府信息公开条例》';
GRANT SELECT ON disclosure.event_kind TO PUBLIC;

CREATE TYPE disclosure.clock_event AS (
	kind text,
	happened_on date,
	until date,
	reached_on date,
	days integer,
	party text
);
COMMENT ON TYPE disclosure.clock_event IS '一件申请的一个办理事项，计算期限所需的部分';
COMMENT ON COLUMN disclosure.clock_event.kind IS '事项，见视图 event_kind';
COMMENT ON COLUMN disclosure.clock_event.happened_on IS '日期';
COMMENT ON COLUMN disclosure.clock_event.until IS '文书写明的期限';
COMMENT ON COLUMN disclosure.clock_event.reached_on IS '文书送达对方之日';
COMMENT ON COLUMN disclosure.clock_event.days IS '延长的工作日数';
COMMENT ON COLUMN disclosure.clock_event.party IS '对方';

CREATE FUNCTION disclosure.impossible_events(received_on date, decided_on date, events disclosure.clock_event[])
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_impossible_events'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.impossible_events(date, date, disclosure.clock_event[]) IS
'why these events of a request cannot have happened, in Chinese, or NULL if they can; what is merely unlawful is possible';

CREATE TYPE disclosure.clock_row AS (
	state text,
	begin_on date,
	days_allowed integer,
	due_on date,
	days_left integer,
	turn text,
	turn_until date,
	irregularities text[],
	unknown_year integer
);
COMMENT ON TYPE disclosure.clock_row IS '一件申请的答复期限';
COMMENT ON COLUMN disclosure.clock_row.state IS 'open 在办，stopped 停计，waiting 等候申请人，delayed 延迟答复，answered 已答复，unknown 放假安排未知，无法计算';
COMMENT ON COLUMN disclosure.clock_row.begin_on IS '期限从这一日的次日起计算';
COMMENT ON COLUMN disclosure.clock_row.days_allowed IS '期限的工作日数，含延长的';
COMMENT ON COLUMN disclosure.clock_row.due_on IS '答复期限届满之日；停计或等候申请人时为空';
COMMENT ON COLUMN disclosure.clock_row.days_left IS '还剩几个计入期限的工作日，逾期为负；停计时为恢复计算后所余';
COMMENT ON COLUMN disclosure.clock_row.turn IS '现在该谁办：office 本机关，applicant 申请人，third_party 第三方，maker 共同制作机关，agency 其他机关，nobody 无';
COMMENT ON COLUMN disclosure.clock_row.turn_until IS '他应办到哪一日';
COMMENT ON COLUMN disclosure.clock_row.irregularities IS '不合期限规定之处';
COMMENT ON COLUMN disclosure.clock_row.unknown_year IS '尚不知道放假安排、因而无法计算期限的年度';

CREATE FUNCTION disclosure.request_clock(received_on date, decided_on date, events disclosure.clock_event[], today date,
	calendar disclosure.calendar_days DEFAULT NULL)
RETURNS disclosure.clock_row
AS 'MODULE_PATHNAME', 'disclosure_request_clock'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.request_clock(date, date, disclosure.clock_event[], date, disclosure.calendar_days) IS
'the period in which a request must be answered (条例第三十条至第三十五条), given its possible events, as it stands on a day; state unknown if it reaches into a year whose working days are not known';

CREATE TYPE disclosure.due_day AS (
	day date,
	weekday text,
	counted boolean,
	number integer,
	why text
);
COMMENT ON TYPE disclosure.due_day IS '答复期限的一日';
COMMENT ON COLUMN disclosure.due_day.day IS '日期';
COMMENT ON COLUMN disclosure.due_day.weekday IS '星期';
COMMENT ON COLUMN disclosure.due_day.counted IS '是否计入期限';
COMMENT ON COLUMN disclosure.due_day.number IS '第几个计入期限的工作日';
COMMENT ON COLUMN disclosure.due_day.why IS '说明';

CREATE FUNCTION disclosure.explain_clock(received_on date, decided_on date, events disclosure.clock_event[], today date,
	calendar disclosure.calendar_days DEFAULT NULL)
RETURNS SETOF disclosure.due_day
AS 'MODULE_PATHNAME', 'disclosure_explain_clock'
LANGUAGE C IMMUTABLE PARALLEL SAFE
ROWS 40;
COMMENT ON FUNCTION disclosure.explain_clock(date, date, disclosure.clock_event[], date, disclosure.calendar_days) IS
'the days from the receipt of a request through its due date, or through today while the clock stands, and which of them count; an error (22008) if the working days of a year are not known';
