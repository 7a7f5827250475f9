/* Judges the files of a test, and compares with what their first line declares:
 *     // accepted: words
 *     // rejected: VERDICT, CHECK: words */
#ifndef TESTS_JUDGING_H
#define TESTS_JUDGING_H

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "base/file.h"
#include "judge/judge.h"

/* What is asked of the judge; judged in a loop of its own. */
struct judging {
    const char *exercise; /* below quizzes/coding */
    const char *cc;       /* NULL: the usual one */
    bool is_quick;
    char **files;
    size_t count;
    uint64_t seed; /* 0: each file's own */
    /* Called for each: adds a line to the faults if something is wrong. */
    void (*look)(const char *file, const struct judgement *judgement, struct buf *faults);
    int open_err; /* of judge_open() */
    struct diag diag;
    struct buf faults; /* nothing may fail within the loop: a failure jumps */
};

static inline void judging_one(struct judge *judge, const char *file, struct judging *judging)
{
    struct judgement judgement;
    struct buf text = { 0 };
    int err = file_read(file, &text, &judging->diag);
    uint64_t seed = judging->seed ? judging->seed : judge_seed_of(buf_str(&text), text.len);
    if (!err)
        err = judge_submit(judge, file, seed, &judgement, &judging->diag);
    buf_finish(&text);
    if (err) {
        buf_addf(&judging->faults, "%s: %s\n", file, judging->diag.message);
        return;
    }
    judging->look(file, &judgement, &judging->faults);
    judgement_finish(&judgement);
}

static inline int judging_all(void *arg)
{
    struct judging *judging = arg;
    struct arena arena = { 0 };
    struct assignment assignment;
    struct judge judge;
    const char *build = getenv("BUILD");
    char *home = realpath(".", NULL), *built = realpath(build ? build : "build", NULL);
    char *dir = path_join("quizzes/coding", judging->exercise);
    const struct judge_options options = {
        .home = home, .build = built, .cc = judging->cc, .is_quick = judging->is_quick
    };
    judging->open_err = assignment_load(dir, &arena, &assignment, &judging->diag);
    if (!judging->open_err)
        judging->open_err = judge_open(&judge, &assignment, &options, &judging->diag);
    for (size_t i = 0; i < judging->count && !judging->open_err; i++)
        judging_one(&judge, judging->files[i], judging);
    if (!judging->open_err)
        judge_close(&judge);
    arena_finish(&arena);
    free(dir);
    free(home);
    free(built);
    return 0;
}

static inline void judging_run(struct judging *judging)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_REAL,
                                           .stack_bytes = (size_t)1024 * 1024 };
    assert_int_equal(async_run_with(&options, async_coro(judging_all, judging), NULL), 0);
    if (judging->faults.len)
        fail_msg("\n%s", buf_str(&judging->faults));
}

/* The same for all files that fit a pattern; there has to be one. */
static inline void judging_run_glob(struct judging judging, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found))
        fail_msg("no file fits %s", pattern);
    judging.files = found.gl_pathv;
    judging.count = found.gl_pathc;
    judging_run(&judging);
    if (judging.open_err)
        fail_msg("%s", judging.diag.message);
    globfree(&found);
}

static inline bool judging_is_broken(const struct judgement *judgement, const char *id)
{
    for (size_t i = 0; i < judgement->check_count; i++) {
        if (strcmp(judgement->checks[i].id, id) == 0)
            return !judgement->checks[i].ok;
    }
    return false;
}

/* One line: what it got, and why. */
static inline void judging_complain(const char *file, const struct judgement *judgement,
                                    const char *wanted, struct buf *faults)
{
    buf_addf(faults, "%s: %s instead of %s: %s (%s, seed %llu)\n", file,
             verdict_words[judgement->verdict], wanted, judgement->message,
             judgement->schedule ? judgement->schedule : "-",
             (unsigned long long)judgement->seed);
}

static inline void judging_expect_declared(const char *file, const struct judgement *judgement,
                                           struct buf *faults)
{
    char verdict[32] = "", check[32] = "";
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (file_read(file, &text, &diag) ||
        sscanf(buf_str(&text), "// rejected: %31[a-z-], %31[a-z-]:", verdict, check) != 2)
        buf_addf(faults, "%s: the first line is not \"// rejected: VERDICT, CHECK: why\"\n",
                 file);
    else if (strcmp(verdict_words[judgement->verdict], verdict) != 0 ||
             !judging_is_broken(judgement, check))
        judging_complain(file, judgement, verdict, faults);
    buf_finish(&text);
}

static inline void judging_expect_pass(const char *file, const struct judgement *judgement,
                                       struct buf *faults)
{
    if (judgement->verdict != VERDICT_PASS)
        judging_complain(file, judgement, "pass", faults);
}

/* An honest failure: the file compiles, and the judge is well. */
static inline void judging_expect_failure(const char *file, const struct judgement *judgement,
                                          struct buf *faults)
{
    if (judgement->verdict == VERDICT_PASS || judgement->verdict >= VERDICT_COMPILE_ERROR)
        judging_complain(file, judgement, "a failure", faults);
}

/* What every exercise promises: the starter compiles and fails, right solutions pass on any seed, wrong
 * ones get the verdict that they declare. */
static inline void judging_expect_exercise(const char *id)
{
    struct buf pattern = { 0 };
    buf_addf(&pattern, "quizzes/coding/%s/starter.c", id);
    judging_run_glob((struct judging){ .exercise = id, .look = judging_expect_failure },
                     buf_str(&pattern));
    buf_truncate(&pattern, 0);
    buf_addf(&pattern, "quizzes/coding/%s/accepted/*.c", id);
    judging_run_glob((struct judging){ .exercise = id, .look = judging_expect_pass },
                     buf_str(&pattern));
    for (uint64_t seed = 1; seed <= 3; seed++)
        judging_run_glob(
            (struct judging){
                .exercise = id, .is_quick = true, .seed = seed, .look = judging_expect_pass },
            buf_str(&pattern));
    buf_truncate(&pattern, 0);
    buf_addf(&pattern, "quizzes/coding/%s/rejected/*.c", id);
    judging_run_glob((struct judging){ .exercise = id, .look = judging_expect_declared },
                     buf_str(&pattern));
    buf_finish(&pattern);
}

#endif
