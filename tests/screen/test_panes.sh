#!/usr/bin/env bash
# The panes in a real terminal: each is shown and taken away by its number, and has room to be of use.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

for size in 80x24 120x40; do
    screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" trace --clock=virtual --speed=256 -- \
        "$BUILD/tests/screen/kitchen"
    screen_wait '[ended]'
    screen_keys Home '>' '>' '>' '>' '>' '>' '>'
    screen_wait 'tick 7 '
    screen_keys 4
    screen_shows '4 shows the timeline' '─ Timeline ─'
    screen_check 'the task that it is about is told whole' screen_has 'held by buy#2'
    screen_golden "panes-all-$size"
    screen_keys 1
    screen_hides '1 takes the source away' 'kitchen.c ─'
    screen_check 'and the loop stands beside the tasks' screen_has '┐┌─ Tasks ─'
    screen_golden "panes-lists-$size"
    screen_keys 2
    screen_hides '2 takes the loop away' '─ Loop ─'
    screen_keys 4 5
    screen_hides '5 the output' '─ Output ─'
    screen_keys 3
    screen_shows 'the last one stays' 'this is the last pane'
    screen_check 'as it is' screen_has '─ Tasks ─'
    screen_keys 2 3 t 4
    screen_hides '3 takes the tasks away' '─ Tasks ─'
    screen_shows '2 shows the loop' '─ Loop ─'
    screen_hides 't is 4' '─ Timeline ─'
    screen_keys q
done
screen_done
