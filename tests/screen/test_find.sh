#!/usr/bin/env bash
# Finding and breaking in a real terminal; and the view in ASCII.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

for size in 80x24 120x40; do
    screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" --ascii trace --clock=virtual --speed=256 -- \
        "$BUILD/tests/screen/kitchen"
    screen_wait '[ended]'
    screen_keys Home t n
    screen_shows 'n has nothing to find at first' '/ asks what to find'
    screen_keys / c o o l BSpace
    screen_shows '/ asks what to find' 'Find: coo_'
    screen_keys k Enter
    screen_shows 'Enter finds it' 'kitchen#1 creates coroutine cook'
    screen_keys n n
    screen_shows 'n finds the next' 'loop ready queue: buy#2, cook#3'
    screen_keys / "lock 'cart'" Enter
    screen_wait "buy#2 acquires lock 'cart'"
    screen_keys b
    screen_shows 'b goes on to the next event of this kind' "cook#3 acquires lock 'cart'"
    screen_golden "ascii-$size"
    screen_keys / 'burn#4' Enter
    screen_shows 'a task that is named is selected' '>  * burn#4'
    screen_keys End n
    screen_shows 'after the last one it goes on from the first' 'from the beginning: no later event says: burn#4'
    screen_keys / xyz Enter
    screen_shows 'what is nowhere is said to be' 'nothing that was recorded says: xyz'
    screen_keys / q Escape q
    screen_ends 'q is a letter while something is typed' 0
done
screen_done
