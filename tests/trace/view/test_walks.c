/* Random walks of keys: whatever is typed, over whatever trace, finished or still growing, in a
 * window of whatever size, nothing breaks.
 *
 *   test_walks              over the traces of random programs
 *   test_walks FILE...      over some of these traces
 *
 * All of a walk follows from its seed. WALK_SEED=N begins with this one, WALKS=N makes so many.
 */
#include "check.h"

#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "course/course.h"
#include "term/screen.h"
#include "term/tty.h"
#include "trace/traced.h"
#include "trace/view/keys.h"

enum { WALKS = 16, STEPS = 300, PIECE_BYTES = 400, SPEED = 1000 };
enum { COLUMNS_MIN = 20, COLUMNS_MAX = 200, ROWS_MIN = 5, ROWS_MAX = 60 };

struct walk {
    struct traced_random random;
    struct buf text; /* the trace */
    size_t fed;      /* of it */
    struct recording recording;
    struct model model;
    struct playback playback;
    struct view view;
    struct caps caps;
    struct screen *screen;
};

static int between(struct walk *walk, int min, int max)
{
    return min + (int)traced_roll(&walk->random, (unsigned)(max - min + 1));
}

static bool coin(struct walk *walk)
{
    return traced_roll(&walk->random, 2);
}

/* ---- A step, in the child on its terminal ---- */

static void type(struct walk *walk)
{
    static const char characters[] = " ..,>><+-beiwh?t12345zZn/x\t\r\x15\x1b";
    static const int others[] = { 0x20ac,
                                  SCREEN_KEY_UP,
                                  SCREEN_KEY_DOWN,
                                  SCREEN_KEY_LEFT,
                                  SCREEN_KEY_RIGHT,
                                  SCREEN_KEY_HOME,
                                  SCREEN_KEY_END,
                                  SCREEN_KEY_PAGE_UP,
                                  SCREEN_KEY_PAGE_DOWN,
                                  SCREEN_KEY_BACKSPACE,
                                  SCREEN_KEY_DELETE,
                                  SCREEN_KEY_BACK_TAB };
    int character = characters[between(walk, 0, (int)sizeof(characters) - 2)];
    int other = others[between(walk, 0, (int)(sizeof(others) / sizeof(others[0])) - 1)];
    keys_obey(&walk->view, &walk->playback, between(walk, 0, 2) ? character : other);
}

/* The window gets another size, which is the next "key". */
static int resize(struct walk *walk)
{
    struct winsize size = { .ws_row = (unsigned short)between(walk, ROWS_MIN, ROWS_MAX),
                            .ws_col = (unsigned short)between(walk, COLUMNS_MIN, COLUMNS_MAX) };
    if (size.ws_row == walk->caps.rows && size.ws_col == walk->caps.columns)
        return 0; /* which nobody would be told */
    if (ioctl(STDOUT_FILENO, TIOCSWINSZ, &size))
        return -1;
    int key, err = screen_read_key(walk->screen, &key);
    if (!err)
        keys_obey(&walk->view, &walk->playback, key);
    return err;
}

/* The program writes the next piece of its trace, which may end within a line. One that is no
 * trace, or ends too early, is shown as far as it goes. */
static void grow(struct walk *walk, size_t piece_bytes)
{
    struct diag diag = { 0 };
    size_t left = walk->text.len - walk->fed;
    size_t n = piece_bytes < left ? piece_bytes : left;
    if (n)
        recording_feed(&walk->recording, walk->text.data + walk->fed, n, &diag);
    walk->fed += n;
    if (n == left && !walk->playback.is_over) {
        recording_close(&walk->recording, &diag);
        walk->playback.is_over = true;
        walk->view.ending = coin(walk) ? "p was killed by SIGABRT (Aborted)" : NULL;
    }
    playback_news(&walk->playback);
}

static int make_step(struct walk *walk)
{
    int err = 0;
    switch (traced_roll(&walk->random, 10)) {
    case 0:
        err = resize(walk);
        break;
    case 1:
    case 2:
        grow(walk, (size_t)between(walk, 1, PIECE_BYTES));
        break;
    case 3:
        playback_advance(&walk->playback);
        break;
    default:
        type(walk);
    }
    view_draw(&walk->view, walk->screen);
    return err;
}

/* ---- A walk, likewise ---- */

static void say(const char *commands, void *arg)
{
}

static void observe(struct recording *recording, const struct record *record, void *arg)
{
    struct walk *walk = arg;
    playback_record(&walk->playback, record);
}

/* As live.c does: for a recorded trace, or for a program that is led or runs by itself. */
static void begin(struct walk *walk)
{
    static const char hint[] = "The `first` line,\n\n- and more of it\n- and more\n- and more";
    bool is_live = coin(walk);
    recording_init(&walk->recording, "walk");
    model_init(&walk->model, &walk->recording);
    walk->playback = (struct playback){
        .model = &walk->model,
        .say = is_live ? say : NULL,
        .is_led = is_live && coin(walk),
        .with_internals = coin(walk),
        .speed = SPEED,
    };
    walk->view = (struct view){
        .caps = &walk->caps,
        .model = &walk->model,
        .playback = &walk->playback,
        .title = "/nowhere/walk", /* so that nothing is written */
        .hint = coin(walk) ? hint : NULL,
        .panes = (unsigned)between(walk, PANE_SOURCE, PANE_OUTPUT * 2 - 1),
    };
    walk->recording.observe = is_live ? observe : NULL;
    walk->recording.observe_arg = walk;
    if (!is_live)
        grow(walk, walk->text.len);
}

static int go(void *arg)
{
    struct walk *walk = arg;
    walk->screen = screen_open(&walk->caps);
    if (!walk->screen)
        return -1;
    int err = 0;
    begin(walk);
    for (int i = 0; i < STEPS && !err; i++)
        err = make_step(walk);
    screen_close(walk->screen);
    view_finish(&walk->view);
    model_finish(&walk->model);
    recording_finish(&walk->recording);
    return err;
}

static _Noreturn void walk_in_child(struct walk *walk)
{
    struct async_options options = async_options_default();
    options.stack_bytes = TTY_STACK_BYTES;
    setenv("TERM", coin(walk) ? "xterm-256color" : "vt100", 1);
    caps_detect(STDOUT_FILENO, &(struct caps_request){ .ascii = coin(walk) }, &walk->caps);
    _exit(async_run_with(&options, async_coro(go, walk), NULL) ? 1 : 0);
}

/* ---- In the parent ---- */

/* Returns the child's status, and what it wrote last: what a sanitizer had to say. */
static int walk_in_terminal(struct walk *walk, char *ret_last, size_t cap_bytes)
{
    const struct winsize size = { .ws_row = 24, .ws_col = 80 };
    int terminal, status;
    ssize_t n;
    pid_t pid = forkpty(&terminal, NULL, NULL, &size);
    assert_true(pid >= 0);
    if (pid == 0)
        walk_in_child(walk);
    while ((n = read(terminal, ret_last, cap_bytes - 1)) > 0)
        ret_last[n] = '\0';
    close(terminal);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void expect_walk(const struct buf *text, unsigned seed, const char *name)
{
    struct walk walk = { .random = { seed, 0 }, .text = *text };
    char last[4096] = "";
    int status = walk_in_terminal(&walk, last, sizeof(last));
    if (status)
        fail_msg("%s\nWALK_SEED=%u WALKS=1 over %s: status %x", last, seed, name,
                 (unsigned)status);
}

/* ---- The tests ---- */

struct walks {
    unsigned first_seed, count;
    char **files;
    unsigned file_count;
};

TEST(random_keys_over_random_programs_never_crash)
{
    const struct walks *walks = *state;
    for (unsigned i = 0; i < walks->count; i++) {
        struct buf text = { 0 };
        unsigned seed = walks->first_seed + i;
        traced_text(&text, traced_main, (void *)(uintptr_t)seed);
        expect_walk(&text, seed, "a random program");
        buf_finish(&text);
    }
}

TEST(random_keys_over_some_of_these_traces_never_crash)
{
    const struct walks *walks = *state;
    for (unsigned i = 0; i < walks->count; i++) {
        struct buf text = { 0 };
        struct diag diag = { 0 };
        unsigned seed = walks->first_seed + i;
        struct traced_random choice = { seed, 0 };
        const char *name = walks->files[traced_roll(&choice, walks->file_count)];
        if (file_read(name, &text, &diag))
            fail_msg("%s: %s", name, diag.message);
        expect_walk(&text, seed, name);
        buf_finish(&text);
    }
}

TEST(empty_trace_is_shown_too)
{
    expect_walk(&(struct buf){ 0 }, 1, "nothing");
}

static unsigned number_of(const char *variable, unsigned otherwise)
{
    const char *value = getenv(variable);
    return value ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

int main(int argc, char *argv[])
{
    struct walks walks = { number_of("WALK_SEED", (unsigned)time(NULL)),
                           number_of("WALKS", WALKS), argv + 1, (unsigned)argc - 1 };
    const struct CMUnitTest own[] = {
        cmocka_unit_test_prestate(random_keys_over_random_programs_never_crash, &walks),
        cmocka_unit_test(empty_trace_is_shown_too),
    };
    const struct CMUnitTest given[] = {
        cmocka_unit_test_prestate(random_keys_over_some_of_these_traces_never_crash, &walks),
    };
    return argc > 1 ? cmocka_run_group_tests(given, NULL, NULL)
                    : cmocka_run_group_tests(own, NULL, NULL);
}
