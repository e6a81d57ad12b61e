/*
 * History: every transaction that changes a report makes a version of it.  The
 * hash of a version covers its content, its words and page among it, and the
 * hash before it; the report keeps the newest.
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
	login text NOT NULL,
	submitted_by text,
	approved_by text,
	text_hash bytea,
	page_hash bytea,
	remarks jsonb,
	transaction xid8 NOT NULL,
	PRIMARY KEY (unit_id, year, scope, version)
);
COMMENT ON TABLE disclosure.report_version IS '年度报告的历次版本：每次保存（一个事务）一行，前后以校验值相连';
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
COMMENT ON COLUMN disclosure.report_version.reason IS '修改原因：用 SET LOCAL disclosure.reason 告知；同一次保存有几个的，以分号隔开';
COMMENT ON COLUMN disclosure.report_version.previous_hash IS '上一版的校验值';
COMMENT ON COLUMN disclosure.report_version.hash IS '校验值：这一版的内容和上一版校验值的 SHA-256';
COMMENT ON COLUMN disclosure.report_version.login IS '登录名：连接数据库的是谁';
COMMENT ON COLUMN disclosure.report_version.submitted_by IS '报送人';
COMMENT ON COLUMN disclosure.report_version.approved_by IS '审核人';
COMMENT ON COLUMN disclosure.report_version.text_hash IS '这一版文字的校验值';
COMMENT ON COLUMN disclosure.report_version.page_hash IS '这一版页面的校验值';
COMMENT ON COLUMN disclosure.report_version.remarks IS '报告被删除时的说明和审核意见';
COMMENT ON COLUMN disclosure.report_version.transaction IS '写入这一版的事务';

/* Words and pages of earlier versions.  Those of now are in report_text and report_source, so that nothing is stored twice. */
CREATE TABLE IF NOT EXISTS disclosure.past_text (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL,
	scope text NOT NULL,
	hash bytea NOT NULL,
	content jsonb NOT NULL,
	PRIMARY KEY (unit_id, year, scope, hash)
);
COMMENT ON TABLE disclosure.past_text IS '年度报告以前的文字：修改、删除以前的样子';
COMMENT ON COLUMN disclosure.past_text.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.past_text.year IS '报告年度';
COMMENT ON COLUMN disclosure.past_text.scope IS '范围';
COMMENT ON COLUMN disclosure.past_text.hash IS '校验值，同 report_version.text_hash';
COMMENT ON COLUMN disclosure.past_text.content IS '文字：report_text 的各列';

CREATE TABLE IF NOT EXISTS disclosure.past_page (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL,
	scope text NOT NULL,
	hash bytea NOT NULL,
	source text NOT NULL,
	notes jsonb NOT NULL,
	imported_at timestamptz NOT NULL,
	page bytea,
	PRIMARY KEY (unit_id, year, scope, hash)
);
COMMENT ON TABLE disclosure.past_page IS '年度报告以前读自哪个页面：重新读入、删除以前的样子';
COMMENT ON COLUMN disclosure.past_page.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.past_page.year IS '报告年度';
COMMENT ON COLUMN disclosure.past_page.scope IS '范围';
COMMENT ON COLUMN disclosure.past_page.hash IS '校验值，同 report_version.page_hash';
COMMENT ON COLUMN disclosure.past_page.source IS '页面原文';
COMMENT ON COLUMN disclosure.past_page.notes IS '读页面时的说明';
COMMENT ON COLUMN disclosure.past_page.imported_at IS '读入时间';
COMMENT ON COLUMN disclosure.past_page.page IS '公布的文件';

/* Columns without a value are left out, so that a column of a later version leaves the hashes as they are. */
CREATE OR REPLACE FUNCTION disclosure.text_content(t disclosure.report_text)
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN (SELECT coalesce(jsonb_object_agg(k.key, k.value), '{}') FROM jsonb_each(jsonb_build_object('title', t.title, 'unit_name', t.unit_name,
		'index_number', t.index_number, 'sections', t.sections, 'contact', t.contact, 'document_number', t.document_number,
		'period_start', t.period_start - date '2000-01-01', 'period_end', t.period_end - date '2000-01-01', 'metadata', t.metadata)) k
	WHERE k.value <> 'null');
END
$$;
COMMENT ON FUNCTION disclosure.text_content(disclosure.report_text) IS
'the words of a report as a JSON object of their columns; dates in days after 2000-01-01';

CREATE OR REPLACE FUNCTION disclosure.text_hash(content jsonb)
RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT sha256(convert_to(content::text, 'UTF8')) $$;
COMMENT ON FUNCTION disclosure.text_hash(jsonb) IS 'the hash of the words of a report';

CREATE OR REPLACE FUNCTION disclosure.page_hash(source text, page bytea, notes jsonb)
RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT sha256(sha256(coalesce(page, '')) || sha256(convert_to(source, 'UTF8')) || sha256(convert_to(notes::text, 'UTF8')))
$$;
COMMENT ON FUNCTION disclosure.page_hash(text, bytea, jsonb) IS
'the hash of a page: that of the hashes of the file, of its text and of the notes on it';

/*
 * The hash is that of a JSON array of all columns but the transaction; figures
 * as text, times in microseconds of UTC, hashes in hexadecimal.
 */
CREATE OR REPLACE FUNCTION disclosure.version_hash(v disclosure.report_version)
RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(convert_to(json_build_array(encode(v.previous_hash, 'hex'), v.unit_id, v.year, v.scope, v.version,
	v.figures::text, v.status, v.origin, v.issued_on - date '2000-01-01', v.deleted,
	(extract(epoch FROM v.changed_at) * 1000000)::bigint, v.login, v.changed_by, v.actor, v.reason, v.submitted_by, v.approved_by,
	encode(v.text_hash, 'hex'), encode(v.page_hash, 'hex'), v.remarks)::text, 'UTF8'));
COMMENT ON FUNCTION disclosure.version_hash(disclosure.report_version) IS
'the hash that a version should have: SHA-256 of its content and the hash before it';

CREATE OR REPLACE FUNCTION disclosure.both_reasons(a text, b text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN a IS NULL THEN b WHEN b IS NULL OR position('；' || b || '；' IN '；' || a || '；') > 0 THEN a ELSE a || '；' || b END
$$;
COMMENT ON FUNCTION disclosure.both_reasons(text, text) IS 'the reasons of two statements of one transaction';

/*
 * The version that a report becomes by a change.  If the last version was made
 * by the same person in the same transaction it is made anew; but what was
 * published or frozen stays as it is.  A dump can carry a number of a transaction
 * to another server, but not a time after the beginning of this one.
 */
CREATE OR REPLACE FUNCTION disclosure.next_version(r disclosure.report, last disclosure.report_version, deleted boolean)
RETURNS disclosure.report_version
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	v disclosure.report_version;
BEGIN
	v.unit_id := r.unit_id;
	v.year := r.year;
	v.scope := r.scope;
	v.figures := r.figures;
	v.status := r.status;
	v.origin := r.origin;
	v.issued_on := r.issued_on;
	v.deleted := next_version.deleted;
	v.changed_at := r.changed_at;
	v.login := session_user;
	v.changed_by := coalesce(r.changed_by, 'unknown');
	v.actor := disclosure.claimed_person();
	IF v.actor IS NOT NULL AND NOT disclosure.may_claim() THEN
		v.actor := NULL;
	END IF;
	v.reason := nullif(current_setting('disclosure.reason', true), '');
	v.submitted_by := r.submitted_by;
	v.approved_by := r.approved_by;
	v.text_hash := r.text_hash;
	v.page_hash := r.page_hash;
	v.transaction := pg_current_xact_id();
	v.version := coalesce(last.version, 0) + 1;
	v.previous_hash := last.hash;
	/* asked apart: an expression with a query would be set up for every change */
	IF last.transaction = v.transaction THEN
		IF last.changed_at >= transaction_timestamp()
			AND (last.login, last.changed_by) = (v.login, v.changed_by) AND last.actor IS NOT DISTINCT FROM v.actor
			AND NOT EXISTS (SELECT FROM disclosure.publication p
				WHERE p.unit_id = last.unit_id AND p.year = last.year AND p.scope = last.scope AND p.version = last.version)
			AND NOT EXISTS (SELECT FROM disclosure.freeze_member m
				WHERE m.unit_id = last.unit_id AND m.year = last.year AND m.scope = last.scope AND m.version = last.version) THEN
			v.version := last.version;
			v.previous_hash := last.previous_hash;
			v.reason := disclosure.both_reasons(last.reason, v.reason);
		END IF;
	END IF;
	IF length(v.reason) > disclosure.text_limit('report_version'::text, 'reason'::text) THEN
		PERFORM disclosure.raise_too_long('disclosure.report_version'::regclass, 'reason'::name, length(v.reason)::bigint,
			disclosure.text_limit('report_version'::text, 'reason'::text)::bigint);
	END IF;
	IF v.deleted THEN
		v.remarks := jsonb_strip_nulls(jsonb_build_object(
			'explanations', (SELECT jsonb_agg(to_jsonb(e) - '{unit_id,year,scope}'::text[] ORDER BY e.rule, e.fingerprint) FROM disclosure.explanation e
				WHERE e.unit_id = r.unit_id AND e.year = r.year AND e.scope = r.scope),
			'notes', (SELECT jsonb_agg(to_jsonb(n) - '{unit_id,year,scope}'::text[] ORDER BY n.note_no) FROM disclosure.review_note n
				WHERE n.unit_id = r.unit_id AND n.year = r.year AND n.scope = r.scope)));
		v.remarks := nullif(v.remarks, '{}');
	END IF;
	v.hash := disclosure.version_hash(v);
	RETURN v;
END
$$;
COMMENT ON FUNCTION disclosure.next_version(disclosure.report, disclosure.report_version, boolean) IS
'the version that a report becomes by a change, after the last one, or that one anew if this transaction made it';

CREATE OR REPLACE FUNCTION disclosure.last_version(r disclosure.report)
RETURNS disclosure.report_version
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	v disclosure.report_version;
BEGIN
	SELECT h.* INTO v FROM disclosure.report_version h
	WHERE h.unit_id = r.unit_id AND h.year = r.year AND h.scope = r.scope AND h.version = r.version;
	/* what the report itself says of it, if that is another or was not written yet */
	IF v.hash IS DISTINCT FROM r.head THEN
		v := NULL;
		v.version := r.version;
		v.hash := r.head;
	END IF;
	RETURN v;
END
$$;
COMMENT ON FUNCTION disclosure.last_version(disclosure.report) IS 'the version of which a report has the number and hash';

CREATE OR REPLACE FUNCTION disclosure.is_new_version(old disclosure.report, new disclosure.report)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN disclosure.figures_differ(new.figures, old.figures)
		OR (new.status, new.origin, new.year, new.scope, new.issued_on, new.submitted_by, new.approved_by, new.text_hash, new.page_hash)
			IS DISTINCT FROM (old.status, old.origin, old.year, old.scope, old.issued_on, old.submitted_by, old.approved_by, old.text_hash, old.page_hash);
END
$$;
COMMENT ON FUNCTION disclosure.is_new_version(disclosure.report, disclosure.report) IS 'does anything of a report change that its history keeps?';

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
	last disclosure.report_version;
	v disclosure.report_version;
BEGIN
	IF TG_OP = 'INSERT' THEN
		/* A report made anew after a deletion continues the history. */
		SELECT h.* INTO last FROM disclosure.report_version h
		WHERE h.unit_id = NEW.unit_id AND h.year = NEW.year AND h.scope = NEW.scope
		ORDER BY h.version DESC LIMIT 1;
	ELSIF disclosure.is_new_version(OLD, NEW) THEN
		last := disclosure.last_version(OLD);
	ELSE
		NEW.version := OLD.version;
		NEW.head := OLD.head;
		RETURN NEW;
	END IF;
	v := disclosure.next_version(NEW, last, false);
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
	last disclosure.report_version;
	v disclosure.report_version;
BEGIN
	IF TG_OP = 'DELETE' THEN
		last := disclosure.last_version(OLD);
		OLD.changed_at := clock_timestamp();
		OLD.changed_by := disclosure.calling_role();
		v := disclosure.next_version(OLD, last, true);
	ELSIF TG_OP = 'UPDATE' THEN
		IF NEW.version = OLD.version AND NEW.head IS NOT DISTINCT FROM OLD.head AND NOT disclosure.is_new_version(OLD, NEW) THEN
			RETURN NULL;
		END IF;
		last := disclosure.last_version(OLD);
		v := disclosure.next_version(NEW, last, false);
	ELSE
		/* there is one even before version 1 if this transaction made a report and deleted it */
		SELECT h.* INTO last FROM disclosure.report_version h
		WHERE h.unit_id = NEW.unit_id AND h.year = NEW.year AND h.scope = NEW.scope
		ORDER BY h.version DESC LIMIT 1;
		v := disclosure.next_version(NEW, last, false);
	END IF;
	IF TG_OP <> 'DELETE' AND v.hash IS DISTINCT FROM NEW.head THEN
		PERFORM disclosure.raise_error('triggered_data_change_violation'::text, '报告在编好版本号和校验值以后，又被另外的触发器改动'::text,
			'那个触发器的名称要排在“report_seal”以前。'::text, NULL::text, NULL::regclass);
	END IF;
	IF v.version = last.version THEN
		UPDATE disclosure.report_version h SET figures = v.figures, status = v.status, origin = v.origin, issued_on = v.issued_on,
			deleted = v.deleted, changed_at = v.changed_at, reason = v.reason, hash = v.hash, submitted_by = v.submitted_by,
			approved_by = v.approved_by, text_hash = v.text_hash, page_hash = v.page_hash, remarks = v.remarks
		WHERE h.unit_id = v.unit_id AND h.year = v.year AND h.scope = v.scope AND h.version = v.version;
	ELSE
		INSERT INTO disclosure.report_version SELECT v.*;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_version() IS 'trigger after a report is written: keeps the version';
REVOKE ALL ON FUNCTION disclosure.record_version() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_version
	AFTER INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.record_version();
COMMENT ON TRIGGER report_version ON disclosure.report IS '写入后：留存版本';
/* Its name sorts before those of the foreign keys, which remove the remarks and explanations that it keeps. */
CREATE OR REPLACE TRIGGER "0_report_version"
	AFTER DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.record_version();
COMMENT ON TRIGGER "0_report_version" ON disclosure.report IS '删除后：留存版本，连同说明和审核意见';

/* A version is open to the transaction that makes it, and to no other. */
CREATE OR REPLACE FUNCTION disclosure.keep_version()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND OLD.transaction = pg_current_xact_id() AND OLD.changed_at >= transaction_timestamp()
		AND (NEW.unit_id, NEW.year, NEW.scope, NEW.version) = (OLD.unit_id, OLD.year, OLD.scope, OLD.version) THEN
		RETURN NEW;
	ELSIF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = OLD.unit_id) THEN
		/* with its unit, of which nothing was ever submitted: see 74-remove-unit.sql */
		RETURN OLD;
	END IF;
	PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
		format('单位 %s %s年报告的第%s版已经留存，不能修改或删除', OLD.unit_id, OLD.year, OLD.version), NULL::text, NULL::text, TG_RELID::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.keep_version() IS 'trigger before a version is changed or removed: refuses it';

CREATE OR REPLACE TRIGGER report_version_keep
	BEFORE UPDATE OR DELETE ON disclosure.report_version
	FOR EACH ROW EXECUTE FUNCTION disclosure.keep_version();
COMMENT ON TRIGGER report_version_keep ON disclosure.report_version IS '历次版本不得修改、删除';

/* The hash covers the code of the unit, and two units that swapped theirs would swap their histories. */
CREATE OR REPLACE FUNCTION disclosure.keep_unit_id()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM disclosure.report_version v WHERE v.unit_id = OLD.unit_id) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s 已有报告的历史，代码不能再改', OLD.unit_id),
			'单位改名的，改 name，旧名登记在 unit_name；由新单位承接的，新建单位并登记在 unit_successor。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.keep_unit_id() IS 'trigger before a unit gets another code: refuses it if the unit has a history';
REVOKE ALL ON FUNCTION disclosure.keep_unit_id() FROM PUBLIC;

CREATE OR REPLACE TRIGGER unit_keep_id
	BEFORE UPDATE OF unit_id ON disclosure.unit
	FOR EACH ROW WHEN (NEW.unit_id IS DISTINCT FROM OLD.unit_id) EXECUTE FUNCTION disclosure.keep_unit_id();
COMMENT ON TRIGGER unit_keep_id ON disclosure.unit IS '有历史的单位，代码不再改';

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
	c.path, c.row_label, c.column_label, c.before AS old, c.after AS new, v.login,
	v.text_hash IS DISTINCT FROM o.text_hash AS text_changed, v.page_hash IS DISTINCT FROM o.page_hash AS page_changed
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
COMMENT ON COLUMN disclosure.report_change.login IS '登录名';
COMMENT ON COLUMN disclosure.report_change.text_changed IS '文字是否改了';
COMMENT ON COLUMN disclosure.report_change.page_changed IS '页面是否换了';
