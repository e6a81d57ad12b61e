/*
 * The duty manage: units, parents, names, successors, reporters, contacts and
 * deadlines below a unit, years and totals of them, and, for who manages all
 * units, the office's own rules.  Everybody reads these tables; triggers say who
 * may write, in a sentence.
 */
/*
 * Who enters a unit manages it until he puts it below another, by which he
 * manages it then; and who takes it out from there again, until he finds it
 * another place.  It runs as the owner, who alone gives duties.
 */
CREATE OR REPLACE FUNCTION disclosure.adopt_unit()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF disclosure.is_owner() THEN
		RETURN NULL;
	ELSIF TG_TABLE_NAME = 'unit' THEN
		INSERT INTO disclosure.access (role, unit_id, duty) SELECT disclosure.calling_role(), n.unit_id, 'manage' FROM new_lines n;
	ELSIF TG_OP = 'INSERT' THEN
		/* not by a parent that does not count it, or not in the same years */
		DELETE FROM disclosure.access a USING new_lines n
		WHERE a.unit_id = n.unit_id AND a.duty = 'manage' AND a.role_id = to_regrole(quote_ident(disclosure.calling_role()))
			AND EXISTS (SELECT FROM disclosure.unit_closure c JOIN disclosure.access b ON b.unit_id = c.ancestor_id AND b.duty = 'manage'
				WHERE c.unit_id = n.unit_id AND c.depth > 0 AND c.counted AND pg_has_role(a.role_id::oid, b.role_id::oid, 'USAGE'));
	ELSE
		INSERT INTO disclosure.access (role, unit_id, duty)
		SELECT DISTINCT disclosure.calling_role(), o.unit_id, 'manage'
		FROM old_lines o JOIN disclosure.unit u ON u.unit_id = o.unit_id
		WHERE NOT disclosure.caller_has_duty(o.unit_id, NULL, '{manage}');
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.adopt_unit() IS
'trigger after units are entered, put below others or taken out from there: who does so manages them, by their parents or else himself';
REVOKE ALL ON FUNCTION disclosure.adopt_unit() FROM PUBLIC;

CREATE OR REPLACE TRIGGER unit_adopt AFTER INSERT ON disclosure.unit
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.adopt_unit();
COMMENT ON TRIGGER unit_adopt ON disclosure.unit IS '新单位由登记的人管理';
/* Their names sort behind those that keep the closure. */
CREATE OR REPLACE TRIGGER unit_parent_managed_insert AFTER INSERT ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.adopt_unit();
COMMENT ON TRIGGER unit_parent_managed_insert ON disclosure.unit_parent IS '归入上级的单位，由管理上级的人管理';
CREATE OR REPLACE TRIGGER unit_parent_managed_update AFTER UPDATE ON disclosure.unit_parent
	REFERENCING OLD TABLE AS old_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.adopt_unit();
COMMENT ON TRIGGER unit_parent_managed_update ON disclosure.unit_parent IS '不再计入上级的单位，由改的人管理';
CREATE OR REPLACE TRIGGER unit_parent_managed_delete AFTER DELETE ON disclosure.unit_parent
	REFERENCING OLD TABLE AS old_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.adopt_unit();
COMMENT ON TRIGGER unit_parent_managed_delete ON disclosure.unit_parent IS '没有了上级的单位，由改的人管理';

CREATE OR REPLACE FUNCTION disclosure.guard_structure()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	line jsonb;
	place text;
	held text;
BEGIN
	IF NOT row_security_active('disclosure.report') THEN
		RETURN coalesce(NEW, OLD);
	END IF;
	IF TG_TABLE_NAME IN ('rule', 'measure') THEN
		held := (SELECT min(u.unit_id) FROM disclosure.unit u WHERE NOT disclosure.manages(u.unit_id));
		IF held IS NOT NULL THEN
			PERFORM disclosure.raise_error('insufficient_privilege'::text,
				format('%s适用于全部单位，角色 %s 不管理其中的 %s', CASE TG_TABLE_NAME WHEN 'rule' THEN '自定规则' ELSE '指标' END,
					disclosure.calling_role(), held),
				'由管理全部单位的人，或者登记簿的所有者办理。'::text, NULL::text, TG_RELID::regclass);
		END IF;
	ELSIF TG_TABLE_NAME = 'reporting_year' OR (TG_TABLE_NAME = 'unit' AND TG_OP = 'INSERT') THEN
		IF NOT EXISTS (SELECT FROM disclosure.my_unit m WHERE m.duty = 'manage') THEN
			PERFORM disclosure.raise_no_manager(NULL::text);
		END IF;
	ELSE
		FOREACH line IN ARRAY ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END] LOOP
			CONTINUE WHEN line IS NULL;
			FOREACH place IN ARRAY TG_ARGV LOOP
				held := line ->> place;
				IF TG_TABLE_NAME = 'unit' AND TG_OP = 'UPDATE' AND held <> to_jsonb(OLD) ->> place THEN
					/* nobody manages a unit by a code that it is to have */
					PERFORM disclosure.raise_error('insufficient_privilege'::text, format('单位 %s 的代码由登记簿的所有者改', to_jsonb(OLD) ->> place),
						'刚刚误录的，删去这个单位，用正确的代码另行登记。'::text, NULL::text, TG_RELID::regclass);
				ELSIF NOT disclosure.manages(held) THEN
					PERFORM disclosure.raise_no_manager(coalesce(held, '（全部）'));
				END IF;
			END LOOP;
		END LOOP;
	END IF;
	RETURN coalesce(NEW, OLD);
END
$$;
COMMENT ON FUNCTION disclosure.guard_structure() IS
'trigger before units and what is said of them are written: the columns named by its arguments must be units that the role manages';

CREATE OR REPLACE FUNCTION disclosure.raise_no_manager(unit_id text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('insufficient_privilege'::text,
		concat('单位', ' ' || unit_id || ' ', '的名录、隶属、期限等由负责管理（manage）的人办理，角色 ', disclosure.calling_role(), ' 没有这项职责'),
		'需要的，由登记簿的所有者用 grant_duty() 授予。'::text, NULL::text, NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_no_manager(text) IS 'the error that the calling role does not manage a unit, or if that is NULL any';

DO $$
DECLARE
	guarded record;
BEGIN
	FOR guarded IN SELECT * FROM (VALUES
		('unit', '''unit_id'''), ('unit_name', '''unit_id'''), ('unit_parent', '''unit_id'', ''parent_id'''),
		('unit_successor', '''unit_id'', ''successor_id'''), ('reporter', '''unit_id'''), ('unit_contact', '''unit_id'''),
		('deadline', '''unit_id'''), ('reporting_year', ''), ('rule', '')) g(held, columns) LOOP
		EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON disclosure.%I'
			' FOR EACH ROW EXECUTE FUNCTION disclosure.guard_structure(%s)', guarded.held || '_guard', guarded.held, guarded.columns);
		EXECUTE format('COMMENT ON TRIGGER %I ON disclosure.%I IS %L', guarded.held || '_guard', guarded.held, '由负责管理的人办理');
	END LOOP;
END
$$;
