-- The extension goes in whole, and everything it makes carries a comment.
CREATE EXTENSION report_ext;

SELECT pg_describe_object(classid, objid, 0) AS without_comment
FROM pg_depend
WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
	AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'report_ext')
	AND obj_description(objid, classid::regclass::name) IS NULL
	-- array types and the composite types of views belong to another object
	AND NOT (classid = 'pg_type'::regclass AND EXISTS (
		SELECT FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
		WHERE t.oid = objid AND (t.typelem <> 0 OR c.relkind = 'v')))
ORDER BY 1;
