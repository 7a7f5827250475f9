# Tests in a real terminal (tmux): start a program, send keys, look at the screen.
#
#     . tests/screen/lib.sh
#     screen_start 80 24 build/asynclearn       # a window of 80 columns and 24 rows
#     screen_wait 'Welcome'                     # until it shows the text, at most SCREEN_WAIT_S seconds
#     screen_keys 'help' Enter                  # as tmux names keys: Enter C-c Up Tab Space
#     screen_shows 'the commands are listed' 'lesson'
#     screen_done                               # the TAP plan
#
# Every check prints one TAP line; screen_wait is a check when it is given a name. When one fails, the screen
# is printed below it. Nothing waits for a fixed time.

: "${SCREEN_WAIT_S:=20}" "${BUILD:=build}"
screen_socket=
screen_starts=0
screen_count=0
screen_failed=0

if ! command -v tmux >/dev/null; then
    echo '1..0 # SKIP tmux is not installed'
    exit 0
fi
screen_status=$(mktemp) # the exit status of what was started, once it ended

# What the tester's own terminal and shell are like must not matter.
export LC_ALL=C.UTF-8 HISTFILE=
unset NO_COLOR COLUMNS LINES COLORTERM

screen_tmux() {
    tmux -L "$screen_socket" -f /dev/null "$@" 2>/dev/null
}

screen_stop() {
    [ -z "$screen_socket" ] || screen_tmux kill-server || true
}
trap 'screen_stop; rm -f "$screen_status"' EXIT

# screen_start COLUMNS ROWS COMMAND...: in a new window; an earlier one is closed.
screen_start() {
    local columns=$1 rows=$2
    shift 2
    screen_stop
    screen_starts=$((screen_starts + 1))
    screen_socket="asynclearn-test-$$-$screen_starts" # a server that is just ending takes no session
    : >"$screen_status"
    # Ctrl-C is for the program, not for the shell that notes how it ended.
    set -- sh -c 'trap : INT QUIT; "$@"; echo $? >"$0"' "$screen_status" "$@"
    screen_tmux new-session -d -x "$columns" -y "$rows" \; set -g status off \; \
        set -g remain-on-exit on \; set -g default-terminal "${SCREEN_TERM:-tmux-256color}" \; \
        set -g escape-time 0 \; respawn-pane -k "$(printf '%q ' "$@")" >/dev/null
}

screen_keys() {
    screen_tmux send-keys "$@"
}

screen_resize() {
    screen_tmux resize-window -x "$1" -y "$2"
}

# What the window shows: as text, and with the escape sequences of its colours.
screen_text() {
    screen_tmux capture-pane -p
}

# Where a line ends in a colour, its end may come before or behind the line break, and at the end of the
# screen not at all: that depends on what was on the screen before.
screen_colours() {
    screen_tmux capture-pane -p -e |
        sed -z 's/\n\(\x1b\[0m\x1b\[39m\x1b\[49m\)/\1\n/g; s/\x1b\[39m\n*$/\n/'
}

screen_result() { # TRUE-OR-FALSE NAME
    screen_count=$((screen_count + 1))
    if [ "$1" = true ]; then
        echo "ok $screen_count - $2"
        return
    fi
    screen_failed=$((screen_failed + 1))
    echo "not ok $screen_count - $2"
    screen_text | sed 's/^/# |/'
}

screen_until() { # COMMAND...: true as soon as it succeeds, false when the time is over
    local tries=$((SCREEN_WAIT_S * 20))
    until "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

screen_has() {
    screen_text | grep -qF -- "$1"
}

screen_lacks() {
    ! screen_has "$1"
}

# The same with the colours: a role of the style table is its escape sequence, like `38;5;28m`.
screen_has_colour() {
    screen_colours | grep -qF -- "$1"
}

screen_lacks_colour() {
    ! screen_has_colour "$1"
}

# screen_wait TEXT [NAME]: without a name only a failure is reported.
screen_wait() {
    if screen_until screen_has "$1"; then
        [ -z "${2-}" ] || screen_result true "$2"
    else
        screen_result false "${2:-the screen shows: $1}"
    fi
}

# screen_shows NAME TEXT and screen_hides NAME TEXT: wait until it does.
screen_shows() {
    screen_wait "$2" "$1"
}

screen_hides() {
    if screen_until screen_lacks "$2"; then screen_result true "$1"; else screen_result false "$1"; fi
}

# screen_ends NAME STATUS: the program ends with that exit status (128 + N when signal N ended it).
screen_ends() {
    local status
    screen_until [ -s "$screen_status" ]
    status=$(cat "$screen_status")
    screen_check "$1" [ "$status" = "$2" ]
    [ "$status" = "$2" ] || echo "# ended with status '$status'"
}

# screen_check NAME COMMAND...: the command succeeds.
screen_check() {
    local name=$1
    shift
    if "$@"; then screen_result true "$name"; else screen_result false "$name"; fi
}

# screen_golden NAME: the whole screen is tests/screen/golden/NAME.txt, and with its colours NAME.colour.
# SCREEN_GOLDEN=write makes them anew: look at the difference before it is committed.
screen_golden() {
    local golden="tests/screen/golden/$1"
    if [ "${SCREEN_GOLDEN-}" = write ]; then
        mkdir -p tests/screen/golden
        screen_text >"$golden.txt"
        screen_colours >"$golden.colour"
    fi
    screen_check "screen is golden: $1" screen_until screen_is "$golden"
}

screen_is() {
    [ "$(screen_text)" = "$(cat "$1.txt")" ] && [ "$(screen_colours)" = "$(cat "$1.colour")" ]
}

screen_done() {
    echo "1..$screen_count"
    [ "$screen_failed" = 0 ]
}
