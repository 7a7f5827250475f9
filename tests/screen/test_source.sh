#!/usr/bin/env bash
# The source pane in a real terminal: who is where, and where a task goes on.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

for size in 80x24 120x40; do
    screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" trace --clock=virtual --speed=256 -- \
        "$BUILD/tests/screen/kitchen" crowd
    screen_wait '[ended]'
    screen_keys Home ">" ">" ">" . . . . . .
    screen_shows 'an arrow leads from where a task waited to where it goes on' '→'
    screen_golden "source-crowd-$size"
    screen_keys q

    screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" trace --clock=virtual --speed=256 -- \
        "$BUILD/tests/screen/kitchen"
    screen_wait '[ended]'
    screen_keys Home / 'resumes' Enter
    screen_shows 'an event found: a task resumes' 'cook#3 resumes'
    screen_shows 'and the arrow leads already to where it goes on' '→        err = async'
    screen_keys . ,
    screen_shows 'also on the way back' 'cook#3 resumes'
    screen_golden "source-resumes-$size"
    screen_keys q
done

# A trace that was sent on: its source is found beside it, or it is said where it was looked for.
dir=$(mktemp -d)
trap 'screen_stop; rm -rf "$screen_status" "$dir"' EXIT
ASYNC_TRACE=$dir/far.jsonl "$BUILD/tests/screen/kitchen" >"$dir/out" 2>&1
sed 's|"at":"[^"]*kitchen.c|"at":"/home/ann/far/kitchen.c|' "$dir/far.jsonl" >"$dir/run.jsonl"
replay() {
    screen_start 120 40 "$BUILD/asynclearn" trace --speed=256 "$dir/run.jsonl"
    screen_wait '[ended]'
    screen_keys Home '>' .
}
replay
screen_shows 'a source that is not there is said to be' '/home/ann/far/kitchen.c is not here.'
screen_shows 'with where it was looked for' 'beside the trace'
screen_keys q
mkdir "$dir/far"
cp tests/screen/kitchen.c "$dir/far"
replay
screen_shows 'one that lies beside the trace is shown' 'static int kitchen(void *arg)'
screen_keys q
screen_done
