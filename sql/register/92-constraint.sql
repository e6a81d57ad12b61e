/*
 * What the constraints refuse is said in the words of an office; the constraints
 * stay.  A CHECK of one column whose comment says what may stand there needs no
 * sentence of its own.
 */
COMMENT ON CONSTRAINT unit_has_name ON disclosure.unit IS '单位名称不能是空的，前后也不能有空白';
COMMENT ON CONSTRAINT unit_name_has_name ON disclosure.unit_name IS '单位名称不能是空的，前后也不能有空白';
COMMENT ON CONSTRAINT unit_contact_has_name ON disclosure.unit_contact IS '联系人的姓名不能是空的，前后也不能有空白';
COMMENT ON CONSTRAINT unit_name_check ON disclosure.unit_name IS '止年不能早于起年';
COMMENT ON CONSTRAINT unit_name_kind_check ON disclosure.unit_name IS '没有这种单位类别；各类别见表 unit 的 kind';
COMMENT ON CONSTRAINT unit_parent_check ON disclosure.unit_parent IS '止年不能早于起年';
COMMENT ON CONSTRAINT unit_parent_check1 ON disclosure.unit_parent IS '一个单位不能是自己的上级';
COMMENT ON CONSTRAINT unit_successor_year_check ON disclosure.unit_successor IS '年度写四位数';
COMMENT ON CONSTRAINT unit_successor_check ON disclosure.unit_successor IS '一个单位不能承接自己';
COMMENT ON CONSTRAINT reporter_check ON disclosure.reporter IS '止年不能早于起年';
COMMENT ON CONSTRAINT reporter_check1 ON disclosure.reporter IS '撤销日期不能早于设立日期';
COMMENT ON CONSTRAINT reporter_dates ON disclosure.reporter IS '设立日期在起年或者它的前一年，撤销日期在止年（须写明）或者它的后一年';
COMMENT ON CONSTRAINT reporter_check2 ON disclosure.reporter IS '免报的，要写明原因';
COMMENT ON CONSTRAINT report_year_check ON disclosure.report IS '报告年度须在 2100 年以前';
COMMENT ON CONSTRAINT explanation_explanation_check ON disclosure.explanation IS '说明不能是空的';
COMMENT ON CONSTRAINT rule_check ON disclosure.rule IS '止年不能早于起年';
COMMENT ON CONSTRAINT rule_code_check ON disclosure.rule IS '规则代码不能是空的，中间也不能有空白';
COMMENT ON CONSTRAINT calendar_year_year_check ON disclosure.calendar_year IS '以前各年的放假安排已在系统中，登记 2027 年起的';
COMMENT ON CONSTRAINT ledger_check ON disclosure.ledger IS '止年不能早于起年';
COMMENT ON CONSTRAINT ledger_from_year_check ON disclosure.ledger IS '台账的年度在 2008 年至 2099 年之间';
COMMENT ON CONSTRAINT deadline_check ON disclosure.deadline IS '止年不能早于起年';
COMMENT ON CONSTRAINT deadline_day_check ON disclosure.deadline IS '日是 1 至 31';
COMMENT ON CONSTRAINT deadline_month_check ON disclosure.deadline IS '月是 1 至 12';
COMMENT ON CONSTRAINT deadline_kind_check ON disclosure.deadline IS '没有这种单位类别；各类别见表 unit 的 kind';
COMMENT ON CONSTRAINT freeze_label_check ON disclosure.freeze IS '封账的名称不能是空的，前后也不能有空白';
COMMENT ON CONSTRAINT ledger_heading_field_check ON disclosure.ledger_heading IS '台账没有这一栏目';
COMMENT ON CONSTRAINT ledger_value_field_check ON disclosure.ledger_value IS '这一栏目不用代码';
COMMENT ON CONSTRAINT ledger_value_check ON disclosure.ledger_value IS '写了代码的，不再写可能的代码';
COMMENT ON CONSTRAINT unit_name_years ON disclosure.unit_name IS '年度写四位数；从最早起的，起年写 0，至今的，止年不写';
COMMENT ON CONSTRAINT unit_parent_years ON disclosure.unit_parent IS '年度写四位数；从最早起的，起年写 0，至今的，止年不写';
COMMENT ON CONSTRAINT reporter_years ON disclosure.reporter IS '年度写四位数；从最早起的，起年写 0，至今的，止年不写';
COMMENT ON CONSTRAINT deadline_years ON disclosure.deadline IS '年度写四位数；从最早起的，起年写 0，至今的，止年不写';
COMMENT ON CONSTRAINT rule_years ON disclosure.rule IS '年度写四位数；不限的不写';

DO $$
DECLARE
	held regclass;
	refers boolean;
BEGIN
	/* Not the tables that only triggers and functions of the owner write. */
	FOR held, refers IN SELECT c.oid, EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND c.oid IN (k.conrelid, k.confrelid))
		FROM pg_catalog.pg_class c
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('register', 'unit_closure', 'unit_lock', 'tree_lock',
				'indicator_value', 'report_version', 'past_text', 'past_page', 'publication', 'receipt', 'request_change',
				'entry_round', 'entry_sheet', 'entry_decision')
			AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') LOOP
		/* The names make the first the last of its kind, and the other the first. */
		EXECUTE format('CREATE OR REPLACE TRIGGER zz_check_row BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION disclosure.check_row()', held);
		EXECUTE format('COMMENT ON TRIGGER zz_check_row ON %s IS ''不合各项限制的，说明是哪一项''', held);
		IF refers THEN
			EXECUTE format('CREATE OR REPLACE TRIGGER "1_references" AFTER INSERT OR UPDATE OR DELETE ON %s'
				' FOR EACH ROW EXECUTE FUNCTION disclosure.check_references()', held);
			EXECUTE format('COMMENT ON TRIGGER "1_references" ON %s IS ''所引用的须存在，还在引用它的须先处理''', held);
		END IF;
	END LOOP;
END
$$;
