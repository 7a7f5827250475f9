/* Several tasks take the next file each until none is left. What they find is written in the
 * order of the files: each result as soon as all before it are there. With --resume it is kept
 * in a file at once, and what stands there already is not judged again. */
#include "cmd/grade_exercise.h"

#include <stdlib.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/judgement_print.h"
#include "cmd/judging.h"
#include "cmd/submissions.h"
#include "course/course.h"
#include "judge/ledger.h"
#include "judge/report.h"

struct grading {
    struct app *app;
    struct judging judging;
    char **files; /* borrowed */
    size_t count;
    long long seed; /* -1: each file's own */
    bool is_json;
    size_t next, written; /* files that were begun; results that are out */
    size_t done, failed;  /* files that were judged; of them, those that did not pass */
    struct judgement *judgements;
    bool *is_done;
    struct ledger ledger;
    struct diag fault; /* what kept the judge from going on */
};

static void show_progress(struct grading *grading)
{
    struct buf failed = { 0 };
    if (grading->failed)
        buf_addf(&failed, ", %zu not passed", grading->failed);
    working_count(&grading->judging.working, grading->done, grading->count, buf_str(&failed));
    buf_finish(&failed);
}

/* ---- Results ---- */

/* The trace of its run is of no more use then. */
static void write_result(struct grading *grading, struct judgement *judgement)
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
    buf_finish(&judgement->trace);
    buf_finish(&text);
}

static void write_results(struct grading *grading)
{
    working_clear(&grading->judging.working);
    while (grading->written < grading->count && grading->is_done[grading->written])
        write_result(grading, &grading->judgements[grading->written++]);
    show_progress(grading);
}

/* Writes what `add` makes of all results to the file, if one is asked for. */
static int write_file(struct grading *grading, const char *path,
                      void (*add)(const struct grading *grading, struct buf *out))
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (!path)
        return STATUS_OK;
    add(grading, &text);
    int err = file_write(path, buf_str(&text), text.len, &diag);
    buf_finish(&text);
    return err ? cmd_fault(grading->app, STATUS_LACKING, &diag) : STATUS_OK;
}

static void add_junit(const struct grading *grading, struct buf *out)
{
    report_add_junit(grading->judgements, grading->written, out);
}

static void add_csv(const struct grading *grading, struct buf *out)
{
    report_add_csv(NULL, out);
    for (size_t i = 0; i < grading->written; i++)
        report_add_csv(&grading->judgements[i], out);
}

/* ---- Judging ---- */

static uint64_t seed_of(const struct grading *grading, const char *file)
{
    return grading->seed < 0 ? judge_seed_of(judge_hash_of(file)) : (uint64_t)grading->seed;
}

static int judge_one(struct grading *grading, size_t i)
{
    struct judge *judge = &grading->judging.judge;
    const char *file = grading->files[i];
    if (judge_submit(judge, file, seed_of(grading, file), &grading->judgements[i],
                     &grading->fault))
        return -1;
    return ledger_add(&grading->ledger, &grading->judgements[i], &grading->fault);
}

static int grade_one(struct grading *grading, size_t i)
{
    if (!grading->is_done[i] && judge_one(grading, i))
        return -1;
    grading->is_done[i] = true;
    grading->done++;
    grading->failed += grading->judgements[i].verdict != VERDICT_PASS;
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

/* Takes over what an earlier run has found. */
static void resume(struct grading *grading)
{
    const char *exercise = grading->judging.judge.assignment->id;
    size_t count = 0;
    working_clear(&grading->judging.working);
    for (size_t i = 0; i < grading->count; i++) {
        const char *file = grading->files[i];
        grading->is_done[i] = ledger_take(&grading->ledger, exercise, file,
                                          seed_of(grading, file), &grading->judgements[i]);
        count += grading->is_done[i];
    }
    if (count)
        fprintf(grading->app->err,
                "asynclearn: %zu of %zu submissions were judged before: %s\n", count,
                grading->count, grading->ledger.path);
}

static int grade_all(struct grading *grading, size_t jobs)
{
    resume(grading);
    show_progress(grading);
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
    if (diag_is_set(&grading->fault))
        return cmd_fault(grading->app, STATUS_LACKING, &grading->fault);
    int junit = write_file(grading, cmd_value(args, "junit"), add_junit);
    int csv = write_file(grading, cmd_value(args, "csv"), add_csv);
    if (junit != STATUS_OK || csv != STATUS_OK)
        return STATUS_LACKING;
    return grading->failed ? STATUS_FAILED : STATUS_OK;
}

static int say_stopped(const struct grading *grading)
{
    if (grading->ledger.path)
        fprintf(grading->app->err,
                "asynclearn: stopped after %zu of %zu; the same command goes on from there\n",
                grading->done, grading->count);
    return STATUS_INTERRUPTED;
}

/* The judge is open. */
static int grade_opened(struct grading *grading, const struct cmd_args *args)
{
    grading->judgements = mem_alloc(grading->count * sizeof(*grading->judgements));
    grading->is_done = mem_alloc(grading->count * sizeof(*grading->is_done));
    long long jobs = cmd_number_or(args, "jobs", 1);
    int err = grade_all(grading, jobs < 1 ? 1 : (size_t)jobs);
    bool is_interrupted = judging_close(&grading->judging) || err;
    int status = is_interrupted ? say_stopped(grading) : finish(grading, args);
    for (size_t i = 0; i < grading->count; i++)
        judgement_finish(&grading->judgements[i]);
    free(grading->judgements);
    free(grading->is_done);
    return status;
}

static int grade_files(struct app *app, const struct cmd_args *args,
                       const struct assignment *assignment,
                       const struct submissions *submissions)
{
    const struct judge_options options = { .is_quick = cmd_has(args, "quick"),
                                           .is_alone = cmd_number_or(args, "jobs", 1) <= 1 };
    const char *kept = cmd_value(args, "resume");
    struct diag diag = { 0 };
    struct grading grading = {
        .app = app,
        .files = submissions->files,
        .count = submissions->count,
        .seed = cmd_number_or(args, "seed", -1),
        .is_json = cmd_has(args, "json"),
    };
    int status = STATUS_OK;
    if (kept && ledger_open(&grading.ledger, kept, &diag))
        status = cmd_fault(app, STATUS_USAGE, &diag);
    if (status == STATUS_OK)
        status = judging_open(&grading.judging, app, assignment, options);
    if (status == STATUS_OK)
        status = grade_opened(&grading, args);
    ledger_close(&grading.ledger);
    return status;
}

static int load_and_grade(struct app *app, const struct cmd_args *args, const char *dir,
                          const struct submissions *submissions)
{
    struct diag diag = { 0 };
    struct arena arena = { 0 };
    struct assignment assignment;
    int status = assignment_load(dir, &arena, &assignment, &diag)
                     ? cmd_fault(app, STATUS_USAGE, &diag)
                     : grade_files(app, args, &assignment, submissions);
    arena_finish(&arena);
    return status;
}

int grade_exercise(struct app *app, const struct cmd_args *args)
{
    struct diag diag = { 0 };
    struct submissions submissions = { 0 };
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    struct exercise *exercise = course_find_exercise(course, args->words[0], &diag);
    if (exercise)
        submissions_find(&submissions, args->words + 1, args->count - 1, &diag);
    int status = diag_is_set(&diag) ? cmd_fault(app, STATUS_USAGE, &diag)
                                    : load_and_grade(app, args, exercise->dir, &submissions);
    submissions_finish(&submissions);
    return status;
}
