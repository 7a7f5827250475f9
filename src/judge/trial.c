/* Compile; run every schedule and look at each run; run them again under sanitizers.
 *
 * Each check keeps the first way in which it was broken. The judgement's verdict is that of the
 * gravest breach; of equally grave ones, the first. */
#include "judge/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>
#include <cjson/cJSON.h>

#include "base/file.h"
#include "base/printable.h"
#include "judge/ending.h"
#include "judge/sanitizer.h"
#include "judge/sentence.h"
#include "judge/timeline.h"

/* Checks that every exercise has, around those of its own. */
enum { CHECK_COMPILES, CHECK_RUNS, CHECK_FIRST_OWN };

static size_t memory_safe(const struct trial *trial)
{
    return CHECK_FIRST_OWN + trial->judge->assignment->property_count;
}

/* ---- Checks ---- */

/* A check holds from when it is first asked until it is broken. */
static void ask_check(struct judgement *judgement, size_t index, const char *id,
                      const char *title)
{
    if (!judgement->checks[index].id)
        judgement->checks[index] = (struct judgement_check){ id, true, title };
}

/* What no run could ask is not in the judgement. */
static void drop_unasked(struct trial *trial)
{
    struct judgement *judgement = &trial->judgement;
    for (size_t i = 0; i <= memory_safe(trial); i++) {
        if (judgement->checks[i].id)
            judgement->checks[judgement->check_count++] = judgement->checks[i];
    }
}

/* A check that was broken already keeps its message. */
static void break_check(struct judgement *judgement, size_t index, enum verdict verdict,
                        const char *message, const struct place *place, const char *schedule)
{
    struct judgement_check *check = &judgement->checks[index];
    if (check->ok) {
        check->ok = false;
        check->message = message;
    }
    if (verdict <= judgement->verdict)
        return;
    judgement->verdict = verdict;
    judgement->message = message;
    judgement->schedule = schedule;
    judgement->place = *place;
    judgement->place.at = arena_strdup(&judgement->arena, place->at ? place->at : "");
}

void trial_init(struct trial *trial, struct judge *judge, const char *file, uint64_t seed)
{
    char name[32];
    *trial = (struct trial){ .judge = judge };
    snprintf(name, sizeof(name), "%u.so", ++judge->submissions);
    trial->object = path_join(judge->dir.path, name);
    snprintf(name, sizeof(name), "%u-asan.so", judge->submissions);
    trial->sanitized_object = path_join(judge->dir.path, name);
    struct judgement *judgement = &trial->judgement;
    struct buf layers = { 0 };
    sandbox_add_names(&judge->sandbox, &layers);
    judgement->exercise = judge->assignment->id;
    judgement->file = arena_strdup(&judgement->arena, file);
    judgement->source = judge_hash_of(file);
    judgement->seed = seed;
    judgement->message = "";
    judgement->said = "";
    judgement->timeline = "";
    judgement->place.at = "";
    judgement->sandbox = arena_strdup(&judgement->arena, buf_str(&layers));
    judgement->checks =
        arena_alloc(&judgement->arena, (memory_safe(trial) + 1) * sizeof(*judgement->checks));
    buf_finish(&layers);
}

void trial_finish(struct trial *trial)
{
    unlink(trial->object);
    unlink(trial->sanitized_object);
    free(trial->object);
    free(trial->sanitized_object);
    schedules_finish(&trial->schedules);
}

/* ---- Compiling ---- */

static void refuse(struct judgement *judgement, const char *message)
{
    break_check(judgement, CHECK_COMPILES, VERDICT_COMPILE_ERROR, message, &(struct place){ 0 },
                NULL);
}

static int compile_plain(struct trial *trial, struct diag *diag)
{
    struct judgement *judgement = &trial->judgement;
    ask_check(judgement, CHECK_COMPILES, "compiles", "it compiles");
    if (!judgement->source) {
        refuse(judgement, "this is no file that can be read");
        return 1;
    }
    struct build build;
    build_begin(&build, trial->judge, judgement->file, false, trial->object);
    int err = build_end(&build, &judgement->arena, &judgement->said, diag);
    if (err > 0)
        refuse(judgement, "your code does not compile");
    return err;
}

static bool may_sanitize(const struct trial *trial)
{
    const struct judge_options *options = &trial->judge->options;
    return !options->is_quick && !options->is_sample && trial->judgement.source;
}

static void begin_sanitized(struct trial *trial)
{
    if (!trial->sanitized.task)
        build_begin(&trial->sanitized, trial->judge, trial->judgement.file, true,
                    trial->sanitized_object);
}

/* ---- Looking at a run ---- */

static void check_properties(struct trial *trial, const struct schedule *schedule,
                             const struct facts *facts)
{
    const struct assignment *assignment = trial->judge->assignment;
    struct arena *arena = &trial->judgement.arena;
    struct finding finding;
    for (size_t i = 0; i < assignment->property_count; i++) {
        const struct property *property = &assignment->properties[i];
        if (!check_applies(property, facts))
            continue;
        ask_check(&trial->judgement, CHECK_FIRST_OWN + i, property->id, property->title);
        if (check_is_broken(property, facts, schedule_number(schedule, property->of), &finding))
            break_check(&trial->judgement, CHECK_FIRST_OWN + i, property->verdict,
                        sentence_fill(arena, property->broken, &finding, schedule),
                        &finding.place, schedule->title);
    }
}

/* Process numbers differ from run to run; nothing else in a trace does. */
static void add_without_pid(const struct buf *trace, struct buf *out)
{
    static const char mark[] = ",\"pid\":";
    const char *text = buf_str(trace), *end = text + trace->len;
    const char *pid = memmem(text, strcspn(text, "\n"), mark, sizeof(mark) - 1);
    if (pid) {
        buf_add(out, text, (size_t)(pid - text));
        text = pid + sizeof(mark) - 1;
        text += strspn(text, "0123456789");
    }
    buf_add(out, text, (size_t)(end - text));
}

/* The verdict as a record of the trace, for who looks at it: a warning like the runtime's
 * own. */
static void add_verdict(const struct judgement *judgement, struct buf *out)
{
    const struct place *place = &judgement->place;
    cJSON *record = cJSON_CreateObject();
    cJSON_AddStringToObject(record, "ev", "warning");
    cJSON_AddNumberToObject(record, "tick", place->tick);
    cJSON_AddNumberToObject(record, "t", (double)place->t_us / 1000);
    cJSON_AddStringToObject(record, "kind", "verdict");
    cJSON_AddStringToObject(record, "msg", judgement->message);
    if (*place->at)
        cJSON_AddStringToObject(record, "at", place->at);
    char *text = cJSON_PrintUnformatted(record);
    buf_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(record);
}

/* The beginning of the trace, up to and with this record, which stand a line each. */
static size_t length_up_to(const struct buf *trace, size_t record)
{
    const char *text = buf_str(trace), *line = text;
    for (size_t i = 0; i <= record && *line; i++) {
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return (size_t)(line - text);
}

/* With the verdict behind the record that it is about. */
static void keep_trace(struct judgement *judgement, const struct run *run)
{
    struct buf trace = { 0 };
    buf_truncate(&judgement->trace, 0);
    add_without_pid(&run->trace, &trace);
    size_t record = judgement->place.record;
    size_t len =
        judgement->verdict != VERDICT_PASS && record ? length_up_to(&trace, record) : 0;
    buf_add(&judgement->trace, buf_str(&trace), len);
    if (len)
        add_verdict(judgement, &judgement->trace);
    buf_add(&judgement->trace, buf_str(&trace) + len, trace.len - len);
    buf_finish(&trace);
}

static void draw(struct judgement *judgement, const struct facts *facts)
{
    struct buf text = { 0 };
    timeline_add(facts, &text);
    judgement->timeline = arena_strdup(&judgement->arena, buf_str(&text));
    buf_finish(&text);
}

static void look_at(struct trial *trial, size_t index, const struct run *run,
                    const struct facts *facts)
{
    struct judgement *judgement = &trial->judgement;
    const struct schedule *schedule = &trial->schedules.items[index];
    enum verdict before = judgement->verdict;
    struct ending ending;
    if (ending_is_bad(trial->judge->assignment, run, facts, &judgement->arena, &ending))
        break_check(judgement, CHECK_RUNS, ending.verdict, ending.message, &ending.place,
                    schedule->title);
    check_properties(trial, schedule, facts);
    if (judgement->verdict > before || trial->judge->options.is_sample) {
        keep_trace(judgement, run);
        draw(judgement, facts);
    }
    if (judgement->verdict == VERDICT_PASS && facts->end.t_us > judgement->place.t_us) {
        judgement->place = facts->end;
        judgement->place.at = "";
    }
}

/* Nothing that later runs could show would weigh more. */
static bool is_decided(const struct trial *trial)
{
    return trial->judge->options.is_sample || trial->judgement.verdict >= VERDICT_BLOCKED;
}

static int run_one(struct trial *trial, struct runner *runner, size_t index, struct diag *diag)
{
    struct run run;
    struct facts facts;
    const struct host_schedule *wire = &trial->schedules.items[index].wire;
    int err = runner_run(runner, &wire, 1, &run, diag);
    if (err)
        return err;
    trial->judgement.runs++;
    err = facts_read(&facts, &run.trace, diag);
    if (err &&
        !run.is_sealed) { /* it died before the loop began, or scribbled over its trace */
        diag_finish(diag);
        err = 0;
    }
    if (!err)
        look_at(trial, index, &run, &facts);
    if (!err && trial->schedules.items[index].plan->is_cancelled && !facts.cancelled &&
        !schedule_number(&trial->schedules.items[index], HOST_CANCEL_TICKS))
        schedules_add_cancelled(&trial->schedules, index, &facts, &trial->judgement.arena);
    facts_finish(&facts);
    run_finish(&run);
    return err;
}

static int start(struct trial *trial, bool is_sanitized, struct runner *runner,
                 struct diag *diag)
{
    struct judge *judge = trial->judge;
    const struct runner_request request = {
        .host = is_sanitized ? judge->sanitized_host : judge->host,
        .object = is_sanitized ? trial->sanitized_object : trial->object,
        .scratch = judge->dir.path,
        .sandbox = &judge->sandbox,
        .limits = &judge->assignment->limits,
        .is_sanitized = is_sanitized,
    };
    return runner_start(runner, &request, diag);
}

static int run_all(struct trial *trial, struct diag *diag)
{
    struct judgement *judgement = &trial->judgement;
    struct runner runner;
    ask_check(judgement, CHECK_RUNS, "runs", "it runs to its end within its limits");
    schedules_make(trial->judge->assignment, judgement->seed, &judgement->arena,
                   &trial->schedules);
    if (start(trial, false, &runner, diag))
        return -1;
    int err = 0;
    for (size_t i = 0; !err && i < trial->schedules.count; i++) {
        err = run_one(trial, &runner, i, diag);
        if (is_decided(trial))
            break;
    }
    runner_finish(&runner);
    return err;
}

/* ---- Under sanitizers ---- */

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Returns whether there was a report. */
static bool look_for_reports(struct trial *trial, size_t index, const struct run *run)
{
    struct judgement *judgement = &trial->judgement;
    struct sanitizer_finding finding;
    struct buf clean = { 0 };
    printable_add(&clean, buf_str(&run->said), run->said.len);
    bool is_found = sanitizer_find(buf_str(&clean), file_name(judgement->file),
                                   &judgement->arena, &finding);
    buf_finish(&clean);
    if (is_found && finding.is_crash && judgement->verdict == VERDICT_CRASH) {
        judgement->place.at = finding.at; /* which the crash itself could not tell */
    } else if (is_found) {
        struct place place = { .at = finding.at };
        break_check(
            judgement, memory_safe(trial),
            finding.is_crash ? VERDICT_CRASH : VERDICT_MEMORY_ERROR,
            arena_printf(&judgement->arena, "your code misuses memory: %s", finding.message),
            &place, trial->schedules.items[index].title);
    }
    return is_found;
}

/* Runs those from `*index` on, until one of them ends the process, and goes behind it.
 * `*ret_is_over` when more make no sense. */
static int run_some_sanitized(struct trial *trial, struct runner *runner, size_t *index,
                              bool *ret_is_over, struct diag *diag)
{
    const struct host_schedule *wires[HOST_MAX_SCHEDULES];
    struct run run;
    size_t count = 0;
    while (count < HOST_MAX_SCHEDULES && *index + count < trial->schedules.count) {
        wires[count] = &trial->schedules.items[*index + count].wire;
        count++;
    }
    int err = runner_run(runner, wires, count, &run, diag);
    if (err)
        return err;
    *index += run.begun;
    bool is_found = look_for_reports(trial, *index - 1, &run);
    *ret_is_over = is_found || run.is_timed_out;
    run_finish(&run);
    return 0;
}

static int run_sanitized(struct trial *trial, struct diag *diag)
{
    struct runner runner;
    bool is_over = false;
    int err = start(trial, true, &runner, diag);
    if (err)
        return -1;
    for (size_t i = 0; !err && !is_over && i < trial->schedules.count;)
        err = run_some_sanitized(trial, &runner, &i, &is_over, diag);
    runner_finish(&runner);
    return err;
}

/* A submission that broke out, or that holds the loop, says nothing more. */
static bool is_worth_sanitizing(const struct trial *trial)
{
    enum verdict verdict = trial->judgement.verdict;
    return may_sanitize(trial) && (verdict < VERDICT_BLOCKED || verdict == VERDICT_CRASH);
}

static int sanitize(struct trial *trial, struct diag *diag)
{
    ask_check(&trial->judgement, memory_safe(trial), "memory-safe",
              "it uses memory as the language allows");
    const char *said;
    begin_sanitized(trial);
    int err = build_end(&trial->sanitized, &trial->judgement.arena, &said, diag);
    if (err <= 0)
        return err ? err : run_sanitized(trial, diag);
    trial->judgement.said = said;
    refuse(&trial->judgement, "your code does not compile under sanitizers"); /* but with tcc */
    return 0;
}

/* ---- The whole ---- */

static void blame_ourselves(struct judgement *judgement, struct diag *diag)
{
    judgement->verdict = VERDICT_INTERNAL_ERROR;
    judgement->message = arena_printf(&judgement->arena, "the judge itself failed: %s",
                                      diag->message ? diag->message : "for an unknown reason");
    diag_finish(diag);
}

/* Returns 0; 1 if it does not compile; ASYNC_ECANCELED; or -1 if there is no compiler. */
static int try(struct trial *trial, struct diag *diag)
{
    struct diag fault = { 0 };
    if (trial->judge->options.is_alone && may_sanitize(trial))
        begin_sanitized(trial);
    int err = compile_plain(trial, diag);
    if (err)
        return err;
    err = run_all(trial, &fault);
    if (!err && is_worth_sanitizing(trial))
        err = sanitize(trial, &fault);
    if (err == ASYNC_ECANCELED)
        return err;
    if (err)
        blame_ourselves(&trial->judgement, &fault);
    return 0;
}

int trial_run(struct trial *trial, struct diag *diag)
{
    int err = try(trial, diag);
    build_drop(&trial->sanitized);
    drop_unasked(trial);
    return err < 0 ? err : 0;
}
