/* Views for BI tools on what is wrong and what is owed. */

/* Findings with a key: the rule, and the place among those of the rule, for one with a "*" stands for several. */
CREATE OR REPLACE VIEW disclosure.numbered_finding WITH (security_invoker = true) AS
SELECT f.unit_id, f.year, f.scope, f.rule, f.severity, f.result, f.why, f.cells, f.expected, f.actual, f.difference, f.message, f.advice,
	f.caused_by, f.explained,
	(disclosure.bi_report_key(f.unit_id, f.year, f.scope) || '-' || CASE WHEN length(f.rule) <= 64 THEN f.rule ELSE md5(f.rule) END || '-'
		|| row_number() OVER (PARTITION BY f.unit_id, f.year, f.scope, f.rule ORDER BY f.cells, f.fingerprint, f.message))::varchar(160) AS finding_key
FROM disclosure.finding f;
COMMENT ON VIEW disclosure.numbered_finding IS '核对结果，每条有编号';
COMMENT ON COLUMN disclosure.numbered_finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.numbered_finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.numbered_finding.scope IS '范围';
COMMENT ON COLUMN disclosure.numbered_finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.numbered_finding.severity IS '级别';
COMMENT ON COLUMN disclosure.numbered_finding.result IS '结果';
COMMENT ON COLUMN disclosure.numbered_finding.why IS '无法核对的原因';
COMMENT ON COLUMN disclosure.numbered_finding.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.numbered_finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.numbered_finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.numbered_finding.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.numbered_finding.message IS '说明';
COMMENT ON COLUMN disclosure.numbered_finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.numbered_finding.caused_by IS '与哪一条同因';
COMMENT ON COLUMN disclosure.numbered_finding.explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.numbered_finding.finding_key IS '编号';

/* the label of a cell that a finding names: of last year and of units below with the word for it */
CREATE OR REPLACE FUNCTION disclosure.bi_cell_labels()
RETURNS SETOF disclosure.bi_cell_label
LANGUAGE sql STABLE ROWS 800
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT w.prefix || p.path, w.word || p.label, p.cell_no
	FROM disclosure.bi_places() p
	CROSS JOIN (VALUES ('', ''), ('previous.', '上年：'), ('children.', '所属单位：')) w(prefix, word)
	UNION ALL
	SELECT 'text.' || t.name, '文字：' || t.label, NULL FROM disclosure.text_indicator t
$$;
COMMENT ON FUNCTION disclosure.bi_cell_labels() IS 'labels of whatever a finding names as a cell';

CREATE OR REPLACE VIEW disclosure.bi_finding WITH (security_invoker = true) AS
SELECT f.finding_key,
	disclosure.bi_report_key(f.unit_id, f.year, f.scope)::varchar(64) AS report_key, disclosure.bi_code(f.unit_id)::varchar(32) AS unit_id, f.year, h.period_end,
	f.scope::varchar(16) AS scope, disclosure.bi_label('scope', f.scope)::varchar(32) AS scope_label, disclosure.bi_no('scope', f.scope) AS scope_no,
	h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	(CASE WHEN length(f.rule) <= 64 THEN f.rule ELSE md5(f.rule) END)::varchar(64) AS rule_code,
	f.severity::varchar(16) AS severity, disclosure.bi_label('severity', f.severity)::varchar(32) AS severity_label,
	disclosure.bi_no('severity', f.severity) AS severity_no,
	f.result::varchar(16) AS result, disclosure.bi_label('result', f.result)::varchar(32) AS result_label, disclosure.bi_no('result', f.result) AS result_no,
	f.why::varchar(32) AS why, coalesce(disclosure.bi_label('why', f.why), f.why)::varchar(64) AS why_label, disclosure.bi_no('why', f.why) AS why_no,
	/* all labels are looked up once, and not again for each finding */
	(SELECT string_agg(coalesce((SELECT jsonb_object_agg(l.path, l.label) FROM disclosure.bi_cell_labels() l) ->> c.path, c.path), '；' ORDER BY c.place)
		FROM unnest(f.cells) WITH ORDINALITY c(path, place)) AS cell_labels,
	disclosure.bi_amount(f.expected)::numeric(18,6) AS expected, disclosure.bi_amount(f.actual)::numeric(18,6) AS actual,
	disclosure.bi_amount(f.difference)::numeric(18,6) AS difference,
	f.message, f.advice, f.explained::integer::smallint AS is_explained, (f.caused_by IS NOT NULL)::integer::smallint AS is_consequence
FROM disclosure.numbered_finding f
CROSS JOIN LATERAL disclosure.bi_head(f.unit_id, f.year) h;
COMMENT ON VIEW disclosure.bi_finding IS '核对结果：一行是一条不符或无法核对，随时按现有数字计算';
COMMENT ON COLUMN disclosure.bi_finding.finding_key IS '核对结果编号：报告编号-规则-第几条';
COMMENT ON COLUMN disclosure.bi_finding.rule_code IS '规则代码：超过 64 字的，是它的 MD5';
COMMENT ON COLUMN disclosure.bi_finding.severity IS '级别代码';
COMMENT ON COLUMN disclosure.bi_finding.severity_label IS '级别';
COMMENT ON COLUMN disclosure.bi_finding.severity_no IS '级别排序';
COMMENT ON COLUMN disclosure.bi_finding.result IS '结果代码';
COMMENT ON COLUMN disclosure.bi_finding.result_label IS '结果';
COMMENT ON COLUMN disclosure.bi_finding.result_no IS '结果排序';
COMMENT ON COLUMN disclosure.bi_finding.why IS '无法核对的原因代码';
COMMENT ON COLUMN disclosure.bi_finding.why_label IS '无法核对的原因';
COMMENT ON COLUMN disclosure.bi_finding.why_no IS '无法核对的原因排序';
COMMENT ON COLUMN disclosure.bi_finding.cell_labels IS '涉及的单元格：用“；”隔开，一格一行的见 bi_finding_cell';
COMMENT ON COLUMN disclosure.bi_finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.bi_finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.bi_finding.difference IS '差额：右边减左边';
COMMENT ON COLUMN disclosure.bi_finding.message IS '说明';
COMMENT ON COLUMN disclosure.bi_finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.bi_finding.is_explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.bi_finding.is_consequence IS '是否与另一条同因';
SELECT disclosure.bi_describe('disclosure.bi_finding');

CREATE OR REPLACE VIEW disclosure.bi_finding_cell WITH (security_invoker = true) AS
SELECT (f.finding_key || '-' || c.place)::varchar(176) AS finding_cell_key, f.finding_key,
	disclosure.bi_report_key(f.unit_id, f.year, f.scope)::varchar(64) AS report_key, disclosure.bi_code(f.unit_id)::varchar(32) AS unit_id, f.year, h.period_end,
	f.scope::varchar(16) AS scope, disclosure.bi_label('scope', f.scope)::varchar(32) AS scope_label, disclosure.bi_no('scope', f.scope) AS scope_no,
	h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	c.path::varchar(96) AS path, coalesce(l.label, c.path)::varchar(128) AS cell_label, coalesce(l.cell_no, 999) AS cell_no
FROM disclosure.numbered_finding f
CROSS JOIN LATERAL disclosure.bi_head(f.unit_id, f.year) h
CROSS JOIN LATERAL unnest(f.cells) WITH ORDINALITY c(path, place)
LEFT JOIN disclosure.bi_cell_labels() l ON l.path = c.path;
COMMENT ON VIEW disclosure.bi_finding_cell IS '核对结果涉及的单元格：一行是一条核对结果的一格';
COMMENT ON COLUMN disclosure.bi_finding_cell.finding_cell_key IS '编号：核对结果编号-第几格';
COMMENT ON COLUMN disclosure.bi_finding_cell.finding_key IS '核对结果编号';
COMMENT ON COLUMN disclosure.bi_finding_cell.path IS '路径：previous. 上年，children. 所属单位，text. 文字';
COMMENT ON COLUMN disclosure.bi_finding_cell.cell_label IS '单元格';
COMMENT ON COLUMN disclosure.bi_finding_cell.cell_no IS '单元格排序';
SELECT disclosure.bi_describe('disclosure.bi_finding_cell');

/* What report_due lists, and what it need not list: published in time, or not due yet. */
CREATE OR REPLACE VIEW disclosure.bi_due WITH (security_invoker = true) AS
SELECT disclosure.bi_unit_key(d.unit_id, d.year)::varchar(64) AS due_key, h.unit_id, d.year, h.period_end, h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	d.due AS due_on,
	d.state::varchar(16) AS state, disclosure.bi_label('state', d.state)::varchar(32) AS state_label, disclosure.bi_no('state', d.state) AS state_no,
	d.status::varchar(16) AS status, disclosure.bi_label('status', d.status)::varchar(32) AS status_label, disclosure.bi_no('status', d.status) AS status_no,
	d.published_on, d.contact::varchar(64) AS contact, d.telephone::varchar(64) AS telephone
FROM disclosure.report_states_on(current_date) d
CROSS JOIN LATERAL disclosure.bi_head(d.unit_id, d.year) h;
COMMENT ON VIEW disclosure.bi_due IS '报送进度：一行是一个应报单位的一个已开始填报的年度；今天看';
COMMENT ON COLUMN disclosure.bi_due.due_key IS '编号：单位代码-年度';
COMMENT ON COLUMN disclosure.bi_due.due_on IS '公布期限：含当日';
COMMENT ON COLUMN disclosure.bi_due.state IS '情形代码';
COMMENT ON COLUMN disclosure.bi_due.state_label IS '情形：公布日期不详的，算按期';
COMMENT ON COLUMN disclosure.bi_due.state_no IS '情形排序';
COMMENT ON COLUMN disclosure.bi_due.status IS '报告状态代码：尚无报告的为空';
COMMENT ON COLUMN disclosure.bi_due.status_label IS '报告状态';
COMMENT ON COLUMN disclosure.bi_due.status_no IS '报告状态排序';
COMMENT ON COLUMN disclosure.bi_due.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.bi_due.contact IS '填报联系人';
COMMENT ON COLUMN disclosure.bi_due.telephone IS '填报联系电话';
SELECT disclosure.bi_describe('disclosure.bi_due');
