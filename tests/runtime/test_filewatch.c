/* Watching files, as editors leave them. */
#include "loopback.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

static char dir[32];

/* The path of a file in the case's directory; good until the next call but one. */
static const char *in_dir(const char *name)
{
    static char paths[2][64];
    static int turn;
    turn = !turn;
    snprintf(paths[turn], sizeof(paths[turn]), "%s/%s", dir, name);
    return paths[turn];
}

static int make_dir(void **state)
{
    strcpy(dir, "/tmp/async-watch-XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    unlink(in_dir("file"));
    unlink(in_dir("other"));
    rmdir(in_dir("sub"));
    rmdir(dir);
    return 0;
}

static void write_file(const char *name)
{
    int fd = open(in_dir(name), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ssize_t n = write(fd, "x", 1);
    (void)n;
    close(fd);
}

static struct async_file_watch *watch;

static int wait_and_say(void *arg)
{
    int err = async_file_watch_wait(watch);
    say("%s", async_strerror(err));
    return 0;
}

/* Says what a wait of at most 1 ms of the virtual clock returns. */
static int look(const char *what)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 1);
    if (!err)
        err = async_timeout_exit(&scope, async_file_watch_wait(watch));
    say("%s: %s", what, async_strerror(err));
    return 0;
}

static int look_at_file(void *arg)
{
    int err = async_file_watch_create(in_dir("file"), &watch);
    if (err)
        return err;
    look("nothing");
    write_file("file");
    look("made");
    look("nothing more");
    write_file("other");
    look("another file");
    int open_fd = open(in_dir("file"), O_WRONLY | O_CLOEXEC);
    ssize_t n = write(open_fd, "x", 1);
    look(n == 1 ? "half written" : "?");
    close(open_fd);
    look("written");
    rename(in_dir("other"), in_dir("file"));
    look("replaced");
    write_file("file");
    look("written under its new self");
    unlink(in_dir("file"));
    look("removed");
    async_file_watch_destroy(watch);
    return 0;
}

TEST(a_file_is_watched_by_its_name_whatever_editors_do)
{
    run_virtual(look_at_file);
    assert_string_equal(said, "nothing: timed out\n"
                              "made: no error\n"
                              "nothing more: timed out\n"
                              "another file: timed out\n"
                              "half written: timed out\n"
                              "written: no error\n"
                              "replaced: no error\n"
                              "written under its new self: no error\n"
                              "removed: no error\n");
}

static int look_at_dir(void *arg)
{
    int err = async_file_watch_create(dir, &watch);
    if (err)
        return err;
    write_file("file");
    write_file("other");
    look("two files");
    look("nothing more");
    mkdir(in_dir("sub"), 0700);
    look("a directory");
    async_file_watch_destroy(watch);
    return 0;
}

TEST(a_directory_tells_of_everything_in_it)
{
    run_virtual(look_at_dir);
    assert_string_equal(said, "two files: no error\n"
                              "nothing more: timed out\n"
                              "a directory: no error\n");
}

static int wait_while_it_happens(void *arg)
{
    int err = async_file_watch_create(in_dir("file"), &watch);
    if (err)
        return err;
    struct async_task *task = async_create_task(async_coro(wait_and_say, NULL));
    err = async_sleep(10);
    write_file("other");
    if (!err)
        err = async_sleep(10);
    say("it still waits");
    write_file("file");
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    async_file_watch_destroy(watch);
    return err;
}

TEST(a_task_that_waits_is_woken_by_its_file_only)
{
    run_virtual(wait_while_it_happens);
    assert_string_equal(said, "it still waits\n"
                              "no error\n");
}

static int lose_it(void *arg)
{
    mkdir(in_dir("sub"), 0700);
    int err = async_file_watch_create(in_dir("sub/file"), &watch);
    if (err)
        return err;
    rmdir(in_dir("sub"));
    look("its directory is removed");
    look("again");
    async_file_watch_destroy(watch);
    say("%s", async_strerror(async_file_watch_create(in_dir("sub/file"), &watch)));
    return 0;
}

TEST(a_directory_that_goes_away_ends_the_watch)
{
    run_virtual(lose_it);
    assert_string_equal(said, "its directory is removed: No such file or directory\n"
                              "again: No such file or directory\n"
                              "No such file or directory\n");
}

static int destroy_under_a_task(void *arg)
{
    int err = async_file_watch_create(in_dir("file"), &watch);
    if (err)
        return err;
    struct async_task *task = async_create_task(async_coro(wait_and_say, NULL));
    err = async_sleep(0);
    async_file_watch_destroy(watch);
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

TEST(destroying_wakes_who_waits)
{
    run_virtual(destroy_under_a_task);
    assert_string_equal(said, "Bad file descriptor\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_watched_by_its_name_whatever_editors_do,
                                        make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_directory_tells_of_everything_in_it, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(a_task_that_waits_is_woken_by_its_file_only, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(a_directory_that_goes_away_ends_the_watch, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(destroying_wakes_who_waits, make_dir, remove_dir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
