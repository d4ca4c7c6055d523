#!/bin/sh
# Measures how the time per counterfactual grows with features, trees and reference rows, and draws it.
#
#   Benchmarks/growth.sh RESULTS PICTURE.svg
set -eu

results=$1 picture=$2
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks
growth=$cache/forests/growth
mkdir -p "$results"
[ -f "$growth/rows_10000000.csv" ] || "$cache/main/bin/python" "$here/peers/make_growth.py" "$cache/forests" >&2

# ask NAME FOREST TABLE OPTIONS...
ask() {
    name=$1 forest=$2 table=$3
    shift 3
    printf '%s\n' "$name" >&2
    ${TIMED:-} "$here/.build/release/SearchBenchmark" "$growth/$forest.onnx" "$growth/$table.csv" "$@" \
        <"$growth/requests_$forest.jsonl" >"$results/growth.$name.jsonl"
}

for forest in features_10 features_30 features_100 features_300 features_1000 \
    trees_10 trees_30 trees_100 trees_300 trees_1000; do
    ask $forest.first $forest $forest --boxes 0
    ask $forest.proved $forest $forest --limit 2
    ask $forest.nice $forest $forest --strategy nice
    ask $forest.genetic $forest $forest --strategy genetic
done
for count in 1000 10000 100000 1000000 10000000; do
    ask rows_$count.first features_10 rows_$count --boxes 0
    ask rows_$count.nice features_10 rows_$count --strategy nice
    ask rows_$count.genetic features_10 rows_$count --strategy genetic
    ask rows_$count.plausible features_10 rows_$count --boxes 0 --plausible 0.2
done
"$cache/sets/bin/python" "$here/peers/plot_growth.py" "$results" "$picture"
