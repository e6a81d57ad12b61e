/*
 * Who asked: the only personal data of the ledger, seen by those with the duty
 * applicant.  The table has no CHECK and no NOT NULL: a row that fails one is
 * printed whole, name and words, in the error and in the server's log.
 */
CREATE TABLE IF NOT EXISTS disclosure.request_applicant (
	unit_id text NOT NULL,
	request_no text NOT NULL,
	name text,
	contact text,
	description text,
	PRIMARY KEY (unit_id, request_no),
	FOREIGN KEY (unit_id, request_no) REFERENCES disclosure.request ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.request_applicant IS '申请人：个人信息只存在这里，负责 applicant 的才能查看；不登记证件号码';
COMMENT ON COLUMN disclosure.request_applicant.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_applicant.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_applicant.name IS '姓名或者名称';
COMMENT ON COLUMN disclosure.request_applicant.contact IS '联系方式';
COMMENT ON COLUMN disclosure.request_applicant.description IS '所需信息的描述，照申请表';

CREATE OR REPLACE FUNCTION disclosure.holds_identity_number(written text)
RETURNS boolean
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT written ~ '(^|[^0-9])([1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14})($|[^0-9Xx])'
$$;
COMMENT ON FUNCTION disclosure.holds_identity_number(text) IS 'does a text hold what may be the number of an identity card?';

/* The message names the fault, and never the words that were written. */
CREATE OR REPLACE FUNCTION disclosure.guard_applicant()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF disclosure.holds_identity_number(concat_ws(' ', NEW.name, NEW.contact, NEW.description)) THEN
		PERFORM disclosure.raise_error('check_violation', format('申请 %s 的申请人信息中有证件号码，不予登记', NEW.request_no),
			hint => '删去证件号码；核对身份不需要保存号码。', relation => TG_RELID::regclass);
	ELSIF NEW.unit_id IS NULL OR NEW.request_no IS NULL THEN
		PERFORM disclosure.raise_error('not_null_violation', '申请人信息须写明单位代码和申请编号', relation => TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.guard_applicant() IS
'trigger before a row of request_applicant: identity numbers are refused, by a message without them';

CREATE OR REPLACE TRIGGER request_applicant_guard BEFORE INSERT OR UPDATE ON disclosure.request_applicant
	FOR EACH ROW EXECUTE FUNCTION disclosure.guard_applicant();
COMMENT ON TRIGGER request_applicant_guard ON disclosure.request_applicant IS '不登记证件号码';

CREATE OR REPLACE FUNCTION disclosure.purge_applicants(before date)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	purged integer;
BEGIN
	IF NOT has_table_privilege('disclosure.request_applicant', 'DELETE') THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('申请人的信息由负责 applicant 的人清除，角色 %s 没有这项职责', disclosure.calling_role()),
			'需要的，由登记簿的所有者用 grant_duty() 授予。'::text, NULL::text, NULL::regclass);
	END IF;
	DELETE FROM disclosure.request_applicant a
	USING disclosure.request r
	WHERE r.unit_id = a.unit_id AND r.request_no = a.request_no AND r.decided_on < purge_applicants.before
		AND NOT EXISTS (SELECT FROM disclosure.remedy_case c
			WHERE c.unit_id = a.unit_id AND c.request_no = a.request_no AND c.concluded_on IS NULL);
	GET DIAGNOSTICS purged = ROW_COUNT;
	RETURN purged;
END
$$;
COMMENT ON FUNCTION disclosure.purge_applicants(date) IS
'deletes who asked in requests that were answered before a day and have no open case; returns how many; no number of the tables changes';
