# asynclearn: one Makefile for the runtime, the program, the course and the tests.
#
#   make run     install what is missing, build, start the interactive session
#   make test    install what is missing, build, run every test
#   make help    the other targets

CC       ?= cc
BUILD    ?= build
OPT      ?= -O2 -g
WARN     := -Wall -Wextra -Wshadow -Wconversion -Werror -Wno-unused-parameter
VARIANT  ?=
PACKAGES := libedit libcjson ncursesw sqlite3 md4c libcurl libseccomp

# Goals that must work before anything is installed never ask pkg-config.
ifeq ($(filter run test deps test-deps bench-deps clean help,$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs libedit libcjson ncursesw sqlite3 md4c libseccomp 2>/dev/null)
CMOCKA     := $(shell pkg-config --libs cmocka 2>/dev/null)
endif

CFLAGS   := -std=c11 -D_GNU_SOURCE -pthread $(OPT) $(WARN) $(VARIANT)
INCLUDES := -Iruntime/include -Isrc $(PKG_CFLAGS)
LDLIBS   := -pthread -lev -lm

RUNTIME_SRC := $(wildcard runtime/*.c)
RUNTIME_ASM := $(wildcard runtime/*.S)
PROGRAM_SRC := $(wildcard src/*/*.c)
TEST_SRC    := $(shell find tests -name 'test_*.c' 2>/dev/null)
DEMO_SRC    := $(wildcard lessons/*/*.c)

RUNTIME_OBJ := $(RUNTIME_SRC:%.c=$(BUILD)/obj/%.o) $(RUNTIME_ASM:%.S=$(BUILD)/obj/%.o)
PROGRAM_OBJ := $(PROGRAM_SRC:%.c=$(BUILD)/obj/%.o)
TEST_BIN    := $(TEST_SRC:%.c=$(BUILD)/%)
DEMO_BIN    := $(DEMO_SRC:lessons/%.c=$(BUILD)/demos/%)

LIBASYNC := $(BUILD)/libasync.a
PROGRAM  := $(BUILD)/asynclearn

.PHONY: all run test deps test-deps check clean help
.SECONDARY:

all: $(LIBASYNC) $(PROGRAM) $(DEMO_BIN)

run: deps
	@$(MAKE) --no-print-directory all
	@$(PROGRAM)

test: test-deps
	@$(MAKE) --no-print-directory check

deps:
	@sh .ci/deps build

test-deps:
	@sh .ci/deps build test

check: all $(TEST_BIN)
	@sh tests/run.sh $(BUILD)

$(LIBASYNC): $(RUNTIME_OBJ)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/libprogram.a: $(PROGRAM_OBJ)
	@rm -f $@
	ar rcs $@ $^

$(PROGRAM): $(BUILD)/obj/src/main.o $(BUILD)/libprogram.a $(LIBASYNC)
	$(CC) $(CFLAGS) -o $@ $^ $(PKG_LIBS) -lstemmer $(LDLIBS)

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: %.S Makefile
	@mkdir -p $(@D)
	$(CC) $(VARIANT) -c -o $@ $<

$(BUILD)/demos/%: lessons/%.c $(LIBASYNC)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Iruntime/include -MMD -MP -o $@ $< $(LIBASYNC) $(LDLIBS)

$(BUILD)/tests/%: tests/%.c $(BUILD)/libprogram.a $(LIBASYNC)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(INCLUDES) -Iruntime -Itests -MMD -MP -o $@ $< $(BUILD)/libprogram.a $(LIBASYNC) \
		$(CMOCKA) $(PKG_LIBS) -lstemmer $(LDLIBS)

clean:
	rm -rf build

help:
	@sed -n 's/^#   //p' Makefile

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
