# Builds, tests and shows Otherwise. `make demo` needs Swift alone; `make engines` needs Python 3 as well.

SWIFT ?= swift
RELEASE := .build/release/otherwise

.PHONY: build sqlite demo test test-engines bench engines docs format lint

build: sqlite
	$(SWIFT) build -c release --product otherwise

# Results are stored by SQLite, whose header a bare Swift image lacks.
sqlite:
	@[ "$$(uname)" = Darwin ] || [ -e /usr/include/sqlite3.h ] || pkg-config --exists sqlite3 2>/dev/null || \
	{ echo "SQLite's header, sqlite3.h, is missing. Install it: apt-get install libsqlite3-dev (Debian, Ubuntu)," \
	"dnf install sqlite-devel (Fedora)." >&2; exit 1; }

demo: build
	@Scripts/demo.sh $(RELEASE)

# The tests that wait for processes and servers, or search within seconds, come first, without those that keep every core
# busy.
CLOCKED = Otherwise(Command|BlackBox|Endpoints|Server|Traces|)Tests|TimeLimitTests

# The tests that drive the command drive the one that users get.
test: lint build
	$(SWIFT) build --build-tests 2>&1 | Scripts/refuse-warnings.sh
	OTHERWISE_COMMAND=$(CURDIR)/$(RELEASE) $(SWIFT) test --skip-build --filter '$(CLOCKED)'
	$(SWIFT) test --skip-build --skip '$(CLOCKED)'
	@if $(MAKE) engines; then $(MAKE) test-engines; \
	else echo "The engines cannot be installed here (see above); what stands behind traits was not tested." >&2; fi

# What stands behind the traits, built apart from the default build, which needs no engine.
ENGINES := --traits ONNXRuntime,Llama --scratch-path .build/engines

test-engines: engines
	$(SWIFT) build $(ENGINES) --build-tests 2>&1 | Scripts/refuse-warnings.sh
	$(SWIFT) test $(ENGINES) --skip-build --filter 'OtherwiseLlamaTests|OtherwiseONNXRuntimeTests'

# Otherwise beside its peers, in about ten minutes; SIZE=full asks all tools all questions. Needs Python 3.11 and 3.12.
SIZE ?= quick
REPORT ?= .build/benchmarks.md
bench: build
	Benchmarks/bench.sh $(SIZE) $(REPORT)

engines:
	Scripts/engines.sh onnxruntime
	Scripts/engines.sh llama
	Scripts/engines.sh smollm2

# A site for any web server, in .build/documentation.
docs:
	Scripts/docs.sh

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Tests
	$(SWIFT) format lint --strict --recursive Sources --configuration \
	  '$(shell sed 's/"rules": {/&"AllPublicDeclarationsHaveDocumentation": true,/' .swift-format)'
