/* Traces that were damaged at random: each is read or refused, and whatever was read can be
 * shown. */
#include "check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "trace/advice/advice.h"
#include "trace/describe.h"
#include "trace/log.h"
#include "trace/model.h"
#include "trace/why.h"
#include "traced.h"

enum { MUTATIONS = 2000, MAX_EDITS = 6 };

static const char original[] =
    "{\"ev\":\"trace\",\"tick\":0,\"t\":0,\"version\":1,\"program\":\"p\",\"clock\":\"real\"}\n"
    "{\"ev\":\"task\",\"tick\":0,\"t\":0,\"task\":1,\"name\":\"main\",\"number\":1}\n"
    "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[{\"task\":1},{\"call\":true}]}\n"
    "{\"ev\":\"run\",\"tick\":1,\"t\":0,\"task\":1}\n"
    "{\"ev\":\"coro\",\"tick\":1,\"t\":0,\"coro\":2,\"name\":\"f\",\"by\":1,\"at\":\"a.c:9\"}\n"
    "{\"ev\":\"enter\",\"tick\":1,\"t\":0,\"task\":1,\"coro\":2,\"name\":\"f\",\"at\":\"a.c:"
    "9\"}\n"
    "{\"ev\":\"lock\",\"tick\":1,\"t\":0,\"obj\":3,\"op\":\"acquire\",\"value\":1,\"by\":1}\n"
    "{\"ev\":\"lock\",\"tick\":1,\"t\":0,\"obj\":6,\"op\":\"acquire\",\"value\":1,\"by\":1}\n"
    "{\"ev\":\"lock\",\"tick\":1,\"t\":0,\"obj\":3,\"op\":\"release\",\"value\":0,\"by\":1}\n"
    "{\"ev\":\"queue\",\"tick\":1,\"t\":0,\"obj\":7,\"op\":\"put\",\"value\":9,\"limit\":9}\n"
    "{\"ev\":\"output\",\"tick\":1,\"t\":0,\"task\":1,\"text\":\"one\\ntwo\\u0041\\n\"}\n"
    "{\"ev\":\"timer\",\"tick\":1,\"t\":0,\"op\":\"armed\",\"timer\":1,\"when\":100.5,\"by\":1}"
    "\n"
    "{\"ev\":\"wait\",\"tick\":1,\"t\":0,\"task\":1,\"on\":\"sleep\",\"until\":100.5}\n"
    "{\"ev\":\"member\",\"tick\":1,\"t\":0,\"obj\":4,\"op\":\"all\",\"task\":1,\"by\":1}\n"
    "{\"ev\":\"member\",\"tick\":1,\"t\":0,\"obj\":4,\"op\":\"all\",\"future\":5}\n"
    "{\"ev\":\"wait\",\"tick\":1,\"t\":0,\"task\":1,\"on\":\"gather\",\"obj\":4}\n"
    "{\"ev\":\"cancel\",\"tick\":1,\"t\":0,\"task\":1,\"msg\":\"enough\"}\n"
    "{\"ev\":\"tick-end\",\"tick\":1,\"t\":0,\"ran\":1}\n"
    "{\"ev\":\"poll\",\"tick\":2,\"t\":100.5,\"timeout\":null,\"waited\":100.5}\n"
    "{\"ev\":\"wake\",\"tick\":2,\"t\":100.5,\"task\":1}\n"
    "{\"ev\":\"leave\",\"tick\":2,\"t\":100.5,\"task\":1,\"coro\":2,\"err\":-1,\"error\":\"E\"}"
    "\n"
    "{\"ev\":\"left\",\"tick\":2,\"t\":100.5,\"task\":1,\"at\":\"a.c:3\"}\n"
    "{\"ev\":\"done\",\"tick\":2,\"t\":100.5,\"task\":1,\"how\":\"result\",\"cancelling\":1}\n"
    "{\"ev\":\"done\",\"tick\":2,\"t\":100.5,\"task\":1,\"how\":\"error\",\"error\":\"E\"}\n"
    "{\"ev\":\"end\",\"tick\":2,\"t\":100.5}\n";

static size_t line_end(const char *text, size_t at)
{
    return at + strcspn(text + at, "\n");
}

/* Writes over a byte, takes some away, or repeats a line somewhere else. */
static void edit(struct traced_random *random, struct buf *text)
{
    static const char bytes[] = "\"{}[]:,0129.\\-ntu\n ";
    struct buf edited = { 0 };
    size_t at = traced_roll(random, (unsigned)text->len);
    size_t from = traced_roll(random, (unsigned)text->len), to = line_end(text->data, from);
    size_t gap = traced_roll(random, 9);
    if (at + gap > text->len)
        gap = 0;
    switch (traced_roll(random, 3)) {
    case 0:
        text->data[at] = bytes[traced_roll(random, sizeof(bytes) - 1)];
        break;
    case 1:
        buf_add(&edited, text->data, at);
        buf_add(&edited, text->data + at + gap, text->len - at - gap);
        break;
    default:
        at = line_end(text->data, at);
        buf_add(&edited, text->data, at);
        buf_add(&edited, text->data + from, to - from);
        buf_add(&edited, text->data + at, text->len - at);
        break;
    }
    if (!edited.len)
        return;
    buf_truncate(text, 0);
    buf_add(text, edited.data, edited.len);
    buf_finish(&edited);
}

static void show_all(const struct recording *recording)
{
    struct model model;
    struct lines lines = { 0 };
    struct buf words = { 0 };
    const struct record *timers[4];
    model_init(&model, recording);
    for (size_t i = 0; i < recording->count; i++) {
        log_record(recording, recording_at(recording, i), i, true, INT_MAX, &lines);
        model_seek(&model, i + 1);
        model_timers(&model, timers, 4);
        for (uint32_t task = 1; task < model.state.task_count; task++) {
            describe_state(&model, task, &words);
            why_sentence(&model, task, &words);
        }
        model_seek(&model, recording->count - i);
    }
    buf_finish(&words);
    lines_finish(&lines);
    model_finish(&model);
}

TEST(damaged_traces_are_read_or_refused_and_what_was_read_is_shown)
{
    size_t refused = 0;
    for (unsigned seed = 1; seed <= MUTATIONS; seed++) {
        struct traced_random random = { seed, 0 };
        struct recording recording;
        struct buf text = { 0 };
        struct diag diag = { 0 };
        buf_adds(&text, original);
        for (unsigned edits = 1 + traced_roll(&random, MAX_EDITS); edits; edits--)
            edit(&random, &text);
        struct advisor advisor;
        recording_init(&recording, "test");
        advisor_begin(&advisor, &recording, NULL, 0);
        int err = recording_feed(&recording, text.data, text.len, &diag);
        err = err ? err : recording_close(&recording, &diag);
        assert_int_equal(diag_is_set(&diag), err != 0);
        refused += err != 0;
        show_all(&recording);
        diag_finish(&diag);
        buf_finish(&text);
        advisor_finish(&advisor);
        recording_finish(&recording);
    }
    assert_in_range(refused, MUTATIONS / 4, MUTATIONS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_traces_are_read_or_refused_and_what_was_read_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
