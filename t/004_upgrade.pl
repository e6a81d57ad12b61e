# A register of an older version under a newer extension: it goes on working, is brought up to date with all that its
# owner added to it, and is then what a new one is.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
$ENV{PGCLIENTENCODING} = 'UTF8';
my $file = $node->basedir . '/office.dump';

my $old = q{
	CREATE EXTENSION report_ext VERSION '1.0';
	CALL disclosure.create_register();
};

# reports in every state, a recorded one among them, with texts and pages
my $rows = q{
	INSERT INTO disclosure.unit VALUES ('a', '甲县', 'government', '360800'), ('b', '乙局', 'department', NULL);
	INSERT INTO disclosure.report (unit_id, year, status, figures)
		SELECT 'a', y, s, disclosure.zero_figures(disclosure.form_of(y))
		FROM unnest('{2021,2022,2023,2024,2025}'::integer[], '{published,approved,submitted,returned,draft}'::text[]) t (y, s);
	INSERT INTO disclosure.report (unit_id, year, scope, status, issued_on, figures)
		VALUES ('a', 2022, 'level', 'published', '2023-01-20', disclosure.zero_figures('2021'));
	INSERT INTO disclosure.report (unit_id, year) VALUES ('b', 2024);
	INSERT INTO disclosure.report (unit_id, year, origin, status, figures) VALUES
		('b', 2020, 'recorded', 'published', '{"form":"2019","proactive":{"charges":[3138.14,-1108.67]},"requests":{"received":[8,null,null,null,null,null,9]}}');
	INSERT INTO disclosure.report_text VALUES ('a', 2023, 'own', '甲县2023年年度报告', '甲县', 'D20000-1000-2021-0011',
		'{"一": {"title": "总体情况", "text": "收到政府信息公开申请5件。"}}');
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes) VALUES ('a', 2023, 'own', '原文', '[]');
};

# what an office may add, before the columns that the register gets
my $additions = q{
	GRANT USAGE, CREATE ON SCHEMA disclosure TO office_clerk;
	GRANT SELECT ON disclosure.report, disclosure.form TO office_clerk;
	REVOKE SELECT ON disclosure.statutory_rule FROM PUBLIC;
	ALTER TABLE disclosure.report ADD COLUMN clerk text;
	COMMENT ON COLUMN disclosure.report.clerk IS '填报人';
	UPDATE disclosure.report SET clerk = '张三' WHERE unit_id = 'a';
	CREATE INDEX by_figures ON disclosure.report (figures);
	ALTER TABLE disclosure.report ENABLE ROW LEVEL SECURITY;
	CREATE POLICY not_nil ON disclosure.report FOR SELECT TO office_clerk
		USING (figures OPERATOR(disclosure.<>) disclosure.zero_figures('2021'));
	CREATE TABLE change_log (unit_id text, before disclosure.figures, after disclosure.figures);
	CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN INSERT INTO public.change_log VALUES (NEW.unit_id, OLD.figures, NEW.figures); RETURN NULL; END';
	CREATE TRIGGER log AFTER UPDATE ON disclosure.report FOR EACH ROW
		WHEN (disclosure.figures_differ(OLD.figures, NEW.figures)) EXECUTE FUNCTION log_change();
	/* those that get in the way of whoever writes to all reports */
	CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no changes after 2021'; END$$;
	CREATE TRIGGER log_all AFTER UPDATE ON disclosure.report FOR EACH ROW EXECUTE FUNCTION log_change();
	CREATE CONSTRAINT TRIGGER log_later AFTER UPDATE ON disclosure.report
		DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_change();
	CREATE TRIGGER closed BEFORE UPDATE ON disclosure.report
		FOR EACH ROW WHEN (OLD.year = 2021) EXECUTE FUNCTION refuse_change();
	CREATE TRIGGER closed_off BEFORE UPDATE ON disclosure.report FOR EACH ROW EXECUTE FUNCTION refuse_change();
	CREATE TRIGGER closed_replica BEFORE UPDATE ON disclosure.report FOR EACH ROW EXECUTE FUNCTION refuse_change();
	ALTER TABLE disclosure.report ENABLE ALWAYS TRIGGER log_all, DISABLE TRIGGER closed_off,
		ENABLE REPLICA TRIGGER closed_replica;
	UPDATE disclosure.report SET figures['requests.received.total'] = 3 WHERE unit_id = 'b' AND year = 2024;
	CREATE VIEW with_errors AS SELECT unit_id, year, count(*) FROM disclosure.finding
		WHERE severity = 'error' AND result = 'fail' GROUP BY 1, 2;
	CREATE VIEW own_overview AS SELECT o.*, r.clerk FROM disclosure.report_overview o
		JOIN disclosure.report r USING (unit_id, year, scope);
	CREATE VIEW own_report AS SELECT r.*, c.* FROM disclosure.report r, disclosure.check_figures(r.figures) c;
	/* tables of the row types that grow */
	CREATE TABLE kept_finding OF disclosure.check_result;
	INSERT INTO kept_finding SELECT * FROM disclosure.check_figures('{"form":"2021"}');
	CREATE TABLE kept_report (report disclosure.report, findings disclosure.check_result[]);
	INSERT INTO kept_report SELECT r, ARRAY(SELECT c FROM disclosure.check_figures(r.figures) c) FROM disclosure.report r;
};

# of the columns that a register of version 1.0 has
my $contents = q{
	SELECT 'unit', unit_id, 0, name, kind, division_code FROM disclosure.unit
	UNION ALL SELECT 'report', unit_id, year, concat_ws(' ', scope, origin, status, issued_on), changed_at::text, figures::text
	FROM disclosure.report
	UNION ALL SELECT 'text', unit_id, year, title, index_number, sections::text FROM disclosure.report_text
	UNION ALL SELECT 'source', unit_id, year, source, notes::text, imported_at::text FROM disclosure.report_source
	UNION ALL SELECT 'cells', unit_id, year, count(*)::text, NULL, NULL FROM disclosure.report_cell GROUP BY 2, 3
	ORDER BY 1, 2, 3, 4
};
my $additional_contents = q{
	SELECT 'clerk', unit_id, clerk, NULL FROM disclosure.report
	UNION ALL SELECT 'comment', col_description(attrelid, attnum), NULL, NULL
	FROM pg_attribute WHERE attrelid = 'disclosure.report'::regclass AND attname = 'clerk'
	UNION ALL SELECT 'index', indexrelid::regclass::text, indisvalid::text, NULL
	FROM pg_index WHERE indexrelid = 'disclosure.by_figures'::regclass
	UNION ALL SELECT 'policy', polname, pg_get_expr(polqual, polrelid), NULL
	FROM pg_policy WHERE polname = 'not_nil'
	UNION ALL SELECT 'trigger', tgname, tgenabled::text, pg_get_triggerdef(oid)
	FROM pg_trigger WHERE tgrelid = 'disclosure.report'::regclass AND NOT tgisinternal AND tgname !~ '^report_'
	UNION ALL SELECT 'log', unit_id, before::text, after::text FROM change_log
	UNION ALL SELECT 'with errors', unit_id, year::text, count::text FROM with_errors
	UNION ALL SELECT 'overview', unit_id, year::text, concat_ws(' ', status, received, blanks, errors, clerk) FROM own_overview
	UNION ALL SELECT 'own report', unit_id, year::text, count(rule)::text FROM own_report GROUP BY 2, 3
	UNION ALL SELECT 'kept finding', count(rule)::text, md5(string_agg(cells::text, '')), NULL FROM kept_finding
	UNION ALL SELECT 'kept report', (report).unit_id, md5((report).figures::text), cardinality(findings)::text FROM kept_report
	UNION ALL SELECT 'right', g, r, has_table_privilege(g, r, 'SELECT')::text
	FROM unnest('{public,office_clerk}'::text[]) g,
		unnest('{disclosure.form,disclosure.statutory_rule,disclosure.form_cell}'::text[]) r
	ORDER BY 1, 2, 3, 4
};

sub schema_of
{
	my ($db, @options) = @_;
	my ($dump) = run_command([ 'pg_dump', '--schema-only', @options, '-d', $node->connstr($db) ]);
	# a random key of newer versions
	$dump =~ s/^\\(un)?restrict .*$//mg;
	return $dump;
}

# Two descriptions of a database, of which only what differs is worth showing.
sub same
{
	my ($is, $should, $name) = @_;
	my @file = map { $node->basedir . "/$_" } ('is', 'should');
	foreach ([ $file[0], $is ], [ $file[1], $should ])
	{
		unlink $_->[0];
		append_to_file(@$_);
	}
	is(`diff -U2 '$file[1]' '$file[0]'`, '', $name);
}

sub seeds_of
{
	return $node->safe_psql($_[0], q{
		SELECT 'rule', r::text FROM disclosure.rule r UNION ALL SELECT 'setting', s::text FROM disclosure.setting s
		UNION ALL SELECT 'move', m::text FROM disclosure.status_move m
		UNION ALL SELECT 'deadline', d::text FROM disclosure.deadline d ORDER BY 1, 2});
}

# The members of the extension, with all that the catalog says of them but for their numbers.
sub members_of
{
	return $node->safe_psql($_[0], q{
		SET search_path = pg_catalog;
		WITH member AS (
			SELECT classid, objid, pg_describe_object(classid, objid, 0) AS name FROM pg_depend
			WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
				AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'report_ext'))
		SELECT name, obj_description(objid, classid::regclass::name), NULL, NULL FROM member
		UNION ALL SELECT name, CASE p.prokind WHEN 'a' THEN p.prosrc ELSE pg_get_functiondef(p.oid) END,
			proacl::text, pg_get_userbyid(proowner)
		FROM member JOIN pg_proc p ON classid = 'pg_proc'::regclass AND p.oid = objid
		UNION ALL SELECT name, concat_ws(' ', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod)),
			col_description(a.attrelid, a.attnum), c.relacl::text
		FROM member
		LEFT JOIN pg_type t ON classid = 'pg_type'::regclass AND t.oid = objid
		JOIN pg_class c ON c.oid = CASE classid WHEN 'pg_class'::regclass THEN objid ELSE t.typrelid END
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		UNION ALL SELECT name, pg_get_viewdef(objid), NULL, NULL
		FROM member JOIN pg_class c ON classid = 'pg_class'::regclass AND c.oid = objid AND c.relkind = 'v'
		UNION ALL SELECT pg_describe_object(classoid, objoid, 0), initprivs::text, NULL, NULL
		FROM pg_init_privs WHERE classoid IN ('pg_namespace'::regclass, 'pg_class'::regclass, 'pg_proc'::regclass)
			AND privtype = 'e'
		ORDER BY 1, 2, 3, 4});
}

sub upgrade
{
	my ($db, @options) = @_;
	my ($code, $stdout, $stderr) = $node->psql($db, 'CALL disclosure.upgrade_register()', @options);
	is("$code $stderr", '0 ', "$db: the register is brought up to date");
}

# What a register of 1.0 does, in a transaction that leaves nothing.
sub goes_on
{
	my ($db, $when) = @_;
	my ($code, $stdout, $stderr) = $node->psql($db, <<'SQL', on_error_stop => 0);
BEGIN;
\set page `cat demo/pages/hongze-2023.txt`
INSERT INTO disclosure.unit VALUES ('new', '新局');
INSERT INTO disclosure.report (unit_id, year) VALUES ('new', 2022);
UPDATE disclosure.report SET figures = disclosure.fill_zero(figures), status = 'submitted' WHERE unit_id = 'new';
SELECT 'submitted', disclosure.forms_of(figures), status FROM disclosure.report WHERE unit_id = 'new';
SELECT 'import', count(*) FROM disclosure.import_report('new', :'page') WHERE rule NOT LIKE 'page.%';
SELECT 'finding', count(*) > 0, count(*) FILTER (WHERE f.message IS NULL) FROM disclosure.finding f
	WHERE unit_id = 'new' AND year = 2023;
SELECT 'overview', year, status, errors > 0 FROM disclosure.report_overview WHERE unit_id = 'new' ORDER BY year;
SELECT 'cells', count(*) > 100 FROM disclosure.report_cell WHERE unit_id = 'new';
DELETE FROM disclosure.report WHERE unit_id = 'new' AND year = 2023;
SAVEPOINT s;
UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'new';
ROLLBACK TO s;
UPDATE disclosure.report SET origin = 'recorded' WHERE unit_id = 'new';
ROLLBACK TO s;
INSERT INTO disclosure.report (unit_id, year, status) VALUES ('new', 2021, 'submitted');
ROLLBACK;
SQL
	is($stdout, "submitted|2021|submitted\nimport|3\nfinding|t|0\noverview|2022|submitted|f\noverview|2023|published|t\ncells|t",
		"$when: reports are filed, read in and checked");
	is(join('; ', $stderr =~ /ERROR:  (report of unit new for \d+ (?:refused|is filed and \w+))/g),
		join('; ', map { "report of unit new for $_" } ('2022 refused', '2022 is filed and submitted', '2021 refused')),
		"$when: the gate stands");
}

$node->safe_psql('postgres', 'CREATE ROLE office_clerk LOGIN; CREATE ROLE office LOGIN;
	CREATE DATABASE office; CREATE DATABASE plain; CREATE DATABASE fresh');

# (1) with what the office added
$node->safe_psql('office', "$old $rows $additions");
$node->safe_psql('plain', $old);
my $before = $node->safe_psql('office', $contents);
my $before_additional = $node->safe_psql('office', $additional_contents);
like($before, qr/^report\|a\|2023\|own filed submitted/m, 'the register holds the reports');
like($before_additional, qr/^log\|b/m, 'what the office added works on it');
goes_on('plain', 'extension of 1.0, its library of 1.3');

$node->safe_psql('office', 'ALTER EXTENSION report_ext UPDATE');
same($node->safe_psql('office', $contents), $before, 'extension of 1.3, register of 1.0: the data are the same');
same($node->safe_psql('office', $additional_contents), $before_additional, 'what the office added is as it was');
goes_on('office', 'register of 1.0');

upgrade('office');
same($node->safe_psql('office', $contents), $before, 'upgraded: the data are the same');
same($node->safe_psql('office', $additional_contents), $before_additional, 'upgraded: what the office added is as it was');
is($node->safe_psql('office', q{
		SELECT count(*), count(*) FILTER (WHERE version = 1 AND head IS NOT NULL AND changed_by IS NOT NULL),
			count(disclosure.verify_history(unit_id, year, scope)) FROM disclosure.report}),
	'8|8|0', 'every report has a history, and it is whole');
is($node->safe_psql('office', q{
		SELECT scope, year, number, version, kind, published_on = coalesce(issued_on, changed_at::date)
		FROM disclosure.publication JOIN disclosure.report USING (unit_id, year, scope, version) ORDER BY year}),
	"own|2021|1|1|first|t\nlevel|2022|1|1|first|t", 'what was published counts as published');
is($node->safe_psql('office', q{
		SELECT unit_id, year, scope, indicator, value, evidence FROM disclosure.indicator_value WHERE indicator = 'requests_received';
		SELECT message FROM disclosure.finding WHERE rule = 'text.received'}),
	"a|2023|own|requests_received|5|收到政府信息公开申请5件\n文字所说的收到申请 5 ≠ 表三的本年新收 0，相差 5（原文：“收到政府信息公开申请5件”）",
	'the texts that were there are read');
is($node->safe_psql('office', 'SELECT version FROM disclosure.register ORDER BY since'), "1.0\n1.3",
	'the register remembers its versions');
goes_on('office', 'upgraded register');

# the views, which have grown, and what stands on them
is($node->safe_psql('office', q{
		SELECT bool_and(f.fingerprint IS NOT NULL), bool_or(f.explained),
			o.errors = count(*) FILTER (WHERE f.severity = 'error' AND f.result = 'fail'), o.unexplained, o.self_approved, o.filled_by
		FROM disclosure.report_overview o JOIN disclosure.finding f USING (unit_id, year, scope)
		WHERE o.unit_id = 'b' AND o.year = 2020 GROUP BY o.errors, o.unexplained, o.self_approved, o.filled_by}),
	't|f|t|0|f|', 'the views have their new columns');
is($node->safe_psql('office', q{
		INSERT INTO kept_finding SELECT * FROM disclosure.check_figures('{"form":"2021"}');
		SELECT count(*) = 2 * count(fingerprint) FROM kept_finding}),
	't', 'a table of type check_result has grown too');

# the history goes on, and so do the triggers, the policy and the index
is($node->safe_psql('office', q{
		UPDATE disclosure.report SET clerk = '李四' WHERE unit_id = 'a' AND year = 2022 AND scope = 'level';
		BEGIN;
		SET LOCAL disclosure.reason = '更正';
		UPDATE disclosure.report SET status = 'returned' WHERE unit_id = 'a' AND year = 2022 AND scope = 'level';
		UPDATE disclosure.report SET figures['requests.received.natural_person'] = 1, figures['requests.received.total'] = 1,
			figures['requests.granted.natural_person'] = 1, figures['requests.granted.total'] = 1,
			figures['requests.processed.natural_person'] = 1, figures['requests.processed.total'] = 1
		WHERE unit_id = 'a' AND year = 2022 AND scope = 'level';
		COMMIT;
		SELECT disclosure.submit_report('a', 2022, 'level');
		UPDATE disclosure.setting SET value = 1 WHERE name = 'self_approval';
		SELECT disclosure.approve_report('a', 2022, 'level'), disclosure.publish_report('a', 2022, 'level');
		SELECT r.version, disclosure.verify_history(r.unit_id, r.year, r.scope), p.number, p.kind, p.statement <> ''
		FROM disclosure.report r JOIN disclosure.publication p USING (unit_id, year, scope, version) WHERE r.scope = 'level';
		SELECT count(*) FROM change_log WHERE unit_id = 'a' AND disclosure.figures_differ(before, after)}) =~ s/^\|?\n//rmg,
	"6||2|correction|t\n3", 'a correction goes its way, and is logged');
like(($node->psql('office', q{UPDATE disclosure.report SET clerk = '' WHERE year = 2021}))[2], qr/no changes after 2021/,
	'a trigger of the office refuses again');
# the register's own policies ask for more than the right to read reports
$node->safe_psql('office', q{SELECT disclosure.grant_duty('office_clerk', 'read')});
is($node->safe_psql('office', q{SET ROLE office_clerk;
		SELECT unit_id, year FROM disclosure.report ORDER BY year}),
	"b|2020\na|2022\nb|2024", 'a policy of the office holds');
like($node->safe_psql('office', q{SET enable_seqscan = off; SET enable_bitmapscan = off;
		EXPLAIN SELECT FROM disclosure.report WHERE figures OPERATOR(disclosure.=) disclosure.zero_figures('2021')}),
	qr/by_figures/, 'an index of the office is used');

my ($code, $stdout, $stderr) = $node->psql('office', 'CALL disclosure.upgrade_register()');
is("$code $stderr" =~ s/^.*NOTICE: +//r, 'the register is of version 1.3 already', 'a second time there is nothing to do');

command_ok([ 'pg_dump', '--format=custom', "--file=$file", '-d', $node->connstr('office') ], 'dump of the upgraded register');
$node->safe_psql('postgres', 'CREATE DATABASE office_again');
command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('office_again'), $file ], 'restore');
same($node->safe_psql('office_again', $contents . ';' . $additional_contents),
	$node->safe_psql('office', $contents . ';' . $additional_contents), 'restored: all of it is there');
# a view of the office has the result of a function with the columns of the day when it was made
same(schema_of('office_again') =~ s/(result_label), fingerprint\);/$1);/r,
	schema_of('office') =~ s/(result_label), fingerprint\);/$1);/r, 'restored: the schema is whole');

# (2) beside a new one
$node->safe_psql('fresh', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()');
isnt(members_of('plain'), members_of('fresh'), 'the extension has other members than before');
$node->safe_psql('plain', 'ALTER EXTENSION report_ext UPDATE');
same(members_of('plain'), members_of('fresh'), 'updated, it has the members of a new one');
upgrade('plain');
same(schema_of('plain'), schema_of('fresh'), 'an upgraded register is what a new one is');
same(seeds_of('plain'), seeds_of('fresh'), 'an upgraded register begins with what a new one begins with');

# any later upgrade runs the same files
$node->safe_psql('fresh', q{
	DELETE FROM disclosure.rule WHERE code = 'plausible.jump_up';
	UPDATE disclosure.setting SET value = 30 WHERE name = 'due_soon_days';
	DELETE FROM disclosure.status_move WHERE to_status = 'draft';
	UPDATE disclosure.deadline SET day = 15;});
my $seeds = seeds_of('fresh');
$node->safe_psql('fresh', 'CALL disclosure.run_register_files()');
same(schema_of('fresh'), schema_of('plain'), 'the files change nothing that is there');
same(seeds_of('fresh'), $seeds, 'what the office settled stays');

# (3) a register that is newer than the extension
$node->safe_psql('fresh', q{INSERT INTO disclosure.register (version) VALUES ('1.10')});
($code, $stdout, $stderr) = $node->psql('fresh', 'CALL disclosure.upgrade_register()');
like($stderr, qr/ERROR:  the register is of version 1\.10, the extension of version 1\.3\n.*HINT:  ALTER EXTENSION/s,
	'a newer register is refused');
is($node->safe_psql('fresh', 'SELECT count(*) FROM disclosure.register'), 3, 'and not touched');

# (4) loaded from a dump of before, and owned by an ordinary role, which brings it up to date
$node->safe_psql('postgres', 'CREATE DATABASE theirs; CREATE DATABASE loaded');
$node->safe_psql('theirs', q{
	CREATE EXTENSION report_ext VERSION '1.0';
	GRANT CREATE ON SCHEMA disclosure TO office;});
$node->safe_psql('theirs', "CALL disclosure.create_register(); $rows", extra_params => [ '-U', 'office' ]);
command_ok([ 'pg_dump', '--format=custom', "--file=$file", '-d', $node->connstr('theirs') ], 'dump of a register of 1.0');
command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('loaded'), $file ], 'restore under an extension of 1.3');
$node->safe_psql('theirs', 'ALTER EXTENSION report_ext UPDATE');
$before = $node->safe_psql('theirs', $contents);
foreach my $db ('theirs', 'loaded')
{
	upgrade($db, extra_params => [ '-U', 'office' ]);
	same($node->safe_psql($db, $contents, extra_params => [ '-U', 'office' ]), $before, "$db: the data are the same");
	is($node->safe_psql($db, q{
			SELECT count(*), count(disclosure.verify_history(unit_id, year, scope)) FROM disclosure.report},
			extra_params => [ '-U', 'office' ]),
		'8|0', "$db: every history is whole");
	goes_on($db, $db);
	is($node->safe_psql($db, q{
			SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class c
			WHERE relnamespace = 'disclosure'::regnamespace AND relkind IN ('r', 'v', 'i', 'S')
				AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
			UNION SELECT DISTINCT pg_get_userbyid(proowner) FROM pg_proc p WHERE pronamespace = 'disclosure'::regnamespace
				AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')}),
		'office', "$db: all of the register is its owner's");
}
same(schema_of('loaded'), schema_of('theirs'), 'loaded and upgraded is updated and upgraded');
same(schema_of('loaded', '--no-owner', '--no-privileges'), schema_of('plain', '--no-owner', '--no-privileges'),
	'and what a new one is');

# (5) a register of 1.1, in use, whose owner has said who may import
$node->safe_psql('postgres', 'CREATE ROLE office_reader LOGIN; CREATE DATABASE newer; CREATE DATABASE newer_plain; CREATE DATABASE newest');
$node->safe_psql('newer', q{
	CREATE EXTENSION report_ext VERSION '1.1';
	GRANT CREATE ON SCHEMA disclosure TO office;});
$node->safe_psql('newer', qq{
	CALL disclosure.create_register(); $rows
	SELECT disclosure.grant_duty('office_clerk', 'review', 'b'), disclosure.grant_duty('office_reader', 'read', 'b');
	REVOKE EXECUTE ON FUNCTION disclosure.import_report FROM PUBLIC;
	GRANT EXECUTE ON FUNCTION disclosure.import_report TO office_clerk WITH GRANT OPTION;
	ALTER TABLE disclosure.report_source ADD COLUMN file text;
	UPDATE disclosure.report_source SET file = 'a.html';
	UPDATE disclosure.setting SET value = 30 WHERE name = 'due_soon_days';
	DELETE FROM disclosure.rule WHERE code = 'plausible.jump_up'}, extra_params => [ '-U', 'office' ]);
$node->safe_psql('newer_plain', q{CREATE EXTENSION report_ext VERSION '1.1'; CALL disclosure.create_register()});
$before = $node->safe_psql('newer', $contents);
my $history = q{SELECT unit_id, year, scope, version, hash FROM disclosure.report_version ORDER BY 1, 2, 3, 4};
my $before_history = $node->safe_psql('newer', $history);
$seeds = seeds_of('newer');
$node->safe_psql('newer', 'ALTER EXTENSION report_ext UPDATE');
goes_on('newer', 'register of 1.1 under an extension of 1.3');
upgrade('newer', extra_params => [ '-U', 'office' ]);
same($node->safe_psql('newer', $contents), $before, 'newer: the data are the same');
same($node->safe_psql('newer', $history), $before_history, 'newer: the history is the same');
same(seeds_of('newer'), $seeds, 'newer: what the office settled stays');
is($node->safe_psql('newer', 'SELECT version FROM disclosure.register ORDER BY since'), "1.1\n1.3", 'newer: the register remembers its versions');
goes_on('newer', 'newer');
is($node->safe_psql('newer', q{
		SELECT pg_get_function_arguments(p.oid) ~ 'year', r.rolname, has_function_privilege(r.oid, p.oid, 'EXECUTE'),
			has_function_privilege(r.oid, p.oid, 'EXECUTE WITH GRANT OPTION')
		FROM pg_proc p, pg_roles r WHERE p.proname = 'import_report' AND p.proargtypes[1] = 'text'::regtype AND r.rolname ~ '^office_'
		ORDER BY r.rolname}),
	"t|office_clerk|t|t\nt|office_reader|f|f", 'one import_report() for texts, for whom the old one was');
is($node->safe_psql('newer', q{
		SELECT file, page IS NULL FROM disclosure.report_source}), 'a.html|t', 'pages have their new column, and that of the office');
($code, $stdout, $stderr) = $node->psql('newer', <<'SQL', extra_params => [ '-U', 'office_clerk' ]);
\set page `cat demo/pages/hongze-2023.txt`
SELECT outcome, year FROM disclosure.import_page('b', :'page');
SQL
is($stdout, 'read|2023', 'who reviews imports into the upgraded register');

$node->safe_psql('newest', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()');
$node->safe_psql('newer_plain', 'ALTER EXTENSION report_ext UPDATE');
same(members_of('newer_plain'), members_of('newest'), 'updated from 1.1, the extension has the members of a new one');
upgrade('newer_plain');
# columns stand where they were added
same(schema_of('newer_plain'), schema_of('newest'), 'upgraded from 1.1, a register is what a new one is');
same(seeds_of('newer_plain'), seeds_of('newest'), 'and begins with what a new one begins with');

# (6) a register of 1.2, in use
$node->safe_psql('postgres', 'CREATE DATABASE latest; CREATE DATABASE latest_plain');
$node->safe_psql('latest', qq{CREATE EXTENSION report_ext VERSION '1.2'; CALL disclosure.create_register(); $rows});
$node->safe_psql('latest_plain', q{CREATE EXTENSION report_ext VERSION '1.2'; CALL disclosure.create_register()});
$before = $node->safe_psql('latest', $contents);
$before_history = $node->safe_psql('latest', $history);
$node->safe_psql('latest', 'ALTER EXTENSION report_ext UPDATE');
goes_on('latest', 'register of 1.2 under an extension of 1.3');
upgrade('latest');
same($node->safe_psql('latest', $contents), $before, 'latest: the data are the same');
same($node->safe_psql('latest', $history), $before_history, 'latest: the history is the same');
goes_on('latest', 'latest');
$node->safe_psql('latest_plain', 'ALTER EXTENSION report_ext UPDATE');
same(members_of('latest_plain'), members_of('newest'), 'updated from 1.2, the extension has the members of a new one');
upgrade('latest_plain');
same(schema_of('latest_plain'), schema_of('newest'), 'upgraded from 1.2, a register is what a new one is');
same(seeds_of('latest_plain'), seeds_of('newest'), 'and begins with what a new one begins with');

done_testing();
