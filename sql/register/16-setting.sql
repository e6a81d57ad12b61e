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
