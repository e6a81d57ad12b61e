-- The cells that the text of a report states as well.
SET search_path = disclosure, public;
CREATE FUNCTION pg_temp.stated(said text, year integer DEFAULT 2023, scope text DEFAULT 'own') RETURNS TABLE (path text, value numeric)
LANGUAGE sql AS $$
	SELECT path, value FROM cells(narrative_figures((SELECT array_agg(n::narrative_value) FROM narrative(said) n), year, scope)) WHERE value IS NOT NULL
$$;

SELECT * FROM pg_temp.stated('2023年，本机关收到政府信息公开申请16件，上年结转2件；办结17件，其中予以公开9件、部分公开3件，本机关不掌握2件，结转下年度1件。');
SELECT * FROM pg_temp.stated('因政府信息公开被申请行政复议3件，其中结果维持2件；被提起行政诉讼1件。');
-- a number that is about, of another year, or of others
SELECT * FROM pg_temp.stated('全年收到政府信息公开申请约16件。');
SELECT * FROM pg_temp.stated('2022年收到政府信息公开申请16件。');
SELECT * FROM pg_temp.stated('全县收到政府信息公开申请160件。');
SELECT * FROM pg_temp.stated('全县收到政府信息公开申请160件。', scope => 'consolidated');
-- two different numbers count for nothing, the same twice for one
SELECT * FROM pg_temp.stated('收到政府信息公开申请16件。受理政府信息公开申请15件。');
SELECT * FROM pg_temp.stated('收到政府信息公开申请16件。全年收到政府信息公开申请16件，比上年增长60%。');
-- parts of a number, and shares, are no cell
SELECT * FROM pg_temp.stated('收到政府信息公开申请16.5件。不予公开4件。自然人申请占90%。');
-- cells that are not stated, or not asked for in that year
SELECT narrative_figures('{}', 2023), narrative_figures(NULL, 2023) IS NULL AS no_text, narrative_figures('{}', 2018) IS NULL AS no_form;
SELECT narrative_figures('{}', 2023, 'all');
