/*
 * The dictionary of the views for BI tools, read from the catalog: a client by
 * ODBC shows no comments.  A view is described by its COMMENT, "label：一行是
 * grain；…", a column by its own, "label（unit）：definition", by its type and by
 * its name; whoever adds a view or a column has nothing to add here.
 */
CREATE OR REPLACE VIEW disclosure.bi_view WITH (security_invoker = true) AS
SELECT c.relname::varchar(48) AS view_name, split_part(d.comment, '：', 1)::varchar(64) AS label,
	substring(d.comment FROM '：一行是([^；，。]*)')::varchar(200) AS grain, k.attname::varchar(48) AS key_column,
	(SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)::integer AS columns, d.comment AS definition
FROM pg_catalog.pg_class c
CROSS JOIN LATERAL (SELECT pg_catalog.obj_description(c.oid, 'pg_class') AS comment) d
JOIN pg_catalog.pg_attribute k ON k.attrelid = c.oid AND k.attnum = 1
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'v' AND starts_with(c.relname::text, 'bi_');
COMMENT ON VIEW disclosure.bi_view IS '报表视图一览：一行是一个报表视图';
COMMENT ON COLUMN disclosure.bi_view.view_name IS '视图';
COMMENT ON COLUMN disclosure.bi_view.label IS '视图名称';
COMMENT ON COLUMN disclosure.bi_view.grain IS '一行是什么';
COMMENT ON COLUMN disclosure.bi_view.key_column IS '编号列：每行不同，不为空';
COMMENT ON COLUMN disclosure.bi_view.columns IS '列数';
COMMENT ON COLUMN disclosure.bi_view.definition IS '说明';

/* Numbers that mean nothing when added up, beside ratios and what is no number: of some views all, of others these. */
CREATE OR REPLACE FUNCTION disclosure.bi_is_additive(view_name text, column_name text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN view_name NOT IN ('bi_total', 'bi_trend', 'bi_view', 'bi_column') AND column_name NOT IN ('depth', 'days_allowed', 'days_left')
	AND view_name || '.' || column_name NOT IN ('bi_cell.amount', 'bi_finding.expected', 'bi_finding.actual', 'bi_finding.difference');
COMMENT ON FUNCTION disclosure.bi_is_additive(text, text) IS 'do the numbers of a column add up over the rows of its view?';

CREATE OR REPLACE VIEW disclosure.bi_column WITH (security_invoker = true) AS
SELECT (v.view_name || '.' || a.attname)::varchar(98) AS column_key, v.view_name, a.attnum::integer AS column_no,
	a.attname::varchar(48) AS column_name, w.label::varchar(128) AS label, pg_catalog.format_type(a.atttypid, a.atttypmod)::varchar(32) AS data_type,
	r.role::varchar(16) AS role, disclosure.bi_label('role', r.role)::varchar(32) AS role_label, disclosure.bi_no('role', r.role) AS role_no,
	(r.role = 'measure' AND disclosure.bi_is_additive(v.view_name::text, a.attname::text))::integer::smallint AS is_additive,
	w.unit_label::varchar(16) AS unit_label, substring(d.comment FROM '：((?:proactive|requests|remedies)[.][a-z_]+[.][a-z_]+)(?:，|$)')::varchar(64) AS path,
	e.definition,
	/* of several measures that add up the same, the product's comes first */
	(SELECT m.code FROM disclosure.measure m WHERE m.numerator = split_part(e.definition, '，', 1) AND m.denominator IS NULL
		ORDER BY m.sort_no, m.code LIMIT 1)::varchar(32) AS measure_code
FROM disclosure.bi_view v
JOIN pg_catalog.pg_attribute a ON a.attrelid = pg_catalog.to_regclass('disclosure.' || v.view_name) AND a.attnum > 0
CROSS JOIN LATERAL (SELECT pg_catalog.col_description(a.attrelid, a.attnum) AS comment) d
CROSS JOIN LATERAL (SELECT nullif(substring(d.comment FROM '：(.*)$'), '') AS definition) e
CROSS JOIN LATERAL (SELECT split_part(d.comment, '：', 1) AS text) t
CROSS JOIN LATERAL (SELECT CASE WHEN t.text ~ '（(件|条|份|个|格|项|项或万元|万元|工作日|%)）$' THEN regexp_replace(t.text, '（[^（]*$', '') ELSE t.text END AS label,
	substring(t.text FROM '（(件|条|份|个|格|项|项或万元|万元|工作日|%)）$') AS unit_label) w
CROSS JOIN LATERAL (SELECT CASE
	WHEN a.attnum = 1 THEN 'key'
	WHEN a.attname = 'year' OR a.atttypid = 'date'::regtype THEN 'time'
	WHEN a.attname = 'division_code' THEN 'geo'
	WHEN a.atttypid = 'smallint'::regtype THEN 'flag'
	WHEN a.atttypid = 'text'::regtype THEN 'prose'
	WHEN a.attname ~ '_no$' AND a.atttypid = 'integer'::regtype THEN 'sort'
	WHEN a.attname ~ '_(label|name)$' THEN 'label'
	WHEN a.atttypid = 'numeric'::regtype AND a.atttypmod = ((9 << 16) | 6) + 4 THEN 'ratio'
	WHEN a.atttypid IN ('integer'::regtype, 'bigint'::regtype, 'numeric'::regtype) THEN 'measure'
	ELSE 'dimension' END AS role) r;
COMMENT ON VIEW disclosure.bi_column IS '数据字典：一行是报表视图的一列';
COMMENT ON COLUMN disclosure.bi_column.column_key IS '编号：视图.列';
COMMENT ON COLUMN disclosure.bi_column.view_name IS '视图';
COMMENT ON COLUMN disclosure.bi_column.column_no IS '列的顺序';
COMMENT ON COLUMN disclosure.bi_column.column_name IS '列';
COMMENT ON COLUMN disclosure.bi_column.label IS '列的名称';
COMMENT ON COLUMN disclosure.bi_column.data_type IS '类型';
COMMENT ON COLUMN disclosure.bi_column.role IS '用途代码';
COMMENT ON COLUMN disclosure.bi_column.role_label IS '用途';
COMMENT ON COLUMN disclosure.bi_column.role_no IS '用途排序';
COMMENT ON COLUMN disclosure.bi_column.is_additive IS '是否可以相加';
COMMENT ON COLUMN disclosure.bi_column.unit_label IS '计量单位';
COMMENT ON COLUMN disclosure.bi_column.path IS '单元格的路径：该列就是这一格的';
COMMENT ON COLUMN disclosure.bi_column.definition IS '说明';
COMMENT ON COLUMN disclosure.bi_column.measure_code IS '指标代码：该列的数就是表 measure 的这个指标';

/*
 * Tools that list no views, and those that want a primary key, get tables.  A
 * table of an earlier call is kept, so that what others grant on it and build
 * on it lasts: its rows are deleted and written again, columns that its view has
 * since got are added.  Readers see the old rows until all tables are ready.
 */
CREATE OR REPLACE FUNCTION disclosure.publish_tables(schema name, views text[] DEFAULT NULL)
RETURNS SETOF disclosure.published_table
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
/* compiling would take longer than running */
SET jit = off
AS $$
DECLARE
	target oid := (SELECT n.oid FROM pg_namespace n WHERE n.nspname = publish_tables.schema);
	unknown text;
	view record;
	existing record;
	col record;
	reader name;
	result disclosure.published_table;
	mark CONSTANT text := '。由 publish_tables() 写入';
BEGIN
	IF schema IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed', '没有写明写入哪个模式'::text, hint => '先 CREATE SCHEMA bi，再写 publish_tables(''bi'')。'::text);
	ELSIF target IS NULL THEN
		PERFORM disclosure.raise_error('undefined_object', format('没有模式“%s”', schema), hint => format('先 CREATE SCHEMA %I。', schema));
	ELSIF schema IN ('disclosure', 'information_schema') OR schema ~ '^pg_' OR NOT pg_has_role((SELECT n.nspowner FROM pg_namespace n WHERE n.oid = target), 'USAGE') THEN
		PERFORM disclosure.raise_error('insufficient_privilege', format('不能把表写入模式“%s”', schema),
			hint => format('须是 %s 自己的、专用于报表的模式：CREATE SCHEMA bi。', current_user));
	END IF;
	SELECT string_agg(v, '、') INTO unknown FROM unnest(publish_tables.views) v WHERE v NOT IN (SELECT b.view_name FROM disclosure.bi_view b) OR v IS NULL;
	IF unknown IS NOT NULL THEN
		PERFORM disclosure.raise_error('undefined_object', format('没有报表视图 %s', unknown), hint => '报表视图见 bi_view。'::text);
	END IF;
	/* one at a time: two would each delete what they see */
	PERFORM pg_advisory_xact_lock('disclosure.bi_view'::regclass::integer, target::integer);
	FOR view IN
		SELECT b.view_name::text AS name, to_regclass(format('disclosure.%I', b.view_name)) AS id, b.key_column::text AS key, b.definition
		FROM disclosure.bi_view b
		WHERE publish_tables.views IS NULL OR b.view_name = ANY (publish_tables.views)
		ORDER BY b.view_name
	LOOP
		SELECT c.oid, c.relkind, obj_description(c.oid, 'pg_class') AS comment INTO existing
		FROM pg_class c WHERE c.relnamespace = target AND c.relname = view.name;
		IF NOT FOUND THEN
			EXECUTE format('CREATE TABLE %I.%I AS SELECT * FROM %s WITH NO DATA', schema, view.name, view.id);
			EXECUTE format('ALTER TABLE %I.%I ADD PRIMARY KEY (%I)', schema, view.name, view.key);
		ELSIF existing.relkind <> 'r' OR right(existing.comment, length(mark)) IS DISTINCT FROM mark THEN
			PERFORM disclosure.raise_error('duplicate_object', format('模式“%s”中已有别的 %s', schema, view.name),
				hint => '改名或删去它，或者换一个模式。'::text);
		ELSE
			FOR col IN
				SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type
				FROM pg_attribute a
				WHERE a.attrelid = view.id AND a.attnum > 0 AND NOT EXISTS (SELECT FROM pg_attribute o
					WHERE o.attrelid = existing.oid AND o.attname = a.attname AND NOT o.attisdropped)
				ORDER BY a.attnum
			LOOP
				EXECUTE format('ALTER TABLE %I.%I ADD COLUMN %I %s', schema, view.name, col.attname, col.type);
			END LOOP;
			EXECUTE format('DELETE FROM %I.%I', schema, view.name);
		END IF;
		EXECUTE format('INSERT INTO %I.%I (%s) SELECT * FROM %s', schema, view.name,
			(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = view.id AND a.attnum > 0), view.id);
		GET DIAGNOSTICS result.rows = ROW_COUNT;
		EXECUTE format('COMMENT ON TABLE %I.%I IS %L', schema, view.name, view.definition || mark);
		FOR col IN SELECT a.attname, col_description(a.attrelid, a.attnum) AS comment FROM pg_attribute a WHERE a.attrelid = view.id AND a.attnum > 0 LOOP
			EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', schema, view.name, col.attname, col.comment);
		END LOOP;
		/* Row-level security holds no longer: only roles that the owner has let into the schema by name may read. */
		FOR reader IN
			SELECT r.rolname FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) x JOIN pg_roles r ON r.oid = x.grantee
			WHERE n.oid = target AND x.privilege_type = 'USAGE' AND x.grantee <> n.nspowner
		LOOP
			EXECUTE format('GRANT SELECT ON %I.%I TO %I', schema, view.name, reader);
		END LOOP;
		result.table_name := format('%I.%I', schema, view.name);
		RETURN NEXT result;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.publish_tables(name, text[]) IS
'writes the views for BI tools, all or some, as the caller sees them, into tables of the same names with primary keys and comments in a schema of the caller''s own, readable by the roles that have USAGE on it; called again, brings them up to date';
