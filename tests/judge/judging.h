/* Judges files in a loop of its own. */
#ifndef TESTS_JUDGING_H
#define TESTS_JUDGING_H

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "base/file.h"
#include "judge/judge.h"
#include "judge/proof.h"

/* A failed assertion would jump out of the loop: what is wrong is collected, and failed with
 * afterwards. */
struct judging {
    const char *exercise;         /* below quizzes/coding */
    struct judge_options options; /* home and build are filled in */
    void (*body)(struct judging *judging);
    struct arena arena;
    struct assignment assignment;
    struct diags faults;
};

static inline int judging_in_task(void *arg)
{
    struct judging *judging = arg;
    judging->body(judging);
    return 0;
}

static inline void judging_fail(const struct judging *judging)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < judging->faults.count; i++)
        diag_format(&judging->faults.items[i], &text);
    if (judging->faults.count)
        fail_msg("\n%s", buf_str(&text));
}

/* Loads the exercise, runs the body, and fails with what it found. */
static inline void judging_run(struct judging *judging)
{
    struct diag diag = { 0 };
    const char *build = getenv("BUILD");
    char *home = realpath(".", NULL), *built = realpath(build ? build : "build", NULL);
    char *dir = path_join("quizzes/coding", judging->exercise);
    const struct async_options options = { .clock = ASYNC_CLOCK_REAL,
                                           .stack_bytes = (size_t)1024 * 1024 };
    judging->options.home = home;
    judging->options.build = built;
    if (assignment_load(dir, &judging->arena, &judging->assignment, &diag))
        fail_msg("%s", diag.message);
    assert_int_equal(async_run_with(&options, async_coro(judging_in_task, judging), NULL), 0);
    judging_fail(judging);
    diags_finish(&judging->faults);
    arena_finish(&judging->arena);
    free(dir);
    free(home);
    free(built);
}

static inline void judging_prove(struct judging *judging)
{
    proof_exercise(&judging->assignment, &judging->options, 3, &judging->faults);
}

/* The exercise keeps what it promises. */
static inline void judging_expect_exercise(const char *id)
{
    struct judging judging = { .exercise = id, .body = judging_prove };
    judging_run(&judging);
}

/* Judges all files that fit the pattern, with one seed; `look` sees each. */
static inline void judging_each(struct judging *judging, const char *pattern, uint64_t seed,
                                void (*look)(const struct judgement *judgement))
{
    glob_t found = { 0 };
    struct judge judge;
    struct diag *diag = diags_add(&judging->faults);
    if (glob(pattern, 0, NULL, &found))
        diag_set(diag, pattern, 0, 0, "there is no such file");
    if (judge_open(&judge, &judging->assignment, &judging->options, diag))
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct judgement judgement;
        if (judge_submit(&judge, found.gl_pathv[i], seed, &judgement, diag))
            break;
        look(&judgement);
        judgement_finish(&judgement);
    }
    judge_close(&judge);
    globfree(&found);
    diags_drop_unset(&judging->faults);
}

#endif
