# An upgrade runs the register's files again: data stay as they are, with all that the owner added, and a register of an
# older version becomes equal to a new one.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
$ENV{PGCLIENTENCODING} = 'UTF8';
my @office = (extra_params => [ '-U', 'office' ]);

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
	INSERT INTO disclosure.report_text VALUES ('a', 2024, 'own', '甲县2024年年度报告', '甲县', 'D20000-1000-2021-0011',
		'{"一": {"title": "总体情况", "text": "收到政府信息公开申请5件。"}}');
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes) VALUES ('a', 2024, 'own', '原文', '[]');
	SELECT disclosure.grant_duty('office_clerk', 'review', 'b');
};

# additions of an office
my $additions = q{
	GRANT SELECT ON disclosure.unit_lock TO office_clerk;
	REVOKE EXECUTE ON FUNCTION disclosure.import_report(text, text, text, text, text, integer) FROM PUBLIC;
	ALTER TABLE disclosure.report ADD COLUMN clerk text;
	COMMENT ON COLUMN disclosure.report.clerk IS '填报人';
	UPDATE disclosure.report SET clerk = '张三' WHERE unit_id = 'a';
	ALTER TABLE disclosure.report ADD CHECK (clerk <> '');
	ALTER TABLE disclosure.report_source ADD COLUMN file text DEFAULT disclosure.calling_person();
	CREATE INDEX by_figures ON disclosure.report (figures);
	CREATE POLICY not_nil ON disclosure.report FOR SELECT TO office_clerk
		USING (figures OPERATOR(disclosure.<>) disclosure.zero_figures('2021'));
	CREATE TABLE change_log (unit_id text, before disclosure.figures, after disclosure.figures);
	CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN INSERT INTO public.change_log VALUES (NEW.unit_id, OLD.figures, NEW.figures); RETURN NULL; END';
	CREATE TRIGGER log AFTER UPDATE ON disclosure.report FOR EACH ROW
		WHEN (disclosure.figures_differ(OLD.figures, NEW.figures)) EXECUTE FUNCTION log_change();
	/* triggers that get in the way of whoever writes to all reports */
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
	CREATE MATERIALIZED VIEW total AS SELECT * FROM disclosure.rollup(2021, 'a');
	/* functions whose bodies the server knows to depend on functions and views of the register */
	CREATE FUNCTION suspects(year integer) RETURNS SETOF text LANGUAGE sql STABLE
	BEGIN ATOMIC
		SELECT disclosure.likeliest_repair(r.unit_id, r.year, r.scope) FROM disclosure.report r
		WHERE r.year = suspects.year ORDER BY r.unit_id;
	END;
	CREATE FUNCTION import_all(page text) RETURNS bigint LANGUAGE sql
	BEGIN ATOMIC
		SELECT count(*) FROM disclosure.unit u, disclosure.import_report(u.unit_id, page) i, disclosure.plausibility p;
	END;
	/* tables of row types, which can grow */
	CREATE TABLE kept_finding OF disclosure.check_result;
	INSERT INTO kept_finding SELECT * FROM disclosure.check_figures('{"form":"2021"}');
	CREATE TABLE kept_report (report disclosure.report, member disclosure.member);
	INSERT INTO kept_report SELECT r, m FROM disclosure.report r JOIN disclosure.members(r.year, 'a') m USING (unit_id);
	/* settings that differ from those of a new register */
	DELETE FROM disclosure.rule WHERE code = 'plausible.jump_up';
	INSERT INTO disclosure.rule (code, statement) VALUES ('own.few', 'requests.received.total <= 1000');
	UPDATE disclosure.setting SET value = 30 WHERE name = 'due_soon_days';
	DELETE FROM disclosure.status_move WHERE to_status = 'draft';
	UPDATE disclosure.deadline SET day = 15;
};

# Everything in the tables and views of the register, but for the versions of the register itself
my $contents = join(' UNION ALL ', (map { "SELECT '$_', t::text FROM $_ t" } (
		map { "disclosure.$_" } qw(unit unit_closure access report report_text report_source indicator_value report_version
			publication unit_lock setting status_move rule deadline reporting_year finding report_overview report_cell)),
		qw(change_log with_errors own_overview own_report total kept_finding kept_report)),
	"SELECT 'suspect', s FROM suspects(2024) s") . ' ORDER BY 1, 2';

sub schema_of
{
	my ($dump) = run_command([ 'pg_dump', '--schema-only', '-d', $node->connstr($_[0]) ]);
	# a random key of newer versions
	$dump =~ s/^\\(un)?restrict .*$//mg;
	return $dump;
}

# Compares two descriptions of a database, and shows only their differences.
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

sub upgrade
{
	my ($db) = @_;
	my ($code, $stdout, $stderr) = $node->psql($db, 'CALL disclosure.upgrade_register()', @office);
	is("$code $stderr", '0 ', "$db: the register is brought up to date");
}

# Uses the register in a transaction that leaves nothing.
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
SELECT 'history', count(*), count(disclosure.verify_history(unit_id, year, scope)) FROM disclosure.report;
DELETE FROM disclosure.report WHERE unit_id = 'new' AND year = 2023;
SAVEPOINT s;
UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'new';
ROLLBACK TO s;
UPDATE disclosure.report SET origin = 'recorded' WHERE unit_id = 'new';
ROLLBACK TO s;
INSERT INTO disclosure.report (unit_id, year, status) VALUES ('new', 2021, 'submitted');
ROLLBACK TO s;
UPDATE disclosure.report SET clerk = '李四' WHERE year = 2021;
ROLLBACK;
SQL
	is($stdout, "submitted|2021|submitted\nimport|3\nfinding|t|0\noverview|2022|submitted|f\noverview|2023|published|t\n"
			. "cells|t\nhistory|10|0", "$when: reports are filed, read in and checked");
	is(join('; ', $stderr =~ /ERROR:  .*?(\d+年的报告(?:没有通过核对|已报送，不能再改)|no changes after 2021)/g),
		join('; ', '2022年的报告没有通过核对', '2022年的报告已报送，不能再改', '2021年的报告没有通过核对', 'no changes after 2021'),
		"$when: the gate and the triggers of the office stand");
	# The register's own policies ask for more than the right to read reports.
	is($node->safe_psql($db, q{SET ROLE office_clerk; SELECT unit_id, year FROM disclosure.report ORDER BY year}),
		"b|2020\nb|2024", "$when: who has a duty sees what it is for");
	like($node->safe_psql($db, q{SET enable_seqscan = off; SET enable_bitmapscan = off;
			EXPLAIN SELECT FROM disclosure.report WHERE figures OPERATOR(disclosure.=) disclosure.zero_figures('2021')}),
		qr/by_figures/, "$when: an index of the office is used");
}

sub versions_of
{
	return $node->safe_psql($_[0], 'SELECT version FROM disclosure.register ORDER BY since');
}

# Registers belong to an ordinary role. That of "older" says that it is of an earlier version than it is.
$node->safe_psql('postgres', 'CREATE ROLE office_clerk LOGIN; CREATE ROLE office LOGIN');
foreach my $db ('plain', 'older')
{
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db, 'CREATE EXTENSION report_ext;
		GRANT USAGE, CREATE ON SCHEMA disclosure TO office; GRANT CREATE ON SCHEMA public TO office');
	$node->safe_psql($db, 'CALL disclosure.create_register()', @office);
}
my $plain = schema_of('plain');
$node->safe_psql('older', "$rows $additions UPDATE disclosure.register SET version = '0.9'", @office);
my $version = versions_of('plain');
my $before = $node->safe_psql('older', $contents);
my $schema = schema_of('older');
like($before, qr/^disclosure.report\|\(a,2023,own,filed,submitted,.*张三/m, 'the register holds the reports');
like($before, qr/^change_log\|\(b/m, 'the additions of the office work on it');
like($schema, qr/BEGIN ATOMIC/, 'among them are functions that depend on those of the register');

# (1) The files run again.
upgrade('older');
same($node->safe_psql('older', $contents), $before, 'older: the data are the same');
same(schema_of('older'), $schema, 'older: the schema is the same');
is(versions_of('older'), "0.9\n$version", 'the register remembers its versions');
goes_on('older', 'older');
my ($code, $stdout, $stderr) = $node->psql('older', 'CALL disclosure.upgrade_register()');
is("$code $stderr" =~ s/^.*NOTICE: +//r, "登记簿已是 $version 版", 'a second time there is nothing to do');
foreach ('again', 'once more')
{
	$node->safe_psql('plain', 'CALL disclosure.run_register_files()', @office);
	same(schema_of('plain'), $plain, "$_: the schema of a register without additions is the same");
}

# (2) A release to come: its update script, and a register that it brings up to date beside a new one
my $tree = PostgreSQL::Test::Utils::tempdir;
system_or_bail('cp', '-R', 'sql', 'tools', $tree);
mkdir "$tree/sql/update";
append_to_file("$tree/sql/update/$version--$version.1.sql.in", "ALTER TYPE disclosure.member ADD ATTRIBUTE name text;\n");
my $marked = <<"SQL";
CREATE FUNCTION disclosure.answer()
RETURNS integer
LANGUAGE sql IMMUTABLE
AS 'SELECT 42;';
COMMENT ON FUNCTION disclosure.answer() IS 'the answer';
SQL
my ($form) = glob("$tree/sql/install/*-form.sql");
append_to_file($form, "\n-- since $version.1\n$marked\nCREATE TYPE disclosure.unmarked AS (a text);\n");
append_to_file("$tree/sql/install/89-new.sql", "-- since $version.1\n/* a file that is new */\n\nCREATE TYPE disclosure.new AS (a text);\n");
append_to_file("$tree/sql/register/98-new.sql", <<'SQL');
ALTER TABLE disclosure.report ADD COLUMN IF NOT EXISTS remark text;
COMMENT ON COLUMN disclosure.report.remark IS '附注';
CREATE OR REPLACE VIEW disclosure.answered WITH (security_invoker = true) AS SELECT disclosure.answer();
SQL
sub update_script
{
	my ($out, $err) = run_command([ 'sh', '-c', "cd '$tree' && tools/install-script sql/update/$version--$version.1.sql.in" ]);
	return ($out, $err);
}
my ($update, $errors) = update_script();
my ($guard, $rest) = split(/\n/, $update, 2);
is($guard, "\\echo Use \"ALTER EXTENSION report_ext UPDATE TO '$version.1'\" to load this file. \\quit", 'an update script begins with its guard');
is((split(/^CREATE OR REPLACE FUNCTION disclosure\.register_files/m, $rest))[0],
	"ALTER TYPE disclosure.member ADD ATTRIBUTE name text;\n$marked/* a file that is new */\n\nCREATE TYPE disclosure.new AS (a text);\n",
	'it has what is written for it, and the statements that are marked');

# These tests cannot write to the directory of extensions: the script runs by itself, and pg_extension is told.
$node->safe_psql('postgres', 'CREATE DATABASE next');
$node->safe_psql('next', 'CREATE EXTENSION report_ext; GRANT USAGE, CREATE ON SCHEMA disclosure TO office; GRANT CREATE ON SCHEMA public TO office');
foreach my $db ('plain', 'older', 'next')
{
	$node->safe_psql($db, "BEGIN; $rest; SET allow_system_table_mods = on;
		UPDATE pg_extension SET extversion = '$version.1' WHERE extname = 'report_ext'; COMMIT");
}
$node->safe_psql('next', 'CALL disclosure.create_register()', @office);
goes_on('older', 'an older register under a newer extension');
upgrade($_) foreach ('plain', 'older');
same(schema_of('plain'), schema_of('next'), 'an upgraded register is equal to a new one');
is($node->safe_psql('older', 'SELECT answer, (SELECT count(*) FROM disclosure.report WHERE remark IS NULL) FROM disclosure.answered'),
	'42|8', 'older: the register has grown');
goes_on('older', 'an older register brought up to date');

# (3) A register that is newer than the extension
$node->safe_psql('next', qq{INSERT INTO disclosure.register (version) VALUES ('$version.10')});
($code, $stdout, $stderr) = $node->psql('next', 'CALL disclosure.upgrade_register()');
like($stderr, qr/ERROR:  登记簿是 \Q$version\E\.10 版，扩展是较旧的 \Q$version\E\.1 版\n.*HINT:  先 ALTER EXTENSION/s,
	'a newer register is refused');
is(versions_of('next'), "$version.1\n$version.10", 'and not touched');

# (4) A statement that a mark would cut short
append_to_file($form, "\n-- since $version.1\nCREATE FUNCTION disclosure.cut() RETURNS text LANGUAGE sql AS '\n\nSELECT 1;';\n");
($update, $errors) = update_script();
like($errors, qr/-form\.sql:\d+: a statement goes on behind an empty line/, 'a marked statement with an empty line in it is refused');

done_testing();
