/* Constraints of the register's tables, in the words of an office. */

CREATE FUNCTION disclosure.check_row()
RETURNS trigger
AS 'MODULE_PATHNAME', 'disclosure_check_row'
LANGUAGE C;
COMMENT ON FUNCTION disclosure.check_row() IS
'trigger before a row is written, the last there: raise_violation() for a column that must not be null, a CHECK, or a key that another row has';

CREATE FUNCTION disclosure.check_references()
RETURNS trigger
AS 'MODULE_PATHNAME', 'disclosure_check_references'
LANGUAGE C;
COMMENT ON FUNCTION disclosure.check_references() IS
'trigger after a row is written, ahead of those of its foreign keys: raise_violation() for one that does not hold';

/* A comment begins with the name of what it is on; what follows explains. */
CREATE FUNCTION disclosure.comment_head(comment text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT regexp_replace(comment, '[：，；。（].*$', '') $$;
COMMENT ON FUNCTION disclosure.comment_head(text) IS 'the words of a comment up to the first sign';

CREATE FUNCTION disclosure.raise_violation(relation regclass, broken oid, attribute smallint, line jsonb)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	c pg_constraint;
	refers boolean;
	label text := coalesce(disclosure.comment_head(obj_description(relation, 'pg_class')), relation::text);
	other text;
	shown text;
	words text;
	explained text;
BEGIN
	SELECT p.* INTO c FROM pg_constraint p WHERE p.oid = broken;
	refers := c.conrelid = relation;
	SELECT string_agg(format('%s（%s）为“%s”', coalesce(disclosure.comment_head(n.comment), a.attname), a.attname, left(line ->> a.attname, 100)), '，' ORDER BY k.n),
		string_agg(coalesce(disclosure.comment_head(n.comment), a.attname), '、' ORDER BY k.n),
		/* of one column the comment says more */
		CASE count(*) WHEN 1 THEN min(n.comment) FILTER (WHERE disclosure.comment_head(n.comment) <> n.comment) END
	INTO shown, words, explained
	FROM unnest(CASE WHEN attribute > 0 THEN ARRAY[attribute] WHEN refers THEN c.conkey ELSE c.confkey END) WITH ORDINALITY k(attnum, n)
	JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = k.attnum
	CROSS JOIN LATERAL (SELECT col_description(relation, a.attnum) AS comment) n;
	IF line ->> (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = attribute) IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('“%s”的“%s”不是一个日期', label, words),
			'写成年、月、日，如 2024-03-31；还不知道的，留空。'::text, shown, relation);
	ELSIF attribute > 0 THEN
		PERFORM disclosure.raise_error('not_null_violation'::text, format('“%s”没有填写“%s”', label, words),
			'这一项不能为空：' || explained, NULL::text, relation);
	ELSIF c.contype = 'c' THEN
		PERFORM disclosure.raise_error('check_violation'::text,
			coalesce(obj_description(c.oid, 'pg_constraint'), format('“%s”的“%s”不能这样填写', label, words)),
			explained, shown, relation);
	ELSIF c.contype IN ('p', 'u') THEN
		PERFORM disclosure.raise_error('unique_violation'::text, format('“%s”中已经有这一行：%s', label, shown),
			'要改的，修改已有的那一行；要另立一行的，换一个编号。'::text, NULL::text, relation);
	ELSE
		other := disclosure.comment_head(obj_description(CASE WHEN refers THEN c.confrelid ELSE c.conrelid END, 'pg_class'));
		PERFORM disclosure.raise_error('foreign_key_violation'::text,
			format(CASE WHEN refers THEN '“%s”中没有%s的一行' ELSE '“%s”中还有属于它的，不能删除：%s' END, other, shown),
			CASE WHEN refers THEN '核对是否写错；还没有的，先登记。' ELSE '先处理属于它的各行。' END, NULL::text, relation);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.raise_violation(regclass, oid, smallint, jsonb) IS
'the error that a row of a table breaks a constraint, or if that is 0 has no value in a column, or no day: in the words of the comments on the constraint, the columns and the tables';
