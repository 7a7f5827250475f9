#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/tempdir.h"
#include "scratch.h"

static struct scratch place; /* TMPDIR of each case */

static int begin(void **state)
{
    place = scratch_make();
    *state = getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL;
    return setenv("TMPDIR", place.path, 1);
}

static int end(void **state)
{
    int err = *state ? setenv("TMPDIR", *state, 1) : unsetenv("TMPDIR");
    free(*state);
    scratch_remove(&place);
    return err;
}

#define CASE(sentence) cmocka_unit_test_setup_teardown(sentence, begin, end)

static struct tempdir make(const char *name)
{
    struct diag diag = { 0 };
    struct tempdir dir;
    assert_int_equal(tempdir_make(name, &dir, &diag), 0);
    return dir;
}

/* As if nobody had touched it for long. */
static void make_old(const char *path)
{
    const struct timespec times[2] = { { 0 }, { 0 } };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

TEST(it_lies_where_tmpdir_says_and_goes_with_what_is_in_it)
{
    struct tempdir dir = make("here");
    char *path = strdup(dir.path), *file = path_join(path, "file");
    struct diag diag = { 0 };
    assert_memory_equal(path, place.path, strlen(place.path));
    assert_non_null(strstr(path, "/asynclearn-here-"));
    assert_int_equal(file_write(file, "x", 1, &diag), 0);
    tempdir_remove(&dir);
    assert_false(file_exists(path));
    free(file);
    free(path);
}

TEST(a_missing_place_is_named)
{
    struct diag diag = { 0 };
    struct tempdir dir;
    char *gone = path_join(place.path, "gone");
    setenv("TMPDIR", gone, 1);
    assert_int_equal(tempdir_make("here", &dir, &diag), -1);
    assert_memory_equal(diag.file, gone, strlen(gone));
    assert_non_null(strstr(diag.message, "No such file or directory"));
    diag_finish(&diag);
    free(gone);
}

/* Makes one in a process that is killed then. */
static char *make_and_die(const char *name)
{
    char path[256] = "";
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (!child) {
        struct tempdir dir = make(name);
        if (write(ends[1], dir.path, strlen(dir.path)) > 0)
            raise(SIGKILL);
        _exit(1);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_true(read(ends[0], path, sizeof(path) - 1) > 0);
    close(ends[0]);
    close(ends[1]);
    return strdup(path);
}

TEST(what_a_killed_process_has_left_goes_with_the_next)
{
    char *left = make_and_die("here"), *other = make_and_die("there");
    make_old(left);
    make_old(other);
    struct tempdir dir = make("here");
    assert_false(file_exists(left));
    assert_true(file_exists(other)); /* another name's: not its business */
    tempdir_remove(&dir);
    free(left);
    free(other);
}

TEST(where_somebody_lives_or_was_just_now_it_stays)
{
    char *left = make_and_die("here");
    struct tempdir alive = make("here");
    make_old(alive.path);
    struct tempdir dir = make("here");
    assert_true(file_exists(left));
    assert_true(file_exists(alive.path));
    tempdir_remove(&dir);
    tempdir_remove(&alive);
    free(left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(it_lies_where_tmpdir_says_and_goes_with_what_is_in_it),
        CASE(a_missing_place_is_named),
        CASE(what_a_killed_process_has_left_goes_with_the_next),
        CASE(where_somebody_lives_or_was_just_now_it_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
