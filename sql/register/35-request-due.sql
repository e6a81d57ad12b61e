/* Until when each request must be answered: computed whenever it is asked for, from the events and the calendar of now. */

CREATE OR REPLACE VIEW disclosure.request_due WITH (security_invoker = true) AS
SELECT r.unit_id, r.request_no, c.state, c.due_on, c.days_left, c.turn, c.turn_until, r.received_on, r.decided_on, c.days_allowed,
	r.decided_on > c.due_on AS late, c.irregularities, c.unknown_year,
	CASE c.state WHEN 'open' THEN '在办' WHEN 'stopped' THEN '停计' WHEN 'waiting' THEN '等候申请人' WHEN 'delayed' THEN '延迟答复'
		WHEN 'answered' THEN '已答复' ELSE format('%s 年放假安排尚未登记', c.unknown_year) END AS state_label,
	CASE c.turn WHEN 'office' THEN '本机关' WHEN 'applicant' THEN '申请人' WHEN 'third_party' THEN '第三方' WHEN 'maker' THEN '共同制作机关'
		WHEN 'agency' THEN '其他机关' END AS turn_label
FROM disclosure.request r
LEFT JOIN LATERAL (SELECT disclosure.unit_calendar(r.unit_id) AS calendar OFFSET 0) k ON true
/* ARRAY(), because the planner would remember the events of each request if they were joined */
CROSS JOIN LATERAL disclosure.request_clock(r.received_on, r.decided_on, ARRAY(
	SELECT ROW(e.kind, e.happened_on, e.until, e.reached_on, e.days, e.party)::disclosure.clock_event
	FROM disclosure.request_event e
	WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no
	ORDER BY e.happened_on, e.seq), current_date, k.calendar) c;
COMMENT ON VIEW disclosure.request_due IS '每件申请的答复期限：随时按现有事项和日历计算';
COMMENT ON COLUMN disclosure.request_due.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_due.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_due.state IS '状态：open 在办，stopped 停计，waiting 等候申请人，delayed 延迟答复，answered 已答复，unknown 放假安排未知';
COMMENT ON COLUMN disclosure.request_due.due_on IS '答复期限届满之日；停计和等候时为空';
COMMENT ON COLUMN disclosure.request_due.days_left IS '还剩几个工作日，当日届满为 0，逾期为负；停计时为恢复计算后所余';
COMMENT ON COLUMN disclosure.request_due.turn IS '现在该谁办：office 本机关，applicant 申请人，third_party 第三方，maker 共同制作机关，agency 其他机关，nobody 无';
COMMENT ON COLUMN disclosure.request_due.turn_until IS '他应办到哪一日';
COMMENT ON COLUMN disclosure.request_due.received_on IS '收到之日';
COMMENT ON COLUMN disclosure.request_due.decided_on IS '答复之日';
COMMENT ON COLUMN disclosure.request_due.days_allowed IS '期限的工作日数，含延长的';
COMMENT ON COLUMN disclosure.request_due.late IS '是否逾期答复；未答复或无期限的为空';
COMMENT ON COLUMN disclosure.request_due.irregularities IS '不合期限规定之处';
COMMENT ON COLUMN disclosure.request_due.unknown_year IS '放假安排尚未登记的年度';
COMMENT ON COLUMN disclosure.request_due.state_label IS '状态名称';
COMMENT ON COLUMN disclosure.request_due.turn_label IS '该谁办';

CREATE OR REPLACE VIEW disclosure.overdue_request WITH (security_invoker = true) AS
SELECT d.unit_id, u.name AS unit_name, d.request_no, t.subject, d.received_on, d.due_on, -d.days_left AS days_over, r.handled_by
FROM disclosure.request_due d
JOIN disclosure.request r ON r.unit_id = d.unit_id AND r.request_no = d.request_no
JOIN disclosure.unit u ON u.unit_id = d.unit_id
LEFT JOIN disclosure.request_text t ON t.unit_id = d.unit_id AND t.request_no = d.request_no
WHERE d.decided_on IS NULL AND d.due_on < current_date;
COMMENT ON VIEW disclosure.overdue_request IS '逾期未答复的申请';
COMMENT ON COLUMN disclosure.overdue_request.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.overdue_request.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.overdue_request.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.overdue_request.subject IS '所申请信息的名称';
COMMENT ON COLUMN disclosure.overdue_request.received_on IS '收到之日';
COMMENT ON COLUMN disclosure.overdue_request.due_on IS '答复期限届满之日';
COMMENT ON COLUMN disclosure.overdue_request.days_over IS '逾期几个工作日';
COMMENT ON COLUMN disclosure.overdue_request.handled_by IS '承办人或承办机构';

CREATE OR REPLACE VIEW disclosure.due_this_week WITH (security_invoker = true) AS
SELECT d.unit_id, u.name AS unit_name, d.request_no, t.subject, d.received_on, d.due_on, d.days_left, d.state_label, d.turn_label, d.turn_until,
	r.handled_by
FROM disclosure.request_due d
JOIN disclosure.request r ON r.unit_id = d.unit_id AND r.request_no = d.request_no
JOIN disclosure.unit u ON u.unit_id = d.unit_id
LEFT JOIN disclosure.request_text t ON t.unit_id = d.unit_id AND t.request_no = d.request_no
WHERE d.decided_on IS NULL AND least(d.due_on, d.turn_until) BETWEEN current_date AND current_date + 7;
COMMENT ON VIEW disclosure.due_this_week IS '七日内到期的申请，包括征求意见、补正、缴费到期的';
COMMENT ON COLUMN disclosure.due_this_week.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.due_this_week.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.due_this_week.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.due_this_week.subject IS '所申请信息的名称';
COMMENT ON COLUMN disclosure.due_this_week.received_on IS '收到之日';
COMMENT ON COLUMN disclosure.due_this_week.due_on IS '答复期限届满之日';
COMMENT ON COLUMN disclosure.due_this_week.days_left IS '还剩几个工作日';
COMMENT ON COLUMN disclosure.due_this_week.state_label IS '状态名称';
COMMENT ON COLUMN disclosure.due_this_week.turn_label IS '该谁办';
COMMENT ON COLUMN disclosure.due_this_week.turn_until IS '他应办到哪一日';
COMMENT ON COLUMN disclosure.due_this_week.handled_by IS '承办人或承办机构';

CREATE OR REPLACE FUNCTION disclosure.require_request(unit_id text, request_no text)
RETURNS disclosure.request
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	found disclosure.request;
BEGIN
	PERFORM disclosure.require_any_duty();
	SELECT * INTO found FROM disclosure.request r
	WHERE r.unit_id = require_request.unit_id AND r.request_no = require_request.request_no;
	IF found.unit_id IS NULL THEN
		PERFORM disclosure.raise_error('no_data_found', format('单位 %s 没有编号为 %s 的申请，或者无权查看', unit_id, request_no));
	END IF;
	RETURN found;
END
$$;
COMMENT ON FUNCTION disclosure.require_request(text, text) IS 'a request, or an error if there is none that the role can see';

CREATE OR REPLACE FUNCTION disclosure.explain_due(unit_id text, request_no text)
RETURNS SETOF disclosure.due_day
LANGUAGE plpgsql STABLE ROWS 40
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	asked disclosure.request := disclosure.require_request(explain_due.unit_id, explain_due.request_no);
	events disclosure.clock_event[] := disclosure.events_of(asked.unit_id, asked.request_no);
	calendar disclosure.calendar_days := disclosure.unit_calendar(asked.unit_id);
	unknown integer := (disclosure.request_clock(asked.received_on, asked.decided_on, events, current_date, calendar)).unknown_year;
BEGIN
	IF unknown IS NOT NULL THEN
		PERFORM disclosure.raise_error('datetime_field_overflow', format('申请 %s 的期限算不出：%s 年放假安排尚未登记', asked.request_no, unknown),
			hint => '照国务院办公厅的通知登记 calendar_year 和 holiday。');
	END IF;
	RETURN QUERY SELECT * FROM disclosure.explain_clock(asked.received_on, asked.decided_on, events, current_date, calendar);
END
$$;
COMMENT ON FUNCTION disclosure.explain_due(text, text) IS
'the days from the receipt of a request through its due date, a line a day, which of them count and why not';

CREATE OR REPLACE VIEW disclosure.request_history WITH (security_invoker = true) AS
SELECT r.unit_id, r.request_no, 0 AS place, r.received_on AS happened_on, 0::bigint AS seq, 'received' AS kind,
	'收到申请（' || disclosure.ledger_word_label('channel', r.channel) || '）' AS label, NULL::date AS until, NULL::integer AS days,
	NULL::numeric AS amount, NULL::integer AS pages, NULL::text AS party, NULL::date AS reached_on, NULL::text AS note
FROM disclosure.request r
UNION ALL
SELECT e.unit_id, e.request_no, CASE k.place WHEN 'between' THEN 1 ELSE 3 END, e.happened_on, e.seq, e.kind,
	k.label || coalesce('：' || disclosure.ledger_word_label('outcome', e.outcome), ''), e.until, e.days, e.amount, e.pages, e.party,
	e.reached_on, e.note
FROM disclosure.request_event e
JOIN disclosure.event_kind k ON k.kind = e.kind
UNION ALL
SELECT r.unit_id, r.request_no, 2, r.decided_on, 0, 'decided', '答复：' || disclosure.ledger_word_label('outcome', r.outcome),
	NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM disclosure.request r
WHERE r.decided_on IS NOT NULL;
COMMENT ON VIEW disclosure.request_history IS '每件申请的办理过程，按 place、happened_on、seq 排列';
COMMENT ON COLUMN disclosure.request_history.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_history.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_history.place IS '0 收到，1 其间，2 答复，3 其后';
COMMENT ON COLUMN disclosure.request_history.happened_on IS '日期';
COMMENT ON COLUMN disclosure.request_history.seq IS '登记的先后';
COMMENT ON COLUMN disclosure.request_history.kind IS '事项';
COMMENT ON COLUMN disclosure.request_history.label IS '名称';
COMMENT ON COLUMN disclosure.request_history.until IS '文书写明的期限';
COMMENT ON COLUMN disclosure.request_history.days IS '延长的工作日数';
COMMENT ON COLUMN disclosure.request_history.amount IS '信息处理费，元';
COMMENT ON COLUMN disclosure.request_history.pages IS '页数';
COMMENT ON COLUMN disclosure.request_history.party IS '对方';
COMMENT ON COLUMN disclosure.request_history.reached_on IS '送达之日';
COMMENT ON COLUMN disclosure.request_history.note IS '备注';
