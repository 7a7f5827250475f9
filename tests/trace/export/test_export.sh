#!/usr/bin/env bash
# --export as a shell sees it, and the picture in the README.
cd "$(dirname "$0")/../../.." || exit 1
: "${BUILD:=build}"
unset ASYNC_TRACE ASYNC_CLOCK
asynclearn="$BUILD/asynclearn"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
. tests/tap.sh
said=("$dir/err")

runs() { # STATUS COMMAND...: it exits with that status
    local status=$1
    shift
    timeout 60 "$@" >"$dir/out" 2>"$dir/err" </dev/null
    [ $? -eq "$status" ]
}

runs 0 "$asynclearn" demo basic-patterns/gather --export "$dir/gather.svg"
result 'demo is exported'
[ "$(head -n 1 "$dir/out")" = 'mail arrived' ] && [ "$(wc -l <"$dir/out")" -eq 6 ]
result 'what it prints goes to stdout, and nothing else does'
grep -q '^asynclearn: wrote .*gather.svg: [0-9]* events of gather\.$' "$dir/err"
result 'one sentence says so'
diff -q docs/gather.svg "$dir/gather.svg" >>"$dir/err"
result 'picture in the README is up to date: asynclearn demo basic-patterns/gather --export docs/gather.svg'
python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' docs/gather.svg 2>>"$dir/err"
result 'it is well-formed XML'

runs 0 "$asynclearn" demo synchronization/lock --broken --export "$dir/broken.svg" &&
    grep -q '<title>lock.broken<' "$dir/broken.svg"
result 'picture of a broken demo says that it is'

"$asynclearn" demo basic-patterns/gather --trace=jsonl >"$dir/gather.jsonl"
runs 0 "$asynclearn" trace --export "$dir/again.svg" "$dir/gather.jsonl" &&
    [ "$(sed 's|<title>.*</title>||; s|class="title".*||' "$dir/again.svg")" = \
        "$(sed 's|<title>.*</title>||; s|class="title".*||' docs/gather.svg)" ]
result 'recording gives the same picture as the run'
runs 0 "$asynclearn" trace --trace=log --export "$dir/gather.cast" "$dir/gather.jsonl" &&
    grep -q 'fetch#2 waits: sleep until 30 ms' "$dir/out" && [ -s "$dir/gather.cast" ]
result 'log can be shown as well'
runs 1 "$asynclearn" trace --export "$dir/crash.json" -- "$BUILD/tests/trace/test_watch" crashes &&
    python3 -m json.tool "$dir/crash.json" >/dev/null 2>>"$dir/err"
result 'program that crashed is exported as far as it came'

runs 2 "$asynclearn" demo basic-patterns/gather --export "$dir/gather.png" &&
    grep -q 'must end in .json, .html, .svg or .cast' "$dir/err" && [ ! -s "$dir/out" ]
result 'unknown extension is wrong usage, said before anything runs'
runs 3 "$asynclearn" demo basic-patterns/gather --export "$dir/none/gather.svg" &&
    grep -q 'cannot write this file' "$dir/err" && [ ! -e "$dir/none" ]
result 'file that cannot be written is said'
runs 2 "$asynclearn" demo basic-patterns/gather --python --export "$dir/python.svg"
result 'Python form has no trace to export'
echo "1..$count"
