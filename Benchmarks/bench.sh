#!/bin/sh
# Measures Otherwise beside its peers, its batches and its evaluator, and writes one report.
#
#   Benchmarks/bench.sh quick|full REPORT.md     (or `make bench`, `make bench SIZE=full`)
#   Benchmarks/bench.sh growth REPORT.md          how time grows with the question; draws REPORT.svg
#
# The command must be built (`make build`). TIMED names a command to put before every timed run, such as
# "taskset -c 0,1". What is fetched, trained and answered stays in ${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks.
set -eu

size=$1 report=$2
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks
results=$cache/results-$size
python=$cache/main/bin/python

case $size in
quick) rows=2000 ;;
full) rows=all ;;
growth) ;;
*) printf 'usage: Benchmarks/bench.sh quick|full|growth REPORT.md\n' >&2; exit 64 ;;
esac

"$here/prepare.sh"
"$here/../Scripts/engines.sh" onnxruntime
swift build -c release --package-path "$here" >&2
rm -rf "$results"
mkdir -p "$results"

{
    date -u '+%Y-%m-%d %H:%M UTC'
    git -C "$here" describe --always --dirty
    grep -m 1 'model name' /proc/cpuinfo 2>/dev/null | cut -d: -f2 || sysctl -n machdep.cpu.brand_string
    getconf _NPROCESSORS_ONLN
    uptime | sed 's/.*load average[s]*: //'
    swift --version 2>/dev/null | head -1
} >"$results/machine.txt"

if [ "$size" = growth ]; then
    "$here/growth.sh" "$results" "${report%.md}.svg" >"$report"
    cat "$report"
    exit
fi
"$here/compare.sh" "$size" "$results"
"$here/compare_sets.sh" "$size" "$results"
for run in one two killed; do
    printf 'batch: %s\n' $run >&2
    ${TIMED:-} python3 "$here/batch.py" "$here/../.build/release/otherwise" "$results" $rows $run
done
printf 'evaluator\n' >&2
${TIMED:-} "$here/.build/release/ForestBenchmark" "$cache/forests/evaluator.onnx" >"$results/evaluator.txt"
(cd "$here/peers" && "$python" -m unittest --quiet test_scoring)
"$python" "$here/peers/report.py" "$cache/forests" "$results" >"$report"
"$python" "$here/peers/report_sets.py" "$cache/forests" "$results" >>"$report"
cat "$report"
