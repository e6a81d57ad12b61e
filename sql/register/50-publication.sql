/* Publications: which version of a report was published when. */

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
	accepted jsonb,
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
COMMENT ON COLUMN disclosure.publication.statement IS '更正说明：由改动的单元格和文字自动写成';
COMMENT ON COLUMN disclosure.publication.accepted IS '公布时带着的、经说明和认可的问题';

/* The part that differs, for a statement: what two texts have in common at both ends is cut to a few characters. */
CREATE OR REPLACE FUNCTION disclosure.text_difference(old text, new text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	a integer := 0;
	z integer := 0;
	step integer;
	around CONSTANT integer := 4;
	longest CONSTANT integer := 40;
	parts text[];
	piece text;
BEGIN
	IF old = '' OR old IS NULL THEN
		RETURN '新增文字';
	ELSIF new = '' OR new IS NULL THEN
		RETURN '删去文字';
	END IF;
	/* by halves, for texts may be long */
	FOREACH step IN ARRAY ARRAY(SELECT (2 ^ i)::integer FROM generate_series(20, 0, -1) i) LOOP
		IF a + step <= least(length(old), length(new)) AND left(old, a + step) = left(new, a + step) THEN
			a := a + step;
		END IF;
	END LOOP;
	FOREACH step IN ARRAY ARRAY(SELECT (2 ^ i)::integer FROM generate_series(20, 0, -1) i) LOOP
		IF z + step <= least(length(old), length(new)) - a AND right(old, z + step) = right(new, z + step) THEN
			z := z + step;
		END IF;
	END LOOP;
	FOREACH piece IN ARRAY ARRAY[old, new] LOOP
		piece := substring(piece FROM greatest(a - around, 0) + 1
			FOR length(piece) - a - z + least(a, around) + least(z, around));
		parts := parts || CASE WHEN length(piece) > longest THEN left(piece, longest) || '……' ELSE piece END;
	END LOOP;
	RETURN format('“%s”改为“%s”', parts[1], parts[2]);
END
$$;
COMMENT ON FUNCTION disclosure.text_difference(text, text) IS 'how one text differs from another, in a clause of a statement';

CREATE OR REPLACE FUNCTION disclosure.words_statement(old jsonb, new jsonb)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(format('%s：%s', d.label, disclosure.text_difference(d.old, d.new)), E'\n' ORDER BY d.place, d.label) FROM (
		SELECT 0 AS place, l.label, old ->> l.key AS old, new ->> l.key AS new
		FROM (VALUES ('title', '标题'), ('unit_name', '单位名称'), ('index_number', '索引号'), ('document_number', '文号'), ('contact', '联系方式')) l(key, label)
		UNION ALL
		SELECT position(coalesce(o.key, n.key) IN '一二三四五六') + 1, format('第%s部分', coalesce(o.key, n.key)),
			concat_ws(E'\n', o.value ->> 'title', o.value ->> 'text'), concat_ws(E'\n', n.value ->> 'title', n.value ->> 'text')
		FROM jsonb_each(CASE jsonb_typeof(old -> 'sections') WHEN 'object' THEN old -> 'sections' ELSE '{}' END) o
		FULL JOIN jsonb_each(CASE jsonb_typeof(new -> 'sections') WHEN 'object' THEN new -> 'sections' ELSE '{}' END) n ON n.key = o.key) d
	WHERE coalesce(d.old, '') <> coalesce(d.new, '')
$$;
COMMENT ON FUNCTION disclosure.words_statement(jsonb, jsonb) IS
'what a correction changes in the words of a report, a line each; NULL if nothing';

CREATE OR REPLACE FUNCTION disclosure.is_abolished(unit_id text, year integer, day date)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT EXISTS (SELECT FROM disclosure.reporter p
		WHERE p.unit_id = is_abolished.unit_id AND disclosure.in_years(is_abolished.year, p.from_year, p.to_year)
			AND p.to_date <= is_abolished.day)
$$;
COMMENT ON FUNCTION disclosure.is_abolished(text, integer, date) IS
'was a unit that owes a report for a year abolished by some day?';

/* The year of a unit that was abolished is over on that day. */
CREATE OR REPLACE FUNCTION disclosure.impossible_date(unit_id text, year integer, published_on date)
RETURNS text
LANGUAGE sql STABLE
RETURN CASE WHEN published_on > current_date THEN format('公布日期 %s 还没有到', to_char(published_on, 'YYYY-MM-DD'))
	WHEN published_on <= make_date(year, 12, 31) AND NOT disclosure.is_abolished(unit_id, year, published_on)
		THEN format('公布日期 %s 时 %s 年度还没有结束', to_char(published_on, 'YYYY-MM-DD'), year) END;
COMMENT ON FUNCTION disclosure.impossible_date(text, integer, date) IS
'why a unit cannot have published the report of a year on a day, NULL if it can';

/* Pages for the public link to it: an address of another kind could be a script. */
CREATE OR REPLACE FUNCTION disclosure.require_web_address(address text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF address !~* '^https?://[^[:space:][:cntrl:]]+$' THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('“%s”不是网址', left(address, 100)),
			'网址以 http:// 或 https:// 开头，中间没有空白；没有网址的不写。'::text, NULL::text, 'disclosure.publication'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_web_address(text) IS 'raises an error if a text is no address of a page of the web; NULL is none, and passes';

CREATE OR REPLACE FUNCTION disclosure.record_publication()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	last record;
	given date := nullif(current_setting('disclosure.published_on', true), '')::date;
	wrong text;
BEGIN
	IF TG_OP = 'UPDATE' AND OLD.origin = 'filed' AND OLD.status = 'published'
		AND NOT disclosure.figures_differ(NEW.figures, OLD.figures)
		AND (NEW.text_hash, NEW.page_hash) IS NOT DISTINCT FROM (OLD.text_hash, OLD.page_hash) THEN
		/* a report that was published with these figures and words */
		RETURN NULL;
	ELSIF given IS NULL AND (TG_OP = 'INSERT' OR NEW.issued_on IS DISTINCT FROM OLD.issued_on) THEN
		given := NEW.issued_on;
	END IF;
	given := coalesce(given, current_date);
	SELECT p.number, p.published_on, v.figures, t.words INTO last
	FROM disclosure.publication p
	JOIN disclosure.report_version v USING (unit_id, year, scope, version)
	JOIN disclosure.version_text t USING (unit_id, year, scope, version)
	WHERE p.unit_id = NEW.unit_id AND p.year = NEW.year AND p.scope = NEW.scope
	ORDER BY p.number DESC LIMIT 1;
	wrong := coalesce(disclosure.impossible_date(NEW.unit_id, NEW.year, given),
		CASE WHEN given < last.published_on THEN format('公布日期 %s 早于上一次公布的 %s', to_char(given, 'YYYY-MM-DD'),
				to_char(last.published_on, 'YYYY-MM-DD'))
			WHEN TG_OP = 'UPDATE' AND given < OLD.issued_on THEN format('公布日期 %s 早于报告上的日期 %s',
				to_char(given, 'YYYY-MM-DD'), to_char(OLD.issued_on, 'YYYY-MM-DD')) END);
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('单位 %s 的 %s 年度报告不能这样公布：%s', NEW.unit_id, NEW.year, wrong),
			hint => '核对公布日期（published_on）和报告上的日期（issued_on）。'::text);
	END IF;
	PERFORM disclosure.require_web_address(nullif(current_setting('disclosure.address', true), ''));
	INSERT INTO disclosure.publication (unit_id, year, scope, number, version, published_on, address, kind, statement, accepted)
	VALUES (NEW.unit_id, NEW.year, NEW.scope, coalesce(last.number, 0) + 1, NEW.version,
		given,
		nullif(current_setting('disclosure.address', true), ''),
		CASE WHEN last.number IS NULL THEN 'first' ELSE 'correction' END,
		CASE WHEN last.number IS NOT NULL THEN nullif(concat_ws(E'\n', disclosure.correction_statement(last.figures, NEW.figures),
			disclosure.words_statement(last.words, (SELECT t.words FROM disclosure.version_text t
				WHERE t.unit_id = NEW.unit_id AND t.year = NEW.year AND t.scope = NEW.scope AND t.version = NEW.version))), '') END,
		(SELECT jsonb_agg(jsonb_build_object('rule', f.rule, 'message', f.message, 'severity', f.severity, 'explanation', e.explanation,
				'written_by', e.written_by, 'accepted_by', e.accepted_by) ORDER BY f.severity, f.rule)
			FROM disclosure.finding f JOIN disclosure.explanation e USING (unit_id, year, scope, rule, fingerprint)
			WHERE f.unit_id = NEW.unit_id AND f.year = NEW.year AND f.scope = NEW.scope AND f.result = 'fail' AND e.accepted_by IS NOT NULL));
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_publication() IS
'trigger: what is published, as which version; a correction with its statement';
REVOKE ALL ON FUNCTION disclosure.record_publication() FROM PUBLIC;

/* Its name sorts behind report_version, whose row it refers to. */
CREATE OR REPLACE TRIGGER report_version_published
	AFTER INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW WHEN (NEW.origin = 'filed' AND NEW.status = 'published')
	EXECUTE FUNCTION disclosure.record_publication();
COMMENT ON TRIGGER report_version_published ON disclosure.report IS '公布时：留存公布记录';

/*
 * A gate that is deferred sees the report as the transaction leaves it.  What
 * was published on the way and is not any more has to pass before it goes.
 */
CREATE OR REPLACE FUNCTION disclosure.gate_published()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	messages text[];
BEGIN
	IF EXISTS (SELECT FROM disclosure.publication p
			JOIN disclosure.report_version v ON v.unit_id = p.unit_id AND v.year = p.year AND v.scope = p.scope AND v.version = p.version
			WHERE p.unit_id = OLD.unit_id AND p.year = OLD.year AND p.scope = OLD.scope
				AND v.transaction = pg_current_xact_id() AND v.changed_at >= transaction_timestamp()) THEN
		messages := disclosure.gate_messages(OLD.unit_id, OLD.year, OLD.scope, false);
		IF cardinality(messages) > 0 THEN
			PERFORM disclosure.refuse_report(OLD.unit_id, OLD.year, messages, TG_RELID::regclass, TG_NAME COLLATE "default");
		END IF;
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.gate_published() IS
'trigger before a published report gets another status: what this transaction published must have passed the gate';
REVOKE ALL ON FUNCTION disclosure.gate_published() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_published_gate
	BEFORE UPDATE ON disclosure.report
	FOR EACH ROW WHEN (OLD.origin = 'filed' AND OLD.status = 'published' AND NEW.status <> 'published')
	EXECUTE FUNCTION disclosure.gate_published();
COMMENT ON TRIGGER report_published_gate ON disclosure.report IS '退回前：本事务公布过的，须通过核对';

CREATE OR REPLACE VIEW disclosure.published_report WITH (security_invoker = true) AS
SELECT p.unit_id, p.year, p.scope, coalesce(n.name, u.name) AS unit_name, p.number, p.kind, p.published_on, p.address,
	p.statement, lead(p.number) OVER (PARTITION BY p.unit_id, p.year, p.scope ORDER BY p.number) IS NULL AS current, v.figures,
	p.version, w.words, w.source, w.page, p.accepted
FROM disclosure.publication p
JOIN disclosure.report_version v USING (unit_id, year, scope, version)
JOIN disclosure.version_text w USING (unit_id, year, scope, version)
JOIN disclosure.unit u ON u.unit_id = p.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = p.unit_id AND disclosure.in_years(p.year, n.from_year, n.to_year)
UNION ALL
SELECT r.unit_id, r.year, r.scope, coalesce(n.name, u.name), 1, 'first', r.issued_on, NULL, NULL, true, r.figures,
	r.version, w.words, w.source, w.page, NULL
FROM disclosure.report r
LEFT JOIN disclosure.version_text w ON w.unit_id = r.unit_id AND w.year = r.year AND w.scope = r.scope AND w.version = r.version
JOIN disclosure.unit u ON u.unit_id = r.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
/* a received one that its own register had recorded */
WHERE r.status = 'published' AND (r.origin = 'recorded' OR r.origin = 'received' AND NOT EXISTS (SELECT FROM disclosure.publication p WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope));
COMMENT ON VIEW disclosure.published_report IS '已公布的年度报告：每次公布一行，更正前的仍可查；收录的报告按其公布的数字';
COMMENT ON COLUMN disclosure.published_report.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.published_report.year IS '报告年度';
COMMENT ON COLUMN disclosure.published_report.scope IS '范围';
COMMENT ON COLUMN disclosure.published_report.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.published_report.number IS '第几次公布';
COMMENT ON COLUMN disclosure.published_report.kind IS 'first 首次公布，correction 更正';
COMMENT ON COLUMN disclosure.published_report.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.published_report.address IS '网址';
COMMENT ON COLUMN disclosure.published_report.statement IS '更正说明';
COMMENT ON COLUMN disclosure.published_report.current IS '是否现行的一次';
COMMENT ON COLUMN disclosure.published_report.figures IS '公布的全部数字';
COMMENT ON COLUMN disclosure.published_report.version IS '公布的是哪一版';
COMMENT ON COLUMN disclosure.published_report.words IS '公布的文字：report_text 的各列';
COMMENT ON COLUMN disclosure.published_report.source IS '页面原文';
COMMENT ON COLUMN disclosure.published_report.page IS '公布的文件';
COMMENT ON COLUMN disclosure.published_report.accepted IS '公布时带着的、经说明和认可的问题';

CREATE OR REPLACE VIEW disclosure.published_cell WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.position, c.path, c.section, c.row_label, c.column_label, c.measure,
	c.value::numeric(25,6) AS value
FROM disclosure.published_report r
CROSS JOIN LATERAL disclosure.labelled_cells(r.figures) c
WHERE r.current;
COMMENT ON VIEW disclosure.published_cell IS '现行公布的年度报告，每一格一行';
COMMENT ON COLUMN disclosure.published_cell.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.published_cell.year IS '报告年度';
COMMENT ON COLUMN disclosure.published_cell.scope IS '范围';
COMMENT ON COLUMN disclosure.published_cell.position IS '顺序';
COMMENT ON COLUMN disclosure.published_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.published_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.published_cell.row_label IS '行标签，前面是分组标签';
COMMENT ON COLUMN disclosure.published_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.published_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.published_cell.value IS '数值，空白为 NULL';
