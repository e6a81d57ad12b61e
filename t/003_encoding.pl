# A database in EUC_CN gives the same answers as one in UTF8; only the middle dot is another character there.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$ENV{PGCLIENTENCODING} = 'UTF8';

my %printed;
foreach my $encoding ('UTF8', 'EUC_CN')
{
	my $file = $node->basedir . "/$encoding.sql";
	$node->safe_psql('postgres', "CREATE DATABASE $encoding ENCODING '$encoding' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
	append_to_file($file, <<'SQL');
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
INSERT INTO disclosure.unit VALUES ('320813', '淮安市洪泽区', 'government', '320813'), ('360881', '井冈山市', 'government', '360881');
\set page `cat demo/pages/hongze-2023.txt`
SELECT * FROM disclosure.import_report('320813', :'page');
\set page `cat demo/pages/jinggangshan-2020.txt`
SELECT * FROM disclosure.import_report('360881', :'page');
SELECT * FROM disclosure.import_page('360881', :'page', blank_means => 'zero');
SELECT * FROM disclosure.import_page('320813', :'page');
SELECT disclosure.same_unit_name('淮安市洪泽区', '洪泽区　人民政府办公室'), disclosure.same_unit_name('甲县', '乙县');
CREATE TEMP TABLE cell (unit_id text, year text, path text, value text);
INSERT INTO cell VALUES ('360881', '2021', 'proactive.charges.amount', '１.19亿元'), ('360881', '2021', 'requests.granted.total', '不适用'),
	('360881', '2021', 'requests.granted.research', '八');
SELECT * FROM disclosure.import_cells('cell');
SELECT unit_id, figures FROM disclosure.report ORDER BY 1;
SELECT unit_id, title, unit_name, index_number, section, sections -> section
FROM disclosure.report_text, unnest(ARRAY['一', '二', '三', '四', '五', '六']) WITH ORDINALITY s (section, n) ORDER BY unit_id, n;
SELECT unit_id, source, notes FROM disclosure.report_source ORDER BY 1;
SELECT * FROM disclosure.report_cell ORDER BY 1, 2, 3, 4;
SELECT * FROM disclosure.form_cell;
SELECT * FROM disclosure.statutory_rule;
SELECT * FROM disclosure.indicator_value ORDER BY unit_id, seq;
SELECT * FROM disclosure.text_indicator;
SELECT * FROM disclosure.text_rule;
SELECT unit_id, rule, message FROM disclosure.finding WHERE rule LIKE 'text.%' ORDER BY 1, 2;
SELECT * FROM disclosure.narrative('全市共受理政府信息公开申请3519件，同比增长1.05%，其中网络申请3200余件；行政复议7件，均获维持。');
SELECT rule, message FROM disclosure.check_text(disclosure.zero_figures('2021'), '{"一": {"text": "依申请公开：收到申请5件。"}}', 2023);
SELECT '{"form":"2021","表":1}'::disclosure.figures;
SELECT * FROM disclosure.check_statement('{"form":"2021"}', '表 = 1');
SQL
	my $connection = $node->connstr($encoding =~ s/.*/\L$&/r);
	$printed{$encoding} = `psql -XAt -f '$file' -d '$connection' 2>&1`;
	$printed{$encoding} =~ s/^psql:[^ ]*: //mg;
}
$printed{EUC_CN} =~ s/\xe3\x83\xbb/\xc2\xb7/g;
like($printed{UTF8}, qr/复议后起诉/, 'the page is read');
is($printed{EUC_CN}, $printed{UTF8}, 'EUC_CN gives what UTF8 gives');

done_testing();
