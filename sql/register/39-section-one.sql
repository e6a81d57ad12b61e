/*
 * Section one of a report, 总体情况: the catalogue, the columns of the website,
 * tasks, trainings and assessments of an office, and what these and the ledger
 * know of the numbers that its text states.
 */

CREATE TABLE IF NOT EXISTS disclosure.catalogue_item (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	item_no text NOT NULL,
	field text NOT NULL,
	item text NOT NULL,
	basis text,
	channel text,
	within_days integer NOT NULL DEFAULT 20,
	every_days integer,
	formed_on date,
	last_disclosed_on date,
	PRIMARY KEY (unit_id, item_no)
);
COMMENT ON TABLE disclosure.catalogue_item IS '公开目录：一个事项一行，什么时候应公开、最近什么时候公开';
COMMENT ON COLUMN disclosure.catalogue_item.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.catalogue_item.item_no IS '目录中的序号';
COMMENT ON COLUMN disclosure.catalogue_item.field IS '领域，如试点领域的名称';
COMMENT ON COLUMN disclosure.catalogue_item.item IS '公开事项';
COMMENT ON COLUMN disclosure.catalogue_item.basis IS '公开的依据';
COMMENT ON COLUMN disclosure.catalogue_item.channel IS '公开渠道';
COMMENT ON COLUMN disclosure.catalogue_item.within_days IS '形成或变更后几个工作日内公开，依《政府信息公开条例》第二十六条为 20';
COMMENT ON COLUMN disclosure.catalogue_item.every_days IS '定期公开的，每隔几日；不定期的为空';
COMMENT ON COLUMN disclosure.catalogue_item.formed_on IS '信息最近一次形成或变更之日';
COMMENT ON COLUMN disclosure.catalogue_item.last_disclosed_on IS '最近一次公开之日；登记在 disclosed_item、写明目录序号的不必填';

CREATE INDEX IF NOT EXISTS disclosed_item_catalogue ON disclosure.disclosed_item (unit_id, catalogue_no, disclosed_on) WHERE catalogue_no IS NOT NULL;

CREATE TABLE IF NOT EXISTS disclosure.site_column (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	name text NOT NULL,
	address text,
	every_days integer NOT NULL,
	last_updated_on date,
	PRIMARY KEY (unit_id, name)
);
COMMENT ON TABLE disclosure.site_column IS '网站的公开栏目：多久应更新一次，最近什么时候更新';
COMMENT ON COLUMN disclosure.site_column.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.site_column.name IS '栏目名称';
COMMENT ON COLUMN disclosure.site_column.address IS '网址';
COMMENT ON COLUMN disclosure.site_column.every_days IS '至少几日更新一次';
COMMENT ON COLUMN disclosure.site_column.last_updated_on IS '最近一次更新之日；栏目空白的为空';

CREATE TABLE IF NOT EXISTS disclosure.task (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	year integer NOT NULL,
	task_no text NOT NULL,
	task text NOT NULL,
	source text,
	due_on date,
	done_on date,
	PRIMARY KEY (unit_id, year, task_no)
);
COMMENT ON TABLE disclosure.task IS '年度工作任务：工作要点、评估问题清单分解到各单位的';
COMMENT ON COLUMN disclosure.task.unit_id IS '承担任务的单位';
COMMENT ON COLUMN disclosure.task.year IS '年度';
COMMENT ON COLUMN disclosure.task.task_no IS '任务编号';
COMMENT ON COLUMN disclosure.task.task IS '任务';
COMMENT ON COLUMN disclosure.task.source IS '出自哪个文件或清单';
COMMENT ON COLUMN disclosure.task.due_on IS '应完成之日';
COMMENT ON COLUMN disclosure.task.done_on IS '完成之日';

CREATE TABLE IF NOT EXISTS disclosure.training (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	held_on date NOT NULL,
	title text NOT NULL,
	people integer,
	approximate boolean NOT NULL DEFAULT false,
	PRIMARY KEY (unit_id, held_on, title)
);
COMMENT ON TABLE disclosure.training IS '业务培训：一次一行';
COMMENT ON COLUMN disclosure.training.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.training.held_on IS '举办之日';
COMMENT ON COLUMN disclosure.training.title IS '名称';
COMMENT ON COLUMN disclosure.training.people IS '参加人次';
COMMENT ON COLUMN disclosure.training.approximate IS '人次是否约数，如“100余人次”';

CREATE TABLE IF NOT EXISTS disclosure.assessment (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	assessment_no text NOT NULL,
	kind text NOT NULL,
	held_on date NOT NULL,
	assessor text,
	findings text,
	rectified_on date,
	PRIMARY KEY (unit_id, assessment_no)
);
COMMENT ON TABLE disclosure.assessment IS '考核评估：一次没有问题的一行，有问题的一个问题一行；同类同日的算一次';
COMMENT ON COLUMN disclosure.assessment.unit_id IS '被考核评估的单位';
COMMENT ON COLUMN disclosure.assessment.assessment_no IS '编号';
COMMENT ON COLUMN disclosure.assessment.kind IS '类别：outside 第三方评估，superior 上级考核，self 自查';
COMMENT ON COLUMN disclosure.assessment.held_on IS '开展之日';
COMMENT ON COLUMN disclosure.assessment.assessor IS '由谁开展';
COMMENT ON COLUMN disclosure.assessment.findings IS '反馈的问题；没有问题的为空';
COMMENT ON COLUMN disclosure.assessment.rectified_on IS '整改完成之日';

CREATE OR REPLACE FUNCTION disclosure.check_section_one()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong text;
BEGIN
	IF EXISTS (SELECT FROM jsonb_each_text(to_jsonb(NEW)) c
			WHERE c.key LIKE E'%\\_on' AND (c.value < '1949-10-01' OR c.value > '2099-12-31')) THEN
		wrong := '日期不在 1949-10-01 至 2099-12-31 之间';
	ELSIF EXISTS (SELECT FROM jsonb_each_text(to_jsonb(NEW)) c WHERE c.key LIKE E'%\\_days' AND NOT c.value::bigint BETWEEN 1 AND 10000) THEN
		wrong := '天数须在 1 至 10000 之间';
	ELSIF TG_TABLE_NAME = 'task' THEN
		IF NEW.year NOT BETWEEN 2008 AND 2099 THEN
			wrong := '年度不在 2008 至 2099 之间';
		END IF;
	ELSIF TG_TABLE_NAME = 'training' THEN
		IF NEW.people NOT BETWEEN 0 AND 10000000 THEN
			wrong := '参加人次不得为负，也不会超过一千万';
		END IF;
	ELSIF TG_TABLE_NAME = 'assessment' THEN
		IF NEW.rectified_on < NEW.held_on THEN
			wrong := '整改完成之日早于开展之日';
		ELSIF NEW.rectified_on IS NOT NULL AND NEW.findings IS NULL THEN
			wrong := '没有写反馈的问题，而有整改完成之日';
		END IF;
	END IF;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('%s：%s', TG_ARGV[0], wrong), relation => TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_section_one() IS
'trigger before a row of catalogue_item, site_column, task, training or assessment: its days and numbers can be; the argument is what a row is called';

DO $$
DECLARE
	held record;
BEGIN
	FOR held IN SELECT * FROM (VALUES ('catalogue_item', '公开事项'), ('site_column', '栏目'), ('task', '任务'), ('training', '培训'),
			('assessment', '考核评估')) t(name, label) LOOP
		EXECUTE format('CREATE OR REPLACE TRIGGER %1$s_check BEFORE INSERT OR UPDATE ON disclosure.%1$s
			FOR EACH ROW EXECUTE FUNCTION disclosure.check_section_one(%2$L)', held.name, held.label);
		EXECUTE format('COMMENT ON TRIGGER %1$s_check ON disclosure.%1$s IS ''日期和数须合理''', held.name);
	END LOOP;
END
$$;
CREATE OR REPLACE TRIGGER catalogue_item_plain BEFORE INSERT OR UPDATE OF item_no ON disclosure.catalogue_item
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.item_no)) EXECUTE FUNCTION disclosure.require_plain_keys('item_no');
COMMENT ON TRIGGER catalogue_item_plain ON disclosure.catalogue_item IS '序号不是空的，前后没有空白，没有全角的字母、数字';
CREATE OR REPLACE TRIGGER task_plain BEFORE INSERT OR UPDATE OF task_no ON disclosure.task
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.task_no)) EXECUTE FUNCTION disclosure.require_plain_keys('task_no');
COMMENT ON TRIGGER task_plain ON disclosure.task IS '编号不是空的，前后没有空白，没有全角的字母、数字';
CREATE OR REPLACE TRIGGER assessment_plain BEFORE INSERT OR UPDATE OF assessment_no ON disclosure.assessment
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.assessment_no)) EXECUTE FUNCTION disclosure.require_plain_keys('assessment_no');
COMMENT ON TRIGGER assessment_plain ON disclosure.assessment IS '编号不是空的，前后没有空白，没有全角的字母、数字';
CREATE OR REPLACE TRIGGER catalogue_item_words BEFORE INSERT OR UPDATE ON disclosure.catalogue_item
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('channel', 'item_channel');
COMMENT ON TRIGGER catalogue_item_words ON disclosure.catalogue_item IS '代码须可用';
CREATE OR REPLACE TRIGGER assessment_words BEFORE INSERT OR UPDATE ON disclosure.assessment
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('kind', 'assessment_kind');
COMMENT ON TRIGGER assessment_words ON disclosure.assessment IS '代码须可用';

/* For views, which one day of an unknown year must not break. */
CREATE OR REPLACE FUNCTION disclosure.known_working_day(day date, days integer, unit_id text)
RETURNS date
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN disclosure.working_day_add(day, days, coalesce(disclosure.unit_calendar(known_working_day.unit_id),
		ROW(NULL, NULL, NULL)::disclosure.calendar_days));
EXCEPTION WHEN datetime_field_overflow THEN
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.known_working_day(date, integer, text) IS
'the day some working days of a unit after another, or NULL if its calendar does not reach so far';

/* Due is what was formed after it was last disclosed, what is disclosed regularly and was not, and what never was disclosed. */
CREATE OR REPLACE VIEW disclosure.catalogue_due WITH (security_invoker = true) AS
SELECT c.unit_id, u.name AS unit_name, c.item_no, c.field, c.item, c.basis, disclosure.ledger_word_label('item_channel', c.channel) AS channel_label,
	l.last_disclosed_on, d.due_on, d.due_on - current_date AS days_left,
	CASE WHEN d.due_on < current_date THEN '逾期未公开' WHEN d.due_on IS NULL AND l.last_disclosed_on IS NULL THEN '从未公开' ELSE '待公开' END AS state_label
FROM disclosure.catalogue_item c
JOIN disclosure.unit u ON u.unit_id = c.unit_id
CROSS JOIN LATERAL (
	SELECT greatest(c.last_disclosed_on, max(i.disclosed_on)) AS last_disclosed_on
	FROM disclosure.disclosed_item i
	WHERE i.unit_id = c.unit_id AND i.catalogue_no = c.item_no) l
CROSS JOIN LATERAL (
	SELECT c.formed_on > coalesce(l.last_disclosed_on, '-infinity') AS is_formed) f
CROSS JOIN LATERAL (
	SELECT CASE WHEN f.is_formed THEN disclosure.known_working_day(c.formed_on, c.within_days, c.unit_id)
		ELSE l.last_disclosed_on + c.every_days END AS due_on OFFSET 0) d
WHERE f.is_formed OR l.last_disclosed_on IS NULL OR d.due_on <= current_date;
COMMENT ON VIEW disclosure.catalogue_due IS '公开目录中应公开而未公开的事项';
COMMENT ON COLUMN disclosure.catalogue_due.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.catalogue_due.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.catalogue_due.item_no IS '目录中的序号';
COMMENT ON COLUMN disclosure.catalogue_due.field IS '领域';
COMMENT ON COLUMN disclosure.catalogue_due.item IS '公开事项';
COMMENT ON COLUMN disclosure.catalogue_due.basis IS '公开的依据';
COMMENT ON COLUMN disclosure.catalogue_due.channel_label IS '公开渠道';
COMMENT ON COLUMN disclosure.catalogue_due.last_disclosed_on IS '最近一次公开之日';
COMMENT ON COLUMN disclosure.catalogue_due.due_on IS '应在哪一日以前公开；没有登记形成之日的、放假安排尚未登记的为空';
COMMENT ON COLUMN disclosure.catalogue_due.days_left IS '还剩几日，逾期为负';
COMMENT ON COLUMN disclosure.catalogue_due.state_label IS '状态：待公开，逾期未公开，从未公开';

CREATE OR REPLACE VIEW disclosure.blank_column WITH (security_invoker = true) AS
SELECT c.unit_id, u.name AS unit_name, c.name, c.address
FROM disclosure.site_column c
JOIN disclosure.unit u ON u.unit_id = c.unit_id
WHERE c.last_updated_on IS NULL;
COMMENT ON VIEW disclosure.blank_column IS '空白的栏目';
COMMENT ON COLUMN disclosure.blank_column.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.blank_column.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.blank_column.name IS '栏目名称';
COMMENT ON COLUMN disclosure.blank_column.address IS '网址';

CREATE OR REPLACE VIEW disclosure.stale_column WITH (security_invoker = true) AS
SELECT c.unit_id, u.name AS unit_name, c.name, c.address, c.every_days, c.last_updated_on,
	current_date - c.last_updated_on - c.every_days AS days_over
FROM disclosure.site_column c
JOIN disclosure.unit u ON u.unit_id = c.unit_id
WHERE c.last_updated_on + c.every_days < current_date;
COMMENT ON VIEW disclosure.stale_column IS '更新不及时的栏目';
COMMENT ON COLUMN disclosure.stale_column.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.stale_column.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.stale_column.name IS '栏目名称';
COMMENT ON COLUMN disclosure.stale_column.address IS '网址';
COMMENT ON COLUMN disclosure.stale_column.every_days IS '至少几日更新一次';
COMMENT ON COLUMN disclosure.stale_column.last_updated_on IS '最近一次更新之日';
COMMENT ON COLUMN disclosure.stale_column.days_over IS '超过几日';

CREATE OR REPLACE VIEW disclosure.open_task WITH (security_invoker = true) AS
SELECT t.unit_id, u.name AS unit_name, t.year, t.task_no, t.task, t.source, t.due_on, t.due_on - current_date AS days_left
FROM disclosure.task t
JOIN disclosure.unit u ON u.unit_id = t.unit_id
WHERE t.done_on IS NULL;
COMMENT ON VIEW disclosure.open_task IS '尚未完成的工作任务';
COMMENT ON COLUMN disclosure.open_task.unit_id IS '承担任务的单位';
COMMENT ON COLUMN disclosure.open_task.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.open_task.year IS '年度';
COMMENT ON COLUMN disclosure.open_task.task_no IS '任务编号';
COMMENT ON COLUMN disclosure.open_task.task IS '任务';
COMMENT ON COLUMN disclosure.open_task.source IS '出自哪个文件或清单';
COMMENT ON COLUMN disclosure.open_task.due_on IS '应完成之日';
COMMENT ON COLUMN disclosure.open_task.days_left IS '还剩几日，逾期为负';

CREATE OR REPLACE VIEW disclosure.open_assessment WITH (security_invoker = true) AS
SELECT a.unit_id, u.name AS unit_name, a.assessment_no, disclosure.ledger_word_label('assessment_kind', a.kind) AS kind_label, a.held_on, a.assessor,
	a.findings
FROM disclosure.assessment a
JOIN disclosure.unit u ON u.unit_id = a.unit_id
WHERE a.findings IS NOT NULL AND a.rectified_on IS NULL;
COMMENT ON VIEW disclosure.open_assessment IS '考核评估反馈、尚未整改的问题';
COMMENT ON COLUMN disclosure.open_assessment.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.open_assessment.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.open_assessment.assessment_no IS '编号';
COMMENT ON COLUMN disclosure.open_assessment.kind_label IS '类别';
COMMENT ON COLUMN disclosure.open_assessment.held_on IS '开展之日';
COMMENT ON COLUMN disclosure.open_assessment.assessor IS '由谁开展';
COMMENT ON COLUMN disclosure.open_assessment.findings IS '反馈的问题';

/*
 * An indicator that a rule on the text compares with a cell is that cell.  A
 * supplied number stands before what the office's own lines give; what a part
 * of the ledger counts is never supplied, see check_supplied_figure().
 */
CREATE OR REPLACE FUNCTION disclosure.ledger_indicators(unit_id text, year integer)
RETURNS SETOF disclosure.ledger_indicator_row
LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	first date := make_date(ledger_indicators.year, 1, 1);
	last date := make_date(ledger_indicators.year, 12, 31);
	compiled disclosure.figures := disclosure.compile_figures(ledger_indicators.unit_id, ledger_indicators.year);
	keeps_requests boolean := EXISTS (SELECT FROM disclosure.ledger l WHERE l.unit_id = ledger_indicators.unit_id
		AND disclosure.in_years(ledger_indicators.year, l.from_year, l.to_year) AND 'requests' = ANY (l.keeps));
BEGIN
	RETURN QUERY
	WITH received AS (
		SELECT r.unit_id, r.request_no, r.channel, r.received_on, r.decided_on
		FROM disclosure.counted_entries(ledger_indicators.unit_id, ledger_indicators.year, 'requests') e
		JOIN disclosure.request r ON r.unit_id = e.unit_id AND r.request_no = e.entry_no
		WHERE keeps_requests
	), event AS (
		SELECT e.unit_id, e.request_no, e.kind, coalesce(e.amount, (SELECT n.amount FROM disclosure.request_event n
			WHERE n.unit_id = e.unit_id AND n.request_no = e.request_no AND n.kind = 'fee_noticed' AND n.happened_on <= e.happened_on
			ORDER BY n.happened_on DESC, n.seq DESC LIMIT 1)) AS amount
		FROM received r
		JOIN disclosure.request_event e ON e.unit_id = r.unit_id AND e.request_no = r.request_no
		WHERE e.happened_on BETWEEN first AND last AND e.kind IN ('extended', 'fee_noticed', 'fee_paid')
	), item AS (
		/* who enters documents alone has not entered what it disclosed */
		SELECT i.item_no, i.disclosed_on FROM disclosure.disclosed_item i
		WHERE i.unit_id = ledger_indicators.unit_id AND i.disclosed_on <= last AND EXISTS (SELECT FROM disclosure.disclosed_item o
			WHERE o.unit_id = i.unit_id AND o.kind = 'other' AND o.disclosed_on BETWEEN first AND last)
	), known(place, indicator, value, approximate, cumulative, source) AS (
		SELECT 1, t.found[1], disclosure.value_of(compiled, t.found[2]), false, false, 'cell'
		FROM disclosure.text_rule r
		CROSS JOIN LATERAL regexp_match(r.statement, E'^text\\.(\\w+) = ((?:requests|remedies|proactive)\\.[\\w.]+)(?: or text\\.\\1 = \\2 - [\\w.]+)?$') t(found)
		WHERE t.found IS NOT NULL AND ledger_indicators.year BETWEEN r.from_year AND r.to_year
	UNION ALL
		SELECT 1, c.indicator, count(r.channel), false, false, 'request'
		FROM (VALUES ('requests_online', '{online}'::text[]), ('requests_by_letter', '{post,ordinary_post}'), ('requests_in_person', '{in_person}'),
			('requests_by_fax', '{fax}'), ('requests_by_email', '{email}'), ('requests_otherwise', '{other}')) c(indicator, channels)
		LEFT JOIN received r ON r.channel = ANY (c.channels) AND r.received_on BETWEEN first AND last
		WHERE keeps_requests
		GROUP BY c.indicator
	UNION ALL
		SELECT 1, c.indicator, c.value, false, false, 'request'
		FROM (SELECT count(DISTINCT (e.unit_id, e.request_no)) FILTER (WHERE e.kind = 'extended') AS extended,
				count(DISTINCT (e.unit_id, e.request_no)) FILTER (WHERE e.kind = 'fee_paid') AS paid,
				count(*) FILTER (WHERE e.kind = 'fee_noticed') AS noticed,
				coalesce(sum(e.amount) FILTER (WHERE e.kind = 'fee_paid'), 0) AS fee
			FROM event e) e
		CROSS JOIN LATERAL (VALUES ('requests_extended', e.extended::numeric), ('fee_requests', e.paid), ('fee_notices', e.noticed), ('fee', e.fee),
			/* not known if one was answered in a year whose holidays are not */
			('requests_late', (SELECT CASE WHEN bool_or(d.unknown_year <= extract(year FROM r.decided_on)) IS NOT TRUE
					THEN count(*) FILTER (WHERE d.late) END FROM received r
				JOIN disclosure.request_due d ON d.unit_id = r.unit_id AND d.request_no = r.request_no
				WHERE r.decided_on BETWEEN first AND last))) c(indicator, value)
		WHERE keeps_requests
	UNION ALL
		SELECT 3, 'disclosed', count(*), false, k.cumulative, 'entry'
		FROM (VALUES (false), (true)) k(cumulative)
		JOIN item i ON k.cumulative OR i.disclosed_on >= first
		GROUP BY k.cumulative
	UNION ALL
		SELECT 3, c.indicator, count(*), false, false, 'entry'
		FROM (VALUES ('disclosed_on_website', '{website}'::text[]), ('disclosed_on_platform', '{platform}'), ('disclosed_on_wechat', '{wechat}'),
			('disclosed_on_weibo', '{weibo}'), ('disclosed_on_other_media', '{other_media}'), ('disclosed_in_press', '{press}'),
			('disclosed_otherwise', '{gazette,other}')) c(indicator, channels)
		JOIN disclosure.disclosed_channel d ON d.unit_id = ledger_indicators.unit_id AND d.channel = ANY (c.channels)
			AND d.disclosed_on BETWEEN first AND last
		JOIN item i ON i.item_no = d.item_no
		GROUP BY c.indicator
	UNION ALL
		SELECT 3, c.indicator, c.value, false, false, 'entry'
		FROM (SELECT count(*) AS reviewed, count(*) FILTER (WHERE i.review_result = 'kept') AS kept,
				count(*) FILTER (WHERE i.review_result = 'revised') AS revised,
				count(*) FILTER (WHERE i.review_result = 'repealed') AS repealed
			FROM disclosure.disclosed_item i
			WHERE i.unit_id = ledger_indicators.unit_id AND i.kind = 'normative_documents' AND i.reviewed_on BETWEEN first AND last
			HAVING count(*) > 0) i
		CROSS JOIN LATERAL (VALUES ('normative_documents_reviewed', i.reviewed), ('normative_documents_kept', i.kept),
			('normative_documents_amended', i.revised), ('normative_documents_repealed', i.repealed)) c(indicator, value)
	UNION ALL
		SELECT 3, c.indicator, c.value, false, false, 'present'
		FROM (SELECT count(DISTINCT i.field) AS fields, count(*) AS items
			FROM disclosure.catalogue_item i WHERE i.unit_id = ledger_indicators.unit_id HAVING count(*) > 0) i
		CROSS JOIN LATERAL (VALUES ('pilot_fields', i.fields), ('catalogue_items', i.items), ('catalogue_items_due',
			(SELECT count(*) FROM disclosure.catalogue_due d WHERE d.unit_id = ledger_indicators.unit_id))) c(indicator, value)
	UNION ALL
		SELECT 3, c.indicator, c.value, false, false, 'present'
		FROM (SELECT count(*) AS columns FROM disclosure.site_column s WHERE s.unit_id = ledger_indicators.unit_id HAVING count(*) > 0) s
		CROSS JOIN LATERAL (VALUES ('site_columns', s.columns),
			('blank_columns', (SELECT count(*) FROM disclosure.blank_column b WHERE b.unit_id = ledger_indicators.unit_id)),
			('stale_columns', (SELECT count(*) FROM disclosure.stale_column b WHERE b.unit_id = ledger_indicators.unit_id))) c(indicator, value)
	UNION ALL
		SELECT 3, c.indicator, c.value, false, false, 'entry'
		FROM (SELECT count(*) AS tasks, count(t.done_on) AS done
			FROM disclosure.task t WHERE t.unit_id = ledger_indicators.unit_id AND t.year = ledger_indicators.year HAVING count(*) > 0) t
		CROSS JOIN LATERAL (VALUES ('tasks', t.tasks), ('tasks_done', t.done)) c(indicator, value)
	UNION ALL
		SELECT 3, c.indicator, c.value, c.approximate, false, 'entry'
		FROM (SELECT count(*) AS trainings, sum(t.people) AS people, bool_or(t.approximate) AS approximate
			FROM disclosure.training t WHERE t.unit_id = ledger_indicators.unit_id AND t.held_on BETWEEN first AND last HAVING count(*) > 0) t
		CROSS JOIN LATERAL (VALUES ('trainings', t.trainings, false), ('people_trained', t.people, t.approximate)) c(indicator, value, approximate)
	UNION ALL
		SELECT 3, c.indicator, c.value, false, false, 'entry'
		FROM (SELECT count(DISTINCT (a.kind, a.held_on)) AS assessments, count(a.findings) AS findings, count(a.rectified_on) AS rectified
			FROM disclosure.assessment a WHERE a.unit_id = ledger_indicators.unit_id AND a.held_on BETWEEN first AND last HAVING count(*) > 0) a
		CROSS JOIN LATERAL (VALUES ('assessments', a.assessments), ('assessment_findings', a.findings), ('findings_rectified', a.rectified)) c(indicator, value)
	UNION ALL
		SELECT 2, split_part(s.path, '.', 2), s.value, false, s.path LIKE '%.cumulative', 'supplied'
		FROM disclosure.supplied_figure s
		WHERE s.unit_id = ledger_indicators.unit_id AND s.year = ledger_indicators.year AND s.path LIKE 'text.%'
	)
	SELECT DISTINCT ON (k.indicator, k.cumulative) k.indicator, k.value, k.approximate, k.cumulative, k.source
	FROM known k
	WHERE k.value IS NOT NULL
	ORDER BY k.indicator, k.cumulative, k.place;
END
$$;
COMMENT ON FUNCTION disclosure.ledger_indicators(text, integer) IS
'the numbers of section one that a ledger, the lines of this office and what was supplied to it give for a year';

CREATE OR REPLACE VIEW disclosure.ledger_indicator WITH (security_invoker = true) AS
SELECT y.unit_id, y.year, i.indicator, t.label, i.value, i.approximate, i.cumulative, i.source
FROM (
	SELECT l.unit_id, y.year
	FROM disclosure.ledger l
	CROSS JOIN LATERAL generate_series(greatest(l.from_year, (SELECT min(f.first_year) FROM disclosure.form f)),
		least(l.to_year, extract(year FROM current_date)::integer)) y(year)
	UNION
	SELECT s.unit_id, s.year FROM disclosure.supplied_figure s WHERE s.path LIKE 'text.%') y
CROSS JOIN LATERAL disclosure.ledger_indicators(y.unit_id, y.year) i
LEFT JOIN disclosure.text_indicator t ON t.name = i.indicator;
COMMENT ON VIEW disclosure.ledger_indicator IS '台账所知的文字指标：第一部分的数由此写出';
COMMENT ON COLUMN disclosure.ledger_indicator.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.ledger_indicator.year IS '年度';
COMMENT ON COLUMN disclosure.ledger_indicator.indicator IS '指标，见 text_indicator';
COMMENT ON COLUMN disclosure.ledger_indicator.label IS '含义';
COMMENT ON COLUMN disclosure.ledger_indicator.value IS '数值';
COMMENT ON COLUMN disclosure.ledger_indicator.approximate IS '是否约数：实际数多于此数';
COMMENT ON COLUMN disclosure.ledger_indicator.cumulative IS '是否历年累计';
COMMENT ON COLUMN disclosure.ledger_indicator.source IS '出处：cell 表格的数，request 当年的申请，entry 当年的其他登记，present 目录、栏目等的现状，supplied 另行提供';

/*
 * Each number is its label, itself and its unit, as indicators.def has them, so
 * that narrative() reads it; zeros of details are left out.
 */
CREATE OR REPLACE FUNCTION disclosure.ledger_sections(unit_id text, year integer)
RETURNS SETOF disclosure.ledger_section_row
LANGUAGE sql STABLE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
	WITH heading(place, heading, topics) AS (VALUES
		(1, '（一）主动公开', '{disclosure,disclosure_channels,documents,interpretation}'::text[]),
		(2, '（二）依申请公开', '{requests,request_channels,request_results,request_reasons,fees,remedies}'),
		(3, '（三）政府信息管理', '{management}'),
		(4, '（四）平台建设', '{platform}'),
		(5, '（五）监督保障', '{supervision}')
	), known AS MATERIALIZED (
		SELECT i.* FROM disclosure.ledger_indicators(ledger_sections.unit_id, ledger_sections.year) i
	), number AS (
		SELECT t.topic, t.place, i.cumulative, i.indicator, i.value,
			CASE WHEN i.cumulative THEN format('截至%s年12月31日，累计', ledger_sections.year) ELSE '' END || t.label
				|| trim_scale(i.value) || CASE WHEN i.approximate THEN '余' ELSE '' END || split_part(t.units, ' ', 1) AS said
		FROM known i
		JOIN disclosure.text_indicators() WITH ORDINALITY t(name, label, units, topic, topic_label, is_fact, place) ON t.name = i.indicator
		WHERE i.value <> 0 OR t.topic IN ('disclosure', 'requests', 'fees', 'management', 'platform', 'supervision')
			AND i.indicator NOT IN ('requests_extended', 'requests_late')
			OR i.indicator IN ('reconsiderations', 'lawsuits')
	), sentence AS (
		SELECT h.place, h.heading, a.at, n.cumulative,
			string_agg(n.said, '，' ORDER BY n.place) || '。' || CASE WHEN a.topic = 'requests'
				AND bool_or(n.indicator = 'requests_answered' AND n.value > 0) AND EXISTS (SELECT FROM known k WHERE k.indicator = 'requests_late' AND k.value = 0)
				THEN '申请均在法定期限内答复。' ELSE '' END AS said
		FROM heading h
		CROSS JOIN LATERAL unnest(h.topics) WITH ORDINALITY a(topic, at)
		JOIN number n ON n.topic = a.topic
		GROUP BY h.place, h.heading, a.at, a.topic, n.cumulative
	)
	SELECT '一', '一、总体情况', string_agg(concat(h.heading, '。', s.said), E'\n' ORDER BY h.place)
	FROM heading h
	LEFT JOIN (
		SELECT s.place, format('%s年，', ledger_sections.year) || string_agg(s.said, '' ORDER BY s.at, s.cumulative) AS said
		FROM sentence s GROUP BY s.place) s ON s.place = h.place
	WHERE EXISTS (SELECT FROM number)
	HAVING count(*) > 0
	UNION ALL
	/* 国办公开办函〔2021〕30号: section six states the fees */
	SELECT '六', '六、其他需要报告的事项', format('%s年，', ledger_sections.year)
		|| string_agg(n.said, '，' ORDER BY n.indicator DESC) || '。'
	FROM (SELECT i.indicator, t.label || trim_scale(i.value) || split_part(t.units, ' ', 1) AS said
		FROM disclosure.ledger_indicators(ledger_sections.unit_id, ledger_sections.year) i
		JOIN disclosure.text_indicator t ON t.name = i.indicator
		WHERE i.indicator IN ('fee', 'fee_notices')) n
	WHERE ledger_sections.year >= 2021
	HAVING count(*) > 0
$$;
COMMENT ON FUNCTION disclosure.ledger_sections(text, integer) IS
'section one of a report in its five headings, and the fees of section six, written from ledger_indicators()';

/* What a person has written or changed stays; a section that still is as it was compiled is written anew. */
CREATE OR REPLACE FUNCTION disclosure.compile_text(unit_id text, year integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	present disclosure.report_text;
	compiled disclosure.ledger_section_row;
	said text;
BEGIN
	PERFORM disclosure.require_any_duty();
	PERFORM disclosure.require_duty(compile_text.unit_id, compile_text.year, 'fill'::text);
	PERFORM disclosure.lock_reports(ARRAY[compile_text.unit_id], ARRAY[compile_text.year], 'own'::text);
	PERFORM disclosure.begin_text(compile_text.year, compile_text.unit_id);
	SELECT * INTO present FROM disclosure.report_text t
	WHERE t.unit_id = compile_text.unit_id AND t.year = compile_text.year AND t.scope = 'own';
	present.sections := coalesce(present.sections, '{}');
	present.metadata := coalesce(present.metadata, '{}');
	FOR compiled IN SELECT * FROM disclosure.ledger_sections(compile_text.unit_id, compile_text.year) LOOP
		said := coalesce(present.sections #>> ARRAY[compiled.section, 'text'], '');
		CONTINUE WHEN said <> '' AND md5(said) IS DISTINCT FROM present.metadata #>> ARRAY['compiled', compiled.section];
		present.sections := present.sections || jsonb_build_object(compiled.section,
			jsonb_build_object('title', coalesce(present.sections #> ARRAY[compiled.section, 'title'], to_jsonb(compiled.title)), 'text', compiled.text));
		present.metadata := present.metadata || jsonb_build_object('compiled',
			coalesce(present.metadata -> 'compiled', '{}') || jsonb_build_object(compiled.section, md5(compiled.text)));
	END LOOP;
	UPDATE disclosure.report_text t SET sections = present.sections, metadata = present.metadata
	WHERE t.unit_id = present.unit_id AND t.year = present.year AND t.scope = present.scope
		AND (t.sections IS DISTINCT FROM present.sections OR t.metadata IS DISTINCT FROM present.metadata);
END
$$;
COMMENT ON FUNCTION disclosure.compile_text(text, integer) IS
'writes the sections of a draft that the ledger gives, but for those that a person has written or changed';

/*
 * Numbers of the text that a rule compares with a cell are not told twice, and
 * what changes from day to day is not compared with a text of last year.
 */
CREATE OR REPLACE FUNCTION disclosure.ledger_text_finding(unit_id text, year integer)
RETURNS SETOF disclosure.check_result
LANGUAGE sql STABLE COST 2000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT 'ledger.text_differs', 'info', 'fail', NULL, NULL::text[], NULL::numeric, NULL::numeric, NULL::numeric,
		format('文字中有%s个数与台账不符：%s', count(*), string_agg(format('“%s”，台账为%s', v.evidence, trim_scale(i.value)), '；' ORDER BY v.seq)),
		'核对文字和台账；说的不是同一件事的不必改。', NULL, '提示性', '不符',
		encode(sha256(convert_to(string_agg(concat_ws('=', i.indicator, v.value::text, i.value::text), ' ' ORDER BY v.seq), 'UTF8')), 'hex')
	FROM disclosure.ledger_indicators(ledger_text_finding.unit_id, ledger_text_finding.year) i
	JOIN disclosure.indicator_value v ON v.indicator = i.indicator AND v.cumulative = i.cumulative
	WHERE v.unit_id = ledger_text_finding.unit_id AND v.year = ledger_text_finding.year AND v.scope = 'own'
		AND i.source IN ('request', 'entry', 'supplied') AND coalesce(v.said_scope, 'own') = 'own' AND coalesce(v.said_year, ledger_text_finding.year) = ledger_text_finding.year
		AND (i.value < v.low OR i.value > v.high)
	HAVING count(*) > 0
$$;
COMMENT ON FUNCTION disclosure.ledger_text_finding(text, integer) IS
'the finding ledger.text_differs: numbers in the text of a report that are not those its ledger gives';
