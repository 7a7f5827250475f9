#!/usr/bin/env bash
# Quizzes, the interview and reviews in a real terminal, and in a plain one.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

export ASYNCLEARN_HOME
ASYNCLEARN_HOME=$(mktemp -d)
trap 'screen_stop; rm -rf "$ASYNCLEARN_HOME" "$screen_status"' EXIT
learn="$BUILD/asynclearn --course tests/course/good"

begin() { # COMMAND...: in a window of the usual size
    screen_start 80 24 "$@"
}

forget() {
    $learn progress reset >/dev/null
}

# ---- A lesson's quiz, left in the middle and taken up again ----

begin $learn quiz first
screen_shows 'a quiz says how many questions there are' 'Question 1 of 5:'
screen_keys '?' Enter
screen_shows 'a question without a hint says so' 'No hint for this one'
screen_keys 'what?' Enter
screen_shows 'what is no answer is asked again' 'Type the numbers of all right choices, like 1 3.'
screen_shows 'with what else can be typed' 'hint, skip and quit work too.'
screen_keys '1 2 half' C-c
screen_shows 'Ctrl-C drops the line' '^C'
screen_keys '1' Enter
screen_shows 'one of two right choices is partly right' 'Partly right.'
screen_shows 'and the right ones are shown' 'It waits for its children.'
screen_keys Enter
screen_wait 'Question 2 of 5:'
screen_keys 'back' Enter
screen_shows 'back asks the question before' 'Question 1 of 5, once more (not counted):'
screen_keys '1 2' Enter
screen_shows 'which can be answered better' 'Right.'
screen_keys 'next' Enter
screen_shows 'what is not understood says what is' 'Enter goes on; back and quit work.'
screen_keys Enter
screen_wait 'Sort.'
screen_keys 'skip' Enter
screen_shows 'a skipped question is not answered' 'Question 3 of 5:'
screen_keys 'skpi' Enter
screen_shows 'a misspelt word is no answer' 'Did you mean skip?'
screen_keys 'quit' Enter
screen_shows 'the report gives the score of first answers' '0.5 of 5 (1 answered)'
screen_shows 'the report names what was skipped' '2. skipped'
screen_shows 'and what was not reached' '3. not answered'
screen_shows 'and what to read again' 'Worth reading again: lesson first'
screen_ends 'leaving a quiz is no failure' 0

begin $learn quiz first
screen_shows 'a quiz goes on where it was left' '1 of 5 were answered today'
screen_wait 'Question 2 of 5:'
screen_keys '1 2' Enter
screen_shows 'a wrong answer is not told off' 'Not quite.'
screen_keys Enter
screen_wait 'Question 3 of 5:'
screen_keys '?' Enter
screen_shows 'a nudge leads to a point' 'What do you get when you call an async function?'
screen_keys 'Coroutines are awaited,' Enter
screen_shows 'free text goes on' '... >'
screen_keys 'and so on' C-c
screen_wait '^C'
screen_keys 'Coroutines' Enter
screen_keys 'are awaited. Tasks are awaited.' Enter Enter
screen_shows 'an answer of several lines is graded as a whole' '10 of 10: excellent.'
screen_shows 'by its own words' 'You wrote "Tasks are awaited".'
screen_shows 'the model answer follows' 'A good short answer: Coroutines are awaited.'
screen_keys C-d
screen_shows 'Ctrl-D leaves with the report' '1.5 of 5'
screen_ends 'and without a failure' 0

begin $learn quiz first
screen_wait 'Question 4 of 5:'
screen_shows 'the log of some ticks is there to be read' 'row#1 waits: sleep until 10 ms'
screen_keys '2' Enter
screen_shows 'and what comes next is chosen' 'Right.'
screen_keys Enter
screen_wait 'Question 5 of 5:'
screen_shows 'the source is listed by its lines' '  10          err = async_sleep(20);'
screen_keys '8' Enter
screen_shows 'a line is named by its number' 'That was tick 3.'
screen_shows 'and the right one is shown' 'line 10'
screen_keys Enter
screen_shows 'as the run said' '2.5 of 5'
screen_ends 'so a quiz ends' 0

begin $learn quiz first
screen_shows 'what was answered today is not asked again' 'All of this was answered today'
screen_ends 'but reported' 0

begin $learn quiz first --again
screen_shows 'unless it is asked for' 'Question 1 of 5:'
screen_keys C-d
screen_ends 'Ctrl-D leaves at a question too' 0
forget

begin env TERM=dumb $learn --plain quiz first
screen_wait 'Question 1 of 5:'
screen_keys '1 2' Enter
screen_shows 'a plain terminal without an editor asks the same' 'Right.'
screen_keys Enter
screen_wait 'Question 2 of 5:'
screen_keys C-d
screen_shows 'and reports the same' '1 of 5 (1 answered)'
forget

# ---- The interview ----

begin $learn quiz interview
screen_wait 'Question 1 of 1:'
screen_keys 'Something is awaited. Threads are awaited.' Enter
screen_wait '... >'
screen_keys C-d
screen_shows 'Ctrl-D ends a text that was begun' 'of 10:'
screen_shows 'half a point asks for the rest' 'it: What do you get when you call an async function?'
screen_shows 'a misconception is quoted' 'Wrong: you wrote "Threads are awaited".'
screen_shows 'and told why it is wrong' 'A thread is joined.'
screen_shows 'an unsure examiner asks for own marks' 'These marks may be unfair'
screen_keys 'some' Enter
screen_keys Enter
screen_shows 'the learner may agree with the examiner' 'Enter: the report >'
screen_keys Enter
screen_ends 'the interview ends with its report' 0
forget

begin "$BUILD/asynclearn" quiz --timed --plain
screen_shows 'an interview has five questions and a clock' 'Question 1 of 5, 0:0'
screen_keys 'skip' Enter
screen_wait 'Question 2 of 5'
screen_keys 'quit' Enter
screen_shows 'and a report with the time' 'On the clock:'

begin "$BUILD/asynclearn" quiz interview/1 --plain
screen_wait 'Question 1 of 1:'
screen_keys 'A corroutine is paused by await until its' Enter 'result is there.' Enter Enter
screen_shows 'a misspelling is asked about' '"corroutine": did you mean "coroutine'
screen_keys Enter
screen_shows 'before the answer is graded' 'of 10:'
screen_shows 'and what follows is paged' '-- more: Enter goes on'
screen_keys Enter
screen_shows 'down to where to read on' 'https://docs.python.org/3/library/asyncio-task.html'
screen_keys C-d
screen_wait 'Report'
forget

begin $learn quiz interview --plain
screen_wait 'Question 1 of 1:'
screen_keys 'Tasks are awaited.' Enter Enter
screen_wait '4 of 10'
screen_keys '1, 2' Enter
screen_wait 'the report >'
screen_keys Enter
screen_shows 'or mark the answer by the points' '1. 10 of 10'
screen_check 'own marks are stored as such' grep -q '"self_marked":true' <($learn progress --json)
forget

# ---- Reviews ----

answers() { # carried from another machine, long ago: due, and one that left the course
    cat <<'JSON'
{"format": 1, "position": "first/one", "position_at": "2020-01-01T10:00:00Z", "due": 0, "exercises": [],
 "attempts": [
  {"id": "first/quiz/2", "kind": "quiz", "verdict": "wrong", "score": 0, "at": "2020-01-01T10:00:00Z",
   "uuid": "a1", "seconds": 5, "remembered": false},
  {"id": "first/two", "kind": "check", "verdict": "right", "score": 1, "at": "2020-01-02T10:00:00Z",
   "uuid": "a2", "seconds": 5, "remembered": true},
  {"id": "interview/1", "kind": "interview", "verdict": "good", "score": 7, "at": "2020-01-03T10:00:00Z",
   "uuid": "a3", "seconds": 5, "remembered": true},
  {"id": "first/gone", "kind": "check", "verdict": "wrong", "score": 0, "at": "2020-01-04T10:00:00Z",
   "uuid": "a4", "seconds": 5, "remembered": false}]}
JSON
}
answers >"$ASYNCLEARN_HOME/carried.json"
$learn progress import "$ASYNCLEARN_HOME/carried.json" >/dev/null

begin $learn review
screen_shows 'a review says how many are to go' 'Review, 3 to go (first/quiz/2):'
screen_keys 'back' Enter
screen_shows 'a review has no way back' 'A review only goes forward.'
screen_keys '2 1' Enter
screen_shows 'an answer decides when its question comes back' 'Good: it comes back in'
screen_keys Enter
screen_shows 'steps are asked by their checks' 'Which word waits in Python?'
screen_keys 'show' Enter
screen_shows 'a card can be turned over' 'Did you know it? a: again, g: good >'
screen_keys 'a' Enter
screen_shows 'and decides the same by a button' 'Again: it comes back in 10 minutes.'
screen_wait 'Enter: go on >'
screen_keys Enter
screen_shows 'interview questions are due too' 'Review, 1 to go (interview/1):'
screen_keys 'skip' Enter
screen_shows 'what was skipped is still due' '1 still due'
screen_shows 'what left the course is told' '1 more would be due, but the course no longer asks it.'
screen_ends 'a review ends well' 0

# ---- In a session ----

begin $learn
screen_shows 'the welcome says what is due' '1 question is due again: type review.'
screen_keys 'review' Enter
screen_wait 'Review, 1 to go'
screen_keys 'Coroutines and tasks are awaited.' Enter Enter
screen_wait 'Enter: go on >'
screen_keys Enter
screen_shows 'a session reviews' 'Nothing is due now. The next review is due in'
screen_keys 'quiz first/quiz/1' Enter
screen_wait 'Question 1 of 1:'
screen_keys '1 2' Enter
screen_wait 'Enter: the report >'
screen_keys Enter
screen_shows 'a session asks a quiz' '1 of 1, in'
screen_keys 'quit' Enter
screen_ends 'and goes on afterwards' 0
forget

# ---- At the end of a lesson, whose last check is in free text ----

cp -r tests/course/good "$ASYNCLEARN_HOME/course"
perl -0pi -e 's/"check": \{\s*"kind": "fill".*?\n      \},/"check": {"kind": "text", "question": "Say it.", "rubric": "interview\/1"},/s' \
    "$ASYNCLEARN_HOME/course/lessons/01-first/lesson.json"
begin "$BUILD/asynclearn" --plain --course "$ASYNCLEARN_HOME/course" lesson first --step two
screen_wait 'your prediction >'
screen_keys 'skip' Enter
screen_wait 'Enter: run the demo >'
screen_keys Enter
screen_wait 'trace>'
screen_keys 'quit' Enter
screen_wait 'Enter: a question about it >'
screen_keys Enter
screen_wait 'Say it.'
screen_keys 'Coroutines are awaited.' Enter 'Tasks are awaited.' Enter Enter
screen_shows 'the examiner grades a check in free text' '10 of 10: excellent.'
screen_shows 'the end of a lesson suggests its quiz' 'asks about all of it.'
screen_keys C-d
screen_ends 'and leaves' 0

# ---- Without a terminal ----

$learn quiz first </dev/null >"$ASYNCLEARN_HOME/printed" 2>&1
screen_check 'without a terminal the questions are printed' \
    grep -q '^Question 3 (.first/quiz/3.) Explain' "$ASYNCLEARN_HOME/printed"
screen_check 'and nothing is answered' grep -q '^Nothing was asked' "$ASYNCLEARN_HOME/printed"
screen_check 'right answers are not printed' sh -c "! grep -q 'It waits for a timer' '$ASYNCLEARN_HOME/printed'"

screen_done
