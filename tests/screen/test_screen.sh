#!/usr/bin/env bash
# The full-screen layer and the pause between pages in a real terminal.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

typist="$BUILD/tests/screen/typist"

screen_start 40 8 "$typist" screen
screen_shows 'view knows its size' '40 x 8'
screen_check 'frame reaches into the corners' screen_has \
    '┌─ Typist ─────────────────────────────┐'
screen_check 'wide character that the edge cuts is left out' screen_has '│ab日本  '
screen_keys Up
screen_shows 'arrow is one key' 'key 1114112'
screen_keys Escape
screen_shows 'Esc alone is a key' 'key 27 '
screen_keys C-c
screen_shows 'Ctrl-C is a key' 'key 3 '
screen_keys 'é'
screen_shows 'typed character is its code point' 'key 233'
screen_resize 60 10
screen_shows 'resize is followed' '60 x 10, key 1114123'
screen_check 'colours are on the screen' screen_has_colour '38;5;28m60 x 10'
screen_keys q
screen_shows 'screen from before comes back' 'left the screen'
screen_hides 'and the view is gone' 'Typist'

screen_start 40 8 env LC_ALL=C NO_COLOR=1 "$typist" screen
screen_shows 'frame is ASCII where nothing else is shown' '+- Typist ----'
screen_check 'no colours where none are wanted' screen_lacks_colour '38;5;'

screen_start 60 20 env PS1='$ ' bash --norc --noprofile -i
screen_wait '$'
for way in '!' a o; do
    screen_keys clear Enter "$typist screen" Enter
    screen_wait 'key 0'
    screen_keys "$way"
    screen_shows "screen comes back after a crash by $way" "$typist screen"
    screen_keys 'stty -a | tr " " "\n" | grep -xE -- "-?(icanon|echo)" | xargs echo modes:' Enter
    screen_shows "and so do the modes" 'modes: icanon echo'
done
screen_keys clear Enter "$typist screen" Enter
screen_wait 'key 0'
screen_keys C-z
screen_shows 'Ctrl-Z gives the shell back' 'Stopped'
screen_keys fg Enter
screen_shows 'and fg the view' 'key 1114123'
screen_keys q
screen_wait '$ fg'
is_last() { # TEXT
    screen_text | grep . | tail -n 1 | grep -qF -- "$1"
}
screen_check 'what the shell wrote meanwhile stays above' screen_until is_last '$'

# A kill that cannot be caught, below a shell that mends nothing by itself. Its parent may hear of it before the
# guard has done its work.
screen_start 60 20 env PS1='$ ' sh -i
screen_wait '$'
guard_is_gone() {
    ! ps -t "$(screen_tmux display -p '#{pane_tty}')" -o stat=,comm= | grep -q '^[^Z].*terminal-guard'
}
for what in screen prompt; do
    screen_keys clear Enter 'modes=$(stty -g)' Enter "$typist $what" Enter
    if [ "$what" = screen ]; then
        screen_wait 'key 0'
        screen_keys k
    else
        screen_wait 'learn>'
        screen_keys kill Enter
    fi
    screen_check "guard of the $what goes when all is done" screen_until guard_is_gone
    screen_keys Enter 'test "$(stty -g)" = "$modes"; echo "modes: $?"' Enter
    screen_shows 'modes are as before kill -9' 'modes: 0'
    screen_check 'and so is the screen' screen_lacks Typist
done
screen_keys clear Enter "$typist screen" Enter
screen_wait 'key 0'
screen_keys C-z
screen_wait Stopped
screen_keys clear Enter 'kill -9 %1' Enter fg Enter 'echo "still" here' Enter
screen_shows 'what was given back already is left alone' 'still here'
screen_check 'by a guard that goes, too' screen_until guard_is_gone

screen_start 40 12 "$typist" page
screen_shows 'page stops before a line scrolls away' 'more: Enter goes on'
screen_check 'first page is there in full' screen_has 'row 1'
screen_keys Enter
screen_shows 'Enter brings the next one' 'row 20'
screen_keys q
screen_shows 'q stops' 'left with 1'
screen_check 'nothing was written after it' screen_lacks 'row 21'
screen_check 'question is taken off the screen' screen_lacks 'more:'
screen_ends 'and the program goes on to its end' 0

screen_done
