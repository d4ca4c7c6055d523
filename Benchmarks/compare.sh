#!/bin/sh
# Asks Otherwise and its peers the same requests and leaves their answers in a folder.
#
#   Benchmarks/compare.sh quick|full RESULTS
#
# `quick` asks the slow tools about a few rows only; `full` asks all about all, as far as their budgets go.
# TIMED names a command to put before every timed run, such as "taskset -c 1".
set -eu

size=$1 results=$2
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks
forests=$cache/forests
search=$here/.build/release/SearchBenchmark
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 RAYON_NUM_THREADS=1
mkdir -p "$results"

say() { printf '%s\n' "$*" >&2; }

# own FILE FOREST REQUESTS SECONDS [BOXES]
own() {
    file=$1 forest=$2 requests=$3
    shift 3
    case $forest in adult*) table=adult ;; *) table=breast_cancer ;; esac
    say "$file"
    ${TIMED:-} "$search" "$forests/$forest.onnx" "$forests/table_$table.csv" 1 "$@" \
        <"$forests/requests/$requests.jsonl" >"$results/$file.jsonl"
}

# peer FILE ENVIRONMENT SCRIPT FOREST REQUESTS OPTIONS...
peer() {
    file=$1 python=$cache/$2/bin/python script=$here/peers/ask_$3.py forest=$4 requests=$5
    shift 5
    [ -x "$python" ] || return 0
    say "$file"
    # a peer that breaks down has answered what it has answered
    ${TIMED:-} "$python" "$script" "$forests" "$forest" "$forests/requests/$requests.jsonl" "$@" \
        >"$results/$file.jsonl" || say "$file ended early, with $?"
}

# few QUICK FULL: a number that depends on the size
few() { if [ "$size" = full ]; then printf '%s' "$2"; else printf '%s' "$1"; fi; }

for forest in adult_rf6 adult_rf; do
    own $forest.otherwise-first $forest $forest 10 0
    own $forest.otherwise $forest $forest 10
    peer $forest.treecf-genetic main treecf $forest $forest --method genetic
    peer $forest.treecf-exact main treecf $forest $forest --method exact --budget "$(few 40 500)"
    peer $forest.nice-proximity nice nice $forest $forest --method proximity
    peer $forest.nice-sparsity nice nice $forest $forest --method sparsity
    peer $forest.dice-random main dice $forest $forest --method random
    peer $forest.dice-genetic main dice $forest $forest --method genetic --limit 30 --budget "$(few 15 300)"
done
peer adult_rf6.ocean ocean ocean adult_rf6 adult_rf6 --limit 60 --budget "$(few 30 500)"
# its model of the deep forest takes minutes to build
[ "$size" = quick ] || peer adult_rf.ocean ocean ocean adult_rf adult_rf --limit 60 --first 2
for forest in breast_cancer_20x4 breast_cancer_50x5 breast_cancer_100x5; do
    own $forest.otherwise $forest $forest 10
    peer $forest.treecf-exact main treecf $forest $forest --method exact --budget "$(few 15 200)"
    peer $forest.ocean ocean ocean $forest $forest --budget "$(few 15 200)"
done
for requests in impossible possible; do
    own $requests.otherwise adult_rf6 $requests 20
    peer $requests.treecf-genetic main treecf adult_rf6 $requests --method genetic --limit 20
    peer $requests.treecf-exact main treecf adult_rf6 $requests --method exact --limit 20
    peer $requests.dice-random main dice adult_rf6 $requests --method random --limit 20
    peer $requests.dice-genetic main dice adult_rf6 $requests --method genetic --limit 20 --budget "$(few 25 500)"
done
