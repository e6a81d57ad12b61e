/* The words and the page of a report: what stood there before stays readable, and a change of them is one of the report. */

/*
 * A change of the words or the page is one of the report: a version, which the
 * gate judges.  The triggers run as the owner, for the hashes are not for others
 * to write; so they ask themselves whose turn it is.
 */
CREATE OR REPLACE FUNCTION disclosure.attach_hash(unit_id text, year integer, scope text, held text, hash bytea)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	/* None if the report is deleted with them. */
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = attach_hash.unit_id AND p.year = attach_hash.year AND p.scope = attach_hash.scope
	FOR NO KEY UPDATE;
	IF r.origin = 'filed' AND NOT disclosure.is_open(r.status) AND NOT disclosure.is_owner() THEN
		PERFORM disclosure.raise_closed(r);
	END IF;
	UPDATE disclosure.report p SET
		text_hash = CASE held WHEN 'text' THEN hash ELSE p.text_hash END,
		page_hash = CASE held WHEN 'page' THEN hash ELSE p.page_hash END
	WHERE p.unit_id = attach_hash.unit_id AND p.year = attach_hash.year AND p.scope = attach_hash.scope
		AND CASE held WHEN 'text' THEN p.text_hash ELSE p.page_hash END IS DISTINCT FROM hash;
END
$$;
COMMENT ON FUNCTION disclosure.attach_hash(text, integer, text, text, bytea) IS
'the hash of its words (text) or of its page into a report; for triggers, as the owner';
REVOKE ALL ON FUNCTION disclosure.attach_hash(text, integer, text, text, bytea) FROM PUBLIC;

/* What stands elsewhere is neither printed nor checked: whoever wrote it would believe that it is there. */
CREATE OR REPLACE FUNCTION disclosure.check_words()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	section CONSTANT jsonb := '{"title?": "string", "text?": "string"}';
	fault text := disclosure.json_fault(NEW.sections, (SELECT jsonb_object_agg(s || '?', section) FROM unnest('{preamble,一,二,三,四,五,六}'::text[]) s));
BEGIN
	IF fault IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('单位 %s %s年报告的文字存放得不对', NEW.unit_id, NEW.year),
			'一个部分一项，如 {"一": {"title": "一、总体情况", "text": "全年……"}}，部分是一、二、三、四、五、六，正文以前的是 preamble；逐个部分存入的，用视图 entry_text。'::text,
			'sections：' || fault, TG_RELID::regclass);
	ELSIF NEW.period_end < NEW.period_start THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('单位 %s %s年报告的统计期限，止日早于起日', NEW.unit_id, NEW.year), NULL::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_words() IS 'trigger before the words of a report are written: each section is one of the form, with a title and a text';

CREATE OR REPLACE TRIGGER report_text_check
	BEFORE INSERT OR UPDATE OF sections, period_start, period_end ON disclosure.report_text
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_words();
COMMENT ON TRIGGER report_text_check ON disclosure.report_text IS '文字按部分存放，统计期限先起后止';

/*
 * Whoever has locked a report may be about to enter its words.  So whoever
 * enters them first waits for him: once the new line is there, he would be
 * waited for by its key, and wait for the report.  What he entered meanwhile is
 * locked too, before the report, as ON CONFLICT DO UPDATE would lock it after.
 */
CREATE OR REPLACE FUNCTION disclosure.hold_rows()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.lock_all(ARRAY[NEW.unit_id], ARRAY[NEW.year], NEW.scope, '{}'::text[], '{}'::text[]);
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.hold_rows() IS 'trigger before words or a page are entered: locks the rows of the report';
REVOKE ALL ON FUNCTION disclosure.hold_rows() FROM PUBLIC;

/* Their names sort behind those of the guards: who may not write holds up nobody. */
CREATE OR REPLACE TRIGGER report_text_hold
	BEFORE INSERT ON disclosure.report_text
	FOR EACH ROW EXECUTE FUNCTION disclosure.hold_rows();
COMMENT ON TRIGGER report_text_hold ON disclosure.report_text IS '写入前：同一份报告依次写入';
CREATE OR REPLACE TRIGGER report_source_hold
	BEFORE INSERT ON disclosure.report_source
	FOR EACH ROW EXECUTE FUNCTION disclosure.hold_rows();
COMMENT ON TRIGGER report_source_hold ON disclosure.report_source IS '写入前：同一份报告依次写入';

CREATE OR REPLACE FUNCTION disclosure.record_text()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN disclosure.text_content(OLD) END;
	after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN disclosure.text_content(NEW) END;
BEGIN
	IF before IS NOT DISTINCT FROM after THEN
		RETURN NULL;
	END IF;
	IF before IS NOT NULL THEN
		INSERT INTO disclosure.past_text (unit_id, year, scope, hash, content)
		VALUES (OLD.unit_id, OLD.year, OLD.scope, disclosure.text_hash(before), before) ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP = 'DELETE' THEN
		PERFORM disclosure.attach_hash(OLD.unit_id, OLD.year, OLD.scope, 'text'::text, NULL::bytea);
	ELSE
		PERFORM disclosure.attach_hash(NEW.unit_id, NEW.year, NEW.scope, 'text'::text, disclosure.text_hash(after));
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_text() IS 'trigger after words are written: keeps those before, and makes a version of the report';
REVOKE ALL ON FUNCTION disclosure.record_text() FROM PUBLIC;

/* Its name sorts behind report_text_indicators: the gate judges the numbers of the new text. */
CREATE OR REPLACE TRIGGER report_text_record
	AFTER INSERT OR UPDATE OR DELETE ON disclosure.report_text
	FOR EACH ROW EXECUTE FUNCTION disclosure.record_text();
COMMENT ON TRIGGER report_text_record ON disclosure.report_text IS '写入后：留存原来的文字，报告另成一版，重新核对';

CREATE OR REPLACE FUNCTION disclosure.record_page()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before bytea := CASE WHEN TG_OP <> 'INSERT' THEN disclosure.page_hash(OLD.source, OLD.page, OLD.notes) END;
	after bytea := CASE WHEN TG_OP <> 'DELETE' THEN disclosure.page_hash(NEW.source, NEW.page, NEW.notes) END;
BEGIN
	IF before IS NOT DISTINCT FROM after THEN
		RETURN NULL;
	END IF;
	IF before IS NOT NULL THEN
		INSERT INTO disclosure.past_page (unit_id, year, scope, hash, source, notes, imported_at, page)
		VALUES (OLD.unit_id, OLD.year, OLD.scope, before, OLD.source, OLD.notes, OLD.imported_at, OLD.page) ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP = 'DELETE' THEN
		PERFORM disclosure.attach_hash(OLD.unit_id, OLD.year, OLD.scope, 'page'::text, NULL::bytea);
	ELSE
		PERFORM disclosure.attach_hash(NEW.unit_id, NEW.year, NEW.scope, 'page'::text, after);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_page() IS 'trigger after a page is written: keeps the one before, and makes a version of the report';
REVOKE ALL ON FUNCTION disclosure.record_page() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_source_record
	AFTER INSERT OR UPDATE OR DELETE ON disclosure.report_source
	FOR EACH ROW EXECUTE FUNCTION disclosure.record_page();
COMMENT ON TRIGGER report_source_record ON disclosure.report_source IS '写入后：留存原来的页面，报告另成一版，重新核对';

/* What belongs to a report stays with it. */
CREATE OR REPLACE FUNCTION disclosure.keep_report_key()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM disclosure.report_version v WHERE v.unit_id = OLD.unit_id) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('属于单位 %s %s年报告的，不能改到别的报告上', OLD.unit_id, OLD.year),
			'需要的，在那份报告上另写。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.keep_report_key() IS 'trigger before a line of a report is given to another report: refuses it';
REVOKE ALL ON FUNCTION disclosure.keep_report_key() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_text_key BEFORE UPDATE OF unit_id, year, scope ON disclosure.report_text
	FOR EACH ROW WHEN (NEW.unit_id <> OLD.unit_id OR NEW.year <> OLD.year OR NEW.scope <> OLD.scope)
	EXECUTE FUNCTION disclosure.keep_report_key();
COMMENT ON TRIGGER report_text_key ON disclosure.report_text IS '文字属于它的报告';
CREATE OR REPLACE TRIGGER report_source_key BEFORE UPDATE OF unit_id, year, scope ON disclosure.report_source
	FOR EACH ROW WHEN (NEW.unit_id <> OLD.unit_id OR NEW.year <> OLD.year OR NEW.scope <> OLD.scope)
	EXECUTE FUNCTION disclosure.keep_report_key();
COMMENT ON TRIGGER report_source_key ON disclosure.report_source IS '页面属于它的报告';

CREATE OR REPLACE VIEW disclosure.version_text WITH (security_invoker = true) AS
SELECT v.unit_id, v.year, v.scope, v.version, v.changed_at,
	coalesce(a.content, CASE WHEN r.text_hash = v.text_hash THEN disclosure.text_content(t) END) AS words,
	coalesce(b.source, CASE WHEN r.page_hash = v.page_hash THEN s.source END) AS source,
	CASE WHEN b.hash IS NOT NULL THEN b.page WHEN r.page_hash = v.page_hash THEN s.page END AS page,
	coalesce(b.notes, CASE WHEN r.page_hash = v.page_hash THEN s.notes END) AS notes
FROM disclosure.report_version v
LEFT JOIN disclosure.past_text a ON a.unit_id = v.unit_id AND a.year = v.year AND a.scope = v.scope AND a.hash = v.text_hash
LEFT JOIN disclosure.past_page b ON b.unit_id = v.unit_id AND b.year = v.year AND b.scope = v.scope AND b.hash = v.page_hash
LEFT JOIN disclosure.report r ON r.unit_id = v.unit_id AND r.year = v.year AND r.scope = v.scope
LEFT JOIN disclosure.report_text t ON t.unit_id = v.unit_id AND t.year = v.year AND t.scope = v.scope
LEFT JOIN disclosure.report_source s ON s.unit_id = v.unit_id AND s.year = v.year AND s.scope = v.scope;
COMMENT ON VIEW disclosure.version_text IS '历次版本的文字和页面：每一版一行';
COMMENT ON COLUMN disclosure.version_text.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.version_text.year IS '报告年度';
COMMENT ON COLUMN disclosure.version_text.scope IS '范围';
COMMENT ON COLUMN disclosure.version_text.version IS '版本号';
COMMENT ON COLUMN disclosure.version_text.changed_at IS '修改时间';
COMMENT ON COLUMN disclosure.version_text.words IS '文字：report_text 的各列';
COMMENT ON COLUMN disclosure.version_text.source IS '页面原文';
COMMENT ON COLUMN disclosure.version_text.page IS '公布的文件';
COMMENT ON COLUMN disclosure.version_text.notes IS '读页面时的说明';
