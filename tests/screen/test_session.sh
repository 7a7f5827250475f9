#!/usr/bin/env bash
# The session in a real terminal: the walk through the course, what can be typed on the way, and the way out.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

export ASYNCLEARN_HOME
ASYNCLEARN_HOME=$(mktemp -d)
trap 'screen_stop; rm -rf "$ASYNCLEARN_HOME" "$screen_status"' EXIT
learn="$BUILD/asynclearn --course tests/course/good"

asks() { # PROMPT: the last line of the screen is this one
    [ "$(screen_text | grep . | tail -n 1)" = "$1" ]
}

# ---- A step from its beginning to its end ----

screen_start 80 24 $learn
screen_shows 'welcome says where the course begins' 'You begin with lesson 1, First Lesson, step 1 of 2'
screen_shows 'and what to press' '[1.1] Enter: go on >'
screen_keys 'nxet' Enter
screen_shows 'misspelt word is recognised' 'unknown command "nxet": did you mean "next"?'
screen_shows 'and the hint can be typed here' 'Try: help'
screen_check 'without the name of the program' screen_lacks 'asynclearn help'
screen_keys 'lesson frist' Enter
screen_shows 'so is a misspelt id' 'there is no lesson "frist": did you mean "first"?'
screen_keys 'a | b' Enter
screen_shows 'what only a shell can do is refused' 'This is not a shell'
screen_keys 'hint' Enter
screen_shows 'hint without a question says so' 'No question is asked now.'
screen_keys 'more' Enter
screen_shows 'more without an aside says so' 'This step says no more.'
screen_keys 'help' Enter
screen_shows 'help lists the words of the session' 'go back to the step before'
screen_check 'and the commands, all on one screen' screen_has 'go on'
screen_keys 'half a line' C-c
screen_shows 'Ctrl-C drops the line' '^C'
screen_keys Enter
screen_shows 'Enter goes on to the text' 'Two coroutines sleep at the same time.'
screen_wait '-- more'
screen_keys Enter
screen_shows 'and to the prediction' 'your prediction >'
screen_keys 'what' Enter
screen_shows 'what is no answer is asked again' 'Type all the numbers in the right order'
screen_keys '1 2' Enter
screen_shows 'then it is told what to watch' 'Watch: The two lines.'
screen_wait 'Enter: run the demo >'
screen_keys Enter
screen_shows 'demo runs in the live view' 'q leave'
screen_check 'which says what to watch too' screen_has 'Watch: The two lines.'
screen_check 'and how to hear what happens' screen_has 'h what happens'
screen_keys + + + + + + + + + +
screen_shows 'up to its end' '[ended]'
screen_keys q
screen_shows 'q comes back to the prediction' 'Your prediction: Not quite.'
screen_check 'above which stands what was printed' screen_has 'slow at 20'
screen_shows 'and the right one is shown' 'Enter: a question about it >'
screen_check 'then what happens is told' screen_has 'What happens: Each sleeps, and the shorter one is first.'
screen_keys Enter
screen_wait 'How many tasks are there?'
screen_keys 'hint' Enter
screen_shows 'hint helps' 'Count main.'
screen_keys '2' Enter
screen_shows 'wrong answer says why' 'Main is a task too.'
screen_shows 'and may be tried again' 'try again, or skip >'
screen_keys '1' Enter
screen_shows 'right answer too' 'Main and the two it waits for.'
screen_shows 'step ends with what to take away' 'Takeaway: The shorter sleep ends first.'
screen_shows 'and waits to be read' 'Enter: next step >'
screen_keys 'quit' Enter
screen_shows 'step that is done is not walked again' 'Your place is kept: lesson 1, First Lesson, step 2 of 2'
screen_ends 'quit leaves' 0

# ---- Back and forth, and out ----

screen_start 80 24 $learn
screen_shows 'session goes on where it was left' 'You are in lesson 1, First Lesson, step 2 of 2'
screen_keys 'back' Enter
screen_shows 'back leads to the step before' 'Who comes first?'
screen_keys q
screen_shows 'q skips the rest of the text' 'your prediction >'
screen_keys 'next' Enter
screen_shows 'next leads on, from a question too' '1.2 Step Two'
screen_keys 'lesson first/one' Enter
screen_wait '-- more'
screen_resize 120 40
screen_keys Enter
screen_shows 'lesson leads to a step' 'In which order are the lines printed?'
screen_until asks 'your prediction >'
screen_keys 'broken' Enter
screen_shows 'broken runs what falls into the pitfall' 'Forgetting main.'
screen_keys q
screen_until asks 'your prediction >'
screen_keys 'lesson 1 2' C-c
screen_wait '^C'
screen_keys 'lesson 1/2' Enter
screen_shows 'by its number too' 'How much time passes?'
screen_keys C-d
screen_shows 'Ctrl-D leaves at a question' 'Your place is kept: lesson 1, First Lesson, step 2 of 2'
screen_ends 'without a failure' 0

screen_start 80 24 $learn lesson first --step two
screen_wait 'your prediction >'
screen_keys skip Enter
screen_wait 'Enter: run the demo >'
screen_keys Enter
screen_wait 'q leave'
screen_keys C-c
screen_shows 'Ctrl-C leaves the live view, not the session' 'Enter: a question about it >'
screen_keys Enter
screen_wait 'your answer >'
screen_keys 'skip' Enter
screen_shows 'lesson ends with what comes now' 'That was lesson 1.'
screen_shows 'step that keeps more says so' 'More: Why it adds up (type more)'
screen_wait 'Enter: finish >'
screen_keys 'more' Enter
screen_shows 'and more shows it' 'The second sleep is not even begun'
screen_keys 'next' Enter
screen_shows 'course ends with what is left to do' 'You have walked every step'
screen_keys 'next' Enter
screen_shows 'where nothing comes next' 'This is the end of the course.'
screen_keys 'back' Enter
screen_shows 'but back does' 'your prediction >'
screen_keys C-d
screen_ends 'and Ctrl-D leaves' 0

# ---- A program that takes too long to come ----

started=$(mktemp -u)
slow_cc=$(mktemp)
printf '#!/bin/sh\n: >"%s"\nexec sleep 1000\n' "$started" >"$slow_cc"
chmod +x "$slow_cc"

interrupt_the_compiler() {
    screen_until [ -e "$started" ]
    rm -f "$started"
    screen_keys C-c
}

screen_start 80 24 env CC="$slow_cc" $learn lesson first --step two
interrupt_the_compiler
screen_shows 'Ctrl-C leads past a prediction' 'Enter: go on without the prediction >'
screen_keys Enter
screen_wait 'Enter: run the demo >'
screen_keys Enter
interrupt_the_compiler
screen_shows 'and past a demo' 'Enter: a question about it >'
screen_keys C-d
screen_ends 'without ending the session' 0
screen_start 80 24 env CC="$slow_cc" $learn demo first/two
interrupt_the_compiler
screen_ends 'but ends the command' 130
screen_start 80 24 env CC="$slow_cc" $learn quiz first/quiz/4
interrupt_the_compiler
screen_shows 'and leaves a quiz for its report' 'Report'
screen_ends 'that says so' 0
screen_start 80 24 env CC="$slow_cc" $learn quiz first/quiz/4 --no-input
interrupt_the_compiler
screen_ends 'or ends what only prints' 130
rm -f "$slow_cc" "$started"

# ---- Other terminals ----

screen_start 80 24 env TERM=dumb $learn --plain
screen_wait 'Enter: go on >'
screen_keys Enter
screen_wait 'your prediction >'
screen_keys '1' Enter
screen_wait 'Enter: run the demo >'
screen_keys Enter
screen_shows 'plain terminal gets the log of the demo' 'loop ends'
screen_shows 'and the prediction below it' 'Your prediction: Right.'
screen_keys C-d
screen_ends 'and is left alike' 0

# ---- From stop to stop ----

has_changed() { # BEFORE
    [ "$(screen_text)" != "$1" ]
}

# Does what the last line of the screen asks for, until the text is there.
walk_until() {
    local before
    while before=$(screen_text) && ! grep -qF -- "$1" <<<"$before"; do
        case $(grep . <<<"$before" | tail -n 1) in
        '-- more'* | '['*'] Enter: '*' >') screen_keys Enter ;;
        'your prediction >' | 'your answer >') screen_keys skip Enter ;;
        *'q leave'*) screen_keys q ;;
        esac
        screen_until has_changed "$before" || return
    done
}

too_wide() { # lines that the terminal had to break, which -J puts together again
    screen_tmux capture-pane -p -J -S - | perl -CS -ne 's/\s+$//; print if length > 40'
}

screen_start 40 24 $learn lesson first
walk_until 'You have walked every step'
screen_wait 'Enter: leave >'
screen_keys 'help' Enter
walk_until 'Ctrl-D'
screen_wait 'Enter: leave >'
screen_keys 'list' Enter
screen_wait 'Echo what comes in.'
screen_keys 'demo first/oen' Enter
screen_wait 'did you mean'
screen_check 'nothing is wider than 40 columns' [ -z "$(too_wide)" ]
screen_keys C-d

screen_start 40 24 $learn --plain demo first/one
screen_wait 'trace>'
screen_check 'neither is what a plain demo says' [ -z "$(too_wide)" ]
screen_keys C-d

screen_start 80 24 "$BUILD/asynclearn" lesson understanding
walk_until '[1.4] Enter: next lesson >'
screen_shows 'a lesson is walked by keys' 'That was lesson 1.'
walk_until '[2.4] Enter: next lesson >'
screen_shows 'and the next' 'That was lesson 2.'
walk_until '[3.4] Enter: next lesson >'
screen_shows 'to the end of Module 1' 'That was lesson 3.'
screen_keys quit Enter
screen_ends 'and left' 0
done_steps() {
    "$BUILD/asynclearn" list --json | grep -o '"done":true' | wc -l
}
screen_check 'where all 12 steps are done' [ "$(done_steps)" = 12 ]

# ---- A command that takes its time ----

compiler=$ASYNCLEARN_HOME/cc
printf '#!/bin/sh\ntouch "$0.began"\nexec sleep 1000\n' >"$compiler"
chmod +x "$compiler"
screen_start 80 24 env CC="$compiler" $learn
screen_wait '] Enter'
screen_keys 'lint' Enter
screen_check 'lint builds the demos' screen_until test -e "$compiler.began"
screen_keys C-c
screen_keys 'version' Enter
screen_shows 'Ctrl-C ends that, not the session' 'asynclearn 0'
screen_keys quit Enter
screen_ends 'which is left by quit' 0

# ---- Without a terminal ----

says_where() {
    "$BUILD/asynclearn" </dev/null | grep -q 'You are in lesson 4'
}
screen_check 'without a terminal it says where one is' says_where

screen_done
