# A register survives pg_dump with all that its owner added to it.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

my $create = q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	ALTER TABLE disclosure.report ADD COLUMN clerk text;
};

# additions of an office: each of them compares figures
my $additions = q{
	CREATE ROLE office_clerk;
	COMMENT ON COLUMN disclosure.report.clerk IS '填报人';
	CREATE INDEX by_figures ON disclosure.report (figures);
	CREATE INDEX sound ON disclosure.report (unit_id) WHERE disclosure.is_sound(figures);
	ALTER TABLE disclosure.report ENABLE ROW LEVEL SECURITY;
	CREATE POLICY not_nil ON disclosure.report FOR SELECT TO office_clerk
		USING (figures OPERATOR(disclosure.<>) disclosure.zero_figures('2021'));
	CREATE TABLE change_log (unit_id text, before disclosure.figures, after disclosure.figures,
		CHECK (disclosure.figures_differ(before, after)));
	CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN INSERT INTO public.change_log VALUES (NEW.unit_id, OLD.figures, NEW.figures); RETURN NULL; END';
	CREATE TRIGGER log AFTER UPDATE ON disclosure.report FOR EACH ROW
		WHEN (disclosure.figures_differ(OLD.figures, NEW.figures)) EXECUTE FUNCTION log_change();
	CREATE TRIGGER log_equal AFTER UPDATE ON disclosure.report FOR EACH ROW
		WHEN (OLD.figures OPERATOR(disclosure.=) NEW.figures AND OLD.clerk <> NEW.clerk)
		EXECUTE FUNCTION log_change();
	CREATE VIEW nil_report AS SELECT unit_id, year FROM disclosure.report
		WHERE figures OPERATOR(disclosure.=) disclosure.zero_figures('2021');
	CREATE VIEW region_total AS SELECT year, disclosure.sum(figures) AS figures,
		disclosure.sum(disclosure.blanks(figures)) AS holes FROM disclosure.report GROUP BY year;
	CREATE TABLE own_table (figures disclosure.figures, counts disclosure.applicant_counts);
	CREATE TRIGGER sound BEFORE INSERT OR UPDATE ON own_table
		FOR EACH ROW EXECUTE FUNCTION disclosure.require_sound('figures');
};

my $rows = q{
	INSERT INTO disclosure.unit VALUES ('a', '甲县', 'government', '360800'), ('b', '乙局', 'department', NULL);
	INSERT INTO disclosure.report (unit_id, year, figures, status, clerk)
		VALUES ('a', 2023, disclosure.zero_figures('2021'), 'submitted', '张三');
	INSERT INTO disclosure.report (unit_id, year) VALUES ('a', 2024);
	INSERT INTO disclosure.report (unit_id, year, origin, status, figures) VALUES
		('b', 2020, 'recorded', 'published', '{"form":"2019","proactive":{"charges":[3138.14,-1108.67]},"requests":{"received":[8,null,null,null,null,null,9]}}'),
		('b', 2023, 'recorded', 'published', '{"form":"2021","requests":{"otherwise_handled":{"natural_person":5,"total":6}}}');
	INSERT INTO disclosure.report_text VALUES ('b', 2020, 'own', '乙局2020年年度报告', '乙局', 'D20000-1000-2021-0011', '{"一": {"title": "总体情况"}}');
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes) VALUES ('b', 2020, 'own', '原文', '[]');
	UPDATE disclosure.report SET figures['requests.received.total'] = 8 WHERE unit_id = 'b' AND year = 2020;
	INSERT INTO disclosure.ledger (unit_id, from_year) VALUES ('b', 2024);
	INSERT INTO disclosure.calendar_year VALUES (2027, '（示例）');
	INSERT INTO disclosure.holiday (unit_id, day, reason) VALUES (NULL, '2027-01-01', '元旦'), ('b', '2026-12-28', '本地放假');
	INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES
		('b', '1', 'natural_person', 'online', '2024-03-04', 'third_party_rights', '2024-05-20'), ('b', '2', 'enterprise', 'post', '2026-12-20', NULL, NULL);
	INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on, party) VALUES
		('b', '1', 'agency_consulted', '2024-03-05', '丙局'), ('b', '1', 'agency_replied', '2024-03-07', '丙局');
	INSERT INTO disclosure.request_applicant VALUES ('b', '1', '钱一', '13700000001', '某规划');
	INSERT INTO disclosure.remedy_case (unit_id, case_no, kind, filed_on, request_no) VALUES ('b', 'X1', 'direct_suit', '2024-06-03', '1');
	UPDATE disclosure.request SET channel = 'email' WHERE request_no = '1';
};

my $contents = q{
	SELECT 'unit', u::text FROM disclosure.unit u
	UNION ALL SELECT 'report', r::text FROM disclosure.report r
	UNION ALL SELECT 'text', t::text FROM disclosure.report_text t
	UNION ALL SELECT 'source', s::text FROM disclosure.report_source s
	UNION ALL SELECT 'overview', o::text FROM disclosure.report_overview o
	UNION ALL SELECT 'finding', f::text FROM disclosure.finding f
	UNION ALL SELECT 'cells', count(*)::text FROM disclosure.report_cell
	UNION ALL SELECT 'due', concat_ws(' ', d.request_no, d.state, d.due_on, d.irregularities) FROM disclosure.request_due d
	UNION ALL SELECT 'irregular', f::text FROM disclosure.request_finding f
	UNION ALL SELECT 'compiled', disclosure.compile_figures('b', 2024)::text
	UNION ALL SELECT 'change', c::text FROM disclosure.request_change c
	UNION ALL SELECT 'applicant', a::text FROM disclosure.request_applicant a
	ORDER BY 1, 2
};
my $additional_contents = q{
	SELECT 'log', l::text FROM change_log l
	UNION ALL SELECT 'nil', n::text FROM nil_report n
	UNION ALL SELECT 'total', t::text FROM region_total t
	ORDER BY 1, 2
};

sub schema_of
{
	my ($db) = @_;
	my ($dump) = run_command([ 'pg_dump', '--schema-only', '-d', $node->connstr($db) ]);
	# a random key of newer versions
	$dump =~ s/^\\(un)?restrict .*$//mg;
	return $dump;
}

$node->safe_psql('postgres', 'CREATE DATABASE office');
$node->safe_psql('office', $create . $additions . $rows);
my $before = $node->safe_psql('office', $contents);
my $before_additional = $node->safe_psql('office', $additional_contents);
like($before, qr/report\|.*张三/, 'the register holds the reports');
like($before_additional, qr/^log\|/m, 'the trigger that compares figures has fired');

my ($code, $stdout, $stderr) = $node->psql('office', 'DROP EXTENSION report_ext');
like($stderr, qr/cannot drop extension report_ext/, 'DROP EXTENSION is refused while a register stands');

my $file = $node->basedir . '/office.dump';
foreach my $format ('plain', 'custom')
{
	my $db = "restored_$format";
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	command_ok([ 'pg_dump', "--format=$format", "--file=$file", '-d', $node->connstr('office') ],
		"$format dump");
	command_ok($format eq 'plain' ?
		  [ 'psql', '-qX', '-v', 'ON_ERROR_STOP=1', '-f', $file, '-d', $node->connstr($db) ] :
		  [ 'pg_restore', '--exit-on-error', '-d', $node->connstr($db), $file ],
		"$format restore into an empty database");
	is($node->safe_psql($db, $contents), $before, "$format: the register is whole");
	is($node->safe_psql($db, $additional_contents), $before_additional,
		"$format: what the office added works on it");
	is(schema_of($db), schema_of('office'), "$format: the schema is whole");
	($code, $stdout, $stderr) = $node->psql($db,
		"UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'a' AND year = 2023");
	like($stderr, qr/没有通过核对，有2个问题/, "$format: the gate stands");
}

$node->safe_psql('postgres', 'CREATE DATABASE fresh');
$node->safe_psql('fresh', $create . 'TRUNCATE disclosure.rule, disclosure.measure, disclosure.setting, disclosure.status_move, disclosure.deadline, disclosure.ledger_heading, disclosure.ledger_value;');
command_ok([ 'pg_dump', '--data-only', '--disable-triggers', '--schema=disclosure', "--file=$file",
		'-d', $node->connstr('office') ],
	'dump of the data alone');
command_ok([ 'psql', '-qX', '-v', 'ON_ERROR_STOP=1', '-f', $file, '-d', $node->connstr('fresh') ],
	'restore into a fresh register');
is($node->safe_psql('fresh', $contents), $before, 'data alone: the register is whole');
my $history = q{SELECT v::text, disclosure.verify_history(v.unit_id, v.year, v.scope) FROM disclosure.report_version v ORDER BY v.unit_id, v.year, v.scope, v.version};
is($node->safe_psql('fresh', $history), $node->safe_psql('office', $history), 'data alone: so is its history');

# with the triggers on, the reports would begin another history: they are refused, also if the errors are overlooked
$node->safe_psql('postgres', 'CREATE DATABASE overlooked');
$node->safe_psql('overlooked', $create . 'TRUNCATE disclosure.rule, disclosure.measure, disclosure.setting, disclosure.status_move, disclosure.deadline, disclosure.ledger_heading, disclosure.ledger_value;');
command_ok([ 'pg_dump', '--data-only', '--schema=disclosure', "--file=$file", '-d', $node->connstr('office') ], 'dump of the data alone for triggers');
my ($out, $err) = run_command([ 'psql', '-qX', '-f', $file, '-d', $node->connstr('overlooked') ]);
like($err, qr/它的历史会因此丢失\n.*--disable-triggers/s, 'it says what is wrong and what to do');
is($node->safe_psql('overlooked', 'SELECT count(*) FROM disclosure.report'), '0', 'and no report is there without its history');

# a reader dumps what he may see
$node->safe_psql('office', q{CREATE ROLE reader LOGIN; DO $$ BEGIN PERFORM disclosure.grant_duty('reader', 'read', 'b'); END $$});
command_ok([ 'pg_dump', '--enable-row-security', '--schema=disclosure', '-U', 'reader', "--file=$file", '-d', $node->connstr('office') ], 'a reader dumps');
my $rows_seen = slurp_file($file);
like($rows_seen, qr/^b\t2020\town\trecorded/m, 'the reports that he may see');
unlike($rows_seen, qr/^a\t20\d\d\town/m, 'and no others');

done_testing();
