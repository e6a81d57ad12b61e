# Made reports as pages, for bench/reading-oracle: random figures, damaged and written as offices and programs do it.
package ReadingPages;
use strict;
use warnings;
use utf8;

# Chance of our own: it is the same in every Perl.
my $state = 1;
sub begin_chance { my ($seed) = @_; $state = ($seed * 2654435761 + 12345) % 2147483647 || 1; chance(1) for 1 .. 3; return; }
sub chance { my ($n) = @_; $state = $state * 48271 % 2147483647; return int($state / 2147483647 * $n); }
sub often { my ($percent) = @_; return chance(100) < $percent; }
sub one_of { return $_[ chance(scalar @_) ]; }

my @APPLICANTS = qw(natural_person enterprise research public_welfare legal_service other_organisation);
my @RESULTS = qw(upheld overturned other_result pending);

# Figures in which all relations hold. How many kinds of applicants there are, how many rows have some and how large the
# numbers are differs from report to report, for damage is mended by just these.
sub figures
{
	my ($cells) = @_;
	my %value;
	my %kinds = map { $_ => 1 } ('natural_person', grep { often(one_of(10, 50, 90)) } @APPLICANTS);
	my ($filled, $large) = (one_of(10, 30, 60, 90), one_of(3, 12, 80, 900));
	my (%done, %rows);
	for my $cell (@$cells)
	{
		my ($t, $r, $c) = split /\./, $cell->{path};
		$rows{$t}{$r} = 1;
		next unless $t eq 'proactive';
		my $n = often(30) ? 0 : chance(one_of(10, 300, 5000));
		$value{ $cell->{path} } = $cell->{decimals} && often(60) ? $n + chance(100) / 100 : $cell->{signed} && often(30) ? -$n : $n;
	}
	for my $r (grep { !/^(received|carried_in|processed|carried_out)$/ } sort keys %{ $rows{requests} })
	{
		for my $c (grep { $kinds{$_} } @APPLICANTS) { $done{$c} += $value{"requests.$r.$c"} = often($filled) ? chance($large) : 0; }
	}
	for my $c (@APPLICANTS)
	{
		my $done = $value{"requests.processed.$c"} = $done{$c} // 0;
		my $out = $value{"requests.carried_out.$c"} = $kinds{$c} && often($filled) ? chance(4) : 0;
		my $in = $value{"requests.carried_in.$c"} = $kinds{$c} && often($filled) ? chance($done + 1 < 5 ? $done + 1 : 5) : 0;
		$value{"requests.received.$c"} = $done + $out - $in;
	}
	for my $r (keys %{ $rows{requests} }) { my $sum = 0; $sum += $value{"requests.$r.$_"} //= 0 for @APPLICANTS; $value{"requests.$r.total"} = $sum; }
	for my $r (sort keys %{ $rows{remedies} })
	{
		my $sum = 0;
		$sum += $value{"remedies.$r.$_"} = often($filled) ? chance($large < 12 ? $large : 12) : 0 for @RESULTS;
		$value{"remedies.$r.total"} = $sum;
	}
	return \%value;
}

# Rows as printed: labels before the values, and the paths of the values. A head has no paths.
sub tables
{
	my ($cells, $value) = @_;
	my (%table, %last, $row);
	for my $cell (@$cells)
	{
		my ($t, $r) = split /\./, $cell->{path};
		my $text = defined $value->{ $cell->{path} } ? $value->{ $cell->{path} } . '' : '';
		if ($t eq 'remedies') { push @{ $table{$t}[0]{values} }, $text; push @{ $table{$t}[0]{paths} }, $cell->{path}; next; }
		if (!$row || $row->{row} ne "$t.$r")
		{
			my $over = $t eq 'requests' && $r !~ /^(received|carried_in|carried_out)$/ ? '三、本年度办理结果' : '';
			my $group = $t eq 'requests' ? $cell->{group_label} : '';
			if ($t eq 'proactive' && $cell->{caption} ne ($last{caption} // ''))
			{
				my @of_row = grep { $_->{path} =~ /^\Q$t.$r.\E/ } @$cells;
				push @{ $table{$t} }, { labels => [ $cell->{caption} ] }, { labels => [ '信息内容', map { $_->{column_label} } @of_row ] };
			}
			$row = { row => "$t.$r", label => $cell->{row_label}, over => $over, group => $group,
				labels => [ ($over ne ($last{over} // '') && $over ? $over : ()), ($group ne ($last{group} // '') && $group ? $group : ()), $cell->{row_label} ] };
			push @{ $table{$t} }, $row;
			%last = (caption => $cell->{caption}, over => $over, group => $group);
		}
		push @{ $row->{values} }, $text;
		push @{ $row->{paths} }, $cell->{path};
	}
	unshift @{ $table{requests} }, { labels => [ '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', '申请人情况' ], spans => [ [ 3, 3 ], [ 7, 1 ] ] },
		{ labels => [ '自然人', '法人或其他组织', '总计' ], spans => [ [ 1, 2 ], [ 5, 1 ], [ 1, 2 ] ] }, { labels => [ '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他' ] };
	my @results = ('结果维持', '结果纠正', '其他结果', '尚未审结', '总计');
	unshift @{ $table{remedies} }, { labels => [ '行政复议', '行政诉讼' ], spans => [ [ 5, 1 ], [ 10, 1 ] ] },
		{ labels => [ @results, '未经复议直接起诉', '复议后起诉' ], spans => [ ([ 1, 2 ]) x 5, [ 5, 1 ], [ 5, 1 ] ] }, { labels => [ @results, @results ] };
	$_->{labels} //= [] for map { @$_ } values %table;
	return \%table;
}

sub rows_of { my ($tables, $t) = @_; return grep { $_->{paths} } @{ $tables->{$t} }; }

# -- damage: changes what is printed and, where a person could not read it either, what is expected ------------------

# Zeros that the office did not write; of the density "all" no zero is left, in totals too.
sub leave_out_zeros
{
	my ($tables, $expected, $percent, $where) = @_;
	for my $row (map { rows_of($tables, $_) } @$where)
	{
		for my $i (0 .. $#{ $row->{values} })
		{
			next if $row->{values}[$i] ne '0' || !often($percent);
			$row->{values}[$i] = '';
			$expected->{ $row->{paths}[$i] } = undef;
		}
	}
	return;
}

sub each_row { my ($tables, $where, $change) = @_; $change->($_) for map { rows_of($tables, $_) } @$where; return; }
sub densities { return one_of(20, 50, 80, 95, 100); }
sub where { return often(60) ? ['requests'] : often(50) ? [ 'requests', 'remedies' ] : [ 'proactive', 'requests', 'remedies' ]; }
sub to_the_end { my ($row) = @_; my @kept = grep { $_ ne '' } @{ $row->{values} }; $row->{values} = [ @kept, ('') x (@{ $row->{values} } - @kept) ]; return; }

our %DAMAGE = (
	whole => sub { },
	blanks => sub { my ($t, $e) = @_; leave_out_zeros($t, $e, densities(), where()); },
	dropped => sub { my ($t, $e) = @_; my $w = where(); leave_out_zeros($t, $e, densities(), $w); each_row($t, $w, sub { $_[0]{values} = [ grep { $_ ne '' } @{ $_[0]{values} } ]; }); },
	moved => sub { my ($t, $e) = @_; my $w = where(); leave_out_zeros($t, $e, densities(), $w); each_row($t, $w, \&to_the_end); },
	'some moved' => sub { my ($t, $e) = @_; my $w = where(); my $share = one_of(10, 40, 70); leave_out_zeros($t, $e, densities(), $w); each_row($t, $w, sub { to_the_end($_[0]) if often($share); }); },
	'one moved' => sub
	{
		my ($t, $e) = @_;
		my ($w, $share) = (where(), one_of(20, 60, 100));
		leave_out_zeros($t, $e, densities(), $w);
		each_row($t, $w, sub
		{
			my ($row) = @_;
			my @empty = grep { $row->{values}[$_] eq '' } 0 .. $#{ $row->{values} };
			return if !@empty || !often($share);
			splice(@{ $row->{values} }, one_of(@empty), 1);
			push @{ $row->{values} }, '';
		});
	},
	'labels lost' => sub { my ($t, $e) = @_; for my $row (rows_of($t, 'requests')) { $row->{labels} = [ grep { !/^\d\./ } @{ $row->{labels} } ]; } },
	'a label lost' => sub { my ($t, $e) = @_; my @rows = rows_of($t, 'requests'); for (0 .. chance(3)) { my $row = one_of(@rows); pop @{ $row->{labels} } if @{ $row->{labels} }; $row->{lost} = 1; } },
	'sums wrong' => sub
	{
		my ($t, $e) = @_;
		for (0 .. chance(4))
		{
			my $row = one_of(rows_of($t, one_of('requests', 'requests', 'remedies')));
			my $i = chance(scalar @{ $row->{values} });
			$e->{ $row->{paths}[$i] } = ($row->{values}[$i] += 1 + chance(9));
		}
	},
	subtotal => sub
	{
		my ($t, $e) = @_;
		my $head = often(70);
		leave_out_zeros($t, $e, densities(), ['requests']) if often(30);
		splice(@{ $t->{requests}[2]{labels} }, 5, 0, '小计') if $head;
		$t->{requests}[1]{spans}[1][0]++;
		$t->{requests}[0]{spans}[1][0]++;
		each_row($t, ['requests'], sub
		{
			my ($row) = @_;
			my $sum = 0;
			$sum += $row->{values}[$_] || 0 for 1 .. 5;
			splice(@{ $row->{values} }, 6, 0, $sum || $row->{values}[-1] ne '' ? $sum : '');
		});
	},
	repeated => sub
	{
		my ($t, $e) = @_;
		my @rows = @{ $t->{requests} };
		my $at = 3 + chance(@rows - 3);
		my %copy = (%{ $rows[$at] }, labels => [ $rows[$at]{labels}[-1] ], values => [ map { $_ + 1 } @{ $rows[$at]{values} } ], again => 1);
		splice(@{ $t->{requests} }, $at + 1, 0, \%copy);
	},
	'above its label' => sub { my ($t, $e) = @_; for (0 .. chance(4)) { one_of(rows_of($t, 'requests'))->{above} = 1; } },
	'signs for nothing' => sub
	{
		my ($t, $e) = @_;
		my $sign = one_of('/', '-', '—', '无');
		each_row($t, where(), sub { my ($row) = @_; for my $i (0 .. $#{ $row->{values} }) { next if $row->{values}[$i] ne '0' || !often(60); $row->{values}[$i] = $sign; $e->{ $row->{paths}[$i] } = undef; } });
	},
);
# the same on pages whose sums are wrong
for my $damage (qw(moved dropped blanks), 'one moved')
{
	my $apply = $DAMAGE{$damage};
	$DAMAGE{"$damage, sums wrong"} = sub { my ($t, $e) = @_; $DAMAGE{'sums wrong'}->($t, $e); $apply->($t, $e); };
}

# -- ways to write a page ---------------------------------------------------------------------------------------

sub sections
{
	my ($form, $two, $three, $four) = @_;
	return join("\n", '甲县' . ($form eq '2019' ? 2020 : 2023) . '年政府信息公开工作年度报告', '一、总体情况', '全年主动公开信息320条。', '二、主动公开政府信息情况', $two,
		'三、收到和处理政府信息公开申请情况', $three, '四、政府信息公开行政复议、行政诉讼情况', $four, '五、存在的主要问题及改进情况', '公开的内容还不够具体。', '六、其他需要报告的事项', '无其他需要报告的事项。') . "\n";
}

# Lines of cells; numbers above their label are a line of their own.
sub lines_of
{
	my ($rows) = @_;
	return map { my $row = $_; $row->{above} ? ([ @{ $row->{values} } ], $row->{labels}) : [ @{ $row->{labels} }, @{ $row->{values} // [] } ] } @$rows;
}

sub by_lines { my ($form, $tables, $write) = @_; return sections($form, map { my $t = $_; join("\n", map { $write->($_) } lines_of($tables->{$t})) } qw(proactive requests remedies)); }

sub html
{
	my ($form, $tables, $cell, $with_spans) = @_;
	my @text;
	for my $t (qw(proactive requests remedies))
	{
		my (%rows, %group_rows);
		for my $row (rows_of($tables, $t)) { $rows{ $row->{over} // '' }++; $group_rows{ $row->{group} // '' }++; }
		my $html = '<table>';
		for my $row (@{ $tables->{$t} })
		{
			$html .= '<tr>';
			for my $i (0 .. $#{ $row->{labels} })
			{
				my $label = $row->{labels}[$i];
				my ($columns, $lines) = $row->{spans} ? @{ $row->{spans}[$i] } : !$row->{paths} || $row->{again} ? (1, 1) : $label eq $row->{over} ? (1, $rows{$label}) : $label eq $row->{group} ? (1, $group_rows{$label}) :
					($t eq 'proactive' || $row->{group} ? 1 : $row->{over} ? 2 : 3, 1);
				$html .= $with_spans ? qq{<td colspan="$columns" rowspan="$lines">} : '<td>';
				$html .= sprintf($cell, $label) . '</td>';
			}
			$html .= '<td></td>' if $row->{lost};
			$html .= join('', map { '<td>' . sprintf($cell, $_) . '</td>' } @{ $row->{values} // [] }) . "</tr>\n";
		}
		push @text, "$html</table>";
	}
	my $page = sections($form, @text);
	$page =~ s{^([^<\n]+)$}{<p>$1</p>}gm;
	return "<html><body>$page</body></html>";
}

sub width { my ($text) = @_; return length($text) + (() = $text =~ /[^\x00-\xff]/g); }

# Columns set out with blanks, as pdftotext does it; wide characters take two places or, as some programs count, one.
sub set_out
{
	my ($form, $tables, $wide, $step) = @_;
	my $size = $wide ? \&width : sub { return length $_[0]; };
	return by_lines($form, $tables, sub
	{
		my ($cells) = @_;
		my @labels = grep { !/^-?[\d.]*$/ } @$cells;
		my @values = @$cells[ scalar(@labels) .. $#$cells ];
		my $line = join('  ', @labels);
		my $at = $wide ? 84 : 46;
		for my $value (@values)
		{
			$at += $step;
			next if $value eq '';
			my $fill = $at - $size->($line) - length($value);
			$line .= ' ' x ($fill > 1 ? $fill : 2) . $value;
		}
		return $line;
	});
}

our %WRITING = (
	html => sub { return html(@_, '%s', 1); },
	'html, words' => sub { return html(@_, '<p><span>%s</span></p>', 1); },
	'html, no spans' => sub { return html(@_, '%s', 0); },
	pipes => sub { return by_lines(@_, sub { return join(' | ', @{ $_[0] }) . ' |'; }); },
	'pipes, open' => sub { return by_lines(@_, sub { return join(' | ', @{ $_[0] }); }); },
	ruled => sub { return by_lines(@_, sub { return '| ' . join(' | ', @{ $_[0] }) . ' |'; }); },
	'ruled, empty cells close' => sub { return by_lines(@_, sub { return '|' . join('|', @{ $_[0] }) . '|'; }); },
	tabs => sub { return by_lines(@_, sub { return join("\t", @{ $_[0] }); }); },
	spaces => sub { return by_lines(@_, sub { return join('  ', @{ $_[0] }); }); },
	'one space' => sub { return by_lines(@_, sub { return join(' ', grep { $_ ne '' } @{ $_[0] }); }); },
	'cell a line, pipes' => sub { return by_lines(@_, sub { return join(" |\n", @{ $_[0] }) . ' |'; }); },
	'cell a line' => sub { return by_lines(@_, sub { return join("\n", @{ $_[0] }); }); },
	'cell a line, no empties' => sub { return by_lines(@_, sub { return join("\n", grep { $_ ne '' } @{ $_[0] }); }); },
	'cell a line, spaces' => sub { return by_lines(@_, sub { return join("\n", map { $_ eq '' ? ' ' : " $_ " } @{ $_[0] }); }); },
	'cell a paragraph' => sub { return by_lines(@_, sub { return join("\n\n", @{ $_[0] }) . "\n"; }); },
	'set out' => sub { return set_out(@_, 1, 9); },
	'set out by points' => sub { return set_out(@_, 0, 7); },
	'run together' => sub { return by_lines(@_, sub { return join('', @{ $_[0] }); }); },
	'on one line' => sub { my $page = by_lines(@_, sub { return join('', @{ $_[0] }); }); $page =~ s/\n//g; return $page; },
	'on one line, spaces' => sub { my $page = by_lines(@_, sub { return join(' ', @{ $_[0] }); }); $page =~ s/\n/ /g; return $page; },
);

# Returns the page of a number, and what must be read of it: path => number, or undef where nothing may be.
sub page
{
	my ($cells, $form, $number, $damage, $writing) = @_;
	begin_chance($number);
	my $value = figures($cells);
	my $tables = tables($cells, $value);
	my %expected = %$value;
	$DAMAGE{$damage}->($tables, \%expected);
	return ($WRITING{$writing}->($form, $tables), \%expected);
}

1;
