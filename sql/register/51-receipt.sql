/*
 * Reports received from other registers, in packages: see 89-package.sql.
 *
 * A received report has a history of its own here.  Its receipt holds the number
 * and the hash of the version that it was over there, and the version that it
 * became here: what comes next must continue the one, and nobody may have
 * changed the other.
 */
CREATE TABLE IF NOT EXISTS disclosure.receipt (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	root text NOT NULL,
	sent_version integer NOT NULL,
	sent_hash bytea NOT NULL,
	version integer NOT NULL,
	checksum bytea NOT NULL,
	packed_at timestamptz NOT NULL,
	received_at timestamptz NOT NULL DEFAULT now(),
	received_by text NOT NULL,
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.receipt IS '收到的报告：来自哪个报告包，是报来的登记簿中的哪一版';
COMMENT ON COLUMN disclosure.receipt.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.receipt.year IS '报告年度';
COMMENT ON COLUMN disclosure.receipt.scope IS '范围';
COMMENT ON COLUMN disclosure.receipt.root IS '报告包是哪个单位及其所属单位的';
COMMENT ON COLUMN disclosure.receipt.sent_version IS '在报来的登记簿中是第几版';
COMMENT ON COLUMN disclosure.receipt.sent_hash IS '在报来的登记簿中这一版的校验值';
COMMENT ON COLUMN disclosure.receipt.version IS '在本登记簿中成了第几版';
COMMENT ON COLUMN disclosure.receipt.checksum IS '报告包的校验值';
COMMENT ON COLUMN disclosure.receipt.packed_at IS '报告包打成的时间';
COMMENT ON COLUMN disclosure.receipt.received_at IS '收到时间';
COMMENT ON COLUMN disclosure.receipt.received_by IS '收的人';

/* For the functions below, which run as the owner: nobody else writes publications and receipts. */
CREATE OR REPLACE FUNCTION disclosure.require_received(unit_id text, year integer, scope text)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	IF NOT disclosure.caller_has_duty(require_received.unit_id, require_received.year, '{review}'::text[]) THEN
		PERFORM disclosure.raise_lacks_duty(require_received.unit_id, '{review}'::text[]);
	END IF;
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = require_received.unit_id AND p.year = require_received.year AND p.scope = require_received.scope FOR NO KEY UPDATE;
	IF r.origin IS DISTINCT FROM 'received' THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年、范围 %s 的报告不是收到的，不能登记为收到', require_received.unit_id, require_received.year, require_received.scope),
			'收到的报告由 unpack_reports() 写入。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN r;
END
$$;
COMMENT ON FUNCTION disclosure.require_received(text, integer, text) IS
'a received report, locked; an error if the calling role may not review it, or if it is none; for functions that run as the owner';
REVOKE ALL ON FUNCTION disclosure.require_received(text, integer, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.enter_publication(unit_id text, year integer, scope text, publication jsonb)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report := disclosure.require_received(enter_publication.unit_id, enter_publication.year, enter_publication.scope);
	last integer := coalesce((SELECT max(p.number) FROM disclosure.publication p
		WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope), 0);
BEGIN
	IF (publication ->> 'number')::integer IS DISTINCT FROM last + 1 THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text,
			format('单位 %s %s年的报告已有 %s 次公布记录，接下来的不能是第 %s 次', r.unit_id, r.year, last, publication ->> 'number'),
			'公布记录须依次收齐。'::text, NULL::text, NULL::regclass);
	END IF;
	PERFORM disclosure.require_web_address(publication ->> 'address');
	INSERT INTO disclosure.publication (unit_id, year, scope, number, version, published_on, address, kind, statement, accepted)
	VALUES (r.unit_id, r.year, r.scope, last + 1, r.version, (publication ->> 'published_on')::date, publication ->> 'address',
		CASE last WHEN 0 THEN 'first' ELSE 'correction' END, publication ->> 'statement', nullif(publication -> 'accepted', 'null'));
END
$$;
COMMENT ON FUNCTION disclosure.enter_publication(text, integer, text, jsonb) IS
'a publication of a received report in the register that it came from: number, date, address, statement; of the version that the report is here now';
REVOKE ALL ON FUNCTION disclosure.enter_publication(text, integer, text, jsonb) FROM PUBLIC;

/* Explanations have no versions.  The latest time in them tells which are newer: both are the clock of the register that they come from. */
CREATE OR REPLACE FUNCTION disclosure.latest_explanation(explanations jsonb)
RETURNS timestamptz
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT max(greatest((e ->> 'written_at')::timestamptz, (e ->> 'accepted_at')::timestamptz)) FROM jsonb_array_elements(explanations) e
$$;
COMMENT ON FUNCTION disclosure.latest_explanation(jsonb) IS 'when the last of some explanations was written or accepted, NULL if there are none';

CREATE OR REPLACE FUNCTION disclosure.explanation_list(unit_id text, year integer, scope text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('rule', e.rule, 'fingerprint', e.fingerprint, 'explanation', e.explanation,
		'written_by', e.written_by, 'written_at', to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
		'accepted_by', e.accepted_by, 'accepted_at', to_char(e.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
		ORDER BY e.rule COLLATE "C", e.fingerprint COLLATE "C"), '[]')
	FROM disclosure.explanation e
	WHERE e.unit_id = explanation_list.unit_id AND e.year = explanation_list.year AND e.scope = explanation_list.scope
$$;
COMMENT ON FUNCTION disclosure.explanation_list(text, integer, text) IS 'the explanations of a report as a package has them';

CREATE OR REPLACE FUNCTION disclosure.enter_receipt(receipt disclosure.receipt, explanations jsonb)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report := disclosure.require_received(receipt.unit_id, receipt.year, receipt.scope);
BEGIN
	DELETE FROM disclosure.explanation e WHERE e.unit_id = r.unit_id AND e.year = r.year AND e.scope = r.scope;
	IF explanations <> '[]' THEN
		INSERT INTO disclosure.explanation (unit_id, year, scope, rule, fingerprint, explanation, written_by, written_at, accepted_by, accepted_at)
		SELECT r.unit_id, r.year, r.scope, e.rule, e.fingerprint, e.explanation, e.written_by, e.written_at, e.accepted_by, e.accepted_at
		FROM jsonb_populate_recordset(NULL::disclosure.explanation, explanations) e;
	END IF;
	INSERT INTO disclosure.receipt AS t (unit_id, year, scope, root, sent_version, sent_hash, version, checksum, packed_at, received_by)
	VALUES (r.unit_id, r.year, r.scope, receipt.root, receipt.sent_version, receipt.sent_hash, r.version, receipt.checksum, receipt.packed_at,
		disclosure.calling_person())
	ON CONFLICT ON CONSTRAINT receipt_pkey DO UPDATE SET root = excluded.root, sent_version = excluded.sent_version, sent_hash = excluded.sent_hash,
		version = excluded.version, checksum = excluded.checksum, packed_at = excluded.packed_at, received_at = now(), received_by = excluded.received_by;
END
$$;
COMMENT ON FUNCTION disclosure.enter_receipt(disclosure.receipt, jsonb) IS
'what came with a received report: its explanations as they were written and accepted over there, and where it came from; the version is that of now';
REVOKE ALL ON FUNCTION disclosure.enter_receipt(disclosure.receipt, jsonb) FROM PUBLIC;
