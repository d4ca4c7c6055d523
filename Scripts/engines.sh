#!/bin/sh
# Fetches the native engines that Otherwise can use beside its own, into a cache outside the checkout.
#
#   Scripts/engines.sh onnxruntime
#
# Each engine is pinned by version and SHA-256, comes from PyPI through pip, and is unpacked into
# ${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/engines/NAME-VERSION, where Otherwise looks for it.
# A second run finds it there and does nothing. PYTHON names another python3.
set -eu

python=${PYTHON:-python3}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/engines
work=
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "engines: $*"
    exit 1
}

# An empty folder beside the cache, so that moving a finished engine into place is one step.
make_work_folder() {
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/unfinished.XXXXXX")
}

sha256_of() {
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"
}

# fetch REQUIREMENT SHA256 PIP-OPTIONS...: downloads one file from PyPI; $fetched is its path.
fetch() {
    requirement=$1 expected=$2
    shift 2
    "$python" -m pip --version >/dev/null 2>&1 ||
        fail "$python has no pip; install it (Debian: apt-get install python3-pip) or name a Python with PYTHON=..."
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work/download" \
        "$@" "$requirement" >&2 || fail "pip could not fetch $requirement (see above)"
    fetched=$(ls "$work"/download/*)
    found=$(sha256_of "$fetched")
    [ "$found" = "$expected" ] ||
        fail "$requirement has the SHA-256 $found, $expected was expected; nothing was installed"
}

onnxruntime() {
    version=1.32.0
    home=$cache/onnxruntime-$version
    # `uname -m` tells the processor; a wheel for manylinux wants glibc.
    case "$(uname -s)-$(uname -m)" in
    Linux-x86_64)
        library=libonnxruntime.so.$version platform=manylinux_2_28_x86_64
        sha256=5a34fc4dfeb5a7b4a74c95dcba1e773d722abda720b474edf1b0c419dc6d163d ;;
    *)
        fail "there is no pinned ONNX Runtime for $(uname -s) on $(uname -m) yet; install version 1.17 or later" \
            "where the system's loader finds it (macOS: brew install onnxruntime), or give Otherwise its path" ;;
    esac
    if [ -f "$home/$library" ]; then
        say "onnxruntime $version is there: $home"
        return
    fi
    say "onnxruntime $version: fetching 28 MB from PyPI"
    make_work_folder
    # Any Python's wheel holds the same library; naming one makes the digest independent of the Python that runs this.
    fetch "onnxruntime==$version" "$sha256" --only-binary=:all: \
        --implementation cp --python-version 3.11 --abi cp311 --platform "$platform"
    "$python" -m zipfile -e "$fetched" "$work/wheel"
    mkdir "$work/engine"
    for file in "capi/$library" LICENSE ThirdPartyNotices.txt; do
        mv "$work/wheel/onnxruntime/$file" "$work/engine/"
    done
    rm -rf "$home"
    mv "$work/engine" "$home"
    say "onnxruntime $version: unpacked into $home"
}

case "${1:-}" in
onnxruntime) onnxruntime ;;
*)
    say "usage: Scripts/engines.sh onnxruntime"
    exit 64 ;;
esac
