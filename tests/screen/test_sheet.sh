#!/usr/bin/env bash
# Help, hint and answers over the view, in a real terminal: readable at any size, and closed by any key.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

kitchen() { # COLUMNS ROWS: standing still at its beginning
    screen_start "$1" "$2" "$BUILD/asynclearn" trace --clock=virtual --speed=0.001 -- \
        "$BUILD/tests/screen/kitchen"
    screen_wait '[playing]'
    screen_keys Home
}

# scroll_to TEXT: true when it is there, else a row further down.
scroll_to() {
    screen_has "$1" || {
        screen_keys Down
        false
    }
}

for size in 40x12 60x15; do
    kitchen "${size%x*}" "${size#*x}"
    screen_keys '?'
    screen_shows "at $size the help says how to scroll and close" 'Up, Down: scroll; other keys close.'
    for part in 'faster or slower' 'find a task' '(Perfetto)' 'leave, and stop' 'runs now;' 'meanwhile'; do
        screen_check "and can be read: $part" screen_until scroll_to "$part"
    done
    screen_keys NPage NPage NPage NPage NPage
    screen_golden "help-end-$size"
    screen_keys Home
    screen_hides 'another key closes it' 'other keys close'
done

kitchen 80 24
for key in q Escape Enter x; do
    screen_keys '?'
    screen_shows 'help that has room says how to close it' 'Any key closes this.'
    screen_keys "$key"
    screen_hides "$key closes it" 'Any key closes this.'
done
screen_keys w
screen_shows 'an answer says so too' 'Any key closes this.'
screen_keys q h
screen_shows 'h without a hint says that there is none' 'nobody said what there is to watch here'
screen_keys q
screen_ends 'and then q leaves' 0

screen_start 80 24 "$BUILD/asynclearn" --plain trace --clock=virtual -- "$BUILD/tests/screen/kitchen"
screen_wait 'trace>'
screen_keys q Enter
screen_ends 'q leaves the plain prompt' 0
screen_start 80 24 "$BUILD/asynclearn" --plain trace --clock=virtual -- "$BUILD/tests/screen/kitchen"
screen_wait 'trace>'
screen_keys C-d
screen_ends 'and so does Ctrl-D' 0
screen_done
