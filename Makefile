# `make demo` and `make test` install missing packages, build, and use a private server. `make dist` makes a tarball that
# builds without git, `make package` Debian packages.
# `make`, `make install`, `make installcheck` and `make clean` are those of PGXS.

EXTENSION = report_ext
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" report_ext.control)
EXTENSION_SQL = $(EXTENSION)--$(EXTVERSION).sql

MODULE_big = report_ext
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/*/*.c)))
SOURCE_HEADERS = $(sort $(wildcard src/*/*.h))
SOURCE_FACTS = $(sort $(wildcard src/*/*.def))
# The scripts of released versions, and those that lead from them to the next: see tools/install-script
DATA = $(sort $(wildcard sql/update/*.sql))
UPDATES = $(patsubst sql/update/%.sql.in,$(EXTENSION)--%.sql,$(sort $(wildcard sql/update/*.sql.in)))
DATA_built = $(EXTENSION_SQL) $(UPDATES)
EXTRA_CLEAN = .server .fuzz

# Before PostgreSQL 16 PGXS exports every symbol. The list keeps ours from clashing with another extension's; the flag keeps
# calls between our own functions direct.
SHLIB_EXPORTS = exports.txt
PG_CFLAGS = -fno-semantic-interposition
PG_CPPFLAGS = -I$(srcdir)/src

TESTS = $(sort $(basename $(notdir $(wildcard sql/*.sql))))
REGRESS = $(filter install,$(TESTS)) $(filter-out install,$(TESTS))
REGRESS_OPTS = --encoding=UTF8 --no-locale
TAP_TESTS = $(wildcard t/*.pl)

PG_CONFIG ?= pg_config
export PG_CONFIG
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
SERVER_HEADERS := $(wildcard $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)/postgres.h)

all:

# The committed files; .gitattributes says which of them are left out.
DIST = $(EXTENSION)-$(EXTVERSION).tar.gz
DIST_FOLDER = $(EXTENSION)-$(EXTVERSION)
# What the dashboard draws with is fetched, not committed, and packed where it is: see client/dashboard.build
CHARTS = client/dashboard.page/echarts.min.js
.PHONY: dist dashboard
dist:
	@[ -f '$(CHARTS)' ] || echo "dist: without $(CHARTS): make dashboard fetches it" >&2
	git archive --format=tar.gz $(if $(wildcard $(CHARTS)),--prefix='$(DIST_FOLDER)/$(dir $(CHARTS))' --add-file='$(CHARTS)') \
		--prefix='$(DIST_FOLDER)/' -o '$(DIST)' HEAD

dashboard:
	client/dashboard.build

# A new machine has no PGXS to include before tools/setup has run, so make calls itself afterwards. The parts of `make test` have
# servers of their own, so two run at a time.
.PHONY: demo test fuzz soak package
demo test fuzz soak package:
	@tools/setup $@
	@$(MAKE) --no-print-directory --silent --keep-going $(if $(filter test,$@),-j2 --output-sync=target) private-$@

ifeq ($(SERVER_HEADERS),)

all .DEFAULT:
	@echo "report_ext: PG_CONFIG=$(PG_CONFIG) finds no server headers; tools/setup installs them" >&2; exit 1

else

include $(PGXS)

# libxml2, as the server links it
SHLIB_LINK += $(filter -lxml2, $(LIBS))

.DELETE_ON_ERROR:
$(EXTENSION_SQL) $(UPDATES): report_ext.control tools/install-script $(wildcard sql/install/*.sql sql/register/*.sql)
$(EXTENSION_SQL):
	tools/install-script >$@
$(UPDATES): $(EXTENSION)--%.sql: sql/update/%.sql.in
	tools/install-script $< >$@

# Objects compiled against one server are compiled again for another.
$(OBJS) $(OBJS:.o=.bc): $(SOURCE_HEADERS) $(SOURCE_FACTS) .server
.server: FORCE
	@echo '$(PGXS) $(VERSION)' | cmp -s - $@ || echo '$(PGXS) $(VERSION)' >$@

.PHONY: FORCE installed private-demo private-test private-fuzz private-soak private-package test-sql test-tap typedefs
.PHONY: reference pictures check-symbols check-headers check-layers check-declarations check-warnings check-fuzz check-bytes check-dist check-package

# Everything is built before sudo runs, which only copies: no file here comes to belong to root.
installed: all
	@umask 022; if [ -w '$(pkglibdir)' ] && [ -w '$(datadir)/extension' ]; then $(MAKE) -s install; \
	else tools/as-root $(MAKE) -s install PG_CONFIG="$$(command -v '$(PG_CONFIG)')"; fi

private-demo: installed
	@tools/private-server demo/run

private-test: check-symbols check-headers check-layers check-declarations check-warnings check-fuzz check-bytes test-sql test-tap check-dist check-package

private-package:
	@tools/package

test-sql: installed
	@tools/private-server $(MAKE) --no-print-directory installcheck TAP_TESTS=
	@grep -Hs 'skipped[:,] ' results/*.out | grep -v echo || :

test-tap: installed
	$(if $(TAP_TESTS),@tools/private-server tools/tap)

# Fuzzes the reader of pages outside the server, FUZZ_RUNS inputs. Inputs that reach new code are kept in .fuzz/corpus; one
# that crashes is written to .fuzz/found-*, and `.fuzz/read FILE` reads it again.
# Comparisons are not traced, and inputs not weighed by how rare their code is: both cost as much as the reading, and the words
# stand in the dictionary.
FUZZ_RUNS ?= 100000
FUZZ_FLAGS = -g -O2 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
.fuzz/%.o: %.c $(SOURCE_HEADERS) $(SOURCE_FACTS) $(wildcard fuzz/*.h) .server
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp -fwrapv -fno-strict-aliasing -w $(CPPFLAGS) -c -o $@ $<

# An archive, so that the linker takes only the objects that reading needs, not those that call the server.
.fuzz/source.a: $(OBJS:%=.fuzz/%)
	rm -f $@ && ar rc $@ $^

.fuzz/read: .fuzz/fuzz/read.o .fuzz/fuzz/server.o .fuzz/source.a
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $^ -L$(pkglibdir) -lpgcommon -lpgport $(filter -lxml2, $(LIBS)) -lm

private-fuzz: .fuzz/read
	@mkdir -p .fuzz/corpus
	cd .fuzz && ./read -runs=$(FUZZ_RUNS) -entropic=0 -max_len=65536 -timeout=60 -rss_limit_mb=4096 \
		-dict=../fuzz/dictionary -artifact_prefix=found- -print_final_stats=1 corpus ../fuzz/seeds ../demo/pages

# `make fuzz` is run seldom; this keeps the target compiling and linking.
check-fuzz:
	@if echo 'int main(void) { return 0; }' | clang -fsanitize=address -xc -o /dev/null - 2>/dev/null; \
	then $(MAKE) --no-print-directory --silent .fuzz/read; \
	else echo 'check-fuzz skipped: there is no clang with its sanitizers (tools/setup fuzz)'; fi

# Runs the SQL tests, and reads SANITIZED_RUNS mutated pages and ledgers, with a read or write out of bounds and undefined behaviour made a
# crash: see tools/sanitized.
# Reads SOAK_RUNS mutated pages and imports SOAK_LEDGERS mutated ledgers in the server, then compares the repairs of SOAK_CASES
# reports, and what is left out of as many, with an integer program, and made pages of SOAK_PAGES reports in each damage and way to
# write it with what they were made of. What takes long is cancelled at several places, servers are killed while others write, and sixteen
# clients meet in each isolation level. Each function is called MEMORY_CALLS times, or for MEMORY_SECONDS, and its memory watched.
# SEED begins another series.
SOAK_RUNS ?= 400000
SOAK_LEDGERS ?= 200000
SOAK_CASES ?= 500
SOAK_PAGES ?= 100
SANITIZED_RUNS ?= 20000
MEMORY_CALLS ?= 100000
MEMORY_SECONDS ?= 10
SEED ?= 1
private-soak: installed
	@tools/check-dist
	@tools/sanitized $(SANITIZED_RUNS)
	@CANCEL_AFTER='20 300 1000 3000' PROVE_TESTS=t/022_cancel.pl tools/private-server tools/tap
	@CRASH_ROUNDS=200 SEED=$(SEED) PROVE_TESTS=t/025_crash.pl tools/private-server tools/tap
	@LEVEL_SECONDS=120 PROVE_TESTS=t/028_levels.pl tools/private-server tools/tap
	@tools/private-server fuzz/memory $(MEMORY_CALLS) $(MEMORY_SECONDS)
	@SEED=$(SEED) tools/private-server fuzz/soak $(SOAK_RUNS) $(SOAK_LEDGERS)
	@tools/private-server bench/repair-oracle $(SOAK_CASES) $(SEED)
	@tools/private-server bench/suppress-oracle $(SOAK_CASES) $(SEED)
	@tools/private-server bench/suppress-oracle $(SOAK_CASES) $(SEED) 20
	@tools/private-server bench/reading-oracle $(SOAK_PAGES) $(SEED)

# Only symbols with our prefix are exported: others could clash with another extension's.
check-symbols: all
	@! nm -D --defined-only $(shlib) | grep -vE ' (disclosure_|pg_finfo_disclosure_|Pg_magic_func$$|_PG_init$$)'

check-headers:
	@for header in $(SOURCE_HEADERS); do \
		printf '#include "postgres.h"\n#include "%s"\n' "$$header" | \
			$(CC) $(CFLAGS) $(CPPFLAGS) -fsyntax-only -x c - || exit 1; \
	done

check-layers:
	@tools/check-layers

# A name leads to one place.
check-declarations:
	@tools/check-declarations

STRICT = -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Werror
check-warnings:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && status=0; \
	command -v '$(CLANG)' >/dev/null || echo 'check-warnings: without clang, skipped: there is no $(CLANG)'; \
	for source in $(OBJS:.o=.c); do \
		$(COMPILE.c) $(STRICT) -o "$$dir/object" "$$source" || status=1; \
		! command -v '$(CLANG)' >/dev/null || \
			$(COMPILE.c.bc) $(STRICT) -o "$$dir/object" "$$source" || status=1; \
	done; exit $$status

# docs/reference.md and docs/rights.md are what the server prints; the tests of these names compare.
reference: installed
	@tools/private-server psql -Xqo docs/reference.md -f tools/reference.sql
	@tools/private-server psql -Xqo docs/rights.md -f tools/rights.sql

# docs/report.png and docs/dashboard.png, which the README shows; t/019_pictures.pl tells when they are stale.
pictures: installed
	@tools/private-server tools/pictures docs

# The names of types that pgindent asks for, those of the server among them, from the debugging information of the objects.
typedefs: all
	@objdump --dwarf=info $(OBJS) | \
		awk '/ \(DW_TAG_/ { is_typedef = /DW_TAG_typedef/ } is_typedef && / DW_AT_name / { print $$NF; is_typedef = 0 }' | LC_ALL=C sort -u

check-bytes:
	@tools/check-bytes

# All tests run in the tree; of the tarball's a few are enough, and `make soak` runs all.
check-dist:
	@tools/check-dist install figures form page_html page_hostile render_report register package

check-package:
	@tools/check-package

endif
