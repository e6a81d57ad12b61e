/* Indicators: the numbers of the text with their words.  The trigger alone writes them, anew whenever the text changes. */
CREATE TABLE IF NOT EXISTS disclosure.indicator_value (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	seq integer NOT NULL,
	indicator text NOT NULL,
	value numeric NOT NULL,
	unit text,
	approximate boolean NOT NULL,
	cumulative boolean NOT NULL,
	said_scope text,
	said_year integer,
	low numeric,
	high numeric,
	base numeric,
	section text,
	"position" integer,
	evidence text,
	PRIMARY KEY (unit_id, year, scope, seq),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report_text ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.indicator_value IS '文字中的数字：从年度报告的文字读出，文字修改后重新读取';
COMMENT ON COLUMN disclosure.indicator_value.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.indicator_value.year IS '报告年度';
COMMENT ON COLUMN disclosure.indicator_value.scope IS '范围';
COMMENT ON COLUMN disclosure.indicator_value.seq IS '序号，依在报告中的先后';
COMMENT ON COLUMN disclosure.indicator_value.indicator IS '指标，见视图 text_indicator；_share 占比，_growth 比上年增减百分之几，_increase 比上年增减多少';
COMMENT ON COLUMN disclosure.indicator_value.value IS '数值，万、亿已换算';
COMMENT ON COLUMN disclosure.indicator_value.unit IS '单位，照原文';
COMMENT ON COLUMN disclosure.indicator_value.approximate IS '是否约数：余、多、约、近、超、以上';
COMMENT ON COLUMN disclosure.indicator_value.cumulative IS '是否历年累计';
COMMENT ON COLUMN disclosure.indicator_value.said_scope IS '句中写明的范围：own 本机关，level 本级，consolidated 全域；未写明的为空';
COMMENT ON COLUMN disclosure.indicator_value.said_year IS '句中写明的年度';
COMMENT ON COLUMN disclosure.indicator_value.low IS '实际数不低于：约数和百分数是一个范围';
COMMENT ON COLUMN disclosure.indicator_value.high IS '实际数不高于，空为不限';
COMMENT ON COLUMN disclosure.indicator_value.base IS '占比和增减所说的那个数';
COMMENT ON COLUMN disclosure.indicator_value.section IS '在哪一部分';
COMMENT ON COLUMN disclosure.indicator_value."position" IS '在该部分第几个字';
COMMENT ON COLUMN disclosure.indicator_value.evidence IS '原文';

/* Runs as the register's owner: a writer of the text may not write its numbers. */
CREATE OR REPLACE FUNCTION disclosure.read_indicators()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	/* the longest reports of provinces state some hundreds */
	bound constant integer := 2000;
	numbers integer;
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF NEW.sections IS NOT DISTINCT FROM OLD.sections THEN
			RETURN NULL;
		END IF;
		DELETE FROM disclosure.indicator_value v
		WHERE v.unit_id = NEW.unit_id AND v.year = NEW.year AND v.scope = NEW.scope;
	END IF;
	INSERT INTO disclosure.indicator_value (unit_id, year, scope, seq, indicator, value, unit, approximate, cumulative,
		said_scope, said_year, low, high, base, section, "position", evidence)
	SELECT NEW.unit_id, NEW.year, NEW.scope, n.seq, n.indicator, n.value, n.unit, n.approximate, n.cumulative,
		n.scope, n.year, n.low, n.high, n.base, n.section, n."position", n.evidence
	FROM disclosure.narrative(NEW.sections) WITH ORDINALITY n(indicator, value, unit, approximate, cumulative, scope,
		evidence, "position", year, low, high, base, section, seq)
	LIMIT bound + 1;
	GET DIAGNOSTICS numbers = ROW_COUNT;
	IF numbers > bound THEN
		PERFORM disclosure.raise_error('program_limit_exceeded'::text,
			format('文字里读出的数太多：%s 个，不得超过 %s 个', (SELECT count(*) FROM disclosure.narrative(NEW.sections)), bound),
			'各部分写概述；逐项的清单作为附件，不写进报告的文字。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.read_indicators() IS 'trigger: reads the numbers of a text that is new or has changed';
REVOKE ALL ON FUNCTION disclosure.read_indicators() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_text_indicators AFTER INSERT OR UPDATE OF sections ON disclosure.report_text
	FOR EACH ROW EXECUTE FUNCTION disclosure.read_indicators();
COMMENT ON TRIGGER report_text_indicators ON disclosure.report_text IS '文字写入或修改后，读出其中的数字';

CREATE OR REPLACE FUNCTION disclosure.texts_of(unit_id text, year integer, scope text)
RETURNS disclosure.narrative_value[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	texts disclosure.narrative_value[] := ARRAY(
		SELECT ROW(v.indicator, v.value, v.unit, v.approximate, v.cumulative, v.said_scope, v.evidence, v."position",
			v.said_year, v.low, v.high, v.base, v.section)::disclosure.narrative_value
		FROM disclosure.indicator_value v
		WHERE v.unit_id = texts_of.unit_id AND v.year = texts_of.year AND v.scope = texts_of.scope ORDER BY v.seq);
BEGIN
	IF EXISTS (SELECT FROM disclosure.report_text q
			WHERE q.unit_id = texts_of.unit_id AND q.year = texts_of.year - 1 AND q.scope = texts_of.scope AND q.problems_key = (
				SELECT t.problems_key FROM disclosure.report_text t
				WHERE t.unit_id = texts_of.unit_id AND t.year = texts_of.year AND t.scope = texts_of.scope)) THEN
		texts := texts || ROW('problems_repeated', 1, NULL, false, false, NULL, NULL, 1, NULL, 1, 1, NULL, '五')::disclosure.narrative_value;
	END IF;
	RETURN nullif(texts, '{}');
END
$$;
COMMENT ON FUNCTION disclosure.texts_of(text, integer, text) IS
'the numbers in the text of a report, for check_narrative(), and that its section five is that of the year before, white space and numbers aside; NULL if it has no text';
