/*
 * History: every change of a report is a version.  The hash of a version
 * covers its content and the hash before it, and the report keeps the newest.
 */
CREATE TABLE IF NOT EXISTS disclosure.report_version (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL,
	scope text NOT NULL,
	version integer NOT NULL CHECK (version > 0),
	figures disclosure.figures NOT NULL,
	status text NOT NULL,
	origin text NOT NULL,
	issued_on date,
	deleted boolean NOT NULL,
	changed_at timestamptz NOT NULL,
	changed_by text NOT NULL,
	actor text,
	reason text,
	previous_hash bytea,
	hash bytea NOT NULL,
	PRIMARY KEY (unit_id, year, scope, version)
);
COMMENT ON TABLE disclosure.report_version IS '年度报告的历次版本：每次修改一行，前后以校验值相连';
COMMENT ON COLUMN disclosure.report_version.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_version.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_version.scope IS '范围';
COMMENT ON COLUMN disclosure.report_version.version IS '版本号，从 1 起';
COMMENT ON COLUMN disclosure.report_version.figures IS '这一版的全部数字';
COMMENT ON COLUMN disclosure.report_version.status IS '这一版的状态';
COMMENT ON COLUMN disclosure.report_version.origin IS '来源';
COMMENT ON COLUMN disclosure.report_version.issued_on IS '公布日期';
COMMENT ON COLUMN disclosure.report_version.deleted IS '报告在这一版被删除';
COMMENT ON COLUMN disclosure.report_version.changed_at IS '修改时间';
COMMENT ON COLUMN disclosure.report_version.changed_by IS '修改的数据库角色';
COMMENT ON COLUMN disclosure.report_version.actor IS '修改人：应用系统用 SET LOCAL disclosure.actor 告知';
COMMENT ON COLUMN disclosure.report_version.reason IS '修改原因：用 SET LOCAL disclosure.reason 告知';
COMMENT ON COLUMN disclosure.report_version.previous_hash IS '上一版的校验值';
COMMENT ON COLUMN disclosure.report_version.hash IS '校验值：这一版的内容和上一版校验值的 SHA-256';

/*
 * The hash is that of a JSON array of all columns but unit_id, which may be
 * renamed; figures as text, times in microseconds of UTC.
 */
CREATE OR REPLACE FUNCTION disclosure.version_hash(v disclosure.report_version)
RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT sha256(convert_to(jsonb_build_array(encode(v.previous_hash, 'hex'), v.year, v.scope, v.version,
		v.figures::text, v.status, v.origin, v.issued_on - date '2000-01-01', v.deleted,
		(extract(epoch FROM v.changed_at) * 1000000)::bigint, v.changed_by, v.actor, v.reason)::text, 'UTF8'))
$$;
COMMENT ON FUNCTION disclosure.version_hash(disclosure.report_version) IS
'the hash that a version should have: SHA-256 of its content and the hash before it';

CREATE OR REPLACE FUNCTION disclosure.next_version(r disclosure.report, version integer, previous_hash bytea, deleted boolean)
RETURNS disclosure.report_version
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	v disclosure.report_version;
BEGIN
	v.unit_id := r.unit_id;
	v.year := r.year;
	v.scope := r.scope;
	v.version := next_version.version;
	v.figures := r.figures;
	v.status := r.status;
	v.origin := r.origin;
	v.issued_on := r.issued_on;
	v.deleted := next_version.deleted;
	v.changed_at := r.changed_at;
	v.changed_by := coalesce(r.changed_by, 'unknown');
	v.actor := nullif(current_setting('disclosure.actor', true), '');
	v.reason := nullif(current_setting('disclosure.reason', true), '');
	v.previous_hash := next_version.previous_hash;
	v.hash := disclosure.version_hash(v);
	RETURN v;
END
$$;
COMMENT ON FUNCTION disclosure.next_version(disclosure.report, integer, bytea, boolean) IS
'the version that a report becomes by a change';

/*
 * Gives a changed report its number and hash.  Its name sorts behind the
 * triggers that may change the row; it runs as the register's owner, because
 * the writer may not see the history.
 */
CREATE OR REPLACE FUNCTION disclosure.seal_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	last record;
	v disclosure.report_version;
BEGIN
	IF TG_OP = 'INSERT' THEN
		/* A report made anew after a deletion continues the history. */
		SELECT h.version, h.hash INTO last FROM disclosure.report_version h
		WHERE h.unit_id = NEW.unit_id AND h.year = NEW.year AND h.scope = NEW.scope
		ORDER BY h.version DESC LIMIT 1;
		v := disclosure.next_version(NEW, coalesce(last.version, 0) + 1, last.hash, false);
	ELSIF disclosure.figures_differ(NEW.figures, OLD.figures) OR (NEW.status, NEW.origin, NEW.year, NEW.scope)
		IS DISTINCT FROM (OLD.status, OLD.origin, OLD.year, OLD.scope) OR NEW.issued_on IS DISTINCT FROM OLD.issued_on THEN
		v := disclosure.next_version(NEW, OLD.version + 1, OLD.head, false);
	ELSE
		NEW.version := OLD.version;
		NEW.head := OLD.head;
		RETURN NEW;
	END IF;
	NEW.version := v.version;
	NEW.head := v.hash;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.seal_report() IS 'trigger before a report is written: its version and hash';
REVOKE ALL ON FUNCTION disclosure.seal_report() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_seal
	BEFORE INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.seal_report();
COMMENT ON TRIGGER report_seal ON disclosure.report IS '写入前：编版本号，算校验值';

CREATE OR REPLACE FUNCTION disclosure.record_version()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	previous bytea;
	number integer;
	v disclosure.report_version;
BEGIN
	IF TG_OP = 'DELETE' THEN
		OLD.changed_at := clock_timestamp();
		OLD.changed_by := disclosure.calling_role();
		v := disclosure.next_version(OLD, OLD.version + 1, OLD.head, true);
	ELSIF TG_OP = 'UPDATE' AND NEW.version = OLD.version AND NEW.head IS NOT DISTINCT FROM OLD.head
		AND NOT disclosure.figures_differ(NEW.figures, OLD.figures) AND (NEW.status, NEW.origin, NEW.year, NEW.scope)
		IS NOT DISTINCT FROM (OLD.status, OLD.origin, OLD.year, OLD.scope) AND NEW.issued_on IS NOT DISTINCT FROM OLD.issued_on THEN
		RETURN NULL;
	ELSE
		/* counted from the old row, for a later trigger may have changed the new one */
		number := CASE TG_OP WHEN 'UPDATE' THEN OLD.version + 1 ELSE NEW.version END;
		SELECT h.hash INTO previous FROM disclosure.report_version h
		WHERE h.unit_id = NEW.unit_id AND h.year = NEW.year AND h.scope = NEW.scope AND h.version = number - 1;
		v := disclosure.next_version(NEW, number, previous, false);
		IF v.hash IS DISTINCT FROM NEW.head THEN
			RAISE EXCEPTION 'a trigger changes reports after they are sealed'
				USING ERRCODE = 'triggered_data_change_violation',
					HINT = 'Give it a name that sorts before "report_seal".';
		END IF;
	END IF;
	IF TG_OP = 'UPDATE' AND NEW.origin = 'filed' AND v.reason IS NULL THEN
		PERFORM disclosure.keep_carried_in(OLD, NEW);
	END IF;
	INSERT INTO disclosure.report_version SELECT v.*;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_version() IS 'trigger after a report is written: keeps the version';
REVOKE ALL ON FUNCTION disclosure.record_version() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_version
	AFTER INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.record_version();
COMMENT ON TRIGGER report_version ON disclosure.report IS '写入后：留存版本';

CREATE OR REPLACE FUNCTION disclosure.verify_history(unit_id text, year integer, scope text DEFAULT 'own')
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
BEGIN
	IF row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = verify_history.unit_id AND verify_history.year BETWEEN m.from_year AND m.to_year) THEN
		/* An empty view must not pass for a whole history. */
		RAISE EXCEPTION 'reports of unit % for % are not visible to this role', verify_history.unit_id, verify_history.year
			USING ERRCODE = 'insufficient_privilege';
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
		IF v.version <> expected OR v.previous_hash IS DISTINCT FROM previous OR NOT sound THEN
			RETURN expected;
		END IF;
		previous := v.hash;
		expected := expected + 1;
	END LOOP;
	SELECT * INTO r FROM disclosure.report p
	WHERE p.unit_id = verify_history.unit_id AND p.year = verify_history.year AND p.scope = verify_history.scope;
	IF r.unit_id IS NULL AND v.unit_id IS NULL THEN
		RAISE EXCEPTION 'there is no history of a report of unit % for % with scope % that this role can see',
			verify_history.unit_id, verify_history.year, verify_history.scope USING ERRCODE = 'no_data_found';
	ELSIF r.unit_id IS NULL THEN
		/* The last version of a report that was deleted says so. */
		RETURN CASE WHEN NOT v.deleted THEN expected END;
	ELSIF r.version >= expected OR r.head IS DISTINCT FROM previous THEN
		/* Newer versions were cut off, or never written. */
		RETURN expected;
	ELSIF v.deleted OR r.version <> v.version OR disclosure.figures_differ(r.figures, v.figures) OR r.status <> v.status
		OR r.origin <> v.origin OR r.issued_on IS DISTINCT FROM v.issued_on THEN
		RETURN v.version;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.verify_history(text, integer, text) IS
'number of the first version of a report that was changed or is missing; NULL if its history is whole';

CREATE OR REPLACE FUNCTION disclosure.report_as_of(moment timestamptz)
RETURNS SETOF disclosure.report_version
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT (last.h).* FROM (
		SELECT DISTINCT ON (v.unit_id, v.year, v.scope) v AS h
		FROM disclosure.report_version v
		WHERE v.changed_at <= moment
		ORDER BY v.unit_id, v.year, v.scope, v.version DESC) last
	WHERE NOT (last.h).deleted
$$;
COMMENT ON FUNCTION disclosure.report_as_of(timestamptz) IS 'the reports as they were at some time, each as its version then';

CREATE OR REPLACE VIEW disclosure.report_change WITH (security_invoker = true) AS
SELECT v.unit_id, v.year, v.scope, v.version, v.status, v.changed_at, v.changed_by, v.actor, v.reason,
	c.path, c.row_label, c.column_label, c.before AS old, c.after AS new
FROM disclosure.report_version v
LEFT JOIN disclosure.report_version o
	ON o.unit_id = v.unit_id AND o.year = v.year AND o.scope = v.scope AND o.version = v.version - 1
LEFT JOIN LATERAL disclosure.compare(coalesce(o.figures, v.figures), v.figures) c ON c.before IS DISTINCT FROM c.after;
COMMENT ON VIEW disclosure.report_change IS '修改记录：每个版本改动的每一格一行；数字没有变的版本也有一行';
COMMENT ON COLUMN disclosure.report_change.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_change.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_change.scope IS '范围';
COMMENT ON COLUMN disclosure.report_change.version IS '版本号';
COMMENT ON COLUMN disclosure.report_change.status IS '状态';
COMMENT ON COLUMN disclosure.report_change.changed_at IS '修改时间';
COMMENT ON COLUMN disclosure.report_change.changed_by IS '数据库角色';
COMMENT ON COLUMN disclosure.report_change.actor IS '修改人';
COMMENT ON COLUMN disclosure.report_change.reason IS '修改原因';
COMMENT ON COLUMN disclosure.report_change.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.report_change.row_label IS '行标签';
COMMENT ON COLUMN disclosure.report_change.column_label IS '列标签';
COMMENT ON COLUMN disclosure.report_change.old IS '原数';
COMMENT ON COLUMN disclosure.report_change.new IS '现数';
