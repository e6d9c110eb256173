# Every target is one or two plain commands; nothing but Go and make is needed.

GO      ?= go
BIN     := bin/chancery
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
export CGO_ENABLED ?= 0

.PHONY: run build test check race fuzz bench score golden web screenshots dist clean

run: build ## build, read the project's own corpus into a record, print a dossier
	rm -f bin/corpus.db*
	$(BIN) read --quiet --record bin/corpus.db corpus
	$(BIN) between --record bin/corpus.db Russia Turkey
	@echo; echo "The same in a browser: $(BIN) serve --record bin/corpus.db, then open http://127.0.0.1:8080/"

build: ## one static program
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/chancery

test: ## all tests
	$(GO) test ./...

check: ## format, vet, staticcheck, architecture, race
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...
	$(MAKE) race

race: ## what runs concurrently, under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -short . ./internal/read ./internal/store/... ./internal/resolve

FUZZTIME ?= 20s
fuzz: ## each fuzz target for FUZZTIME
	@for p in $$($(GO) list ./...); do for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
		$(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; done; done

bench: ## speed and memory of the language engine, beside other systems where they are installed; speed of the hot parts
	$(GO) run ./bench
	$(GO) test -run '^$$' -bench . -benchmem ./...

score: build ## accuracy on the project's own gold
	$(BIN) score record --gold corpus
	$(BIN) score record --gold corpus/test

golden: ## write the golden counts anew, to be read as a diff
	$(GO) test $$(git grep -l 'flag.Bool("update"' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|') -update

web: ## the scripts of the desk, bundled for the next build; needs npm, and no page needs them
	cd web && npm ci --no-audit --no-fund && npm run build

screenshots: web ## the pictures of docs/desk.md; needs Chromium
	$(GO) test ./internal/serve/browser -run Screenshots -screenshots $(CURDIR)/docs/desk

dist: ## programs for the usual systems
	for t in linux/amd64 linux/arm64 darwin/arm64 windows/amd64; do \
		GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o dist/chancery-$${t%/*}-$${t#*/} ./cmd/chancery || exit 1; done

clean:
	rm -rf bin dist
