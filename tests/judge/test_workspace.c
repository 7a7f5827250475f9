#include "check.h"

#include "judge/workspace.h"
#include "scratch.h"

struct fixture {
    struct scratch home;
    struct arena arena;
    struct assignment assignment;
    struct workspace workspace;
    struct diag diag;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){ .home = scratch_make() };
    setenv("ASYNCLEARN_HOME", fixture.home.path, 1);
    *state = &fixture;
    if (assignment_load("quizzes/coding/fetch-urls", &fixture.arena, &fixture.assignment,
                        &fixture.diag))
        return -1;
    workspace_init(&fixture.workspace, &fixture.assignment);
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    workspace_finish(&f->workspace);
    arena_finish(&f->arena);
    scratch_remove(&f->home);
    return 0;
}

static char *text_of(const char *path)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (file_read(path, &text, &diag))
        fail_msg("%s: %s", path, diag.message);
    return buf_take(&text);
}

static void expect_text(const char *path, const char *wanted)
{
    char *text = text_of(path);
    assert_string_equal(text, wanted);
    free(text);
}

static bool start(struct fixture *f)
{
    bool is_new = false;
    assert_int_equal(workspace_start(&f->workspace, &f->assignment, &is_new, &f->diag), 0);
    return is_new;
}

TEST(start_copies_the_starter_and_what_is_given)
{
    struct fixture *f = *state;
    assert_true(start(f));
    char *starter = text_of(f->workspace.starter);
    expect_text(f->workspace.source, starter);
    assert_true(file_exists(f->workspace.header));
    assert_string_equal(strrchr(f->workspace.source, '/'), "/fetch_urls.c");
    free(starter);
}

TEST(what_the_learner_wrote_is_never_overwritten)
{
    struct fixture *f = *state;
    start(f);
    assert_int_equal(file_write(f->workspace.source, "mine", 4, &f->diag), 0);
    assert_false(start(f));
    expect_text(f->workspace.source, "mine");
}

TEST(reset_keeps_every_earlier_version)
{
    struct fixture *f = *state;
    char *first, *second;
    start(f);
    assert_int_equal(file_write(f->workspace.source, "one", 3, &f->diag), 0);
    assert_int_equal(workspace_reset(&f->workspace, &f->assignment, &first, &f->diag), 0);
    assert_int_equal(file_write(f->workspace.source, "two", 3, &f->diag), 0);
    assert_int_equal(workspace_reset(&f->workspace, &f->assignment, &second, &f->diag), 0);
    expect_text(first, "one");
    expect_text(second, "two");
    char *starter = text_of(f->workspace.starter);
    expect_text(f->workspace.source, starter);
    free(starter);
    free(first);
    free(second);
}

TEST(a_workspace_that_cannot_be_written_is_said)
{
    struct fixture *f = *state;
    bool is_new;
    char *in_the_way = scratch_file(&f->home, "workspace", "a file");
    assert_int_equal(workspace_start(&f->workspace, &f->assignment, &is_new, &f->diag), -1);
    assert_true(diag_is_set(&f->diag));
    diag_finish(&f->diag);
    free(in_the_way);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(start_copies_the_starter_and_what_is_given, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_the_learner_wrote_is_never_overwritten, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(reset_keeps_every_earlier_version, setup, teardown),
        cmocka_unit_test_setup_teardown(a_workspace_that_cannot_be_written_is_said, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
