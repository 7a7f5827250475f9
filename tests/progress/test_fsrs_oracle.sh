#!/bin/bash
# The stored answers of ts-fsrs are still what the package says. Needs node and the package, which only
# this test uses: npm install -g ts-fsrs, or NODE_PATH where it is.
cd "$(dirname "$0")"
echo 1..1
skip() {
    echo "ok 1 # SKIP $1"
    exit 0
}
command -v node >/dev/null || skip "node is not installed"
export NODE_PATH="${NODE_PATH:-$(npm root -g 2>/dev/null)}"
node -e 'require("ts-fsrs")' 2>/dev/null || skip "npm install -g ts-fsrs gives the package to compare with"
node -e 'process.exit(require("ts-fsrs").FSRSVersion.includes("FSRS-6") ? 0 : 1)' ||
    skip "this ts-fsrs has another version of FSRS"
if differences=$(diff <(node fsrs_oracle.cjs | grep -v '^#') <(grep -v '^#' fsrs_oracle.txt)); then
    echo "ok 1 - the stored answers are those of the installed ts-fsrs"
else
    echo "$differences" | sed 's/^/# /'
    echo "not ok 1 - the stored answers are those of the installed ts-fsrs"
fi
