/*
 * Bounds of what roles may store: one page or one note must not take the
 * memory and the time of everybody who reads the register.
 *
 * The bounds stand here, by the name of a column, or by that of a table and a
 * column; sql/bound.sql tries every column.
 */
CREATE OR REPLACE FUNCTION disclosure.text_limit(relation text, "column" text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT b.bound FROM (VALUES
		/* pages, their text and hashes are measured in bytes, all else in characters */
		(16777216, '{report_source.source,report_source.page}'),
		(1000000, '{report_text.sections,report_source.notes,publication.accepted}'),
		(100000, '{report_text.metadata}'),
		(10000, '{explanation,note,findings,subject,request_applicant.description,report_version.reason}'),
		(4000, '{statement,measure.numerator,measure.denominator}'),
		(1000, '{name,title,unit_name,label,message,advice,reason,description,task.task,item,address,contact,basis,source,party,assessor,body}'),
		(200, '{actor,unit_id,parent_id,successor_id,root,scope,origin,status,kind,duty,role,rule,fingerprint,code,severity,path,outcome,part,follows,
			telephone,email,division_code,credit_code,organisation_code,index_number,document_no,document_number,archive_no,request_no,applicant_no,
			applicant_kind,channel,reply_way,handled_by,case_no,item_no,catalogue_no,review_result,task_no,assessment_no,task,field,
			head,text_hash,page_hash,written_by,accepted_by,frozen_by,changed_by,submitted_by,approved_by,filled_by,submitted_login,
			recorded_by,received_by,set_by,supplied_by,mapping,heading,word,candidates,keeps,remedy_basis,notice,from_status,to_status,topic,unit,better}')) b(bound, columns)
	WHERE text_limit."column" = ANY (b.columns::text[]) OR text_limit.relation || '.' || text_limit."column" = ANY (b.columns::text[])
	ORDER BY text_limit.relation || '.' || text_limit."column" = ANY (b.columns::text[]) DESC LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.text_limit(text, text) IS
'how long what is stored in a column of the register may be: pages and hashes in bytes, all else in characters; NULL for a column that nobody but the register writes';

/* Its size in the unit of its bound, as an expression over a row; without reading a page that is stored apart. */
CREATE OR REPLACE FUNCTION disclosure.size_expression(relation regclass, "column" name)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT format(CASE WHEN a.atttypid = 'bytea'::regtype OR c.relname = 'report_source' AND a.attname = 'source' THEN 'octet_length(NEW.%I)'
		WHEN a.atttypid = 'text'::regtype THEN 'length(NEW.%I)' ELSE 'length(NEW.%I::text)' END, a.attname)
	FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
	WHERE a.attrelid = size_expression.relation AND a.attname = size_expression."column"
$$;
COMMENT ON FUNCTION disclosure.size_expression(regclass, name) IS
'how long the value of a column is, in the unit of text_limit(), as an expression for a trigger';

CREATE OR REPLACE FUNCTION disclosure.raise_too_long(relation regclass, "column" name, size bigint, bound bigint)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	in_bytes boolean := disclosure.size_expression(relation, "column") LIKE 'octet%';
	label text := regexp_replace(col_description(relation, (SELECT a.attnum FROM pg_attribute a
		WHERE a.attrelid = raise_too_long.relation AND a.attname = raise_too_long."column")), '[，：；（].*$', '');
BEGIN
	PERFORM disclosure.raise_error('program_limit_exceeded'::text,
		CASE WHEN in_bytes THEN format('%s（%s）过大：%s 字节，不得超过 %s 字节', label, "column", size, bound)
			ELSE format('%s（%s）过长：%s 字，不得超过 %s 字', label, "column", size, bound) END,
		CASE WHEN relation = 'disclosure.report_source'::regclass THEN '核对是不是报告的页面本身；页面里嵌着图片的，先去掉图片再读入。' ELSE '只写要点；长的材料另存，这里写明存在何处。' END,
		NULL::text, relation);
END
$$;
COMMENT ON FUNCTION disclosure.raise_too_long(regclass, name, bigint, bigint) IS 'the error that what is to be stored is longer than its bound';

/* Its arguments are the columns with a bound.  The condition of its trigger found one that is longer. */
CREATE OR REPLACE FUNCTION disclosure.refuse_too_long()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	place text;
	size bigint;
	bound bigint;
BEGIN
	FOREACH place IN ARRAY TG_ARGV LOOP
		bound := disclosure.text_limit(TG_TABLE_NAME::text, place);
		EXECUTE 'SELECT ' || replace(disclosure.size_expression(TG_RELID, place), 'NEW.', '($1).') INTO size USING NEW;
		IF size > bound THEN
			PERFORM disclosure.raise_too_long(TG_RELID, place, size, bound);
		END IF;
	END LOOP;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_too_long() IS 'trigger before a row with a value longer than its bound: names the column, the length and the bound';

/* Their names sort before those of other triggers, which would work on what is too long. */
DO $$
DECLARE
	held record;
BEGIN
	FOR held IN
		SELECT c.oid::regclass AS relation, string_agg(quote_literal(a.attname), ', ' ORDER BY a.attnum) AS columns,
			string_agg(format('%s > %s', disclosure.size_expression(c.oid, a.attname), disclosure.text_limit(c.relname, a.attname)), ' OR '
				ORDER BY a.attnum) AS condition
		FROM pg_catalog.pg_class c
		JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
			AND a.atttypid IN ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r' AND disclosure.text_limit(c.relname, a.attname) IS NOT NULL
			/* what only triggers write was measured where it came from: of a version, the words of the session by next_version() */
			AND c.relname NOT IN ('past_page', 'past_text', 'indicator_value', 'unit_closure', 'unit_lock', 'report_version')
		GROUP BY c.oid
	LOOP
		EXECUTE format('CREATE OR REPLACE TRIGGER "0_bound" BEFORE INSERT OR UPDATE ON %s FOR EACH ROW WHEN (%s)'
			' EXECUTE FUNCTION disclosure.refuse_too_long(%s)', held.relation, held.condition, held.columns);
		EXECUTE format('COMMENT ON TRIGGER "0_bound" ON %s IS %L', held.relation, '写入前：过长的文字和页面不收');
	END LOOP;
END
$$;
