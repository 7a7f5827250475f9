/* Several tasks take the next file each until none is left. What they find is written in the order of
 * the files: each result as soon as all before it are there. */
#include "cmd/grade_exercise.h"

#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/judgement_print.h"
#include "course/course.h"
#include "judge/judge.h"
#include "judge/report.h"

struct grading {
    struct app *app;
    struct judge judge;
    const char **files; /* borrowed */
    size_t count;
    long long seed; /* -1: each file's own */
    bool is_json;
    size_t next, written; /* files that were begun; results that are out */
    struct judgement *judgements;
    bool *is_done;
    struct diag fault; /* what kept the judge from going on */
    bool has_failed;   /* a submission did not pass */
};

/* ---- Results ---- */

static void write_result(struct grading *grading, const struct judgement *judgement)
{
    struct buf text = { 0 };
    if (grading->is_json) {
        report_add_json(judgement, &text);
        fputs(buf_str(&text), grading->app->out);
    } else {
        judgement_print(grading->app, judgement);
        out_text(app_screen(grading->app), STYLE_TEXT, "\n");
    }
    fflush(grading->app->out);
    buf_finish(&text);
}

static void write_results(struct grading *grading)
{
    while (grading->written < grading->count && grading->is_done[grading->written]) {
        const struct judgement *judgement = &grading->judgements[grading->written++];
        write_result(grading, judgement);
        if (judgement->verdict != VERDICT_PASS)
            grading->has_failed = true;
    }
}

static int write_junit(struct grading *grading, const char *path, struct diag *diag)
{
    struct buf text = { 0 };
    report_add_junit(grading->judgements, grading->written, &text);
    int err = file_write(path, buf_str(&text), text.len, diag);
    buf_finish(&text);
    return err;
}

/* ---- Judging ---- */

static int grade_one(struct grading *grading, size_t i)
{
    struct buf source = { 0 };
    uint64_t seed = (uint64_t)grading->seed;
    if (grading->seed < 0) {
        if (file_read(grading->files[i], &source, &grading->fault))
            return -1;
        seed = judge_seed_of(buf_str(&source), source.len);
        buf_finish(&source);
    }
    if (judge_submit(&grading->judge, grading->files[i], seed, &grading->judgements[i],
                     &grading->fault))
        return -1;
    grading->is_done[i] = true;
    write_results(grading);
    return 0;
}

static int grade_some(void *arg)
{
    struct grading *grading = arg;
    while (grading->next < grading->count && !diag_is_set(&grading->fault)) {
        if (grade_one(grading, grading->next++))
            break;
    }
    return 0;
}

static int grade_all(struct grading *grading, size_t jobs)
{
    struct async_coro **calls = mem_alloc(jobs * sizeof(struct async_coro *));
    for (size_t i = 0; i < jobs; i++)
        calls[i] = async_coro(grade_some, grading);
    int err = async_gather(calls, jobs, NULL);
    free(calls);
    return err;
}

/* ---- The command ---- */

static int finish(struct grading *grading, const struct cmd_args *args)
{
    struct diag diag = { 0 };
    const char *junit = cmd_value(args, "junit");
    if (diag_is_set(&grading->fault))
        return cmd_fault(grading->app, STATUS_LACKING, &grading->fault);
    if (junit && write_junit(grading, junit, &diag))
        return cmd_fault(grading->app, STATUS_LACKING, &diag);
    return grading->has_failed ? STATUS_FAILED : STATUS_OK;
}

static int grade_files(struct app *app, const struct cmd_args *args,
                       const struct assignment *assignment)
{
    struct diag diag = { 0 };
    struct grading grading = {
        .app = app,
        .files = args->words + 1,
        .count = args->count - 1,
        .seed = cmd_number_or(args, "seed", -1),
        .is_json = cmd_has(args, "json"),
    };
    const struct judge_options options = {
        .home = app->home,
        .build = app->build,
        .is_quick = cmd_has(args, "quick"),
    };
    int err = judge_open(&grading.judge, assignment, &options, &diag);
    if (err)
        return cmd_fault(app, err > 0 ? STATUS_USAGE : STATUS_LACKING, &diag);
    grading.judgements = mem_alloc(grading.count * sizeof(*grading.judgements));
    grading.is_done = mem_alloc(grading.count * sizeof(*grading.is_done));
    long long jobs = cmd_number_or(args, "jobs", 1);
    err = grade_all(&grading, jobs < 1 ? 1 : (size_t)jobs);
    int status = err == ASYNC_ECANCELED ? STATUS_INTERRUPTED : finish(&grading, args);
    for (size_t i = 0; i < grading.count; i++)
        judgement_finish(&grading.judgements[i]);
    free(grading.judgements);
    free(grading.is_done);
    judge_close(&grading.judge);
    return status;
}

static const char *first_missing(const struct cmd_args *args)
{
    for (size_t i = 1; i < args->count; i++) {
        if (!file_exists(args->words[i]))
            return args->words[i];
    }
    return NULL;
}

int grade_exercise(struct app *app, const struct cmd_args *args)
{
    struct diag diag = { 0 };
    struct arena arena = { 0 };
    struct assignment assignment;
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    struct exercise *exercise = course_find_exercise(course, args->words[0], &diag);
    if (!exercise)
        return cmd_fault(app, STATUS_USAGE, &diag);
    const char *missing = first_missing(args);
    if (missing)
        return cmd_usage_fault(app, args->command, "there is no file %s", missing);
    if (assignment_load(exercise->dir, &arena, &assignment, &diag)) {
        arena_finish(&arena);
        return cmd_fault(app, STATUS_USAGE, &diag);
    }
    int status = grade_files(app, args, &assignment);
    arena_finish(&arena);
    return status;
}
