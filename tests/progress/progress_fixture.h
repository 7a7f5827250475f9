/* A store of the test's own, and short words for what tests put into it. */
#ifndef TESTS_PROGRESS_FIXTURE_H
#define TESTS_PROGRESS_FIXTURE_H

#include <stdlib.h>

#include "progress/store.h"
#include "scratch.h"

struct fixture {
    struct scratch dir;
    char *file; /* owned: dir + "/state/progress.db" */
    struct store *store;
    struct arena arena;
};

static inline struct store *open_quietly(const char *file)
{
    struct diag notice = { 0 };
    struct store *store = store_open(file, &notice);
    if (diag_is_set(&notice))
        fail_msg("unexpected notice: %s", notice.message);
    return store;
}

static inline int fixture_setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->dir = scratch_make();
    f->file = path_join(f->dir.path, "state/progress.db");
    f->store = open_quietly(f->file);
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    arena_finish(&f->arena);
    free(f->file);
    scratch_remove(&f->dir);
    free(f);
    return 0;
}

static inline void reopen(struct fixture *f)
{
    store_close(f->store);
    f->store = open_quietly(f->file);
}

static inline void add(struct store *store, const struct attempt *attempt)
{
    struct diag diag = { 0 };
    if (store_add_attempt(store, attempt, &diag))
        fail_msg("not stored: %s", diag.message);
}

static inline void add_answer(struct store *store, const char *id, enum attempt_kind kind,
                              double score, int64_t at)
{
    struct attempt attempt = { .id = id,
                               .kind = kind,
                               .verdict = score > 0 ? "right" : "wrong",
                               .score = score,
                               .at = at };
    add(store, &attempt);
}

/* All answers, alive as long as the fixture. */
static inline struct attempt *all_attempts(struct fixture *f, size_t *ret_count)
{
    struct diag diag = { 0 };
    struct attempt *attempts;
    if (store_attempts(f->store, NULL, &f->arena, &attempts, ret_count, &diag))
        fail_msg("not read: %s", diag.message);
    return attempts;
}

static inline size_t count_attempts(struct fixture *f)
{
    size_t count;
    all_attempts(f, &count);
    return count;
}

#endif
