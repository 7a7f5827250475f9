#!/usr/bin/env bash
# `w` in a real terminal: why a task does not run; and how tasks are selected.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

kitchen() { # COLUMNS ROWS ARGS...: standing still at its beginning
    local columns=$1 rows=$2
    shift 2
    screen_start "$columns" "$rows" "$BUILD/asynclearn" trace --clock=virtual --speed=0.001 -- \
        "$BUILD/tests/screen/kitchen" "$@"
    screen_wait 'event 0 of'
    screen_keys Home
    screen_wait '[paused]'
}

for size in 80x24 120x40; do
    kitchen "${size%x*}" "${size#*x}"
    screen_keys '>' '>' '>' '>' '>' '>'
    screen_wait 'tick 6   20 ms' 'six ticks typed fast are six ticks'
    screen_keys Down Up
    screen_shows 'Up and Down select a task' '→  ○ cook#3'
    screen_keys w
    screen_wait "cook#3 waits on lock 'cart', held by buy#2, which sleeps until 40" \
        'w tells the chain of those it waits for'
    screen_golden "why-chain-$size"
    screen_keys x + + + + + + + + + + Space
    screen_wait '[ended]'
    screen_keys End
    screen_shows 'failed task has its own mark' '✗ burn#4 failed: ValueError'
    screen_shows 'so has a cancelled one' '⊘ idle#5 cancelled'
    screen_golden "marks-$size"
    screen_keys Tab
    screen_shows 'Tab makes a pane the active one' '[tests/screen/kitchen.c]'
    screen_keys Tab Tab
    screen_shows 'and then the next' '[Tasks]'

    kitchen "${size%x*}" "${size#*x}" deadlock
    screen_keys + + + + + + + + + + Space
    screen_wait '[ended]'
    screen_keys / "waits: lock 'till'" Enter
    screen_wait "buy#2 waits: lock 'till', held by cook#3"
    screen_keys w
    screen_shows 'deadlock is drawn' '┌─▶ buy#2 waits on lock'
    screen_golden "why-deadlock-$size"
    screen_keys x End / "buy#2 waits: lock 'till'" Enter End w
    screen_shows 'and still told when the loop was closed' "buy#2 waited on lock 'till', held by cook#3, which"
    screen_keys x q
    screen_ends 'q leaves' 1
done
screen_done
