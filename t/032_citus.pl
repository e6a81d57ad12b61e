# Published figures on several servers by Citus, as docs/scale.md describes it: their sums, holes and findings are those of one table.
# Citus is in no Debian: the test is skipped where the server has none.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use Server;
use Test::More;

chomp(my $share = `pg_config --sharedir`);
plan skip_all => 'skipped: this server has no Citus' unless -e "$share/extension/citus.control";

my ($coordinator, @workers) = map {
	make_server($_, hba => 'host all all 127.0.0.1/32 trust',
		conf => "shared_preload_libraries = 'citus'\nlisten_addresses = '127.0.0.1'\nwal_level = logical\ncitus.node_conninfo = 'sslmode=disable'")
} 'coordinator', 'one', 'two';
must($_, 'postgres', 'CREATE EXTENSION citus') for $coordinator, @workers;
must($coordinator, 'postgres', join(';', "SELECT citus_set_coordinator_host('127.0.0.1', " . $coordinator->port . ')',
	map { "SELECT citus_add_node('127.0.0.1', " . $_->port . ')' } @workers));

# A register on the coordinator, whose published tables are distributed. The extension reaches the workers by itself.
must($coordinator, 'postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	INSERT INTO disclosure.unit (unit_id, name, kind) SELECT CASE i WHEN 0 THEN 'A' ELSE 'A' || i END, '单位' || i, 'government' FROM generate_series(0, 60) i;
	INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) SELECT 'A' || i, CASE WHEN i <= 4 THEN 'A' ELSE 'A' || (1 + i % 4) END, 2020 FROM generate_series(1, 60) i;
	INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
	SELECT u.unit_id, y, 'recorded', 'published', make_date(y + 1, 1, 20), disclosure.zero_figures('2021') OPERATOR(disclosure.+)
		format('{"form":"2021","requests":{"received":[%1$s,0,0,0,0,0,%1$s],"granted":[%1$s,0,0,0,0,0,%1$s],"processed":[%1$s,0,0,0,0,0,%2$s]}}',
			n, n + CASE n % 7 WHEN 0 THEN 1 ELSE 0 END)::disclosure.figures
	FROM disclosure.unit u, generate_series(2022, 2023) y, LATERAL (SELECT length(md5(u.unit_id)) + ascii(md5(u.unit_id || y)) AS n) x;
	UPDATE disclosure.report SET figures['requests.granted.enterprise'] = NULL WHERE unit_id IN ('A3', 'A17') AND year = 2023;
	CREATE SCHEMA bi;
	SELECT count(*) FROM disclosure.publish_tables('bi', '{bi_report,bi_outcome,bi_unit}');
	CREATE TABLE bi.report_figures (report_key varchar(64) PRIMARY KEY, unit_id varchar(32), year integer, figures disclosure.figures);
	INSERT INTO bi.report_figures SELECT r.report_key, r.unit_id, r.year, o.figures FROM disclosure.bi_report r
	JOIN disclosure.report o ON disclosure.bi_report_key(o.unit_id, o.year, o.scope) = r.report_key;
	SELECT create_distributed_table('bi.bi_report', 'report_key');
	SELECT create_distributed_table('bi.bi_outcome', 'outcome_key');
	SELECT create_distributed_table('bi.report_figures', 'report_key', colocate_with => 'bi.bi_report');
	SELECT create_reference_table('bi.bi_unit');
});
cmp_ok(must($coordinator, 'postgres', "SELECT count(DISTINCT nodeport) FROM citus_shards WHERE table_name = 'bi.report_figures'::regclass"), '>=', 2, 'the rows are on several servers');

my %question = (
	'sums and holes by year' => [
		'SELECT year, disclosure.sum(figures)::text, disclosure.sum(disclosure.blanks(figures))::text FROM %s GROUP BY 1 ORDER BY 1',
		'bi.report_figures', 'disclosure.report' ],
	'the sum of all' => [ 'SELECT disclosure.sum(figures)::text FROM %s', 'bi.report_figures', 'disclosure.report' ],
	'unsound reports' => [ 'SELECT unit_id, year FROM %s WHERE NOT disclosure.is_sound(figures) ORDER BY 1, 2', 'bi.report_figures', 'disclosure.report' ],
	'findings' => [
		'SELECT r.unit_id, r.year, f.rule, f.message FROM %s r, disclosure.check_figures(r.figures) f ORDER BY 1, 2, 3', 'bi.report_figures', 'disclosure.report' ],
	'sums by what a table of reference says' => [
		'SELECT u.level2_name, u.year, disclosure.sum(r.figures)::text FROM %s r JOIN %s u USING (unit_id, year) GROUP BY 1, 2 ORDER BY 1, 2',
		'bi.report_figures|bi.bi_unit', 'disclosure.report|disclosure.bi_unit' ],
	'plain numbers of BI tables' => [ 'SELECT outcome, year, sum(cases) FROM %s GROUP BY 1, 2 ORDER BY 1, 2', 'bi.bi_outcome', 'disclosure.bi_outcome' ]);
sub compare
{
	my ($when) = @_;
	for my $what (sort keys %question)
	{
		my ($form, $spread, $whole) = @{ $question{$what} };
		my $answer = must($coordinator, 'postgres', sprintf($form, split(/\|/, $spread)));
		is($answer, must($coordinator, 'postgres', sprintf($form, split(/\|/, $whole))), "$what are those of the register$when");
		isnt($answer, '', '... and there are some');
	}
}
compare('');
like(must($coordinator, 'postgres', 'EXPLAIN (VERBOSE) SELECT year, disclosure.sum(figures) FROM bi.report_figures GROUP BY 1'),
	qr/worker_partial_agg\('disclosure\.sum\(disclosure\.figures\)'::regprocedure, figures\)/, 'servers send states of sums, not reports');

# Published again, after a correction.
must($coordinator, 'postgres', q{
	UPDATE disclosure.report SET figures['requests.received.enterprise'] = 77 WHERE unit_id = 'A9' AND year = 2022;
	SELECT count(*) FROM disclosure.publish_tables('bi', '{bi_report,bi_outcome,bi_unit}');
	DELETE FROM bi.report_figures;
	INSERT INTO bi.report_figures SELECT r.report_key, r.unit_id, r.year, o.figures FROM disclosure.bi_report r
	JOIN disclosure.report o ON disclosure.bi_report_key(o.unit_id, o.year, o.scope) = r.report_key;
});
compare(' after a correction');

$_->stop('immediate') for @workers, $coordinator;
done_testing();
