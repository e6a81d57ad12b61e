/* Requests from other people's files: their headings and words become ours by two tables, and nothing is guessed. */

CREATE TABLE IF NOT EXISTS disclosure.ledger_heading (
	mapping text NOT NULL DEFAULT 'default',
	heading text NOT NULL,
	field text NOT NULL CHECK (field IN ('request_no', 'applicant_kind', 'channel', 'received_on', 'outcome', 'decided_on', 'applicant_no', 'items',
		'reply_way', 'handled_by', 'subject', 'document_no', 'extended', 'extended_on', 'supplement_requested_on', 'supplement_received_on',
		'third_party_consulted_on', 'third_party_replied_on', 'name', 'contact', 'description', 'identity', 'ignore')),
	PRIMARY KEY (mapping, heading)
);
COMMENT ON TABLE disclosure.ledger_heading IS '读入台账时，文件的表头对应台账的哪一栏';
COMMENT ON COLUMN disclosure.ledger_heading.mapping IS '哪一种文件';
COMMENT ON COLUMN disclosure.ledger_heading.heading IS '表头，空格和标点不计';
COMMENT ON COLUMN disclosure.ledger_heading.field IS '台账的栏目；identity 为证件号码，一律不读入，ignore 为不需要的';

CREATE TABLE IF NOT EXISTS disclosure.ledger_value (
	mapping text NOT NULL DEFAULT 'default',
	field text NOT NULL CHECK (field IN ('applicant_kind', 'channel', 'outcome', 'reply_way')),
	word text NOT NULL,
	code text,
	candidates text[],
	PRIMARY KEY (mapping, field, word),
	CHECK (code IS NULL OR candidates IS NULL)
);
COMMENT ON TABLE disclosure.ledger_value IS '读入台账时，文件里的说法对应哪个代码；对应不止一栏的写明候选，须逐行确定';
COMMENT ON COLUMN disclosure.ledger_value.mapping IS '哪一种文件';
COMMENT ON COLUMN disclosure.ledger_value.field IS '台账的栏目';
COMMENT ON COLUMN disclosure.ledger_value.word IS '文件里的说法，空格和标点不计；空为这一栏空白或没有这一栏时';
COMMENT ON COLUMN disclosure.ledger_value.code IS '代码；与 candidates 都为空的是尚未办结';
COMMENT ON COLUMN disclosure.ledger_value.candidates IS '可能的代码';

CREATE OR REPLACE FUNCTION disclosure.source_rows(source text)
RETURNS SETOF disclosure.delimited_row
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF source ~* E'<t[dh][\\s>]' THEN
		RETURN QUERY SELECT * FROM disclosure.table_rows(source_rows.source);
	ELSE
		RETURN QUERY SELECT * FROM disclosure.delimited_rows(source_rows.source);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.source_rows(text) IS 'the rows of a file with commas, tabs or semicolons, or of the tables of an HTML page';

/* The meanings of the words of a file: {"key": {"code": …} | {"candidates": […]}} for each field with words. */
CREATE OR REPLACE FUNCTION disclosure.ledger_meanings(mapping text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT jsonb_object_agg(f.field, f.words)
	FROM (
		SELECT w.field, jsonb_object_agg(w.key, jsonb_build_object('code', w.code, 'candidates', w.candidates) ORDER BY w.rank DESC) AS words
		FROM (
			/* the office's own words come last, and so first */
			SELECT v.field, disclosure.source_word_key(v.word) AS key, v.code, v.candidates, CASE v.mapping WHEN 'default' THEN 2 ELSE 1 END AS rank
			FROM disclosure.ledger_value v WHERE v.mapping IN ('default', ledger_meanings.mapping)
			UNION ALL
			SELECT CASE l.field WHEN 'applicant' THEN 'applicant_kind' ELSE l.field END, k.key, l.word, NULL, 3
			FROM disclosure.ledger_word l
			CROSS JOIN LATERAL (SELECT disclosure.source_word_key(l.word) AS key
				UNION SELECT disclosure.source_word_key(regexp_replace(l.label, '^(（[^）]*）|[0-9]+[.．、])', ''))) k
			WHERE l.field IN ('applicant', 'channel', 'outcome', 'reply_way')) w
		GROUP BY w.field) f
$$;
COMMENT ON FUNCTION disclosure.ledger_meanings(text) IS 'the words that an import understands, by field: those of the mapping, then the codes and labels of ledger_word';

/*
 * Messages repeat of a file what is known, or has the shape of a date, and
 * nothing else: where its cells are out of place, any may hold a person.
 */
CREATE OR REPLACE FUNCTION disclosure.read_ledger(source text, mapping text)
RETURNS SETOF disclosure.read_line
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	heading record;
	fields text[];
	missing text;
	twice text;
	labels jsonb := '{"request_no": "申请编号", "applicant_kind": "申请人类别", "channel": "收到方式", "received_on": "收到日期", "outcome": "办理结果", "decided_on": "答复日期",
		"reply_way": "答复方式", "items": "事项数", "extended_on": "告知延期日期", "supplement_requested_on": "告知补正日期", "supplement_received_on": "收到补正日期",
		"third_party_consulted_on": "征求第三方意见日期", "third_party_replied_on": "第三方答复日期"}';
	/* the office's own headings come last, and so win */
	known jsonb := (SELECT jsonb_object_agg(disclosure.source_word_key(h.heading), h.field ORDER BY h.mapping <> 'default')
		FROM disclosure.ledger_heading h WHERE h.mapping IN ('default', read_ledger.mapping));
	meanings jsonb := disclosure.ledger_meanings(read_ledger.mapping);
	bounds jsonb := (SELECT jsonb_object_agg(b.field, disclosure.text_limit(b.relation, b.field)) FROM (VALUES
		('request', 'request_no'), ('request', 'applicant_no'), ('request', 'handled_by'), ('request_text', 'subject'), ('request_text', 'document_no'), ('request_applicant', 'name'), ('request_applicant', 'contact'),
		('request_applicant', 'description')) b(relation, field));
	result disclosure.read_line;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.ledger_heading h WHERE h.mapping = read_ledger.mapping) THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('没有名为“%s”的对照表', read_ledger.mapping),
			hint => '表 ledger_heading 登记各种文件的表头。');
	END IF;
	/* the heading is the row among the first that has the most headings that are known */
	SELECT r.line, r.cells, k.fields, k.known INTO heading
	FROM (SELECT * FROM disclosure.source_rows(read_ledger.source) LIMIT 20) r
	CROSS JOIN LATERAL (
		SELECT array_agg(known ->> disclosure.source_word_key(c.cell) ORDER BY c.n) AS fields, count(known ->> disclosure.source_word_key(c.cell)) AS known
		FROM unnest(r.cells) WITH ORDINALITY c(cell, n)) k
	ORDER BY k.known DESC, r.line LIMIT 1;
	fields := heading.fields;
	SELECT string_agg(labels ->> n, '、') INTO missing FROM unnest(ARRAY['request_no', 'applicant_kind', 'received_on']) n WHERE NOT coalesce(n = ANY (fields), false);
	SELECT string_agg(DISTINCT coalesce(labels ->> f, f), '、') INTO twice
	/* a person's name and a firm's stand in columns of their own */
	FROM (SELECT f FROM unnest(fields) f WHERE f NOT IN ('ignore', 'identity', 'name', 'contact', 'description') GROUP BY f HAVING count(*) > 1) d(f);
	result.line := heading.line;
	IF missing IS NOT NULL THEN
		result.errors := ARRAY['|没有找到表头：' || missing];
		RETURN NEXT result;
		RETURN;
	ELSIF twice IS NOT NULL THEN
		result.errors := ARRAY['|两列都是：' || twice];
		RETURN NEXT result;
		RETURN;
	END IF;
	SELECT array_agg(format('|第 %s 列的表头不认识，这一列没有读入', c.n) ORDER BY c.n) INTO result.notes
	FROM unnest(heading.cells) WITH ORDINALITY c(cell, n) WHERE fields[c.n] IS NULL AND c.cell <> '';
	IF 'identity' = ANY (fields) THEN
		result.notes := result.notes || format('|证件号码 %s 列，没有读入', (SELECT count(*) FROM unnest(fields) f WHERE f = 'identity'));
	END IF;
	IF result.notes IS NOT NULL THEN
		RETURN NEXT result;
	END IF;

	RETURN QUERY
	SELECT r.line, nullif(v ->> 'request_no', ''), w.codes ->> 'applicant_kind', w.codes ->> 'channel', (d.days ->> 'received_on')::date, w.codes ->> 'outcome',
		(d.days ->> 'decided_on')::date, nullif(v ->> 'applicant_no', ''), i.items, w.codes ->> 'reply_way', nullif(v ->> 'handled_by', ''), nullif(v ->> 'subject', ''),
		nullif(v ->> 'document_no', ''), nullif(v ->> 'name', ''), nullif(v ->> 'contact', ''), nullif(v ->> 'description', ''),
		ARRAY(SELECT ROW(e.kind, (d.days ->> e.field)::date, NULL, NULL, e.days, NULL)::disclosure.clock_event
			FROM (VALUES ('supplement_requested_on', 'supplement_requested', NULL::integer), ('supplement_received_on', 'supplement_received', NULL),
				('third_party_consulted_on', 'third_party_consulted', NULL), ('third_party_replied_on', 'third_party_replied', NULL), ('extended_on', 'extended', 20)) e(field, kind, days)
			WHERE d.days ? e.field),
		array_remove(w.errors || d.errors || ARRAY[
			CASE WHEN coalesce(v ->> 'request_no', '') = '' THEN 'request_no|没有申请编号'
				WHEN count(*) OVER (PARTITION BY v ->> 'request_no') > 1 THEN 'request_no|编号在文件中不止一行' END,
			CASE WHEN NOT w.codes ? 'applicant_kind' AND NOT w.failed ? 'applicant_kind' THEN 'applicant_kind|没有申请人类别' END,
			CASE WHEN NOT w.codes ? 'channel' AND NOT w.failed ? 'channel' THEN 'channel|没有收到方式' END,
			CASE WHEN NOT d.days ? 'received_on' AND NOT d.failed ? 'received_on' THEN 'received_on|没有收到日期' END,
			CASE WHEN w.failed = '{}' AND d.failed = '{}' THEN disclosure.request_fault(v ->> 'request_no', (d.days ->> 'received_on')::date, w.codes ->> 'outcome',
				(d.days ->> 'decided_on')::date, v ->> 'applicant_no', i.items) END,
			CASE WHEN array_to_string(r.cells[cardinality(fields) + 1 :], '') <> '' THEN '|这一行的格数比表头多，可能错位' END,
			(SELECT min(f) || '|有证件号码，不予登记' FROM jsonb_object_keys(v) f
				WHERE f NOT IN ('request_no', 'applicant_no') AND disclosure.holds_identity_number(v ->> f)),
			(SELECT min(format('%s|过长：%s 字，不得超过 %s 字', b.key, length(v ->> b.key), b.value)) FROM jsonb_each_text(bounds) b
				WHERE length(v ->> b.key) > b.value::integer),
			CASE WHEN coalesce(v ->> 'items', '') <> '' AND i.items IS NULL THEN 'items|事项数不是正整数' END], NULL),
		array_remove(d.notes || CASE WHEN v ->> 'extended' ~ '^(是|已延期|延期|1|true|Y|y)$' AND NOT d.days ? 'extended_on'
			THEN 'extended|没有告知延期的日期，没有登记延期' END, NULL)
	FROM disclosure.source_rows(read_ledger.source) r
	CROSS JOIN LATERAL (SELECT coalesce(jsonb_object_agg(f.field, CASE WHEN f.field IN ('request_no', 'applicant_no') THEN disclosure.plain_key(f.cell) ELSE f.cell END), '{}')
		FROM (SELECT f.field, coalesce(string_agg(nullif(r.cells[f.n], ''), ' ' ORDER BY f.n), '') AS cell
			FROM unnest(fields) WITH ORDINALITY f(field, n) WHERE f.field NOT IN ('ignore', 'identity') GROUP BY f.field) f) c(v)
	CROSS JOIN LATERAL (
		SELECT coalesce(jsonb_object_agg(x.field, x.meaning ->> 'code') FILTER (WHERE x.meaning ->> 'code' IS NOT NULL), '{}') AS codes,
			coalesce(jsonb_object_agg(x.field, true) FILTER (WHERE x.error IS NOT NULL), '{}') AS failed,
			coalesce(array_agg(x.field || '|' || x.error) FILTER (WHERE x.error IS NOT NULL), '{}') AS errors
		FROM (
			SELECT x.field, x.meaning, CASE
				WHEN jsonb_typeof(x.meaning -> 'candidates') = 'array' THEN format('%s“%s”对应不止一栏：%s', labels ->> x.field, x.word,
					(SELECT string_agg(a || coalesce(' ' || disclosure.ledger_word_label(x.word_field, a), ''), '，') FROM jsonb_array_elements_text(x.meaning -> 'candidates') a))
				WHEN x.meaning IS NULL AND x.word <> '' THEN format('%s的说法不认识；可用：%s', labels ->> x.field,
					(SELECT string_agg(l.word || ' ' || l.label, '，') FROM disclosure.ledger_word l WHERE l.field = x.word_field)) END AS error
			FROM (SELECT n.field, n.word_field, coalesce(c.v ->> n.field, '') AS word, meanings -> n.field -> disclosure.source_word_key(coalesce(c.v ->> n.field, '')) AS meaning
				FROM (VALUES ('applicant_kind', 'applicant'), ('channel', 'channel'), ('outcome', 'outcome'), ('reply_way', 'reply_way')) n(field, word_field)) x) x) w
	CROSS JOIN LATERAL (
		SELECT coalesce(jsonb_object_agg(n, day) FILTER (WHERE fault IS NULL AND day IS NOT NULL), '{}') AS days,
			coalesce(jsonb_object_agg(n, true) FILTER (WHERE fault IS NOT NULL), '{}') AS failed,
			coalesce(array_agg(format('%s|%s%s', n, labels ->> n, fault)) FILTER (WHERE fault IS NOT NULL), '{}') AS errors,
			coalesce(array_agg(format('%s|%s“%s”按电子表格的日期序号读作 %s', n, labels ->> n, c.v ->> n, to_char(day, 'YYYY-MM-DD')))
				FILTER (WHERE c.v ->> n ~ '^[0-9]{5}$' AND day IS NOT NULL), '{}') AS notes
		FROM unnest(ARRAY['received_on', 'decided_on', 'extended_on', 'supplement_requested_on', 'supplement_received_on', 'third_party_consulted_on',
			'third_party_replied_on']) n
		CROSS JOIN LATERAL (SELECT disclosure.entry_date(c.v ->> n) AS day) e
		CROSS JOIN LATERAL (SELECT CASE
			WHEN day IS NULL AND c.v ->> n <> '' THEN coalesce('“' || substring(c.v ->> n FROM '^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?') || '”', '') || '不是日期'
			WHEN day > '2099-12-31' THEN '晚于 2099 年' END AS fault) f) d
	CROSS JOIN LATERAL (SELECT CASE WHEN c.v ->> 'items' ~ '^[1-9][0-9]{0,5}$' THEN (c.v ->> 'items')::integer END AS items) i
	WHERE r.line > heading.line
	ORDER BY r.line;
END
$$;
COMMENT ON FUNCTION disclosure.read_ledger(text, text) IS
'the lines of a file read into the columns of the ledger, with what is wrong in each and what is to be said, as field|message';

CREATE OR REPLACE FUNCTION disclosure.import_ledger(unit_id text, source text, mapping text DEFAULT 'default', apply boolean DEFAULT false,
	overwrite boolean DEFAULT false)
RETURNS SETOF disclosure.import_line
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	read disclosure.read_line[];
	stored jsonb;
BEGIN
	PERFORM disclosure.require_any_duty();
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = import_ledger.unit_id) THEN
		PERFORM disclosure.raise_error('no_data_found', format('没有代码为“%s”的单位', import_ledger.unit_id));
	END IF;
	IF import_ledger.apply THEN
		PERFORM disclosure.require_own_unit(import_ledger.unit_id, 'fill'::text, 'disclosure.request'::regclass);
	END IF;
	read := ARRAY(SELECT r FROM disclosure.read_ledger(import_ledger.source, import_ledger.mapping) r);
	/* impossible events are told here, line by line, and not by the trigger at the end */
	read := ARRAY(SELECT CASE WHEN cardinality(r.errors) = 0 AND i.reason IS NOT NULL
			THEN ROW(r.line, r.request_no, r.applicant_kind, r.channel, r.received_on, r.outcome, r.decided_on, r.applicant_no, r.items, r.reply_way, r.handled_by,
				r.subject, r.document_no, r.name, r.contact, r.description, r.events, ARRAY['|' || i.reason], r.notes)::disclosure.read_line ELSE r END
		FROM unnest(read) r
		CROSS JOIN LATERAL (SELECT CASE WHEN cardinality(r.errors) = 0 THEN coalesce(disclosure.impossible_events(r.received_on, r.decided_on, r.events),
			/* new dates have to agree with the events that are there */
			CASE WHEN import_ledger.overwrite THEN disclosure.impossible_events(r.received_on, r.decided_on,
				disclosure.events_of(import_ledger.unit_id, r.request_no)) END) END AS reason) i);
	SELECT coalesce(jsonb_object_agg(r.request_no, to_jsonb(r)), '{}') INTO stored
	FROM disclosure.request r WHERE r.unit_id = import_ledger.unit_id AND r.request_no IN (SELECT x.request_no FROM unnest(read) x);

	RETURN QUERY
	SELECT r.line, r.request_no, m.result, nullif(split_part(m.said, '|', 1), ''), nullif(substring(m.said FROM '[|](.*)$'), '')
	FROM unnest(read) WITH ORDINALITY r
	CROSS JOIN LATERAL (
		SELECT 'error' AS result, e AS said FROM unnest(r.errors) e
		UNION ALL
		SELECT CASE WHEN NOT stored ? r.request_no THEN 'new' WHEN d.changed = '' THEN 'same' ELSE 'changed' END,
			CASE WHEN stored ? r.request_no THEN '|' || d.changed END
		FROM (SELECT string_agg(format('%s：%s → %s', f.label, coalesce(stored -> r.request_no ->> f.field, '空'), coalesce(f.value, '空')), '；') AS changed
			FROM (VALUES ('申请人类别', 'applicant_kind', r.applicant_kind), ('收到方式', 'channel', r.channel), ('收到日期', 'received_on', to_char(r.received_on, 'YYYY-MM-DD')),
				('办理结果', 'outcome', r.outcome), ('答复日期', 'decided_on', to_char(r.decided_on, 'YYYY-MM-DD'))) f(label, field, value)
			WHERE (stored -> r.request_no ->> f.field) IS DISTINCT FROM f.value) c
		CROSS JOIN LATERAL (SELECT coalesce(c.changed, '') AS changed) d
		WHERE r.request_no IS NOT NULL AND cardinality(coalesce(r.errors, '{}')) = 0
		UNION ALL
		SELECT 'note', n FROM unnest(r.notes) n) m;

	IF import_ledger.apply AND NOT EXISTS (SELECT FROM unnest(read) r WHERE cardinality(r.errors) > 0) THEN
		PERFORM disclosure.write_ledger(import_ledger.unit_id, read, import_ledger.overwrite);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.import_ledger(text, text, text, boolean, boolean) IS
'reads requests from a file with commas, tabs or semicolons, or from an HTML table: a line a row says what it is and what is wrong; writes only with apply, if no line is in error, and over what is there only with overwrite';

/* Words, events and the applicant come with a new request alone: those that are there stay, and who was purged stays so. */
CREATE OR REPLACE FUNCTION disclosure.write_ledger(unit_id text, read disclosure.read_line[], overwrite boolean)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	read_from text := format('%s 读入', to_char(now(), 'YYYY-MM-DD'));
BEGIN
	IF write_ledger.overwrite THEN
		UPDATE disclosure.request q SET applicant_kind = r.applicant_kind, channel = r.channel, received_on = r.received_on,
			outcome = r.outcome, decided_on = r.decided_on
		FROM unnest(write_ledger.read) r
		WHERE q.unit_id = write_ledger.unit_id AND q.request_no = r.request_no
			AND (q.applicant_kind, q.channel, q.received_on, q.outcome, q.decided_on)
				IS DISTINCT FROM (r.applicant_kind, r.channel, r.received_on, r.outcome, r.decided_on);
	END IF;
	read := ARRAY(SELECT r FROM unnest(write_ledger.read) r WHERE r.request_no IS NOT NULL
		AND NOT EXISTS (SELECT FROM disclosure.request q WHERE q.unit_id = write_ledger.unit_id AND q.request_no = r.request_no));
	INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on, applicant_no, items, reply_way, handled_by)
	SELECT write_ledger.unit_id, r.request_no, r.applicant_kind, r.channel, r.received_on, r.outcome, r.decided_on, r.applicant_no, coalesce(r.items, 1),
		r.reply_way, r.handled_by
	FROM unnest(write_ledger.read) r;
	INSERT INTO disclosure.request_text (unit_id, request_no, subject, document_no, source)
	SELECT write_ledger.unit_id, r.request_no, r.subject, r.document_no, format('%s，第 %s 行', read_from, r.line)
	FROM unnest(write_ledger.read) r;
	INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on, days)
	SELECT write_ledger.unit_id, r.request_no, e.kind, e.happened_on, e.days
	FROM unnest(write_ledger.read) r
	CROSS JOIN LATERAL unnest(r.events) WITH ORDINALITY e
	ORDER BY r.line, e.ordinality;
	IF EXISTS (SELECT FROM unnest(write_ledger.read) r WHERE coalesce(r.name, r.contact, r.description) IS NOT NULL)
		AND has_table_privilege('disclosure.request_applicant', 'INSERT') THEN
		INSERT INTO disclosure.request_applicant (unit_id, request_no, name, contact, description)
		SELECT write_ledger.unit_id, r.request_no, r.name, r.contact, r.description
		FROM unnest(write_ledger.read) r
		WHERE coalesce(r.name, r.contact, r.description) IS NOT NULL;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.write_ledger(text, disclosure.read_line[], boolean) IS
'writes the lines that import_ledger() has read: new requests with their words and events, and over those that are there only if asked to';
