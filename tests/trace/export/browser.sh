# Sourced: $chromium, for tests that `make browser` installs the needs of, and that are skipped where they are
# missing. `needs_browser MODULE...`: which modules of npm.
needs_browser() {
    local module
    chromium=$(command -v chromium)
    for module; do
        [ -n "$chromium" ] && node -e "require.resolve('$module')" 2>/dev/null && continue
        echo '1..0 # SKIP needs what `make browser` installs'
        exit
    done
}
