#include "judge/check.h"

#include <stdlib.h>
#include <string.h>

#include <async.h>

#define ARGUMENTS                                                               \
    const struct property *property, const struct facts *facts, int64_t number, \
        struct finding *ret_finding

static bool is_note(const struct note *note, const char *what)
{
    return strcmp(note->what, what) == 0;
}

/* Up to which note the function was at work. */
static bool is_before(const struct note *note, const struct note *other)
{
    return note->place.record < other->place.record;
}

/* ---- Coming back ---- */

static bool never_completed(ARGUMENTS)
{
    if (facts->idle)
        return false;
    *ret_finding = (struct finding){ .place = facts->end };
    return true;
}

/* After that, nothing was begun or ended any more. */
static bool is_last(const struct facts *facts, const struct note *note)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *other = &facts->notes[i];
        if ((is_note(other, "begin") || is_note(other, "end")) && is_before(note, other))
            return false;
    }
    return true;
}

static bool is_all_as_wanted(const struct facts *facts)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        if (note->has_wanted && note->value != note->wanted)
            return false;
    }
    return true;
}

/* Everything was done, and what was left was tidying up. */
static bool came_too_late(const struct facts *facts)
{
    return facts->returned->place.t_us == facts->cancelled->place.t_us &&
           is_last(facts, facts->cancelled) && is_all_as_wanted(facts);
}

static bool cancellation_ignored(ARGUMENTS)
{
    if (came_too_late(facts))
        return false;
    int64_t late_ms = (facts->returned->place.t_us - facts->cancelled->place.t_us) / 1000;
    *ret_finding = (struct finding){
        .place = facts->returned->place,
        .actual = facts->returned->value,
        .wanted = ASYNC_ECANCELED,
    };
    if (facts->returned->value != ASYNC_ECANCELED) {
        ret_finding->how = facts->returned->value ? "it returned another error"
                                                  : "it returned as if nothing had happened";
        return true;
    }
    ret_finding->how = "it went on working for a while";
    return late_ms > property->amount;
}

/* ---- What came out ---- */

static bool differs(ARGUMENTS)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        if (!is_note(note, property->of) || !note->has_wanted || note->value == note->wanted)
            continue;
        *ret_finding = (struct finding){
            /* What is noted at the end comes of what the function did before it returned. */
            .place = *note->place.at ? note->place : facts->returned->place,
            .name = note->name,
            .actual = note->value,
            .wanted = note->wanted,
        };
        return true;
    }
    return false;
}

/* ---- Operations ---- */

static int64_t begun(const struct facts *facts, int64_t value, const struct note **ret_last)
{
    int64_t count = 0;
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        if (!is_note(note, "begin") || note->value != value)
            continue;
        count++;
        *ret_last = note;
    }
    return count;
}

static bool not_each_once(ARGUMENTS)
{
    const struct note *operations = facts_find(facts, "operations");
    for (int64_t value = 1; operations && value <= operations->value; value++) {
        const struct note *last = facts->returned;
        int64_t count = begun(facts, value, &last);
        if (count == 1)
            continue;
        *ret_finding =
            (struct finding){ .place = last->place, .actual = count, .wanted = value };
        ret_finding->how = count ? "repeatedly" : "never";
        return true;
    }
    return false;
}

static bool too_many_at_once(ARGUMENTS)
{
    const struct note *note = facts->returned;
    int64_t peak = facts_peak(facts, &note);
    *ret_finding = (struct finding){ .place = note->place, .actual = peak, .wanted = number };
    return peak > number;
}

static struct place first_begin(const struct facts *facts)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        if (is_note(&facts->notes[i], "begin"))
            return facts->notes[i].place;
    }
    return facts->returned->place;
}

static bool too_slow(ARGUMENTS)
{
    const struct note *ideal = facts_find(facts, "ideal"), *unused;
    int64_t actual_us = facts->returned->place.t_us - facts->call->place.t_us;
    if (!ideal || actual_us <= (ideal->value + property->amount) * 1000)
        return false;
    *ret_finding = (struct finding){
        .place = first_begin(facts),
        .actual = actual_us / 1000,
        .wanted = ideal->value,
        .how = facts_peak(facts, &unused) <= 1 ? "ran one after the other"
                                               : "did not all run at the same time",
    };
    return true;
}

/* ---- What is left ---- */

static bool is_ended(const struct facts *facts, const struct note *begin)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        if (is_note(note, "end") && note->value == begin->value && is_before(begin, note) &&
            is_before(note, facts->returned))
            return true;
    }
    return false;
}

static struct finding still_runs(const char *name, struct place place)
{
    return (struct finding){ .place = place, .name = name, .how = "still runs" };
}

static bool operation_left(const struct facts *facts, struct finding *ret_finding)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        if (!is_note(note, "begin") || is_ended(facts, note))
            continue;
        *ret_finding = still_runs(note->name, note->place);
        return true;
    }
    return false;
}

static bool task_left(const struct facts *facts, struct finding *ret_finding)
{
    for (size_t i = 1; i < facts->task_count; i++) {
        const struct fact_task *task = &facts->tasks[i];
        if (!task->is_learners || task->is_done || i == facts->function)
            continue;
        *ret_finding = still_runs(task->name, task->last);
        return true;
    }
    return false;
}

static bool timer_left(const struct facts *facts, struct finding *ret_finding)
{
    for (size_t i = 1; i < facts->timer_count; i++) {
        const struct fact_timer *timer = &facts->timers[i];
        if (!timer->is_pending)
            continue;
        *ret_finding = (struct finding){
            .place = timer->place,
            .name = timer->name,
            .how = "is still to be called by a timer",
        };
        return true;
    }
    return false;
}

static bool not_finished(ARGUMENTS)
{
    return task_left(facts, ret_finding) || operation_left(facts, ret_finding) ||
           timer_left(facts, ret_finding);
}

static const struct warning *find_warning(const struct facts *facts, const char *kind)
{
    for (size_t i = 0; i < facts->warning_count; i++) {
        if (strcmp(facts->warnings[i].kind, kind) == 0)
            return &facts->warnings[i];
    }
    return NULL;
}

static bool memory_left(ARGUMENTS)
{
    if (!facts->memory)
        return false;
    const struct warning *warning = find_warning(facts, "never-awaited");
    *ret_finding = (struct finding){
        .place = warning ? warning->place : facts->returned->place,
        .actual = facts->memory->value,
        .how = warning ? warning->message : "something was not given back",
    };
    return true;
}

/* ---- The loop ---- */

static bool warned(const struct facts *facts, const char *kind, struct finding *ret_finding)
{
    const struct warning *warning = find_warning(facts, kind);
    if (!warning)
        return false;
    *ret_finding = (struct finding){ .place = warning->place, .how = warning->message };
    return true;
}

static bool held_the_loop(ARGUMENTS)
{
    return warned(facts, "slow", ret_finding);
}

static bool has_warning(ARGUMENTS)
{
    return warned(facts, property->of, ret_finding);
}

/* ---- The table ---- */

#define CHECKS(X)                                                                  \
    X("completed", VERDICT_WRONG, CHECK_ALWAYS, false, never_completed)            \
    X("cancellation", VERDICT_WRONG, CHECK_CANCELLED, false, cancellation_ignored) \
    X("equal", VERDICT_WRONG, CHECK_UNDISTURBED, true, differs)                    \
    X("each-once", VERDICT_WRONG, CHECK_UNDISTURBED, false, not_each_once)         \
    X("at-most", VERDICT_WRONG, CHECK_RETURNED, true, too_many_at_once)            \
    X("time", VERDICT_SLOW, CHECK_UNDISTURBED, false, too_slow)                    \
    X("finished", VERDICT_LEAK, CHECK_CAME_BACK, false, not_finished)              \
    X("memory", VERDICT_LEAK, CHECK_RETURNED, false, memory_left)                  \
    X("loop-free", VERDICT_BLOCKED, CHECK_ALWAYS, false, held_the_loop)            \
    X("no-warning", VERDICT_WRONG, CHECK_RETURNED, true, has_warning)

#define ENTRY(name, verdict, scope, needs_of, function) \
    { name, verdict, scope, needs_of, function },
const struct check check_table[] = { CHECKS(ENTRY) };

#define NAME(name, ...) name,
const char *const check_names[] = { CHECKS(NAME) NULL };

bool check_applies(const struct property *property, const struct facts *facts)
{
    switch (property->check->scope) {
    case CHECK_ALWAYS:
        return true;
    case CHECK_CAME_BACK:
        return facts->returned;
    case CHECK_RETURNED:
        return facts->idle;
    case CHECK_UNDISTURBED:
        return facts->idle && !facts->cancelled;
    case CHECK_CANCELLED:
        return facts->idle && facts->cancelled;
    }
    return false;
}

bool check_is_broken(const struct property *property, const struct facts *facts, int64_t number,
                     struct finding *ret_finding)
{
    return property->check->is_broken(property, facts, number, ret_finding);
}
