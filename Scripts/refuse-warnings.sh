#!/bin/sh
# Passes a build's output on; fails if the build failed or any of our own files has a warning.
set -u
log=$(mktemp)
trap 'rm -f "$log"' EXIT
tee "$log"
grep -q 'error:' "$log" && exit 1
if grep -E 'Sources/Otherwise|Tests/Otherwise' "$log" | grep -q 'warning:'; then
    echo "The build has warnings; see above." >&2
    exit 1
fi
grep -q -E 'Build complete|Compiling|Build of' "$log" || exit 1
