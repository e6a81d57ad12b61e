/*
 * Heads of histories: of a report, and of the whole register in a line to be
 * kept elsewhere, each day.  A head leaves the house: whoever keeps it can say
 * later whether the history still has it.
 *
 * The line covers the newest version of every report that was ever submitted or
 * recorded; as each version covers the one before, it covers all of them.  Drafts
 * that nobody has submitted are not in it: they go with a unit that was entered
 * by mistake.
 *
 * Which versions were there cannot be told from times alone, because a
 * transaction may commit later than it began.  So the line also has the snapshot
 * in which it was made.  A database restored elsewhere numbers its transactions
 * anew; what is newer there than the line is told by its time.
 */
CREATE OR REPLACE FUNCTION disclosure.history_head(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT v.version || ':' || encode(v.hash, 'hex') FROM disclosure.report_version v
	WHERE v.unit_id = history_head.unit_id AND v.year = history_head.year AND v.scope = history_head.scope
	ORDER BY v.version DESC LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.history_head(text, integer, text) IS
'number and hash of the newest version of a report, to be kept elsewhere; verify_history() says whether it was ever ours';

CREATE OR REPLACE FUNCTION disclosure.verify_history(unit_id text, year integer, scope text DEFAULT 'own', head text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	v disclosure.report_version;
	r disclosure.report;
	previous bytea;
	sound boolean;
	expected integer := 1;
	kept_version integer := substring(head FROM E'^\\s*([0-9]{1,9}):[0-9A-Fa-f]{64}\\s*$')::integer;
	kept_hash bytea := decode(substring(head FROM E'^\\s*[0-9]{1,9}:([0-9A-Fa-f]{64})\\s*$'), 'hex');
BEGIN
	PERFORM disclosure.require_any_duty();
	IF row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = verify_history.unit_id AND verify_history.year BETWEEN m.from_year AND m.to_year) THEN
		/* An empty view must not pass for a whole history. */
		PERFORM disclosure.raise_error('insufficient_privilege'::text,
			format('单位 %s %s年的报告，角色 %s 不能查看，也就不能核对它的历史',
				verify_history.unit_id, verify_history.year, disclosure.calling_role()),
			'需要的，由登记簿的所有者授予 read 等职责。'::text, NULL::text, NULL::regclass);
	ELSIF head IS NOT NULL AND kept_version IS NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('“%s”不是一份报告的历史校验值', head),
			'应如 history_head() 所给的：版本号、冒号、64 位十六进制数。'::text, NULL::text, NULL::regclass);
	END IF;
	FOR v IN SELECT * FROM disclosure.report_version h
		WHERE h.unit_id = verify_history.unit_id AND h.year = verify_history.year AND h.scope = verify_history.scope
		ORDER BY h.version
	LOOP
		BEGIN
			sound := v.hash = disclosure.version_hash(v);
		EXCEPTION WHEN data_exception OR feature_not_supported THEN
			/* A date such as infinity has no hash, so nobody wrote the version with it. */
			sound := false;
		END;
		IF v.version <> expected OR v.previous_hash IS DISTINCT FROM previous OR NOT sound
			OR (v.version = kept_version AND v.hash <> kept_hash)
			OR EXISTS (SELECT FROM disclosure.version_text t
				WHERE t.unit_id = v.unit_id AND t.year = v.year AND t.scope = v.scope AND t.version = v.version
					AND (v.text_hash IS DISTINCT FROM disclosure.text_hash(t.words)
						OR v.page_hash IS DISTINCT FROM CASE WHEN t.source IS NOT NULL THEN disclosure.page_hash(t.source, t.page, t.notes) END)) THEN
			RETURN expected;
		END IF;
		previous := v.hash;
		expected := expected + 1;
	END LOOP;
	SELECT * INTO r FROM disclosure.report p
	WHERE p.unit_id = verify_history.unit_id AND p.year = verify_history.year AND p.scope = verify_history.scope;
	IF r.unit_id IS NULL AND v.unit_id IS NULL THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('单位 %s 没有%s年、范围 %s 的报告的历史，或者角色 %s 看不到它',
			verify_history.unit_id, verify_history.year, verify_history.scope, disclosure.calling_role()), NULL::text, NULL::text, NULL::regclass);
	ELSIF r.unit_id IS NULL THEN
		/* The last version of a report that was deleted says so. */
		RETURN CASE WHEN NOT v.deleted OR kept_version >= expected THEN expected END;
	ELSIF r.version >= expected OR r.head IS DISTINCT FROM previous THEN
		/* Newer versions were cut off, or never written. */
		RETURN expected;
	ELSIF v.deleted OR r.version <> v.version OR disclosure.figures_differ(r.figures, v.figures) OR r.status <> v.status
		OR r.origin <> v.origin OR (r.issued_on, r.submitted_by, r.approved_by, r.text_hash, r.page_hash)
			IS DISTINCT FROM (v.issued_on, v.submitted_by, v.approved_by, v.text_hash, v.page_hash) THEN
		RETURN v.version;
	END IF;
	RETURN CASE WHEN kept_version >= expected THEN expected END;
END
$$;
COMMENT ON FUNCTION disclosure.verify_history(text, integer, text, text) IS
'number of the first version of a report that was changed or is missing, NULL if its history is whole; with a head that was kept, also whether the history still has it: if not, the number of a version up to which it was made anew';

CREATE OR REPLACE FUNCTION disclosure.register_state(moment timestamptz, seen pg_snapshot)
RETURNS TABLE (unit_id text, year integer, scope text, version integer, hash bytea)
LANGUAGE sql STABLE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT v.unit_id, v.year, v.scope, max(v.version), (array_agg(v.hash ORDER BY v.version DESC))[1]
	FROM disclosure.report_version v
	WHERE v.changed_at <= moment AND pg_visible_in_snapshot(v.transaction, seen)
	GROUP BY v.unit_id, v.year, v.scope
	HAVING bool_or(v.origin <> 'filed' OR v.status <> 'draft')
$$;
COMMENT ON FUNCTION disclosure.register_state(timestamptz, pg_snapshot) IS
'the newest version of every report that was ever submitted or recorded, as a snapshot at some time had them';
REVOKE ALL ON FUNCTION disclosure.register_state(timestamptz, pg_snapshot) FROM PUBLIC;

/* A hash of hashes: 32 bytes a report, so that a country's reports fit into one value. */
CREATE OR REPLACE FUNCTION disclosure.register_line(moment timestamptz, seen pg_snapshot)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT concat_ws(' ', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), count(*), seen,
		encode(sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(s.unit_id, s.year, s.scope, s.version, encode(s.hash, 'hex'))::text, 'UTF8')),
			'' ORDER BY s.unit_id COLLATE "C", s.year, s.scope COLLATE "C"), '')), 'hex'))
	FROM disclosure.register_state(moment, seen) s
$$;
COMMENT ON FUNCTION disclosure.register_line(timestamptz, pg_snapshot) IS
'the head of the whole register as a snapshot at some time had it: time, number of reports, snapshot, hash';
REVOKE ALL ON FUNCTION disclosure.register_line(timestamptz, pg_snapshot) FROM PUBLIC;

/* Runs as the owner: the line is one for all, and tells no report. */
CREATE OR REPLACE FUNCTION disclosure.history_head()
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* The snapshot does not tell what this transaction itself has written; a standby's does not tell what runs. */
	IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, '这个事务已经改过数据，其中不能取登记簿的校验行'::text,
			'先提交（COMMIT），再取。'::text, NULL::text, NULL::regclass);
	ELSIF pg_is_in_recovery() THEN
		PERFORM disclosure.raise_error('feature_not_supported'::text, '备用服务器上不能取登记簿的校验行'::text,
			'在主服务器上取。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN disclosure.register_line(clock_timestamp(), pg_current_snapshot());
END
$$;
COMMENT ON FUNCTION disclosure.history_head() IS
'a line on the whole register, to be kept elsewhere each day: time, number of reports ever submitted or recorded, snapshot, hash; verify_history() says whether it was ever ours';
REVOKE ALL ON FUNCTION disclosure.history_head() FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.verify_history(head text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	said text[] := regexp_match(head, E'^\\s*(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z) (\\d{1,18}) (\\d{1,19}:\\d{1,19}:[\\d,]*) ([0-9A-Fa-f]{64})\\s*$');
	moment timestamptz;
	seen pg_snapshot;
	line text;
	reports text;
	changed record;
BEGIN
	BEGIN
		moment := said[1]::timestamptz;
		seen := said[3]::pg_snapshot;
	EXCEPTION WHEN data_exception THEN
		said := NULL;
	END;
	IF said IS NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('“%s”不是登记簿的校验行', left(head, 100)),
			'校验行是 history_head() 给出的一整行：时间、份数、快照、校验值。'::text, NULL::text, NULL::regclass);
	END IF;
	line := disclosure.register_line(moment, seen);
	reports := split_part(line, ' ', 2);
	IF reports <> said[2] THEN
		RETURN format('抄存时有报送过或者收录的报告 %s 份，现在查得当时的是 %s 份：有历史被删去或者添上', said[2], reports);
	ELSIF split_part(line, ' ', 4) <> lower(said[4]) THEN
		RETURN format('%s 份报告中有历史与抄存时不同：校验值应为 %s，现在算得 %s', reports, lower(said[4]), split_part(line, ' ', 4));
	END IF;
	/* The hashes are those of the day; are the contents those of the hashes? */
	SELECT s.unit_id, s.year, s.scope, b.version, count(*) OVER () AS reports INTO changed
	FROM disclosure.register_state(moment, seen) s
	CROSS JOIN LATERAL (SELECT disclosure.verify_history(s.unit_id, s.year, s.scope) AS version) b
	WHERE b.version <= s.version
	ORDER BY s.unit_id COLLATE "C", s.year, s.scope COLLATE "C"
	LIMIT 1;
	IF changed.unit_id IS NOT NULL THEN
		RETURN format('%s 份报告的历史在登记簿以外被改动，第一份是单位 %s %s年、范围 %s 的，自第%s版起', changed.reports,
			changed.unit_id, changed.year, changed.scope, changed.version);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.verify_history(text) IS
'NULL if a line of history_head() was ever ours and no version up to it was changed since; else a sentence that says what is not';
REVOKE ALL ON FUNCTION disclosure.verify_history(text) FROM PUBLIC;
