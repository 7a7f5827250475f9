/* Makes ready, and judges: compile, run under every schedule, look at each run, conclude; then
 * run again under sanitizers, which see what luck may hide. A fault of ours ends in
 * `internal-error`. */
#include "judge/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <async.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/siphash.h"
#include "judge/trial.h"

#define SYSTEM_CC "cc"

/* ---- Scratch ---- */

/* ---- Making ready ---- */

static const char *find_cc(const struct judge_options *options)
{
    const char *cc = options->cc ? options->cc : getenv("CC");
    return cc && *cc ? cc : SYSTEM_CC;
}

struct host_build {
    struct judge *judge;
    enum host_kind kind;
    const char *output;
    struct diag diag;
    int err;
};

static int build_host(void *arg)
{
    struct host_build *build = arg;
    struct judge *judge = build->judge;
    build->err = compile_host(&judge->compiler, judge->assignment, build->kind, build->output,
                              &build->diag);
    return 0;
}

/* All at the same time. */
static int build_all(struct judge *judge, struct diag *diag)
{
    const struct judge_options *options = &judge->options;
    struct host_build builds[] = {
        { judge, options->is_real ? HOST_FOR_REAL : HOST_JUDGED, judge->host, { 0 }, 0 },
        { judge, HOST_SANITIZED, judge->sanitized_host, { 0 }, 0 },
    };
    struct async_coro *calls[2];
    size_t count = options->is_quick || options->is_sample || options->is_real ? 1 : 2;
    for (size_t i = 0; i < count; i++)
        calls[i] = async_coro(build_host, &builds[i]);
    int err = async_gather(calls, count, NULL);
    for (size_t i = 0; i < count; i++) {
        if (builds[i].err && !err) {
            err = builds[i].err;
            *diag = builds[i].diag;
        } else {
            diag_finish(&builds[i].diag);
        }
    }
    return err;
}

/* With the learner's compiler. One that cannot do it leaves that to the system's. */
static int build_hosts(struct judge *judge, struct diag *diag)
{
    int err = build_all(judge, diag);
    if (err <= 0 || strcmp(judge->compiler.cc, SYSTEM_CC) == 0)
        return err;
    diag_finish(diag);
    judge->compiler.host_cc = SYSTEM_CC;
    return build_all(judge, diag);
}

int judge_open(struct judge *judge, const struct assignment *assignment,
               const struct judge_options *options, struct diag *diag)
{
    struct tempdir dir;
    if (tempdir_make("judge", &dir, diag))
        return -1;
    *judge = (struct judge){ .assignment = assignment, .options = *options, .dir = dir };
    judge->host = path_join(dir.path, "host");
    judge->sanitized_host = path_join(dir.path, "host-asan");
    sandbox_init(&judge->sandbox);
    const char *cc = find_cc(options);
    judge->compiler = (struct compiler){ .cc = cc,
                                         .host_cc = cc,
                                         .home = options->home,
                                         .build = options->build,
                                         .scratch = dir.path,
                                         .sandbox = &judge->sandbox };
    int err = build_hosts(judge, diag);
    if (err)
        judge_close(judge);
    return err;
}

void judge_close(struct judge *judge)
{
    tempdir_remove(&judge->dir);
    sandbox_finish(&judge->sandbox);
    free(judge->host);
    free(judge->sanitized_host);
    *judge = (struct judge){ 0 };
}

/* ---- Judging ---- */

uint64_t judge_hash_of(const char *file)
{
    struct buf text = { 0 };
    struct diag ignored = { 0 };
    struct stat info;
    struct siphash hash;
    siphash_init(&hash, (const uint64_t[]){ 0, 0 });
    /* A pipe would keep us waiting. */
    bool is_file = stat(file, &info) == 0 && S_ISREG(info.st_mode) &&
                   file_read(file, &text, &ignored) == 0;
    siphash_add(&hash, buf_str(&text), text.len);
    diag_finish(&ignored);
    buf_finish(&text);
    return is_file ? siphash_value(&hash) : 0;
}

uint64_t judge_seed_of(uint64_t hash)
{
    return hash % 1000000;
}

int judge_submit(struct judge *judge, const char *file, uint64_t seed,
                 struct judgement *ret_judgement, struct diag *diag)
{
    struct trial trial;
    if (async_task_cancelling(async_current_task()))
        return ASYNC_ECANCELED; /* the file before it was interrupted */
    trial_init(&trial, judge, file, seed);
    int err = trial_run(&trial, diag);
    trial_finish(&trial);
    if (err)
        judgement_finish(&trial.judgement);
    else
        *ret_judgement = trial.judgement;
    return err;
}

void judgement_finish(struct judgement *judgement)
{
    arena_finish(&judgement->arena);
    buf_finish(&judgement->trace);
    *judgement = (struct judgement){ 0 };
}
