#!/usr/bin/env bash
# Coding practice in a real terminal: watching behind the prompt, and the run that decided in the live view.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

export ASYNCLEARN_HOME EDITOR= VISUAL=
ASYNCLEARN_HOME=$(mktemp -d)
trap 'screen_stop; rm -rf "$ASYNCLEARN_HOME" "$screen_status"' EXIT
learn="$BUILD/asynclearn"
kept=quizzes/coding/fetch-urls
source=$ASYNCLEARN_HOME/workspace/fetch-urls/fetch_urls.c

save() { # FILE: as editors do, another file is renamed over the old one
    cp "$1" "$source.new"
    mv "$source.new" "$source"
}

last_line_is() {
    [ "$(screen_text | grep . | tail -n 1)" = "$1" ]
}

# ---- Behind the prompt ----

screen_start 90 60 "$learn"
screen_wait 'Enter: go on >'
screen_keys 'exercise start fetch' Enter
screen_shows 'start says which file to write' 'fetch_urls.c'
screen_keys 'watch fetch --quick' Enter
screen_shows 'what is there is judged at once' 'URL number 1 was never fetched'
screen_keys 'half a li'
save $kept/rejected/sequential.c
screen_shows 'a save is judged while something is typed' 'Your 3 fetches ran one after the other'
screen_keys 'ne'
screen_until last_line_is '[1.1] Enter: go on > half a line'
screen_check 'which stays as it was' last_line_is '[1.1] Enter: go on > half a line'
screen_keys C-c
screen_keys 'watch off' Enter
screen_shows 'watch off ends it' 'Nothing is watched any more.'
screen_keys 'exercise trace' Enter
screen_shows 'the run that decided opens where the verdict stands' 'judge verdict: your 3 fetches ran'
screen_check 'stands still there' screen_has '[paused]'
screen_check 'with the learner'"'"'s line beside it' screen_has 'pages[i].err = fetch'
screen_check 'and the verdict among the output' screen_has 'verdict: your 3 fetches ran'
screen_check 'and above the panes' screen_has 'Verdict: your 3 fetches ran'
screen_check 'which is no warning' screen_lacks 'warning:'
screen_keys q
screen_wait 'Enter: go on >'
screen_keys quit Enter
screen_ends 'and the session goes on' 0

# ---- One that never waits names no line of its own ----

cp $kept/starter.c "$source"
screen_start 90 60 "$learn" exercise check fetch --quick
screen_shows 'a file in which nothing waits is judged' 'URL number 1 was never fetched'
screen_ends 'and has not passed' 1
screen_start 90 60 "$learn" exercise trace fetch
screen_shows 'its run is shown with its source' '─ fetch_urls.c ──'
screen_check 'at the function that ran' screen_has 'int fetch_urls(const char *c ▶ fetch'
screen_keys q

# ---- The editor, and a check that is stopped ----

printf '#!/bin/sh\ncp %s "$2"\necho "edited with $1"\n' "$PWD/$kept/rejected/sequential.c" >"$ASYNCLEARN_HOME/ed"
chmod +x "$ASYNCLEARN_HOME/ed"
screen_start 90 60 env EDITOR="$ASYNCLEARN_HOME/ed --gently" "$learn" exercise start fetch
screen_shows 'the editor is offered below the statement' 'ed --gently, no: later >'
screen_keys Enter
screen_shows 'and gets the file' 'edited with --gently'
screen_ends 'whose end is awaited' 0
screen_start 90 60 "$learn" exercise check fetch
screen_shows 'a check says that it is at work' 'Ctrl-C stops'
screen_keys C-c
screen_ends 'and Ctrl-C stops it' 130
screen_check 'without a word' screen_lacks 'Ctrl-C stops'

# ---- A class ----

screen_start 90 60 sh -c '"$@" >"$0"' "$ASYNCLEARN_HOME/results" "$learn" grade fetch $kept/rejected
screen_shows 'a bar says how far grading is' '] 1 of '
screen_keys C-c
screen_ends 'which Ctrl-C stops too' 130

# ---- From a shell ----

screen_start 90 60 "$learn" exercise watch fetch --quick
screen_shows 'in front it judges at once too' 'Your 3 fetches ran one after the other'
save $kept/accepted/gather.c
screen_shows 'and on every save' 'fetch_urls.c: pass'
screen_keys C-c
screen_ends 'until Ctrl-C' 130

screen_done
