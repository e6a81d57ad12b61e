/*
 * The typed face of figures: a composite type for each table and for a row of
 * it, made from the list of cells.  An update script calls create_composites()
 * again: the types grow at their end.
 */

CREATE TYPE disclosure.composite_attribute AS (
	type_name text,
	type_label text,
	attribute text,
	attribute_type text,
	label text
);
COMMENT ON TYPE disclosure.composite_attribute IS '复合类型的一个属性';

CREATE FUNCTION disclosure.composite_attributes()
RETURNS SETOF disclosure.composite_attribute
AS 'MODULE_PATHNAME', 'disclosure_composite_attributes'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 60;
COMMENT ON FUNCTION disclosure.composite_attributes() IS
'what the composite types of tables and rows look like, in the order in which to make them';

CREATE PROCEDURE disclosure.create_composites()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wanted disclosure.composite_attribute;
	type_id regtype;
BEGIN
	FOR wanted IN SELECT * FROM disclosure.composite_attributes() LOOP
		type_id := to_regtype(format('disclosure.%I', wanted.type_name));
		IF type_id IS NULL THEN
			EXECUTE format('CREATE TYPE disclosure.%I AS (%I %s)',
				wanted.type_name, wanted.attribute, wanted.attribute_type);
			EXECUTE format('COMMENT ON TYPE disclosure.%I IS %L', wanted.type_name, wanted.type_label);
		ELSIF NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
				WHERE d.classid = 'pg_type'::regclass AND d.objid = type_id AND d.deptype = 'e'
					AND d.refclassid = 'pg_extension'::regclass AND e.extname = 'report_ext') THEN
			/* Whoever made it could give its attributes types that the library does not expect. */
			RAISE EXCEPTION 'type % already exists, and is not one of the extension', type_id
				USING ERRCODE = 'duplicate_object';
		ELSIF NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.typrelid = a.attrelid
				WHERE t.oid = type_id AND a.attname = wanted.attribute) THEN
			EXECUTE format('ALTER TYPE disclosure.%I ADD ATTRIBUTE %I %s',
				wanted.type_name, wanted.attribute, wanted.attribute_type);
		ELSE
			CONTINUE;
		END IF;
		EXECUTE format('COMMENT ON COLUMN disclosure.%I.%I IS %L',
			wanted.type_name, wanted.attribute, wanted.label);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE disclosure.create_composites() IS
'makes the composite types of tables and rows, or adds what they lack; for the scripts of the extension';

CALL disclosure.create_composites();

CREATE FUNCTION disclosure.proactive(figures disclosure.figures)
RETURNS disclosure.proactive_table
AS 'MODULE_PATHNAME', 'disclosure_proactive'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.proactive(disclosure.figures) IS
'table 二 as a composite: an absent row is NULL, a blank one a row of NULLs';

CREATE FUNCTION disclosure.requests(figures disclosure.figures)
RETURNS disclosure.request_table
AS 'MODULE_PATHNAME', 'disclosure_requests'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.requests(disclosure.figures) IS
'table 三 as a composite: an absent row is NULL, a blank one a row of NULLs';

CREATE FUNCTION disclosure.remedies(figures disclosure.figures)
RETURNS disclosure.remedy_table
AS 'MODULE_PATHNAME', 'disclosure_remedies'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.remedies(disclosure.figures) IS
'table 四 as a composite: an absent row is NULL, a blank one a row of NULLs';

CREATE FUNCTION disclosure.figures(
	form text,
	proactive disclosure.proactive_table,
	requests disclosure.request_table,
	remedies disclosure.remedy_table)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures(text, disclosure.proactive_table, disclosure.request_table, disclosure.remedy_table) IS
'figures of a form from the composites of their tables; NULL is blank if the form has the cell, else absent';
