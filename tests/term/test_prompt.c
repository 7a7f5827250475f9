#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "term/prompt.h"

/* Without a terminal: stdin is a pipe. The line editor is tested in a real terminal,
 * tests/screen/test_prompt.sh. */
struct fixture {
    int saved_stdin, input; /* `input`: what we write is read as stdin */
    struct caps caps;
    struct prompt *prompt;
    struct buf heard; /* what prompt_read() gave, in order */
};

static int open_fixture(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    f->saved_stdin = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    f->input = ends[1];
    f->prompt = prompt_create(&(struct prompt_options){ .caps = &f->caps });
    *state = f;
    return 0;
}

static void close_input(struct fixture *f)
{
    if (f->input >= 0)
        close(f->input);
    f->input = -1;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    close_input(f);
    dup2(f->saved_stdin, STDIN_FILENO);
    close(f->saved_stdin);
    prompt_destroy(f->prompt);
    buf_finish(&f->heard);
    free(f);
    return 0;
}

static void type(struct fixture *f, const char *text)
{
    assert_int_equal(write(f->input, text, strlen(text)), strlen(text));
}

static int listen_to_the_end(void *arg)
{
    struct fixture *f = arg;
    char *line = NULL;
    int err;
    while ((err = prompt_read(f->prompt, PROMPT_ANSWER, "? ", &line)) == 0) {
        buf_addf(&f->heard, "<%s>", line);
        free(line);
    }
    buf_addf(&f->heard, "%d", err);
    return err < 0 ? err : 0;
}

TEST(lines_are_read_up_to_the_end)
{
    struct fixture *f = *state;
    type(f, "one\n\ntwo \377\nlast");
    close_input(f);
    assert_int_equal(async_run(async_coro(listen_to_the_end, f), NULL), 0);
    assert_string_equal(buf_str(&f->heard), "<one><><two \377><last>2");
}

static int answer_late(void *arg)
{
    struct fixture *f = arg;
    struct async_task *listener = async_create_task(async_coro(listen_to_the_end, f));
    int err = async_sleep(0);
    buf_adds(&f->heard, "others run;");
    type(f, "half ");
    err = err ? err : async_sleep(1);
    type(f, "line\n");
    close_input(f);
    err = err ? err : async_task_await(listener, NULL, ASYNC_HERE);
    async_task_release(listener);
    return err;
}

TEST(other_tasks_run_while_it_waits)
{
    struct fixture *f = *state;
    assert_int_equal(async_run(async_coro(answer_late, f), NULL), 0);
    assert_string_equal(buf_str(&f->heard), "others run;<half line>2");
}

static int cancel_listener(void *arg)
{
    struct fixture *f = arg;
    struct async_task *listener = async_create_task(async_coro(listen_to_the_end, f));
    int err = async_sleep(0);
    async_task_cancel(listener, NULL);
    int outcome = async_task_await(listener, NULL, ASYNC_HERE);
    async_task_release(listener);
    return err ? err : outcome == ASYNC_ECANCELED ? 0 : ASYNC_EUSER;
}

TEST(cancelled_reader_gives_up_its_line)
{
    struct fixture *f = *state;
    type(f, "unfinished");
    assert_int_equal(async_run(async_coro(cancel_listener, f), NULL), 0);
    char expected[16];
    snprintf(expected, sizeof expected, "%d", ASYNC_ECANCELED);
    assert_string_equal(buf_str(&f->heard), expected);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_are_read_up_to_the_end),
        CASE(other_tasks_run_while_it_waits),
        CASE(cancelled_reader_gives_up_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
