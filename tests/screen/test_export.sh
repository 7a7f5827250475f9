#!/usr/bin/env bash
# `e` in a real terminal: what was seen becomes a file.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

top=$PWD
dir=$(mktemp -d)
trap 'screen_stop; rm -rf "$dir" "$screen_status"' EXIT
screen_start 80 24 env -C "$dir" "$(realpath "$BUILD")/asynclearn" trace --clock=virtual --speed=256 -- \
    "$(realpath "$BUILD")/tests/screen/kitchen"
screen_wait '[ended]'
screen_keys e
screen_shows 'e asks where to, and offers a name' 'Export to: kitchen.html_'
screen_keys Enter
screen_shows 'Enter writes it' 'wrote kitchen.html: '
screen_check 'as a page' grep -q '<!doctype html>' "$dir/kitchen.html"
screen_keys . e
screen_shows 'name is remembered' 'Export to: kitchen.html_'
screen_keys BSpace BSpace BSpace BSpace t x t Enter
screen_shows 'extension that says nothing is refused' 'cannot tell from "kitchen.txt" what to export'
screen_keys e BSpace BSpace BSpace s v g Enter
screen_shows 'another one is another format' 'wrote kitchen.svg: '
screen_check 'as a picture' grep -q '<svg' "$dir/kitchen.svg"
screen_keys e C-u n o / a . j s o n Enter
screen_shows 'what cannot be written is said' 'no/a.json: '
screen_keys e Escape
screen_shows 'Esc leaves it' 'q leave  ? help'
screen_keys q
screen_ends 'and q the view' 0
cd "$top" || exit 1
screen_start 80 24 "$BUILD/asynclearn" demo understanding/concurrency-vs-parallelism
screen_wait 'event '
screen_keys e
screen_shows 'long name leaves room for the way out' 'concurrency-vs-parallelism.html_   Enter writes, Esc leaves'
screen_keys Escape q
screen_done
