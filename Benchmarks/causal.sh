#!/bin/sh
# Measures causal answers beside dowhy.gcm and pgmpy, and how often intervals hold the truth; writes one report.
#
#   Benchmarks/causal.sh REPORT.md [RUNS]
#
# RUNS is how many studies the coverage is counted on (1000). TIMED names a command to put before every timed run.
# PYTHON311 names the interpreter. What is installed stays in ${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks.
set -eu

report=$1 runs=${2:-1000}
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks
results=$cache/results-causal
python=$cache/causal/bin/python

if ! cmp -s "$here/peers/requirements-causal.txt" "$cache/causal/installed.txt"; then
    mkdir -p "$cache"
    "${PYTHON311:-python3.11}" -m venv "$cache/causal"
    "$cache/causal/bin/pip" install --quiet --disable-pip-version-check \
        --requirement "$here/peers/requirements-causal.txt" >&2
    cp "$here/peers/requirements-causal.txt" "$cache/causal/installed.txt"
fi

swift build -c release --package-path "$here" --product CausalBenchmark >&2
bench=$here/.build/release/CausalBenchmark
rm -rf "$results"
mkdir -p "$results/worlds" "$results/networks"
{
    date -u '+%Y-%m-%d %H:%M UTC'
    git -C "$here" describe --always --dirty
    grep -m 1 'model name' /proc/cpuinfo 2>/dev/null | cut -d: -f2 || sysctl -n machdep.cpu.brand_string
    getconf _NPROCESSORS_ONLN
    uptime | sed 's/.*load average[s]*: //'
} >"$results/machine.txt"

${TIMED:-} "$bench" worlds "$results/worlds"
"$bench" random 100 140 1000 "$results/worlds" >"$results/random.md"
${TIMED:-} "$python" "$here/peers/ask_dowhy.py" "$results/worlds" "$results/dowhy.jsonl"
${TIMED:-} "$bench" networks "$results/networks" "$here"/../Examples/networks/asia.bif "$here"/../Examples/networks/alarm.bif
${TIMED:-} "$python" "$here/peers/ask_pgmpy.py" "$results/networks/otherwise.jsonl" "$results/pgmpy.jsonl"
"$bench" coverage "$runs" >"$results/coverage.md"
"$python" "$here/peers/causal_report.py" "$results" >"$report"
