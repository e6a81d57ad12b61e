/*
 * Requests, 依申请公开: a row an application, narrow, because the tables
 * are counted from it; its words, the applicant and the events stand apart.
 */

/*
 * Trigger before a row: the arguments are pairs of a column and the field whose
 * words it takes, see ledger_word.  A CHECK would print the row, and not the
 * words that are allowed.
 */
CREATE OR REPLACE FUNCTION disclosure.require_words()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	line jsonb := to_jsonb(NEW);
	word text;
BEGIN
	FOR i IN 0 .. TG_NARGS - 1 BY 2 LOOP
		word := line ->> TG_ARGV[i];
		IF disclosure.ledger_word_label(TG_ARGV[i + 1], word) IS NULL AND word IS NOT NULL THEN
			PERFORM disclosure.raise_error('check_violation', format('“%s”不是可用的代码（%s）', left(word, 40), substring(col_description(TG_RELID, (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = TG_RELID AND a.attname = TG_ARGV[i])) FROM '^[^，：；]+')),
				hint => '可用：' || (SELECT string_agg(w.word || ' ' || w.label, '，') FROM disclosure.ledger_word w WHERE w.field = TG_ARGV[i + 1]), relation => TG_RELID::regclass);
		END IF;
	END LOOP;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.require_words() IS
'trigger before a row: columns hold words of the fields named beside them in its arguments';

CREATE TABLE IF NOT EXISTS disclosure.request (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	request_no text NOT NULL,
	applicant_kind text NOT NULL,
	channel text NOT NULL,
	received_on date NOT NULL,
	outcome text,
	decided_on date,
	applicant_no text,
	items integer NOT NULL DEFAULT 1,
	reply_way text,
	handled_by text,
	successor_id text REFERENCES disclosure.unit ON UPDATE CASCADE,
	PRIMARY KEY (unit_id, request_no)
);
COMMENT ON TABLE disclosure.request IS '政府信息公开申请：一件一行，按收到和答复的日期自动计入表三';
COMMENT ON COLUMN disclosure.request.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request.request_no IS '申请编号，本单位内不重复';
COMMENT ON COLUMN disclosure.request.applicant_kind IS '申请人类别';
COMMENT ON COLUMN disclosure.request.channel IS '收到方式';
COMMENT ON COLUMN disclosure.request.received_on IS '收到之日，依《政府信息公开条例》第三十一条';
COMMENT ON COLUMN disclosure.request.outcome IS '办理结果，表三的一栏；未答复的为空';
COMMENT ON COLUMN disclosure.request.decided_on IS '答复之日：签收之日，邮寄的为交邮之日';
COMMENT ON COLUMN disclosure.request.applicant_no IS '本单位自编的申请人编号，用于识别重复申请和计收费用，不含个人信息';
COMMENT ON COLUMN disclosure.request.items IS '事项数，按件计收费用时使用；表三一律计一件';
COMMENT ON COLUMN disclosure.request.reply_way IS '答复方式';
COMMENT ON COLUMN disclosure.request.handled_by IS '承办人或承办机构';
COMMENT ON COLUMN disclosure.request.successor_id IS '机构分立后由哪个单位继续办理';

/* the count is an index-only scan, in the order of the units */
CREATE INDEX IF NOT EXISTS request_count ON disclosure.request (unit_id)
	INCLUDE (received_on, decided_on, applicant_kind, outcome);
CREATE INDEX IF NOT EXISTS request_open ON disclosure.request (unit_id, request_no) WHERE decided_on IS NULL;
CREATE INDEX IF NOT EXISTS request_applicant_no ON disclosure.request (unit_id, applicant_no, received_on) WHERE applicant_no IS NOT NULL;

/* Asked by the trigger of the table and by the trial of an import, so that what the one refuses the other has told. */
CREATE OR REPLACE FUNCTION disclosure.request_fault(request_no text, received_on date, outcome text, decided_on date, applicant_no text, items integer)
RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN CASE
		/* a day of birth before there were requests tells the number of an identity card from an office's own with a date in it */
		WHEN disclosure.plain_key(concat_ws(' ', request_no, applicant_no)) ~
			'(^|[^0-9])[1-9][0-9]{5}(19[0-9]{2}|200[0-7])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]($|[^0-9Xx])'
			THEN '|编号是证件号码，不予登记'
		WHEN received_on < '2008-05-01' THEN 'received_on|收到之日早于《政府信息公开条例》施行之日 2008-05-01'
		WHEN received_on > '2099-12-31' THEN 'received_on|日期晚于 2099 年'
		WHEN decided_on > '2099-12-31' THEN 'decided_on|日期晚于 2099 年'
		WHEN outcome IS NOT NULL AND decided_on IS NULL THEN 'decided_on|有办理结果而没有答复之日'
		WHEN outcome IS NULL AND decided_on IS NOT NULL THEN 'outcome|有答复之日而没有办理结果'
		WHEN decided_on < received_on THEN format('decided_on|答复之日 %s 早于收到之日 %s', to_char(decided_on, 'YYYY-MM-DD'), to_char(received_on, 'YYYY-MM-DD'))
		WHEN outcome = 'otherwise_handled' AND decided_on >= '2021-01-01'
			THEN 'outcome|“其他处理”自 2021 年起分为三栏：supplement_overdue、fee_overdue、miscellaneous'
		WHEN items < 1 THEN 'items|事项数至少为 1' END;
END
$$;
COMMENT ON FUNCTION disclosure.request_fault(text, date, text, date, text, integer) IS
'what keeps a request out of the ledger, as column|message, or NULL';

CREATE OR REPLACE FUNCTION disclosure.check_request()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong text := disclosure.request_fault(NEW.request_no, NEW.received_on, NEW.outcome, NEW.decided_on, NEW.applicant_no, NEW.items);
BEGIN
	IF wrong IS NOT NULL THEN
		/* without the number, if that is what is wrong */
		PERFORM disclosure.raise_error('check_violation', format('申请%s：%s', CASE WHEN wrong LIKE '_%|%' THEN ' ' || left(NEW.request_no, 40) ELSE '' END, split_part(wrong, '|', 2)),
			relation => TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_request() IS 'trigger before a row of request: its dates and its outcome agree';

CREATE OR REPLACE TRIGGER request_check BEFORE INSERT OR UPDATE ON disclosure.request
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_request();
COMMENT ON TRIGGER request_check ON disclosure.request IS '日期和结果须相符';
CREATE OR REPLACE TRIGGER request_plain BEFORE INSERT OR UPDATE OF request_no, applicant_no ON disclosure.request
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.request_no) OR NOT disclosure.is_plain_key(NEW.applicant_no)) EXECUTE FUNCTION disclosure.require_plain_keys('request_no', 'applicant_no');
COMMENT ON TRIGGER request_plain ON disclosure.request IS '编号不是空的，前后没有空白，没有全角的字母、数字';
CREATE OR REPLACE TRIGGER request_words BEFORE INSERT OR UPDATE ON disclosure.request
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('applicant_kind', 'applicant', 'channel', 'channel', 'outcome', 'outcome',
		'reply_way', 'reply_way');
COMMENT ON TRIGGER request_words ON disclosure.request IS '代码须可用';

CREATE TABLE IF NOT EXISTS disclosure.request_text (
	unit_id text NOT NULL,
	request_no text NOT NULL,
	subject text,
	document_no text,
	basis text,
	archive_no text,
	source text,
	PRIMARY KEY (unit_id, request_no),
	FOREIGN KEY (unit_id, request_no) REFERENCES disclosure.request ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.request_text IS '申请的文字：不含个人信息';
COMMENT ON COLUMN disclosure.request_text.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_text.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_text.subject IS '所申请信息的名称';
COMMENT ON COLUMN disclosure.request_text.document_no IS '答复书文号';
COMMENT ON COLUMN disclosure.request_text.basis IS '答复的依据';
COMMENT ON COLUMN disclosure.request_text.archive_no IS '档号';
COMMENT ON COLUMN disclosure.request_text.source IS '读自哪个文件、哪一行';

/* events between the two ends of a request, and after them */
CREATE TABLE IF NOT EXISTS disclosure.request_event (
	unit_id text NOT NULL,
	request_no text NOT NULL,
	seq bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
	kind text NOT NULL,
	happened_on date NOT NULL,
	until date,
	days integer,
	amount numeric(12,2),
	pages integer,
	party text,
	reached_on date,
	outcome text,
	note text,
	recorded_at timestamptz NOT NULL DEFAULT now(),
	recorded_by text NOT NULL DEFAULT disclosure.calling_person(),
	PRIMARY KEY (unit_id, request_no, seq),
	FOREIGN KEY (unit_id, request_no) REFERENCES disclosure.request ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.request_event IS '申请的办理事项：收到与答复之间和答复之后发生的事，期限随之计算';
COMMENT ON COLUMN disclosure.request_event.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_event.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_event.seq IS '登记的先后；同一日的事项以此为序';
COMMENT ON COLUMN disclosure.request_event.kind IS '事项，见视图 event_kind';
COMMENT ON COLUMN disclosure.request_event.happened_on IS '日期';
COMMENT ON COLUMN disclosure.request_event.until IS '文书写明的期限';
COMMENT ON COLUMN disclosure.request_event.days IS '延长的工作日数';
COMMENT ON COLUMN disclosure.request_event.amount IS '信息处理费，元';
COMMENT ON COLUMN disclosure.request_event.pages IS '页数，按量计收费用时使用';
COMMENT ON COLUMN disclosure.request_event.party IS '对方：被征求意见的第三方或机关，可用编号代替';
COMMENT ON COLUMN disclosure.request_event.reached_on IS '文书送达对方之日';
COMMENT ON COLUMN disclosure.request_event.outcome IS '重新答复的结果，不改变表三';
COMMENT ON COLUMN disclosure.request_event.note IS '备注';
COMMENT ON COLUMN disclosure.request_event.recorded_at IS '登记时间';
COMMENT ON COLUMN disclosure.request_event.recorded_by IS '登记人';

CREATE OR REPLACE FUNCTION disclosure.check_event()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	label text := (SELECT k.label FROM disclosure.event_kind k WHERE k.kind = NEW.kind);
	wrong text;
BEGIN
	IF label IS NULL AND NEW.kind IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('申请 %s：“%s”不是可用的办理事项', NEW.request_no, left(NEW.kind, 40)),
			hint => '可用：' || (SELECT string_agg(k.kind || ' ' || k.label, '，') FROM disclosure.event_kind k), relation => TG_RELID::regclass);
	ELSIF NOT EXISTS (SELECT FROM disclosure.request r WHERE r.unit_id = NEW.unit_id AND r.request_no = NEW.request_no) THEN
		PERFORM disclosure.raise_error('foreign_key_violation', format('单位 %s 没有编号为 %s 的申请', NEW.unit_id, NEW.request_no),
			relation => TG_RELID::regclass);
	ELSIF NOT isfinite(NEW.happened_on) OR NEW.happened_on > '2099-12-31' THEN
		wrong := '日期晚于 2099 年';
	ELSIF NEW.kind = 'extended' AND NEW.days IS NULL OR NEW.days < 1 OR NEW.days > 1000 THEN
		wrong := label || '须写明延长的工作日数，1 至 1000';
	ELSIF NEW.kind = 'delayed' AND NEW.until IS NULL THEN
		wrong := label || '须写明延至哪一日';
	ELSIF NEW.until < NEW.happened_on THEN
		wrong := label || '写明的期限早于发出之日';
	ELSIF NEW.reached_on < NEW.happened_on THEN
		wrong := label || '送达之日早于发出之日';
	ELSIF NEW.pages < 0 OR NEW.amount < 0 THEN
		wrong := '页数和金额不得为负';
	ELSIF NEW.outcome IS NOT NULL AND NEW.kind <> 'decided_again' THEN
		wrong := '只有重新答复才写结果';
	END IF;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('申请 %s：%s', NEW.request_no, wrong), relation => TG_RELID::regclass);
	END IF;
	/* The owner may bring in events of another system, as they were recorded there. */
	IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{unit_id,request_no,seq,recorded_by,recorded_at}'::text[])
			= (to_jsonb(OLD) - '{unit_id,request_no,seq,recorded_by,recorded_at}'::text[]) THEN
		NEW.recorded_by := OLD.recorded_by;
		NEW.recorded_at := OLD.recorded_at;
	ELSIF TG_OP = 'UPDATE' OR row_security_active('disclosure.request_event') THEN
		NEW.recorded_by := disclosure.calling_person();
		NEW.recorded_at := now();
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_event() IS 'trigger before a row of request_event: it has what its kind needs, and who recorded it is who did';

CREATE OR REPLACE TRIGGER request_event_check BEFORE INSERT OR UPDATE ON disclosure.request_event
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_event();
COMMENT ON TRIGGER request_event_check ON disclosure.request_event IS '各种事项须填的内容';
CREATE OR REPLACE TRIGGER request_event_words BEFORE INSERT OR UPDATE ON disclosure.request_event
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('outcome', 'outcome');
COMMENT ON TRIGGER request_event_words ON disclosure.request_event IS '代码须可用';

CREATE OR REPLACE FUNCTION disclosure.events_of(unit_id text, request_no text)
RETURNS disclosure.clock_event[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN ARRAY(
		SELECT ROW(e.kind, e.happened_on, e.until, e.reached_on, e.days, e.party)::disclosure.clock_event
		FROM disclosure.request_event e
		WHERE e.unit_id = events_of.unit_id AND e.request_no = events_of.request_no
		ORDER BY e.happened_on, e.seq);
END
$$;
COMMENT ON FUNCTION disclosure.events_of(text, text) IS 'the events of a request, for request_clock()';

/*
 * Trigger after a statement on request_event, or on request: refuses events that
 * cannot have happened.  Two who record events of one request wait for each
 * other by the lock of the ledger: the second sees the events of the first, or
 * fails if its snapshot is older.
 */
CREATE OR REPLACE FUNCTION disclosure.refuse_impossible()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	refused record;
BEGIN
	PERFORM disclosure.lock_ledgers(ARRAY(SELECT DISTINCT c.unit_id FROM changed c));
	SELECT r.request_no, i.why INTO refused
	FROM disclosure.request r
	CROSS JOIN LATERAL disclosure.impossible_events(r.received_on, r.decided_on, disclosure.events_of(r.unit_id, r.request_no)) i(why)
	WHERE (r.unit_id, r.request_no) IN (SELECT c.unit_id, c.request_no FROM changed c) AND i.why IS NOT NULL
	ORDER BY r.unit_id, r.request_no LIMIT 1;
	IF refused.why IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('申请 %s：%s', refused.request_no, refused.why), relation => TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_impossible() IS
'trigger after a statement on request or request_event: a list of events that cannot have happened is refused';

CREATE OR REPLACE TRIGGER request_event_possible_insert AFTER INSERT ON disclosure.request_event
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_impossible();
COMMENT ON TRIGGER request_event_possible_insert ON disclosure.request_event IS '不可能发生的事项不予登记';
CREATE OR REPLACE TRIGGER request_event_possible_update AFTER UPDATE ON disclosure.request_event
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_impossible();
COMMENT ON TRIGGER request_event_possible_update ON disclosure.request_event IS '不可能发生的事项不予登记';
CREATE OR REPLACE TRIGGER request_event_possible_delete AFTER DELETE ON disclosure.request_event
	REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_impossible();
COMMENT ON TRIGGER request_event_possible_delete ON disclosure.request_event IS '删除后余下的事项也须是可能发生的';
CREATE OR REPLACE TRIGGER request_possible_update AFTER UPDATE ON disclosure.request
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_impossible();
COMMENT ON TRIGGER request_possible_update ON disclosure.request IS '收到和答复的日期须与已登记的事项相容';

/* Changes of the columns that the tables are counted from. */
CREATE TABLE IF NOT EXISTS disclosure.request_change (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	request_no text NOT NULL,
	change_no bigint GENERATED ALWAYS AS IDENTITY,
	field text NOT NULL,
	old text,
	new text,
	changed_at timestamptz NOT NULL DEFAULT now(),
	changed_by text NOT NULL,
	PRIMARY KEY (unit_id, request_no, change_no)
);
COMMENT ON TABLE disclosure.request_change IS '申请的修改记录：计入表格的各项改过什么，删除过哪些申请；不含个人信息';
COMMENT ON COLUMN disclosure.request_change.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_change.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_change.change_no IS '序号';
COMMENT ON COLUMN disclosure.request_change.field IS '改了哪一项；deleted 为删除';
COMMENT ON COLUMN disclosure.request_change.old IS '原为';
COMMENT ON COLUMN disclosure.request_change.new IS '改为';
COMMENT ON COLUMN disclosure.request_change.changed_at IS '时间';
COMMENT ON COLUMN disclosure.request_change.changed_by IS '修改人';

CREATE OR REPLACE FUNCTION disclosure.request_differences(old disclosure.request, new disclosure.request)
RETURNS TABLE (field text, before text, after text)
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT f.field, f.old, f.new
	FROM (VALUES ('applicant_kind', old.applicant_kind, new.applicant_kind), ('channel', old.channel, new.channel),
		('received_on', to_char(old.received_on, 'YYYY-MM-DD'), to_char(new.received_on, 'YYYY-MM-DD')), ('outcome', old.outcome, new.outcome),
		('decided_on', to_char(old.decided_on, 'YYYY-MM-DD'), to_char(new.decided_on, 'YYYY-MM-DD')), ('successor_id', old.successor_id, new.successor_id)) f(field, old, new)
	/* an answer that comes is no change */
	WHERE f.old IS DISTINCT FROM f.new AND (f.old IS NOT NULL OR f.field NOT IN ('outcome', 'decided_on'));
END;
COMMENT ON FUNCTION disclosure.request_differences(disclosure.request, disclosure.request) IS
'what was changed in a request of that which the tables are counted from; an answer that comes is no change';

/* With the rights of the register's owner: who may change a request writes this by that, and not otherwise. */
CREATE OR REPLACE FUNCTION disclosure.keep_request_change()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_LEVEL = 'ROW' THEN
		/* under both numbers, so that whoever misses it at the one finds the other; the code of a unit follows that of the unit */
		INSERT INTO disclosure.request_change (unit_id, request_no, field, old, new, changed_by)
		SELECT k.unit_id, k.request_no, f.field, f.old, f.new, disclosure.calling_person()
		FROM (VALUES ('unit_id', OLD.unit_id, NEW.unit_id), ('request_no', OLD.request_no, NEW.request_no)) f(field, old, new)
		CROSS JOIN (VALUES (OLD.unit_id, OLD.request_no), (NEW.unit_id, NEW.request_no)) k(unit_id, request_no)
		WHERE f.old <> f.new AND EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = OLD.unit_id);
		INSERT INTO disclosure.request_change (unit_id, request_no, field, old, new, changed_by)
		SELECT NEW.unit_id, NEW.request_no, d.field, d.before, d.after, disclosure.calling_person() FROM disclosure.request_differences(OLD, NEW) d;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO disclosure.request_change (unit_id, request_no, field, old, changed_by)
		SELECT o.unit_id, o.request_no, 'deleted', concat_ws(' ', o.applicant_kind, to_char(o.received_on, 'YYYY-MM-DD'), o.outcome,
			to_char(o.decided_on, 'YYYY-MM-DD')), disclosure.calling_person() FROM old_lines o;
	ELSE
		INSERT INTO disclosure.request_change (unit_id, request_no, field, old, new, changed_by)
		SELECT n.unit_id, n.request_no, d.field, d.before, d.after, disclosure.calling_person()
		FROM new_lines n
		JOIN old_lines o USING (unit_id, request_no)
		CROSS JOIN LATERAL disclosure.request_differences(o, n) d;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.keep_request_change() IS
'trigger on request, after a statement or, if its unit or number changes, after a row: keeps what was changed or deleted';
REVOKE ALL ON FUNCTION disclosure.keep_request_change() FROM PUBLIC;

CREATE OR REPLACE TRIGGER request_change_key AFTER UPDATE ON disclosure.request
	FOR EACH ROW WHEN ((OLD.unit_id, OLD.request_no) <> (NEW.unit_id, NEW.request_no)) EXECUTE FUNCTION disclosure.keep_request_change();
COMMENT ON TRIGGER request_change_key ON disclosure.request IS '记下改号和转到别的单位';
CREATE OR REPLACE TRIGGER request_change_update AFTER UPDATE ON disclosure.request
	REFERENCING OLD TABLE AS old_lines NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_request_change();
COMMENT ON TRIGGER request_change_update ON disclosure.request IS '记下修改';
CREATE OR REPLACE TRIGGER request_change_delete AFTER DELETE ON disclosure.request
	REFERENCING OLD TABLE AS old_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_request_change();
COMMENT ON TRIGGER request_change_delete ON disclosure.request IS '记下删除';
