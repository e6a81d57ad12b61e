# Reports as JSON fit their schema, and the schema refuses what is none; with python3-jsonschema.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'skipped: there is no python3-jsonschema' if system('python3 -c "import jsonschema" 2>/dev/null') != 0;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	INSERT INTO disclosure.unit (unit_id, name, kind) VALUES ('draft', '甲"局', 'department'), ('page', '某区', 'government');
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('draft', 2023, '{"form":"2021","requests":{"received":[1,0,0,0,0,0,2]}}');
	UPDATE disclosure.report SET figures['requests.otherwise_handled.total'] = 0 WHERE unit_id = 'draft';
});
my $page = $node->basedir . '/page.sql';
my $source = slurp_file('demo/pages/hongze-2023.txt');
append_to_file($page, "SELECT count(*) FROM disclosure.import_report('page', \$page\$$source\$page\$)");
$node->safe_psql('postgres', slurp_file($page));

my $base = $node->basedir;
my %document = (
	draft => $node->safe_psql('postgres', q{SELECT disclosure.render_report('draft', 2023, 'own', 'json')}),
	page => $node->safe_psql('postgres', q{SELECT disclosure.render_report('page', 2023, 'own', 'json')}),
	sum => $node->safe_psql('postgres', q{SELECT disclosure.render_document(NULL, NULL, NULL, disclosure.sum(disclosure.zero_figures(form)), NULL, NULL, 'json') FROM disclosure.form}),
	nothing => $node->safe_psql('postgres', q{SELECT disclosure.render_document('', '[]', '{}', '{"form":"2019"}'::disclosure.figures OPERATOR(disclosure.-) '{"form":"2021"}', NULL, '[]', 'json')}),
);

# Returns whether a text is JSON that fits the schema, and what the validator says.
sub validate
{
	my ($text) = @_;
	my $file = "$base/document.json";
	unlink $file;
	append_to_file($file, $text);
	my ($out, $err) = ('', '');
	my $fits = IPC::Run::run([ 'python3', '-c', <<'PYTHON', $file ], '>', \$out, '2>', \$err);
import json, sys, jsonschema
schema = json.load(open('docs/report.schema.json', encoding='utf-8'))
jsonschema.Draft7Validator.check_schema(schema)
jsonschema.Draft7Validator(schema).validate(json.load(open(sys.argv[1], encoding='utf-8')))
PYTHON
	return ($fits, $err);
}

foreach my $name (sort keys %document)
{
	my ($fits, $message) = validate($document{$name});
	ok($fits, "$name fits docs/report.schema.json") or diag($message);
}
like($document{draft}, qr/"marked":true/, 'a draft has marked cells');
unlike($document{page}, qr/"marked":true/, 'a published report has none');

# the test can fail
foreach my $change ([ '"preamble":', '"preambel":' ], [ '"kind":"head"', '"kind":"foot"' ], [ '"value":0', '"value":"0"' ], [ '"line":1,', '"line":0,' ])
{
	my ($from, $to) = @$change;
	(my $wrong = $document{page}) =~ s/\Q$from\E/$to/ or BAIL_OUT("there is no $from");
	ok(!(validate($wrong))[0], "$to does not fit");
}

done_testing();
