/*
 * Views for BI tools on the ledger of requests, with no column from which a
 * person could be known: not who asked, what for, or who handled it.
 */

/* Working days cannot be counted into a year whose holidays nobody knows; the clock says which year that is. */
CREATE OR REPLACE FUNCTION disclosure.known_working_days(after date, through date, calendar disclosure.calendar_days)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN CASE WHEN calendar IS NULL THEN disclosure.working_days(after, through)
		ELSE disclosure.working_days(after, through, calendar) END;
EXCEPTION WHEN datetime_field_overflow THEN
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.known_working_days(date, date, disclosure.calendar_days) IS
'how many working days of an office there are after the first day, through the second; NULL if they reach into a year whose working days are not known';

CREATE OR REPLACE VIEW disclosure.bi_request WITH (security_invoker = true) AS
SELECT (disclosure.bi_code(r.unit_id) || '-' || r.request_no)::varchar(240) AS request_key,
	disclosure.bi_code(r.unit_id)::varchar(32) AS unit_id, h.year, h.period_end,
	h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	r.request_no::varchar(200) AS request_no,
	r.applicant_kind::varchar(32) AS applicant, disclosure.ledger_word_label('applicant', r.applicant_kind)::varchar(32) AS applicant_label,
	a.column_no AS applicant_no,
	r.channel::varchar(32) AS channel, disclosure.ledger_word_label('channel', r.channel)::varchar(32) AS channel_label, n.no AS channel_no,
	r.outcome::varchar(32) AS outcome, o.row_label::varchar(64) AS outcome_label, o.row_no AS outcome_no,
	o.group_code::varchar(32) AS outcome_group, o.group_label::varchar(64) AS outcome_group_label, o.group_no AS outcome_group_no,
	d.state::varchar(16) AS state, disclosure.bi_label('clock', d.state)::varchar(32) AS state_label, disclosure.bi_no('clock', d.state) AS state_no,
	r.received_on, r.decided_on, d.due_on, d.days_allowed, d.days_left, t.days_taken,
	CASE WHEN d.due_on IS NOT NULL THEN disclosure.known_working_days(r.received_on, d.due_on, k.calendar) - d.days_allowed END AS stopped_days,
	(EXISTS (SELECT FROM disclosure.request_event e
		WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no AND e.kind = 'extended'))::integer::smallint AS is_extended,
	(CASE WHEN r.decided_on IS NOT NULL AND d.state <> 'unknown' THEN d.late IS NOT TRUE
		WHEN d.due_on < current_date THEN false END)::integer::smallint AS is_in_time,
	1 AS cases
FROM disclosure.request r
CROSS JOIN LATERAL disclosure.bi_head(r.unit_id, extract(year FROM r.received_on)::integer) h
JOIN disclosure.request_due d ON d.unit_id = r.unit_id AND d.request_no = r.request_no
CROSS JOIN LATERAL (SELECT disclosure.unit_calendar(r.unit_id) AS calendar OFFSET 0) k
CROSS JOIN LATERAL (SELECT disclosure.known_working_days(r.received_on, r.decided_on, k.calendar) AS days_taken OFFSET 0) t
LEFT JOIN disclosure.bi_places() o ON o.path = 'requests.' || r.outcome || '.total'
LEFT JOIN disclosure.bi_places() a ON a.path = 'requests.received.' || r.applicant_kind
LEFT JOIN (SELECT w.word, row_number() OVER ()::integer AS no FROM disclosure.ledger_words() w WHERE w.field = 'channel') n ON n.word = r.channel;
COMMENT ON VIEW disclosure.bi_request IS '申请：一行是台账中的一件申请，年度是收到的年度；不含个人信息';
COMMENT ON COLUMN disclosure.bi_request.request_key IS '申请编号：单位代码-申请编号';
COMMENT ON COLUMN disclosure.bi_request.request_no IS '本单位的申请编号';
COMMENT ON COLUMN disclosure.bi_request.applicant IS '申请人类别代码';
COMMENT ON COLUMN disclosure.bi_request.applicant_label IS '申请人类别';
COMMENT ON COLUMN disclosure.bi_request.applicant_no IS '申请人类别排序';
COMMENT ON COLUMN disclosure.bi_request.channel IS '收到方式代码';
COMMENT ON COLUMN disclosure.bi_request.channel_label IS '收到方式';
COMMENT ON COLUMN disclosure.bi_request.channel_no IS '收到方式排序';
COMMENT ON COLUMN disclosure.bi_request.outcome IS '结果代码：未答复的为空';
COMMENT ON COLUMN disclosure.bi_request.outcome_label IS '结果';
COMMENT ON COLUMN disclosure.bi_request.outcome_no IS '结果排序';
COMMENT ON COLUMN disclosure.bi_request.outcome_group IS '结果大类代码';
COMMENT ON COLUMN disclosure.bi_request.outcome_group_label IS '结果大类';
COMMENT ON COLUMN disclosure.bi_request.outcome_group_no IS '结果大类排序';
COMMENT ON COLUMN disclosure.bi_request.state IS '状态代码';
COMMENT ON COLUMN disclosure.bi_request.state_label IS '状态';
COMMENT ON COLUMN disclosure.bi_request.state_no IS '状态排序';
COMMENT ON COLUMN disclosure.bi_request.received_on IS '收到之日';
COMMENT ON COLUMN disclosure.bi_request.decided_on IS '答复之日';
COMMENT ON COLUMN disclosure.bi_request.due_on IS '答复期限届满之日：停计和等候时为空';
COMMENT ON COLUMN disclosure.bi_request.days_allowed IS '期限（工作日）：含延长的';
COMMENT ON COLUMN disclosure.bi_request.days_left IS '还剩（工作日）：逾期为负，已答复的为空';
COMMENT ON COLUMN disclosure.bi_request.days_taken IS '用时（工作日）：收到之日的次日起至答复之日，停计的也在内；未答复的、放假安排未知的为空';
COMMENT ON COLUMN disclosure.bi_request.stopped_days IS '不计（工作日）：到期限届满为止，停计的、重新计算以前的工作日';
COMMENT ON COLUMN disclosure.bi_request.is_extended IS '是否延期';
COMMENT ON COLUMN disclosure.bi_request.is_in_time IS '是否按期：已答复的是否逾期，未答复而已逾期的为 0，尚在期限内的、放假安排未知的为空';
COMMENT ON COLUMN disclosure.bi_request.cases IS '申请（件）：每行为 1，用于相加';
SELECT disclosure.bi_describe('disclosure.bi_request');

CREATE OR REPLACE VIEW disclosure.bi_answer_time WITH (security_invoker = true) AS
SELECT disclosure.bi_unit_key(q.unit_id, q.year)::varchar(64) AS answer_time_key, disclosure.bi_code(q.unit_id)::varchar(32) AS unit_id, q.year, h.period_end,
	h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	q.answered, q.on_time, disclosure.bi_ratio(q.on_time, q.answered)::numeric(9,6) AS on_time_ratio, q.extended,
	disclosure.bi_ratio(q.extended, q.answered)::numeric(9,6) AS extended_ratio,
	q.within_5, disclosure.bi_ratio(q.within_5, q.answered)::numeric(9,6) AS within_5_ratio,
	q.within_10, disclosure.bi_ratio(q.within_10, q.answered)::numeric(9,6) AS within_10_ratio,
	q.within_20, disclosure.bi_ratio(q.within_20, q.answered)::numeric(9,6) AS within_20_ratio,
	q.within_40, disclosure.bi_ratio(q.within_40, q.answered)::numeric(9,6) AS within_40_ratio,
	q.days_total, disclosure.bi_ratio(q.days_total, q.answered)::numeric(9,6) AS average_days, q.uncounted
FROM (
	SELECT r.unit_id, extract(year FROM r.decided_on)::integer AS year,
		count(*) FILTER (WHERE t.is_known) AS answered, count(*) FILTER (WHERE t.is_known AND d.late IS NOT TRUE) AS on_time,
		count(*) FILTER (WHERE t.is_known AND EXISTS (SELECT FROM disclosure.request_event e
			WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no AND e.kind = 'extended')) AS extended,
		count(*) FILTER (WHERE t.is_known AND t.days_taken <= 5) AS within_5, count(*) FILTER (WHERE t.is_known AND t.days_taken <= 10) AS within_10,
		count(*) FILTER (WHERE t.is_known AND t.days_taken <= 20) AS within_20, count(*) FILTER (WHERE t.is_known AND t.days_taken <= 40) AS within_40,
		sum(t.days_taken) FILTER (WHERE t.is_known) AS days_total, count(*) FILTER (WHERE NOT t.is_known) AS uncounted
	FROM disclosure.request r
	JOIN disclosure.request_due d ON d.unit_id = r.unit_id AND d.request_no = r.request_no
	CROSS JOIN LATERAL (SELECT w.days_taken, w.days_taken IS NOT NULL AND d.state <> 'unknown' AS is_known
		FROM (SELECT disclosure.known_working_days(r.received_on, r.decided_on, disclosure.unit_calendar(r.unit_id)) AS days_taken) w OFFSET 0) t
	WHERE r.decided_on <= current_date
	GROUP BY r.unit_id, extract(year FROM r.decided_on)) q
CROSS JOIN LATERAL disclosure.bi_head(q.unit_id, q.year) h;
COMMENT ON VIEW disclosure.bi_answer_time IS '答复用时：一行是一个单位在一个年度答复的申请；年度是答复的年度，只有本单位自己的';
COMMENT ON COLUMN disclosure.bi_answer_time.answer_time_key IS '编号：单位代码-年度';
COMMENT ON COLUMN disclosure.bi_answer_time.answered IS '已答复（件）：各比率的分母';
COMMENT ON COLUMN disclosure.bi_answer_time.on_time IS '按期答复（件）';
COMMENT ON COLUMN disclosure.bi_answer_time.on_time_ratio IS '按期答复率（%）：按期答复 / 已答复，0.4 即 40%';
COMMENT ON COLUMN disclosure.bi_answer_time.extended IS '延期后答复（件）';
COMMENT ON COLUMN disclosure.bi_answer_time.extended_ratio IS '延期率（%）：延期后答复 / 已答复';
COMMENT ON COLUMN disclosure.bi_answer_time.within_5 IS '5 个工作日内答复（件）：停计的日子也算在用时里';
COMMENT ON COLUMN disclosure.bi_answer_time.within_5_ratio IS '5 个工作日内答复率（%）：within_5 / 已答复';
COMMENT ON COLUMN disclosure.bi_answer_time.within_10 IS '10 个工作日内答复（件）';
COMMENT ON COLUMN disclosure.bi_answer_time.within_10_ratio IS '10 个工作日内答复率（%）：within_10 / 已答复';
COMMENT ON COLUMN disclosure.bi_answer_time.within_20 IS '20 个工作日内答复（件）';
COMMENT ON COLUMN disclosure.bi_answer_time.within_20_ratio IS '20 个工作日内答复率（%）：within_20 / 已答复';
COMMENT ON COLUMN disclosure.bi_answer_time.within_40 IS '40 个工作日内答复（件）';
COMMENT ON COLUMN disclosure.bi_answer_time.within_40_ratio IS '40 个工作日内答复率（%）：within_40 / 已答复';
COMMENT ON COLUMN disclosure.bi_answer_time.days_total IS '用时合计（工作日）';
COMMENT ON COLUMN disclosure.bi_answer_time.average_days IS '平均用时（工作日）：用时合计 / 已答复';
COMMENT ON COLUMN disclosure.bi_answer_time.uncounted IS '未统计（件）：放假安排未知、算不出用时的';
SELECT disclosure.bi_describe('disclosure.bi_answer_time');
