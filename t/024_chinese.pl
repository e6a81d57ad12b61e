# Whatever somebody with a duty calls or writes, rightly or not, is answered in Chinese: every function that the manual names,
# each argument wrong in turn, and every column of every table and view to write into.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = off\nlog_statement = none\nlog_min_error_statement = panic");
$node->start;

my @duties = qw(fill review publish manage read applicant);
my $manual = join '', map { slurp_file($_) } glob 'docs/zh/*.md';
my %named = map { $_ => 1 } $manual =~ /\b([a-z_]+)\(/g;
$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	SET search_path = public, disclosure;
	INSERT INTO unit (unit_id, name, kind) VALUES ('k', '甲县', 'government'), ('a', '乙局', 'department'), ('b', '丙局', 'department'), ('x', '他县', 'government');
	INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a', 'k'), ('b', 'k');
} . join('', map { "CREATE ROLE ${_} LOGIN; SELECT grant_duty('$_', '$_', 'k');" } @duties) . q{
	INSERT INTO report (unit_id, year, figures) VALUES ('a', 2022, zero_figures('2021')), ('a', 2023, zero_figures('2021')), ('b', 2023, '{"form":"2021"}'), ('x', 2023, zero_figures('2021'));
	INSERT INTO report (unit_id, year, origin, figures) VALUES ('b', 2022, 'recorded', zero_figures('2021'));
	INSERT INTO report_text (unit_id, year, scope, title) VALUES ('a', 2023, 'own', 't');
	UPDATE report SET status = 'submitted' WHERE unit_id = 'a' AND year = 2022;
	INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('a', '1', 'natural_person', 'online', '2024-03-04');
	INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES ('a', '1', 'extended', '2024-03-20', 10);
	INSERT INTO unit_name (unit_id, name, from_year, to_year) VALUES ('a', '乙局旧', 2019, 2020);
	INSERT INTO unit_successor VALUES ('x', 'b', 2024);
	INSERT INTO ledger (unit_id, from_year) VALUES ('b', 2024);
	INSERT INTO rule (code, severity, statement) VALUES ('own.x', 'warning', 'requests.received.total >= 0');
	SELECT "freeze"(2022, 'k', '封');
	CREATE TABLE public.cells (unit_id text, year text, path text, value text);
	INSERT INTO public.cells VALUES ('a', '2023', 'requests.received.total', '1'), ('a', '20', '没有', '1'), (NULL, NULL, NULL, NULL), ('没有', '2023', 'requests.received.total', '多');
	GRANT SELECT ON public.cells TO PUBLIC;
	-- the first is right
	CREATE FUNCTION public.choices(name text, type text) RETURNS text[] LANGUAGE sql AS $$
		SELECT CASE
			WHEN name IN ('unit_id', 'root') THEN '{"''a''",NULL,"''x''","''没有''","''''"}'::text[]
			WHEN name = 'scope' THEN '{"''own''",NULL,"''全部''","''''"}'
			WHEN name ~ 'year' AND type = 'integer' THEN '{2023,NULL,2022,1990,2999,-1,2147483647}'
			WHEN name = 'path' AND type = 'text' THEN '{"''requests.received.total''",NULL,"''没有.这.格''","''''"}'
			WHEN type = 'text[]' THEN '{"''{a,x,没有}''",NULL,"''{}''","''{甲,NULL}''"}'
			WHEN type IN ('text', 'name') THEN '{"''某''",NULL,"''''","''fill''"}'
			WHEN type IN ('integer', 'bigint', 'smallint') THEN '{1,NULL,-1,2147483647}'
			WHEN type = 'numeric' THEN '{1,NULL,-1,"''NaN''",1e20}'
			WHEN type = 'date' THEN '{"''2024-01-15''",NULL,"''infinity''","''-infinity''","''0001-01-01''"}'
			WHEN type = 'jsonb' THEN '{"''{}''",NULL,"''[]''","''1''"}'
			WHEN type = 'boolean' THEN '{false,NULL,true}'
			WHEN type = 'regclass' THEN '{"''public.cells''",NULL,"''pg_class''"}'
			ELSE '{NULL}' END $$;});
my $names = join ',', sort keys %named;
my $statements = $node->safe_psql('postgres', q{
	SET search_path = public, disclosure;
	WITH argument AS (
		SELECT p.oid, p.proname, a.n, format_type(a.type, NULL) AS type, public.choices(a.name, format_type(a.type, NULL)) AS choice
		FROM pg_proc p CROSS JOIN LATERAL unnest(p.proargtypes::oid[], p.proargnames[:p.pronargs]) WITH ORDINALITY a(type, name, n)
		WHERE p.pronamespace = 'disclosure'::regnamespace AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
			AND p.proname = ANY (string_to_array(':names', ','))
			-- types and operators for programmers speak as the server does
			AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
	), written AS (
		SELECT c.oid, c.relname, a.attname, a.attnum, public.choices(a.attname, format_type(a.atttypid, NULL)) AS choice
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
		WHERE c.relnamespace = 'disclosure'::regnamespace AND (c.relkind = 'r' OR c.relkind = 'v' AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid))
	)
	SELECT DISTINCT format('SELECT * FROM disclosure.%I(%s)', a.proname, (SELECT string_agg(
		coalesce(CASE WHEN o.n = a.n THEN wrong ELSE o.choice[1] END, 'NULL') || '::' || o.type, ', ' ORDER BY o.n) FROM argument o WHERE o.oid = a.oid))
	FROM argument a, unnest(a.choice) wrong
	UNION
	SELECT format('UPDATE disclosure.%I SET %I = %s', relname, attname, coalesce(wrong, 'NULL')) FROM written, unnest(choice) wrong
	UNION
	SELECT format('INSERT INTO disclosure.%1$I (%2$s) SELECT %2$s FROM disclosure.%1$I LIMIT 1', relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum))
	FROM written GROUP BY relname
	UNION
	SELECT format('DELETE FROM disclosure.%I', relname) FROM written
	ORDER BY 1} =~ s/:names/$names/r);
my @statements = split /\n/, $statements;
cmp_ok(scalar(grep { /^SELECT/ } @statements), '>', 500, 'functions of the manual are called');
cmp_ok(scalar(grep { /^UPDATE/ } @statements), '>', 500, 'columns are written');

# What the server says before any of our code can, or of what is not ours: the manual has the sentences in a table.
my ($table) = slurp_file('docs/zh/01-填报.md') =~ /^### 若看到英文\n(.*)/ms;
my @sentences = map { /^\| ([^|]*`) \|/ ? $1 =~ /`([^`]+)`/g : () } split /\n/, $table;
sub pattern { return join '.*', map { quotemeta } split /…/, $_[0], -1 }
my $server = join '|', map { pattern($_) } @sentences;
$server = qr/^(?:$server)$/;
foreach my $role (@duties)
{
	my ($status, $out, $err) = $node->psql('postgres', join('', "SET client_min_messages = error; SET statement_timeout = '20s';\n\\o /dev/null\n",
		map { "BEGIN; $_; ROLLBACK;\n" } @statements), connstr => $node->connstr('postgres') . " user=$role", on_error_stop => 0);
	my (@said, %english);
	while ($err =~ /^psql:<stdin>:(\d+): ERROR:  (.*)\n((?:(?!psql:).*\n?)*)/mg)
	{
		my ($line, $message, $further) = ($1, $2, $3);
		push @said, $message;
		next if $message =~ $server;
		# of what the register says, each part is Chinese, and none leads into its functions
		my @english = grep { !/\p{Han}|[\xe4-\xe9][\x80-\xbf]{2}/ } $message, $further =~ /^((?:DETAIL|HINT|CONTEXT): .*)$/mg;
		$english{ join(' ', @english) =~ s/-?\d+/N/gr } //= $statements[ $line - 3 ] if @english;
	}
	cmp_ok(scalar @said, '>', 300, "$role is refused a lot");
	is(join('', map { "$_: $english{$_}\n" } sort keys %english), '', "$role reads Chinese");
}

# Each of these sentences is one that a clerk can meet; those that take two are met in t/005_isolation.pl and t/023_bulk_locks.pl.
my %meets = (
	'permission denied for …' => q{UPDATE setting SET value = 1},
	'invalid input syntax for type …' => q{UPDATE entry_report SET t3_received_total = '十'},
	'date/time field value out of range: …' => q{UPDATE report SET issued_on = '2024-02-30'},
	'… out of range for type …' => q{UPDATE entry_request SET total = '1e400'},
	'… out of range' => q{INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('a', 99999999999, 'requests.received.total', 1)},
	'numeric field overflow' => q{INSERT INTO request_event (unit_id, request_no, kind, happened_on, amount) VALUES ('a', '1', 'fee_notice_sent', '2024-03-20', 1e30)},
	'value too long for type …' => q{INSERT INTO entry_text (unit_id, year, scope, section, actor) VALUES ('a', 2023, 'own', '一', repeat('某', 200))},
	'duplicate key value violates unique constraint …' => q{DO $$ BEGIN INSERT INTO task (unit_id, year, task_no, task) VALUES ('a', 2024, '1', '编'), ('a', 2024, '1', '编'); END $$},
	'cannot … column …' => q{INSERT INTO review_note (unit_id, year, scope, note_no, note) VALUES ('a', 2023, 'own', 1, '核对')},
	'column … can only be …' => q{UPDATE report_text SET problems_key = ''},
	'cannot … view …' => q{DELETE FROM request_due},
	'there is no cell …' => q{UPDATE report SET figures['requests.recieved.total'] = 1},
	'cell … cannot hold …' => q{UPDATE report SET figures['requests.received.total'] = 17.5},
	'relation … does not exist' => q{SELECT FROM repport},
	'column … does not exist' => q{UPDATE report_text SET title = 甲县},
	'function … does not exist' => q{SELECT submit_report('a')},
	'syntax error at …' => q{SELECT submit_report（'a', 2023)},
	'unterminated quoted string at …' => q{SELECT submit_report('a, 2023)},
	'current transaction is aborted…' => q{SELECT 1/0; SELECT 1},
	'the working days of … are not known' => q{SELECT working_day_add('2997-12-20', 20)},
	'canceling statement due to …' => q{SET statement_timeout = 1; SELECT pg_sleep(10)});
my %takes_two = map { $_ => 1 } '… violates foreign key constraint …', 'deadlock detected', 'could not serialize access …';
is(join("\n", grep { !$meets{$_} && !$takes_two{$_} } @sentences), '', 'sentences of the manual that nobody meets');
foreach my $sentence (sort keys %meets)
{
	my ($status, $out, $err) = $node->psql('postgres', "SET search_path = public, disclosure;\nBEGIN;\n$meets{$sentence};\n", connstr => $node->connstr('postgres') . ' user=fill', on_error_stop => 0);
	my $pattern = pattern($sentence);
	like($err, qr/ERROR:  $pattern$/m, "met: $sentence");
	ok((grep { $_ eq $sentence } @sentences), "in the manual: $sentence");
}
done_testing();
