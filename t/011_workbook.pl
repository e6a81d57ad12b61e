# Reports as workbooks: out of one register, through LibreOffice, which calculates, into others, and equal there; so too after
# a clerk has inserted lines. What the workbook shows red is what the register finds. With python3-openpyxl and LibreOffice
# (tools/setup clients).
#	make test-tap PROVE_TESTS=t/011_workbook.pl [WORKBOOKS=100]
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use Client;
use Encode;
use File::Copy;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'skipped: there is no python3-openpyxl (tools/setup clients)' unless python_with('openpyxl');
plan skip_all => 'skipped: there is no LibreOffice to calculate workbooks (tools/setup clients)' unless find_office();

my $reports = $ENV{WORKBOOKS} || 6;
my $base = PostgreSQL::Test::Utils::tempdir();
$ENV{HOME} = $base;
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
delete @ENV{qw(PGCLIENTENCODING PGDATABASE PGUSER)};

# Random reports of both forms, some with a line of the other: zeros, blanks, a fall, amounts. A total is the sum of its parts
# if all are known, and whatever somebody wrote there if not.
my $setup = q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	SELECT setseed(0.11);
	CREATE TABLE made AS SELECT i, 'u' || i AS unit_id, CASE WHEN i % 2 = 0 THEN 2020 ELSE 2023 END AS year,
		CASE WHEN i % 2 = 0 THEN '2019' ELSE '2021' END AS form, i % 3 = 0 AS mixed, CASE WHEN i % 4 < 2 AND i > 1 THEN 0.1 ELSE 0 END AS blank
		FROM generate_series(1, NUMBER) AS i;
	CREATE TABLE paper AS SELECT i, path, split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, split_part(path, '.', 3) AS col,
		c.row_group, CASE WHEN random() < blank AND (made.form = c.form) THEN NULL WHEN random() < 0.4 THEN 0
			WHEN decimals > 0 THEN round((random() * 100000)::numeric, (random() * 6)::integer)
			WHEN signed AND random() < 0.5 THEN -ceil(random() * 100) ELSE floor(10 ^ (random() * 6)) END::numeric AS value
		FROM made JOIN disclosure.form_cell c ON c.form = made.form
			OR made.mixed AND made.form = '2021' AND c.form = '2019' AND c.path ~ '^requests.otherwise_handled';
	CREATE INDEX ON paper (i);
	ANALYZE made, paper;
	UPDATE paper t SET value = (SELECT CASE WHEN count(*) = count(p.value) THEN sum(p.value) ELSE t.value END FROM paper p
		WHERE p.i = t.i AND p.tab = t.tab AND p.col = t.col AND p.row_group IS NOT NULL) WHERE tab = 'requests' AND line = 'processed' AND col <> 'total';
	UPDATE paper t SET value = CASE t.line WHEN 'carried_in' THEN 0 ELSE (SELECT sum(p.value) FROM paper p
		WHERE p.i = t.i AND p.col = t.col AND p.line IN ('processed', 'carried_out')) END WHERE line IN ('received', 'carried_in') AND i IN (SELECT i FROM made WHERE blank = 0);
	UPDATE paper t SET value = (SELECT CASE WHEN count(*) = count(p.value) THEN sum(p.value) ELSE t.value END FROM paper p
		WHERE p.i = t.i AND p.tab = t.tab AND p.line = t.line AND p.col <> 'total') WHERE tab <> 'proactive' AND col = 'total';
	INSERT INTO disclosure.unit (unit_id, name, kind) SELECT unit_id, '单位' || i, 'department' FROM made;
	CREATE ROLE clerk LOGIN;
	CREATE ROLE stranger LOGIN;
};
$setup =~ s/NUMBER/$reports/;
my $figures = q{
	INSERT INTO disclosure.report (unit_id, year, figures)
		SELECT unit_id, year, (jsonb_build_object('form', form) || jsonb_object_agg(tab, lines))::disclosure.figures FROM made JOIN (
			SELECT i, tab, jsonb_object_agg(line, cells) AS lines FROM (
				SELECT i, tab, line, jsonb_object_agg(col, VALUE) AS cells FROM paper GROUP BY i, tab, line) AS l GROUP BY i, tab) AS t USING (i)
		GROUP BY unit_id, year, form;
	SELECT disclosure.grant_duty('clerk', 'fill', unit_id), disclosure.grant_duty('stranger', 'read', unit_id) FROM made;
};
# words that a program might take for formulas, tags or escapes
my $texts = q{
	INSERT INTO disclosure.entry_text (unit_id, year, section, title, body) SELECT unit_id, year, s, s || '、=1+1',
		(ARRAY['=HYPERLINK("http://example.cn","点")', '+1', '-2', '@SUM(A1)', E'第一行\n第二行\n\n  第四行', E'<b>"引号"</b> &amp; \'x\' \\ $a$ :v', '''=1', '0012', '2024-01-02', '1e5'])[1 + (i + n) % 10]
	FROM made, unnest('{一,五,六}'::text[]) WITH ORDINALITY AS t (s, n);
};
$node->safe_psql('postgres', "CREATE DATABASE source");
$node->safe_psql('source', encode_utf8($setup . $figures =~ s/VALUE/value/r . $texts));
# the others hold a different number in every cell of every report, and no texts, at the version that the source has
my $version = $node->safe_psql('source', 'SELECT DISTINCT version FROM disclosure.report');
foreach my $database ('target', 'inserted')
{
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	(my $other = $setup) =~ s/CREATE ROLE \w+ LOGIN;//g;
	$node->safe_psql($database, encode_utf8($other . $figures =~ s/VALUE/987/r));
	my $now = 0;
	while (($now = $node->safe_psql($database, 'SELECT DISTINCT version FROM disclosure.report')) < $version)
	{
		$node->safe_psql($database, encode_utf8(q{INSERT INTO disclosure.entry_text (unit_id, year, section, title, body) SELECT unit_id, year, '一', '一', now()::text FROM made}));
		last if $now > 20;
	}
	is($node->safe_psql($database, 'SELECT DISTINCT version FROM disclosure.report'), $version, "$database is at the same version");
}
my %year = map { split /\|/ } split(/\n/, $node->safe_psql('source', 'SELECT unit_id, year FROM made'));
my @units = sort keys %year;

# out of the source
mkdir "$base/$_" foreach qw(out calculated inserted work);
foreach my $unit (@units)
{
	my ($status, $said) = client('source', 'clerk', 'write', $unit, $year{$unit}, "$base/out/$unit.xlsx");
	is("$status $said", '0 ', "$unit is written, and no total is another by its formula") or last;
}
my $kinds = decode_json(run_tool('workbook_tool.py', 'kinds', "$base/out/u3.xlsx"));
is($kinds->{tips}, $node->safe_psql('source', 'SELECT count(*) FROM paper WHERE i = 3'), 'each cell has a tooltip');
cmp_ok($kinds->{formulas}, '>', 20, 'sums are formulas');
is($kinds->{open_formulas}, 0, 'and protected');
cmp_ok($kinds->{open}, '>', 150, 'numbers are not');
ok($kinds->{protected}, 'sheets are protected');
is(join(' ', @{ $kinds->{states} }), 'visible visible visible visible visible visible hidden', join(' ', @{ $kinds->{sheets} }));

# a program calculates, a clerk makes room
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/calculated", glob("$base/out/*.xlsx"));
run_office('--convert-to', 'html', '--outdir', "$base/calculated", glob("$base/calculated/*.xlsx"));
make_macro();
run_office(qq{macro:///Standard.Module1.Insert("$base/out/","$base/inserted/")});
my %place = map { (split /\t/)[ 0, 1 ] } split(/\n/, run_tool('workbook_tool.py', 'names', "$base/calculated/u1.xlsx"));
my %moved = map { (split /\t/)[ 0, 1 ] } split(/\n/, run_tool('workbook_tool.py', 'names', "$base/inserted/u1.xlsx"));
isnt($moved{'requests.received.total'}, $place{'requests.received.total'}, 'lines and columns were inserted');

# red are the cells that the register finds, also beside blanks, and none of a sound report
my $found = q{SELECT DISTINCT c FROM disclosure.finding f JOIN disclosure.statutory_rule s ON s.code = f.rule AND s.statement IS NOT NULL, unnest(f.cells) c
	WHERE result = 'fail' AND unit_id = '%s' ORDER BY 1};
my $sound_reports = 0;
foreach my $unit (@units)
{
	my @found = split(/\n/, $node->safe_psql('source', sprintf($found, $unit)));
	$sound_reports++ unless @found;
	is(join(' ', red("$base/calculated/$unit.xlsx", "$base/calculated/$unit.html")), "@found", "$unit: red are the cells that the register finds: " . @found);
}
cmp_ok($sound_reports, '>', 0, 'some are sound');
cmp_ok($sound_reports, '<', $reports, 'some are not');

# back, into registers that held other numbers
my $dump = q{SELECT unit_id, r.year, c.path, trim_scale(c.value) FROM disclosure.report r, disclosure.cells(r.figures) c ORDER BY 1, 3};
my $words = q{SELECT unit_id, section, title, body FROM disclosure.entry_text WHERE body <> '' ORDER BY 1, 2};
foreach ([ 'target', 'calculated' ], [ 'inserted', 'inserted' ])
{
	my ($database, $folder) = @$_;
	my ($status, $said) = client($database, 'clerk', 'read', glob("$base/$folder/*.xlsx"));
	is($status, 0, "$folder: all are read") or diag($said);
	is(scalar(() = $said =~ /，第\d+版，改了\d+格/g), $reports, "$folder: an outcome a file");
	is(compare($node->safe_psql('source', $dump), $node->safe_psql($database, $dump)), '', "$folder: every number and every blank is as it was");
	is($node->safe_psql($database, $words), $node->safe_psql('source', $words), "$folder: so is every text");
	is($node->safe_psql($database, 'SELECT DISTINCT version FROM disclosure.report'), $version + 1, "$folder: one version a file");
}
my ($status, $said) = client('target', 'clerk', 'read', "$base/calculated/u1.xlsx");
is($status, 1, 'a second time it is of an older version');
like($said, qr/u1\.xlsx：没有读入：文件是按第${version}版做的，登记簿里已经是第@{[$version + 1]}版/, 'and says so');

# a draft that is not there yet is made by the first file, and only by that
foreach my $try (1, 2)
{
	client('target', 'clerk', 'write', 'u1', 2024, "$base/work/new.xlsx") if $try == 1;
	run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/work/new", "$base/work/new.xlsx") if $try == 1;
	($status, $said) = client('target', 'clerk', 'read', "$base/work/new/new.xlsx");
	is($status, $try - 1, "a file of no draft, read the $try. time") or diag($said);
}
is($node->safe_psql('target', q{SELECT version, changed_by, status FROM disclosure.report WHERE year = 2024}), '1|clerk|draft', 'it is a draft');

# what cannot be read
my $work = "$base/work/改名.xlsx";
utf8::encode($work);
($status, $said) = client('target', 'clerk', 'read', "$base/out/u1.xlsx");
like($said, qr/没有经过计算/, 'a file that no program calculated is refused');
copy("$base/calculated/u1.xlsx", $work);
run_tool('workbook_tool.py', 'stale', $work, 'requests.received.natural_person', 4711);
($status, $said) = client('target', 'clerk', 'read', $work);
like($said, qr/改动以后没有重新计算/, 'so is one in which totals are those of before');
foreach ([ 'register.unit', '"nobody"', qr/没有代码为“nobody”的单位/ ], [ 'register.form', '"2019"', qr/文件是2019格式的，单位1.*2021格式/ ],
	[ 'register.year', '"x"', qr/不是本登记簿导出的表格/ ])
{
	my ($name, $value, $message) = @$_;
	copy("$base/calculated/u1.xlsx", $work);
	run_tool('workbook_tool.py', 'set', $work, $name, $value);
	($status, $said) = client('target', 'clerk', 'read', $work);
	is($status, 1, "with another $name it is refused");
	like($said, $message, 'and told why');
}
($status, $said) = client('source', 'stranger', 'read', "$base/calculated/u1.xlsx");
like($said, qr/负责填报（fill）的人办理，角色 stranger 没有这项职责/, 'whoever may not fill in is told who may');

# what a clerk types: into u1 of the source, of form 2021
my %typed = (
	'proactive.government_rules.issued' => '"约3"', 'proactive.government_rules.repealed' => '" １２３ "', 'proactive.government_rules.in_force' => '"1,234"',
	'proactive.normative_documents.issued' => '3.5', 'proactive.normative_documents.repealed' => '-5', 'proactive.normative_documents.in_force' => '"=2+3"',
	'proactive.licensing.decisions' => '"=1/0"', 'proactive.penalties.decisions' => '{"date":"2024-03-04"}', 'proactive.compulsion.decisions' => 'null',
	'proactive.charges.amount' => '0.1', 'remedies.reconsideration.upheld' => 'true', 'remedies.reconsideration.overturned' => '1000000000000',
	'remedies.direct_suit.upheld' => '0', 'remedies.direct_suit.overturned' => '" "', 'remedies.suit_after_reconsideration.upheld' => '"约3"');
my %before = numbers('source', 'u1');
copy("$base/out/u1.xlsx", $work);
run_tool('workbook_tool.py', 'set', $work, %typed);
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/work/saved", $work);
my ($saved) = glob("$base/work/saved/*.xlsx");
($status, $said) = client('source', 'clerk', 'read', $saved);
is($status, 1, 'cells that are no numbers: the status says so');
my %after = numbers('source', 'u1');
my %expected = (%before, 'proactive.government_rules.repealed' => 123, 'proactive.government_rules.in_force' => 1234, 'proactive.normative_documents.repealed' => -5,
	'proactive.normative_documents.in_force' => 5, 'proactive.compulsion.decisions' => '', 'proactive.charges.amount' => '0.1',
	'remedies.direct_suit.upheld' => 0, 'remedies.direct_suit.overturned' => '');
my $suits = 'remedies.direct_suit.total';
$expected{$suits} = '';    # a formula over what was typed
is($after{$suits}, '', 'the total of a blank is blank');
is(join(' ', grep { $after{$_} ne $expected{$_} } sort keys %expected), '', 'the others are stored');
my %why = ('二、规章，本年制发件数' => '填的“约3”不是数字', '二、行政规范性文件，本年制发件数' => '填的“3\.5”这一格容不下（单位是件，没有小数）',
	'二、行政许可，本年处理决定数量' => '公式的结果是错误“#DIV/0!”', '二、行政处罚，本年处理决定数量' => '填的成了日期“2024-03-04',
	'四、行政复议，结果维持' => '填的是“真”，不是数字', '四、行政复议，结果纠正' => '填的“1000000000000”这一格容不下',
	'四、行政复议，总计' => '填的“\\d+”这一格容不下', '四、行政诉讼：复议后起诉，结果维持' => '填的“约3”不是数字',
	'四、行政诉讼：复议后起诉，总计' => '由没有读入的格算出');
like($said, qr/没有读入 \Q$_\E：$why{$_}.*登记簿里仍是/, "told: $_") foreach sort keys %why;
is(scalar(() = $said =~ /^  没有读入 /gm), scalar(keys %why), 'and no other') or diag($said);

# no number either, but what programs add up as one: the file is still one that was calculated
($status, $said) = client('source', 'clerk', 'write', 'u1', $year{u1}, "$base/work/added.xlsx");
run_tool('workbook_tool.py', 'set', "$base/work/added.xlsx", 'proactive.penalties.decisions' => '{"date":"2024-03-04"}', 'remedies.reconsideration.upheld' => 'true');
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/work/new", "$base/work/added.xlsx");
($status, $said) = client('source', 'clerk', 'read', "$base/work/new/added.xlsx");
like($said, qr/改了0格.*没有读入3格：/, 'a date and a truth are no numbers') or diag($said);

# Ten planted errors, in numbers and in totals over whose formulas somebody wrote: red as soon as a program calculates, the cells
# that the register names; marked with message and likely number; then right again.
my ($sound) = split(/\n/, $node->safe_psql('source', q{SELECT unit_id FROM made WHERE blank = 0 AND form = '2021' AND unit_id <> 'u1' ORDER BY 1}));
my @planted = split(/\n/, $node->safe_psql('source', qq{
	SELECT path, coalesce(value, 0) + 1 + i % 3 FROM (SELECT path, i, value, row_number() OVER (PARTITION BY line ORDER BY path) AS n FROM paper JOIN made USING (i)
		WHERE unit_id = '$sound' AND (line IN ('received', 'granted', 'not_held', 'carried_out', 'processed') AND col IN ('enterprise', 'total') AND tab = 'requests')) p ORDER BY path}));
is(scalar(@planted), 10, 'ten errors');
my %sound = numbers('source', $sound);
copy("$base/out/$sound.xlsx", $work);
run_tool('workbook_tool.py', 'set', $work, map { split /\|/ } @planted);
unlink glob("$base/work/saved/*");
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/work/saved", $work);
run_office('--convert-to', 'html', '--outdir', "$base/work/saved", $saved);
my ($page) = glob("$base/work/saved/*.html");
($status, $said) = client('source', 'clerk', 'read', $saved);
is($status, 0, 'a wrong draft is stored');
my @red = red($saved, $page);
my @found = sort split(/\n/, $node->safe_psql('source', sprintf($found, $sound)));
cmp_ok(scalar(@found), '>', 40, 'the register finds errors');
is("@red", "@found", 'red are the cells that the register finds');
my %is_red = map { $_ => 1 } @red;
is(join(' ', grep { !$is_red{ (split /\|/)[0] } } @planted), '', 'each of the ten among them');
($status, $said) = client('source', 'clerk', 'mark', $saved);
is($status, 0, 'the findings are written into the file') or diag($said);
my %comment = map { my @c = split /\t/; ($c[0] => [ @c[ 1, 2 ] ]) } split(/\n/, decode_utf8(run_tool('workbook_tool.py', 'comments', $saved)));
is(join(' ', grep { !$comment{$_} } @found), '', 'each cell of a finding has a comment');
is(join(' ', grep { $comment{$_}[0] ne 'FFFF9999' } sort keys %comment), '', 'and is red');
my %likely = map { split /\|/ } split(/\n/, $node->safe_psql('source', qq{SELECT DISTINCT path, likely_amount FROM disclosure.entry_finding WHERE unit_id = '$sound' AND likely_amount IS NOT NULL}));
cmp_ok(scalar(keys %likely), '>', 0, 'the register knows likely numbers');
is(join(' ', grep { $comment{$_}[1] !~ /可能应为 $likely{$_}(?!\d)/ } sort keys %likely), '', 'the comments say them');
is(join(' ', grep { $comment{$_}[1] !~ /强制性：.+ ≠ .+，相差 \d+/ } @found), '', 'and the message');

run_tool('workbook_tool.py', 'set', $saved, map { my ($path) = split /\|/; ($path => $sound{$path}) } @planted);
copy($saved, $work);
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/work/saved", $work);
($status, $said) = client('source', 'clerk', 'read', $saved);
is($status, 0, 'the marked file, corrected, is of the version that the register holds') or diag($said);
is($node->safe_psql('source', sprintf($found, $sound)), '', 'and sound again');

# a total of the register that is no sum: said as it goes out and as it comes back, not changed in silence
$node->safe_psql('source', "UPDATE disclosure.report SET figures['requests.granted.total'] = 77777777 WHERE unit_id = '$sound'");
($status, $said) = client('source', 'clerk', 'write', $sound, $year{$sound}, $work);
like($said, qr/已有文件/, 'a file that is there is not written over');
unlink $work;
($status, $said) = client('source', 'clerk', 'write', $sound, $year{$sound}, $work);
like($said, qr/予以公开，总计：登记簿里是77777777，表格中由公式计算，是$sound{'requests.granted.total'}\n/, 'a wrong total is said');
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/work/saved", $work);
($status, $said) = client('source', 'clerk', 'read', $saved);
like($said, qr/予以公开，总计：登记簿里是77777777，公式算得$sound{'requests.granted.total'}，存入$sound{'requests.granted.total'}\n/, 'and so is that the formula changed it');

# a folder of files that came by mail, some of them bad
mkdir "$base/mail";
foreach my $unit (@units)
{
	client('source', 'clerk', 'write', $unit, $year{$unit}, "$base/work/$unit.xlsx");
}
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/mail", map { "$base/work/$_.xlsx" } @units);
append_to_file("$base/mail/0.xlsx", 'no workbook');
append_to_file("$base/mail/z.docx", 'a letter');
append_to_file("$base/mail/~\$u1.xlsx", 'a lock');
open(my $whole, '<:raw', "$base/mail/u1.xlsx");
read($whole, my $half, 5000);
append_to_file("$base/mail/5.xlsx", $half);
($status, $said) = client('source', 'clerk', 'read', "$base/mail");
is($status, 1, 'a folder with bad files: the status says so');
my @lines = grep { !/^  / } split(/\n/, $said);
is(scalar(@lines), $reports + 3, 'an outcome a file') or diag($said);
is(scalar(grep { /没有读入：(打不开，不是完好的|不是) xlsx 文件/ } @lines), 3, 'bad ones are refused');
is(scalar(grep { /改了0格，文字0个部分/ } @lines), $reports, 'the others read, whatever stood before them');

done_testing();

# Runs the client as a role in a database; returns its status and what it says.
sub client
{
	my ($database, $role, @arguments) = @_;
	local @ENV{qw(PGDATABASE PGUSER)} = ($database, $role);
	return run_client('workbook', @arguments);
}

# The cells of a workbook that are red on a page made from it.
sub red
{
	return sort grep { tr/.// == 2 } split(/\n/, run_tool('workbook_tool.py', 'red', @_));
}

# The macro into the profile that run_office() has made.
sub make_macro
{
	my $folder = "$base/profile/user/basic";
	mkdir $folder;
	mkdir "$folder/Standard";
	my $doctype = sub { qq{<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE $_[0] PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "$_[1]">\n} };
	(my $basic = slurp_file('t/clients/insert_lines.bas')) =~ s/&/&amp;/g;
	$basic =~ s/</&lt;/g;
	$basic =~ s/>/&gt;/g;
	my %content = (
		'script.xlc' => $doctype->('library:libraries', 'libraries.dtd') . '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
			. '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>',
		'Standard/script.xlb' => $doctype->('library:library', 'library.dtd') . '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
			. ' library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>',
		'Standard/Module1.xba' => $doctype->('script:module', 'module.dtd') . '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
			. qq{ script:language="StarBasic">$basic</script:module>});
	foreach (keys %content)
	{
		unlink "$folder/$_";
		append_to_file("$folder/$_", $content{$_});
	}
}

sub numbers
{
	my ($database, $unit) = @_;
	return map { my @f = split(/\|/, $_, -1); ($f[0] => $f[1]) } split(/\n/,
		$node->safe_psql($database, "SELECT c.path, trim_scale(c.value) FROM disclosure.report r, disclosure.cells(r.figures) c WHERE unit_id = '$unit'"));
}

# The lines of two texts that differ.
sub compare
{
	my ($is, $should) = map { { map { $_ => 1 } split(/\n/, $_) } } @_;
	return join("\n", sort((grep { !$should->{$_} } keys %$is), (grep { !$is->{$_} } keys %$should)));
}
