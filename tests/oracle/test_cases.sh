#!/bin/bash
# Every hand-written scenario gives the trace that CPython gave. Needs any python3.
cd "$(dirname "$0")/../.."
sentence="every hand-written scenario gives CPython's trace"
echo 1..1
if said=$(python3 tests/oracle/compare.py --runner "${BUILD:-build}/scenario" --batch --dir tests/oracle/cases); then
    echo "ok 1 - $sentence"
else
    echo "not ok 1 - $sentence"
fi
echo "$said" | sed 's/^/# /'
