# client/dashboard makes a page that needs no network. A browser clicks through it, and what it shows is compared with plain SQL over
# the reports and the tree, not with the views that the page is made of. `tools/setup clients` installs what it needs; without
# the library of charts (make dashboard, by npm) a stand-in that draws nothing takes its place.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use Client;
use Encode;
use File::Temp;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $python = python_with('selenium');
plan skip_all => 'dashboard skipped: there is no python3-selenium, chromium or chromium-driver (tools/setup clients)'
	unless $python && -x '/usr/bin/chromedriver' && (-x '/usr/bin/chromium' || -x '/usr/bin/chromium-browser');

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
delete $ENV{PGCLIENTENCODING};
@ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');

my $hostile = q{</script><img src="http://127.0.0.1:9/x" onerror="alert(1)">&amp;{{data}}};
$node->safe_psql('postgres', encode_utf8(q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	INSERT INTO disclosure.unit (unit_id, name, kind, division_code) VALUES ('p', '某省', 'government', '360000'), ('c1', '甲市', 'government', '360100'), ('c2', '乙市', 'government', '360200'),
		('k1', '甲县', 'government', '360121'), ('k2', '乙县', 'government', '360122'), ('k3', '丙县', 'government', '360221'),
		('u1', '甲县财政局', 'department', NULL), ('u2', '甲县民政局', 'department', NULL), ('u3', '} . $hostile =~ s/'/''/gr . q{', 'department', NULL), ('u4', '甲县小局', 'department', NULL),
		('u5', '乙县某局', 'department', NULL), ('k4', '丁县', 'government', '360222'), ('u6', '丙县某局', 'department', NULL), ('u7', '甲县旧局', 'department', NULL);
	INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('c1', 'p'), ('c2', 'p'), ('k1', 'c1'), ('k2', 'c1'), ('k3', 'c2'), ('k4', 'c2'), ('u1', 'k1'), ('u2', 'k1'), ('u3', 'k1'), ('u4', 'k1'),
		('u5', 'k2'), ('u6', 'k3'), ('u7', 'k1');
	INSERT INTO disclosure.unit_contact (unit_id, task, name, telephone) SELECT unit_id, 'fill', '张' || unit_id, '0791-' || unit_id FROM disclosure.unit;
	INSERT INTO disclosure.reporting_year (year) SELECT generate_series(2022, 2024);
	/* a different number in each cell, totals right; u4 has few requests, u7 is missing in 2024, u6 in 2023, c2 is late in 2024, u2 has a blank, u3 a wrong total */
	INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
	SELECT u.unit_id, y.year, 'recorded', 'published', make_date(y.year + 1, CASE WHEN u.unit_id = 'c2' AND y.year = 2024 THEN 6 ELSE 1 END, 20), (jsonb_build_object('form', '2021') || jsonb_object_agg(t.name, t.rows))::disclosure.figures
	FROM (SELECT unit_id, row_number() OVER (ORDER BY unit_id) AS no FROM disclosure.unit) u, (VALUES (2022), (2023), (2024)) y(year), LATERAL (
		SELECT r.name, jsonb_object_agg(r.line, r.cells) AS rows FROM (
			SELECT split_part(f.path, '.', 1) AS name, split_part(f.path, '.', 2) AS line, jsonb_agg(CASE
				WHEN f.path LIKE 'requests.%' THEN (CASE
					WHEN f.path ~ '[.](received|processed)[.]' THEN s.granted + s.denied WHEN f.path ~ '[.]granted[.]' THEN s.granted WHEN f.path ~ '[.]state_secret[.]' THEN s.denied ELSE 0 END)
					* CASE split_part(f.path, '.', 3) WHEN 'natural_person' THEN 1 WHEN 'total' THEN 1 ELSE 0 END
				WHEN f.path = 'remedies.reconsideration.total' AND u.unit_id = 'u3' THEN 4
				WHEN f.path ~ '^remedies.reconsideration.(upheld|total)$' THEN 3
				WHEN f.path = 'proactive.charges.amount' THEN u.no + 0.25
				WHEN f.path ~ 'decisions$' THEN u.no
				ELSE 0 END ORDER BY f.position) AS cells
			FROM disclosure.form_cell f, LATERAL (SELECT CASE u.unit_id WHEN 'u4' THEN 2 ELSE (20 + 3 * u.no + (y.year - 2020) * u.no)::integer END AS granted, CASE u.unit_id WHEN 'u4' THEN 1 ELSE 11 END AS denied) s
			WHERE f.form = '2021' GROUP BY 1, 2) r GROUP BY r.name) t
	WHERE (u.unit_id, y.year) NOT IN (('u7', 2024), ('u6', 2023)) AND u.unit_id <> 'k4'
	GROUP BY u.unit_id, y.year;
	/* of k4 there is a report on the whole county alone, and none that it owes */
	INSERT INTO disclosure.report (unit_id, year, scope, origin, status, issued_on, figures) SELECT 'k4', 2024, 'consolidated', 'recorded', 'published', '2025-01-20', figures FROM disclosure.report
		WHERE unit_id = 'c2' AND year = 2024;
	UPDATE disclosure.report SET figures['requests.received.enterprise'] = NULL WHERE unit_id = 'u2' AND year = 2024;
	UPDATE disclosure.report SET figures['requests.granted.total'] = NULL WHERE unit_id = 'u2' AND year = 2024;
	/* without the extension's own roll-up */
	CREATE FUNCTION public.below(root text) RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC
		WITH RECURSIVE b AS (SELECT root AS unit_id UNION SELECT e.unit_id FROM b JOIN disclosure.unit_parent e ON e.parent_id = b.unit_id) SELECT b.unit_id FROM b; END;
	/* with the report on k4 as a whole, the only one of another scope, and without it */
	CREATE FUNCTION public.total(root text, y integer, path text, scopes text DEFAULT 'own consolidated') RETURNS numeric LANGUAGE sql BEGIN ATOMIC
		SELECT sum(((r.figures[path]))) FROM disclosure.report r WHERE r.year = y AND r.unit_id IN (SELECT public.below(root)) AND position(r.scope IN scopes) > 0; END;
}));

my $dir = File::Temp->newdir;
chmod(0755, $dir);
system('cp', '-R', 'client', "$dir/client") == 0 or die 'cp';
my $library = "$dir/client/dashboard.page/echarts.min.js";
my $draws = -f $library;
my ($status, $said);
unlink $library;
($status, $said) = dashboard("$dir/page.html");
is($status, 1, 'without the library there is no page');
like($said, qr/make dashboard/, 'but advice');
if ($draws) { system('cp', 'client/dashboard.page/echarts.min.js', $library); }
else
{
	write_file($library, 'var echarts = { init: () => ({ setOption() {}, on() {}, getWidth() { return 0; }, resize() {}, dispose() {} }), getInstanceByDom() {}, registerMap() {} };');
	note('charts skipped: there is no client/dashboard.page/echarts.min.js (make dashboard)');
}
($status, $said) = dashboard("$dir/page.html");
is($said, '', 'the page is made without a word');
is($status, 0, 'and without an error');
write_file("$dir/map.geojson", encode_json({ type => 'FeatureCollection', features => [ map { { type => 'Feature', properties => { adcode => $_->[0], name => '?' },
	geometry => { type => 'Polygon', coordinates => [ [ map { [ $_->[0] + 0.123456, $_->[1] ] } [ $_->[1], 28 ], [ $_->[1] + 1, 28 ], [ $_->[1] + 1, 29 ], [ $_->[1], 28 ] ] ] } } }
	([ 360121, 115 ], [ '156360122', 116 ], [ 990000, 117 ]) ] }));
($status, $said) = dashboard('--map', "$dir/map.geojson", '--map-number', encode_utf8('测试（2024）1号'), "$dir/map.html");
is($said, '', 'a page with a map too');
write_file("$dir/none.geojson", '{"features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[1.0,2.0]}}]}');
($status, $said) = dashboard('--map', "$dir/none.geojson", "$dir/none.html");
like($said, qr/六位的?行政区划代码/, 'a map without codes is refused');
ok(!-e "$dir/none.html", 'and no page is left');
my $page = decode_utf8(slurp_file("$dir/page.html"));
unlike($page, qr/onerror="alert/, 'names stand in no place where they would be HTML');
my ($policy) = $page =~ /http-equiv="Content-Security-Policy" content="([^"]*)"/;
like($policy, qr/^default-src 'none';/, 'the policy of the page allows nothing');
unlike($policy, qr/unsafe|http|\*/, 'but what it holds itself');

my @axe = grep { -f } ($ENV{AXE_CORE} // '', glob('node_modules/axe-core/axe.min.js'));
my ($out, $err) = ('', '');
IPC::Run::run([ $python, 't/clients/dashboard.py', "$dir/page.html", "$dir/map.html", @axe[ 0 .. ($#axe < 0 ? -1 : 0) ] ], '>', \$out, '2>', \$err);
is($?, 0, 'a browser clicks through') or BAIL_OUT(decode_utf8($err));
my $shown = decode_json($out);
is(join("\n", @{ $shown->{messages} }), '', 'no message on the console');
is(join("\n", @{ $shown->{requests} }), '', 'no request but for the page');

# Every number of four levels and another year
my @places = ([ 'province', 'p', 2024 ], [ 'city', 'c1', 2024 ], [ 'county', 'k1', 2024 ], [ 'unit', 'u1', 2024 ], [ 'unit 2023', 'u1', 2023 ]);
foreach my $place (@places)
{
	my ($name, $unit, $year) = @$place;
	my $is = $shown->{$name};
	my %path = (received => 'requests.received.total', carried_in => 'requests.carried_in.total', granted => 'requests.granted.total', denied => 'requests.state_secret.total',
		processed => 'requests.processed.total', natural_person => 'requests.received.natural_person', reconsiderations => 'remedies.reconsideration.total',
		reconsiderations_upheld => 'remedies.reconsideration.upheld', charges => 'proactive.charges.amount');
	foreach my $count (sort keys %path)
	{
		is(plain($is->{counts}{$count}), sql("public.total('$unit', $year, '$path{$count}')"), "$name: $count");
	}
	is(plain($is->{applicants}{'received.natural_person'}), sql("public.total('$unit', $year, 'requests.received.natural_person')"), "$name: applicants");
	is(plain($is->{reasons}{'state_secret.total'}), sql("public.total('$unit', $year, 'requests.state_secret.total')"), "$name: reasons");
	is(plain($is->{outcomes}{'group-granted'}), sql("public.total('$unit', $year, 'requests.granted.total')"), "$name: outcomes");
	is(plain($is->{counts}{'granted-holes'}), sql("(SELECT count(*) FROM disclosure.report WHERE year = $year AND unit_id IN (SELECT public.below('$unit')) AND figures['requests.granted.total'] IS NULL)"),
		"$name: blanks of a number");
	is(plain($is->{cards}{holes}), sql("(SELECT count(*) FROM disclosure.report r, disclosure.cells(r.figures) c WHERE year = $year AND unit_id IN (SELECT public.below('$unit')) AND c.value IS NULL)"), "$name: blanks");
	is(plain($is->{cards}{missing}), sql("(SELECT count(*) FROM public.below('$unit') b WHERE b NOT IN (SELECT unit_id FROM disclosure.report WHERE year = $year))"), "$name: missing units");
}
like($shown->{county}{lacks}, qr/未报 1 个/, 'missing units stand beside a total');
is(join('|', @{ $shown->{province}{path} }), '某省', 'the way from the top');
is(join('|', @{ $shown->{unit}{path} }), '某省|甲市|甲县|甲县财政局', 'to a unit');
is(join(' ', map { join('|', @$_) } @{ $shown->{back} }), '某省|甲市|甲县|甲县财政局 某省|甲市|甲县 某省|甲市 某省', 'back goes the same way');

# Trend: growth between the same units, the second year in which u6 reported again and u7 did not
my ($line) = grep { $_->{unit} eq '2024' } @{ $shown->{province}{trend} };
is(plain($line->{keys}{value}), sql("public.total('p', 2024, 'requests.received.total', 'own')"), 'trend: the number');
is($line->{keys}{comparable_growth}, sql(q{(SELECT to_char(100 * (sum(n.v) - sum(l.v)) / sum(l.v), 'FM990.00') || '%' FROM
	(SELECT unit_id, ((figures['requests.received.total'])) AS v FROM disclosure.report WHERE year = 2024) n JOIN (SELECT unit_id, ((figures['requests.received.total'])) AS v FROM disclosure.report WHERE year = 2023) l USING (unit_id))}),
	'trend: growth of the units with both years');
is($line->{keys}{growth}, sql(q{(SELECT to_char(100 * (public.total('p', 2024, f, 'own') - public.total('p', 2023, f, 'own')) / public.total('p', 2023, f, 'own'), 'FM990.00') || '%' FROM (VALUES ('requests.received.total')) v(f))}),
	'trend: growth of the sums');
isnt($line->{keys}{comparable_growth}, $line->{keys}{growth}, 'which differ');
is($line->{keys}{comparable_units}, 11, 'trend: how many units');

# A rate: u4 has too few requests, u2 a blank, u7 no report
my %rate = map { $_->{unit} => $_ } @{ $shown->{rate}{ranking} };
my $rates = $node->safe_psql('postgres', q{SELECT string_agg(t, ',' ORDER BY t) FROM (
	SELECT format('%s %s %s%%', unit_id, rank() OVER (ORDER BY f DESC), to_char(100 * f, 'FM990.00')) AS t FROM (
		SELECT unit_id, ((figures['requests.granted.total'])) / ((figures['requests.processed.total'])) AS f FROM disclosure.report WHERE year = 2024 AND unit_id IN ('u1', 'u3')) r) s});
is(join(',', map { "$_ $rate{$_}{keys}{rank} $rate{$_}{keys}{value}" } ('u1', 'u3')), $rates, 'rates are ranked');
is($rate{u4}{keys}{rank}, '—', 'a small sample is not');
like($rate{u4}{cells}[-1], qr/样本不足/, 'but marked');
is($rate{u2}{keys}{rank}, '—', 'nor one with a blank');
like($rate{u2}{cells}[-1], qr/空白 1 格/, 'which is said');
is($rate{u7}{keys}{value}, '—', 'a unit without a report has none');

my ($area) = grep { $_->{unit} eq 'k4' } @{ $shown->{area}{ranking} };
is($area->{keys}{value}, sql(q{(SELECT to_char(100 * ((figures['requests.granted.total'])) / ((figures['requests.processed.total'])), 'FM990.00') || '%' FROM disclosure.report WHERE scope = 'consolidated')}),
	'a unit with a report on the whole area alone has its rate');
like($area->{cells}[-1], qr/全域汇总报告/, 'which is said');

# Whom to call, and what is wrong
my %due = map { $_->{unit} => $_->{cells} } @{ $shown->{province}{due} };
is(join(' ', sort keys %due), 'c2 u7', 'one is late, one missing');
is(join('|', @{ $due{u7} }[ 1, 5, 6 ]), '逾期未公布|张u7|0791-u7', 'with a person and a telephone');
is(join('|', @{ $due{c2} }[ 1, 4 ]), '逾期公布|2025-06-20', 'and a date');
my $errors = sql(q{(SELECT count(*) FROM disclosure.finding WHERE year = 2024 AND severity = 'error' AND result = 'fail' AND caused_by IS NULL)});
cmp_ok($errors, '>', 0, 'there are findings');
like($shown->{province}{found}, qr/强制性不符 $errors 条/, 'as many as the register finds');
ok(scalar(grep { $_->{unit} eq 'u3' && $_->{cells}[1] =~ /强制性/ } @{ $shown->{county}{findings} }), 'each with its unit');

# A hostile name is text
is($shown->{search}[0], $hostile, 'a unit is found by a part of its name');
is($shown->{hostile}{title}, "$hostile　2024 年", 'which is shown as it is');
is($_->{foreign}, 0, 'and makes no element') foreach ($shown->{hostile}, $shown->{county});

# Small and dark
foreach my $name ('phone', 'phone county')
{
	is($shown->{$name}{window}, 390, "$name: as wide as a telephone");
	cmp_ok($shown->{$name}{width}, '<=', 390, "$name: no scrolling sideways");
}
cmp_ok($shown->{light}{page}, '>', 0.7, 'light is light');
cmp_ok($shown->{dark}{page}, '<', 0.1, 'dark is dark');
cmp_ok($shown->{$_}{least}, '>=', 4.5, "every text can be read, $_") foreach ('light', 'dark');
ok($shown->{'map note'}, 'the number of the map is printed');
SKIP:
{
	skip 'charts skipped: there is no client/dashboard.page/echarts.min.js (make dashboard)', 1 unless $draws;
	my %paths = map { @$_ } @{ $shown->{province}{charts} };
	cmp_ok($paths{"chart-$_"} // 0, '>', 0, "there is a chart: $_") foreach qw(ranking trend rates outcomes reasons applicants remedies due findings);
	%paths = map { @$_ } @{ $shown->{map}{charts} };
	cmp_ok($paths{'chart-map'} // 0, '>=', 2, 'there is a map');
	cmp_ok($shown->{$_}{series}, '>=', 3, "bars can be seen, $_") foreach ('light', 'dark');
}
SKIP:
{
	skip 'accessibility skipped: there is no axe-core (AXE_CORE=…/axe.min.js)', 1 unless @axe;
	is($shown->{axe}, '[]', 'axe finds nothing');
}

done_testing();

sub dashboard
{
	my ($out, $err) = ('', '');
	IPC::Run::run([ "$dir/client/dashboard", @_ ], '>', \$out, '2>', \$err);
	return ($? >> 8, decode_utf8($out . $err));
}

sub sql
{
	return decode_utf8($node->safe_psql('postgres', encode_utf8("SELECT regexp_replace(v::text, '([.][0-9]*[1-9])0+\$|[.]0+\$', '\\1') FROM (SELECT $_[0] AS v) s")));
}

# a number as people read it
sub plain { return ($_[0] // 'nothing') =~ s/,//gr; }
