#!/usr/bin/env bash
# The timeline in a real terminal: lanes, cursor, zoom, and more tasks than lanes.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

for size in 80x24 120x40; do
    screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" trace --clock=virtual --speed=0.001 -- \
        "$BUILD/tests/screen/kitchen"
    screen_wait 'event 0 of'
    screen_keys Home t
    screen_shows 't shows the timeline' '─ Timeline ─'
    screen_keys + + + + + + + + + + Space
    screen_wait '[ended]'
    screen_keys End
    screen_shows 'lanes tell by characters what each task did' '█ runs  · ready  ─ sleep'
    screen_golden "timeline-$size"
    screen_keys '<' '<' '<' '<' '<'
    screen_wait 'tick 9   30 ms'
    screen_golden "timeline-back-$size"
    screen_keys z z
    screen_shows 'z goes nearer' '········⊘'
    screen_golden "timeline-near-$size"
    screen_keys Z Z t
    screen_hides 't takes it away' '─ Timeline ─'
    screen_keys z
    screen_shows 'and then z says what it is for' 't shows it'
    screen_keys q
done

screen_start 80 24 "$BUILD/asynclearn" demo basic-patterns/create-task --speed=256
screen_wait '[ended]'
screen_shows 'letters of two lanes are explained as well as those of many' 'runs  · ready  t task  ─ sleep'
screen_keys q

screen_start 80 24 "$BUILD/asynclearn" trace --clock=virtual --speed=256 -- "$BUILD/tests/screen/kitchen"
screen_wait '[ended]'
screen_keys t Tab Tab Tab Tab
screen_shows 'it has its turn with Tab' '[Timeline]'
screen_keys Down Up Up Up Up Up
screen_shows 'more tasks than lanes are scrolled to the selected one' '1-3 of 5'
screen_keys Down Down Down Down
screen_shows 'in both directions' '3-5 of 5'
screen_keys q
screen_done
