/* The overview: a line a report. */

CREATE OR REPLACE VIEW disclosure.report_overview WITH (security_invoker = true) AS
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
	coalesce(f.errors, 0)::integer AS errors,
	coalesce(f.warnings, 0)::integer AS warnings,
	coalesce(f.unknown, 0)::integer AS unknown,
	coalesce(f.unexplained, 0)::integer AS unexplained,
	coalesce(r.approved_by = r.submitted_by, false) AS self_approved,
	r.filled_by,
	CASE WHEN f.errors > 0 THEN disclosure.likeliest_repair(r.unit_id, r.year, r.scope) END AS suspect,
	coalesce(f.explained_errors, 0)::integer AS explained_errors
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
LEFT JOIN (
	SELECT c.unit_id, c.year, c.scope,
		count(*) FILTER (WHERE c.severity = 'error' AND c.result = 'fail') AS errors,
		count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail') AS warnings,
		count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail' AND NOT c.explained) AS unexplained,
		count(*) FILTER (WHERE c.severity = 'error' AND c.result = 'fail' AND c.explained) AS explained_errors,
		count(*) FILTER (WHERE c.result = 'unknown') AS unknown
	FROM disclosure.finding c
	GROUP BY c.unit_id, c.year, c.scope) f ON f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope;
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
COMMENT ON COLUMN disclosure.report_overview.unexplained IS '尚未说明的核实性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.self_approved IS '是否由报送人自行审核';
COMMENT ON COLUMN disclosure.report_overview.filled_by IS '代填单位';
COMMENT ON COLUMN disclosure.report_overview.suspect IS '最可能填错的单元格和应填的数，见 report_repair_parts()';
COMMENT ON COLUMN disclosure.report_overview.explained_errors IS '强制性不符中，与其他报告核对不符而经说明的条数';
