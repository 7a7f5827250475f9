/* Submissions become shared objects that the host loads after its walls are up. They see the
 * runtime's public functions and what the harness gives, nothing else of the host.
 *
 * The compiler works in the directory of the file, so that messages and traces name it as the
 * learner does. */
#include "judge/compile.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"

enum { SAID_BYTES = 64 * 1024, LIMIT_MS = 30 * 1000 };

static const char *const warnings[] = { "-Wall",
                                        "-Wextra",
                                        "-Wno-unused-parameter",
                                        "-Werror=implicit-function-declaration",
                                        "-Werror=return-type",
                                        NULL };

static const char *const sanitizers[] = { "-fsanitize=address,undefined",
                                          "-fno-sanitize-recover=undefined",
                                          "-fno-omit-frame-pointer", NULL };

/* ---- Words ---- */

struct words {
    struct arena arena;
    const char **items;
    size_t count, cap;
};

static void words_add(struct words *words, const char *word)
{
    words->items = mem_grow(words->items, &words->cap, words->count + 2, sizeof(*words->items));
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
}

static void words_add_list(struct words *words, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        words_add(words, list[i]);
}

static void words_add_split(struct words *words, const char *text)
{
    char *rest = arena_strdup(&words->arena, text);
    for (char *word; (word = strsep(&rest, " "));) {
        if (*word)
            words_add(words, word);
    }
}

/* "-I" or the like before a path. */
static void words_add_joined(struct words *words, const char *before, const char *path,
                             const char *below)
{
    words_add(words, arena_printf(&words->arena, "%s%s%s", before, path, below));
}

static void words_finish(struct words *words)
{
    free(words->items);
    arena_finish(&words->arena);
}

/* ---- Running ---- */

struct compilation {
    struct child child;
    struct buf *said;
    int pipe;
};

static int start(struct compilation *compilation, const struct compiler *compiler,
                 const struct words *words, const char *dir, struct diag *diag)
{
    const char *path = getenv("PATH");
    struct arena arena = { 0 };
    struct diag why = { 0 };
    struct jail jail;
    int theirs;
    if (child_pipe(&compilation->pipe, &theirs)) {
        diag_set(diag, NULL, 0, 0, "no pipe for the compiler: too many files are open");
        return -1;
    }
    jail_init_compiler(&jail, compiler->sandbox, compiler->scratch);
    int err = child_start(&compilation->child,
                          &(struct child_request){
                              .argv = words->items,
                              .env =
                                  (const char *const[]){
                                      arena_printf(&arena, "PATH=%s", path ? path : ""),
                                      arena_printf(&arena, "TMPDIR=%s", compiler->scratch),
                                      "LC_ALL=C.UTF-8",
                                      NULL,
                                  },
                              .dir = dir,
                              .fds = (struct child_fd[]){ { theirs, STDERR_FILENO } },
                              .n_fds = 1,
                              .prepare = jail_enter,
                              .prepare_arg = &jail,
                          },
                          &why);
    jail_finish(&jail);
    arena_finish(&arena);
    close(theirs);
    if (err) {
        diag_set(diag, NULL, 0, 0,
                 "%s; judging needs a C compiler: apt-get install gcc, or set CC to yours",
                 why.message);
        diag_finish(&why);
        close(compilation->pipe);
    }
    return err;
}

static int follow(struct compilation *compilation, struct child_end *ret_end)
{
    struct async_timeout limit;
    int err = async_timeout_enter(&limit, LIMIT_MS);
    if (err)
        return err;
    err = child_drain(compilation->pipe, compilation->said, SAID_BYTES, NULL);
    if (!err)
        err = child_wait(&compilation->child, ret_end);
    return async_timeout_exit(&limit, err);
}

/* Returns 0; 1 if the compiler refused; ASYNC_ECANCELED; or -1. */
static int run(const struct compiler *compiler, const struct words *words, const char *dir,
               struct buf *said, struct diag *diag)
{
    struct compilation compilation = { .said = said };
    struct child_end end = { 0 };
    if (start(&compilation, compiler, words, dir, diag))
        return -1;
    int err = follow(&compilation, &end);
    child_finish(&compilation.child);
    child_close(compilation.pipe);
    if (err == ASYNC_ECANCELED)
        return err;
    if (err == ASYNC_ETIMEDOUT || end.signal) {
        buf_adds(said, "the compiler took too long, or too much room\n");
        return 1;
    }
    if (err) {
        diag_set(diag, NULL, 0, 0, "compiling was interrupted: %s", async_strerror(err));
        return -1;
    }
    return end.code ? 1 : 0;
}

/* ---- What is compiled ---- */

static void add_common(struct words *words, const char *cc, const struct compiler *compiler,
                       const struct assignment *assignment, bool is_sanitized)
{
    words_add_split(words, cc);
    /* A large array shall meet the guard below its stack, not jump over it. */
    words_add_list(words, (const char *const[]){ "-std=gnu11", "-O1", "-g",
                                                 "-fstack-clash-protection", NULL });
    words_add_list(words, warnings);
    if (is_sanitized)
        words_add_list(words, sanitizers);
    words_add_joined(words, "-I", compiler->home, "/runtime/include");
    words_add_joined(words, "-I", assignment->dir, "");
}

/* Only what the learner may call is visible to what is loaded. */
static void add_exports(struct words *words, const struct assignment *assignment)
{
    words_add(words, "-Wl,--export-dynamic-symbol=async_*");
    for (size_t i = 0; i < assignment->given_count; i++)
        words_add_joined(words, "-Wl,--export-dynamic-symbol=", assignment->given[i], "");
}

static void add_host(struct words *words, const struct compiler *compiler,
                     const struct assignment *assignment, enum host_kind kind)
{
    bool is_real = kind == HOST_FOR_REAL;
    const char *network = is_real ? assignment->real : assignment->simulated;
    words_add_joined(words, "-I", compiler->home, "/src/judge/host");
    words_add_joined(words, "", assignment->dir, "/harness.c");
    if (network)
        words_add(words, arena_printf(&words->arena, "%s/%s", assignment->dir, network));
    words_add(words, "-Wl,--whole-archive");
    words_add_joined(words, "", compiler->build,
                     kind == HOST_SANITIZED ? "/judge/libhost-asan.a" : "/judge/libhost.a");
    words_add_list(words,
                   (const char *const[]){ "-Wl,--no-whole-archive", "-Wl,--wrap=write", NULL });
    add_exports(words, assignment);
    if (is_real && network) {
        words_add_joined(words, "", compiler->build, "/judge/libfetch.a");
        words_add(words, "-lcurl");
    }
    words_add_list(words, (const char *const[]){ "-pthread", "-lev", "-lm", "-ldl", NULL });
}

/* Returns 1: the exercise's own fault; or -1: this machine's, which has no libcurl to link. */
static int explain_host(const struct assignment *assignment, const char *said,
                        struct diag *diag)
{
    if (strstr(said, "-lcurl") || strstr(said, "library 'curl'")) {
        diag_set(diag, NULL, 0, 0,
                 "fetching for real needs libcurl: apt-get install libcurl4-openssl-dev");
        return -1;
    }
    diag_set(diag, assignment->dir, 0, 0, "the harness of this exercise does not build:\n%s",
             said);
    return 1;
}

int compile_host(const struct compiler *compiler, const struct assignment *assignment,
                 enum host_kind kind, const char *output, struct diag *diag)
{
    struct words words = { 0 };
    struct buf said = { 0 };
    add_common(&words, compiler->host_cc, compiler, assignment, kind == HOST_SANITIZED);
    add_host(&words, compiler, assignment, kind);
    words_add_list(&words, (const char *const[]){ "-o", output, NULL });
    int err = run(compiler, &words, "/", &said, diag);
    if (err > 0)
        err = explain_host(assignment, buf_str(&said), diag);
    buf_finish(&said);
    words_finish(&words);
    return err;
}

int compile_submission(const struct compiler *compiler, const struct assignment *assignment,
                       const char *file, bool is_sanitized, const char *output,
                       struct buf *said, struct diag *diag)
{
    struct words words = { 0 };
    const char *slash = strrchr(file, '/');
    const char *dir =
        slash ? arena_strndup(&words.arena, file, (size_t)(slash - file + 1)) : ".";
    add_common(&words, is_sanitized ? compiler->host_cc : compiler->cc, compiler, assignment,
               is_sanitized);
    /* A function named like one of the C library's is the learner's own, as in any program. */
    words_add_list(
        &words, (const char *const[]){ "-fPIC", "-shared", "-Wl,-Bsymbolic", "-x", "c", NULL });
    words_add(&words,
              arena_printf(&words.arena, "%s%s", *(slash ? slash + 1 : file) == '-' ? "./" : "",
                           slash ? slash + 1 : file));
    words_add_list(&words, (const char *const[]){ "-o", output, NULL });
    int err = run(compiler, &words, dir, said, diag);
    words_finish(&words);
    return err;
}
