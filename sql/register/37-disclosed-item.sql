/* Items disclosed on the office's own initiative, and the channels they were disclosed on. */

CREATE TABLE IF NOT EXISTS disclosure.disclosed_item (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	item_no text NOT NULL,
	kind text NOT NULL,
	title text NOT NULL,
	document_no text,
	made_on date NOT NULL,
	repealed_on date,
	disclosed_on date,
	catalogue_no text,
	reviewed_on date,
	review_result text,
	PRIMARY KEY (unit_id, item_no)
);
CREATE INDEX IF NOT EXISTS disclosed_item_document ON disclosure.disclosed_item (unit_id) INCLUDE (made_on, repealed_on, kind)
	WHERE kind IN ('government_rules', 'normative_documents');
COMMENT ON TABLE disclosure.disclosed_item IS '主动公开的政府信息；规章和规范性文件自动计入表二';
COMMENT ON COLUMN disclosure.disclosed_item.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.disclosed_item.item_no IS '编号，本单位内不重复，如索引号';
COMMENT ON COLUMN disclosure.disclosed_item.kind IS '类别：government_rules 规章，normative_documents 行政规范性文件，other 其他政府信息';
COMMENT ON COLUMN disclosure.disclosed_item.title IS '名称';
COMMENT ON COLUMN disclosure.disclosed_item.document_no IS '文号';
COMMENT ON COLUMN disclosure.disclosed_item.made_on IS '制发之日';
COMMENT ON COLUMN disclosure.disclosed_item.repealed_on IS '废止之日';
COMMENT ON COLUMN disclosure.disclosed_item.disclosed_on IS '公开之日';
COMMENT ON COLUMN disclosure.disclosed_item.catalogue_no IS '公开目录中的序号，见 catalogue_item';
COMMENT ON COLUMN disclosure.disclosed_item.reviewed_on IS '最近一次清理之日';
COMMENT ON COLUMN disclosure.disclosed_item.review_result IS '清理结果：kept 继续执行，revised 修改，repealed 废止';

CREATE OR REPLACE FUNCTION disclosure.check_disclosed_item()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong text;
BEGIN
	IF NEW.made_on < '1949-10-01' OR greatest(NEW.made_on, NEW.repealed_on, NEW.disclosed_on, NEW.reviewed_on) > '2099-12-31' THEN
		wrong := '日期不在 1949-10-01 至 2099-12-31 之间';
	ELSIF NEW.repealed_on < NEW.made_on THEN
		wrong := format('废止之日 %s 早于制发之日 %s', to_char(NEW.repealed_on, 'YYYY-MM-DD'), to_char(NEW.made_on, 'YYYY-MM-DD'));
	ELSIF NEW.disclosed_on < NEW.made_on THEN
		wrong := format('公开之日 %s 早于制发之日 %s', to_char(NEW.disclosed_on, 'YYYY-MM-DD'), to_char(NEW.made_on, 'YYYY-MM-DD'));
	ELSIF NEW.reviewed_on < NEW.made_on THEN
		wrong := format('清理之日 %s 早于制发之日 %s', to_char(NEW.reviewed_on, 'YYYY-MM-DD'), to_char(NEW.made_on, 'YYYY-MM-DD'));
	ELSIF (NEW.reviewed_on IS NULL) <> (NEW.review_result IS NULL) THEN
		wrong := '清理之日和清理结果须一并填写';
	ELSIF NEW.review_result = 'repealed' AND NEW.repealed_on IS NULL THEN
		wrong := '清理结果为废止而没有废止之日';
	END IF;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('信息 %s：%s', NEW.item_no, wrong), relation => TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_disclosed_item() IS 'trigger before a row of disclosed_item: its dates agree';

CREATE OR REPLACE TRIGGER disclosed_item_check BEFORE INSERT OR UPDATE ON disclosure.disclosed_item
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_disclosed_item();
COMMENT ON TRIGGER disclosed_item_check ON disclosure.disclosed_item IS '日期须相符';
CREATE OR REPLACE TRIGGER disclosed_item_plain BEFORE INSERT OR UPDATE OF item_no, catalogue_no ON disclosure.disclosed_item
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.item_no) OR NOT disclosure.is_plain_key(NEW.catalogue_no)) EXECUTE FUNCTION disclosure.require_plain_keys('item_no', 'catalogue_no');
COMMENT ON TRIGGER disclosed_item_plain ON disclosure.disclosed_item IS '编号不是空的，前后没有空白，没有全角的字母、数字';
CREATE OR REPLACE TRIGGER disclosed_item_words BEFORE INSERT OR UPDATE ON disclosure.disclosed_item
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('kind', 'item_kind', 'review_result', 'review_result');
COMMENT ON TRIGGER disclosed_item_words ON disclosure.disclosed_item IS '代码须可用';

CREATE TABLE IF NOT EXISTS disclosure.disclosed_channel (
	unit_id text NOT NULL,
	item_no text NOT NULL,
	channel text NOT NULL,
	disclosed_on date NOT NULL,
	PRIMARY KEY (unit_id, item_no, channel),
	FOREIGN KEY (unit_id, item_no) REFERENCES disclosure.disclosed_item ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.disclosed_channel IS '一条信息在哪些渠道公开；几个渠道公开的仍是一条信息';
COMMENT ON COLUMN disclosure.disclosed_channel.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.disclosed_channel.item_no IS '编号';
COMMENT ON COLUMN disclosure.disclosed_channel.channel IS '渠道';
COMMENT ON COLUMN disclosure.disclosed_channel.disclosed_on IS '在该渠道公开之日';

CREATE OR REPLACE TRIGGER disclosed_channel_words BEFORE INSERT OR UPDATE ON disclosure.disclosed_channel
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('channel', 'item_channel');
COMMENT ON TRIGGER disclosed_channel_words ON disclosure.disclosed_channel IS '代码须可用';
