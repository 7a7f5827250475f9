#!/bin/bash
# Random programs do on our loop, tick for tick, what they do on CPython's. Needs CPython 3.13 or newer;
# any python3 knows whether there is one (see oracle.py).
#
#   ORACLE_SEED=N    begin with this seed, to repeat a run
#   ORACLE_COUNT=N   programs of each profile (default: 500)
cd "$(dirname "$0")/../.."
profiles="core errors sync queues groups all moments"
first=${ORACLE_SEED:-$((RANDOM * 32768 + RANDOM))}
last=$((first + ${ORACLE_COUNT:-500} - 1))

echo "1..$(wc -w <<<"$profiles")"
which=$(python3 tests/oracle/oracle.py --which 2>/dev/null)
echo "# ${which:-there is no CPython 3.13 or newer here: random programs are not compared}"
echo "# ORACLE_SEED=$first repeats this run"
number=0
for profile in $profiles; do
    number=$((number + 1))
    sentence="random programs of profile $profile give CPython's traces"
    if [ -z "$which" ]; then
        echo "ok $number # SKIP no CPython 3.13 or newer"
        continue
    fi
    said=$(python3 tests/oracle/compare.py --runner "${BUILD:-build}/scenario" --batch \
        --seeds "$first-$last" --profile "$profile")
    [ $? = 0 ] || printf 'not '
    echo "ok $number - $sentence"
    echo "$said" | sed 's/^/# /'
done
