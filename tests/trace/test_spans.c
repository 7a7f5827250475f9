#include "check.h"

#include <string.h>

#include "trace/model.h"
#include "trace/spans.h"
#include "traced.h"

enum { RANDOM_PROGRAMS = 20 };

/* The span that follows this one on the same task; NULL: none. */
static const struct span *next_of(const struct spans *spans, size_t index)
{
    for (size_t i = index + 1; i < spans->count; i++) {
        if (spans->items[i].task == spans->items[index].task)
            return &spans->items[i];
    }
    return NULL;
}

/* While a span lasts the model says the same about its task. */
static void check_status(struct model *model, const struct span *span)
{
    model_seek(model, span->from + 1);
    assert_int_equal(model->state.tasks[span->task].status, span->status);
    assert_int_equal(model->state.is_in_tick, span->is_in_tick);
    if (span->from == span->to)
        return;
    model_seek(model, span->to);
    assert_int_equal(model->state.tasks[span->task].status, span->status);
}

static void check_all(const struct recording *recording)
{
    struct spans spans = { 0 };
    struct model model;
    spans_collect(&spans, recording);
    model_init(&model, recording);
    for (size_t i = 0; i < spans.count; i++) {
        const struct span *span = &spans.items[i], *next = next_of(&spans, i);
        bool is_end = span->status == TASK_DONE || span->status == TASK_DROPPED;
        assert_true(next ? next->from == span->to : is_end || span->is_open);
        check_status(&model, span);
    }
    model_finish(&model);
    spans_finish(&spans);
}

TEST(spans_follow_each_other_and_agree_with_the_model)
{
    for (uintptr_t seed = 1; seed <= RANDOM_PROGRAMS; seed++) {
        struct recording recording;
        traced_run(&recording, traced_main, (void *)seed);
        check_all(&recording);
        recording_finish(&recording);
    }
}

TEST(span_that_the_recording_cuts_is_open)
{
    struct recording recording;
    struct spans spans = { 0 };
    traced_lines(&recording,
                 "{\"ev\":\"trace\",\"tick\":0,\"t\":0,\"version\":1,\"program\":\"p\"}\n"
                 "{\"ev\":\"task\",\"task\":1,\"name\":\"f\"}\n"
                 "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[{\"task\":1}]}\n"
                 "{\"ev\":\"run\",\"task\":1}\n"
                 "{\"ev\":\"output\",\"task\":1,\"text\":\"x\"}\n");
    spans_collect(&spans, &recording);
    assert_int_equal(spans.count, 2);
    assert_int_equal(spans.items[0].status, TASK_READY);
    assert_int_equal(spans.items[0].to, 3);
    assert_false(spans.items[0].is_open);
    assert_int_equal(spans.items[1].status, TASK_RUNNING);
    assert_int_equal(spans.items[1].to, 4);
    assert_true(spans.items[1].is_open);
    spans_finish(&spans);
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_follow_each_other_and_agree_with_the_model),
        cmocka_unit_test(span_that_the_recording_cuts_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
