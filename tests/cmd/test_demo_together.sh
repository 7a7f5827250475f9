#!/usr/bin/env bash
# Demos of a course of one's own, which are built when they are run, by several at the same time.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
. tests/tap.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export ASYNCLEARN_HOME=$dir/home
unset ASYNC_TRACE

# run COURSE NAME: eight times, one after another
run() {
    local i
    for i in 1 2 3 4 5 6 7 8; do
        timeout 60 "$BUILD/asynclearn" --course "$1" demo first/one --trace=off >>"$dir/$2.out" 2>&1 || echo "status $?" >>"$dir/$2.out"
    done
}

cp -r tests/course/good "$dir/other"
sed -i 's/"slow at/"late at/; s/slow at/late at/' "$dir"/other/lessons/01-first/one.c
for i in 1 2 3 4; do
    run tests/course/good "good$i" &
    run "$dir/other" "other$i" &
done
wait
said=("$dir/good1.out" "$dir/other1.out")
[ "$(cat "$dir"/good*.out | sort | uniq -c | awk '{print $1}' | sort -u)" = 32 ] && ! grep -q 'late\|status' "$dir"/good*.out
result 'all of them run'
[ "$(grep -hc 'late at' "$dir"/other*.out | sort -u)" = 8 ] && ! grep -q 'slow\|status' "$dir"/other*.out
result 'and each the one of its own course'
! find "$dir/home" -name 'one.*' | grep -q .
result 'nothing that was half built is left'
echo "1..$count"
exit "$failed"
