#!/usr/bin/env bash
# The model and the view over the traces of the oracle's programs: those kept as cases, and random ones of
# every profile. Needs any python3 for the random ones.
#
#   ORACLE_SEED=N    begin with this seed, to repeat a run
#   WALK_SEED=N      likewise for the keys, and WALKS=N for how many walks (tests/trace/view/test_walks.c)
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}" "${ORACLE_SEED:=$((RANDOM * 32768 + RANDOM))}"
unset ASYNC_CONTROL ASYNC_OUTPUT
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
. tests/tap.sh
said=("$dir/out")

echo "# ORACLE_SEED=$ORACLE_SEED repeats this run"
mkdir "$dir/random"
for profile in core errors sync queues groups all; do
    python3 tests/oracle/generate.py --seed "$ORACLE_SEED" --count 10 --profile "$profile" --out "$dir/random" \
        >"$dir/out" 2>&1
done
for program in tests/oracle/cases/*.json "$dir"/random/*.json; do
    ASYNC_TRACE="$dir/$(basename "$program").jsonl" timeout 20 "$BUILD/scenario" "$program" >/dev/null 2>&1
done

traces=("$dir"/*.jsonl)
[ "${#traces[@]}" -gt 150 ]
result 'cases and random programs leave a trace each'
"$BUILD/tests/trace/test_model" files "${traces[@]}" >"$dir/out" 2>&1
result 'any event has the same state, forwards and backwards'
WALK_SEED=${WALK_SEED:-$ORACLE_SEED} "$BUILD/tests/trace/view/test_walks" "${traces[@]}" >"$dir/out" 2>&1
result 'random keys over some of them never crash'
echo "1..$count"
