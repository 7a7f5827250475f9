#include "judge/proof.h"

#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"

enum { MIN_ACCEPTED = 3, MIN_REJECTED = 8, MIN_HINTS = 3, MAX_WORD = 31 };

/* ---- What a first line says ---- */

enum kind { KIND_ACCEPTED, KIND_REJECTED };

struct promise {
    enum kind kind;
    char verdict[MAX_WORD + 1]; /* of what is rejected */
    char check[MAX_WORD + 1];   /* that it breaks */
};

static int read_promise(const char *file, struct promise *promise, struct diag *diag)
{
    struct buf text = { 0 };
    if (file_read(file, &text, diag))
        return -1;
    int err = 0;
    if (strncmp(buf_str(&text), "// accepted: ", 13) == 0) {
        promise->kind = KIND_ACCEPTED;
    } else if (sscanf(buf_str(&text), "// rejected: %31[a-z-], %31[a-z-]: ", promise->verdict,
                      promise->check) == 2) {
        promise->kind = KIND_REJECTED;
    } else {
        diag_set_at(diag, file, buf_str(&text), 0,
                    "the first line should be \"// accepted: WHY\" or \"// rejected: VERDICT, "
                    "CHECK: WHY\"");
        err = -1;
    }
    buf_finish(&text);
    return err;
}

/* ---- Comparing ---- */

static void complain(const struct judgement *judgement, const char *wanted, struct diag *diag)
{
    diag_set(diag, judgement->file, 1, 1,
             "the verdict is %s instead of %s: %s (%s; seed %" PRIu64 ")",
             verdict_words[judgement->verdict], wanted, judgement->message,
             judgement->schedule ? judgement->schedule : "no run", judgement->seed);
}

static bool is_broken(const struct judgement *judgement, const char *check)
{
    for (size_t i = 0; i < judgement->check_count; i++) {
        if (strcmp(judgement->checks[i].id, check) == 0)
            return !judgement->checks[i].ok;
    }
    return false;
}

static void compare(const struct judgement *judgement, const struct promise *promise,
                    struct diag *diag)
{
    const char *verdict =
        promise->kind == KIND_ACCEPTED ? verdict_words[VERDICT_PASS] : promise->verdict;
    if (strcmp(verdict_words[judgement->verdict], verdict) != 0)
        complain(judgement, verdict, diag);
    else if (promise->kind == KIND_REJECTED && !is_broken(judgement, promise->check))
        diag_set(diag, judgement->file, 1, 1,
                 "the check \"%s\" holds, though it should be broken", promise->check);
}

/* ---- Judging ---- */

void proof_file(struct judge *judge, const char *file, struct diags *faults)
{
    struct diag *diag = diags_add(faults);
    struct judgement judgement;
    struct promise promise;
    uint64_t seed = judge_seed_of(judge_hash_of(file));
    if (!read_promise(file, &promise, diag) &&
        !judge_submit(judge, file, seed, &judgement, diag)) {
        compare(&judgement, &promise, diag);
        judgement_finish(&judgement);
    }
    diags_drop_unset(faults);
}

static void prove_seed(struct judge *judge, const char *file, uint64_t seed,
                       struct diags *faults)
{
    struct diag *diag = diags_add(faults);
    struct judgement judgement;
    if (!judge_submit(judge, file, seed, &judgement, diag)) {
        if (judgement.verdict != VERDICT_PASS)
            complain(&judgement, "pass", diag);
        judgement_finish(&judgement);
    }
    diags_drop_unset(faults);
}

/* An honest failure: it compiles, and it fails. */
static void prove_starter(struct judge *judge, struct diags *faults)
{
    struct diag *diag = diags_add(faults);
    struct judgement judgement;
    char *file = path_join(judge->assignment->dir, "starter.c");
    if (!judge_submit(judge, file, 1, &judgement, diag)) {
        if (judgement.verdict == VERDICT_PASS || judgement.verdict >= VERDICT_COMPILE_ERROR)
            complain(&judgement, "an honest failure", diag);
        judgement_finish(&judgement);
    }
    diags_drop_unset(faults);
    free(file);
}

/* ---- The whole ---- */

static glob_t files_of(const struct assignment *assignment, const char *pattern)
{
    glob_t found = { 0 };
    char *path = path_join(assignment->dir, pattern);
    glob(path, 0, NULL, &found);
    free(path);
    return found;
}

static void prove_solutions(struct judge *judge, uint64_t seeds, struct diags *faults)
{
    glob_t accepted = files_of(judge->assignment, "accepted/*.c");
    glob_t rejected = files_of(judge->assignment, "rejected/*.c");
    for (size_t i = 0; i < accepted.gl_pathc; i++)
        proof_file(judge, accepted.gl_pathv[i], faults);
    for (size_t i = 0; i < rejected.gl_pathc; i++)
        proof_file(judge, rejected.gl_pathv[i], faults);
    judge->options.is_quick = true; /* memory does not depend on the seed */
    for (uint64_t seed = 1; seed <= seeds; seed++)
        for (size_t i = 0; i < accepted.gl_pathc; i++)
            prove_seed(judge, accepted.gl_pathv[i], seed, faults);
    globfree(&accepted);
    globfree(&rejected);
}

static void prove_count(const struct assignment *assignment, size_t count, size_t least,
                        const char *what, struct diags *faults)
{
    if (count < least)
        diag_set(diags_add(faults), assignment->dir, 0, 0,
                 "there should be at least %zu %s, not %zu", least, what, count);
}

static void prove_counts(const struct assignment *assignment, struct diags *faults)
{
    glob_t accepted = files_of(assignment, "accepted/*.c");
    glob_t rejected = files_of(assignment, "rejected/*.c");
    prove_count(assignment, accepted.gl_pathc, MIN_ACCEPTED, "solutions in accepted/", faults);
    prove_count(assignment, rejected.gl_pathc, MIN_REJECTED, "solutions in rejected/", faults);
    prove_count(assignment, assignment->hint_count, MIN_HINTS, "hints", faults);
    globfree(&accepted);
    globfree(&rejected);
}

void proof_exercise(const struct assignment *assignment, const struct judge_options *options,
                    uint64_t seeds, struct diags *faults)
{
    struct judge judge;
    prove_counts(assignment, faults);
    if (judge_open(&judge, assignment, options, diags_add(faults)))
        return;
    diags_drop_unset(faults);
    prove_starter(&judge, faults);
    prove_solutions(&judge, seeds, faults);
    judge_close(&judge);
}
