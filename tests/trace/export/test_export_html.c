/* Also, for test_export_html.sh: `test_export_html random SEED` is a program to be traced, and
 * `test_export_html states FILE.jsonl` prints the model's states for the page to agree with. */
#include "check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "trace/describe.h"
#include "trace/export/export.h"
#include "trace/source.h"
#include "trace/traced.h"
#include "trace/whereabouts.h"
#include "trace/why.h"

enum { MOST_STATES = 400, MOST_ITEMS = 1000 };

#define HEAD                                                                                   \
    "{\"ev\":\"trace\",\"tick\":0,\"t\":0,\"version\":1,\"program\":\"p\",\"clock\":\"real\"}" \
    "\n"

/* ---- States in words that the page's script writes too ---- */

static void print_queue(const struct state *state)
{
    for (size_t i = state->ready_first; i < state->ready_end; i++)
        printf(" %" PRIu32, state->ready[i]);
}

static void print_timers(const struct model *model)
{
    static const struct record *timers[MOST_ITEMS];
    size_t count = model_timers(model, timers, MOST_ITEMS);
    for (size_t i = 0; i < count; i++)
        printf(" %" PRId64, timers[i]->amount);
}

static void print_outside(const struct model *model)
{
    static const struct record *items[MOST_ITEMS];
    size_t count = model_jobs(model, items, MOST_ITEMS);
    for (size_t i = 0; i < count; i++)
        printf(" job of %" PRIu32, items[i]->by);
    count = model_io(model, items, MOST_ITEMS);
    for (size_t i = 0; i < count; i++)
        printf(" %" PRIu32 " waits outside", items[i]->task);
}

static void print_shared(const struct model *model)
{
    static uint32_t objects[MOST_ITEMS];
    size_t count = model_shared(model, objects, MOST_ITEMS);
    for (size_t i = 0; i < count; i++) {
        struct buf words = { 0 };
        describe_shared(model, objects[i], &words);
        printf(" %s.", buf_str(&words));
        buf_finish(&words);
    }
}

static void print_words(const struct model *model, uint32_t task)
{
    struct buf words = { 0 };
    describe_state(model, task, &words);
    buf_adds(&words, " | ");
    why_sentence(model, task, &words);
    printf(" | %s", buf_str(&words));
    buf_finish(&words);
}

static void print_task(const struct model *model, struct sources *sources, uint32_t task)
{
    static const char *const words[] = { "unborn",  "ready", "running",
                                         "waiting", "done",  "dropped" };
    const struct task_state *state = &model->state.tasks[task];
    struct place place = { 0 };
    if (state->status == TASK_UNBORN)
        return;
    uint32_t at = whereabouts_find(model, task);
    sources_find(sources, recording_string(model->recording, at), &place);
    printf("; %" PRIu32 " %s %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 " line %d", task,
           words[state->status], state->since, state->paused, state->frame, state->cancel,
           place.line);
    print_words(model, task);
}

static void print_state(const struct model *model, struct sources *sources)
{
    const struct state *state = &model->state;
    printf("%zu: tick %" PRIu32 " %d t %" PRId64 " runs %" PRIu32 " call %" PRIu32
           " printed %zu ready %zu:",
           state->position, state->tick, state->is_in_tick, state->t_us, state->running,
           state->call, state->output_count, state->batch);
    print_queue(state);
    printf(" timers:");
    print_timers(model);
    print_outside(model);
    print_shared(model);
    for (uint32_t task = 1; task < state->task_count; task++)
        print_task(model, sources, task);
    printf("\n");
}

static int print_states(const char *path)
{
    struct recording recording;
    struct sources sources = { 0 };
    struct model model;
    struct diag diag = { 0 };
    recording_init(&recording, path);
    if (recording_read_file(&recording, path, &diag))
        return 1;
    model_init(&model, &recording);
    size_t step = recording.count / MOST_STATES + 1;
    for (size_t position = 0; position <= recording.count; position += step) {
        model_seek(&model, position);
        print_state(&model, &sources);
    }
    model_finish(&model);
    sources_finish(&sources);
    recording_finish(&recording);
    return 0;
}

/* ---- The page ---- */

static char *page_of(const struct recording *recording)
{
    const struct export_request request = { .recording = recording, .title = "</title><b>" };
    struct buf text = { 0 };
    export_html(&request, &text);
    return buf_take(&text);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

static int nap(void *arg)
{
    return async_sleep(10);
}

TEST(page_holds_the_source)
{
    struct recording recording;
    traced_run(&recording, nap, NULL);
    char *page = page_of(&recording);
    assert_non_null(strstr(page, "return async_sleep(10);"));
    free(page);
    recording_finish(&recording);
}

TEST(page_refers_to_nothing_outside_of_it)
{
    struct recording recording;
    traced_lines(&recording, HEAD);
    char *page = page_of(&recording);
    assert_non_null(strstr(page, "content=\"default-src 'none';"));
    assert_null(strstr(page, "http:"));
    assert_null(strstr(page, "https:"));
    assert_null(strstr(page, "src="));
    free(page);
    recording_finish(&recording);
}

TEST(hostile_texts_cannot_leave_their_place_in_the_page)
{
    struct recording recording;
    traced_lines(&recording, HEAD
                 "{\"ev\":\"task\",\"task\":1,\"name\":\"</script><b>\",\"number\":1}\n"
                 "{\"ev\":\"run\",\"task\":1,\"at\":\"</script>.c:1\"}\n"
                 "{\"ev\":\"output\",\"task\":1,\"text\":\"</script>\\u001b[31m\xff<!--\"}\n");
    char *page = page_of(&recording);
    assert_int_equal(count_of(page, "</script>"), 4);
    assert_int_equal(count_of(page, "</title>"), 1);
    assert_null(strstr(page, "<!--"));
    assert_null(strstr(page, "<b>"));
    assert_null(strchr(page, 0x1b));
    assert_non_null(strstr(page, "prints: \\u003c/script>\\u001b[31m\\ufffd\\u003c!--"));
    free(page);
    recording_finish(&recording);
}

TEST(page_opens_where_the_source_is_not_there)
{
    struct recording recording;
    traced_lines(&recording, HEAD "{\"ev\":\"call\",\"name\":\"f\",\"at\":\"no/such.c:9\"}\n");
    char *page = page_of(&recording);
    assert_non_null(strstr(page, "\"places\":[null],"));
    free(page);
    recording_finish(&recording);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "states") == 0)
        return print_states(argv[2]);
    if (argc == 3 && strcmp(argv[1], "random") == 0)
        return async_run(async_coro(traced_main, (void *)(uintptr_t)atoi(argv[2])), NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_holds_the_source),
        cmocka_unit_test(page_refers_to_nothing_outside_of_it),
        cmocka_unit_test(hostile_texts_cannot_leave_their_place_in_the_page),
        cmocka_unit_test(page_opens_where_the_source_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
