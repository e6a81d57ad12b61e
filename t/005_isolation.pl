# Two writers cannot both pass a rule that they break together, and others do not wait for them.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use IPC::Run;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "lock_timeout = '60s'");
$node->start;
my $page = slurp_file('demo/pages/hongze-2023.txt');
append_to_file($node->basedir . '/page.txt', $page);

# figures with some requests carried in and out, sound otherwise
$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	CREATE FUNCTION carrying(carried_in integer, carried_out integer) RETURNS disclosure.figures LANGUAGE sql AS $$
		SELECT disclosure.zero_figures('2021') OPERATOR(disclosure.+) format('{"form":"2021","requests":{"received":[100,0,0,0,0,0,100],
			"carried_in":[%1$s,0,0,0,0,0,%1$s],"granted":[%3$s,0,0,0,0,0,%3$s],"processed":[%3$s,0,0,0,0,0,%3$s],
			"carried_out":[%2$s,0,0,0,0,0,%2$s]}}', carried_in, carried_out, 100 + carried_in - carried_out)::disclosure.figures $$;
	INSERT INTO disclosure.unit (unit_id, name) SELECT 'u' || i, 'u' || i FROM generate_series(1, 3000) i;
});

# A session whose answers are read one at a time.
sub session
{
	my ($in, $out, $err) = ('', '', '');
	my $timer = IPC::Run::timeout(120);
	my $harness = IPC::Run::start([ 'psql', '-XAtq', '-v', 'VERBOSITY=terse', '-d', $node->connstr('postgres') ],
		'<', \$in, '>', \$out, '2>', \$err, $timer);
	my $marks = 0;
	return {
		send => sub { $in .= "$_[0]\n"; $harness->pump_nb },
		# the answer to all sent so far, errors last
		answer => sub {
			my $mark = 'mark ' . ++$marks;
			$in .= "\\echo $mark\n\\warn $mark\n";
			$harness->pump until $out =~ /^$mark$/m && $err =~ /^$mark$/m;
			my $answer = $out . $err;
			$answer =~ s/^mark \d+\n//mg;
			($out, $err) = ('', '');
			return $answer;
		},
		end => sub { $in .= "\\q\n"; $harness->finish },
	};
}

sub waiting
{
	for (1 .. 100)
	{
		return 1 if $node->safe_psql('postgres',
			q{SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'}) > 0;
		select(undef, undef, undef, 0.05);
	}
	return 0;
}

my ($one, $two) = (session(), session());
my $unit = 0;
my $broken = q{
	SELECT count(*) FROM disclosure.finding WHERE unit_id = '%s' AND rule = 'carry_over.total' AND result = 'fail'};

# what both do to a unit, beginning with reports that hold together
my %race = (
	'an earlier year corrected, a later one submitted' => [
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2023, 'submitted', carrying(0, 3));
		  INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('%1$s', 2024, carrying(3, 0));},
		q{UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = '%s' AND year = 2023;},
		q{UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = '%s' AND year = 2024;} ],
	'both submitted at first' => [
		q{},
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%s', 2023, 'submitted', carrying(0, 4));},
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%s', 2024, 'submitted', carrying(3, 0));} ],
	'both corrected' => [
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2023, 'submitted', carrying(0, 3));
		  INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2024, 'submitted', carrying(3, 0));},
		q{SET LOCAL disclosure.reason = '更正'; SET CONSTRAINTS ALL DEFERRED; UPDATE disclosure.report SET figures = carrying(0, 5) WHERE unit_id = '%s' AND year = 2023;},
		q{SET LOCAL disclosure.reason = '更正'; SET CONSTRAINTS ALL DEFERRED; UPDATE disclosure.report SET figures = carrying(6, 0) WHERE unit_id = '%s' AND year = 2024;} ],
);

foreach my $level ('READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE')
{
	foreach my $name (sort keys %race)
	{
		foreach my $swapped (0, 1)
		{
			my ($before, @change) = @{ $race{$name} };
			my $u = 'u' . ++$unit;
			@change = reverse @change if $swapped;
			$node->safe_psql('postgres', sprintf($before, $u)) if $before;

			# both have a snapshot before either writes
			$_->{send}->("BEGIN ISOLATION LEVEL $level; SELECT 1 FROM disclosure.unit LIMIT 1;") for ($one, $two);
			$_->{answer}->() for ($one, $two);
			$one->{send}->(sprintf($change[0], $u));
			my $first = $one->{answer}->();
			$two->{send}->(sprintf($change[1], $u));
			my $waits = waiting();
			$one->{send}->('COMMIT;');
			$first .= $one->{answer}->();
			$two->{send}->('COMMIT;');
			my $second = $two->{answer}->();
			my $errors = () = ("$first$second" =~ /ERROR/g);
			my $case = "$level, $name" . ($swapped ? ', the other way round' : '');
			ok($waits, "$case: the second waits for the first");
			ok($errors >= 1, "$case: not both pass") or diag("$first$second");
			like("$first$second", qr/refused for|could not serialize/, "$case: by the gate, or for its snapshot");
			is($node->safe_psql('postgres', sprintf($broken, $u)
				  . q{ AND NOT EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = finding.unit_id AND r.status = 'draft')}), '0',
				"$case: no rule is broken");
		}
	}
}

# a unit's predecessor is another unit, but the rule sees both
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES ('u101', 'u102', 2024);
	INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('u101', 2023, 'submitted', carrying(0, 3));
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u102', 2024, carrying(3, 0));});
$one->{send}->(q{BEGIN; UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u101';});
is($one->{answer}->(), '', 'a predecessor is corrected');
$two->{send}->(q{UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'u102';});
ok(waiting(), 'its successor waits');
$one->{send}->('COMMIT;');
is($one->{answer}->(), '', 'the predecessor is committed');
like($two->{answer}->(), qr/refused for 2 findings/, 'the successor is refused');

# years that change together
$node->safe_psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, status, figures)
	VALUES ('u110', 2023, 'submitted', carrying(0, 3)), ('u110', 2024, 'submitted', carrying(3, 0))});
my ($ok, $out, $err) = $node->psql('postgres', q{BEGIN;
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u110' AND year = 2023;});
like($err, qr/refused for 1 finding/, 'a correction that breaks the next year is refused at once');
$node->safe_psql('postgres', q{BEGIN; SET CONSTRAINTS disclosure.report_gate DEFERRED;
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u110' AND year = 2023;
	SET LOCAL disclosure.reason = '更正'; UPDATE disclosure.report SET figures = carrying(4, 0) WHERE unit_id = 'u110' AND year = 2024; COMMIT});
is($node->safe_psql('postgres', sprintf($broken, 'u110')), '0', 'deferred, both are corrected');
(undef, $out, $err) = $node->psql('postgres', q{BEGIN; SET CONSTRAINTS disclosure.report_gate DEFERRED;
	UPDATE disclosure.report SET figures = carrying(0, 5) WHERE unit_id = 'u110' AND year = 2023; COMMIT});
like($err, qr/refused for 1 finding/, 'deferred, a broken rule is refused at the end');
is($node->safe_psql('postgres', q{SELECT disclosure.verify_history('u110', 2023)}), '', 'and leaves no trace in the history');

# writers of different units do not wait, whatever they hang together otherwise
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_parent (unit_id, parent_id) SELECT 'u' || i, 'u1000' FROM generate_series(1001, 2000) i;
	INSERT INTO disclosure.report (unit_id, year, scope, origin, figures) VALUES ('u1000', 2023, 'consolidated', 'recorded', carrying(0, 0))});
$one->{send}->(q{BEGIN; INSERT INTO disclosure.report (unit_id, year, status, figures)
	SELECT 'u' || i, 2023, 'submitted', carrying(0, 0) FROM generate_series(1001, 1999, 2) i;});
is($one->{answer}->(), '', 'one writes five hundred units');
$two->{send}->(q{SET lock_timeout = '1s'; INSERT INTO disclosure.report (unit_id, year, status, figures)
	SELECT 'u' || i, 2023, 'submitted', carrying(0, 0) FROM generate_series(1002, 2000, 2) i;
	UPDATE disclosure.report SET figures = carrying(1, 1) WHERE unit_id = 'u1000';});
is($two->{answer}->(), '', 'another writes their five hundred neighbours and the parent meanwhile');
$one->{send}->('COMMIT;');
$one->{answer}->();
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report WHERE unit_id BETWEEN 'u1001' AND 'u2000' AND length(unit_id) = 5}),
	'1000', 'all of them are there');

# two that would make a cycle together
$one->{send}->(q{BEGIN; INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('u2001', 'u2002');});
is($one->{answer}->(), '', 'a unit is put below another');
$two->{send}->(q{SET lock_timeout = 0; INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('u2002', 'u2001');});
ok(waiting(), 'the other way round waits');
$one->{send}->('COMMIT;');
$one->{answer}->();
like($two->{answer}->(), qr/would be above itself/, 'and is refused');


# an older snapshot does not overlook what would make a cycle with it
foreach my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	my ($a, $b) = $level eq 'SERIALIZABLE' ? ('u2003', 'u2004') : ('u2005', 'u2006');
	$_->{send}->("BEGIN ISOLATION LEVEL $level; SELECT 1 FROM disclosure.unit LIMIT 1;") for ($one, $two);
	$_->{answer}->() for ($one, $two);
	$one->{send}->("INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('$a', '$b'); COMMIT;");
	is($one->{answer}->(), '', "$level: a unit is put below another");
	$two->{send}->("INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('$b', '$a'); COMMIT;");
	like($two->{answer}->(), qr/could not serialize|would be above itself/, "$level: the other way round is refused");
	is($node->safe_psql('postgres', 'SELECT disclosure.cyclic_unit(ARRAY(SELECT unit_id FROM disclosure.unit))'), '',
		"$level: there is no cycle");
}

# Whoever changes several reports and calls lock_unit() first waits, but never in a circle: an UPDATE has its row before
# it asks for the unit, so the unit must not be had without the rows.
my $circle = sub {
	my ($case, $first, $second, $then, $expected) = @_;
	$one->{send}->("BEGIN; $first");
	is($one->{answer}->() =~ s/^\n//mgr, '', "$case: one begins");
	$two->{send}->($second);
	ok(waiting(), "$case: the other waits");
	$one->{send}->("$then COMMIT;");
	is($one->{answer}->() =~ s/^\n//mgr, '', "$case: the one ends");
	like($two->{answer}->(), $expected, "$case: then the other");
};
my $report = q{SELECT disclosure.lock_unit('%1$s'); INSERT INTO disclosure.report (unit_id, year, status, figures)
	VALUES ('%1$s', 2023, 'submitted', carrying(0, 3)), ('%1$s', 2024, 'submitted', carrying(3, 0))};
$node->safe_psql('postgres', sprintf($report, $_)) for ('u120', 'u121', 'u122', 'u123', 'u124', 'u125', 'u126');
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year, partly) VALUES ('u122', 'u123', 2024, true), ('u123', 'u124', 2025, true)});
my $years = q{SET CONSTRAINTS disclosure.report_gate DEFERRED; SET LOCAL disclosure.reason = '更正';
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = '%1$s' AND year = 2023;
	UPDATE disclosure.report SET figures = carrying(4, 0) WHERE unit_id = '%1$s' AND year = 2024;};
$circle->('two years against one', q{SELECT disclosure.lock_unit('u120');},
	q{UPDATE disclosure.report SET figures = carrying(0, 3) WHERE unit_id = 'u120' AND year = 2023;},
	sprintf($years, 'u120'), qr/refused for 1 finding/);
$circle->('two years of a unit, one of its successor', q{SELECT disclosure.lock_unit('u122');},
	q{UPDATE disclosure.report SET issued_on = '2025-01-01' WHERE unit_id = 'u123' AND year = 2024;},
	sprintf($years, 'u122') . q{UPDATE disclosure.report SET issued_on = '2025-01-02' WHERE unit_id = 'u123';}, qr/^$/);
$circle->('a unit after its predecessor, which a third follows', q{SELECT disclosure.lock_unit('u122');},
	q{UPDATE disclosure.report SET issued_on = '2025-01-03' WHERE unit_id = 'u124' AND year = 2024;},
	q{SELECT disclosure.lock_unit('u123'); SELECT disclosure.lock_unit('u124');} . sprintf($years, 'u124'), qr/^$/);
$circle->('both lock', q{SELECT disclosure.lock_unit('u120'); SELECT disclosure.lock_unit('u121');},
	q{BEGIN; SELECT disclosure.lock_unit('u120'); SELECT disclosure.lock_unit('u121');} . sprintf($years, 'u120') . 'COMMIT;',
	sprintf($years, 'u121'), qr/^\n\n$/);
# import_report() locks first of all
$node->safe_psql('postgres', q{INSERT INTO disclosure.unit (unit_id, name) VALUES ('hongze', '洪泽区');
	SELECT count(*) FROM disclosure.import_report('hongze', pg_read_file('} . $node->basedir . q{/page.txt'))});
$circle->('a page is read in again', q{SELECT disclosure.lock_unit('hongze');},
	q{UPDATE disclosure.report SET issued_on = '2024-01-31' WHERE unit_id = 'hongze';},
	q{SELECT count(*) AS n FROM disclosure.import_report('hongze', pg_read_file('} . $node->basedir . q{/page.txt')) \gset}
	  . "\n", qr/^$/);

# The same step by two: one takes it, the other is told; nothing of the first is overwritten.
my $steps = q{SET disclosure.actor = '%s'; };
$one->{send}->(sprintf($steps, '甲'));
$two->{send}->(sprintf($steps, '乙'));
$circle->('approved by two', q{SELECT disclosure.approve_report('u125', 2023);}, q{SELECT disclosure.approve_report('u125', 2023);}, '',
	qr/report of unit u125 for 2023 is approved already/);
$circle->('published by two', q{SELECT disclosure.publish_report('u125', 2023, published_on => '2024-01-20');},
	q{SELECT disclosure.publish_report('u125', 2023, published_on => '2024-01-30');}, '', qr/is published already/);
is($node->safe_psql('postgres', q{SELECT p.published_on, r.issued_on, r.approved_by, r.version, disclosure.verify_history('u125', 2023)
		FROM disclosure.publication p JOIN disclosure.report r USING (unit_id, year, scope)}),
	'2024-01-20|2024-01-20|甲|3|', 'as the first did it');
$circle->('returned and approved', q{SELECT disclosure.return_report('u125', 2024, 'own', '重报');},
	q{SELECT disclosure.approve_report('u125', 2024);}, '', qr/cannot go from returned to approved/);

# What an approval rests on: an explanation cannot be taken away while the report is being approved, nor the numbers
# that it explains be changed while it is written.
$node->safe_psql('postgres', q{
	SET disclosure.actor = '丙';
	INSERT INTO disclosure.report (unit_id, year, figures) SELECT 'u' || u, y,
		CASE y WHEN 2024 THEN disclosure.zero_figures('2021') OPERATOR(disclosure.+) '{"form":"2021","proactive":{"normative_documents":[0,0,2]}}'
			ELSE disclosure.zero_figures('2021') END FROM generate_series(130, 135) u, generate_series(2023, 2024) y;
	SELECT disclosure.explain('u' || u, 2024, 'own', 'in_force.*', '接收两件'), disclosure.submit_report('u' || u, 2024)
		FROM generate_series(130, 133) u;
	SET disclosure.actor = '甲';
	SELECT disclosure.accept_explanations('u' || u, 2024) FROM generate_series(130, 132) u});
$circle->('explanation deleted', q{SELECT disclosure.approve_report('u130', 2024);},
	q{DELETE FROM disclosure.explanation WHERE unit_id = 'u130';}, '', qr/is part of the report of unit u130 for 2024, which is approved/);
$circle->('acceptance withdrawn', q{SELECT disclosure.approve_report('u131', 2024);},
	q{UPDATE disclosure.explanation SET accepted_at = NULL WHERE unit_id = 'u131';}, '', qr/is part of the report of unit u131 for 2024/);
$circle->('approved without it', q{DELETE FROM disclosure.explanation WHERE unit_id = 'u132';},
	q{SELECT disclosure.approve_report('u132', 2024);}, '', qr/refused for 1 finding/);
$circle->('accepted and approved by two', q{SELECT disclosure.accept_explanations('u133', 2024) \gset} . "\n",
	q{SELECT disclosure.accept_explanations('u133', 2024); SELECT disclosure.approve_report('u133', 2024);},
	q{SELECT disclosure.approve_report('u133', 2024);}, qr/^0\n.*is approved already/);
$circle->('explained while the numbers change', q{UPDATE disclosure.report SET figures = disclosure.zero_figures('2021') WHERE unit_id = 'u134' AND year = 2024;},
	q{SELECT disclosure.explain('u134', 2024, 'own', 'in_force.normative_documents', '接收两件');}, '', qr/There is no such finding|cannot be explained/);
$circle->('explained by two', q{SELECT disclosure.explain('u135', 2024, 'own', 'in_force.*', '接收两件') \gset} . "\n",
	q{SELECT disclosure.explain('u135', 2024, 'own', 'in_force.*', '接收三件');}, '', qr/^1$/);
is($node->safe_psql('postgres', q{SELECT explanation, written_by FROM disclosure.explanation WHERE unit_id = 'u135'}), '接收三件|乙',
	'the later explanation stands');
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.finding f JOIN disclosure.report r USING (unit_id, year, scope)
	WHERE r.status = 'approved' AND f.result = 'fail' AND NOT EXISTS (SELECT FROM disclosure.explanation e
		WHERE e.unit_id = f.unit_id AND e.year = f.year AND e.rule = f.rule AND e.fingerprint = f.fingerprint AND e.accepted_at IS NOT NULL)}),
	'0', 'no report is approved with a warning that nobody explained');
# Eight at once on the years of four linked units, whatever comes: years corrected together under the lock, single ones
# without it, steps, explanations. A deadlock is a failed transaction.
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year, partly) VALUES ('u140', 'u141', 2022, true), ('u142', 'u141', 2024, false), ('u141', 'u143', 2023, true);
	INSERT INTO disclosure.report (unit_id, year, status, figures)
		SELECT 'u' || u, y, 'submitted', carrying(0, 0) FROM generate_series(140, 143) u, generate_series(2021, 2024) y;
	CREATE FUNCTION try(statement text) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		EXECUTE statement;
	EXCEPTION WHEN check_violation OR object_not_in_prerequisite_state THEN
		/* refused by the gate, or the report is where the step does not lead from */
	END $$;
	CREATE FUNCTION correct(unit_id text, year integer, number integer) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM disclosure.lock_unit(unit_id), set_config('disclosure.reason', '更正', true);
		SET CONSTRAINTS disclosure.report_gate DEFERRED;
		UPDATE disclosure.report r SET figures = carrying(disclosure.value_of(r.figures, 'requests.carried_in.total')::integer, number)
			WHERE r.unit_id = correct.unit_id AND r.year = correct.year;
		UPDATE disclosure.report r SET figures = carrying(number, disclosure.value_of(r.figures, 'requests.carried_out.total')::integer)
			WHERE r.unit_id = correct.unit_id AND r.year = correct.year + 1;
		SET CONSTRAINTS disclosure.report_gate IMMEDIATE;
	END $$;});
my $script = $node->basedir . '/writes.sql';
append_to_file($script, q{
\set u random(140, 143)
\set y random(2021, 2024)
\set n random(0, 9)
\set what random(1, 6)
\if :what = 1
SELECT try(format('SELECT correct(%L, %s, %s)', 'u' || :u, :y, :n));
\elif :what = 2
SELECT try(format('UPDATE disclosure.report SET figures = carrying(%s, 0) WHERE unit_id = %L AND year = %s', :n, 'u' || :u, :y));
\elif :what = 3
SELECT try(format('UPDATE disclosure.report SET issued_on = date ''2025-01-01'' + %s WHERE unit_id = %L AND year = %s', :n, 'u' || :u, :y));
\elif :what = 4
SELECT try(format('SELECT disclosure.return_report(%L, %s, ''own'', ''?''), disclosure.submit_report(%1$L, %2$s)', 'u' || :u, :y));
\elif :what = 5
SELECT try(format('SELECT disclosure.explain(%L, %s, ''own'', ''*'', ''说明'')', 'u' || :u, :y));
\else
SELECT try(format('DELETE FROM disclosure.explanation WHERE unit_id = %L', 'u' || :u));
\endif
});
my ($before) = $node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report_version});
my ($performance) = run_command([ 'pgbench', '-n', '-c', '8', '-j', '2', '-t', '100', '-f', $script, $node->connstr('postgres') ]);
like($performance, qr/^number of failed transactions: 0 /m, 'no deadlock among eight');
like($performance, qr/^number of transactions actually processed: 800/m, 'all of them end');
cmp_ok($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report_version}), '>', $before + 100, 'they have written');
is($node->safe_psql('postgres', q{SELECT unit_id, year, rule FROM disclosure.finding JOIN disclosure.report USING (unit_id, year, scope)
	WHERE unit_id BETWEEN 'u140' AND 'u143' AND severity = 'error' AND result = 'fail' AND status = 'submitted'}), '', 'no rule is broken');
is($node->safe_psql('postgres', q{SELECT unit_id, year FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '',
	'all histories are whole');

$_->{end}->() for ($one, $two);
done_testing();
