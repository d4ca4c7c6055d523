# Builds, tests and shows Otherwise. `make demo` needs Swift alone; `make engines` needs Python 3 as well.

SWIFT ?= swift
ADULT := Examples/adult
RELEASE := .build/release/otherwise

.PHONY: demo test test-command engines format lint build

build:
	$(SWIFT) build -c release --product otherwise

demo: build
	@Scripts/demo.sh $(RELEASE)

test: lint
	$(SWIFT) build --build-tests 2>&1 | Scripts/refuse-warnings.sh
	$(SWIFT) test --skip-build

# The tests that drive the built command, on an optimised build.
test-command:
	OTHERWISE_COMMAND_TESTS=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter OtherwiseCommandTests

engines:
	Scripts/engines.sh onnxruntime

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

