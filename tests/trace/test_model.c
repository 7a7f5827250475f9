#include "check.h"

#include <string.h>

#include "trace/describe.h"
#include "trace/model.h"
#include "traced.h"

enum { SEEDS = 12 };

/* ---- Helpers ---- */

/* Arrays of length 0 may be NULL. */
static bool is_equal(const void *a, const void *b, size_t len_bytes)
{
    return !len_bytes || memcmp(a, b, len_bytes) == 0;
}

static bool has_same_numbers(const struct state *a, const struct state *b)
{
    return a->position == b->position && a->tick == b->tick && a->t_us == b->t_us &&
           a->running == b->running && a->call == b->call && a->is_in_tick == b->is_in_tick &&
           a->batch == b->batch && a->began_us == b->began_us &&
           a->output_count == b->output_count && a->warning_count == b->warning_count &&
           a->task_count == b->task_count && a->object_count == b->object_count &&
           a->timer_count == b->timer_count && a->timer_words == b->timer_words &&
           state_ready_count(a) == state_ready_count(b);
}

static bool is_same(const struct state *a, const struct state *b)
{
    return has_same_numbers(a, b) &&
           is_equal(a->tasks, b->tasks, a->task_count * sizeof(*a->tasks)) &&
           is_equal(a->objects, b->objects, a->object_count * sizeof(*a->objects)) &&
           is_equal(a->timers, b->timers, a->timer_words * sizeof(*a->timers)) &&
           (!state_ready_count(a) || /* then there may be no array to point into */
            is_equal(a->ready + a->ready_first, b->ready + b->ready_first,
                     state_ready_count(a) * sizeof(*a->ready)));
}

/* The index of the first record of this kind about the task, from `from` on. */
static size_t find(const struct recording *recording, size_t from, enum trace_word kind,
                   uint32_t task)
{
    for (size_t i = from; i < recording->count; i++) {
        const struct record *record = recording_at(recording, i);
        if (record->kind == kind && record->task == task)
            return i;
    }
    fail_msg("no such record");
    return 0;
}

static uint32_t task_named(const struct recording *recording, const char *name)
{
    for (uint32_t task = 1; task < recording->task_count; task++) {
        if (strcmp(recording_string(recording, recording->tasks[task].name), name) == 0)
            return task;
    }
    fail_msg("no task %s", name);
    return 0;
}

/* ---- One program, looked at closely ---- */

static int nap(void *arg)
{
    return async_sleep(50);
}

static int child(void *arg)
{
    return async_await(async_coro(nap, NULL), NULL);
}

static int parent(void *arg)
{
    struct async_task *task = async_create_task(async_coro(child, NULL));
    int err = async_sleep(10);
    if (!err)
        async_task_cancel(task, "enough");
    if (!err && async_await(task, NULL) != ASYNC_ECANCELED)
        err = ASYNC_EVALUE;
    async_task_release(task);
    return err;
}

struct family {
    struct recording recording;
    struct model model;
    uint32_t parent, child;
};

static int setup(void **state)
{
    static struct family family;
    traced_run(&family.recording, parent, NULL);
    model_init(&family.model, &family.recording);
    family.parent = 1;
    family.child = task_named(&family.recording, "child");
    *state = &family;
    return 0;
}

static int teardown(void **state)
{
    struct family *family = *state;
    model_finish(&family->model);
    recording_finish(&family->recording);
    return 0;
}

TEST(task_is_created_ready_runs_waits_and_is_done)
{
    struct family *f = *state;
    const struct task_state *tasks;
    size_t born = find(&f->recording, 0, WORD_TASK, f->child);
    model_seek(&f->model, born);
    assert_true(f->model.state.task_count <= f->child);
    model_seek(&f->model, born + 1);
    tasks = f->model.state.tasks;
    assert_int_equal(tasks[f->child].status, TASK_READY);
    assert_int_equal(tasks[f->parent].status, TASK_RUNNING);
    assert_int_equal(f->model.state.running, f->parent);

    size_t run = find(&f->recording, born, WORD_RUN, f->child);
    model_seek(&f->model, run + 1);
    tasks = f->model.state.tasks;
    assert_int_equal(tasks[f->child].status, TASK_RUNNING);
    assert_int_equal(tasks[f->parent].status, TASK_WAITING);
    assert_int_equal(state_ready_count(&f->model.state), 0);

    model_seek(&f->model, f->recording.count);
    tasks = f->model.state.tasks;
    assert_int_equal(tasks[f->child].status, TASK_DONE);
    assert_int_equal(tasks[f->parent].status, TASK_DONE);
    assert_int_equal(f->model.state.running, 0);
}

TEST(waiting_task_knows_what_for_where_and_from_which_awaits)
{
    struct family *f = *state;
    size_t wait = find(&f->recording, 0, WORD_WAIT, f->child);
    model_seek(&f->model, wait + 1);
    const struct record *record = model_wait(&f->model, f->child);
    assert_int_equal(record->what, WORD_SLEEP);
    assert_int_equal(record->amount, 50000);
    const struct task_state *task = &f->model.state.tasks[f->child];
    assert_string_equal(recording_string(&f->recording, task->at),
                        recording_string(&f->recording, record->at));
    const struct record *frame = recording_at(&f->recording, task->frame);
    assert_string_equal(recording_string(&f->recording, frame->name), "nap");
    assert_int_equal(frame->other, 0);
    assert_null(model_wait(&f->model, 0));
}

static void expect_state(const struct family *f, uint32_t task, const char *expected)
{
    struct buf text = { 0 };
    describe_state(&f->model, task, &text);
    assert_string_equal(buf_str(&text), expected);
    buf_finish(&text);
}

TEST(state_of_a_task_is_told_in_words)
{
    struct family *f = *state;
    model_seek(&f->model, find(&f->recording, 0, WORD_WAIT, f->child) + 1);
    expect_state(f, f->child, "sleeps until 50 ms, in nap()");
    model_seek(&f->model, find(&f->recording, 0, WORD_CANCEL, f->child) + 1);
    expect_state(f, f->child, "sleeps until 50 ms, being cancelled, in nap()");
    expect_state(f, f->parent, "runs");
    model_seek(&f->model, find(&f->recording, 0, WORD_WAKE, f->child) + 1);
    expect_state(f, f->child, "ready, being cancelled, in nap()");
    model_seek(&f->model, f->recording.count);
    expect_state(f, f->child, "cancelled");
    expect_state(f, f->parent, "done");
}

TEST(cancellation_stands_until_it_is_delivered)
{
    struct family *f = *state;
    size_t cancel = find(&f->recording, 0, WORD_CANCEL, f->child);
    model_seek(&f->model, cancel + 1);
    assert_int_equal(f->model.state.tasks[f->child].cancel, cancel);
    assert_int_equal(f->model.state.tasks[f->child].status, TASK_WAITING);
    model_seek(&f->model, find(&f->recording, cancel, WORD_RUN, f->child) + 1);
    assert_int_equal(f->model.state.tasks[f->child].cancel, 0);
    model_seek(&f->model, f->recording.count);
    const struct record *done =
        recording_at(&f->recording, f->model.state.tasks[f->child].since);
    assert_int_equal(done->what, WORD_CANCELLED);
    assert_string_equal(recording_text(&f->recording, done), "enough");
}

TEST(task_that_awaits_a_task_waits_for_it)
{
    struct family *f = *state;
    size_t first = find(&f->recording, 0, WORD_WAIT, f->parent);
    model_seek(&f->model, find(&f->recording, first + 1, WORD_WAIT, f->parent) + 1);
    assert_int_equal(model_waits_for(&f->model, f->parent), f->child);
    assert_int_equal(model_waits_for(&f->model, f->child), 0);
}

TEST(timers_come_in_the_order_they_will_fire)
{
    struct family *f = *state;
    const struct record *timers[4];
    model_seek(&f->model, find(&f->recording, 0, WORD_WAIT, f->child) + 1);
    assert_int_equal(model_timers(&f->model, timers, 4), 2);
    assert_int_equal(timers[0]->amount, 10000);
    assert_int_equal(timers[1]->amount, 50000);
    assert_int_equal(model_timers(&f->model, timers, 1), 2);
    assert_int_equal(timers[0]->amount, 10000);
    model_seek(&f->model, f->recording.count);
    assert_int_equal(model_timers(&f->model, timers, 4), 0);
}

TEST(seeking_past_the_end_stops_there)
{
    struct family *f = *state;
    model_seek(&f->model, f->recording.count + 1000);
    assert_int_equal(f->model.state.position, f->recording.count);
}

/* ---- Shared objects ---- */

#define HEAD "{\"ev\":\"trace\",\"version\":1}\n"

TEST(lock_has_a_holder_and_waiters_in_order)
{
    struct recording recording;
    struct model model;
    uint32_t waiters[2];
    traced_lines(&recording,
                 HEAD "{\"ev\":\"task\",\"task\":1,\"name\":\"a\"}\n"
                      "{\"ev\":\"task\",\"task\":2,\"name\":\"b\"}\n"
                      "{\"ev\":\"task\",\"task\":3,\"name\":\"c\"}\n"
                      "{\"ev\":\"run\",\"task\":1}\n"
                      "{\"ev\":\"lock\",\"obj\":9,\"op\":\"acquired\",\"value\":1,\"by\":1}\n"
                      "{\"ev\":\"wait\",\"task\":3,\"on\":\"lock\",\"obj\":9,\"holder\":1}\n"
                      "{\"ev\":\"wait\",\"task\":2,\"on\":\"lock\",\"obj\":9,\"holder\":1}\n"
                      "{\"ev\":\"lock\",\"obj\":9,\"op\":\"released\",\"value\":0,\"by\":1}\n");
    model_init(&model, &recording);
    model_seek(&model, 8);
    assert_int_equal(model.state.objects[1].holder, 1);
    assert_int_equal(model_waiters(&model, 1, waiters, 2), 2);
    assert_int_equal(waiters[0], 3);
    assert_int_equal(waiters[1], 2);
    assert_int_equal(model_waits_for(&model, 2), 1);
    model_seek(&model, 9);
    assert_int_equal(model.state.objects[1].holder, 0);
    assert_int_equal(model_waits_for(&model, 2), 0);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(tasks_of_a_closed_loop_are_dropped)
{
    struct recording recording;
    struct model model;
    traced_lines(&recording, HEAD "{\"ev\":\"task\",\"task\":1,\"name\":\"a\"}\n"
                                  "{\"ev\":\"end\"}\n");
    model_init(&model, &recording);
    model_seek(&model, 3);
    assert_int_equal(model.state.tasks[1].status, TASK_DROPPED);
    assert_int_equal(state_ready_count(&model.state), 0);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(callback_of_the_program_runs_until_something_else_does)
{
    struct recording recording;
    struct model model;
    traced_lines(&recording,
                 HEAD "{\"ev\":\"task\",\"task\":1,\"name\":\"a\"}\n"
                      "{\"ev\":\"tick\",\"tick\":1,\"ready\":[{\"call\":true},{\"task\":1}]}\n"
                      "{\"ev\":\"call\",\"tick\":1,\"name\":\"ring\"}\n"
                      "{\"ev\":\"output\",\"tick\":1,\"text\":\"ring\\n\"}\n"
                      "{\"ev\":\"run\",\"tick\":1,\"task\":1}\n"
                      "{\"ev\":\"call\",\"tick\":1,\"name\":\"ring\"}\n"
                      "{\"ev\":\"tick-end\",\"tick\":1}\n");
    static const uint32_t calls[] = { 0, 0, 0, 3, 3, 0, 6, 0 };
    model_init(&model, &recording);
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        model_seek(&model, i + 1);
        assert_int_equal(model.state.call, calls[i]);
    }
    model_finish(&model);
    recording_finish(&recording);
}

/* ---- For any program ---- */

/* Every position forwards; then each of them backwards, and some at random. */
static void expect_same_states(const struct recording *recording, uintptr_t seed)
{
    struct model model;
    struct state *states = calloc(recording->count + 1, sizeof(*states));
    model_init(&model, recording);
    for (size_t i = 0; i <= recording->count; i++) {
        model_seek(&model, i);
        state_copy(&states[i], &model.state);
    }
    for (size_t i = recording->count + 1; i-- > 0;) {
        model_seek(&model, i);
        assert_true(is_same(&model.state, &states[i]));
    }
    struct traced_random random = { seed, 0 };
    for (int i = 0; i < 300; i++) {
        size_t position = traced_roll(&random, (unsigned)recording->count + 1);
        model_seek(&model, position);
        assert_true(is_same(&model.state, &states[position]));
    }
    for (size_t i = 0; i <= recording->count; i++)
        state_finish(&states[i]);
    free(states);
    model_finish(&model);
}

TEST(any_position_is_the_same_from_wherever_one_comes)
{
    for (uintptr_t seed = 1; seed <= SEEDS; seed++) {
        struct recording recording;
        traced_run(&recording, traced_main, (void *)seed);
        expect_same_states(&recording, seed);
        recording_finish(&recording);
    }
}

/* The state is a list of files, up to a NULL. */
TEST(any_position_of_these_traces_is_the_same)
{
    char **files = *state;
    for (uintptr_t i = 0; files[i]; i++) {
        struct recording recording;
        traced_file(&recording, files[i]);
        expect_same_states(&recording, i);
        recording_finish(&recording);
    }
}

/* The queue that the model follows is the one that the loop says it has. */
TEST(ready_queue_is_foreseen)
{
    size_t compared = 0;
    for (uintptr_t seed = 1; seed <= SEEDS; seed++) {
        struct recording recording;
        struct model model;
        traced_run(&recording, traced_main, (void *)seed);
        model_init(&model, &recording);
        for (size_t i = 0; i < recording.ticks.count; i++) {
            const struct record *tick = recording_at(&recording, recording.ticks.items[i]);
            const uint32_t *ready = recording_ready(&recording, tick);
            model_seek(&model, recording.ticks.items[i]);
            size_t at = model.state.ready_first;
            for (uint32_t j = 0; j < tick->ready_count; j++) {
                if (!ready[j])
                    continue; /* callbacks are not announced */
                assert_true(at < model.state.ready_end);
                assert_int_equal(model.state.ready[at++], ready[j]);
                compared++;
            }
            assert_int_equal(at, model.state.ready_end);
        }
        model_finish(&model);
        recording_finish(&recording);
    }
    assert_true(compared > 1000);
}

TEST(all_is_done_at_the_end)
{
    for (uintptr_t seed = 1; seed <= SEEDS; seed++) {
        struct recording recording;
        struct model model;
        const struct record *timer;
        traced_run(&recording, traced_main, (void *)seed);
        model_init(&model, &recording);
        model_seek(&model, recording.count);
        for (uint32_t task = 1; task < model.state.task_count; task++)
            assert_int_equal(model.state.tasks[task].status, TASK_DONE);
        assert_int_equal(model_timers(&model, &timer, 1), 0);
        assert_int_equal(model.state.output_count, recording.outputs.count);
        model_finish(&model);
        recording_finish(&recording);
    }
}

/* Long enough for many snapshots. */
TEST(snapshots_lead_to_the_same_states_as_replay)
{
    struct recording recording;
    struct model model, fresh;
    struct diag diag = { 0 };
    struct buf lines = { 0 };
    buf_adds(&lines, HEAD);
    for (int i = 1; i < 40000; i++)
        buf_addf(&lines,
                 i % 3 ? "{\"ev\":\"wake\",\"task\":%d}\n" : "{\"ev\":\"run\",\"task\":%d}\n",
                 i * 7919 % 301 + 1);
    recording_init(&recording, "test");
    assert_int_equal(recording_feed(&recording, buf_str(&lines), lines.len, &diag), 0);
    model_init(&model, &recording);
    model_seek(&model, recording.count);
    assert_in_range(model.snapshot_count, 4, 12);
    struct traced_random random = { 5, 0 };
    for (int i = 0; i < 20; i++) {
        size_t position = traced_roll(&random, (unsigned)recording.count);
        model_init(&fresh, &recording);
        model_seek(&fresh, position);
        model_seek(&model, position);
        assert_true(is_same(&model.state, &fresh.state));
        model_finish(&fresh);
    }
    buf_finish(&lines);
    model_finish(&model);
    recording_finish(&recording);
}

static int check_files(char *files[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(any_position_of_these_traces_is_the_same, files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char *argv[])
{
    if (argc > 2 && strcmp(argv[1], "files") == 0)
        return check_files(argv + 2);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(task_is_created_ready_runs_waits_and_is_done, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(waiting_task_knows_what_for_where_and_from_which_awaits,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(state_of_a_task_is_told_in_words, setup, teardown),
        cmocka_unit_test_setup_teardown(cancellation_stands_until_it_is_delivered, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(task_that_awaits_a_task_waits_for_it, setup, teardown),
        cmocka_unit_test_setup_teardown(timers_come_in_the_order_they_will_fire, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(seeking_past_the_end_stops_there, setup, teardown),
        cmocka_unit_test(lock_has_a_holder_and_waiters_in_order),
        cmocka_unit_test(tasks_of_a_closed_loop_are_dropped),
        cmocka_unit_test(callback_of_the_program_runs_until_something_else_does),
        cmocka_unit_test(any_position_is_the_same_from_wherever_one_comes),
        cmocka_unit_test(ready_queue_is_foreseen),
        cmocka_unit_test(all_is_done_at_the_end),
        cmocka_unit_test(snapshots_lead_to_the_same_states_as_replay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
