#!/usr/bin/env bash
# What the program says to what it cannot work with: one clear sentence on stderr, and the exit code.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
unset ASYNC_TRACE ASYNC_CLOCK NO_COLOR COLUMNS CC
asynclearn="$BUILD/asynclearn"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export ASYNCLEARN_HOME="$scratch/home"
out="$scratch/out" err="$scratch/err"
. tests/tap.sh
said=("$out" "$err")

# NAME STATUS COMMAND...: it exits with that status.
runs() {
    local name=$1 status=$2
    shift 2
    timeout 60 "$@" >"$out" 2>"$err" </dev/null
    [ $? -eq "$status" ]
    result "$name"
}

# NAME FILE TEXT: a line of the file has the text.
has() {
    grep -qF -- "$3" "$2"
    result "$1"
}

# NAME STATUS TEXT COMMAND...: it exits with that status, and stderr has the text.
fails() {
    local name=$1 status=$2 text=$3
    shift 3
    runs "$name" "$status" "$@"
    has "... and says what is wrong" "$err" "$text"
}

course() { # a copy of the small course, to be broken
    rm -rf "$scratch/course"
    cp -r tests/course/good "$scratch/course"
}

# ---- JSON ----

course
lesson="$scratch/course/lessons/01-first/lesson.json"
sed -i '5s/5,/5;/' "$lesson"
fails 'broken JSON is a bad course' 2 "lesson.json:5:15: " "$asynclearn" --course "$scratch/course" list
has 'with its line' "$err" '  "minutes": 5;'
has 'and a caret under the place' "$err" '                  ^'
rm "$lesson"
fails 'missing JSON is a bad course' 2 'lesson.json: ' "$asynclearn" --course "$scratch/course" list

# ---- Names ----

fails 'unknown lesson' 2 'there is no lesson "corutines": did you mean "coroutines"?' "$asynclearn" lesson corutines
fails 'unknown step' 2 'there is no step "awiat": did you mean "await"?' "$asynclearn" demo basic-asyncio/awiat
fails 'unknown quiz' 2 'did you mean "coroutines"?' "$asynclearn" quiz corutines
fails 'unknown exercise' 2 'did you mean "fetch-urls"?' "$asynclearn" exercise check fetch-ulrs
fails 'unknown exercise to grade' 2 'did you mean "fetch-urls"?' "$asynclearn" grade fetch-ulrs a.c
fails 'unknown flag' 2 'unknown option "--jsno": did you mean "--json"?' "$asynclearn" list --jsno
has 'with where to read more' "$err" 'Try: asynclearn help list'
fails 'unknown value of a flag' 2 '"--clock" takes virtual|real, not "reall"' \
    "$asynclearn" demo basic-asyncio/await --clock=reall
fails 'unknown command' 2 'unknown command "lits": did you mean "list"?' "$asynclearn" lits
fails 'missing submission' 2 'nothere.c: there is no such file' "$asynclearn" grade fetch-urls nothere.c
fails 'missing program' 2 'cannot run ./nothere' "$asynclearn" trace -- ./nothere

# ---- What the machine lacks ----

accepted=$(echo quizzes/coding/fetch-urls/accepted/*.c | cut -d' ' -f1)
fails 'judging without a compiler' 3 'judging needs a C compiler: apt-get install gcc' \
    env CC=/nonexistent/cc "$asynclearn" grade fetch-urls "$accepted"
course
fails 'a demo to be built without a compiler' 3 'building a demo needs a C compiler: apt-get install gcc' \
    env CC=/nonexistent/cc "$asynclearn" --course "$scratch/course" demo first/one
fails 'live view without a terminal' 3 'the live view needs a terminal' \
    "$asynclearn" demo basic-asyncio/await --trace=live
runs 'session without a terminal' 0 "$asynclearn"
has 'is the overview' "$out" 'You begin with lesson 1'
has 'and how to go on' "$out" 'In a terminal, '
fails 'state directory that cannot be made' 0 'nothing is saved this time' \
    env ASYNCLEARN_HOME=/proc/nowhere "$asynclearn" list
has 'and the command goes on' "$out" 'Module 1'
[ "$(grep -c . "$err")" = 1 ]
result 'said once'

# ---- A demo that does not live to its end ----

course
cat >"$scratch/course/lessons/01-first/one.c" <<'END'
/* Goal: to be killed in the middle. */
#include <async.h>
#include <signal.h>
#include <stdio.h>

static int both(void *arg)
{
    puts("begun");
    int err = async_sleep(10);
    raise(SIGKILL);
    return err;
}

int main(void)
{
    return async_run(async_coro(both, NULL), NULL) ? 1 : 0;
}
END
fails 'demo that is killed is a failure' 1 'was killed by SIGKILL' \
    "$asynclearn" --course "$scratch/course" demo first/one
has 'after all that came before' "$out" 'both#1 prints: begun'

echo "1..$count"
exit "$failed"
