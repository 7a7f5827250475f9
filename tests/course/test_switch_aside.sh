#!/usr/bin/env bash
# The assembly that the aside of coroutines/chaining shows is the runtime's, instruction by instruction.
cd "$(dirname "$0")/../.." || exit 1

instructions() { # FILE COMMENT: of context_switch, without labels, directives and comments
    sed -n '/^context_switch:/,/^ *ret/p' "$1" | sed "s|$2.*||" | grep -v '^context_switch:\|\.cfi' |
        sed 's/^ *//; s/ *$//' | grep .
}

shown=$(instructions lessons/03-coroutines/switch.md '#')
real=$(instructions runtime/context_x86_64.S '//')
echo 1..1
if [ -n "$real" ] && [ "$shown" = "$real" ]; then
    echo 'ok 1 - the aside shows the switch as it is'
else
    echo 'not ok 1 - the aside shows the switch as it is'
    diff <(echo "$shown") <(echo "$real") | sed 's/^/# /'
    exit 1
fi
