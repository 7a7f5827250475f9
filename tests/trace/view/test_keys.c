/* The view and its keys, drawn on a terminal that nobody looks at: whatever is typed, at
 * whatever size, nothing breaks. */
#include "check.h"

#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "course/course.h"
#include "term/screen.h"
#include "trace/find.h"
#include "trace/view/keys.h"
#include "trace/traced.h"

enum { WALK_KEYS = 400, SEEDS = 4 };

/* ---- In the child, on its terminal ---- */

static void walk(struct view *view, struct playback *playback, struct screen *screen,
                 struct traced_random *random)
{
    static const int keys[] = {
        ' ',
        '.',
        ',',
        '>',
        '<',
        '+',
        '-',
        'b',
        'e',
        'i',
        'w',
        'h',
        '?',
        't',
        'z',
        'Z',
        'n',
        '/',
        'x',
        '\t',
        '\r',
        0x15,
        0x1b,
        0x20ac,
        SCREEN_KEY_UP,
        SCREEN_KEY_DOWN,
        SCREEN_KEY_LEFT,
        SCREEN_KEY_RIGHT,
        SCREEN_KEY_HOME,
        SCREEN_KEY_END,
        SCREEN_KEY_PAGE_UP,
        SCREEN_KEY_PAGE_DOWN,
        SCREEN_KEY_BACKSPACE,
        SCREEN_KEY_BACK_TAB,
        SCREEN_KEY_RESIZE,
        SCREEN_KEY_UP,
        SCREEN_KEY_DOWN,
        '.',
        '>',
    };
    for (int i = 0; i < WALK_KEYS; i++) {
        keys_obey(view, playback, keys[traced_roll(random, sizeof(keys) / sizeof(keys[0]))]);
        view_draw(view, screen);
    }
}

/* Exits with 0 if nothing went wrong. */
static void show(const struct recording *recording, uintptr_t seed)
{
    static const char hint[] = "The `first` line,\n\n- and more of it\n- and more\n- and more";
    struct caps caps;
    struct model model;
    struct traced_random random = { seed, 0 };
    setenv("TERM", "xterm-256color", 1);
    caps_detect(STDOUT_FILENO, &(struct caps_request){ .ascii = seed % 2 }, &caps);
    struct screen *screen = screen_open(&caps);
    if (!screen)
        _exit(9);
    model_init(&model, recording);
    struct playback playback = { .model = &model, .is_over = true, .speed = 1 };
    struct view view = {
        .caps = &caps,
        .model = &model,
        .playback = &playback,
        .title = "/nowhere/walk", /* so that nothing is written */
        .hint = hint,
        .panes = PANE_SOURCE | PANE_LOOP | PANE_TASKS | PANE_TIMELINE | PANE_OUTPUT,
    };
    walk(&view, &playback, screen, &random);
    view_finish(&view);
    model_finish(&model);
    screen_close(screen);
    _exit(0);
}

/* ---- In the parent ---- */

static void expect_walk(const struct recording *recording, uintptr_t seed,
                        const struct winsize *size)
{
    char piece[4096];
    int terminal, status;
    pid_t pid = forkpty(&terminal, NULL, NULL, size);
    assert_true(pid >= 0);
    if (pid == 0)
        show(recording, seed);
    while (read(terminal, piece, sizeof(piece)) > 0)
        continue;
    close(terminal);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (status)
        fail_msg("seed %u at %dx%d: status %x", (unsigned)seed, size->ws_col, size->ws_row,
                 (unsigned)status);
}

TEST(random_keys_over_real_traces_never_crash)
{
    static const struct winsize sizes[] = {
        { .ws_row = 24, .ws_col = 80 },
        { .ws_row = 40, .ws_col = 120 },
        { .ws_row = 4, .ws_col = 20 },
    };
    for (uintptr_t seed = 1; seed <= SEEDS; seed++) {
        struct recording recording;
        traced_run(&recording, traced_main, (void *)seed);
        for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
            expect_walk(&recording, seed, &sizes[i]);
        recording_finish(&recording);
    }
}

/* The state is a list of files, up to a NULL. */
TEST(random_keys_over_these_traces_never_crash)
{
    static const struct winsize size = { .ws_row = 24, .ws_col = 80 };
    char **files = *state;
    for (uintptr_t i = 0; files[i]; i++) {
        struct recording recording;
        traced_file(&recording, files[i]);
        expect_walk(&recording, i, &size);
        recording_finish(&recording);
    }
}

TEST(empty_recording_is_shown_too)
{
    struct recording recording;
    recording_init(&recording, "empty");
    expect_walk(&recording, 1, &(struct winsize){ .ws_row = 24, .ws_col = 80 });
    recording_finish(&recording);
}

/* ---- Finding ---- */

static const char trace[] = "{\"ev\":\"trace\",\"version\":1}\n"
                            "{\"ev\":\"task\",\"task\":1,\"name\":\"cook\",\"number\":11}\n"
                            "{\"ev\":\"task\",\"task\":2,\"name\":\"cook\",\"number\":1}\n"
                            "{\"ev\":\"run\",\"task\":1}\n"
                            "{\"ev\":\"wait\",\"task\":1,\"on\":\"lock\",\"name\":\"Cart\"}\n";

TEST(events_are_found_by_their_sentence_and_around_the_end)
{
    struct recording recording;
    size_t found = 0;
    traced_lines(&recording, trace);
    assert_true(find_event(&recording, "lock 'cart'", 0, false, &found));
    assert_int_equal(found, 4);
    assert_true(find_event(&recording, "STARTS", 4, false, &found));
    assert_int_equal(found, 3);
    assert_false(find_event(&recording, "queue 'x'", 0, false, &found));
    assert_int_equal(found, 3);
    recording_finish(&recording);
}

TEST(whole_name_of_a_task_comes_before_a_part)
{
    struct recording recording;
    traced_lines(&recording, trace);
    assert_int_equal(find_task(&recording, "oo"), 1);
    assert_int_equal(find_task(&recording, "cook#1"), 2);
    assert_int_equal(find_task(&recording, "cook"), 1);
    assert_int_equal(find_task(&recording, "eat"), 0);
    recording_finish(&recording);
}

TEST(name_without_its_number_comes_before_a_part)
{
    struct recording recording;
    traced_lines(&recording, "{\"ev\":\"trace\",\"version\":1}\n"
                             "{\"ev\":\"task\",\"task\":1,\"name\":\"main\",\"number\":1}\n"
                             "{\"ev\":\"task\",\"task\":2,\"name\":\"a\",\"number\":2}\n");
    assert_int_equal(find_task(&recording, "a"), 2);
    recording_finish(&recording);
}

static int walk_files(char *files[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(random_keys_over_these_traces_never_crash, files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char *argv[])
{
    if (argc > 2 && strcmp(argv[1], "files") == 0)
        return walk_files(argv + 2);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_keys_over_real_traces_never_crash),
        cmocka_unit_test(empty_recording_is_shown_too),
        cmocka_unit_test(events_are_found_by_their_sentence_and_around_the_end),
        cmocka_unit_test(whole_name_of_a_task_comes_before_a_part),
        cmocka_unit_test(name_without_its_number_comes_before_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
