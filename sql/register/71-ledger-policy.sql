/* Row-level security of the ledger: who has any duty for a unit reads, who fills in writes; who asked is for the duty applicant alone. */
CREATE OR REPLACE FUNCTION disclosure.require_own_unit(unit_id text, duty text, relation regclass)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF row_security_active(relation) AND NOT disclosure.has_duty(require_own_unit.unit_id, NULL::integer, require_own_unit.duty) THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text, format('您不负责单位 %s 的这项登记', unit_id),
			format('需要该单位的职责 %s，由登记簿的管理人授予。', duty), NULL::text, relation);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_own_unit(text, text, regclass) IS
'raises an error if the current role does not have a duty for a unit in any year, which is what a row of the ledger needs';

/*
 * Row-level security would pass over the line in silence, or refuse it in words
 * that nobody of an office understands: what a role sees its policies let it
 * change, and this says no.
 */
CREATE OR REPLACE FUNCTION disclosure.require_own_unit()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		PERFORM disclosure.require_own_unit(OLD.unit_id, TG_ARGV[0], TG_RELID::regclass);
	END IF;
	IF TG_OP <> 'DELETE' THEN
		PERFORM disclosure.require_own_unit(NEW.unit_id, TG_ARGV[0], TG_RELID::regclass);
	END IF;
	RETURN coalesce(NEW, OLD);
END
$$;
COMMENT ON FUNCTION disclosure.require_own_unit() IS
'trigger before a row of the ledger is written: the role has the duty that is its argument for the unit';

DO $$
DECLARE
	held text;
	seen text;
	writes text;
BEGIN
	FOREACH held IN ARRAY ARRAY['request', 'request_text', 'request_event', 'request_change', 'remedy_case', 'disclosed_item', 'disclosed_channel',
		'ledger', 'supplied_figure', 'catalogue_item', 'site_column', 'task', 'training', 'assessment', 'request_applicant'] LOOP
		seen := disclosure.duty_condition(held, NULL, CASE held WHEN 'request_applicant' THEN 'applicant' END);
		writes := CASE held WHEN 'request_applicant' THEN 'applicant' ELSE 'fill' END;
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s)', held || '_read', held,
			seen);
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held,
			CASE held WHEN 'request_applicant' THEN '负责 applicant 的可以查看' ELSE '有任一职责的可以查看' END);
		CONTINUE WHEN held IN ('request_change', 'ledger');
		EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON disclosure.%I'
			' FOR EACH ROW EXECUTE FUNCTION disclosure.require_own_unit(%L)', held || '_duty', held, writes);
		EXECUTE format('COMMENT ON TRIGGER %I ON disclosure.%I IS ''登记自己负责的单位''', held || '_duty', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_write', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR ALL USING (%s) WITH CHECK (%s)', held || '_write', held,
			seen, disclosure.duty_condition(held, NULL, writes));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_write', held,
			CASE held WHEN 'request_applicant' THEN '负责 applicant 的登记' ELSE '填报人登记；不是的由触发器说明' END);
	END LOOP;
END
$$;
