#include "check.h"

#include "scratch.h"
#include "term/recall.h"

struct fixture {
    struct scratch dir;
    char *path; /* of a file in a directory that is not there yet */
};

static int open_fixture(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->dir = scratch_make();
    f->path = path_join(f->dir.path, "state/history");
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    scratch_remove(&f->dir);
    free(f->path);
    free(f);
    return 0;
}

static void collect(const char *line, void *arg)
{
    buf_addf(arg, "%s|", line);
}

static void expect_recalled(struct fixture *f, const char *lines)
{
    struct buf recalled = { 0 };
    recall_load(f->path, collect, &recalled);
    assert_string_equal(buf_str(&recalled), lines);
    buf_finish(&recalled);
}

static size_t lines_in(const char *path)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    assert_int_equal(file_read(path, &text, &diag), 0);
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.data[i] == '\n';
    buf_finish(&text);
    return count;
}

TEST(lines_come_back_in_their_order)
{
    struct fixture *f = *state;
    recall_append(f->path, "list");
    recall_append(f->path, "lesson 1");
    expect_recalled(f, "list|lesson 1|");
}

TEST(missing_file_is_no_history)
{
    struct fixture *f = *state;
    expect_recalled(f, "");
}

TEST(directory_in_its_place_is_no_history)
{
    struct fixture *f = *state;
    free(scratch_file(&f->dir, "state/history/x", "y\n"));
    recall_append(f->path, "list");
    expect_recalled(f, "");
}

TEST(line_that_a_kill_cut_short_is_taken_as_it_is)
{
    struct fixture *f = *state;
    free(scratch_file(&f->dir, "state/history", "list\n\nless"));
    expect_recalled(f, "list|less|");
}

static void append_many(struct fixture *f, int count)
{
    struct buf text = { 0 };
    for (int i = 0; i < count; i++)
        buf_addf(&text, "%d\n", i);
    free(scratch_file(&f->dir, "state/history", buf_str(&text)));
    buf_finish(&text);
}

static void keep_last(const char *line, void *arg)
{
    buf_truncate(arg, 0);
    buf_adds(arg, line);
}

TEST(only_the_newest_lines_are_recalled)
{
    struct fixture *f = *state;
    struct buf last = { 0 };
    append_many(f, RECALL_LINES + 5);
    recall_load(f->path, keep_last, &last);
    assert_string_equal(buf_str(&last), "1004");
    assert_int_equal(lines_in(f->path), RECALL_LINES + 5);
    buf_finish(&last);
}

TEST(file_that_grew_long_is_shortened)
{
    struct fixture *f = *state;
    struct buf last = { 0 };
    append_many(f, 2 * RECALL_LINES);
    recall_load(f->path, keep_last, &last);
    assert_string_equal(buf_str(&last), "1999");
    assert_int_equal(lines_in(f->path), RECALL_LINES);
    buf_finish(&last);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_come_back_in_their_order),
        CASE(missing_file_is_no_history),
        CASE(directory_in_its_place_is_no_history),
        CASE(line_that_a_kill_cut_short_is_taken_as_it_is),
        CASE(only_the_newest_lines_are_recalled),
        CASE(file_that_grew_long_is_shortened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
