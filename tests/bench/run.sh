#!/bin/sh
# Our benchmark beside its peers: every program runs every row it knows, in turn, several times over, on one
# core; the table shows the median of ours and how many times as long the others took.
#
#   tests/bench/run.sh [BUILD] [ROW...]      BENCH_RUNS=5, BENCH_CORE=last
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
[ $# -eq 0 ] || shift
out=$build/bench
mkdir -p "$out"
: "${BENCH_RUNS:=5}" "${BENCH_CORE:=$(($(nproc) - 1))}" "${CC:=cc}"
flags="-std=c11 -D_GNU_SOURCE -O2 -pthread -Itests/bench"

# Builds what there are libraries for, and names what is missing.
programs=
missing=
have() { # NAME COMMAND: a program to run
    programs="$programs$1=$2
"
}
$CC $flags -o "$out/load" tests/bench/load.c
$CC $flags -o "$out/start" tests/bench/start.c
export BENCH_LOAD="$out/load" BENCH_LOAD_CORE=$(((BENCH_CORE + 1) % $(nproc)))
$CC $flags -Iruntime/include -o "$out/ours" tests/bench/ours.c "$build/libasync.a" -lev -lm
have ours "$out/ours"
if $CC $flags -o "$out/libev" tests/bench/libev.c -lev 2>/dev/null; then have libev "$out/libev"; else missing="$missing libev-dev"; fi
if $CC $flags -o "$out/uv" tests/bench/uv.c -luv 2>/dev/null; then have libuv "$out/uv"; else missing="$missing libuv1-dev"; fi
if $CC $flags -o "$out/st" tests/bench/st.c -lst 2>/dev/null; then have st "$out/st"; else missing="$missing libst-dev"; fi
if command -v go >/dev/null && go build -o "$out/go" tests/bench/go.go; then have go "$out/go"; else missing="$missing golang-go"; fi
if command -v node >/dev/null; then have node "node tests/bench/node.mjs"; else missing="$missing nodejs"; fi
python=$(command -v /usr/bin/python3 || command -v python3 || true)
if [ -n "$python" ]; then have asyncio "$python tests/bench/python.py"; else missing="$missing python3"; fi
if [ -n "$python" ] && $python -c 'import uvloop' 2>/dev/null; then
    have uvloop "env UVLOOP=1 $python tests/bench/python.py"
else
    missing="$missing python3-uvloop"
fi
[ -z "$missing" ] || echo "bench: missing peers:$missing (make bench-deps installs them)"

[ $# -gt 0 ] || set -- switch ring spawn gather-cold gather-warm park-time park-kib queue lock \
    lock-contended timeout-ready timeout-blocked echo-50 echo-500 thread-1 thread-64 start
results=$out/results
: >"$results"
for run in $(seq "$BENCH_RUNS"); do
    for row in "$@"; do
        printf '%s' "$programs" | while IFS='=' read -r name command; do
            [ "$row" != start ] || command="$out/start $command"
            value=$(taskset -c "$BENCH_CORE" timeout 120 $command "$row" </dev/null) || continue
            echo "$row $name $value" >>"$results"
        done
    done
    echo "bench: run $run of $BENCH_RUNS done" >&2
done

# Medians, and the ratio of each peer to us.
perl -e '
    my (%values, %names, @rows, @names, %seen);
    while (<>) {
        my ($row, $name, $value) = split;
        push @rows, $row unless $seen{$row}++;
        push @names, $name unless $names{$name}++;
        push @{ $values{$row}{$name} }, $value;
    }
    my $median = sub { my @v = sort { $a <=> $b } @_; $v[@v / 2] };
    my @peers = grep { $_ ne "ours" } @names;
    printf "%-16s %10s" . " %9s" x @peers . "\n", "row", "ours", map { "$_/us" } @peers;
    for my $row (@rows) {
        my $ours = $values{$row}{ours} ? $median->(@{ $values{$row}{ours} }) : undef;
        printf "%-16s %10s", $row, defined $ours ? sprintf("%.1f", $ours) : "-";
        for my $peer (@peers) {
            my $v = $values{$row}{$peer};
            printf " %9s", $v && $ours ? sprintf("%.2f", $median->(@$v) / $ours) : "-";
        }
        print "\n";
    }
' "$results"
echo "ours in ns an operation (park-kib: KiB a task); peers as a multiple of ours"
