/*
 * Packages taken into a register.
 *
 * What the caller may write decides, not what the sender claims: reports are
 * written with his own rights, as a reviewer's.  Units that are here stay as
 * they are, whatever the package says of them.
 */
CREATE OR REPLACE FUNCTION disclosure.outcome_label(outcome text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE outcome WHEN 'new' THEN '新收' WHEN 'changed' THEN '有改动' WHEN 'same' THEN '相同' WHEN 'differs' THEN '与本登记簿不同'
	WHEN 'absent' THEN '包中没有' WHEN 'refused' THEN '不收' WHEN 'failed' THEN '没有读成' END;
COMMENT ON FUNCTION disclosure.outcome_label(text) IS 'an outcome of unpack_reports() in Chinese';

/* As the units of a package stand in its year, parents first: of those that hang below its root. */
CREATE OR REPLACE FUNCTION disclosure.units_of_package(package jsonb)
RETURNS TABLE (unit_id text, name text, kind text, division_code text, parents text[], inside boolean, unit jsonb)
LANGUAGE sql STABLE ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE unit AS MATERIALIZED (
		SELECT u.unit ->> 'unit_id' AS unit_id, u.unit, n.line
		FROM jsonb_array_elements(package -> 'units') u(unit)
		LEFT JOIN LATERAL (
			SELECT n AS line FROM jsonb_array_elements(u.unit -> 'names') n
			WHERE disclosure.in_years((package ->> 'year')::integer, (n ->> 'from_year')::integer, (n ->> 'to_year')::integer) LIMIT 1) n ON true
	), parent AS MATERIALIZED (
		SELECT u.unit_id, p ->> 'parent_id' AS parent_id, (p ->> 'counted')::boolean AS counted
		FROM unit u CROSS JOIN LATERAL jsonb_array_elements(u.unit -> 'parents') p
		WHERE disclosure.in_years((package ->> 'year')::integer, (p ->> 'from_year')::integer, (p ->> 'to_year')::integer)
	), below AS (
		SELECT package ->> 'root' AS unit_id
		UNION
		SELECT p.unit_id FROM below b JOIN parent p ON p.parent_id = b.unit_id
	)
	SELECT u.unit_id, coalesce(u.line ->> 'name', u.unit ->> 'name'), coalesce(u.line ->> 'kind', u.unit ->> 'kind'),
		CASE WHEN u.line IS NULL THEN u.unit ->> 'division_code' ELSE u.line ->> 'division_code' END,
		p.parents, u.unit_id IN (SELECT b.unit_id FROM below b), u.unit
	FROM unit u
	LEFT JOIN (SELECT p.unit_id, array_agg(p.parent_id || CASE WHEN p.counted THEN '' ELSE '（不汇总）' END ORDER BY p.parent_id COLLATE "C") AS parents
		FROM parent p GROUP BY p.unit_id) p ON p.unit_id = u.unit_id
$$;
COMMENT ON FUNCTION disclosure.units_of_package(jsonb) IS
'the units of a package with name, kind, division and parents of its year, and whether they are its root or below it';

/* The units that are not here, with all their lines, in one statement a table: the tree is built once. */
CREATE OR REPLACE FUNCTION disclosure.enter_units(units jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT has_table_privilege('disclosure.unit', 'INSERT') THEN
		PERFORM disclosure.raise_no_manager(NULL::text);
	END IF;
	INSERT INTO disclosure.unit (unit_id, name, kind, division_code, credit_code, organisation_code)
	SELECT u.unit_id, u.name, u.kind, u.division_code, u.credit_code, u.organisation_code
	FROM jsonb_populate_recordset(NULL::disclosure.unit, units) u ORDER BY u.unit_id COLLATE "C";
	INSERT INTO disclosure.unit_name (unit_id, from_year, to_year, name, kind, division_code)
	SELECT u ->> 'unit_id', n.from_year, n.to_year, n.name, n.kind, n.division_code
	FROM jsonb_array_elements(units) u CROSS JOIN LATERAL jsonb_populate_recordset(NULL::disclosure.unit_name, u -> 'names') n;
	INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year, to_year, counted)
	SELECT u ->> 'unit_id', p.parent_id, p.from_year, p.to_year, p.counted
	FROM jsonb_array_elements(units) u CROSS JOIN LATERAL jsonb_populate_recordset(NULL::disclosure.unit_parent, u -> 'parents') p;
	INSERT INTO disclosure.reporter (unit_id, from_year, to_year, exempt, reason, from_date, to_date)
	SELECT u ->> 'unit_id', r.from_year, r.to_year, r.exempt, r.reason, r.from_date, r.to_date
	FROM jsonb_array_elements(units) u CROSS JOIN LATERAL jsonb_populate_recordset(NULL::disclosure.reporter, u -> 'reporter') r;
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year, partly, kind)
	SELECT u ->> 'unit_id', s.successor_id, s.year, s.partly, s.kind
	FROM jsonb_array_elements(units) u CROSS JOIN LATERAL jsonb_populate_recordset(NULL::disclosure.unit_successor, u -> 'successors') s;
END
$$;
COMMENT ON FUNCTION disclosure.enter_units(jsonb) IS 'enters units of a package, with their names, parents, obligations and successors';

CREATE OR REPLACE FUNCTION disclosure.receive_units(package jsonb)
RETURNS SETOF disclosure.package_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	said_year integer := (package ->> 'year')::integer;
	root text := package ->> 'root';
	entered text[];
	verdict text := 'new';
	why text;
BEGIN
	entered := ARRAY(SELECT p.unit_id FROM disclosure.units_of_package(package) p
		WHERE p.inside AND NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = p.unit_id));
	IF entered <> '{}' THEN
		BEGIN
			/* A parent that is not of the package is nothing that its sender has a say in. */
			PERFORM disclosure.enter_units((
				SELECT jsonb_agg(p.unit || jsonb_build_object(
					'parents', (SELECT coalesce(jsonb_agg(l), '[]') FROM jsonb_array_elements(p.unit -> 'parents') l
						WHERE p.unit_id <> root AND l ->> 'parent_id' IN (SELECT i.unit_id FROM disclosure.units_of_package(package) i WHERE i.inside)),
					'successors', (SELECT coalesce(jsonb_agg(l), '[]') FROM jsonb_array_elements(p.unit -> 'successors') l
						WHERE l ->> 'successor_id' IN (SELECT i.unit_id FROM disclosure.units_of_package(package) i WHERE i.inside))))
				FROM disclosure.units_of_package(package) p WHERE p.unit_id = ANY (entered)));
		EXCEPTION WHEN OTHERS THEN
			verdict := disclosure.outcome_of_error(SQLSTATE);
			IF verdict IS NULL THEN
				RAISE;
			END IF;
			why := '单位名录没有登记：' || SQLERRM;
		END;
	END IF;
	RETURN QUERY
	WITH packed AS MATERIALIZED (
		SELECT p.* FROM disclosure.units_of_package(package) p
	), here AS MATERIALIZED (
		SELECT DISTINCT c.unit_id FROM disclosure.unit_closure c
		WHERE c.ancestor_id = root AND said_year BETWEEN c.from_year AND c.to_year
	), known AS (
		SELECT u.unit_id, coalesce(n.name, u.name) AS name, coalesce(n.kind, u.kind) AS kind,
			CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS division_code,
			(SELECT array_agg(e.parent_id || CASE WHEN e.counted THEN '' ELSE '（不汇总）' END ORDER BY e.parent_id COLLATE "C") FROM disclosure.unit_parent e
				WHERE e.unit_id = u.unit_id AND u.unit_id <> root AND disclosure.in_years(said_year, e.from_year, e.to_year)
					AND e.parent_id IN (SELECT h.unit_id FROM here h)) AS parents
		FROM disclosure.unit u
		LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(said_year, n.from_year, n.to_year)
	), judged AS (
		SELECT coalesce(k.unit_id, p.unit_id) AS unit_id, coalesce(k.name, p.name) AS name, CASE
				WHEN p.unit_id IS NULL THEN 'absent'
				WHEN NOT p.inside THEN 'refused'
				WHEN p.unit_id = ANY (entered) THEN verdict
				WHEN k.unit_id NOT IN (SELECT h.unit_id FROM here h) THEN 'refused'
				WHEN d.message IS NOT NULL THEN 'differs' END AS outcome, CASE
				WHEN p.unit_id IS NULL THEN format('本登记簿中 %s 之下有这个单位，包中没有', root)
				WHEN NOT p.inside THEN format('包中它不在 %s 之下', root)
				WHEN p.unit_id = ANY (entered) THEN coalesce(why, CASE WHEN p.unit_id = root THEN '它的上级由本登记簿登记（unit_parent）' END)
				WHEN k.unit_id NOT IN (SELECT h.unit_id FROM here h) THEN format('本登记簿中它不在 %s 之下', root)
				ELSE d.message END AS message
		FROM packed p
		FULL JOIN (SELECT k.* FROM known k WHERE k.unit_id IN (SELECT h.unit_id FROM here h UNION ALL SELECT q.unit_id FROM packed q)) k ON k.unit_id = p.unit_id
		CROSS JOIN LATERAL (
			SELECT string_agg(format('%s：包中为“%s”，本登记簿为“%s”', c.label,
					CASE c.place WHEN 2 THEN coalesce(disclosure.bi_label('kind'::text, c.theirs), c.theirs) ELSE c.theirs END,
					CASE c.place WHEN 2 THEN disclosure.bi_label('kind'::text, c.ours) ELSE c.ours END), '；' ORDER BY c.place) AS message
			FROM (VALUES (1, '名称', p.name, k.name), (2, '类别', p.kind, k.kind),
				(3, '区划代码', p.division_code, k.division_code),
				(4, '上级', array_to_string(CASE WHEN p.unit_id <> root THEN p.parents END, '、'), array_to_string(k.parents, '、'))) c(place, label, theirs, ours)
			WHERE coalesce(c.theirs, '') <> coalesce(c.ours, '')) d)
	SELECT 'unit', j.unit_id, j.name, said_year, NULL::text, j.outcome, disclosure.outcome_label(j.outcome), NULL::text[], j.message
	FROM judged j
	WHERE j.outcome IS NOT NULL
	ORDER BY j.unit_id COLLATE "C";
END
$$;
COMMENT ON FUNCTION disclosure.receive_units(jsonb) IS
'enters the units of a package that are not here, and says of each whether it is new, refused, or known here as another or in another place, and which are here alone';

CREATE OR REPLACE FUNCTION disclosure.write_received(unit_id text, year integer, scope text, status text, issued_on date,
	figures disclosure.figures, words jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	r disclosure.report;
	t disclosure.report_text := jsonb_populate_record(NULL::disclosure.report_text, words - '{period_start,period_end}'::text[]);
BEGIN
	PERFORM set_config('disclosure.receiving', 'yes', true);
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = write_received.unit_id AND p.year = write_received.year AND p.scope = write_received.scope;
	IF r.unit_id IS NULL THEN
		INSERT INTO disclosure.report (unit_id, year, scope, origin, status, issued_on, figures)
		VALUES (write_received.unit_id, write_received.year, write_received.scope, 'received', write_received.status, write_received.issued_on, write_received.figures);
	ELSIF disclosure.figures_differ(r.figures, write_received.figures)
		OR (r.status, r.issued_on) IS DISTINCT FROM (write_received.status, write_received.issued_on) THEN
		UPDATE disclosure.report p SET figures = write_received.figures, status = write_received.status, issued_on = write_received.issued_on
		WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope;
	END IF;
	IF words IS NOT NULL THEN
		INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, index_number, sections, contact, document_number,
			period_start, period_end, metadata)
		VALUES (write_received.unit_id, write_received.year, write_received.scope, t.title, t.unit_name, t.index_number, t.sections, t.contact, t.document_number,
			date '2000-01-01' + (words ->> 'period_start')::integer, date '2000-01-01' + (words ->> 'period_end')::integer, t.metadata)
		ON CONFLICT ON CONSTRAINT report_text_pkey DO UPDATE SET title = excluded.title, unit_name = excluded.unit_name,
			index_number = excluded.index_number, sections = excluded.sections, contact = excluded.contact, document_number = excluded.document_number,
			period_start = excluded.period_start, period_end = excluded.period_end, metadata = excluded.metadata;
	ELSE
		DELETE FROM disclosure.report_text x
		WHERE x.unit_id = write_received.unit_id AND x.year = write_received.year AND x.scope = write_received.scope;
	END IF;
	PERFORM set_config('disclosure.receiving', '', true);
END
$$;
COMMENT ON FUNCTION disclosure.write_received(text, integer, text, text, date, disclosure.figures, jsonb) IS
'status, date, figures and words of a received report, as the calling role';

/*
 * Whether a report of a package may follow the one that is here.  The hashes of
 * all its versions are in the package: the one that came last must be among
 * them, at its place.
 */
CREATE OR REPLACE FUNCTION disclosure.refusal_of_report(present disclosure.report, receipt disclosure.receipt, version integer, heads jsonb)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN CASE
		WHEN present.unit_id IS NULL THEN NULL
		WHEN present.origin <> 'received' THEN
			CASE WHEN present.version <> refusal_of_report.version OR encode(present.head, 'hex') IS DISTINCT FROM heads ->> (present.version - 1)
				THEN format('本登记簿自己有这份报告（%s），不由别处的代替；要改收报来的，先删去自己的', disclosure.bi_label('origin'::text, present.origin)) END
		WHEN receipt.version IS DISTINCT FROM present.version THEN
			format('收到以后，本登记簿自己改过（现在是第%s版）；要改收报来的，先删去这一份', present.version)
		WHEN refusal_of_report.version < receipt.sent_version THEN
			format('是旧的：报来的是第%s版，本登记簿已有它的第%s版', refusal_of_report.version, receipt.sent_version)
		WHEN decode(heads ->> (receipt.sent_version - 1), 'hex') IS DISTINCT FROM receipt.sent_hash THEN
			format('不是上次（%s，%s的包）那份报告的历史：第%s版的校验值不同；请报来的单位查明', to_char(receipt.received_at, 'YYYY-MM-DD'), receipt.root,
				receipt.sent_version) END;
END
$$;
COMMENT ON FUNCTION disclosure.refusal_of_report(disclosure.report, disclosure.receipt, integer, jsonb) IS
'why a report of a package, with the hashes of all its versions, may not take the place of the one that is here; NULL if it may, or is the same';

/* What changed, in some words: the first three cells, and the first place of the text. */
CREATE OR REPLACE FUNCTION disclosure.report_changes(present disclosure.report, words jsonb, status text, figures disclosure.figures, said jsonb)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT nullif(concat_ws('；',
		CASE WHEN present.status <> report_changes.status
			THEN format('状态由%s改为%s', disclosure.status_label(present.status), disclosure.status_label(report_changes.status)) END,
		(SELECT string_agg(format('“%s”的“%s”由%s改为%s', c.row_label, c.column_label, coalesce(trim_scale(c.before)::text, '空白'),
				coalesce(trim_scale(c.after)::text, '空白')), '，' ORDER BY c.place) FILTER (WHERE c.place <= 3)
				|| CASE WHEN count(*) > 3 THEN format('，等%s格', count(*)) ELSE '' END
			FROM (SELECT c.*, row_number() OVER () AS place FROM disclosure.compare(present.figures, report_changes.figures) c
				WHERE c.before IS DISTINCT FROM c.after) c),
		(SELECT min(l.line) FILTER (WHERE l.place = 1) || CASE WHEN count(*) > 1 THEN format('，等%s处文字', count(*)) ELSE '' END
			FROM regexp_split_to_table(disclosure.words_statement(words, said), E'\n') WITH ORDINALITY l(line, place))), '')
$$;
COMMENT ON FUNCTION disclosure.report_changes(disclosure.report, jsonb, text, disclosure.figures, jsonb) IS
'what a report of a package changes in the one that is here, in words; NULL if nothing that has words';

CREATE OR REPLACE FUNCTION disclosure.receive_report(package jsonb, report jsonb, in_package boolean)
RETURNS disclosure.package_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	o disclosure.package_outcome;
	present disclosure.report;
	last disclosure.receipt;
	said disclosure.receipt;
	figures disclosure.figures;
	words jsonb := nullif(report -> 'words', 'null');
	words_here jsonb;
	written boolean := false;
	status text;
	issued_on date;
	publication jsonb;
	changes text;
BEGIN
	o.kind := 'report';
	o.year := (package ->> 'year')::integer;
	o.unit_id := report ->> 'unit_id';
	o.scope := report ->> 'scope';
	IF in_package IS NOT TRUE THEN
		o.message := format('包中没有这个单位，或者它不在 %s 之下', package ->> 'root');
	ELSIF NOT EXISTS (SELECT FROM disclosure.unit_closure c WHERE c.unit_id = o.unit_id AND c.ancestor_id = package ->> 'root'
			AND o.year BETWEEN c.from_year AND c.to_year) THEN
		o.message := format('本登记簿中没有这个单位，或者它不在 %s 之下', package ->> 'root');
	END IF;
	IF o.message IS NOT NULL THEN
		o.outcome := 'refused';
		RETURN o;
	END IF;
	PERFORM disclosure.require_duty(o.unit_id, o.year, 'review'::text);
	BEGIN
		figures := (report ->> 'figures')::disclosure.figures;
	EXCEPTION WHEN data_exception OR program_limit_exceeded OR feature_not_supported THEN
		/* also a form or a cell of a newer program */
		o.outcome := 'refused';
		o.message := '三张表的数字读不出：' || SQLERRM;
		RETURN o;
	END;
	SELECT p.* INTO present FROM disclosure.report p WHERE p.unit_id = o.unit_id AND p.year = o.year AND p.scope = o.scope;
	SELECT t.* INTO last FROM disclosure.receipt t WHERE t.unit_id = o.unit_id AND t.year = o.year AND t.scope = o.scope;
	o.message := disclosure.refusal_of_report(present, last, (report ->> 'version')::integer, report -> 'heads');
	IF o.message IS NOT NULL THEN
		o.outcome := 'refused';
		RETURN o;
	ELSIF present.origin <> 'received' THEN
		o.outcome := 'same';
		o.message := '本登记簿自己的报告';
		RETURN o;
	END IF;
	/* One that was recorded counts as a report, whatever its status. */
	status := CASE WHEN report ->> 'origin' = 'recorded' AND report ->> 'status' <> 'published' THEN 'approved' ELSE report ->> 'status' END;
	issued_on := (report ->> 'issued_on')::date;
	IF present.unit_id IS NULL THEN
		o.outcome := 'new';
	ELSIF disclosure.figures_differ(present.figures, figures) OR (present.status, present.issued_on) IS DISTINCT FROM (status, issued_on)
		/* the hash that the report has of its words */
		OR present.text_hash IS DISTINCT FROM disclosure.text_hash(words) THEN
		o.outcome := 'changed';
	ELSIF report -> 'explanations' <> '[]' AND disclosure.latest_explanation(report -> 'explanations')
			> coalesce(disclosure.latest_explanation(disclosure.explanation_list(o.unit_id, o.year, o.scope)), '-infinity') THEN
		o.outcome := 'changed';
	ELSE
		o.outcome := 'same';
	END IF;
	IF o.outcome = 'changed' THEN
		words_here := (SELECT disclosure.text_content(t) FROM disclosure.report_text t WHERE t.unit_id = o.unit_id AND t.year = o.year AND t.scope = o.scope);
		changes := disclosure.report_changes(present, words_here, status, figures, words);
		IF changes IS NOT NULL AND last.sent_version = (report ->> 'version')::integer THEN
			o.outcome := 'refused';
			o.message := '版本和校验值与收到过的相同，内容却不同：' || changes;
			RETURN o;
		END IF;
		o.paths := ARRAY(SELECT c.path FROM disclosure.compare(present.figures, figures) c WHERE c.before IS DISTINCT FROM c.after);
		o.message := coalesce(changes, '日期、说明等有改动');
	END IF;
	IF o.outcome = 'same' AND last.sent_version = (report ->> 'version')::integer THEN
		RETURN o;
	END IF;

	FOR publication IN
		SELECT p FROM jsonb_array_elements(report -> 'publications') p
		WHERE (p ->> 'number')::integer > coalesce((SELECT max(h.number) FROM disclosure.publication h
			WHERE h.unit_id = o.unit_id AND h.year = o.year AND h.scope = o.scope), 0)
		ORDER BY (p ->> 'number')::integer
	LOOP
		PERFORM disclosure.write_received(o.unit_id, o.year, o.scope, 'published', CASE WHEN publication ->> 'figures' IS NULL THEN issued_on
				ELSE (publication ->> 'published_on')::date END,
			coalesce((publication ->> 'figures')::disclosure.figures, figures),
			CASE WHEN publication ->> 'figures' IS NULL THEN words ELSE nullif(publication -> 'words', 'null') END);
		PERFORM disclosure.enter_publication(o.unit_id, o.year, o.scope, publication);
		written := status = 'published' AND publication ->> 'figures' IS NULL;
	END LOOP;
	IF NOT written THEN
		PERFORM disclosure.write_received(o.unit_id, o.year, o.scope, status, issued_on, figures, words);
	END IF;
	said.unit_id := o.unit_id;
	said.year := o.year;
	said.scope := o.scope;
	said.root := package ->> 'root';
	said.sent_version := (report ->> 'version')::integer;
	said.sent_hash := decode(report -> 'heads' ->> (said.sent_version - 1), 'hex');
	said.checksum := decode(package ->> 'checksum', 'hex');
	said.packed_at := (package ->> 'packed_at')::timestamptz;
	PERFORM disclosure.enter_receipt(said, report -> 'explanations');
	RETURN o;
EXCEPTION WHEN OTHERS THEN
	o.outcome := disclosure.outcome_of_error(SQLSTATE);
	IF o.outcome IS NULL THEN
		RAISE;
	END IF;
	o.paths := NULL;
	o.message := replace(SQLERRM, E'\n', ' ');
	RETURN o;
END
$$;
COMMENT ON FUNCTION disclosure.receive_report(jsonb, jsonb, boolean) IS
'writes a report of a package whose head is given, and whether its unit is below the root there, or finds why not: new, changed, same, refused, or failed; nothing of one that is refused stays';

CREATE OR REPLACE FUNCTION disclosure.receive_reports(package jsonb)
RETURNS SETOF disclosure.package_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	said_year integer := (package ->> 'year')::integer;
	report jsonb;
	o disclosure.package_outcome;
	head jsonb := package - '{units,reports}'::text[];
	in_package boolean;
	held text[];
	before text := current_setting('disclosure.reason', true);
BEGIN
	/* All in order, first of all: two packages wait for each other, never in a circle. */
	SELECT array_agg(u.unit_id) INTO held FROM disclosure.unit u
	WHERE u.unit_id IN (SELECT r ->> 'unit_id' FROM jsonb_array_elements(package -> 'reports') r) AND disclosure.has_duty(u.unit_id, said_year, 'review'::text);
	IF held IS NOT NULL THEN
		PERFORM disclosure.lock_reports(held, array_fill(said_year, ARRAY[cardinality(held)]), NULL::text);
	END IF;
	PERFORM set_config('disclosure.reason', format('收到 %s 的报告包 %s', package ->> 'root', left(package ->> 'checksum', 12)), true);
	FOR report, in_package IN
		SELECT r.report, u.inside FROM jsonb_array_elements(package -> 'reports') WITH ORDINALITY r(report, place)
		LEFT JOIN disclosure.units_of_package(package) u ON u.unit_id = r.report ->> 'unit_id'
		ORDER BY r.place
	LOOP
		o := disclosure.receive_report(head, report, in_package);
		o.unit_name := (SELECT coalesce(n.name, u.name) FROM disclosure.unit u
			LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(said_year, n.from_year, n.to_year)
			WHERE u.unit_id = o.unit_id);
		o.outcome_label := disclosure.outcome_label(o.outcome);
		RETURN NEXT o;
	END LOOP;
	PERFORM set_config('disclosure.reason', coalesce(before, ''), true);
	/* received before, and not there any more: nothing is removed */
	RETURN QUERY
	SELECT 'report', t.unit_id, u.name, t.year, t.scope, 'absent', disclosure.outcome_label('absent'::text), NULL::text[],
		'以前收到过，包中没有；报来的登记簿中删去了的，由本登记簿决定是否删去'
	FROM disclosure.receipt t
	JOIN disclosure.unit u ON u.unit_id = t.unit_id
	JOIN disclosure.unit_closure c ON c.unit_id = t.unit_id AND c.ancestor_id = package ->> 'root' AND t.year BETWEEN c.from_year AND c.to_year
	WHERE t.year = said_year AND NOT EXISTS (SELECT FROM jsonb_array_elements(package -> 'reports') r
		WHERE r ->> 'unit_id' = t.unit_id AND r ->> 'scope' = t.scope)
	ORDER BY t.unit_id COLLATE "C", t.scope COLLATE "C";
END
$$;
COMMENT ON FUNCTION disclosure.receive_reports(jsonb) IS 'writes the reports of a package, and says what came of each';

/* A trial does all of it and takes it back, so that it says what the real thing would. */
CREATE OR REPLACE FUNCTION disclosure.unpack_reports(document text, trial boolean DEFAULT true)
RETURNS SETOF disclosure.package_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	package jsonb;
	outcomes disclosure.package_outcome[];
BEGIN
	PERFORM disclosure.require_any_duty();
	package := disclosure.read_package(unpack_reports.document);
	BEGIN
		outcomes := ARRAY(SELECT o FROM disclosure.receive_units(package) o);
		outcomes := outcomes || ARRAY(SELECT o FROM disclosure.receive_reports(package) o);
		IF unpack_reports.trial IS DISTINCT FROM false THEN
			RAISE EXCEPTION USING ERRCODE = 'DT000';
		END IF;
	EXCEPTION WHEN SQLSTATE 'DT000' THEN
		NULL;
	END;
	RETURN QUERY SELECT o.* FROM unnest(outcomes) o;
END
$$;
COMMENT ON FUNCTION disclosure.unpack_reports(text, boolean) IS
'takes a package of pack_reports() into the register with the rights of the caller, and returns what came of each unit that is new or not the same, and of each report; only tries unless trial is false; what is refused does not stop the rest';
