/* Rendering: a report of the register as a page, a document or data. */

CREATE OR REPLACE FUNCTION disclosure.scope_label(scope text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE scope WHEN 'own' THEN '本机关' WHEN 'level' THEN '本级（不含下级政府）' WHEN 'consolidated' THEN '全域汇总' END;
COMMENT ON FUNCTION disclosure.scope_label(text) IS 'a scope in Chinese';

CREATE OR REPLACE FUNCTION disclosure.chinese_date(day date)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT format('%s年%s月%s日', extract(year FROM day), extract(month FROM day), extract(day FROM day)) WHERE day IS NOT NULL $$;
COMMENT ON FUNCTION disclosure.chinese_date(date) IS 'a date as reports write it';

/* Lines of a document; one without a value is left out. */
CREATE OR REPLACE FUNCTION disclosure.document_lines(lines jsonb[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object('name', line -> 0, 'label', line -> 1, 'value', line -> 2) ORDER BY place), '[]')
	FROM unnest(lines) WITH ORDINALITY l(line, place) WHERE line ->> 2 <> ''
$$;
COMMENT ON FUNCTION disclosure.document_lines(jsonb[]) IS 'lines for render_document() from arrays of name, label and value';

/* The cells of a report that a failed finding names; those of other years and units are not on its page. */
CREATE OR REPLACE FUNCTION disclosure.doubtful_cells(unit_id text, year integer, scope text)
RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(DISTINCT f.path) FROM disclosure.form_cell f
	WHERE f.path IN (SELECT unnest(n.cells) FROM disclosure.finding n
		WHERE n.unit_id = doubtful_cells.unit_id AND n.year = doubtful_cells.year AND n.scope = doubtful_cells.scope AND n.result = 'fail')
$$;
COMMENT ON FUNCTION disclosure.doubtful_cells(text, integer, text) IS 'the cells of a report that failed findings name';

/*
 * Of a report that was published the publication is printed, whatever was
 * changed since.  Only a report that is not published has marked cells.
 */
CREATE OR REPLACE FUNCTION disclosure.render_report(unit_id text, year integer, scope text, format text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	p record;
	marked text[];
	status text;
	hash bytea;
	words jsonb;
BEGIN
	IF format IS NULL OR format NOT IN ('html', 'markdown', 'text', 'json') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('没有“%s”这种格式', format),
			hint => '格式是 html、markdown、text、json 之一。'::text);
	END IF;
	PERFORM disclosure.require_report(unit_id, year, scope);
	SELECT r.unit_name, r.number, r.kind, r.published_on, r.address, r.statement, r.figures, r.version, r.words INTO p
	FROM disclosure.published_report r
	WHERE r.unit_id = render_report.unit_id AND r.year = render_report.year AND r.scope = render_report.scope AND r.current;
	IF NOT FOUND THEN
		SELECT coalesce(n.name, u.name) AS unit_name, NULL::integer AS number, NULL::text AS kind, r.issued_on AS published_on,
			NULL::text AS address, NULL::text AS statement, r.figures, r.version, disclosure.text_content(t) AS words INTO p
		FROM disclosure.report r
		JOIN disclosure.unit u ON u.unit_id = r.unit_id
		LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
		LEFT JOIN disclosure.report_text t ON t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope
		WHERE r.unit_id = render_report.unit_id AND r.year = render_report.year AND r.scope = render_report.scope;
		status := (SELECT disclosure.status_label(r.status) FROM disclosure.report r
			WHERE r.unit_id = render_report.unit_id AND r.year = render_report.year AND r.scope = render_report.scope);
		marked := disclosure.doubtful_cells(unit_id, year, scope);
	END IF;
	hash := (SELECT v.hash FROM disclosure.report_version v
		WHERE v.unit_id = render_report.unit_id AND v.year = render_report.year AND v.scope = render_report.scope AND v.version = p.version);
	words := coalesce(p.words, '{}');
	RETURN disclosure.render_document(
		coalesce(words ->> 'title', format('%s%s年政府信息公开工作年度报告', p.unit_name, year)),
		disclosure.document_lines(ARRAY[
			jsonb_build_array('status', '状态', status),
			jsonb_build_array('index_number', '索引号', words -> 'index_number'),
			jsonb_build_array('document_number', '文号', words -> 'document_number'),
			jsonb_build_array('unit_name', '发布机构', coalesce(words ->> 'unit_name', p.unit_name)),
			jsonb_build_array('published_on', '发布日期', p.published_on),
			jsonb_build_array('year', '报告年度', year),
			jsonb_build_array('scope_label', '范围', disclosure.scope_label(scope)),
			jsonb_build_array('period', '统计期限', disclosure.chinese_date(date '2000-01-01' + (words ->> 'period_start')::integer)
				|| '至' || disclosure.chinese_date(date '2000-01-01' + (words ->> 'period_end')::integer)),
			jsonb_build_array('contact', '联系方式', words -> 'contact')]),
		words -> 'sections', p.figures, marked,
		disclosure.document_lines(ARRAY[
			jsonb_build_array('report_key', '报告编号', concat_ws('-', unit_id, year, scope)),
			jsonb_build_array('version', '版本', p.version),
			jsonb_build_array('publication_number', '第几次公布', p.number),
			jsonb_build_array('statement', '更正说明', p.statement),
			jsonb_build_array('address', '网址', p.address),
			jsonb_build_array('head', '校验值', p.version || ':' || encode(hash, 'hex')),
			jsonb_build_array('marked', '标记', CASE WHEN cardinality(marked) > 0 THEN '带※的格，核对中有问题' END)]),
		format);
END
$$;
COMMENT ON FUNCTION disclosure.render_report(text, integer, text, text) IS
'a report as html, markdown, text or json: what was published, if it was, else the draft with the cells marked that findings name';
