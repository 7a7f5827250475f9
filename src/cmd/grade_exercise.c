/* Several tasks take the next file each until none is left. What they find is written in the order of
 * the files: each result as soon as all before it are there. */
#include "cmd/grade_exercise.h"

#include <stdlib.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/judgement_print.h"
#include "cmd/judging.h"
#include "cmd/submissions.h"
#include "course/course.h"
#include "judge/report.h"

struct grading {
    struct app *app;
    struct judging judging;
    char **files; /* borrowed */
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
    if (judge_submit(&grading->judging.judge, grading->files[i], seed, &grading->judgements[i],
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
    if (diag_is_set(&grading->fault))
        return cmd_fault(grading->app, STATUS_LACKING, &grading->fault);
    int junit = write_file(grading, cmd_value(args, "junit"), add_junit);
    int csv = write_file(grading, cmd_value(args, "csv"), add_csv);
    if (junit != STATUS_OK || csv != STATUS_OK)
        return STATUS_LACKING;
    return grading->has_failed ? STATUS_FAILED : STATUS_OK;
}

static int grade_files(struct app *app, const struct cmd_args *args,
                       const struct assignment *assignment,
                       const struct submissions *submissions)
{
    const struct judge_options options = { .is_quick = cmd_has(args, "quick") };
    struct grading grading = {
        .app = app,
        .files = submissions->files,
        .count = submissions->count,
        .seed = cmd_number_or(args, "seed", -1),
        .is_json = cmd_has(args, "json"),
    };
    int status = judging_open(&grading.judging, app, assignment, options);
    if (status != STATUS_OK)
        return status;
    grading.judgements = mem_alloc(grading.count * sizeof(*grading.judgements));
    grading.is_done = mem_alloc(grading.count * sizeof(*grading.is_done));
    long long jobs = cmd_number_or(args, "jobs", 1);
    int err = grade_all(&grading, jobs < 1 ? 1 : (size_t)jobs);
    bool is_interrupted = judging_close(&grading.judging) || err;
    status = is_interrupted ? STATUS_INTERRUPTED : finish(&grading, args);
    for (size_t i = 0; i < grading.count; i++)
        judgement_finish(&grading.judgements[i]);
    free(grading.judgements);
    free(grading.is_done);
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
