#include "check.h"

#include <string.h>
#include <sys/stat.h>

#include "scratch.h"
#include "trace/source.h"
#include "traced.h"

static const char text[] = "static int fetch(void *arg);\n"
                           "\n"
                           "int prefetch(void *arg)\n"
                           "{\n"
                           "    return fetch(arg);\n"
                           "}\n"
                           "static int fetch(void *arg)\n"
                           "{\n"
                           "    return async_sleep(1);\n"
                           "}\n";

struct placed {
    struct scratch dir;
    struct recording recording;
    struct model model;
    struct sources sources;
};

static int setup(void **state)
{
    static struct placed placed;
    placed.dir = scratch_make();
    free(scratch_file(&placed.dir, "src/demo.c", text));
    traced_lines(
        &placed.recording,
        "{\"ev\":\"trace\",\"version\":1}\n"
        "{\"ev\":\"task\",\"task\":1,\"name\":\"main\",\"at\":\"src/demo.c:5\"}\n"
        "{\"ev\":\"run\",\"task\":1}\n"
        "{\"ev\":\"coro\",\"coro\":3,\"name\":\"fetch\",\"by\":1,\"at\":\"src/demo.c:4\"}\n"
        "{\"ev\":\"task\",\"task\":2,\"name\":\"fetch\",\"coro\":3,\"parent\":1}\n"
        "{\"ev\":\"wait\",\"task\":1,\"on\":\"sleep\",\"at\":\"src/demo.c:9\"}\n"
        "{\"ev\":\"wait\",\"task\":2,\"on\":\"sleep\",\"at\":\"src/none.c:9\"}\n"
        "{\"ev\":\"wait\",\"task\":2,\"on\":\"sleep\",\"at\":\"src/demo.c:99\"}\n");
    model_init(&placed.model, &placed.recording);
    placed.sources = (struct sources){ .home = placed.dir.path };
    *state = &placed;
    return 0;
}

static int teardown(void **state)
{
    struct placed *placed = *state;
    sources_finish(&placed->sources);
    model_finish(&placed->model);
    recording_finish(&placed->recording);
    scratch_remove(&placed->dir);
    return 0;
}

TEST(task_that_waits_is_on_its_line)
{
    struct placed *placed = *state;
    struct place place;
    model_seek(&placed->model, 6);
    assert_true(sources_place(&placed->sources, &placed->model, 1, &place));
    assert_int_equal(place.line, 9);
    assert_string_equal(place.source->path, "src/demo.c");
    assert_string_equal(buf_str(&place.source->lines.items[8].text),
                        "    return async_sleep(1);");
}

TEST(pipe_that_a_trace_names_is_not_waited_for)
{
    struct placed *placed = *state;
    struct place place;
    char *path = path_join(placed->dir.path, "pipe.c");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(sources_find(&placed->sources, "pipe.c:1", &place));
    free(path);
}

TEST(running_task_is_where_it_goes_on)
{
    struct placed *placed = *state;
    struct place place;
    model_seek(&placed->model, 3);
    assert_true(sources_place(&placed->sources, &placed->model, 1, &place));
    assert_int_equal(place.line, 4);
    model_seek(&placed->model, 4);
    assert_true(sources_place(&placed->sources, &placed->model, 1, &place));
    assert_int_equal(place.line, 9);
}

TEST(running_task_is_where_it_was_last_while_more_is_not_recorded)
{
    struct placed *placed = *state;
    struct place place;
    placed->recording.count = 4;
    model_seek(&placed->model, 4);
    assert_true(sources_place(&placed->sources, &placed->model, 1, &place));
    assert_int_equal(place.line, 4);
}

TEST(task_that_has_not_started_is_at_its_function)
{
    struct placed *placed = *state;
    struct place place;
    model_seek(&placed->model, 5);
    assert_true(sources_place(&placed->sources, &placed->model, 2, &place));
    assert_int_equal(place.line, 7); /* neither the declaration nor prefetch() */
}

/* Declarations, calls and words that merely hold the name stand before it. */
TEST(function_of_one_line_is_found)
{
    struct placed *placed = *state;
    struct place place;
    struct recording recording;
    struct model model;
    free(scratch_file(&placed->dir, "line.c",
                      "static int t(void *arg);\n"
                      "/* t() is below. */\n"
                      "static int 名t(void *arg) { return t(arg); }\n"
                      "static int t(void *arg) { return 0; }\n"));
    traced_lines(&recording,
                 "{\"ev\":\"trace\",\"version\":1}\n"
                 "{\"ev\":\"task\",\"task\":1,\"name\":\"t\",\"at\":\"line.c:3\"}\n");
    model_init(&model, &recording);
    model_seek(&model, 2);
    assert_true(sources_place(&placed->sources, &model, 1, &place));
    assert_int_equal(place.line, 4);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(function_that_is_not_found_is_where_its_task_was_made)
{
    struct placed *placed = *state;
    struct place place;
    model_seek(&placed->model, 2);
    assert_true(sources_place(&placed->sources, &placed->model, 1, &place));
    assert_int_equal(place.line, 5);
}

TEST(function_made_elsewhere_is_looked_for_in_the_main_file)
{
    struct placed *placed = *state;
    struct place place;
    struct recording recording;
    struct model model;
    traced_lines(&recording,
                 "{\"ev\":\"trace\",\"version\":1}\n"
                 "{\"ev\":\"task\",\"task\":1,\"name\":\"fetch\",\"at\":\"src/none.c:5\"}\n");
    model_init(&model, &recording);
    model_seek(&model, 2);
    assert_false(sources_place(&placed->sources, &model, 1, &place));
    placed->sources.main = "src/demo.c";
    assert_true(sources_place(&placed->sources, &model, 1, &place));
    assert_int_equal(place.line, 7);
    model_finish(&model);
    recording_finish(&recording);
}

/* As it lies when the trace and the source were sent to somebody else. */
TEST(source_is_looked_for_beside_the_trace)
{
    struct placed *placed = *state;
    struct place place;
    struct buf words = { 0 };
    struct sources sources = { .home = "/nowhere" };
    assert_false(sources_find(&sources, "/home/ann/src/demo.c:3", &place));
    sources_tell_missing(&sources, "src/demo.c", &words);
    assert_string_equal(buf_str(&words), "src/demo.c is not here. It was looked for at that "
                                         "path, below /nowhere.");
    sources_finish(&sources);
    sources.beside = placed->dir.path;
    assert_true(sources_find(&sources, "/home/ann/src/demo.c:3", &place));
    assert_string_equal(place.source->path, "/home/ann/src/demo.c");
    assert_false(sources_find(&sources, "/home/ann/demo.c:3", &place));
    buf_truncate(&words, 0);
    sources.beside = "gone";
    sources_tell_missing(&sources, "/home/ann/demo.c", &words);
    assert_string_equal(buf_str(&words), "/home/ann/demo.c is not here. It was looked for at "
                                         "that path, and beside the trace in gone.");
    buf_finish(&words);
    sources_finish(&sources);
}

TEST(recording_that_was_read_from_a_file_knows_its_folder)
{
    struct placed *placed = *state;
    struct recording recording;
    char *path = scratch_file(&placed->dir, "run.jsonl", "{\"ev\":\"trace\",\"version\":1}\n");
    traced_file(&recording, path);
    assert_string_equal(recording.folder, placed->dir.path);
    recording_finish(&recording);
    free(path);
}

TEST(file_or_line_that_is_not_there_is_no_place)
{
    struct placed *placed = *state;
    struct place place;
    model_seek(&placed->model, 7);
    assert_false(sources_place(&placed->sources, &placed->model, 2, &place));
    model_seek(&placed->model, 8);
    assert_false(sources_place(&placed->sources, &placed->model, 2, &place));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(task_that_waits_is_on_its_line, setup, teardown),
        cmocka_unit_test_setup_teardown(pipe_that_a_trace_names_is_not_waited_for, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(running_task_is_where_it_goes_on, setup, teardown),
        cmocka_unit_test_setup_teardown(
            running_task_is_where_it_was_last_while_more_is_not_recorded, setup, teardown),
        cmocka_unit_test_setup_teardown(task_that_has_not_started_is_at_its_function, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(function_of_one_line_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(function_that_is_not_found_is_where_its_task_was_made,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(function_made_elsewhere_is_looked_for_in_the_main_file,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(source_is_looked_for_beside_the_trace, setup, teardown),
        cmocka_unit_test_setup_teardown(recording_that_was_read_from_a_file_knows_its_folder,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(file_or_line_that_is_not_there_is_no_place, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
