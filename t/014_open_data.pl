# client/publish writes what was published, and only that, into a folder that a reader can check: sums of the files, checksums of
# the numbers, and numbers that another register reads back without a difference.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use Digest::SHA qw(sha256_hex);
use lib 't';
use Client;
use Encode;
use File::Temp;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
delete $ENV{PGCLIENTENCODING};
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';

plan skip_all => 'open data skipped: there is no python3' if system('python3', '-c', '') != 0;

my $units = q{INSERT INTO disclosure.unit (unit_id, name, kind, division_code) VALUES ('jx', '甲县', 'government', '360821'), ('jx/../1', '甲县</td><script>alert(1)</script>局', 'department', NULL),
	('jx2', '甲县"乙,丙"局', 'department', NULL), ('jx3', '甲县草稿局', 'department', NULL), ('jx4', '甲县更正局', 'department', NULL), ('yx', '乙县', 'government', '360822');};
$node->safe_psql('postgres', encode_utf8("CREATE EXTENSION report_ext; CALL disclosure.create_register(); $units" . q{
	INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('jx/../1', 'jx'), ('jx2', 'jx'), ('jx3', 'jx'), ('jx4', 'jx');
	CREATE ROLE reader LOGIN;
	SELECT disclosure.grant_duty('reader', 'read', 'jx');
	CREATE FUNCTION public.some(granted integer, charges numeric) RETURNS disclosure.figures LANGUAGE sql RETURN (jsonb_set(jsonb_set(jsonb_set(jsonb_set(
		disclosure.zero_figures('2021')::jsonb, '{requests,received}', to_jsonb(ARRAY[granted, 0, 0, 0, 0, 0, granted])), '{requests,granted}', to_jsonb(ARRAY[granted, 0, 0, 0, 0, 0, granted])),
		'{requests,processed}', to_jsonb(ARRAY[granted, 0, 0, 0, 0, 0, granted])), '{proactive,charges}', to_jsonb(ARRAY[charges])))::disclosure.figures;
	CREATE PROCEDURE public.publish(unit text, day date) LANGUAGE plpgsql AS $$ BEGIN
		PERFORM set_config('disclosure.actor', 'a', true), disclosure.submit_report(unit, 2023);
		PERFORM set_config('disclosure.actor', 'b', true), disclosure.approve_report(unit, 2023);
		PERFORM disclosure.publish_report(unit, 2023, published_on => day, address => 'https://example.cn/?a=1&b="2"');
	END $$;
	/* recorded, with blanks; filed; a draft; corrected once, and being corrected again; another year and another county */
	INSERT INTO disclosure.report (unit_id, year, scope, origin, status, issued_on, figures) VALUES
		('jx', 2023, 'consolidated', 'recorded', 'published', '2024-03-01', '{"form":"2021","requests":{"received":[70,null,0,1,2,3,76],"granted":[1,2,3,4,5,6,21]}}'),
		('yx', 2023, 'own', 'recorded', 'published', NULL, '{"form":"2021","proactive":{"charges":[0.5]}}'),
		('jx', 2022, 'own', 'recorded', 'published', '2023-03-01', '{"form":"2021"}');
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('jx/../1', 2023, public.some(5, 1234567.000001)), ('jx2', 2023, public.some(0, 0)), ('jx3', 2023, public.some(3, 0)),
		('jx4', 2023, public.some(7, 10.50));
	CALL public.publish('jx/../1', '2024-01-20');
	CALL public.publish('jx2', '2024-01-21');
	CALL public.publish('jx4', '2024-01-22');
	DO $$ BEGIN PERFORM disclosure.return_report('jx4', 2023, 'own', '漏计'); END $$;
	UPDATE disclosure.report SET figures = public.some(8, 10.50) WHERE unit_id = 'jx4';
	CALL public.publish('jx4', '2024-02-22');
	DO $$ BEGIN PERFORM disclosure.return_report('jx4', 2023, 'own', '又漏计'); END $$;
	UPDATE disclosure.report SET figures = public.some(9, 10.50) WHERE unit_id = 'jx4';
}));

my $dir = File::Temp->newdir;
my $folder = "$dir/开放 数据";
my $bytes = encode_utf8($folder);
my ($status, $said) = run_client('publish', '2023', $bytes);
is($said, '', 'nothing is said');
is($status, 0, 'the folder is written');
is(join(' ', sort(list($bytes))), 'LICENCE.txt SHA256SUMS cells.csv codebook-cells.csv codebook.csv corrections.csv index.html open-data.schema.json published.csv'
	. ' report.schema.json reports reports.csv reports.json', 'with these files');
my $checked = `cd "$bytes" && sha256sum --strict -c SHA256SUMS 2>&1`;
is($?, 0, 'whose sums sha256sum finds right');
is(scalar(() = $checked =~ /: OK$/mg), scalar(grep { -f } glob(qq{"$bytes/*" "$bytes/reports/*"})) - 1, 'all of them but the sums themselves');
foreach my $name (map { s/.*\///r } glob(qq{"$bytes/*.csv"}))
{
	is(substr(slurp_file("$bytes/$name"), 0, 3), "\xef\xbb\xbf", "Excel takes $name for UTF-8");
}

# What is there, against the tables and not through the views that wrote it
my $published = $node->safe_psql('postgres', q{
	SELECT string_agg(concat_ws('-', unit_id, year, scope), ' ' ORDER BY unit_id COLLATE "C", scope) FROM (
		SELECT unit_id, year, scope FROM disclosure.publication WHERE year = 2023
		UNION SELECT unit_id, year, scope FROM disclosure.report WHERE origin = 'recorded' AND year = 2023) p});
my @reports = csv('reports.csv');
is(join(' ', map { $_->{report_key} } @reports), $published, 'every publication, and no draft');
my %cells;
push @{ $cells{"$_->{unit_id}-$_->{year}-$_->{scope}"} }, $_ foreach csv('cells.csv');
foreach my $report (@reports)
{
	my $lines = join('', map { "$_->{path},$_->{value}\n" } @{ $cells{ $report->{report_key} } });
	is(sha256_hex($lines), $report->{checksum}, "a reader computes the checksum of $report->{report_key}");
	isnt(sha256_hex($lines =~ s/,0\n/,1\n/r), $report->{checksum}, 'and finds a changed number') if $lines =~ /,0\n/;
	my ($version, $hash) = split(/:/, $report->{head});
	is($node->safe_psql('postgres', encode_utf8("SELECT encode(hash, 'hex') FROM disclosure.report_version
		WHERE (unit_id, year, scope, version) = ('$report->{unit_id}', $report->{year}, '$report->{scope}', $version)")), $hash, 'the version has the hash in the register');
}
my %granted = map { $_->{report_key} => $_->{t3_granted_natural_person} } csv('published.csv');
is($granted{'jx4-2023-own'}, 8, 'what is being corrected is as last published');
is($granted{'jx-2023-consolidated'}, 1, 'a recorded report is as it was published');
my ($charges) = map { $_->{value} } grep { $_->{path} eq 'proactive.charges.amount' } @{ $cells{'jx/../1-2023-own'} };
is($charges, '1234567.000001', 'with all its digits');
is(scalar(grep { $_->{path} eq 'requests.received.enterprise' && $_->{value} eq '' } @{ $cells{'jx-2023-consolidated'} }), 1, 'a blank is blank');
is(join(' ', map { "$_->{report_key} $_->{correction_number}" } grep { $_->{correction_number} } @reports), 'jx4-2023-own 1', 'one was corrected once');
my @corrections = csv('corrections.csv');
is(scalar(@corrections), 1, 'there is one correction');
like($corrections[0]->{statement}, qr/7.*8/s, 'with what it changed');
is(scalar(grep { $_->{path} eq 'requests.granted.natural_person' && $_->{definition} =~ /\S/ } csv('codebook-cells.csv')), 2, 'the codebook defines the cells of both forms');
is(join(' ', map { $_->{column_name} } csv('codebook.csv')), join(' ', header('published.csv')), 'and the columns, in their order');

# Another register reads the cells back
$node->safe_psql('postgres', 'CREATE DATABASE other');
$node->safe_psql('other', encode_utf8("CREATE EXTENSION report_ext; CALL disclosure.create_register(); $units CREATE TABLE line (unit_id text, year text, scope text, path text, value text)"));
my $plain = "$dir/cells.csv";
write_file($plain, slurp_file("$bytes/cells.csv") =~ s/^\xef\xbb\xbf//r);
$node->safe_psql('other', "\\copy line FROM '$plain' (FORMAT csv, HEADER)");
is($node->safe_psql('other', q{
	CREATE TABLE consolidated AS SELECT * FROM line WHERE scope = 'consolidated';
	CREATE TABLE own AS SELECT * FROM line WHERE scope = 'own';
	SELECT string_agg(DISTINCT o.outcome, ' ' ORDER BY o.outcome) FROM (SELECT * FROM disclosure.import_cells('own')
		UNION ALL SELECT * FROM disclosure.import_cells('consolidated', scope => 'consolidated')) o}), 'blank set', 'import_cells() takes every line');
is($node->safe_psql('other', q{SELECT string_agg(format('%s %s %s', unit_id, scope, figures), E'\n' ORDER BY unit_id COLLATE "C", scope) FROM disclosure.report}),
	$node->safe_psql('postgres', q{SELECT string_agg(format('%s %s %s', unit_id, scope, figures), E'\n' ORDER BY unit_id COLLATE "C", scope) FROM disclosure.published_report
		WHERE year = 2023 AND current}), 'and has the same figures');

# Pages and JSON
my $index = decode_utf8(slurp_file("$bytes/index.html"));
unlike($index, qr/<script/i, 'the index runs nothing');
like($index, qr/甲县&lt;\/td&gt;&lt;script&gt;alert\(1\)/, 'and shows a hostile name as it is');
my @links = $index =~ /href="([^"]*)"/g;
is(join(' ', grep { !-f "$bytes/" . encode_utf8($_) } @links), '', 'its links lead to files');
like($index, qr/尚未写明/, 'it says that there is no licence yet');
my @pages = glob(qq{"$bytes/reports/*.html"});
is(scalar(@pages), scalar(@reports), 'a page for each report');
is(decode_utf8(slurp_file("$bytes/reports/jx4-2023-own.html")), decode_utf8($node->safe_psql('postgres', q{SELECT disclosure.render_report('jx4', 2023, 'own', 'html')})),
	'which is that of render_report()');
SKIP:
{
	skip 'schemas skipped: there is no python3-jsonschema', 1 if system('python3 -c "import jsonschema" 2>/dev/null') != 0;
	my $wrong = `cd "$bytes" && python3 -W ignore -c '
import glob, json, jsonschema
def check(file, schema): jsonschema.Draft7Validator(json.load(open(schema, encoding="utf-8"))).validate(json.load(open(file, encoding="utf-8")))
check("reports.json", "open-data.schema.json")
for name in glob.glob("reports/*.json"): check(name, "report.schema.json")' 2>&1`;
	is($wrong, '', 'the JSON files are as their schemas say');
}

# Again, with a licence; elsewhere; for whoever reads less; for a year without publications
write_file("$dir/licence", encode_utf8("注明出处<b>\n"));
write_file("$bytes/reports/old", 'x');
($status) = run_client('publish', '--licence', "$dir/licence", '2023', $bytes);
is($status, 0, 'a folder of its own is replaced');
ok(!-e "$bytes/reports/old", 'as a whole');
is(decode_utf8(slurp_file("$bytes/LICENCE.txt")), "注明出处<b>\n", 'the licence is there');
like(decode_utf8(slurp_file("$bytes/index.html")), qr/注明出处&lt;b&gt;/, 'and on the page');
mkdir "$dir/mine";
write_file("$dir/mine/file", 'x');
($status, $said) = run_client('publish', '2023', "$dir/mine");
is($status, 1, 'a folder of somebody else');
like($said, qr/不是本程序写的/, 'is refused');
is(join(' ', list("$dir/mine")), 'file', 'and left alone');
my $sums = slurp_file("$bytes/SHA256SUMS");
($status, $said) = run_client('publish', '2021', $bytes);
is($status, 1, 'a year without publications');
like($said, qr/2021 年度没有/, 'is said');
is(slurp_file("$bytes/SHA256SUMS"), $sums, 'and what was there stays');
is(join(' ', grep { /^[.]/ } list("$dir")), '', 'nothing is left behind');
{
	local $ENV{PGUSER} = 'reader';
	($status) = run_client('publish', '2023', "$dir/read");
	is($status, 0, 'whoever reads a county');
	is(scalar(grep { /^yx,/ } split(/\n/, slurp_file("$dir/read/cells.csv"))), 0, 'publishes that county');
	is(scalar(split(/\n/, slurp_file("$dir/read/reports.csv"))) - 1, @reports - 1, 'and all of it');
}

done_testing();

sub list
{
	opendir(my $handle, $_[0]) or die "$_[0]: $!";
	return grep { !/^[.]{1,2}$/ } readdir($handle);
}

# A reader of CSV of its own, of the files that are to be read by any.
sub records
{
	my $text = decode_utf8(slurp_file("$bytes/$_[0]"));
	$text =~ s/^\x{feff}//;
	my (@records, @record);
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/gc)
	{
		my ($quoted, $plain, $end) = ($1, $2, $3);
		push @record, defined $quoted ? $quoted =~ s/""/"/gr : $plain;
		if ($end eq "\n") { push @records, [@record]; @record = (); }
	}
	die "$_[0] is no CSV at " . (pos($text) // 0) unless (pos($text) // 0) == length($text);
	return @records;
}

sub header { return @{ (records($_[0]))[0] }; }

sub csv
{
	my ($header, @records) = records($_[0]);
	return map { my %line; @line{@$header} = @$_; \%line } @records;
}
