#!/usr/bin/env bash
# Makes the documentation of the library, a site for any web server, with the toolchain's own docc: the symbols of the
# modules that the umbrella exports, and its catalogue. A warning, such as a link that leads nowhere, is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
site=.build/documentation
symbols=.build/symbols

tool() {
    if command -v xcrun >/dev/null; then xcrun --find "$1"; else echo "$(dirname "$(command -v "$swift")")/$1"; fi
}

"$swift" build --target Otherwise
search=(-I "$("$swift" build --show-bin-path)/Modules")
# The C modules that the packages below bring along.
for map in .build/checkouts/*/Sources/*/include/module.modulemap; do search+=(-I "$(dirname "$map")"); done
if command -v xcrun >/dev/null; then search+=(-sdk "$(xcrun --show-sdk-path)"); fi
rm -rf "$symbols" "$site"
mkdir -p "$symbols"
"$(tool swift-symbolgraph-extract)" -module-name Otherwise -output-dir "$symbols" "${search[@]}" \
    -target "$("$swift" -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$/\1/p')" \
    -skip-synthesized-members -skip-inherited-docs \
    -experimental-allowed-reexported-modules="$(sed -n 's/^@_exported public import //p' Sources/Otherwise/Otherwise.swift | paste -sd, -)"
"$(tool docc)" convert Sources/Otherwise/Otherwise.docc --additional-symbol-graph-dir "$symbols" --output-dir "$site" \
    --fallback-bundle-identifier otherwise --warnings-as-errors
printf 'To read it: python3 -m http.server -d %s 8000, then http://localhost:8000/documentation/otherwise\n' "$site"
