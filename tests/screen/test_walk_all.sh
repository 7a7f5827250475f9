#!/usr/bin/env bash
# The whole course walked by keys, in several windows: nothing scrolls past unread, no line is wider than the
# window, and every screen says what to press (walk.py). And the whole course printed.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
export LC_ALL=C.UTF-8 TERM=xterm-256color
unset NO_COLOR COLUMNS LINES COLORTERM ASYNC_TRACE ASYNC_CLOCK ASYNCLEARN_HOME

if ! command -v python3 >/dev/null; then
    echo '1..0 # SKIP python3 is not installed'
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
steps=$("$BUILD/asynclearn" list --json | grep -o '"done":' | wc -l)
. tests/tap.sh
said=("$scratch/said")

walks() { # COLUMNSxROWS OPTION...
    rm -rf "$scratch/home"
    ASYNCLEARN_HOME="$scratch/home" python3 tests/screen/walk.py "$1" \
        "$BUILD/asynclearn" "${@:2}" lesson 1 >"$scratch/said" 2>&1 &&
        grep -q "^$steps steps, " "$scratch/said"
    result "course is walked by keys: $*"
}

for window in 80x24 120x40; do
    walks "$window"
    walks "$window" --no-color
    walks "$window" --ascii
    walks "$window" --plain
done
walks 40x24

# ---- Printed ----

"$BUILD/asynclearn" lesson --no-input >"$scratch/printed" 2>"$scratch/said"
result 'course is printed'

printed() { # NAME PATTERN: no line of what was printed has it
    grep -nE -- "$2" "$scratch/printed" >"$scratch/said"
    [ $? -eq 1 ]
    result "$1"
}

printed 'no mark of Markdown is left' '\*\*[^ ]+\*\*|^```'
printed 'nor an escape sequence' $'\033'
heads=$(grep -cE '^## [0-9]+\.[0-9]+ ' "$scratch/printed")
echo "$heads headings of $steps steps" >"$scratch/said"
[ "$heads" = "$steps" ]
result 'each step has its heading'
tail -n 1 "$scratch/printed" >"$scratch/said"
grep -q 'https\?://' "$scratch/said"
result 'it ends with where to read on'

echo "1..$count"
exit "$failed"
