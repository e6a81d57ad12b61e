/* The tables counted from the ledger, and every number opened into its entries. */

CREATE TABLE IF NOT EXISTS disclosure.ledger (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL CHECK (from_year BETWEEN 2008 AND 2099),
	to_year integer CHECK (to_year >= from_year),
	keeps text[] NOT NULL DEFAULT '{requests,remedies,documents}'
		CHECK (keeps <@ ARRAY['requests', 'remedies', 'documents'] AND array_position(keeps, NULL) IS NULL AND keeps <> '{}'),
	remedy_basis text NOT NULL DEFAULT 'alive' CHECK (remedy_basis IN ('alive', 'filed')),
	PRIMARY KEY (unit_id, from_year)
);
COMMENT ON TABLE disclosure.ledger IS '台账范围：一个单位哪些年度的哪些表由台账计数；不在其中的留空，不作零';
COMMENT ON COLUMN disclosure.ledger.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.ledger.from_year IS '自哪个年度起';
COMMENT ON COLUMN disclosure.ledger.to_year IS '至哪个年度，空为至今';
COMMENT ON COLUMN disclosure.ledger.keeps IS '记哪些：requests 申请（表三），remedies 复议和诉讼（表四），documents 规章和规范性文件（表二）';
COMMENT ON COLUMN disclosure.ledger.remedy_basis IS '尚未审结的口径：alive 年末在审的全部，filed 只计本年受理的';

CREATE OR REPLACE TRIGGER ledger_overlap_insert AFTER INSERT ON disclosure.ledger
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER ledger_overlap_insert ON disclosure.ledger IS '同一单位的年度不得重叠';
CREATE OR REPLACE TRIGGER ledger_overlap_update AFTER UPDATE ON disclosure.ledger
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER ledger_overlap_update ON disclosure.ledger IS '同一单位的年度不得重叠';

/* numbers of other bureaus, once a year: licences, penalties, charges */
CREATE TABLE IF NOT EXISTS disclosure.supplied_figure (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	year integer NOT NULL,
	path text NOT NULL,
	value numeric NOT NULL,
	source text,
	supplied_by text,
	PRIMARY KEY (unit_id, year, path)
);
COMMENT ON TABLE disclosure.supplied_figure IS '其他机构每年提供的数：许可、处罚、强制、收费、各渠道公开的信息数等，不由台账计数';
COMMENT ON COLUMN disclosure.supplied_figure.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.supplied_figure.year IS '年度';
COMMENT ON COLUMN disclosure.supplied_figure.path IS '单元格的路径，或者 text. 加文字指标，历年累计的再加 .cumulative';
COMMENT ON COLUMN disclosure.supplied_figure.value IS '数值';
COMMENT ON COLUMN disclosure.supplied_figure.source IS '依据，如来文文号';
COMMENT ON COLUMN disclosure.supplied_figure.supplied_by IS '由谁提供';

CREATE OR REPLACE FUNCTION disclosure.ledger_part(path text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE split_part(path, '.', 1) WHEN 'requests' THEN 'requests' WHEN 'remedies' THEN 'remedies'
	WHEN 'proactive' THEN CASE WHEN split_part(path, '.', 2) IN ('government_rules', 'normative_documents')
		AND split_part(path, '.', 3) IN ('made', 'issued', 'repealed', 'in_force') THEN 'documents' END END;
COMMENT ON FUNCTION disclosure.ledger_part(text) IS 'which part of a ledger counts a cell: requests, remedies, documents, or NULL';

CREATE OR REPLACE FUNCTION disclosure.check_supplied_figure()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong text;
BEGIN
	PERFORM disclosure.require_year(NEW.year);
	IF NEW.path LIKE 'text.%' THEN
		IF NOT EXISTS (SELECT FROM disclosure.text_indicator t WHERE NOT t.is_fact AND NEW.path IN ('text.' || t.name, 'text.' || t.name || '.cumulative')) THEN
			wrong := '没有这个指标，可用的见 text_indicator；历年累计的在指标后加 .cumulative';
		ELSIF NEW.value <> trunc(NEW.value) AND NOT EXISTS (SELECT FROM disclosure.text_indicator t
				WHERE t.name = split_part(NEW.path, '.', 2) AND t.units ~ '[元%]') THEN
			wrong := '以件、次等计的数没有小数';
		ELSIF EXISTS (SELECT FROM disclosure.ledger_indicators(NEW.unit_id, NEW.year) i
				WHERE i.indicator = split_part(NEW.path, '.', 2) AND NOT NEW.path LIKE '%.cumulative' AND i.source IN ('cell', 'request')) THEN
			wrong := '这个数由台账计数，不能另行提供';
		END IF;
	ELSIF NOT EXISTS (SELECT FROM disclosure.form_cell c WHERE c.form = disclosure.form_of(NEW.year) AND c.path = NEW.path) THEN
		wrong := format('%s 年度的格式没有这一格', NEW.year);
	ELSIF EXISTS (SELECT FROM disclosure.ledger l WHERE l.unit_id = NEW.unit_id
			AND disclosure.in_years(NEW.year, l.from_year, l.to_year) AND disclosure.ledger_part(NEW.path) = ANY (l.keeps)) THEN
		wrong := '这一格由台账计数，不能另行提供';
	END IF;
	IF wrong IS NULL AND abs(NEW.value) >= disclosure.cell_limit(NEW.path) THEN
		wrong := '数字过大，核对是否多填了位数，或者用错了单位';
	ELSIF wrong IS NULL AND NEW.path NOT LIKE 'text.%' AND (disclosure.read_cell(NEW.path, NEW.value::text)).kind <> 'number' THEN
		wrong := '这一格容不下这么多小数：以件计的没有小数，金额以万元计';
	ELSIF wrong IS NULL AND NEW.value < 0 AND NEW.path !~ '[.]change$' THEN
		wrong := '不得为负';
	END IF;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('%s：%s', NEW.path, wrong), relation => TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_supplied_figure() IS
'trigger before a row of supplied_figure: a cell of the form of the year, or an indicator of the text, that no ledger counts';

CREATE OR REPLACE TRIGGER supplied_figure_check BEFORE INSERT OR UPDATE ON disclosure.supplied_figure
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_supplied_figure();
COMMENT ON TRIGGER supplied_figure_check ON disclosure.supplied_figure IS '须是当年格式的一格或文字指标，且不由台账计数';

CREATE OR REPLACE VIEW disclosure.ledger_entry WITH (security_invoker = true) AS
SELECT r.unit_id, r.successor_id, 'request' AS source, r.request_no AS entry_no, 'requests' AS part, r.received_on AS entered_on, r.decided_on AS left_on,
	r.applicant_kind AS class, r.outcome AS result
FROM disclosure.request r
UNION ALL
SELECT c.unit_id, NULL, 'remedy_case', c.case_no, 'remedies', c.filed_on, c.concluded_on, c.kind, c.outcome
FROM disclosure.remedy_case c
WHERE c.part = 'original'
UNION ALL
SELECT i.unit_id, NULL, 'disclosed_item', i.item_no, 'documents', i.made_on, i.repealed_on, i.kind, CASE WHEN i.repealed_on IS NOT NULL THEN 'repealed' END
FROM disclosure.disclosed_item i
WHERE i.kind IN ('government_rules', 'normative_documents');
COMMENT ON VIEW disclosure.ledger_entry IS '台账各项：何日进入、何日离开、属于哪一栏；年度报告的表格由此计数';
COMMENT ON COLUMN disclosure.ledger_entry.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.ledger_entry.successor_id IS '机构分立后的承接单位';
COMMENT ON COLUMN disclosure.ledger_entry.source IS '出处：request 申请，remedy_case 案件，disclosed_item 文件';
COMMENT ON COLUMN disclosure.ledger_entry.entry_no IS '编号';
COMMENT ON COLUMN disclosure.ledger_entry.part IS '台账的哪一部分';
COMMENT ON COLUMN disclosure.ledger_entry.entered_on IS '进入之日';
COMMENT ON COLUMN disclosure.ledger_entry.left_on IS '离开之日';
COMMENT ON COLUMN disclosure.ledger_entry.class IS '属于哪一栏：申请人类别、案件类别、文件类别';
COMMENT ON COLUMN disclosure.ledger_entry.result IS '以何结果离开';

/*
 * Whose entries a unit counts for a year: of its own those it has not handed on
 * by then, and of others what was handed on to it, directly or by way of units
 * that held it in between.  An entry goes on with all business of its holder, or
 * with the part that goes to the successor it names.  A unit that has handed on
 * all of its business receives nothing, whatever was entered there later goes
 * the same way, until it takes over something again.
 */
CREATE OR REPLACE FUNCTION disclosure.ledger_members(unit_id text, year integer)
RETURNS TABLE (member_id text, from_year integer, before_year integer, named text, handed_on text[])
LANGUAGE sql STABLE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
	/* what a member held at the end of a year and the unit counts now, from each handing over back to the one before */
	WITH RECURSIVE held AS (
		SELECT ledger_members.unit_id AS member_id, ledger_members.year AS year, NULL::text AS named, '{}'::text[] AS handed_on
		UNION ALL
		SELECT s.unit_id, s.year - 1, CASE WHEN s.partly THEN s.successor_id ELSE h.named END, h.handed_on || ARRAY(
			SELECT p.successor_id FROM disclosure.unit_successor p
			WHERE p.unit_id = h.member_id AND p.partly AND p.year > s.year AND p.year <= h.year)
		FROM held h
		JOIN disclosure.unit_successor s ON s.successor_id = h.member_id AND s.year <= h.year
		WHERE NOT EXISTS (SELECT FROM disclosure.unit_successor w
				WHERE w.unit_id = h.member_id AND NOT w.partly AND w.year > s.year AND w.year <= h.year)
			AND (s.partly AND h.named <> s.successor_id) IS NOT TRUE
	)
	SELECT h.member_id, back.year, next_back.year, h.named, h.handed_on || ARRAY(
		SELECT p.successor_id FROM disclosure.unit_successor p
		WHERE p.unit_id = h.member_id AND p.partly AND p.year <= h.year AND p.year > coalesce(back.year, p.year - 1))
	FROM held h
	CROSS JOIN LATERAL (
		SELECT max(w.year) FILTER (WHERE w.year <= h.year) AS year, min(w.year) FILTER (WHERE w.year > h.year) AS next_year
		FROM disclosure.unit_successor w WHERE w.unit_id = h.member_id AND NOT w.partly) gone
	CROSS JOIN LATERAL (
		SELECT min(t.year) AS year FROM disclosure.unit_successor t
		WHERE t.successor_id = h.member_id AND t.year > gone.year AND t.year <= h.year) back
	CROSS JOIN LATERAL (
		SELECT min(t.year) AS year FROM disclosure.unit_successor t
		WHERE t.successor_id = h.member_id AND t.year > gone.next_year) next_back
	WHERE gone.year IS NULL OR back.year IS NOT NULL
$$;
COMMENT ON FUNCTION disclosure.ledger_members(text, integer) IS
'the units whose entries a unit counts for a year, itself among them: those received from one year on and before another, if these are not NULL, that name a successor, if that is not NULL, and none of those that a part was handed on to';

/*
 * The entries that a unit counts for a year.  The body is parsed when it is
 * made, so that it becomes a part of the query that calls it, which then reads
 * only the columns it needs.  OFFSET 0, because a join with ledger_entry would
 * read all cases and documents: the planner takes a condition on the unit into
 * those branches of the view only if it has not to join them.
 */
CREATE OR REPLACE FUNCTION disclosure.counted_entries(unit_id text, year integer, part text DEFAULT NULL)
RETURNS SETOF disclosure.ledger_entry
LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	SELECT e.*
	FROM disclosure.ledger_members(counted_entries.unit_id, counted_entries.year) m
	CROSS JOIN LATERAL (SELECT * FROM disclosure.ledger_entry e
		WHERE e.unit_id = m.member_id AND e.part = coalesce(counted_entries.part, e.part) OFFSET 0) e
	WHERE (m.named IS NULL OR e.successor_id = m.named) AND (e.successor_id = ANY (m.handed_on)) IS NOT TRUE
		AND (m.from_year IS NULL OR e.entered_on >= make_date(m.from_year, 1, 1))
		AND (m.before_year IS NULL OR e.entered_on < make_date(m.before_year, 1, 1));
END;
COMMENT ON FUNCTION disclosure.counted_entries(text, integer, text) IS
'the entries of ledgers that a unit counts for a year: all, or those of one part of the tables';

CREATE OR REPLACE FUNCTION disclosure.compile_figures(unit_id text, year integer)
RETURNS disclosure.figures
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	book disclosure.ledger;
	counted disclosure.ledger_tally;
	supplied disclosure.figures;
BEGIN
	PERFORM disclosure.require_any_duty();
	PERFORM disclosure.require_form(compile_figures.year);
	SELECT * INTO book FROM disclosure.ledger l
	WHERE l.unit_id = compile_figures.unit_id AND disclosure.in_years(compile_figures.year, l.from_year, l.to_year);
	IF book.keeps <> '{}' THEN
		SELECT disclosure.tally(e.entered_on, e.left_on, e.class, e.result) INTO counted
		FROM disclosure.counted_entries(compile_figures.unit_id, compile_figures.year) e;
	END IF;
	SELECT disclosure.supplied_figures(compile_figures.year, array_agg(s.path), array_agg(s.value)) INTO supplied
	FROM disclosure.supplied_figure s
	WHERE s.unit_id = compile_figures.unit_id AND s.year = compile_figures.year AND s.path NOT LIKE 'text.%'
		AND NOT coalesce(disclosure.ledger_part(s.path) = ANY (book.keeps), false);
	RETURN disclosure.year_figures(coalesce(counted, ''), compile_figures.year, coalesce(book.keeps, '{}'), coalesce(book.remedy_basis, 'alive'))
		OPERATOR(disclosure.+) supplied;
END
$$;
COMMENT ON FUNCTION disclosure.compile_figures(text, integer) IS
'the figures of a unit for a year, counted from its ledger and the figures supplied to it; what neither holds is blank';

/*
 * With the planner's choice the entries would be hashed from the heap, which
 * takes twice as long as the index in its order.  The years are made for each
 * unit, so that its tally goes on at once and is not kept with all others.
 */
CREATE OR REPLACE FUNCTION disclosure.ledger_figures(year integer, through integer DEFAULT NULL)
RETURNS SETOF disclosure.ledger_figures_row
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET enable_hashagg = off
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
	PERFORM disclosure.require_any_duty(), disclosure.require_form(ledger_figures.year), disclosure.require_form(coalesce(ledger_figures.through, ledger_figures.year));
	RETURN QUERY
	WITH moved AS (
		/* units whose entries are not simply their own, and since when */
		SELECT m.unit_id, min(m.year) AS year
		FROM (SELECT s.unit_id, s.year FROM disclosure.unit_successor s UNION ALL SELECT s.successor_id, s.year FROM disclosure.unit_successor s) m
		GROUP BY m.unit_id
	), counted AS (
		SELECT t.unit_id, disclosure.tally(t.counted) AS counted
		FROM (
			SELECT r.unit_id, disclosure.tally(r.received_on, r.decided_on, r.applicant_kind, r.outcome) AS counted
			FROM disclosure.request r
			GROUP BY r.unit_id
			UNION ALL
			SELECT e.unit_id, disclosure.tally(e.entered_on, e.left_on, e.class, e.result)
			FROM disclosure.ledger_entry e
			WHERE e.source <> 'request'
			GROUP BY e.unit_id) t
		GROUP BY t.unit_id
	), supplied AS (
		SELECT s.unit_id, s.year, disclosure.supplied_figures(s.year, array_agg(s.path), array_agg(s.value)) AS figures
		FROM disclosure.supplied_figure s
		LEFT JOIN disclosure.ledger l ON l.unit_id = s.unit_id AND disclosure.in_years(s.year, l.from_year, l.to_year)
		WHERE s.year BETWEEN ledger_figures.year AND coalesce(ledger_figures.through, ledger_figures.year)
			AND s.path NOT LIKE 'text.%' AND NOT coalesce(disclosure.ledger_part(s.path) = ANY (l.keeps), false)
		GROUP BY s.unit_id, s.year
	)
	SELECT l.unit_id, y.year, CASE WHEN m.year <= y.year THEN disclosure.compile_figures(l.unit_id, y.year)
		WHEN s.figures IS NULL THEN f.figures ELSE f.figures OPERATOR(disclosure.+) s.figures END
	FROM disclosure.ledger l
	LEFT JOIN counted c ON c.unit_id = l.unit_id
	LEFT JOIN moved m ON m.unit_id = l.unit_id
	CROSS JOIN LATERAL generate_series(greatest(l.from_year, ledger_figures.year),
		least(l.to_year, coalesce(ledger_figures.through, ledger_figures.year))) y(year)
	LEFT JOIN supplied s ON s.unit_id = l.unit_id AND s.year = y.year
	CROSS JOIN LATERAL disclosure.year_figures(coalesce(c.counted, ''), y.year, l.keeps, l.remedy_basis) f(figures);
END
$$;
COMMENT ON FUNCTION disclosure.ledger_figures(integer, integer) IS
'the figures of all units that keep a ledger in a year, or in each year through another, as compile_figures() counts them, in one pass';

CREATE OR REPLACE FUNCTION disclosure.cell_source(unit_id text, year integer, path text)
RETURNS SETOF disclosure.cell_source_row
LANGUAGE plpgsql STABLE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	book disclosure.ledger;
	kept text := disclosure.ledger_part(cell_source.path);
BEGIN
	PERFORM disclosure.require_any_duty(), disclosure.require_form(cell_source.year);
	IF NOT EXISTS (SELECT FROM disclosure.form_cell c WHERE c.form = disclosure.form_of(cell_source.year) AND c.path = cell_source.path) THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('%s 年度的格式没有“%s”这一格', cell_source.year, cell_source.path));
	END IF;
	SELECT * INTO book FROM disclosure.ledger l
	WHERE l.unit_id = cell_source.unit_id AND disclosure.in_years(cell_source.year, l.from_year, l.to_year);
	IF kept = ANY (book.keeps) THEN
		RETURN QUERY
		SELECT e.source, e.unit_id, e.entry_no,
			CASE e.source WHEN 'request' THEN concat_ws(' ', disclosure.ledger_word_label('applicant', e.class), disclosure.ledger_word_label('outcome', e.result),
					(SELECT t.subject FROM disclosure.request_text t WHERE t.unit_id = e.unit_id AND t.request_no = e.entry_no))
				WHEN 'remedy_case' THEN concat_ws(' ', disclosure.ledger_word_label('remedy', e.class), disclosure.ledger_word_label('remedy_result', e.result))
				ELSE (SELECT i.title FROM disclosure.disclosed_item i WHERE i.unit_id = e.unit_id AND i.item_no = e.entry_no) END,
			e.entered_on, e.left_on, 1::numeric
		FROM disclosure.counted_entries(cell_source.unit_id, cell_source.year, kept) e
		/* others count nowhere in the year */
		WHERE e.entered_on <= make_date(cell_source.year, 12, 31) AND (e.left_on IS NULL OR e.left_on >= make_date(cell_source.year, 1, 1))
			AND cell_source.path = ANY (disclosure.entry_cells(e.entered_on, e.left_on, e.class, e.result, cell_source.year, book.remedy_basis))
		ORDER BY e.source, e.unit_id, e.entered_on, e.entry_no;
	ELSE
		RETURN QUERY
		SELECT 'supplied_figure', s.unit_id, s.path, concat_ws(' ', s.supplied_by, s.source), NULL::date, NULL::date, s.value
		FROM disclosure.supplied_figure s
		WHERE s.unit_id = cell_source.unit_id AND s.year = cell_source.year AND s.path = cell_source.path;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.cell_source(text, integer, text) IS
'what a number of compile_figures() was counted from, a line an entry; their sum is the number';

/* Cells that the ledger of the unit does not count and nobody supplied are not compared. */
CREATE OR REPLACE FUNCTION disclosure.ledger_differences(unit_id text, year integer, figures disclosure.figures)
RETURNS SETOF disclosure.reconcile_row
LANGUAGE sql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT d.path, d.label, d.filed, d.compiled, d.filed - d.compiled, d.kind,
		CASE d.kind WHEN 'differs' THEN '不同' WHEN 'blank' THEN '报告空白' WHEN 'only_filed' THEN '台账没有' ELSE '报告没有这一格' END, NULL::integer
	FROM (
		SELECT coalesce(f.position, c.position) AS position, coalesce(f.path, c.path) AS path,
			coalesce(f.row_label || '，' || f.column_label, c.row_label || '，' || c.column_label) AS label, f.value AS filed, c.value AS compiled,
			CASE WHEN f.path IS NULL THEN 'only_compiled' WHEN f.value IS NULL THEN 'blank' WHEN c.value IS NULL THEN 'only_filed' ELSE 'differs' END AS kind
		FROM disclosure.labelled_cells(ledger_differences.figures) f
		FULL JOIN disclosure.labelled_cells(disclosure.compile_figures(ledger_differences.unit_id, ledger_differences.year)) c ON c.path = f.path
		WHERE f.value IS DISTINCT FROM c.value) d
	WHERE d.compiled IS NOT NULL OR disclosure.ledger_part(d.path) IN (SELECT unnest(l.keeps) FROM disclosure.ledger l
		WHERE l.unit_id = ledger_differences.unit_id AND disclosure.in_years(ledger_differences.year, l.from_year, l.to_year))
	ORDER BY d.position
$$;
COMMENT ON FUNCTION disclosure.ledger_differences(text, integer, disclosure.figures) IS
'where figures differ from what the ledger of a unit counts for a year';

CREATE OR REPLACE FUNCTION disclosure.reconcile(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS SETOF disclosure.reconcile_row
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM disclosure.require_report(reconcile.unit_id, reconcile.year, reconcile.scope);
	RETURN QUERY
	SELECT d.path, d.label, d.filed, d.compiled, d.difference, d.kind, d.kind_label,
		(SELECT count(*)::integer FROM disclosure.cell_source(reconcile.unit_id, reconcile.year, d.path) WHERE d.kind <> 'only_filed')
	FROM disclosure.report r
	CROSS JOIN LATERAL disclosure.ledger_differences(r.unit_id, r.year, r.figures) d
	WHERE r.unit_id = reconcile.unit_id AND r.year = reconcile.year AND r.scope = reconcile.scope;
END
$$;
COMMENT ON FUNCTION disclosure.reconcile(text, integer, text) IS
'where a report differs from what its ledger counts: the cells, both numbers and how many entries stand behind';

/* A blank is told by form.blank already. */
CREATE OR REPLACE FUNCTION disclosure.ledger_finding(unit_id text, year integer, figures disclosure.figures)
RETURNS SETOF disclosure.check_result
LANGUAGE sql STABLE COST 1000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT 'ledger.differs', 'warning', 'fail', NULL, array_agg(d.path), NULL::numeric, NULL::numeric, NULL::numeric,
		format('%s格与台账不符，第一格 %s：报告 %s，台账 %s', count(*), (array_agg(d.label))[1], (array_agg(coalesce(d.filed::text, '没有')))[1],
			(array_agg(coalesce(d.compiled::text, '没有')))[1]),
		'用 reconcile() 逐格查看；台账有误的改台账，台账无误的改报告，两者口径不同的写明原因。', NULL, '核实性', '不符',
		encode(sha256(convert_to(string_agg(concat_ws('=', d.path, d.filed::text, d.compiled::text), ' ' ORDER BY d.path), 'UTF8')), 'hex')
	FROM disclosure.ledger_differences(ledger_finding.unit_id, ledger_finding.year, ledger_finding.figures) d
	WHERE d.kind <> 'blank'
	HAVING count(*) > 0
$$;
COMMENT ON FUNCTION disclosure.ledger_finding(text, integer, disclosure.figures) IS
'the finding ledger.differs: numbers of a report that are not those its ledger counts';

/* Writes a draft alone: a submitted report is never changed behind the office's back. */
CREATE OR REPLACE FUNCTION disclosure.compile_report(unit_id text, year integer)
RETURNS disclosure.figures
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	present disclosure.report;
	compiled disclosure.figures := disclosure.compile_figures(compile_report.unit_id, compile_report.year);
	result disclosure.figures;
	counted disclosure.cell_value;
BEGIN
	PERFORM disclosure.require_duty(compile_report.unit_id, compile_report.year, 'fill'::text);
	PERFORM disclosure.lock_reports(ARRAY[compile_report.unit_id], ARRAY[compile_report.year], 'own'::text);
	SELECT * INTO present FROM disclosure.report r
	WHERE r.unit_id = compile_report.unit_id AND r.year = compile_report.year AND r.scope = 'own';
	IF present.unit_id IS NULL THEN
		INSERT INTO disclosure.report (unit_id, year, figures) VALUES (compile_report.unit_id, compile_report.year, compiled);
		PERFORM disclosure.compile_text(compile_report.unit_id, compile_report.year);
		RETURN compiled;
	ELSIF present.origin <> 'filed' OR NOT disclosure.is_open(present.status) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state', format('单位 %s 的 %s 年度报告不是草稿，不能由台账填写', compile_report.unit_id, compile_report.year),
			hint => 'reconcile() 列出报告与台账的不同。');
	END IF;
	/* cells that the ledger does not count stay as they were typed */
	result := present.figures;
	FOR counted IN SELECT * FROM disclosure.cells(compiled) c WHERE c.value IS NOT NULL LOOP
		result[counted.path] := counted.value;
	END LOOP;
	IF disclosure.figures_differ(result, present.figures) THEN
		UPDATE disclosure.report r SET figures = result
		WHERE r.unit_id = compile_report.unit_id AND r.year = compile_report.year AND r.scope = 'own';
	END IF;
	PERFORM disclosure.compile_text(compile_report.unit_id, compile_report.year);
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.compile_report(text, integer) IS
'makes the draft of a report from the ledger, figures and section one, or brings a draft up to date with it; returns its figures';

CREATE OR REPLACE FUNCTION disclosure.request_fee(unit_id text, request_no text)
RETURNS disclosure.request_fee_row
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	asked disclosure.request := disclosure.require_request(request_fee.unit_id, request_fee.request_no);
	notice disclosure.request_event;
	fee disclosure.request_fee_row;
BEGIN
	SELECT * INTO notice FROM disclosure.request_event e
	WHERE e.unit_id = asked.unit_id AND e.request_no = asked.request_no AND e.kind = 'fee_noticed'
	ORDER BY e.happened_on DESC, e.seq DESC LIMIT 1;
	fee.items := asked.items;
	fee.items_before := CASE WHEN asked.applicant_no IS NULL THEN 0 ELSE (SELECT coalesce(sum(r.items), 0) FROM disclosure.request r
		WHERE r.unit_id = asked.unit_id AND r.applicant_no = asked.applicant_no
			AND date_trunc('month', r.received_on) = date_trunc('month', asked.received_on)
			AND (r.received_on, r.request_no) < (asked.received_on, asked.request_no)) END;
	fee.by_item := disclosure.processing_fee_by_item(fee.items_before + fee.items) - disclosure.processing_fee_by_item(fee.items_before);
	fee.pages := notice.pages;
	fee.by_page := disclosure.processing_fee_by_page(notice.pages);
	fee.noticed := notice.amount;
	/* NULL while the holidays of next year are not known, as in request_due */
	fee.pay_by := coalesce(notice.until, disclosure.known_working_day(coalesce(notice.reached_on, notice.happened_on), 20, asked.unit_id));
	fee.paid_on := (SELECT max(e.happened_on) FROM disclosure.request_event e
		WHERE e.unit_id = asked.unit_id AND e.request_no = asked.request_no AND e.kind = 'fee_paid');
	RETURN fee;
END
$$;
COMMENT ON FUNCTION disclosure.request_fee(text, text) IS
'信息处理费 of a request: by item, given what the same applicant has asked for before in the calendar month, and by page; one of the two counts';
