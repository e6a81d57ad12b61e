/*
 * A unit that was entered by mistake goes, with its drafts and their history,
 * as long as no report of it was ever submitted or recorded.  Heads of the whole
 * register, which others keep, therefore leave such reports out: see
 * 29-head.sql.
 */

/* Runs as the owner, because the calling role may not see all that depends on the unit. */
CREATE OR REPLACE FUNCTION disclosure.check_removal()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	reported text;
	held record;
	used boolean;
	frozen text;
	below text;
BEGIN
	/* A report submitted at the same time waits, or this is refused. */
	PERFORM disclosure.seize_reports(OLD.unit_id, NULL::integer, NULL::text);
	reported := (SELECT string_agg(DISTINCT v.year::text, '、' ORDER BY v.year::text) FROM disclosure.report_version v
		WHERE v.unit_id = OLD.unit_id AND (v.origin <> 'filed' OR v.status <> 'draft'));
	IF reported IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s 有报送过或者收录的报告（%s年），不能删除', OLD.unit_id, reported),
			'撤销的，在 reporter 中登记为免报；由别的单位承接的，登记在 unit_successor。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	frozen := (SELECT min(m.label) FROM disclosure.freeze_member m WHERE m.unit_id = OLD.unit_id);
	IF frozen IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s 的草稿列入了封账“%s”，不能删除', OLD.unit_id, frozen),
			'先删去那次封账（表 freeze），再重新封账。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	/* what does not go with its unit by itself, and is no draft */
	FOR held IN
		SELECT f.conrelid::regclass AS relation, c.relname, a.attname AS place,
			regexp_replace(obj_description(c.oid, 'pg_class'), '[：；，].*$', '') AS label
		FROM pg_constraint f
		JOIN pg_class c ON c.oid = f.conrelid
		JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
		WHERE f.contype = 'f' AND f.confrelid = TG_RELID AND f.confdeltype <> 'c'
			AND f.conrelid NOT IN ('disclosure.report'::regclass, 'disclosure.report_version'::regclass,
				'disclosure.past_text'::regclass, 'disclosure.past_page'::regclass)
		ORDER BY c.relname
	LOOP
		EXECUTE format('SELECT EXISTS (SELECT FROM %s t WHERE t.%I = $1)', held.relation, held.place) INTO used USING OLD.unit_id;
		IF used THEN
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
				format('单位 %s 在表 %s（%s）中还有登记，不能删除', OLD.unit_id, held.relname, coalesce(held.label, held.place)),
				'那些登记也是误填的，先删去；有过业务的单位不删除，撤销的在 reporter 中登记为免报。'::text, NULL::text, TG_RELID::regclass);
		END IF;
	END LOOP;
	below := (SELECT disclosure.some_names(array_agg(DISTINCT u.name ORDER BY u.name))
		FROM disclosure.unit_parent p JOIN disclosure.unit u ON u.unit_id = p.unit_id WHERE p.parent_id = OLD.unit_id);
	IF below IS NOT NULL THEN
		PERFORM disclosure.raise_notice(format('单位 %s 的下级没有了这个上级，不再计入更上级的合计：%s', OLD.unit_id, below));
	END IF;
	DELETE FROM disclosure.report r WHERE r.unit_id = OLD.unit_id;
	RETURN OLD;
END
$$;
COMMENT ON FUNCTION disclosure.check_removal() IS
'trigger before a unit is deleted: its drafts go; refuses it if a report of it was ever submitted or recorded, or something else refers to it';
REVOKE ALL ON FUNCTION disclosure.check_removal() FROM PUBLIC;

/* Its name sorts behind that of unit_guard: who may not delete the unit is told so first. */
CREATE OR REPLACE TRIGGER unit_removal BEFORE DELETE ON disclosure.unit
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_removal();
COMMENT ON TRIGGER unit_removal ON disclosure.unit IS '删除前：只有从未报送过报告的单位可以删除';

/* keep_version() sees that the unit is gone, and lets its versions go too. */
CREATE OR REPLACE FUNCTION disclosure.remove_history()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	DELETE FROM disclosure.report_version v WHERE v.unit_id = OLD.unit_id;
	DELETE FROM disclosure.past_text t WHERE t.unit_id = OLD.unit_id;
	DELETE FROM disclosure.past_page p WHERE p.unit_id = OLD.unit_id;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.remove_history() IS 'trigger after a unit is deleted: the history of its drafts goes with it';
REVOKE ALL ON FUNCTION disclosure.remove_history() FROM PUBLIC;

/* Its name sorts before those that look for what refers to the unit, and would find the history. */
CREATE OR REPLACE TRIGGER "0_unit_removal" AFTER DELETE ON disclosure.unit
	FOR EACH ROW EXECUTE FUNCTION disclosure.remove_history();
COMMENT ON TRIGGER "0_unit_removal" ON disclosure.unit IS '删除后：草稿的历史一并删除';
