#!/usr/bin/env bash
# `demo` and `trace` as a shell sees them: what is printed where, and exit codes.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
unset ASYNC_TRACE ASYNC_CLOCK NO_COLOR
asynclearn="$BUILD/asynclearn" program="$BUILD/tests/trace/test_watch"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
out="$scratch/out" err="$scratch/err" want="$scratch/want" recorded="$scratch/recorded"
. tests/tap.sh
said=("$out" "$err")

runs() { # NAME STATUS COMMAND...: it exits with that status
    local name=$1 status=$2
    shift 2
    timeout 60 "$@" >"$out" 2>"$err" </dev/null
    [ $? -eq "$status" ]
    result "$name"
}

says() { # NAME FILE: the file is what stands on our input; line numbers do not matter
    cat >"$want"
    sed "s|\(programs.h:\)[0-9][0-9]*$|\1LINE|" "$2" | diff "$want" - >/dev/null
    result "$1"
}

has() { # NAME FILE TEXT
    grep -qF -- "$3" "$2"
    result "$1"
}

runs 'program is logged without a terminal' 0 "$asynclearn" trace --clock=virtual -- "$program" counts
says 'log has a line an event' "$out" <<'END'
tick 0            0 ms  loop begins: test_watch, virtual clock
tick 0            0 ms  loop creates task counts#1                          programs.h:LINE
tick 1            0 ms  loop ready queue: counts#1
tick 1            0 ms  counts#1 starts
tick 1            0 ms  counts#1 prints: 1
tick 1            0 ms  counts#1 waits: sleep until 100 ms                  programs.h:LINE
tick 2          100 ms  loop had nothing to run: waited 100 ms
tick 2          100 ms  counts#1 is ready again
tick 3          100 ms  loop ready queue: counts#1
tick 3          100 ms  counts#1 resumes
tick 3          100 ms  counts#1 prints: 2
tick 3          100 ms  counts#1 waits: sleep until 200 ms                  programs.h:LINE
tick 4          200 ms  loop had nothing to run: waited 100 ms
tick 4          200 ms  counts#1 is ready again
tick 5          200 ms  loop ready queue: counts#1
tick 5          200 ms  counts#1 resumes
tick 5          200 ms  counts#1 prints: 3
tick 5          200 ms  counts#1 waits: sleep until 300 ms                  programs.h:LINE
tick 6          300 ms  loop had nothing to run: waited 100 ms
tick 6          300 ms  counts#1 is ready again
tick 7          300 ms  loop ready queue: counts#1
tick 7          300 ms  counts#1 resumes
tick 7          300 ms  counts#1 is done
tick 8          300 ms  loop ends
END
runs 'with --all the timers are there too' 0 "$asynclearn" trace --all --clock=virtual -- "$program" counts
has 'as lines of their own' "$out" 'counts#1 timer armed for 100 ms'

runs 'off leaves what the program prints' 0 "$asynclearn" trace --trace=off --clock=virtual -- "$program" counts
says 'and nothing else' "$out" <<'END'
1
2
3
END

runs 'jsonl writes the records' 0 "$asynclearn" trace --trace=jsonl --clock=virtual -- "$program" whispers
cp "$out" "$recorded"
has 'with what was printed past stdio' "$out" '"stream":"stderr","text":"to\ufffdstderr"}'
runs 'which can be replayed' 0 "$asynclearn" trace "$recorded"
has 'as a log' "$out" 'program prints: past "it"'
runs 'or for its output' 0 "$asynclearn" trace --trace=off "$recorded"
has 'alone' "$out" 'by stdio'
runs 'but not made a trace again' 2 "$asynclearn" trace --trace=jsonl "$recorded"

runs 'crash is a failure' 1 "$asynclearn" trace -- "$program" crashes
has 'that is explained' "$err" 'test_watch was killed by SIGABRT (Aborted) while crashes#1 ran, last seen at programs.h:'
runs 'and at the prompt' 1 sh -c 'echo at 9 | "$0" trace --plain --trace=live -- "$1" crashes' "$asynclearn" "$program"
has 'when its end is reached' "$out" 'test_watch was killed by SIGABRT (Aborted) while crashes#1 ran, last seen at programs.h:'
runs 'so is an exit status' 1 "$asynclearn" trace --trace=off -- "$program" fails
has 'explained as well' "$err" 'asynclearn: test_watch ended with exit status 3'
crasher="$scratch/$(printf 'c\033[31mrash')"
ln -s "$PWD/$program" "$crasher"
runs 'name that would act on the terminal' 1 "$asynclearn" trace -- "$crasher" crashes
! grep -q "$(printf '\033')" "$out" "$err"
result 'is shown, not obeyed'
runs 'program that is not there is wrong usage' 2 "$asynclearn" trace -- /no/such/program
has 'and named' "$err" 'cannot run /no/such/program: No such file or directory'
runs 'file that is no trace is wrong usage' 2 "$asynclearn" trace README.md
has 'with its line' "$err" 'README.md:1:1: this is no trace'

runs 'program without its dashes is wrong usage' 2 "$asynclearn" trace "$program"
has 'with the command that was meant' "$err" "$program is a program: say \"trace -- $program\""
runs 'program that crashes leaves its trace' 134 env ASYNC_TRACE="$recorded" "$program" crashes
runs 'which is shown' 0 "$asynclearn" trace "$recorded"
has 'up to where it ends' "$err" 'was cut short: it ends in the middle of the loop while crashes#1 ran, last seen at programs.h:'
runs 'so it is at the prompt' 0 sh -c 'echo run | "$0" trace --plain --trace=live "$1"' "$asynclearn" "$recorded"
has 'with the same words' "$out" 'was cut short: it ends in the middle of the loop while crashes#1 ran, last seen at programs.h:'

runs 'full disk is an error' 3 sh -c '"$0" trace --trace=log -- "$1" counts >/dev/full' "$asynclearn" "$program"
has 'that is named' "$err" 'cannot write the results: some of them are lost (is the disk full?)'
# 512 bytes a block
runs 'file past its limit is one, too' 3 bash -c \
    'ulimit -f 1 && "$0" trace --clock=virtual --export "$1/run.html" -- "$2" counts' "$asynclearn" "$scratch" "$program"
has 'of the file' "$err" 'run.html: cannot write this file: File too large'
[ -z "$(ls "$scratch" | grep run.html)" ]
result 'and nothing of it stays'

runs 'log of a run that cancels what is left' 0 "$asynclearn" demo basic-asyncio/run --trace=log
! grep -q 'future' "$out"
result 'does not tell of what the library needs for that'

runs 'live view without a terminal is refused' 3 "$asynclearn" trace --trace=live -- "$program" counts
has 'with what to do instead' "$err" 'use --trace=log'

"$asynclearn" trace --trace=log -- "$program" hangs >"$out" 2>"$err" </dev/null &
tracer=$!
until grep -q 'hangs#1 resumes' "$out"; do sleep 0.05; done
kill -INT $tracer
wait $tracer
[ $? -eq 130 ]
result 'Ctrl-C ends it'
has 'and says where the program was' "$err" 'was stopped while hangs#1 ran, last seen at programs.h:'

runs 'demo of the course runs' 0 "$asynclearn" demo basic-asyncio/await
has 'on the virtual clock' "$out" 'loop begins: await, virtual clock'

runs 'demo that is warned of runs' 0 "$asynclearn" demo understanding/blocking --trace=log
has 'its log says what to read' "$out" 'cook#3 slow is explained by: asynclearn lesson understanding/blocking'
has 'and so does the end' "$err" "warning: task 'cook' held the loop for 250 ms without awaiting"
has 'with the place of the call' "$err" '    blocking.c:27, slow: asynclearn lesson understanding/blocking'
"$asynclearn" demo understanding/blocking --trace=jsonl >"$recorded" 2>/dev/null </dev/null
runs 'recorded trace warns of the same' 0 "$asynclearn" trace "$recorded"
has 'behind its end' "$err" '    blocking.c:27, slow: asynclearn lesson understanding/blocking'
runs 'silenced warning is not mentioned' 0 "$asynclearn" demo understanding/blocking --no-warn=slow
! grep -q warning "$out" "$err"
result 'anywhere'
runs 'nor one that the environment silences' 0 env ASYNCLEARN_NO_WARN=all "$asynclearn" demo understanding/blocking
! grep -q warning "$out" "$err"
result 'anywhere'
runs 'unknown warning is wrong usage' 2 "$asynclearn" demo understanding/blocking --no-warn=slwo
has 'with one that is near' "$err" 'there is no warning "slwo": did you mean "slow"?'
runs 'broken demo falls into the pitfall' 0 "$asynclearn" demo coroutines/chaining --broken
has 'and is warned of it' "$err" 'sequential-awaits: asynclearn lesson basic-patterns/gather'
runs 'step without one is wrong usage' 2 "$asynclearn" demo coroutines/creating --broken
has 'and says so' "$err" 'the pitfall of coroutines/creating cannot be run'
runs 'broken Python form is wrong usage' 2 "$asynclearn" demo coroutines/chaining --broken --python

runs 'what it names can be read' 0 "$asynclearn" lesson understanding/blocking --no-input
has 'alone' "$out" '1.2 Blocking vs non-blocking operations'

runs 'unknown step is wrong usage' 2 "$asynclearn" demo basic-asyncio/nothing
if command -v python3 >/dev/null; then
    runs 'Python form runs' 0 "$asynclearn" demo basic-asyncio/await --python
    cp "$out" "$want"
    runs 'and the C form' 0 "$asynclearn" demo basic-asyncio/await --trace=off
    diff "$want" "$out" >/dev/null
    result 'prints the same'
fi
runs 'Python form has no trace' 2 "$asynclearn" demo basic-asyncio/await --python --trace=log
echo "1..$count"
