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
    /* Called for each. */
    void (*look)(const char *file, const struct judgement *judgement);
    int open_err; /* of judge_open() */
    struct diag diag;
};

static inline void judging_one(struct judge *judge, const char *file, struct judging *judging)
{
    struct judgement judgement;
    struct buf text = { 0 };
    if (file_read(file, &text, &judging->diag) ||
        judge_submit(judge, file,
                     judging->seed ? judging->seed : judge_seed_of(buf_str(&text), text.len),
                     &judgement, &judging->diag))
        fail_msg("%s: %s", file, judging->diag.message);
    judging->look(file, &judgement);
    judgement_finish(&judgement);
    buf_finish(&text);
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
    if (assignment_load(dir, &arena, &assignment, &judging->diag))
        fail_msg("%s", judging->diag.message);
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
    assert_int_equal(async_run(async_coro(judging_all, judging), NULL), 0);
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

static inline void judging_expect_declared(const char *file, const struct judgement *judgement)
{
    char verdict[32], check[32];
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (file_read(file, &text, &diag) ||
        sscanf(buf_str(&text), "// rejected: %31[a-z-], %31[a-z-]:", verdict, check) != 2)
        fail_msg("%s: the first line should be \"// rejected: VERDICT, CHECK: why\"", file);
    if (strcmp(verdict_words[judgement->verdict], verdict) != 0 ||
        !judging_is_broken(judgement, check))
        fail_msg("%s: %s instead of %s, %s: %s (seed %llu)", file,
                 verdict_words[judgement->verdict], verdict, check, judgement->message,
                 (unsigned long long)judgement->seed);
    buf_finish(&text);
}

static inline void judging_expect_pass(const char *file, const struct judgement *judgement)
{
    if (judgement->verdict != VERDICT_PASS)
        fail_msg("%s: %s instead of pass: %s (%s, seed %llu)", file,
                 verdict_words[judgement->verdict], judgement->message, judgement->schedule,
                 (unsigned long long)judgement->seed);
}

static inline void judging_expect_failure(const char *file, const struct judgement *judgement)
{
    if (judgement->verdict == VERDICT_PASS || judgement->verdict == VERDICT_COMPILE_ERROR ||
        judgement->verdict == VERDICT_INTERNAL_ERROR)
        fail_msg("%s: %s, though it should compile and fail", file,
                 verdict_words[judgement->verdict]);
}

#endif
