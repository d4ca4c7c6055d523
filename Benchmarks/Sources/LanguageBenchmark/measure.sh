#!/bin/sh
# Otherwise's language runtime beside llama.cpp itself; wants what `make engines` brings, and idle cores.
#
#   Benchmarks/Sources/LanguageBenchmark/measure.sh
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
engines=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/engines
llama=$(ls -d "$engines"/llama-* | tail -1)
own=$here/.build/own_speed
swift build --package-path "$here" -c release --product LanguageBenchmark >&2
"${CXX:-c++}" -O2 -std=c++17 -I"$llama/include" "$here/Sources/LanguageBenchmark/own_speed.cpp" \
    -L"$llama" -lllama -lggml -lggml-base -Wl,-rpath,"$llama" -o "$own"
"$here/.build/release/LanguageBenchmark" "$own" "$@"
