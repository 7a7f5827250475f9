#include "judge/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/host/protocol.h"

/* ---- Places ---- */

static const char *text_of(const struct facts *facts, uint32_t string)
{
    return recording_string(&facts->recording, string);
}

/* Submissions are compiled where they are, so only their lines are named without a
 * directory. */
static bool is_learners_line(const char *at)
{
    return *at && !strchr(at, '/');
}

static struct place place_of(const struct facts *facts, size_t index)
{
    const struct record *record = recording_at(&facts->recording, index);
    uint32_t task = record->kind == WORD_NOTE ? record->by : record->task;
    const char *at = text_of(facts, record->at);
    if (!is_learners_line(at))
        at = "";
    if (!*at && task < facts->task_count && facts->tasks[task].last.at)
        at = facts->tasks[task].last.at;
    if (!*at && facts->function) /* what is noted about it after its return */
        at = facts->tasks[facts->function].last.at;
    return (struct place){ index, record->tick, record->t_us, at };
}

/* ---- Notes ---- */

static bool is_note(const struct note *note, const char *what)
{
    return strcmp(note->what, what) == 0;
}

static void add_note(struct facts *facts, const struct record *record, size_t index)
{
    struct note *last = facts->note_count ? &facts->notes[facts->note_count - 1] : NULL;
    struct note note = {
        .what = text_of(facts, record->what),
        .name = text_of(facts, record->name),
        .value = record->amount,
        .place = place_of(facts, index),
    };
    if (last && is_note(last, "want")) { /* it belongs to this one */
        note.wanted = last->value;
        note.has_wanted = true;
        facts->note_count--;
    }
    facts->notes =
        mem_grow(facts->notes, &facts->note_cap, facts->note_count + 1, sizeof(*facts->notes));
    facts->notes[facts->note_count++] = note;
}

const struct note *facts_find(const struct facts *facts, const char *what)
{
    for (size_t i = 0; i < facts->note_count; i++) {
        if (is_note(&facts->notes[i], what))
            return &facts->notes[i];
    }
    return NULL;
}

/* ---- Tasks ---- */

/* The first two are the host's, which watches, and the learner's function. */
static void add_task(struct facts *facts, const struct record *record, size_t index)
{
    if (record->task >= facts->task_count)
        return;
    facts->tasks[record->task] = (struct fact_task){
        .name = text_of(facts, record->name),
        .is_learners = record->task > 1,
        .last = place_of(facts, index),
        .waits_on = "",
    };
}

static void add_warning(struct facts *facts, const struct record *record, size_t index)
{
    facts->warnings = mem_grow(facts->warnings, &facts->warning_cap, facts->warning_count + 1,
                               sizeof(*facts->warnings));
    facts->warnings[facts->warning_count++] = (struct warning){
        .kind = text_of(facts, record->what),
        .message = recording_text(&facts->recording, record),
        .place = place_of(facts, index),
    };
}

/* ---- Reading ---- */

/* How far the run has come. */
enum phase { PHASE_BEFORE, PHASE_CALLED, PHASE_RETURNED, PHASE_IDLE };

struct reading {
    struct facts *facts;
    enum phase phase;
    int64_t t_us;        /* the present time of the loop */
    uint32_t first_tick; /* the first of that time */
    uint32_t stop_tick;  /* the last in which the function cancelled something itself */
};

static void add_moment(struct facts *facts, int64_t t_us, int64_t ticks)
{
    struct moment moment = { t_us / 1000, ticks };
    struct moment *last = facts->moment_count ? &facts->moments[facts->moment_count - 1] : NULL;
    if (last && last->ms == moment.ms && last->ticks == moment.ticks)
        return;
    facts->moments = mem_grow(facts->moments, &facts->moment_cap, facts->moment_count + 1,
                              sizeof(*facts->moments));
    facts->moments[facts->moment_count++] = moment;
}

/* Just before anything happens at a new time. */
static void take_tick(struct reading *reading, const struct record *record)
{
    if (record->t_us == reading->t_us)
        return;
    reading->t_us = record->t_us;
    reading->first_tick = record->tick;
    if (reading->phase == PHASE_CALLED)
        add_moment(reading->facts, record->t_us, 1);
}

static void take_suspension(struct reading *reading, const struct record *record, size_t index)
{
    struct facts *facts = reading->facts;
    struct fact_task *task = &facts->tasks[record->task];
    task->last = place_of(facts, index);
    task->waits_on = record->kind == WORD_WAIT ? text_of(facts, record->what) : "";
    /* In the tick after the function was suspended; but not while it waits for what it has just
     * cancelled: nobody could tell then whose cancellation comes back. */
    if (reading->phase == PHASE_CALLED && record->task == facts->function &&
        reading->stop_tick != record->tick)
        add_moment(facts, record->t_us, (int64_t)record->tick - reading->first_tick + 2);
}

/* Those without a name are the library's own. */
static void take_timer(struct reading *reading, const struct record *record, size_t index)
{
    struct facts *facts = reading->facts;
    if (!record->name || reading->phase != PHASE_CALLED)
        return;
    facts->timers[record->object] = (struct fact_timer){
        .name = text_of(facts, record->name),
        .is_pending = record->what == WORD_ARMED,
        .place = place_of(facts, index),
    };
}

static void take_note(struct reading *reading, const struct record *record, size_t index)
{
    struct facts *facts = reading->facts;
    add_note(facts, record, index);
    const struct note *note = &facts->notes[facts->note_count - 1];
    if (is_note(note, HOST_NOTE_CALL)) {
        reading->phase = PHASE_CALLED;
        reading->first_tick = record->tick;
        facts->function = record->by;
    } else if (is_note(note, HOST_NOTE_RETURN)) {
        reading->phase = PHASE_RETURNED;
    } else if (is_note(note, HOST_NOTE_IDLE)) {
        reading->phase = PHASE_IDLE;
    }
}

static void take_record(struct reading *reading, size_t index)
{
    struct facts *facts = reading->facts;
    const struct record *record = recording_at(&facts->recording, index);
    switch (record->kind) {
    case WORD_NOTE:
        take_note(reading, record, index);
        break;
    case WORD_TASK:
        add_task(facts, record, index);
        break;
    case WORD_TIMER:
        take_timer(reading, record, index);
        break;
    case WORD_TICK:
        take_tick(reading, record);
        break;
    case WORD_WAIT:
    case WORD_YIELD:
        take_suspension(reading, record, index);
        break;
    case WORD_CANCEL:
        if (record->by && record->by == facts->function)
            reading->stop_tick = record->tick;
        break;
    case WORD_DONE:
        facts->tasks[record->task].is_done = reading->phase < PHASE_RETURNED;
        break;
    case WORD_WARNING:
        add_warning(facts, record, index);
        break;
    case WORD_RUN:
        facts->end = place_of(facts, index);
        break;
    default:
        break;
    }
}

static void find_own_notes(struct facts *facts)
{
    facts->call = facts_find(facts, HOST_NOTE_CALL);
    facts->returned = facts_find(facts, HOST_NOTE_RETURN);
    facts->cancelled = facts_find(facts, HOST_NOTE_CANCEL);
    facts->idle = facts_find(facts, HOST_NOTE_IDLE);
    facts->memory = facts_find(facts, HOST_NOTE_MEMORY);
    facts->syscall = facts_find(facts, HOST_NOTE_SYSCALL);
}

int facts_read(struct facts *facts, const struct buf *trace, struct diag *diag)
{
    *facts = (struct facts){ 0 };
    recording_init(&facts->recording, "trace");
    if (recording_feed(&facts->recording, buf_str(trace), trace->len, diag) ||
        recording_close(&facts->recording, diag))
        return -1;
    facts->task_count = facts->recording.task_count;
    facts->tasks = mem_alloc(facts->task_count * sizeof(*facts->tasks));
    facts->timer_count = facts->recording.timer_count;
    facts->timers = mem_alloc(facts->timer_count * sizeof(*facts->timers));
    struct reading reading = { .facts = facts };
    for (size_t i = 0; i < facts->recording.count; i++)
        take_record(&reading, i);
    find_own_notes(facts);
    return 0;
}

void facts_finish(struct facts *facts)
{
    recording_finish(&facts->recording);
    free(facts->notes);
    free(facts->tasks);
    free(facts->timers);
    free(facts->warnings);
    free(facts->moments);
    *facts = (struct facts){ 0 };
}

/* ---- Questions ---- */

int64_t facts_peak(const struct facts *facts, const struct note **ret_note)
{
    int64_t running = 0, peak = 0;
    for (size_t i = 0; i < facts->note_count; i++) {
        const struct note *note = &facts->notes[i];
        running += is_note(note, "begin") - is_note(note, "end");
        if (running > peak) {
            peak = running;
            *ret_note = note;
        }
    }
    return peak;
}
