/* Settings: thresholds and habits that an office may change. */
CREATE TABLE IF NOT EXISTS disclosure.setting (
	name text PRIMARY KEY,
	value numeric NOT NULL,
	description text NOT NULL
);
COMMENT ON TABLE disclosure.setting IS '可由本机关确定的事项和界限';
COMMENT ON COLUMN disclosure.setting.name IS '名称';
COMMENT ON COLUMN disclosure.setting.value IS '取值';
COMMENT ON COLUMN disclosure.setting.description IS '含义';

CREATE OR REPLACE FUNCTION disclosure.product_settings()
RETURNS TABLE (name text, value integer, low integer, high integer, description text)
LANGUAGE sql IMMUTABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
	VALUES ('self_approval', 0, 0, 1, '小单位可否由报送人自行审核：0 不可，1 可'),
		('text_required', 0, 0, 1, '没有文字的报告能否报送：0 能，只提示，1 须写明情况'),
		('double_entry', 0, 0, 2, '数字是否由两人分别录入：0 不用，1 不同的由第三人裁定，2 由审核人裁定'),
		('due_soon_days', 7, 0, 366, '期限前几天提醒'),
		('copied_numbers', 5, 1, 200, '两个单位至少有几个相同的非零数字，才提示雷同'),
		('copied_requests', 10, 1, 1000000, '本年新收至少几件，才提示表三雷同'),
		('constant_numbers', 8, 2, 200, '同一个非零数字至少出现几次，才提示随意填报'),
		('constant_percent', 80, 1, 100, '同一个数字占非零数字的百分之几以上，才提示随意填报'),
		('peers_received', 100, 1, 1000000, '同级同类单位平均收到多少件以上，才提示零申请'),
		('suppress_below', 0, 0, 1000, '公布时不列出小于几的申请人分类数：0 全部列出')
$$;
COMMENT ON FUNCTION disclosure.product_settings() IS 'the settings that there are, with what an office begins with and how far each goes';

/* Settings are looked up by name: a misspelt one, or a value that means nothing, would pass for the choice it was meant to be. */
CREATE OR REPLACE FUNCTION disclosure.check_setting()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	known record;
BEGIN
	SELECT p.* INTO known FROM disclosure.product_settings() p WHERE p.name = NEW.name;
	IF NEW.name IS NULL OR NEW.value IS NULL THEN
		RETURN NEW;
	ELSIF known.name IS NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('没有名为“%s”的设置', left(NEW.name, 40)),
			'可用：' || (SELECT string_agg(p.name, '，') FROM disclosure.product_settings() p), NULL::text, TG_RELID::regclass);
	ELSIF NOT (NEW.value BETWEEN known.low AND known.high AND NEW.value = trunc(NEW.value)) THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('设置 %s 是 %s 至 %s 的整数，不能是 %s', NEW.name, known.low, known.high, NEW.value),
			known.description, NULL::text, TG_RELID::regclass);
	ELSIF NEW.name = 'suppress_below' AND NEW.value = 1 THEN
		PERFORM disclosure.raise_error('check_violation'::text, '设置 suppress_below 为 1，一个数也不会隐去'::text, '全部列出的写 0；不列出 1 至 4 的写 5。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_setting() IS 'trigger before a setting is written: there is such a one, and its value means something';

CREATE OR REPLACE TRIGGER setting_check BEFORE INSERT OR UPDATE ON disclosure.setting
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_setting();
COMMENT ON TRIGGER setting_check ON disclosure.setting IS '须是已有的设置，取值在范围之内';

CREATE OR REPLACE FUNCTION disclosure.setting_value(name text)
RETURNS numeric
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN (SELECT s.value FROM disclosure.setting s WHERE s.name = setting_value.name);
END
$$;
COMMENT ON FUNCTION disclosure.setting_value(text) IS 'the value of a line of table setting';
