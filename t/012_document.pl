# Reports as Word documents: read back from the page and the PDF that LibreOffice makes of them, the same numbers and words; spans
# as the form has them; fonts, lines and margins as offices publish. With python3-docx; LibreOffice and pdftotext
# (tools/setup clients).
#	make test-tap PROVE_TESTS=t/012_document.pl [DOCUMENTS_OF_WORD=50]
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use Client;
use Encode;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'skipped: there is no python3-docx (tools/setup clients)' unless python_with('docx');

my $reports = $ENV{DOCUMENTS_OF_WORD} || 6;
my $base = PostgreSQL::Test::Utils::tempdir();
$ENV{HOME} = $base;
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
@ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');
delete @ENV{qw(PGCLIENTENCODING PGUSER)};

# Pages of random reports of both forms, with numbers up to seven digits, recorded as they were published; every second has
# blanks, every third the line of the other form.
$node->safe_psql('postgres', encode_utf8(q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	SELECT setseed(0.12);
	CREATE TABLE made AS SELECT i, 'u' || i AS unit_id, CASE WHEN i % 4 < 2 THEN 2020 ELSE 2023 END AS year,
		CASE WHEN i % 4 < 2 THEN '2019' ELSE '2021' END AS form, i % 3 = 0 AS mixed, CASE WHEN i % 2 = 0 THEN 0.05 ELSE 0 END AS blank,
		translate(i::text, '0123456789', '零一二三四五六七八九') || '局' AS name
		FROM generate_series(1, NUMBER) AS i;
	INSERT INTO disclosure.unit (unit_id, name, kind) SELECT unit_id, name, 'department' FROM made;
	CREATE TABLE page AS SELECT unit_id, disclosure.render_document(name || year || '年政府信息公开工作年度报告', NULL, jsonb_build_object(
		'一', jsonb_build_object('title', '一、总体情况', 'text', E'本机关全年主动公开信息120条。\n（一）主动公开\n公开 <b>3</b> 件 & "5" 件。'),
		'五', jsonb_build_object('title', '五、存在的主要问题及改进情况', 'text', '解读形式单一。'),
		'六', jsonb_build_object('title', '六、其他需要报告的事项', 'text', '没有收取信息处理费。')), f, NULL, NULL, 'markdown') AS page
	FROM (SELECT unit_id, i, year, name, (jsonb_build_object('form', form) || jsonb_object_agg(tab, lines))::disclosure.figures AS f FROM made JOIN (
		SELECT i, tab, jsonb_object_agg(line, cells) AS lines FROM (
			SELECT i, split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, jsonb_object_agg(split_part(path, '.', 3),
				CASE WHEN random() < blank THEN NULL WHEN random() < 0.4 THEN 0
					WHEN decimals > 0 THEN round((random() * 100000)::numeric, 4)
					WHEN signed AND random() < 0.5 THEN -ceil(random() * 100) ELSE floor(10 ^ (random() * 7)) END) AS cells
			FROM made JOIN disclosure.form_cell c ON c.form = made.form AND NOT (mixed AND made.form = '2021' AND path ~ '(supplement_overdue|fee_overdue|miscellaneous)')
				OR mixed AND made.form = '2021' AND c.form = '2019' AND path ~ 'otherwise_handled'
			GROUP BY 1, 2, 3) AS l GROUP BY i, tab) AS t USING (i) GROUP BY unit_id, i, year, form, name) AS m;
	SELECT count(*) FROM page, disclosure.import_report(unit_id, page);
	INSERT INTO disclosure.unit (unit_id, name, kind) VALUES ('draft', '乙局', 'department');
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('draft', 2023, disclosure.zero_figures('2021'));
	UPDATE disclosure.report SET figures['requests.granted.total'] = 1 WHERE unit_id = 'draft';
} =~ s/NUMBER/$reports/r));
my @units = map { [ split /\|/ ] } split(/\n/, $node->safe_psql('postgres', q{SELECT unit_id, year, form, mixed, blank FROM made JOIN disclosure.report USING (unit_id, year) WHERE status = 'published' ORDER BY i}));
is(scalar(@units), $reports, 'reports are published');

foreach (@units)
{
	my ($unit, $year) = @$_;
	my ($status, $said) = run_client('document', $unit, $year, "$base/$unit.docx");
	is("$status $said", '0 ', "$unit is written");
}

# tables: each cell where the form has it, each label and number
foreach (grep { $_->[3] eq 'f' } @units)
{
	my ($unit, $year, $form) = @$_;
	my $boxes = $node->safe_psql('postgres', qq{
		SELECT concat_ws(E'\t', l.table_number, l.row_number, l.column_number, l.row_span, l.column_span, coalesce(l.label, trim_scale(c.value)::text, ''))
		FROM disclosure.form_layout l LEFT JOIN (SELECT c.* FROM disclosure.report r, disclosure.cells(r.figures) c WHERE unit_id = '$unit') c USING (path)
		WHERE l.form = '$form' ORDER BY l.table_number, l.row_number, l.column_number});
	is(run_tool('document_tool.py', 'boxes', "$base/$unit.docx"), "$boxes\n", "$unit: labels, spans and numbers are those of form $form");
}

# paper
my $page = decode_json(run_tool('document_tool.py', 'page', "$base/u1.docx"));
is_deeply($page->{page}, [ 210, 297 ], 'A4');
is_deeply($page->{margins}, [ 37, 35, 28, 26 ], 'margins');
is($page->{numbered}, 2, 'pages are numbered, odd and even');
ok($page->{odd_and_even}, 'each on its side');
is_deeply($page->{repeated}, [ 0, 3, 3 ], 'heads are repeated');
is_deeply($page->{fixed}, [ ('fixed') x 3 ], 'widths are fixed');
is_deeply($page->{widths}, [ (156) x 3 ], 'and those of the text');
like($page->{properties}, qr/report_key=u1-2020-own version=1 head=1:[0-9a-f]{64}|head=1:[0-9a-f]{64} version=1 report_key=u1-2020-own/, 'the properties say which version it is');
is(decode_utf8(run_tool('document_tool.py', 'words', "$base/u1.docx")), <<'END', 'fonts, sizes, lines');
方正小标宋简体	22	exact 28	0	一局2020年政府信息公开工作年度报告
黑体	16	exact 28	2	一、总体情况
仿宋_GB2312	16	exact 28	2	本机关全年主动公开信息120条。
楷体_GB2312	16	exact 28	2	（一）主动公开
仿宋_GB2312	16	exact 28	2	公开 <b>3</b> 件 & "5" 件。
黑体	16	exact 28	2	二、主动公开政府信息情况
黑体	16	exact 28	2	三、收到和处理政府信息公开申请情况
黑体	16	exact 28	2	四、政府信息公开行政复议、行政诉讼情况
黑体	16	exact 28	2	五、存在的主要问题及改进情况
仿宋_GB2312	16	exact 28	2	解读形式单一。
黑体	16	exact 28	2	六、其他需要报告的事项
仿宋_GB2312	16	exact 28	2	没有收取信息处理费。
END

# a draft says so, and marks what findings name
my ($status, $said) = run_client('document', 'draft', 2023, "$base/draft.docx");
is("$status $said", '0 ', 'a draft is written');
like(decode_utf8(run_tool('document_tool.py', 'words', "$base/draft.docx")), qr/\t（草稿，第\d版）\n/, 'and says that it is one');
like(decode_utf8(run_tool('document_tool.py', 'boxes', "$base/draft.docx")), qr/^2\t6\t10\t1\t1\t1※$/m, 'with its doubtful cells marked');
($status, $said) = run_client('document', '--form', 'draft', 2023, "$base/form.docx");
is("$status $said", '0 ', 'the sheet to sign is written');
my $form = decode_utf8(run_tool('document_tool.py', 'boxes', "$base/form.docx"));
my $hash = $node->safe_psql('postgres', q{SELECT encode(hash, 'hex') FROM disclosure.report_version WHERE unit_id = 'draft' ORDER BY version DESC LIMIT 1});
like($form, qr/\t\Q$_\E(\t|\n)/, "it has $_") foreach '乙局', 'draft', '填报人（签字）', '审核人（签字）', '单位（盖章）', '三、一、本年新收政府信息公开申请数量，总计', '四、行政诉讼：复议后起诉，总计', $hash;
unlike($form, qr/予以公开/, 'and no parts of other numbers');
($status, $said) = run_client('document', 'draft', 2019, "$base/none.docx");
is($status, 1, 'a report that is not there');
like($said, qr/^document：单位 draft 没有2019年/, 'is told');
($status, $said) = run_client('document', 'draft', 2023, "$base/none/none.docx");
is($status, 1, 'a file that cannot be written');
like($said, qr/写不了/, 'is told too');

SKIP:
{
	skip 'skipped: there is no LibreOffice to make pages and PDF (tools/setup clients)', 1 unless find_office();
	my @files = map { "$base/$_->[0].docx" } @units;
	run_office('--convert-to', 'html', '--outdir', "$base/html", @files);
	foreach (@units)
	{
		my ($unit, $year) = @$_;
		is(read_back($unit, $year, "$base/html/$unit.html", 'true'), '', "$unit: read from the page of the document");
	}
  SKIP:
	{
		skip 'skipped: there is no pdftotext (tools/setup clients)', 1 if system('pdftotext -v 2>/dev/null') != 0;
		run_office('--convert-to', 'pdf', '--outdir', "$base/pdf", @files);
		# of a PDF whose lines have blanks nobody can say which number is whose
		foreach (grep { $_->[4] == 0 } @units)
		{
			my ($unit, $year) = @$_;
			system('pdftotext', '-layout', "$base/pdf/$unit.pdf", "$base/pdf/$unit.txt");
			is(read_back($unit, $year, "$base/pdf/$unit.txt", 'false'), '', "$unit: read from the text of its PDF");
		}
	}
}

done_testing();

# What differs between a report and a page read: cells, title and, if its lines are whole, words.
sub read_back
{
	my ($unit, $year, $file, $whole) = @_;
	my $script = "$base/read.sql";
	unlink $script;
	(my $text = decode_utf8(slurp_file($file))) =~ s/<div title="footer">.*?<\/div>//s;    # page numbers are no words
	append_to_file($script, encode_utf8(qq{
		SELECT coalesce(string_agg(d, '; '), '') FROM disclosure.parse_report(\$page\$$text\$page\$) p
		JOIN disclosure.report r ON r.unit_id = '$unit' AND r.year = $year
		JOIN disclosure.report_text t ON t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope
		CROSS JOIN LATERAL (
			SELECT format('%s: %s, read %s', path, a.value, b.value) AS d FROM disclosure.cells(r.figures) a FULL JOIN disclosure.cells(p.figures) b USING (path)
			WHERE a.value IS DISTINCT FROM b.value OR a IS NULL OR b IS NULL
			UNION ALL SELECT format('title: %s', p.title) WHERE replace(p.title, ' ', '') IS DISTINCT FROM t.title
			UNION ALL SELECT format('%s: %s', s.key, p.sections -> s.key) FROM jsonb_each(t.sections) s
			WHERE $whole AND s.key IN ('一', '五', '六') AND regexp_replace(s.value ->> 'text', '\\s', '', 'g') IS DISTINCT FROM regexp_replace(p.sections -> s.key ->> 'text', '\\s', '', 'g')
			) x(d)}));
	return decode_utf8($node->safe_psql('postgres', slurp_file($script)));
}
