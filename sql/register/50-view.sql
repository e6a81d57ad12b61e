CREATE VIEW disclosure.report_overview WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, u.name AS unit_name, r.origin, r.status,
	disclosure.forms_of(r.figures) AS form,
	disclosure.value_of(r.figures, 'requests.received.total')::bigint AS received,
	disclosure.value_of(r.figures, 'requests.carried_in.total')::bigint AS carried_in,
	disclosure.value_of(r.figures, 'requests.granted.total')::bigint AS granted,
	disclosure.value_of(r.figures, 'requests.partly_granted.total')::bigint AS partly_granted,
	disclosure.value_of(r.figures, 'requests.denied.total')::bigint AS denied,
	disclosure.value_of(r.figures, 'requests.unavailable.total')::bigint AS unavailable,
	disclosure.value_of(r.figures, 'requests.not_processed.total')::bigint AS not_processed,
	disclosure.value_of(r.figures, 'requests.other_handling.total')::bigint AS other_handling,
	disclosure.value_of(r.figures, 'requests.processed.total')::bigint AS processed,
	disclosure.value_of(r.figures, 'requests.carried_out.total')::bigint AS carried_out,
	disclosure.value_of(r.figures, 'remedies.reconsideration.total')::bigint AS reconsiderations,
	disclosure.value_of(r.figures, 'remedies.lawsuits.total')::bigint AS lawsuits,
	disclosure.blank_count(r.figures) AS blanks,
	f.errors::integer AS errors,
	f.warnings::integer AS warnings,
	f.unknown::integer AS unknown
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE c.severity = 'error' AND c.result = 'fail') AS errors,
		count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail') AS warnings,
		count(*) FILTER (WHERE c.result = 'unknown') AS unknown
	FROM disclosure.check_figures(r.figures) c) f;
COMMENT ON VIEW disclosure.report_overview IS '年度报告一览：一份报告一行';
COMMENT ON COLUMN disclosure.report_overview.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_overview.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_overview.scope IS '范围';
COMMENT ON COLUMN disclosure.report_overview.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.report_overview.origin IS '来源';
COMMENT ON COLUMN disclosure.report_overview.status IS '状态';
COMMENT ON COLUMN disclosure.report_overview.form IS '格式';
COMMENT ON COLUMN disclosure.report_overview.received IS '本年新收申请';
COMMENT ON COLUMN disclosure.report_overview.carried_in IS '上年结转申请';
COMMENT ON COLUMN disclosure.report_overview.granted IS '予以公开';
COMMENT ON COLUMN disclosure.report_overview.partly_granted IS '部分公开';
COMMENT ON COLUMN disclosure.report_overview.denied IS '不予公开';
COMMENT ON COLUMN disclosure.report_overview.unavailable IS '无法提供';
COMMENT ON COLUMN disclosure.report_overview.not_processed IS '不予处理';
COMMENT ON COLUMN disclosure.report_overview.other_handling IS '其他处理';
COMMENT ON COLUMN disclosure.report_overview.processed IS '办理结果总计';
COMMENT ON COLUMN disclosure.report_overview.carried_out IS '结转下年度';
COMMENT ON COLUMN disclosure.report_overview.reconsiderations IS '行政复议总计';
COMMENT ON COLUMN disclosure.report_overview.lawsuits IS '行政诉讼总计';
COMMENT ON COLUMN disclosure.report_overview.blanks IS '空白格数；各列为已填数字之和，空白未计入';
COMMENT ON COLUMN disclosure.report_overview.errors IS '强制性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.warnings IS '核实性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.unknown IS '无法核对的条数';

CREATE VIEW disclosure.report_cell WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.position, c.path, c.section, c.row_label, c.column_label,
	c.measure, c.value::numeric(25,6) AS value
FROM disclosure.report r
CROSS JOIN LATERAL disclosure.labelled_cells(r.figures) c;
COMMENT ON VIEW disclosure.report_cell IS '年度报告的每一格一行';
COMMENT ON COLUMN disclosure.report_cell.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_cell.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_cell.scope IS '范围';
COMMENT ON COLUMN disclosure.report_cell.position IS '顺序';
COMMENT ON COLUMN disclosure.report_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.report_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.report_cell.row_label IS '行标签，前面是分组标签';
COMMENT ON COLUMN disclosure.report_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.report_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.report_cell.value IS '数值，空白为 NULL';

CREATE VIEW disclosure.finding WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual,
	c.difference, c.message, c.advice, c.caused_by, false AS explained, c.severity_label, c.result_label
FROM disclosure.report r
CROSS JOIN LATERAL disclosure.check_figures(r.figures) c;
COMMENT ON VIEW disclosure.finding IS '核对结果：随时按现有数字计算';
COMMENT ON COLUMN disclosure.finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.finding.scope IS '范围';
COMMENT ON COLUMN disclosure.finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.finding.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.finding.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.finding.why IS '无法核对的原因';
COMMENT ON COLUMN disclosure.finding.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.finding.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.finding.message IS '说明';
COMMENT ON COLUMN disclosure.finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.finding.caused_by IS '与哪一条同因';
COMMENT ON COLUMN disclosure.finding.explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.finding.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.finding.result_label IS '结果：不符、无法核对';
