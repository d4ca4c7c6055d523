# Builds, tests and shows Otherwise. `make demo` needs Swift alone; `make engines` needs Python 3 as well.

SWIFT ?= swift
RELEASE := .build/release/otherwise

.PHONY: build demo test engines format lint

build:
	$(SWIFT) build -c release --product otherwise

demo: build
	@Scripts/demo.sh $(RELEASE)

# The tests that drive the command drive the one that users get.
test: lint build
	$(SWIFT) build --build-tests 2>&1 | Scripts/refuse-warnings.sh
	OTHERWISE_COMMAND=$(CURDIR)/$(RELEASE) $(SWIFT) test --skip-build

engines:
	Scripts/engines.sh onnxruntime

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
