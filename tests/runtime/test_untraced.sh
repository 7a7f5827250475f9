#!/usr/bin/env bash
# The library without tracing, which `make bench-trace` compares ours with: it does the same, and nobody sees it.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}" "${CC:=cc}" "${VARIANT:=}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
. tests/tap.sh
said=("$scratch/log")

echo 1..3

library=$scratch/build/libasync.a
env -u MAKEFLAGS -u MFLAGS make -s -j2 BUILD="$scratch/build" OPT=-O0 VARIANT=-DASYNC_NO_TRACE "$library" \
    >"$scratch/log" 2>&1
result 'it is built'

runs() { # LIBRARY FLAGS...: the bench's program has its trace written
    local library=$1
    shift
    $CC -std=c11 -D_GNU_SOURCE "$@" -pthread -Itests/bench -Iruntime/include -o "$scratch/program" tests/bench/ours.c \
        "$library" -lev -lm >"$scratch/log" 2>&1 &&
        ASYNC_TRACE=$scratch/trace.jsonl timeout 60 "$scratch/program" traced-switch >"$scratch/log" 2>&1
}
runs "$library" && ! [ -e "$scratch/trace.jsonl" ]
result 'a program runs with it, and leaves no trace'
# shellcheck disable=SC2086
runs "$BUILD/libasync.a" $VARIANT && [ "$(wc -l <"$scratch/trace.jsonl")" -gt 200000 ]
result 'as it does with the other library'
