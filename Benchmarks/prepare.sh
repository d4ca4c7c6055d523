#!/bin/sh
# Makes ready what the comparison with other tools needs, outside the checkout: Python environments and forests.
#
#   Benchmarks/prepare.sh
#
# It goes to ${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks; a second run finds it there and does nothing.
# PYTHON311 and PYTHON312 name the interpreters. Without Python 3.12 oceanpy is left out.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/benchmarks
mkdir -p "$cache"

say() { printf '%s\n' "$*" >&2; }

# python VERSION: prints an interpreter of that version, if there is one.
python() {
    for candidate in "python$1" "$HOME"/.pyenv/versions/"$1".*/bin/python python3; do
        if "$candidate" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

# environment NAME PYTHON REQUIREMENTS: a virtual environment that holds exactly what the file asks for.
environment() {
    if cmp -s "$3" "$cache/$1/installed.txt"; then return; fi
    say "benchmarks: installing $(basename "$3") into $cache/$1"
    rm -rf "${cache:?}/$1"
    "$2" -m venv "$cache/$1"
    "$cache/$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$3" >&2
    cp "$3" "$cache/$1/installed.txt"
}

python311=${PYTHON311:-$(python 3.11)}
[ -n "$python311" ] || { say "benchmarks: Python 3.11 is needed; name one with PYTHON311=..."; exit 1; }
python312=${PYTHON312:-$(python 3.12)}

environment main "$python311" "$here/peers/requirements.txt"
environment nice "$python311" "$here/peers/requirements-nice.txt"
environment sets "$python311" "$here/peers/requirements-sets.txt"
if [ -n "$python312" ]; then
    environment ocean "$python312" "$here/peers/requirements-ocean.txt"
else
    say "benchmarks: there is no Python 3.12, so oceanpy is left out; name one with PYTHON312=..."
fi

if [ ! -f "$cache/forests/rows_sets.csv" ]; then
    say "benchmarks: training the models"
    PYTHONHASHSEED=0 "$cache/main/bin/python" "$here/peers/make_forests.py" "$cache/forests" >&2
    "$cache/main/bin/python" "$here/Sources/ForestBenchmark/make_forest.py" "$cache/forests/evaluator.onnx" >&2
fi
"$cache/main/bin/python" "$here/peers/make_requests.py" "$cache/forests" >&2
