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
screen_done
