#include "check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "term/caps.h"

/* A terminal of 30 rows and 90 columns, and an environment in which nothing else is said. */
struct fixture {
    int master, terminal;
    struct caps_request request;
    struct caps caps;
};

static int open_terminal(void **state)
{
    static const char *const names[] = { "NO_COLOR", "COLUMNS",  "LINES", "COLORTERM",
                                         "LC_ALL",   "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    setenv("TERM", "xterm-256color", 1);
    struct fixture *f = calloc(1, sizeof *f);
    f->master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_int_equal(grantpt(f->master) | unlockpt(f->master), 0);
    f->terminal = open(ptsname(f->master), O_RDWR | O_NOCTTY);
    struct winsize size = { .ws_row = 30, .ws_col = 90 };
    assert_int_equal(ioctl(f->terminal, TIOCSWINSZ, &size), 0);
    *state = f;
    return 0;
}

static int close_terminal(void **state)
{
    struct fixture *f = *state;
    close(f->terminal);
    close(f->master);
    free(f);
    return 0;
}

static void detect(struct fixture *f)
{
    caps_detect(f->terminal, &f->request, &f->caps);
}

TEST(colour_terminal_has_its_size_and_its_colours)
{
    struct fixture *f = *state;
    detect(f);
    assert_true(f->caps.is_tty);
    assert_true(f->caps.is_utf8);
    assert_false(f->caps.is_dumb);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_256);
    assert_int_equal(f->caps.columns, 90);
    assert_int_equal(f->caps.rows, 30);
}

TEST(terminal_with_eight_colours_gets_the_classic_ones)
{
    struct fixture *f = *state;
    setenv("TERM", "linux", 1);
    detect(f);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_16);
}

TEST(terminal_without_colours_gets_none)
{
    struct fixture *f = *state;
    setenv("TERM", "vt100", 1);
    detect(f);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
    assert_false(f->caps.is_dumb);
}

TEST(no_color_is_honoured_when_it_says_anything)
{
    struct fixture *f = *state;
    setenv("NO_COLOR", "1", 1);
    detect(f);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
    setenv("NO_COLOR", "", 1);
    detect(f);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_256);
}

TEST(flags_switch_colours_off)
{
    struct fixture *f = *state;
    f->request.no_color = true;
    detect(f);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
    assert_false(f->caps.is_plain);
    f->request = (struct caps_request){ .plain = true };
    detect(f);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
    assert_true(f->caps.is_plain);
}

TEST(dumb_terminal_gets_no_escape_sequence)
{
    struct fixture *f = *state;
    setenv("TERM", "dumb", 1);
    detect(f);
    assert_true(f->caps.is_dumb);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
    unsetenv("TERM");
    detect(f);
    assert_true(f->caps.is_dumb);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
}

TEST(file_gets_no_colours_and_the_text_as_it_is)
{
    struct fixture *f = *state;
    setenv("LANG", "C", 1);
    int file = open("/dev/null", O_WRONLY);
    caps_detect(file, &f->request, &f->caps);
    close(file);
    assert_false(f->caps.is_tty);
    assert_true(f->caps.is_utf8);
    assert_int_equal(f->caps.depth, STYLE_DEPTH_NONE);
    assert_int_equal(f->caps.columns, 80);
}

TEST(locale_says_whether_the_screen_shows_utf8)
{
    struct fixture *f = *state;
    setenv("LANG", "C", 1);
    detect(f);
    assert_false(f->caps.is_utf8);
    setenv("LC_ALL", "xx_YY.utf8", 1);
    detect(f);
    assert_true(f->caps.is_utf8);
    f->request.ascii = true;
    detect(f);
    assert_false(f->caps.is_utf8);
}

TEST(columns_of_the_environment_win_and_are_kept_within_bounds)
{
    struct fixture *f = *state;
    setenv("COLUMNS", "60", 1);
    detect(f);
    assert_int_equal(f->caps.columns, 60);
    setenv("COLUMNS", "5", 1);
    detect(f);
    assert_int_equal(f->caps.columns, CAPS_COLUMNS_MIN);
    setenv("COLUMNS", "1000", 1);
    detect(f);
    assert_int_equal(f->caps.columns, CAPS_COLUMNS_MAX);
    setenv("COLUMNS", "wide", 1);
    detect(f);
    assert_int_equal(f->caps.columns, 90);
}

TEST(size_is_read_again_after_a_resize)
{
    struct fixture *f = *state;
    detect(f);
    struct winsize size = { .ws_row = 40, .ws_col = 120 };
    assert_int_equal(ioctl(f->terminal, TIOCSWINSZ, &size), 0);
    caps_update_size(f->terminal, &f->caps);
    assert_int_equal(f->caps.columns, 120);
    assert_int_equal(f->caps.rows, 40);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_terminal, close_terminal)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(colour_terminal_has_its_size_and_its_colours),
        CASE(terminal_with_eight_colours_gets_the_classic_ones),
        CASE(terminal_without_colours_gets_none),
        CASE(no_color_is_honoured_when_it_says_anything),
        CASE(flags_switch_colours_off),
        CASE(dumb_terminal_gets_no_escape_sequence),
        CASE(file_gets_no_colours_and_the_text_as_it_is),
        CASE(locale_says_whether_the_screen_shows_utf8),
        CASE(columns_of_the_environment_win_and_are_kept_within_bounds),
        CASE(size_is_read_again_after_a_resize),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
