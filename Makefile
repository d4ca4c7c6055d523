# Builds, tests and shows Otherwise. `make demo` needs Swift alone; `make engines` needs Python 3 as well.

SWIFT ?= swift
ADULT := Examples/adult
RELEASE := .build/release/otherwise

.PHONY: demo test engines format lint docs bench build

build:
	$(SWIFT) build -c release --product otherwise

demo: build
	@Scripts/demo.sh $(RELEASE)

test: lint
	$(SWIFT) build --build-tests 2>&1 | Scripts/refuse-warnings.sh
	$(SWIFT) test --skip-build

engines:
	Scripts/engines.sh onnxruntime

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

docs:
	$(SWIFT) package --version
	@echo "The articles are in Documentation; the symbols are documented in the sources."

bench:
	Benchmarks/peers/run.sh
