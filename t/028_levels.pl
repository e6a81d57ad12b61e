# Sixteen clients in each isolation level change the same reports, tree, freezes, publications and requests: whoever is told to try again
# goes through, no two pass together what they break together, and tree, totals and histories are whole. LEVEL_SECONDS for each, 4 by
# default; `make soak` takes 120, and is told what waited in a circle.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use PostgreSQL::Test::Utils;
use Server;
use Test::More;

my $seconds = $ENV{LEVEL_SECONDS} // 4;
my $node = make_server('main', conf => "lock_timeout = '60s'\ndeadlock_timeout = '100ms'\nfsync = off\nlog_statement = none\nlog_line_prefix = '%e '\nmax_pred_locks_per_transaction = 1024");
must($node, 'postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	SET search_path = public, disclosure;
	INSERT INTO unit (unit_id, name, kind) SELECT u, u || '局', 'department' FROM unnest('{a1,B1,a2,B2,c1,C2}'::text[]) u;
	INSERT INTO unit (unit_id, name, kind) SELECT u, u || '县', 'government' FROM unnest('{p,k,l}'::text[]) u;
	INSERT INTO unit_parent (unit_id, parent_id) VALUES ('k', 'p'), ('l', 'p');
	INSERT INTO unit_parent (unit_id, parent_id) SELECT u, 'k' FROM unnest('{a1,B1,a2,B2,c1,C2}'::text[]) u;
	INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('B1', 'a1', 2023);
	UPDATE setting SET value = 1 WHERE name = 'self_approval';
	INSERT INTO report (unit_id, year, scope, figures) SELECT u.unit_id, y, s, zero_figures('2021')
		FROM unit u, generate_series(2022, 2024) y, unnest('{own,consolidated}'::text[]) s WHERE u.unit_id = 'k' OR s = 'own';
	CREATE TABLE public.handed AS SELECT * FROM unit_successor;
	CREATE FUNCTION public.note_handed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.handed SELECT NEW.*; RETURN NULL; END';
	CREATE TRIGGER note_handed AFTER INSERT ON unit_successor FOR EACH ROW EXECUTE FUNCTION public.note_handed();
	ANALYZE;
} . script('try.sql'));

# Client n is a part of the name of whatever it adds.
my $start = "\\set y random(2022, 2024)\n\\set n random(0, 9)\n\\set u random(1, 6)\n\\set v random(1, 6)\n\\set new random(1, 1000000000)\nSET search_path = public, disclosure;\n";
my $one = q{(ARRAY['a1','B1','a2','B2','c1','C2'])[:u]};
my $other = q{(ARRAY['a1','B1','a2','B2','c1','C2'])[:v]};
my $some = 'ARRAY(SELECT unit_id FROM unit ORDER BY random() LIMIT 4)';
my $carried = q{zero_figures(''2021'') OPERATOR(disclosure.+) ''{"form":"2021","requests":{"received":[2,0,0,0,0,0,2],"carried_in":[0,0,0,0,0,0,0],"granted":[1,0,0,0,0,0,1],"processed":[1,0,0,0,0,0,1],"carried_out":[1,0,0,0,0,0,1]}}''};
sub tried { my ($statement, @values) = @_; return "SELECT try(format('$statement'" . join('', map { ", $_" } @values) . '));' }
my %script = (
	edit => tried(q{UPDATE report SET figures[''requests.received.total''] = %s WHERE unit_id = %L AND year = %s AND scope = ''own''}, ':n', $one, ':y'),
	carry => tried("UPDATE report SET figures = $carried WHERE unit_id = %L AND year = %s AND scope = ''own''", $one, ':y'),
	area => tried(q{UPDATE report SET figures[''requests.received.total''] = %s WHERE unit_id = ''k'' AND year = %s AND scope = ''consolidated''}, ':n', ':y'),
	submit => tried(q{SELECT submit_report(%L, %s)}, $one, ':y'),
	withdraw => tried(q{SELECT withdraw_report(%L, %s, ''own'', ''再看'')}, $one, ':y'),
	publish => tried(q{SELECT approve_report(%L, %s), publish_report(%L, %s)}, $one, ':y', $one, ':y'),
	return => tried(q{SELECT return_report(%L, %s, ''own'', ''更正'')}, $one, ':y'),
	all => qq{SELECT count(*) FROM submit_reports($some, :y);},
	move => tried(q{UPDATE unit_parent SET parent_id = %L WHERE unit_id = %L AND from_year = 0}, q{(ARRAY['k','l','p'])[1 + :n % 3]}, $one),
	line => tried(q{INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year, counted) VALUES (%L, %L, %s, %s, false)}, $one, $other, ':y', ':y'),
	unline => tried(q{DELETE FROM unit_parent WHERE from_year = %s AND unit_id = %L}, ':y', $one),
	unit => tried(q{INSERT INTO unit (unit_id, name, kind) VALUES (''n%s'', ''新局'', ''department''); INSERT INTO unit_parent (unit_id, parent_id) VALUES (''n%s'', ''l'')}, ':new', ':new'),
	successor => tried(q{INSERT INTO unit_successor (unit_id, successor_id, year) VALUES (%L, %L, %s)}, $one, $other, ':y'),
	unsuccessor => tried(q{DELETE FROM unit_successor WHERE unit_id = %L}, $one),
	freeze => tried(q{SELECT freeze(%s, %L, ''f%s'')}, ':y', q{(ARRAY['k','l','p'])[1 + :n % 3]}, ':new'),
	total => q{SELECT count(*) FROM rollup(:y, 'p', NULL);},
	explain => tried(q{SELECT explain(%L, %s, ''own'', ''text.none'', ''另文%s'')}, $one, ':y', ':n'),
	text => tried(q{INSERT INTO report_text (unit_id, year, scope, title) VALUES (%L, %s, ''own'', ''t%s'') ON CONFLICT (unit_id, year, scope) DO UPDATE SET title = excluded.title}, $one, ':y', ':n'),
	request => tried(q{INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES (%L, ''r%s'', ''enterprise'', ''post'', ''2024-03-04'')}, $one, ':n'),
	event => tried(q{INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES (%L, ''r%s'', ''extended'', date ''2024-03-10'' + %s, 10)}, $one, ':n', ':v'),
	answer => tried(q{UPDATE request SET outcome = ''granted'', decided_on = date ''2024-03-12'' + %s WHERE unit_id = %L AND request_no = ''r%s''}, ':v', $one, ':n'),
	undo => tried(q{DELETE FROM request WHERE unit_id = %L AND request_no = ''r%s''}, $one, ':n'));
my @files;
foreach my $name (sort keys %script)
{
	push @files, $node->basedir . "/$name.sql";
	append_to_file($files[-1], Encode::encode_utf8($start . $script{$name} =~ s{^SELECT}{SELECT /* $name */}r . "\n"));
}

# each of them is understood, and done unless it is not the time for it
foreach my $name (sort keys %script)
{
	my $statement = $script{$name} =~ s/:y/2023/gr =~ s/:u/2/gr =~ s/:v/3/gr =~ s/:(new|n)\b/1/gr;
	like(must($node, 'postgres', "SET search_path = public, disclosure; BEGIN; $statement ROLLBACK"), qr/^(done|\d+|.*(还没有|没有编号|不能|没有通过核对|已经是|现在没有).*)$/, "$name is understood");
}

# The sum below a unit in a year by the lines of unit_parent alone.
my $totals = q{
	SET search_path = public, disclosure;
	WITH RECURSIVE root AS (SELECT unit_id AS root, y AS year FROM unit, generate_series(2022, 2024) y),
	below AS (
		SELECT root, year, root AS unit_id FROM root
		UNION
		SELECT b.root, b.year, p.unit_id FROM below b JOIN unit_parent p ON p.parent_id = b.unit_id AND p.counted
			AND b.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)
	), plain AS (
		SELECT b.root, b.year, sum(r.figures['requests.received.total']) AS total
		FROM below b LEFT JOIN report r ON r.unit_id = b.unit_id AND r.year = b.year AND r.scope = 'own' GROUP BY b.root, b.year
	)
	SELECT count(*) FROM plain p CROSS JOIN LATERAL rollup(p.year, p.root, 0) t WHERE t.figures['requests.received.total'] IS DISTINCT FROM p.total};

foreach my $level ('read committed', 'repeatable read', 'serializable')
{
	my $before = -s $node->logfile;
	local $ENV{PGOPTIONS} = '-c default_transaction_isolation=' . $level =~ s/ /\\ /r;
	local $ENV{PGHOST} = $node->host;
	local $ENV{PGPORT} = $node->port;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'pgbench', '-n', '-c', '16', '-j', '2', '-T', $seconds, '--max-tries=1000', (map { ('-f', $_) } @files), 'postgres' ], '>', \$out, '2>', \$err);
	is($?, 0, "$level: clients end") or diag($err);
	my ($done) = $out =~ /number of transactions actually processed: (\d+)/;
	my ($failed) = $out =~ /number of failed transactions: (\d+)/;
	my ($retries) = $out =~ /total number of retries: (\d+)/;
	is($failed, 0, "$level: whoever is told to try again goes through") or diag($err);
	cmp_ok($done // 0, '>=', 16, "$level: they get on");

	my $log = slurp_file($node->logfile, $before);
	my %told;
	$told{$_}++ foreach $log =~ /^(\w{5}) ERROR:/mg;
	is(join(' ', grep { !/^40(001|P01)$/ } sort keys %told), '', "$level: nothing goes wrong but what a retry solves") or diag($log =~ /^((?!40)\w{5} ERROR:.*\n(?:.*\n){3})/m ? $1 : '');
	my $tell = $ENV{LEVEL_SECONDS} ? \&diag : \&note;
	my %circles;
	while ($log =~ /deadlock detected\n((?:\w{5} DETAIL|\t).*\n(?:\t.*\n)*)/g)
	{
		my $detail = $1;
		my %names = map { $_ => 1 } $detail =~ m{/\* (\w+) \*/}g;
		$circles{ join ' and ', sort keys %names }++ or $tell->($detail);
	}
	$tell->("$level: $done transactions, " . ($retries // 0) . ' retries, ' . join(', ', map { "$told{$_} $_" } sort keys %told));
	$tell->("$level: in a circle: $_, $circles{$_}") foreach sort { $circles{$b} <=> $circles{$a} } keys %circles;

	is(must($node, 'postgres', $totals), '0', "$level: totals are those of the tree");
	is(must($node, 'postgres', q{SELECT count(*) FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '0', "$level: histories are whole");
	is(must($node, 'postgres', q{SELECT count(*) FROM disclosure.finding f JOIN disclosure.report r USING (unit_id, year, scope)
		WHERE r.origin = 'filed' AND r.status IN ('submitted', 'approved', 'published') AND f.severity = 'error' AND f.result = 'fail'
			AND NOT (f.rule LIKE 'carry_over%' AND EXISTS (SELECT FROM public.handed h WHERE h.year = r.year AND r.unit_id IN (h.unit_id, h.successor_id)))}),
		'0', "$level: no report that was submitted breaks a rule, unless its unit handed business over, or took it over, before or since");
}
done_testing();
