/*
 * Packages: the reports of a year of a unit and of all below it as one JSON
 * document, for a register that no network reaches.  docs/packages.md has the
 * format.
 */
CREATE OR REPLACE FUNCTION disclosure.package_limit(what text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
/* jsonb has 256 MB at most, and needs more bytes than its text */
RETURN CASE what WHEN 'bytes' THEN 134217728 WHEN 'units' THEN 100000 WHEN 'reports' THEN 100000 END;
COMMENT ON FUNCTION disclosure.package_limit(text) IS 'how large a package may be: bytes of its text, units, reports';

CREATE OR REPLACE FUNCTION disclosure.package_checksum(package jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT encode(sha256(disclosure.canonical_json(package - 'checksum')), 'hex') $$;
COMMENT ON FUNCTION disclosure.package_checksum(jsonb) IS 'the checksum that a package should have: SHA-256 of the canonical form of all but the checksum';

/* All lines of a unit, so that the tree and the names of other years come along; of its parents those in the package. */
CREATE OR REPLACE FUNCTION disclosure.packed_units(year integer, root text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH inside AS MATERIALIZED (
		SELECT DISTINCT c.unit_id FROM disclosure.unit_closure c
		WHERE c.ancestor_id = packed_units.root AND packed_units.year BETWEEN c.from_year AND c.to_year)
	SELECT jsonb_agg(to_jsonb(u) || jsonb_build_object(
		'names', (SELECT coalesce(jsonb_agg(to_jsonb(n) - 'unit_id' ORDER BY n.from_year), '[]') FROM disclosure.unit_name n WHERE n.unit_id = u.unit_id),
		'parents', (SELECT coalesce(jsonb_agg(to_jsonb(p) - 'unit_id' ORDER BY p.parent_id COLLATE "C", p.from_year), '[]') FROM disclosure.unit_parent p
			WHERE p.unit_id = u.unit_id AND u.unit_id <> packed_units.root AND p.parent_id IN (SELECT i.unit_id FROM inside i)),
		'reporter', (SELECT coalesce(jsonb_agg(to_jsonb(r) - 'unit_id' ORDER BY r.from_year), '[]') FROM disclosure.reporter r WHERE r.unit_id = u.unit_id),
		'successors', (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'unit_id' ORDER BY s.successor_id COLLATE "C", s.year), '[]') FROM disclosure.unit_successor s
			WHERE s.unit_id = u.unit_id AND s.successor_id IN (SELECT i.unit_id FROM inside i))) ORDER BY u.unit_id COLLATE "C")
	FROM inside i
	JOIN disclosure.unit u ON u.unit_id = i.unit_id
$$;
COMMENT ON FUNCTION disclosure.packed_units(integer, text) IS 'a unit and all that are below it in a year, as a package has them';

/*
 * What was published before and has changed since comes with its own figures and
 * words: a correction that is under way must not take the place of what is
 * published.
 */
CREATE OR REPLACE FUNCTION disclosure.packed_reports(year integer, root text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object('unit_id', r.unit_id, 'scope', r.scope, 'origin', r.origin, 'status', r.status,
		'issued_on', to_char(r.issued_on, 'YYYY-MM-DD'), 'figures', r.figures::text, 'version', r.version,
		'heads', (SELECT jsonb_agg(encode(v.hash, 'hex') ORDER BY v.version) FROM disclosure.report_version v
			WHERE v.unit_id = r.unit_id AND v.year = r.year AND v.scope = r.scope),
		'words', CASE WHEN t.unit_id IS NOT NULL THEN disclosure.text_content(t) END,
		'explanations', disclosure.explanation_list(r.unit_id, r.year, r.scope),
		'publications', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'published_on', to_char(p.published_on, 'YYYY-MM-DD'),
				'address', p.address, 'statement', p.statement, 'accepted', p.accepted, 'figures', w.figures, 'words', w.words) ORDER BY p.number), '[]')
			FROM disclosure.publication p
			LEFT JOIN LATERAL (
				SELECT v.figures::text AS figures, t.words FROM disclosure.report_version v
				JOIN disclosure.version_text t ON t.unit_id = v.unit_id AND t.year = v.year AND t.scope = v.scope AND t.version = v.version
				WHERE p.version <> r.version AND v.unit_id = p.unit_id AND v.year = p.year AND v.scope = p.scope AND v.version = p.version) w ON true
			WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope))
		ORDER BY r.unit_id COLLATE "C", r.scope COLLATE "C"), '[]')
	FROM disclosure.report r
	LEFT JOIN disclosure.report_text t ON t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope
	WHERE r.year = packed_reports.year AND r.unit_id IN (SELECT c.unit_id FROM disclosure.unit_closure c
		WHERE c.ancestor_id = packed_reports.root AND packed_reports.year BETWEEN c.from_year AND c.to_year)
$$;
COMMENT ON FUNCTION disclosure.packed_reports(integer, text) IS
'the reports of a year of a unit and of all below it, those that the role may see, as a package has them';

CREATE OR REPLACE FUNCTION disclosure.pack_reports(year integer, root text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	package jsonb;
	packed text;
BEGIN
	PERFORM disclosure.require_any_duty();
	PERFORM disclosure.require_year(pack_reports.year);
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = pack_reports.root) THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('没有代码为“%s”的单位', pack_reports.root), '单位代码见表 unit。'::text,
			NULL::text, NULL::regclass);
	ELSIF row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = pack_reports.root AND pack_reports.year BETWEEN m.from_year AND m.to_year) THEN
		/* Part of the reports would pass for all. */
		PERFORM disclosure.raise_error('insufficient_privilege'::text,
			format('单位 %s %s年的报告，角色 %s 不能查看，也就不能打包', pack_reports.root, pack_reports.year, disclosure.calling_role()),
			'需要的，由登记簿的所有者授予 read 等职责。'::text, NULL::text, NULL::regclass);
	END IF;
	package := jsonb_build_object('package', 1, 'year', pack_reports.year, 'root', pack_reports.root,
		'packed_at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'packed_by', disclosure.calling_role(),
		'units', disclosure.packed_units(pack_reports.year, pack_reports.root), 'reports', disclosure.packed_reports(pack_reports.year, pack_reports.root));
	package := package || jsonb_build_object('checksum', disclosure.package_checksum(package));
	PERFORM disclosure.require_package_size(jsonb_array_length(package -> 'units'), jsonb_array_length(package -> 'reports'));
	packed := convert_from(disclosure.canonical_json(package), 'UTF8');
	IF octet_length(packed) > disclosure.package_limit('bytes'::text) THEN
		PERFORM disclosure.raise_package_size(octet_length(packed));
	END IF;
	RETURN packed;
END
$$;
COMMENT ON FUNCTION disclosure.pack_reports(integer, text) IS
'a package of the reports of a year of a unit and of all below it: one JSON document in canonical form with units, figures, words, statuses, explanations, publications, the hashes of the histories, and a checksum';

CREATE OR REPLACE FUNCTION disclosure.raise_package_size(size bigint)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('program_limit_exceeded'::text,
		format('报告包过大：%s 字节，不得超过 %s 字节', size, disclosure.package_limit('bytes'::text)), '按下级单位分几个包。'::text, NULL::text, NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_package_size(bigint) IS 'the error that a package is longer than its limit';

CREATE OR REPLACE FUNCTION disclosure.require_package_size(units integer, reports integer)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF units > disclosure.package_limit('units'::text) OR reports > disclosure.package_limit('reports'::text) THEN
		PERFORM disclosure.raise_error('program_limit_exceeded'::text,
			format('报告包里有单位 %s 个、报告 %s 份，不得超过 %s 个、%s 份', units, reports, disclosure.package_limit('units'::text),
				disclosure.package_limit('reports'::text)), '按下级单位分几个包。'::text, NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_package_size(integer, integer) IS 'an error if a package has more units or reports than it may';

CREATE OR REPLACE FUNCTION disclosure.package_shape()
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{"package": "integer", "checksum": "hash", "year": "integer", "root": "string", "packed_at": "time", "packed_by": "string",
	"units": [{"unit_id": "string", "name": "string", "kind": "string", "division_code?": "string", "credit_code?": "string",
		"organisation_code?": "string",
		"names": [{"from_year": "integer", "to_year?": "integer", "name": "string", "kind": "string", "division_code?": "string"}],
		"parents": [{"parent_id": "string", "from_year": "integer", "to_year?": "integer", "counted": "boolean"}],
		"reporter": [{"from_year": "integer", "to_year?": "integer", "exempt": "boolean", "reason?": "string", "from_date?": "date", "to_date?": "date"}],
		"successors": [{"successor_id": "string", "year": "integer", "partly": "boolean", "kind": "string"}]}],
	"reports": [{"unit_id": "string", "scope": "string", "origin": "string", "status": "string", "issued_on?": "date", "figures": "string",
		"version": "integer", "heads": ["hash"],
		"words?": {"title?": "string", "unit_name?": "string", "index_number?": "string", "sections?": "any", "contact?": "string",
			"document_number?": "string", "period_start?": "integer", "period_end?": "integer", "metadata?": "any"},
		"explanations": [{"rule": "string", "fingerprint": "string", "explanation": "string", "written_by": "string", "written_at": "time",
			"accepted_by?": "string", "accepted_at?": "time"}],
		"publications": [{"number": "integer", "published_on": "date", "address?": "string", "statement?": "string", "accepted?": "array",
			"figures?": "string", "words?": "object"}]}]}'::jsonb;
COMMENT ON FUNCTION disclosure.package_shape() IS 'what a package consists of, as json_fault() checks it; "words" of a publication are those of its report';

CREATE OR REPLACE FUNCTION disclosure.raise_no_package(detail text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('invalid_parameter_value'::text, '这不是可以读入的报告包'::text,
		E'报告包是 pack_reports() 打成的整个文件，一个字也不能改动；读入的是文件的内容，不是文件名：psql 中先 \\set package `cat 文件`，再用 :''package''。'::text, detail, NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_no_package(text) IS 'the error that a document is no package';

/* Everything that can be told of a package as a whole, before anything of it is looked up or written. */
CREATE OR REPLACE FUNCTION disclosure.read_package(document text)
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	package jsonb;
	checksum text;
	fault text;
BEGIN
	IF octet_length(document) > disclosure.package_limit('bytes'::text) THEN
		PERFORM disclosure.raise_package_size(octet_length(document));
	END IF;
	BEGIN
		/* the mark that editors put before UTF-8, which other encodings do not have */
		IF getdatabaseencoding() = 'UTF8' THEN
			document := ltrim(document, chr(65279));
		END IF;
		package := document::jsonb;
	EXCEPTION WHEN data_exception OR program_limit_exceeded OR feature_not_supported THEN
		fault := '内容不是完好的 JSON。';
	END;
	IF fault IS NOT NULL OR jsonb_typeof(package -> 'package') IS NULL THEN
		PERFORM disclosure.raise_no_package(coalesce(fault, '没有写明是报告包（package）。'));
	ELSIF package -> 'package' <> '1' THEN
		PERFORM disclosure.raise_error('feature_not_supported'::text,
			format('报告包是第 %s 版的格式，本程序认识的是第 1 版', left((package -> 'package')::text, 100)), '先升级本登记簿的程序，再读入。'::text, NULL::text, NULL::regclass);
	END IF;
	checksum := disclosure.package_checksum(package);
	IF package ->> 'checksum' IS DISTINCT FROM checksum THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, '报告包的内容和它的校验值不符：路上改动过，或者不完整'::text,
			'请报来的单位重新送一份。'::text, format('包中写的是 %s，按内容算得 %s。', coalesce(left(package ->> 'checksum', 100), '（没有）'), checksum), NULL::regclass);
	END IF;
	fault := disclosure.json_fault(package, disclosure.package_shape());
	IF fault IS NOT NULL THEN
		PERFORM disclosure.raise_no_package(fault);
	END IF;
	PERFORM disclosure.require_package_size(jsonb_array_length(package -> 'units'), jsonb_array_length(package -> 'reports'));
	PERFORM disclosure.require_year((package ->> 'year')::integer);
	fault := coalesce((SELECT format('单位“%s”写了两次', u ->> 'unit_id') FROM jsonb_array_elements(package -> 'units') u
			GROUP BY u ->> 'unit_id' HAVING count(*) > 1 LIMIT 1),
		(SELECT format('单位“%s”、范围“%s”的报告写了两次', r ->> 'unit_id', r ->> 'scope') FROM jsonb_array_elements(package -> 'reports') r
			GROUP BY r ->> 'unit_id', r ->> 'scope' HAVING count(*) > 1 LIMIT 1),
		(SELECT format('单位中没有“%s”', package ->> 'root') WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(package -> 'units') u
			WHERE u -> 'unit_id' = package -> 'root')),
		(SELECT format('单位“%s”的报告的各版校验值（heads）不是 %s 个', r ->> 'unit_id', r ->> 'version') FROM jsonb_array_elements(package -> 'reports') r
			WHERE jsonb_array_length(r -> 'heads') <> (r ->> 'version')::integer OR r -> 'version' = '0' LIMIT 1));
	IF fault IS NOT NULL THEN
		PERFORM disclosure.raise_no_package(fault);
	END IF;
	RETURN package;
END
$$;
COMMENT ON FUNCTION disclosure.read_package(text) IS
'a package as JSON; an error that says why if it is none, was altered, is too large, or is of a newer program';
