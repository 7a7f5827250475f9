#!/usr/bin/env bash
# The line editor in a real terminal: history, completion, Ctrl-C, Ctrl-D, resize, and the way out.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

home=$(mktemp -d)
trap 'screen_stop; rm -rf "$home" "$screen_status"' EXIT
typist="$BUILD/tests/screen/typist"
history="$home/state/history"

screen_start 60 12 "$typist" prompt "$history"
screen_shows 'prompt is shown' 'learn>'
screen_keys 'naïve 日本' Enter
screen_shows 'line with wide characters is read' 'line: <naïve 日本>'
screen_keys 'ticks' Enter
screen_shows 'other tasks run while it waits' 'others ran'
screen_keys 'deadline' Enter
screen_shows 'prompt can be given up when its time is over' 'too late'
screen_keys 'half a line' C-c
screen_shows 'Ctrl-C drops the line' 'cancelled'
screen_keys C-c
screen_keys 'l' Tab Tab
screen_shows 'several completions are listed' 'lesson  list'
screen_keys 'e' Tab
screen_shows 'only completion is filled in' 'learn> lesson'
screen_keys Tab Enter
screen_shows 'second word completes by what stands before it' 'line: <lesson basic-asyncio/await >'
screen_keys Up Up Up Up
screen_shows 'arrow up goes back in the history' 'learn> naïve 日本'
screen_keys C-a 'so ' C-e '!' Enter
screen_shows 'line from the history can be edited' 'line: <so naïve 日本!>'
screen_keys 'wide text'
screen_resize 40 12
screen_keys ' here'
screen_shows 'line survives a resize' 'learn> wide text here'
screen_keys C-c C-d
screen_ends 'Ctrl-D leaves' 0

screen_start 60 12 "$typist" prompt "$history"
screen_wait 'learn>'
screen_keys Up
screen_shows 'next session knows the lines of the last one' 'learn> so naïve 日本!'
screen_keys C-c
screen_keys C-r 'bas'
screen_wait 'lesson basic'
screen_keys Enter
screen_shows 'Ctrl-R searches the history' 'line: <lesson basic-asyncio/await'
screen_check 'history file is private' [ "$(stat -c %a "$history")" = 600 ]

# A shell around it sees in which state it leaves the terminal. `-i` is job control for Ctrl-Z.
screen_start 60 20 env PS1='$ ' bash --norc --noprofile -i
screen_wait '$'
modes='stty -a | tr " " "\n" | grep -xE -- "-?(isig|icanon|echo);?" | xargs echo modes:'
normal='modes: isig icanon echo'

screen_leaves_by() { # NAME KEYS...
    local name=$1
    shift
    screen_keys clear Enter
    screen_until screen_lacks 'modes:'
    screen_keys "$typist prompt; echo le''ft" Enter
    screen_wait 'learn>'
    screen_keys "$@"
    screen_wait 'left' # what is typed before that is dropped on the way out
    screen_keys "$modes" Enter
    screen_shows "$name" "$normal"
}

screen_leaves_by 'terminal is as before after Ctrl-D' C-d
screen_leaves_by 'terminal is as before after a crash' crash Enter
screen_leaves_by 'terminal is as before after an abort' abort Enter
screen_leaves_by 'terminal is as before after a stack overflow' overflow Enter
screen_leaves_by 'terminal is as before while it is stopped' C-z

screen_keys clear Enter fg Enter
screen_shows 'prompt is drawn again after it was stopped' 'learn>'
screen_keys 'again' Enter
screen_shows 'and reads on' 'line: <again>'
tty=$(screen_tmux display -p '#{pane_tty}')
kill -TERM "$(pgrep -t "${tty#/dev/}" -x typist)" # not its guard, which has another name
screen_wait 'Terminated'
screen_keys "$modes" Enter
screen_shows 'terminal is as before after a kill' "$normal"

# ---- Long results ----

export ASYNCLEARN_HOME=$home
screen_start 80 60 env PAGER='sed s/^/paged:/' "$BUILD/asynclearn" list
screen_shows 'a long result goes through the pager' 'paged:'
screen_ends 'whose end is awaited' 0
screen_start 80 60 env PAGER='head -n 1' sh -c '"$1" list; echo "status $?"; read -r line' - "$BUILD/asynclearn"
screen_shows 'a reader may leave early, which is no failure' 'status 0'
screen_start 80 60 env PAGER='sed s/^/paged:/' "$BUILD/asynclearn" --no-input list
screen_wait 'Module'
screen_check 'who must not be asked is not paged' screen_lacks 'paged:'

screen_done
