# make help lists what there is.
SHELL := /bin/bash
SWIFT ?= swift
CONFIG ?= debug
APT_PACKAGES := libcurl4-openssl-dev libssl-dev libyaml-dev curl jq python3 python3-venv binutils ca-certificates redis-tools
BIN = .build/$(CONFIG)

.DEFAULT_GOAL := help
.PHONY: help build test fuzz demo e2e interop test-report images check crds format dependencies clean

help: ## What can be made
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

dependencies: ## Install the system libraries that are missing (apt)
	@missing=$$(for p in $(APT_PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  echo "Installing:" $$missing; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >/dev/null; \
	fi

build: dependencies ## Build everything (CONFIG=debug or release)
	$(SWIFT) build -c $(CONFIG)

test: dependencies ## All tests; TEST=Cedar runs those whose name matches
	@.ci/test $(TEST)

fuzz: ## Fuzz what reads Cedar and OAuth: TARGET=PolicyText SECONDS=60; without a target, all of them for a few seconds
	@Tests/Fuzz/run $(if $(TARGET),$(TARGET) --seconds $(or $(SECONDS),60),--smoke)

demo: build ## The whole path on this machine; DEMO=check checks every answer and ends
	@BIN=$(BIN) examples/two-teams/local/demo $(DEMO)

crds: build ## Write crds/ anew from the Swift types
	$(BIN)/vmcp-operator crds --output crds

images: dependencies ## Image archives of operator and gateway in .build-images/archives: no Docker is needed
	deploy/images/build

e2e: dependencies ## Against a real Kubernetes: KUBECONFIG's, else KUBEBUILDER_ASSETS's, else one that is built and started
	Tests/EndToEnd/run

interop: dependencies ## Real MCP clients, identity providers and a browser against the gateway as it is shipped
	Tests/Interop/run

test-report: ## Requirements with the tests that show them and their last results; STRICT=1 fails where one has none that passed
	@Tests/report $(if $(STRICT),--strict)

check: build ## Layout of the sources, and whether crds/ are what the types say
	@.ci/check $(BIN)

format: ## Lay out the sources
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

clean: ## Remove what was built
	$(SWIFT) package clean
	rm -rf .build-images
