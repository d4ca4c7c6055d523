# What compare.sh and compare_sets.sh share; their arguments are the size and the folder of the results.
# shellcheck shell=sh

size=$1 results=$2
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks
forests=$cache/forests
search=$here/.build/release/SearchBenchmark
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 RAYON_NUM_THREADS=1
mkdir -p "$results"

say() { printf '%s\n' "$*" >&2; }

# own FILE FOREST REQUESTS OPTIONS...
own() {
    file=$1 forest=$2 requests=$3
    shift 3
    case $forest in adult*) table=adult ;; *) table=breast_cancer ;; esac
    say "$file"
    ${TIMED:-} "$search" "$forests/$forest.onnx" "$forests/table_$table.csv" "$@" \
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
