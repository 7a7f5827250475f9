#include "trace/account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "trace/advice/advice.h"
#include "trace/describe.h"
#include "trace/sentence.h"

static const char *when_of(const struct record *record, struct arena *arena)
{
    struct buf ms = { 0 };
    describe_ms(record->t_us, &ms);
    const char *when = arena_printf(arena, "tick %-4u %6s ms", record->tick, buf_str(&ms));
    buf_finish(&ms);
    return when;
}

static const char *text_of(const struct recording *recording, size_t index, struct arena *arena)
{
    const struct record *record = recording_at(recording, index);
    struct buf text = { 0 };
    sentence_subject(recording, record, &text);
    buf_addc(&text, ' ');
    sentence_predicate(recording, record, index, &text);
    const char *first_line =
        arena_strndup(arena, buf_str(&text), strcspn(buf_str(&text), "\n"));
    buf_finish(&text);
    return first_line;
}

/* The line of "file.c:12"; 0 without one. */
static int line_of(const struct recording *recording, uint32_t place)
{
    const char *colon = place ? strrchr(recording_string(recording, place), ':') : NULL;
    return colon ? atoi(colon + 1) : 0;
}

/* The line on which the record's task goes on; 0 unless it does. `paused` holds the place
 * where each task paused last. */
static int goes_on_at(const struct recording *recording, const struct record *record,
                      uint32_t *paused)
{
    if (record->kind == WORD_WAIT || record->kind == WORD_YIELD)
        paused[record->task] = record->at;
    return record->kind == WORD_RUN ? line_of(recording, paused[record->task]) : 0;
}

static void add_events(const struct recording *recording, struct arena *arena,
                       struct question_run *run)
{
    uint32_t *paused = arena_alloc(arena, recording->task_count * sizeof(*paused));
    run->events = arena_alloc(arena, recording->count * sizeof(*run->events));
    for (size_t i = 0; i < recording->count; i++) {
        const struct record *record = recording_at(recording, i);
        int line = goes_on_at(recording, record, paused);
        if (sentence_is_internal(recording, record))
            continue;
        run->events[run->event_count++] = (struct question_event){
            .tick = (int)record->tick,
            .when = when_of(record, arena),
            .text = text_of(recording, i, arena),
            .line = line,
        };
    }
}

static void add_warnings(const struct advisor *advisor, struct arena *arena,
                         struct texts *warnings)
{
    warnings->items = arena_alloc(arena, ADVICE_COUNT * sizeof(*warnings->items));
    for (enum advice advice = 0; advice < ADVICE_COUNT; advice++) {
        if (advisor_has(advisor, advice))
            warnings->items[warnings->count++] = advice_id(advice);
    }
}

/* A program that runs several loops, one after the other, has an end record for each. */
static long long sum_times_ms(const struct recording *recording)
{
    int64_t sum_us = 0;
    for (size_t i = 0; i < recording->count; i++) {
        const struct record *record = recording_at(recording, i);
        if (record->kind == WORD_END)
            sum_us += record->t_us;
    }
    return llround((double)sum_us / 1000);
}

int account_read(const char *file, struct arena *arena, struct question_run *run,
                 struct diag *diag)
{
    struct recording recording;
    struct advisor advisor;
    recording_init(&recording, file);
    advisor_begin(&advisor, &recording, NULL, 0);
    int err = recording_read_file(&recording, file, diag);
    if (!err) {
        add_events(&recording, arena, run);
        add_warnings(&advisor, arena, &run->warnings);
        run->vtime_ms = sum_times_ms(&recording);
    }
    advisor_finish(&advisor);
    recording_finish(&recording);
    return err;
}
