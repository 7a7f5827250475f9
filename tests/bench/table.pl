# The table of the benchmark: medians of ours, each peer as a multiple of them, and what was aimed at.
use strict;
use warnings;

# "ours" in the row's own unit; a peer as a multiple of ours.
my %targets = (
    'switch'          => 'ours<=15 go>=4 asyncio>=100',
    'ring'            => 'ours<=20',
    'spawn'           => 'ours<=80 go>=3 asyncio>=40',
    'gather-cold'     => 'go>=0.83',
    'gather-warm'     => 'ours<=800',
    'park-time'       => 'go>=1',
    'park-kib'        => 'ours<=4.6',
    'queue'           => 'ours<=15 go>=4 asyncio>=70',
    'lock'            => 'ours<=6',
    'lock-contended'  => 'ours<=30 go>=10',
    'timeout-ready'   => 'libev>=0.67',
    'timeout-blocked' => 'ours<=25',
    'echo-50'         => 'libev>=0.91 go>=1.18',
    'echo-500'        => 'libev>=0.91 go>=1.18',
    'thread-1'        => 'libev>=0.67',
    'thread-64'       => 'libuv>=1',
    'start'           => 'libev>=0.91',
);

my (%values, @rows, @names, %seen);
while (<>) {
    my ($row, $name, $value) = split;
    push @rows,  $row  unless $seen{$row}++;
    push @names, $name unless $seen{"name $name"}++;
    push @{ $values{$row}{$name} }, $value;
}
my @peers = grep { $_ ne 'ours' } @names;

sub median {
    my @sorted = sort { $a <=> $b } @_;
    return $sorted[ @sorted / 2 ];
}

# Each target, marked where the row misses it, or where nothing was measured to tell.
sub judged {
    my ($row, $measured) = @_;
    my @said;
    for my $target (split ' ', $targets{$row} // '') {
        my ($name, $relation, $bound) = $target =~ /(\w+)([<>]=)(.+)/;
        my $value = $measured->{$name};
        my $is_met = defined $value && ($relation eq '<=' ? $value <= $bound : $value >= $bound);
        push @said, !defined $value ? "$target ?" : $is_met ? $target : "$target MISSED";
    }
    return join ', ', @said;
}

printf "%-16s %9s" . " %8s" x @peers . "  %s\n", 'row', 'ours', @peers, 'targets';
for my $row (@rows) {
    my $ours = $values{$row}{ours} ? median(@{ $values{$row}{ours} }) : undef;
    my %measured = (ours => $ours);
    for my $peer (@peers) {
        $measured{$peer} = median(@{ $values{$row}{$peer} }) / $ours if $values{$row}{$peer} && $ours;
    }
    printf "%-16s %9s", $row, defined $ours ? sprintf('%.1f', $ours) : '-';
    printf " %8s", defined $measured{$_} ? sprintf('%.2f', $measured{$_}) : '-' for @peers;
    printf "  %s\n", judged($row, \%measured);
}
print "ours: medians in ns an operation (park-kib: KiB a task); the others as a multiple of ours\n";
