-- The facts: forms, cells, statutory rules.
SET search_path = disclosure, public;
\pset null NULL

SELECT * FROM form;
-- cells in each table: 22 + 161 + 15, 10 + 175 + 15
SELECT form, section, table_label, count(*) AS cells, count(DISTINCT row_label) AS row_labels, min(position) AS first, max(position) AS last
FROM form_cell GROUP BY form, section, table_label ORDER BY form, first;

-- The rows of both notices, with the columns each has: written down here once more, from the forms.
CREATE TEMP TABLE expected AS
	SELECT form, tab || '.' || line || '.' || col AS path, row_number() OVER (PARTITION BY form ORDER BY block, l.n, c.n) AS position
	FROM (VALUES
	(1, '2019', 'proactive', 'government_rules normative_documents', 'made disclosed disclosed_total'),
	(2, '2019', 'proactive', 'licensing other_services penalties compulsion', 'items change decisions'),
	(3, '2019', 'proactive', 'charges', 'items change'),
	(4, '2019', 'proactive', 'procurement', 'items amount'),
	(1, '2021', 'proactive', 'government_rules normative_documents', 'issued repealed in_force'),
	(2, '2021', 'proactive', 'licensing penalties compulsion', 'decisions'),
	(3, '2021', 'proactive', 'charges', 'amount'),
	(5, '2019 2021', 'requests', 'received carried_in granted partly_granted '
		'state_secret prohibited_by_law security_stability third_party_rights internal_affairs process_information enforcement_file registry_lookup '
		'not_held needs_creation still_unclear petition_complaint repeated published_material unjustified_mass confirm_or_reissue',
		'natural_person enterprise research public_welfare legal_service other_organisation total'),
	(6, '2019', 'requests', 'otherwise_handled', 'natural_person enterprise research public_welfare legal_service other_organisation total'),
	(6, '2021', 'requests', 'supplement_overdue fee_overdue miscellaneous', 'natural_person enterprise research public_welfare legal_service other_organisation total'),
	(7, '2019 2021', 'requests', 'processed carried_out', 'natural_person enterprise research public_welfare legal_service other_organisation total'),
	(8, '2019 2021', 'remedies', 'reconsideration direct_suit suit_after_reconsideration', 'upheld overturned other_result pending total')) AS b (block, forms, tab, lines, cols),
		string_to_table(forms, ' ') AS form, string_to_table(lines, ' ') WITH ORDINALITY AS l (line, n),
		string_to_table(cols, ' ') WITH ORDINALITY AS c (col, n);
SELECT form, count(*) FROM expected GROUP BY form ORDER BY form;
SELECT form, position, path FROM expected FULL JOIN form_cell USING (form, position, path) WHERE ordinal IS NULL OR expected IS NULL;

-- Sanity: all of these are empty.
SELECT form, position AS positions_have_gaps FROM (SELECT form, position, row_number() OVER (PARTITION BY form ORDER BY position) AS n FROM form_cell) AS f WHERE position <> n;
SELECT form, path AS twice FROM form_cell GROUP BY form, path HAVING count(*) > 1;
SELECT ordinal AS ordinal_of_two FROM form_cell GROUP BY ordinal HAVING count(DISTINCT path) > 1;
SELECT path AS path_of_two FROM form_cell GROUP BY path HAVING count(DISTINCT ordinal) > 1;
SELECT n AS ordinal_unused FROM generate_series(0, (SELECT max(ordinal) FROM form_cell)) AS n WHERE n NOT IN (SELECT ordinal FROM form_cell);
SELECT path AS not_one_cell FROM form_cell GROUP BY path HAVING count(DISTINCT (measure, decimals, signed, definition, section, row_group)) > 1;
SELECT path AS empty_label FROM form_cell
WHERE '' IN (table_label, row_label, column_label, measure, definition, section) OR table_label IS NULL OR row_label IS NULL OR column_label IS NULL
	OR measure IS NULL OR definition IS NULL OR section IS NULL OR group_label = '' OR caption = '' OR row_group = '' OR decimals IS NULL OR signed IS NULL;
SELECT path AS blanks_around FROM form_cell, LATERAL (VALUES (row_label), (column_label), (group_label), (caption), (measure), (definition)) AS l (label) WHERE label <> btrim(label, E' \t\n　');
SELECT form, path AS same_place FROM (SELECT form, path, count(*) OVER (PARTITION BY form, section, caption, group_label, row_label, column_label) AS n FROM form_cell) AS f WHERE n > 1;
SELECT path AS cannot_be_read FROM form_cell WHERE (zero_figures(form))[path] IS DISTINCT FROM 0;
SELECT path AS misplaced FROM form_cell WHERE path !~ '^(proactive|requests|remedies)\.[a-z_]+\.[a-z_]+$'
	OR section <> CASE split_part(path, '.', 1) WHEN 'proactive' THEN '二' WHEN 'requests' THEN '三' ELSE '四' END;
SELECT path AS cells_differ FROM form_cell FULL JOIN (SELECT form, c.path, c.position FROM form, cells(zero_figures(form)) WITH ORDINALITY AS c (path, value, position)) AS c
	USING (form, path, position) WHERE ordinal IS NULL OR c IS NULL;

-- Kinds of cells: amounts, numbers that may be negative, groups.
SELECT string_agg(DISTINCT path, ' ') AS signed FROM form_cell WHERE signed;
SELECT measure, decimals, count(*), CASE WHEN count(*) < 9 THEN string_agg(form || ' ' || path, ', ' ORDER BY form, position) END AS cells FROM form_cell GROUP BY measure, decimals ORDER BY count(*) \gx (format=unaligned)
SELECT form, row_group, group_label, count(*) AS cells, string_agg(row_label, ' ' ORDER BY position) FILTER (WHERE column_label = '总计' AND row_group IN ('unavailable', 'other_handling')) AS rows
FROM form_cell WHERE row_group IS NOT NULL GROUP BY form, row_group, group_label ORDER BY form, min(position);
SELECT form, caption, string_agg(row_label, ' ' ORDER BY position) FILTER (WHERE first_column) AS rows,
	string_agg(column_label, ' ' ORDER BY position) FILTER (WHERE first_row) AS columns
FROM (SELECT *, split_part(path, '.', 3) = first_value(split_part(path, '.', 3)) OVER w AS first_column, row_label = first_value(row_label) OVER w AS first_row
	FROM form_cell WHERE section = '二' WINDOW w AS (PARTITION BY form, caption ORDER BY position)) AS f GROUP BY form, caption ORDER BY form, min(position);

-- The form of a year.
SELECT year, form_of(year) FROM unnest(ARRAY[2019, 2020, 2021, 2022, 2100, NULL]) AS year;
SELECT year, form_of(year) = form AS agrees FROM form, generate_series(first_year, coalesce(last_year, 2030)) AS year WHERE form_of(year) <> form;
SELECT min(year) FILTER (WHERE has_form(year)) AS first, count(*) FILTER (WHERE has_form(year) IS DISTINCT FROM EXISTS (
	SELECT FROM form f WHERE year >= f.first_year AND (year <= f.last_year OR f.last_year IS NULL))) AS disagree
FROM (SELECT generate_series(1990, 2110) AS year UNION ALL VALUES (-2147483648), (-1), (0), (2147483647)) y;
SELECT form_of(2018);
SELECT form_of(-2021);
SELECT form_of(0);
SELECT form_of(2147483647);

-- The rules: 40 relations in the first form, 42 in the second, each checked by its statement as by check_figures().
SELECT form, source, severity, severity_label, count(*) AS rules, (array_agg(code))[1] AS first, (array_agg(statement))[1] AS statement, (array_agg(description))[1] AS description
FROM statutory_rule GROUP BY form, source, severity, severity_label ORDER BY form, source COLLATE "C" \gx (format=unaligned)
SELECT form, code AS twice FROM statutory_rule GROUP BY form, code HAVING count(*) > 1;
SELECT form, code AS empty FROM statutory_rule WHERE '' IN (code, description, advice, source) OR description IS NULL OR advice IS NULL OR (statement IS NULL) <> (code LIKE 'form.%');
-- a one in every cell of a report of zeros: the rule's statement finds the same as the rule
CREATE TEMP TABLE one AS
	SELECT form, path, zero_figures(form) AS f FROM form_cell WHERE path ~ 'natural|total|upheld';
UPDATE one SET f[path] = 1;
WITH finding AS (
	SELECT form, code, path, by_statement, by_rule
	FROM one JOIN statutory_rule USING (form)
		LEFT JOIN LATERAL (SELECT (result, expected, actual, cells) AS by_statement FROM check_statement(f, statement)) AS s ON true
		LEFT JOIN LATERAL (SELECT (result, expected, actual, cells) AS by_rule FROM check_figures(f) WHERE rule = code) AS r ON true
	WHERE statement IS NOT NULL)
SELECT form, count(by_statement) AS by_statement, count(by_rule) AS by_rule, count(*) FILTER (WHERE by_statement IS DISTINCT FROM by_rule) AS differ
FROM finding GROUP BY form ORDER BY form;
