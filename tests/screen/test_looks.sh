#!/usr/bin/env bash
# The same moment on every kind of terminal: with many colours, few or none, and as large as can be; and what a
# lesson shows when its view opens.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

# crowd NAME COLUMNSxROWS ENVIRONMENT...: many tasks, with wide names and lines, one of which goes on.
crowd() {
    local name=$1 size=$2
    shift 2
    screen_start "${size%x*}" "${size#*x}" env "$@" "$BUILD/asynclearn" trace --clock=virtual --speed=256 -- \
        "$BUILD/tests/screen/kitchen" crowd
    screen_wait '[ended]'
    screen_keys t '<' '<' '<' '<' '<' '<' '<' '<' '<' '<' '<' '<' '>' '>' '>' . . . . . .
    screen_shows "$name: wide names and an arrow are there" '→'
    screen_golden "$name-$size"
}

crowd largest 200x60
for size in 80x24 120x40; do
    SCREEN_TERM=screen crowd few-colours "$size"
    screen_check 'colours are those that every terminal has' screen_lacks_colour '38;5;'
done
crowd no-colours 80x24 TERM=vt100
crowd no-colours 120x40 NO_COLOR=1

# ---- As a lesson opens it ----

course=$(mktemp -d)
trap 'screen_stop; rm -rf "$course" "$screen_status"' EXIT
cp -r tests/course/good/. "$course"
sed -i 's/"panes": \["timeline", "output", "tasks"\]/"panes": ["output"]/' "$course"/lessons/*/lesson.json

for size in 80x24 120x40; do
    for step in one two; do
        screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" --course "$course" demo "first/$step" \
            --speed=0.001
        screen_shows "step $step says what to watch" 'Watch: '
        screen_wait '[playing]'
        screen_golden "lesson-$step-$size"
    done
done
screen_done
