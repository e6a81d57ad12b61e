# A province a server, as docs/scale.md describes it: published tables of three registers as the partitions of one, sums made
# where the rows are, answers equal to those of one register that holds all; a server that is down; a province that moves.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use PostgreSQL::Test::Utils;
use Server;
use Test::More;

my %name = (jia => '甲省', yi => '乙省', bing => '丙省');
my @provinces = sort keys %name;

my %node = map { $_ => make_server($_) } @provinces, 'nation';
plan skip_all => 'skipped: there is no postgres_fdw'
	unless $node{nation}->safe_psql('postgres', "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'");

# A province, its cities and their counties, with reports of two years made from their names; one has blanks, one is a total.
my $functions = q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	CREATE FUNCTION chance(seed text, below integer) RETURNS integer LANGUAGE sql AS $$ SELECT (hashtext(seed)::bigint + 2147483648)::bigint % below $$;
	CREATE FUNCTION made(seed text) RETURNS disclosure.figures LANGUAGE sql AS $$
		SELECT disclosure.zero_figures('2021') OPERATOR(disclosure.+) format('{"form":"2021","proactive":{"charges":[%s.%s]},"requests":{"received":[%2$s,%3$s,0,0,0,0,%4$s],
			"granted":[%2$s,%3$s,0,0,0,0,%4$s],"processed":[%2$s,%3$s,0,0,0,0,%4$s]}}', chance(seed || 'a', 1000), n, m, n + m)::disclosure.figures
		FROM (SELECT 1 + chance(seed || 'b', 90), chance(seed || 'c', 9)) x(n, m) $$;
	CREATE PROCEDURE make_province(code text, name text) LANGUAGE sql AS $$
		INSERT INTO disclosure.unit (unit_id, name, kind) VALUES (code, name, 'government');
		INSERT INTO disclosure.unit (unit_id, name, kind) SELECT code || '-' || i, name || '第' || i || '市', 'government' FROM generate_series(1, 4) i;
		INSERT INTO disclosure.unit (unit_id, name, kind) SELECT code || '-' || i || '-' || k, name || '第' || i || '市第' || k || '县', 'government'
		FROM generate_series(1, 4) i, generate_series(1, 12) k;
		INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) SELECT u.unit_id, regexp_replace(u.unit_id, '-[0-9]+$', ''), 2020
		FROM disclosure.unit u WHERE u.unit_id LIKE code || '-%';
		INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
		SELECT u.unit_id, y, 'recorded', 'published', make_date(y + 1, 1, 20), made(u.unit_id || y) FROM disclosure.unit u, generate_series(2022, 2023) y
		WHERE u.unit_id LIKE code || '%';
		UPDATE disclosure.report SET figures['requests.granted.enterprise'] = NULL WHERE unit_id = code || '-1-2' AND year = 2023;
	$$;
	CREATE SCHEMA bi;
};

# What the manual tells each province to do: publish its tables, and the figures beside them.
my $publish = q{
	SELECT count(*) FROM disclosure.publish_tables('bi', '{bi_report,bi_outcome,bi_total}');
	DROP TABLE IF EXISTS bi.report_figures;
	CREATE TABLE bi.report_figures AS SELECT r.level1_name, r.report_key, r.year, o.figures FROM bi.bi_report r
	JOIN disclosure.report o ON disclosure.bi_report_key(o.unit_id, o.year, o.scope) = r.report_key;
};
for my $province (@provinces)
{
	must($node{$province}, 'postgres', "$functions CALL make_province('$province', '$name{$province}'); $publish");
}
$node{nation}->safe_psql('postgres', 'CREATE DATABASE one');
must($node{nation}, 'one', join(' ', $functions, (map { "CALL make_province('$_', '$name{$_}');" } @provinces), $publish));

must($node{nation}, 'postgres', 'CREATE EXTENSION report_ext; CREATE EXTENSION postgres_fdw; CREATE SCHEMA bi;
	ALTER DATABASE postgres SET enable_partitionwise_aggregate = on; ALTER DATABASE postgres SET search_path = bi');

# What the nation's server does: a foreign table for each published one, made a partition of a table of that name.
my $attach = q{
	CREATE SCHEMA %1$s;
	CREATE SERVER %1$s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%2$s', port '%3$s', dbname 'postgres', extensions 'report_ext', async_capable 'true');
	CREATE USER MAPPING FOR CURRENT_USER SERVER %1$s;
	IMPORT FOREIGN SCHEMA bi FROM SERVER %1$s INTO %1$s;
	DO $$
	DECLARE
		t name;
	BEGIN
		FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = '%1$s'::regnamespace LOOP
			EXECUTE format('CREATE TABLE IF NOT EXISTS bi.%%I (LIKE %1$s.%%1$I) PARTITION BY LIST (level1_name)', t);
			EXECUTE format('ALTER TABLE bi.%%I ATTACH PARTITION %1$s.%%1$I FOR VALUES IN (%%L)', t, '%4$s');
			EXECUTE format('ANALYZE %1$s.%%I', t);
		END LOOP;
	END $$;
};
for my $province (@provinces)
{
	must($node{nation}, 'postgres', sprintf($attach, $province, $node{$province}->host, $node{$province}->port, $name{$province}));
}

my %question = (
	'sums of outcomes by province and year' => 'SELECT level1_name, year, outcome, sum(cases) FROM bi.bi_outcome GROUP BY 1, 2, 3',
	'reports and their numbers by province' =>
		'SELECT level1_name, year, count(*), sum(received), sum(granted), sum(blanks), count(granted) FROM bi.bi_report GROUP BY 1, 2',
	'totals of counties with their holes' => 'SELECT level1_name, year, sum(granted), sum(holes), count(*) FROM bi.bi_total WHERE depth = 3 GROUP BY 1, 2',
	'whole figures by province' => 'SELECT level1_name, year, disclosure.sum(figures)::text, disclosure.sum(disclosure.blanks(figures))::text FROM bi.report_figures GROUP BY 1, 2');
my $sum_of_all = 'SELECT year, disclosure.sum(f)::text, disclosure.sum(b)::text FROM (SELECT level1_name, year, disclosure.sum(figures) AS f,
	disclosure.sum(disclosure.blanks(figures)) AS b FROM bi.report_figures GROUP BY 1, 2) x GROUP BY 1 ORDER BY 1';

# The partitions' answers equal one register's, and each sum is made where the rows are.
sub compare
{
	my ($when) = @_;
	for my $what (sort keys %question)
	{
		my $sql = "$question{$what} ORDER BY 1, 2, 3";
		my $answer = must($node{nation}, 'postgres', $sql);
		is($answer, must($node{nation}, 'one', $sql), "$what equal those of one register$when");
		cmp_ok(scalar(split /\n/, $answer), '>=', 6, '... of each province and year');
		my $plan = must($node{nation}, 'postgres', "EXPLAIN (VERBOSE, COSTS OFF) $question{$what}");
		is(scalar(() = $plan =~ /Remote SQL: SELECT .*\bsum\(.* GROUP BY /g), 3, '... by three remote sums');
		unlike($plan, qr/^[ >-]*(?:Finalize |Partial )?(?:Hash|Group)?Aggregate/m, '... and no other');
	}
	is(must($node{nation}, 'postgres', $sum_of_all),
		must($node{nation}, 'one', 'SELECT year, disclosure.sum(figures)::text, disclosure.sum(disclosure.blanks(figures))::text FROM disclosure.report GROUP BY 1 ORDER BY 1'),
		"the sum of the provinces' sums is the sum of all reports$when");
}
compare('');

# Rows of a province that is not asked for are not asked of it.
my $plan = must($node{nation}, 'postgres', "EXPLAIN (VERBOSE, COSTS OFF) SELECT sum(received) FROM bi.bi_report WHERE level1_name = '乙省'");
like($plan, qr/Foreign Scan/, 'one province is asked');
unlike($plan, qr/jia|bing/, '... and no other');

# A correction arrives when the province publishes its tables again.
for my $place ([ $node{yi}, 'postgres' ], [ $node{nation}, 'one' ])
{
	must(@$place, "UPDATE disclosure.report SET figures['requests.received.enterprise'] = 77 WHERE unit_id = 'yi-2' AND year = 2022; $publish");
}
compare(' after a correction');

# A server that is down is named, by every question about it; the others answer.
$node{bing}->stop('immediate');
like(refused($node{nation}, 'postgres', $question{'whole figures by province'}), qr/could not connect to server "bing"/, 'a server that is down is named');
is(must($node{nation}, 'postgres', "SELECT count(*) FROM bi.bi_report WHERE level1_name IN ('甲省', '乙省')"), '212', '... and the others answer');
$node{bing}->start;
is(must($node{nation}, 'postgres', 'SELECT count(*) FROM bi.bi_report'), '318', 'once it is back all is as before');

# A province moves to another server: its database is dumped and restored there, and its foreign server points to it.
my $dump = PostgreSQL::Test::Utils::tempdir() . '/bing.dump';
command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node{bing}->connstr('postgres') ], 'dump of a province');
my $head = must($node{bing}, 'postgres', 'SELECT disclosure.history_head()');
$node{bing}->stop;
$node{jia}->safe_psql('postgres', 'CREATE DATABASE bing');
command_ok([ 'pg_restore', '--exit-on-error', '-d', $node{jia}->connstr('bing'), $dump ], '... restored on another server');
must($node{nation}, 'postgres', sprintf(q{ALTER SERVER bing OPTIONS (SET host '%s', SET port '%s', SET dbname 'bing')}, $node{jia}->host, $node{jia}->port));
compare(' after a province moved');
is(must($node{jia}, 'bing', 'SELECT count(*), count(disclosure.verify_history(unit_id, year, scope)) FROM disclosure.report'), '106|0', '... with its histories');
is(must($node{jia}, 'bing', "SELECT disclosure.verify_history(\$\$$head\$\$) IS NULL"), 't', '... which are those that its old server had');

$_->stop for grep { $_ != $node{bing} } values %node;
done_testing();
