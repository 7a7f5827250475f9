#include "course/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/scan.h"

enum {
    BUILD_TIMEOUT_MS = 60 * 1000,
    RUN_TIMEOUT_MS = 10 * 1000,
    MAX_FLAGS = 32,
};

struct program_tools program_tools_find(const char *home, const char *build,
                                        program_account_fn *account)
{
    const char *cc = getenv("CC");
    if (!cc || !*cc)
        cc = "cc";
    return (struct program_tools){
        .home = home,
        .build = build,
        .cc = process_exists(cc) ? cc : NULL,
        .variant = PROGRAM_VARIANT,
        .python = process_exists("python3") ? "python3" : NULL,
        .account = account,
    };
}

/* ---- Building ---- */

/* The first line of what the compiler said that complains; the end if none does. */
static const char *first_complaint(const char *said)
{
    const char *line = said;
    while (*line) {
        size_t len = scan_line_len(line);
        if (memmem(line, len, ": error: ", 9) || memmem(line, len, ": warning: ", 11))
            break;
        line = scan_next_line(line);
    }
    return line;
}

/* Finds `source:LINE:COL:` at the beginning of a line, from `said` on: behind a complaint about
 * a macro of a header comes the place where we used it. */
static bool find_place(const char *said, const char *source, int *ret_row, int *ret_col)
{
    size_t len = strlen(source);
    for (const char *line = said; *line; line = scan_next_line(line)) {
        if (strncmp(line, source, len) == 0 &&
            sscanf(line + len, ":%d:%d:", ret_row, ret_col) == 2)
            return true;
    }
    return false;
}

static void explain_build(const char *said, const char *source, struct diag *diag)
{
    int row = 1, col = 1;
    struct buf text = { 0 };
    const char *complaint = first_complaint(said);
    if (!find_place(complaint, source, &row, &col)) {
        diag_set(diag, source, 1, 1, "this does not build: %.*s", (int)scan_line_len(said),
                 said);
    } else if (!file_read(source, &text, diag)) {
        const char *message = strstr(complaint, ": error: ");
        message = message ? message + 2 : complaint;
        const char *line = scan_line(buf_str(&text), (size_t)row);
        size_t offset = (size_t)(line - buf_str(&text)) + (size_t)col - 1;
        diag_set_at(diag, source, buf_str(&text), offset < text.len ? offset : text.len, "%.*s",
                    (int)scan_line_len(message), message);
    }
    buf_finish(&text);
}

/* The compiler and its flags; the words stay in `line`. Returns how many there are. */
static size_t split_command(char *line, const char *argv[])
{
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word && count < MAX_FLAGS;
         word = strtok_r(NULL, " ", &rest))
        argv[count++] = word;
    return count;
}

int program_build(const struct program_tools *tools, const char *source, const char *binary,
                  struct diag *diag)
{
    static const char flags[] = "-std=c11 -D_GNU_SOURCE -pthread -g -fstack-clash-protection "
                                "-Wall -Wextra -Wshadow -Wconversion -Werror "
                                "-Wno-unused-parameter";
    if (!tools->cc) {
        diag_set(diag, NULL, 0, 0,
                 "building a demo needs a C compiler: apt-get install gcc, or set CC to yours");
        return -1;
    }
    struct buf line = { 0 };
    buf_addf(&line, "%s %s %s", tools->cc, flags, tools->variant);
    char *include = path_join(tools->home, "runtime/include");
    char *library = path_join(tools->build, "libasync.a");
    const char *const inputs[] = {
        "-I", include, "-o", binary, source, library, "-lev", "-lm"
    };
    const char *argv[MAX_FLAGS + sizeof(inputs) / sizeof(inputs[0]) + 1] = { NULL };
    memcpy(argv + split_command(line.data, argv), inputs, sizeof(inputs));

    static const char *const env[] = { "LC_ALL=C", NULL };
    struct process_end end = { 0 };
    int err = process_run(argv, env, BUILD_TIMEOUT_MS, &end, diag);
    if (!err && end.code != 0) {
        explain_build(buf_str(&end.err), source, diag);
        err = -1;
    }
    process_end_finish(&end);
    buf_finish(&line);
    free(library);
    free(include);
    return err;
}

/* ---- Running ---- */

static void split_lines(const char *text, struct arena *arena, struct texts *lines)
{
    *lines = (struct texts){ 0 };
    lines->items = arena_alloc(arena, (scan_count_lines(text) + 1) * sizeof(*lines->items));
    for (const char *line = text; *line; line = scan_next_line(line))
        lines->items[lines->count++] = arena_strndup(arena, line, scan_line_len(line));
}

/* Runs, and judges how it ended. `what` names the program in faults. */
static int run(const char *what, const char *const argv[], const char *const env[],
               struct arena *arena, struct question_run *ret_run, struct diag *diag)
{
    struct process_end end;
    if (process_run(argv, env, RUN_TIMEOUT_MS, &end, diag))
        return -1;
    split_lines(buf_str(&end.out), arena, &ret_run->lines);
    struct texts errors;
    split_lines(buf_str(&end.err), arena, &errors);
    const char *last = errors.count ? errors.items[errors.count - 1] : "";
    if (end.timed_out)
        diag_set(diag, NULL, 0, 0, "%s does not end: it was stopped after %d s", what,
                 RUN_TIMEOUT_MS / 1000);
    else if (end.code != 0)
        diag_set(diag, NULL, 0, 0, "%s ends with exit code %d; its last words: \"%s\"", what,
                 end.code, last);
    process_end_finish(&end);
    return diag_is_set(diag) ? -1 : 0;
}

int program_run(const struct program_tools *tools, const char *binary, const char *source,
                struct arena *arena, struct question_run *ret_run, struct diag *diag)
{
    const char *trace = arena_printf(arena, "%s.trace", binary);
    const char *trace_env = arena_printf(arena, "ASYNC_TRACE=%s", trace);
    const char *const argv[] = { binary, NULL };
    const char *const env[] = { "ASYNC_CLOCK=virtual", trace_env, NULL };
    struct question_run result = { 0 };
    struct buf text = { 0 };
    int err = run("the demo", argv, env, arena, &result, diag);
    if (!err &&
        file_exists(trace)) /* a program without a loop leaves none, and takes no time */
        err = tools->account(trace, arena, &result, diag);
    if (!err)
        err = file_read(source, &text, diag);
    result.source = arena_strdup(arena, buf_str(&text));
    if (!err)
        *ret_run = result;
    unlink(trace);
    buf_finish(&text);
    return err;
}

int program_run_twin(const struct program_tools *tools, const char *file, struct arena *arena,
                     struct question_run *ret_run, struct diag *diag)
{
    char *driver = path_join(tools->home, "src/course/virtual_time.py");
    const char *const argv[] = { tools->python, driver, file, NULL };
    static const char *const env[] = { "PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1",
                                       NULL };
    int err = run("the twin", argv, env, arena, ret_run, diag);
    free(driver);
    return err;
}
