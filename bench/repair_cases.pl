# Reports with planted errors, for bench/repair and bench/repair-oracle: real tables of five places (and, if it exists, of
# ../shared/reports/numbers), with blanks, and with one to four slips of the pen.
# The relations are written here a second time, so that the comparison does not rest on the extension.
package RepairCases;
use strict;
use warnings;

our @applicants = qw(natural_person enterprise research public_welfare legal_service other_organisation);
our @columns = (@applicants, 'total');
our @results = qw(upheld overturned other_result pending);
our @remedies = qw(reconsideration direct_suit suit_after_reconsideration);
my @outcomes = qw(granted partly_granted state_secret prohibited_by_law security_stability third_party_rights internal_affairs
	process_information enforcement_file registry_lookup not_held needs_creation still_unclear petition_complaint repeated
	published_material unjustified_mass confirm_or_reissue);
my %others = (2019 => ['otherwise_handled'], 2021 => [qw(supplement_overdue fee_overdue miscellaneous)]);

sub outcomes { my $form = shift; return (@outcomes, @{ $others{$form} }); }

# Returns equations as [block, { path => factor }]: the sum of the factors times the numbers is zero.
sub equations
{
	my $form = shift;
	my @leaves = outcomes($form);
	my @equations;
	my $add = sub { my ($block, $left, $right) = @_; push @equations, [ $block, { (map { $_ => 1 } @$left), map { $_ => -1 } @$right } ]; };
	foreach my $row (qw(received carried_in), @leaves, qw(processed carried_out))
	{
		$add->('requests', [ map { "requests.$row.$_" } @applicants ], ["requests.$row.total"]);
	}
	foreach my $column (@columns)
	{
		$add->('requests', [ map { "requests.$_.$column" } @leaves ], ["requests.processed.$column"]);
		$add->('requests', [ map { "requests.$_.$column" } qw(received carried_in) ], [ map { "requests.$_.$column" } qw(processed carried_out) ]);
	}
	$add->("remedies.$_", [ map { my $c = $_; $c } cells_of($_) ], ["remedies.$_.total"]) foreach @remedies;
	return @equations;
}

sub cells_of { my $row = shift; return map { "remedies.$row.$_" } @results; }

# A generator of our own, so that every machine makes the same cases.
my $state = 1;
sub seed { $state = shift; }
sub random
{
	my $n = shift;
	$state = ($state * 1103515245 + 12345) % 2147483648;
	return int($state / 65536) % $n if $n <= 32768;
	return (int($state / 65536) * 32768 + random(32768)) % $n;
}
sub pick { return $_[ random(scalar @_) ]; }

# A table is { name, form, cell => { path => number } }.
sub tables
{
	my @tables;
	while (my $line = <DATA>)
	{
		if ($line =~ /^(\S+-\d{4}) (\d{4})$/) { push @tables, { name => $1, form => $2, cell => {} }; }
		elsif ($line =~ /^(\w+)\.(\w+) (.*)$/)
		{
			my ($tab, $row, @numbers) = ($1, $2, split(/ /, $3));
			my @names = $tab eq 'requests' ? @columns : (@results, 'total');
			$tables[-1]{cell}{"$tab.$row.$names[$_]"} = $numbers[$_] foreach 0 .. $#names;
		}
	}
	return (@tables, shared_tables());
}

# Returns the tables of ../shared/reports/numbers in which every relation holds.
sub shared_tables
{
	my ($folder) = grep { -d } map { "$_/../../shared/reports/numbers" } (__FILE__ =~ m{^(.*)/}) or return;
	my @tables;
	foreach my $file (sort glob("$folder/*.tsv"))
	{
		open(my $in, '<', $file) or next;
		my %cell = map { /^((?:requests|remedies)\.\S+)\t(\d+)$/ ? ($1 => $2) : () } <$in>;
		my $form = exists $cell{'requests.fee_overdue.total'} ? 2021 : 2019;
		my @all = map { keys %{ $_->[1] } } equations($form);
		next if grep { !exists $cell{$_} } @all or grep { imbalance($_, \%cell) != 0 } equations($form);
		push @tables, { name => $file =~ m{([^/]+)\.tsv$}, form => $form, cell => { map { $_ => $cell{$_} } @all } };
	}
	return @tables;
}

sub imbalance
{
	my ($equation, $cell) = @_;
	my $sum = 0;
	$sum += $equation->[1]{$_} * ($cell->{$_} // 0) foreach keys %{ $equation->[1] };
	return $sum;
}

our @kinds = qw(transposed wrong missed added doubled sign zero total_zero total_stale shifted_column shifted_row any);

sub is_total { return $_[0] =~ /\.total$|\.processed\./; }

# Returns pairs of a cell and the number put into it by mistake: one pair, two if numbers change places, or an empty list if
# the cell drawn cannot have this slip.
sub slip
{
	my ($kind, $cell) = @_;
	my @paths = sort grep { defined $cell->{$_} && $cell->{$_} >= 0 } keys %$cell;	# a negative number is a planted error already
	@paths = grep { is_total($_) && $cell->{$_} > 0 } @paths if $kind =~ /^total/;
	my $path = pick(@paths);
	my $old = $cell->{$path};
	my $new;
	if ($kind eq 'transposed')
	{
		my $i = random(length($old));
		return if $i + 1 >= length($old);
		$new = $old;
		substr($new, $i, 2) = reverse substr($old, $i, 2);
		return if $new =~ /^0/;
	}
	elsif ($kind eq 'wrong') { $new = $old; substr($new, random(length($old)), 1) = random(10); return if $new =~ /^0./ }
	elsif ($kind eq 'missed') { return if length($old) < 2; $new = $old; substr($new, random(length($old)), 1) = ''; return if $new =~ /^0./ }
	elsif ($kind eq 'added') { $new = $old; substr($new, random(length($old) + 1), 0) = random(10); return if $new =~ /^0/ }
	elsif ($kind eq 'doubled') { my $i = random(length($old)); $new = $old; substr($new, $i, 0) = substr($old, $i, 1); return if $new =~ /^0/ }
	elsif ($kind eq 'sign') { $new = -$old }
	elsif ($kind =~ /zero/) { $new = 0 }
	elsif ($kind eq 'total_stale') { $new = $old - 1 - random($old) }
	elsif ($kind eq 'any') { $new = random(2 * $old + 20) }
	else
	{
		my ($tab, $row, $column) = split(/\./, $path);
		return if $tab ne 'requests' || $old == 0;
		my @line = $kind eq 'shifted_column' ? @applicants : @outcomes;
		my $own = $kind eq 'shifted_column' ? $column : $row;
		my ($i) = grep { $line[$_] eq $own } 0 .. $#line;
		return if !defined $i || $i == $#line;
		my $other = $kind eq 'shifted_column' ? "$tab.$row.$line[$i + 1]" : "$tab.$line[$i + 1].$column";
		return if !defined $cell->{$other} || $cell->{$other} == $old;
		return ([ $path, $cell->{$other} ], [ $other, $old ]);
	}
	return if $new == $old || length($new) > 9;
	return ([ $path, $new ]);
}

# Returns a case with so many slips, of a kind or, if it is undef, of any: { name, form, cell, clean => the cells without the
# slips, planted => { path => right number } }.
sub plant
{
	my ($table, $errors, $kind, $blanks) = @_;
	for (;;)
	{
		my %cell = %{ $table->{cell} };
		my @paths = sort keys %cell;
		if ($blanks)
		{
			my $way = random(4);
			$cell{$_} = undef foreach $way == 0 ? grep { /^requests.*total$/ && random(3) } @paths :
				$way == 1 ? grep { $cell{$_} == 0 && random(2) } @paths : map { pick(@paths) } 1 .. 1 + random(25);
		}
		my $clean = {%cell};
		my %planted;
		for (1 .. $errors)
		{
			my @slips;
			@slips = slip($kind // pick(@kinds), \%cell) until @slips;
			next if grep { exists $planted{ $_->[0] } } @slips;
			foreach (@slips)
			{
				$planted{ $_->[0] } = $cell{ $_->[0] };
				$cell{ $_->[0] } = $_->[1];
			}
		}
		return { name => $table->{name}, form => $table->{form}, cell => \%cell, clean => $clean, planted => \%planted } if %planted;
	}
}

# Returns the text form of disclosure.figures, every number multiplied by the factor.
sub figures
{
	my ($form, $cell, $factor) = @_;
	my %row;
	foreach my $path (sort keys %$cell)
	{
		my ($tab, $row, $column) = split(/\./, $path);
		my $number = defined $cell->{$path} ? $cell->{$path} * $factor : 'null';
		push @{ $row{$tab}{$row} }, qq("$column":$number);
	}
	return qq({"form":"$form") . join('', map { my $tab = $_;
		qq(,"$tab":{) . join(',', map { qq("$_":{) . join(',', @{ $row{$tab}{$_} }) . '}' } sort keys %{ $row{$tab} }) . '}' } sort keys %row) . '}';
}

1;

__DATA__
hangzhou-2025 2021
requests.received 13612 252 0 45 128 32 14069
requests.carried_in 535 6 0 1 18 0 560
requests.granted 5345 129 0 41 19 14 5548
requests.partly_granted 2120 39 0 1 6 2 2168
requests.state_secret 13 0 0 0 0 0 13
requests.prohibited_by_law 30 0 0 0 0 0 30
requests.security_stability 11 0 0 0 0 0 11
requests.third_party_rights 49 2 0 0 0 0 51
requests.internal_affairs 103 1 0 0 0 0 104
requests.process_information 84 1 0 0 0 0 85
requests.enforcement_file 282 4 0 0 0 0 286
requests.registry_lookup 147 0 0 0 1 2 150
requests.not_held 3075 50 0 0 89 8 3222
requests.needs_creation 177 3 0 0 0 0 180
requests.still_unclear 19 0 0 0 0 0 19
requests.petition_complaint 199 1 0 0 3 0 203
requests.repeated 147 1 0 0 0 0 148
requests.published_material 0 0 0 0 0 0 0
requests.unjustified_mass 100 1 0 0 0 0 101
requests.confirm_or_reissue 5 0 0 0 0 0 5
requests.supplement_overdue 315 3 0 0 0 0 318
requests.fee_overdue 202 0 0 1 0 0 203
requests.miscellaneous 941 17 0 1 3 3 965
requests.processed 13364 252 0 44 121 29 13810
requests.carried_out 783 6 0 2 25 3 819
remedies.reconsideration 376 97 196 121 790
remedies.direct_suit 16 1 12 27 56
remedies.suit_after_reconsideration 74 1 30 51 156

suqian-2023 2021
requests.received 3402 99 0 4 5 1 3511
requests.carried_in 91 3 0 0 2 0 96
requests.granted 1175 12 0 3 1 0 1191
requests.partly_granted 319 7 0 0 2 0 328
requests.state_secret 0 0 0 0 0 0 0
requests.prohibited_by_law 27 0 0 0 0 0 27
requests.security_stability 6 0 0 0 0 0 6
requests.third_party_rights 38 0 0 0 0 0 38
requests.internal_affairs 20 0 0 0 0 0 20
requests.process_information 9 0 0 0 0 0 9
requests.enforcement_file 21 0 0 0 0 0 21
requests.registry_lookup 20 1 0 0 0 0 21
requests.not_held 968 74 0 1 3 1 1047
requests.needs_creation 26 2 0 0 0 0 28
requests.still_unclear 3 0 0 0 0 0 3
requests.petition_complaint 305 0 0 0 0 0 305
requests.repeated 39 0 0 0 0 0 39
requests.published_material 0 0 0 0 0 0 0
requests.unjustified_mass 58 0 0 0 0 0 58
requests.confirm_or_reissue 4 0 0 0 0 0 4
requests.supplement_overdue 40 0 0 0 0 0 40
requests.fee_overdue 10 0 0 0 0 0 10
requests.miscellaneous 287 3 0 0 1 0 291
requests.processed 3375 99 0 4 7 1 3486
requests.carried_out 118 3 0 0 0 0 121
remedies.reconsideration 309 17 88 26 440
remedies.direct_suit 1 1 16 6 24
remedies.suit_after_reconsideration 13 0 67 9 89

suqian-2024 2021
requests.received 3440 75 0 1 6 3 3525
requests.carried_in 118 3 0 0 0 0 121
requests.granted 1408 21 0 0 2 0 1431
requests.partly_granted 462 9 0 0 0 0 471
requests.state_secret 2 0 0 0 0 0 2
requests.prohibited_by_law 1 0 0 0 0 0 1
requests.security_stability 4 0 0 0 0 0 4
requests.third_party_rights 16 1 0 0 0 0 17
requests.internal_affairs 21 0 0 0 0 0 21
requests.process_information 10 1 0 0 0 0 11
requests.enforcement_file 21 2 0 0 0 0 23
requests.registry_lookup 13 0 0 0 0 0 13
requests.not_held 859 33 0 0 3 2 897
requests.needs_creation 35 1 0 0 0 0 36
requests.still_unclear 8 0 0 0 0 0 8
requests.petition_complaint 86 1 0 0 0 0 87
requests.repeated 26 1 0 0 0 0 27
requests.published_material 0 0 0 0 0 0 0
requests.unjustified_mass 3 0 0 0 0 0 3
requests.confirm_or_reissue 0 0 0 0 0 0 0
requests.supplement_overdue 75 1 0 1 0 0 77
requests.fee_overdue 38 0 0 0 0 0 38
requests.miscellaneous 352 2 0 0 0 0 354
requests.processed 3440 73 0 1 5 2 3521
requests.carried_out 118 5 0 0 1 1 125
remedies.reconsideration 88 18 28 36 170
remedies.direct_suit 7 0 11 7 25
remedies.suit_after_reconsideration 33 0 6 13 52

huaian-2024 2021
requests.received 3001 53 0 0 61 4 3119
requests.carried_in 34 0 0 0 0 0 34
requests.granted 1288 21 0 0 50 3 1362
requests.partly_granted 447 7 0 0 0 0 454
requests.state_secret 2 0 0 0 0 0 2
requests.prohibited_by_law 30 1 0 0 0 0 31
requests.security_stability 5 0 0 0 0 0 5
requests.third_party_rights 6 0 0 0 0 0 6
requests.internal_affairs 7 1 0 0 0 0 8
requests.process_information 12 0 0 0 0 0 12
requests.enforcement_file 9 0 0 0 0 0 9
requests.registry_lookup 105 0 0 0 0 0 105
requests.not_held 746 12 0 0 10 1 769
requests.needs_creation 11 0 0 0 0 0 11
requests.still_unclear 1 0 0 0 0 0 1
requests.petition_complaint 56 6 0 0 0 0 62
requests.repeated 25 0 0 0 0 0 25
requests.published_material 0 0 0 0 0 0 0
requests.unjustified_mass 0 0 0 0 0 0 0
requests.confirm_or_reissue 1 0 0 0 0 0 1
requests.supplement_overdue 67 3 0 0 1 0 71
requests.fee_overdue 6 0 0 0 0 0 6
requests.miscellaneous 108 2 0 0 0 0 110
requests.processed 2932 53 0 0 61 4 3050
requests.carried_out 103 0 0 0 0 0 103
remedies.reconsideration 72 64 178 37 351
remedies.direct_suit 13 4 8 1 26
remedies.suit_after_reconsideration 12 1 1 6 20

shanghai-2019 2019
requests.received 821 35 0 0 2 1 859
requests.carried_in 18 0 0 0 0 0 18
requests.granted 258 12 0 0 1 1 272
requests.partly_granted 3 0 0 0 0 0 3
requests.state_secret 14 0 0 0 0 0 14
requests.prohibited_by_law 0 0 0 0 0 0 0
requests.security_stability 0 0 0 0 0 0 0
requests.third_party_rights 0 0 0 0 0 0 0
requests.internal_affairs 5 0 0 0 0 0 5
requests.process_information 3 1 0 0 0 0 4
requests.enforcement_file 0 0 0 0 0 0 0
requests.registry_lookup 10 2 0 0 0 0 12
requests.not_held 252 12 0 0 1 0 265
requests.needs_creation 44 3 0 0 0 0 47
requests.still_unclear 25 0 0 0 0 0 25
requests.petition_complaint 148 1 0 0 0 0 149
requests.repeated 5 4 0 0 0 0 9
requests.published_material 0 0 0 0 0 0 0
requests.unjustified_mass 0 0 0 0 0 0 0
requests.confirm_or_reissue 0 0 0 0 0 0 0
requests.otherwise_handled 0 0 0 0 0 0 0
requests.processed 767 35 0 0 2 1 805
requests.carried_out 72 0 0 0 0 0 72
remedies.reconsideration 5 0 0 2 7
remedies.direct_suit 8 0 0 1 9
remedies.suit_after_reconsideration 0 0 0 0 0
