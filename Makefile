# make site     collect what is at hand, build every edition into public/, say where to look
# make serve    the same, live in a browser
# make test     every check and test, after installing what they need
# make release  binaries of the last commit for every platform, with notices and bills of materials, into .portolan/release
# make bench    what a build costs; with RIVALS=1 beside the floor, Hugo and Pagefind

GO       ?= go
portolan := .portolan/bin/portolan

.PHONY: site serve test tools check fuzz race patience facts bench bench-parts release clean

site: $(portolan)
	$(portolan) collect || [ $$? -eq 3 ]
	$(portolan) build

serve: $(portolan)
	$(portolan) collect || [ $$? -eq 3 ]
	$(portolan) serve

# Go decides what has to be compiled again.
.PHONY: $(portolan)
$(portolan):
	$(GO) build -trimpath -o $@ .

test: tools check
	$(GO) test -timeout 30m ./...
	cd generator/bench && $(GO) test ./...

check:
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "not formatted: $$unformatted"; exit 1; }
	$(GO) vet ./...
	cd generator/bench && $(GO) vet ./...

# The browser and database tests want the real thing. Where it cannot be installed they say so and are skipped.
tools:
	@GO=$(GO) sh .ci/tools

race:
	$(GO) test -race ./generator/... ./collectors/...

# Every fuzz target for a minute.
fuzz:
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $${FUZZTIME:-60s} $$pkg || exit 1; \
		done; \
	done

# Hours of kills, full disks, lost power and changes at the wrong moment, and every page in a browser.
patience:
	PORTOLAN_LONG=1 $(GO) test -timeout 3h -v -run 'Killed|FullDisk|LossOfPower|Mounted|SideBySide|Meanwhile|KeepToThePolicy' ./generator/...

# Renew what the program knows of licences (needs npm).
facts:
	$(GO) run ./generator/policy/facts/internal/gen

# What builds cost, as whole processes, in pairs: make bench CORPUS=pages-10000 PAIRS=7 RIVALS=1; FLAGS are handed on.
bench:
	cd generator/bench && $(GO) run . $(if $(CORPUS),--corpus $(CORPUS)) $(if $(PAIRS),--pairs $(PAIRS)) $(if $(RIVALS),--rivals) $(FLAGS)

# What single parts of the program cost.
bench-parts:
	$(GO) test -run '^$$' -bench . -benchmem ./...

release:
	@GO=$(GO) sh .ci/release

clean:
	rm -rf .portolan
	find public -mindepth 1 -not -name .gitkeep -delete
