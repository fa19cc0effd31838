# Two targets do everything on a fresh Debian machine: make run, make test.
# Needs Go 1.26, git, make, and root or sudo.
SHELL := /bin/bash
TAGS := x11,migrated_fynedo,no_emoji
GO := go
# The window needs a C compiler and OpenGL headers; tests of the store, the rules
# and the window's rooms do not.
PACKAGES := gcc pkg-config libgl1-mesa-dev xorg-dev libxkbcommon-dev openssl patch
# For the real window on a screen of its own, for Windows, and for Windows' window.
SCREEN := xvfb xdotool imagemagick openbox x11-utils xclip dbus fcitx5 fcitx5-pinyin libgl1-mesa-dri
MINGW := gcc-mingw-w64-x86-64
WINE := wine64 xvfb xdotool imagemagick libgl1-mesa-dri
# Builds with our patch of GLFW (packaging/patches); without it all but the place of
# the input method's candidates on X11 works: go build ./...
PATCHED := -modfile build/go.mod -tags $(TAGS),ime

DEMO := build/demo
PICTURES := build/pictures
RACE := ./calendar ./casework ./exchange
# the tests of the view-models: drawing whole rooms under -race takes minutes and shows no more
MODELS = $(shell grep -ho '^func Test[A-Za-z0-9]*' ui/*model_test.go | sed 's/^func //' | paste -sd '|')

.PHONY: run test build deps packages demo pictures fmt vet bench bench-window fuzz soak e2e windows wine clean

run: build
	@if [ -n "$$DISPLAY" ]; then \
		build/silian demo --again $(DEMO) && build/silian --db $(DEMO)/township.db --demo; \
	else \
		echo "No display here: playing the demo and drawing the rooms into $(PICTURES)."; \
		build/silian demo --again $(DEMO) && $(MAKE) --no-print-directory pictures DOCS= && ls $(PICTURES); \
	fi

build: deps
	@GO=$(GO) packaging/glfw.sh
	$(GO) build $(PATCHED) -trimpath -ldflags "-s -w" -o build/silian .

# The program for Windows 10 and 11, 64 bits, with its icon and manifest.
windows: deps
	@$(MAKE) --no-print-directory packages PACKAGES="$(MINGW)"
	GO=$(GO) packaging/windows/build.sh

# Opens the Windows program under wine and takes a picture of it.
wine: windows
	@$(MAKE) --no-print-directory packages PACKAGES="$(WINE)"
	packaging/windows/wine.sh docs/pictures/windows-wine.png

# Drives the real window with keys, Chinese input included.
e2e: build
	@$(MAKE) --no-print-directory packages PACKAGES="$(SCREEN)"
	$(GO) vet -tags e2e ./internal/e2e
	$(GO) test -count=1 -tags e2e -timeout 20m ./internal/e2e

demo: build
	build/silian demo --again $(DEMO)

deps: packages

# Installs what is missing, and only then.
packages:
	@missing=""; for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q "install ok installed" || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		echo "Installing:$$missing"; \
		$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	fi

test: deps vet
	CGO_ENABLED=0 $(GO) test -tags $(TAGS) ./...
	$(GO) test -race $(RACE)
	$(GO) test -race -tags $(TAGS) -run '^($(MODELS))$$' ./ui
	$(GO) test -race -run 'Concurrent' ./store ./office
	@GO=$(GO) packaging/glfw.sh
	$(GO) build $(PATCHED) -o build/silian .

fmt:
	$(GO) tool gofumpt -w .

vet:
	@out="$$($(GO) tool gofumpt -l $$(git ls-files '*.go'))"; if [ -n "$$out" ]; then echo "gofumpt wants to change: $$out"; exit 1; fi
	CGO_ENABLED=1 $(GO) vet -tags $(TAGS) ./...
	GOOS=windows CGO_ENABLED=0 $(GO) vet -tags $(TAGS) ./assets ./calendar ./casework ./store ./exchange ./documents ./ledger ./office ./cli ./ui/... ./internal/...
	$(GO) tool staticcheck -tags $(TAGS) -checks all ./...

# Rooms at the sizes of the design, drawn by the software painter on the demo's files: all
# of them into build/pictures, those that docs show into docs/pictures; make pictures
# CHOSEN=1 draws the latter only. Needs no C compiler.
DOCS := docs/pictures
CHOSEN :=
pictures:
	@mkdir -p $(PICTURES)
	@[ -f $(DEMO)/township.db ] || { CGO_ENABLED=0 $(GO) build -tags $(TAGS) -o build/silian-cli . && build/silian-cli demo --again $(DEMO) > /dev/null; }
	SILIAN_PICTURES=$(abspath $(PICTURES)) SILIAN_DOCS=$(if $(DOCS),$(abspath $(DOCS))) SILIAN_CHOSEN=$(CHOSEN) CGO_ENABLED=0 $(GO) test -count=1 -timeout 20m -tags $(TAGS) -run 'TestPictures|TestLockPictures' ./ui

# Slow suites, run by hand. A made-up county file is measured at each of these sizes, and
# the same SQL on a copy of it through the C library (internal/cbench, a module of its
# own). For the largest county: make bench BENCH_CASES=1000000.
BENCH_CASES := 10000 100000
BENCH := build/bench
bench: build
	SILIAN_BENCH_MB=1,100,500 $(GO) test -timeout 1h -run '^$$' -bench . -benchmem ./calendar ./casework ./exchange ./store
	@rm -rf $(BENCH) && mkdir -p $(BENCH)
	CGO_ENABLED=0 $(GO) test -tags $(TAGS) -run '^$$' -bench SearchKeystroke -benchtime 20x ./ui
	SILIAN_WEEK=1 CGO_ENABLED=0 $(GO) test -count=1 -tags $(TAGS) -timeout 1h -run '^TestCountyWeek$$' -v ./office
	cd internal/cbench && CGO_ENABLED=1 $(GO) build -tags sqlite_fts5 -o $(abspath $(BENCH))/cbench .
	@set -e; for n in $(BENCH_CASES); do \
		echo "== $$n cases"; \
		build/silian bench --cases $$n --keep $(BENCH)/$$n.db --sql $(BENCH)/$$n.json; \
		$(BENCH)/cbench -db $(BENCH)/$$n.db -sql $(BENCH)/$$n.json; \
		rm -f $(BENCH)/$$n.*; \
	done

# The first usable window against an empty one of Fyne with the same fonts, and memory,
# on the demo's township. For another file, its password in SILIAN_PASSWORD:
# SILIAN_PASSWORD=… make bench-window WINDOW_FILE=county.db WINDOW=
WINDOW_FILE := $(DEMO)/township.db
WINDOW := -demo
bench-window: build
	@$(MAKE) --no-print-directory packages PACKAGES="$(SCREEN)"
	@[ -f $(WINDOW_FILE) ] || build/silian demo --again $(DEMO) > /dev/null
	$(GO) build -modfile build/go.mod -tags $(TAGS),ime,windowbench -trimpath -ldflags "-s -w" -o build/windowbench ./internal/windowbench
	build/windowbench -program build/silian -file "$(WINDOW_FILE)" $(WINDOW)

FUZZTIME := 3m
fuzz:
	SILIAN_FLIPS=1 $(GO) test -count=1 -timeout 1h -run 'Flip|EveryByte' ./exchange
	@set -e; for p in calendar casework exchange ledger; do \
		for f in $$($(GO) test -list '^Fuzz' ./$$p | grep '^Fuzz'); do \
			echo "== $$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 0x ./$$p; \
		done; \
	done

# Tries to lose something: 300 kills, 300 power cuts on a simulated disk, 200 kinds of
# damage twice (every row; then words), a full disk, a killed demo; and 200 random
# histories of five offices. SEED=2 for others.
SEED := 1
soak:
	CGO_ENABLED=0 $(GO) vet -tags soak ./internal/soak
	SILIAN_DAMAGE=200 CGO_ENABLED=0 $(GO) test -count=1 -run '^TestDamage$$' ./store
	CGO_ENABLED=0 $(GO) build -tags soak -o build/soak ./internal/soak
	build/soak -seed $(SEED)
	SILIAN_HISTORIES=200 SILIAN_SEED=$(SEED) CGO_ENABLED=0 $(GO) test -count=1 -tags $(TAGS) -timeout 2h -run '^TestFiveOfficesConverge$$' ./office

clean:
	rm -rf build
