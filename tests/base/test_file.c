#include "check.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "scratch.h"

TEST(what_was_written_is_read_back)
{
    struct scratch dir = scratch_make();
    char *path = path_join(dir.path, "note");
    struct diag diag = { 0 };
    struct buf text = { 0 };
    assert_int_equal(file_write(path, "first", 5, &diag), 0);
    assert_int_equal(file_write(path, "a\0b", 3, &diag), 0);
    assert_int_equal(file_read(path, &text, &diag), 0);
    assert_int_equal(text.len, 3);
    assert_memory_equal(text.data, "a\0b", 3);
    buf_finish(&text);
    free(path);
    scratch_remove(&dir);
}

TEST(reading_appends)
{
    struct scratch dir = scratch_make();
    char *path = scratch_file(&dir, "note", "tail");
    struct diag diag = { 0 };
    struct buf text = { 0 };
    buf_adds(&text, "head ");
    assert_int_equal(file_read(path, &text, &diag), 0);
    assert_string_equal(buf_str(&text), "head tail");
    buf_finish(&text);
    free(path);
    scratch_remove(&dir);
}

static void expect_unreadable(const char *path, const char *why)
{
    struct diag diag = { 0 };
    struct buf text = { 0 };
    assert_int_equal(file_read(path, &text, &diag), -1);
    assert_string_equal(diag.file, path);
    assert_non_null(strstr(diag.message, why));
    assert_int_equal(text.len, 0);
    buf_finish(&text);
    diag_finish(&diag);
}

TEST(a_missing_file_and_a_directory_are_told_apart)
{
    struct scratch dir = scratch_make();
    char *missing = path_join(dir.path, "missing");
    expect_unreadable(missing, "No such file");
    expect_unreadable(dir.path, "Is a directory");
    free(missing);
    scratch_remove(&dir);
}

TEST(a_failed_write_keeps_the_old_text_and_leaves_nothing_behind)
{
    struct scratch dir = scratch_make();
    char *blocked =
        path_join(dir.path, "blocked"); /* a directory cannot be replaced by a file */
    struct diag diag = { 0 };
    assert_int_equal(file_make_dirs(blocked, &diag), 0);
    assert_int_equal(file_write(blocked, "x", 1, &diag), -1);
    assert_string_equal(diag.file, blocked);
    diag_finish(&diag);

    DIR *listing = opendir(dir.path);
    int entries = 0;
    while (readdir(listing))
        entries++;
    closedir(listing);
    assert_int_equal(entries, 3); /* ., .. and blocked */
    free(blocked);
    scratch_remove(&dir);
}

TEST(directories_are_made_as_deep_as_needed)
{
    struct scratch dir = scratch_make();
    char *deep = path_join(dir.path, "a/b//c/");
    struct diag diag = { 0 };
    assert_int_equal(file_make_dirs(deep, &diag), 0);
    assert_int_equal(file_make_dirs(deep, &diag), 0);
    assert_true(file_exists(deep));
    free(deep);
    scratch_remove(&dir);
}

TEST(a_file_in_the_way_of_a_directory_is_named)
{
    struct scratch dir = scratch_make();
    char *file = scratch_file(&dir, "file", "");
    char *below = path_join(file, "sub");
    struct diag diag = { 0 };
    assert_int_equal(file_make_dirs(below, &diag), -1);
    assert_string_equal(diag.file, file);
    diag_finish(&diag);
    free(below);
    free(file);
    scratch_remove(&dir);
}

TEST(folder_of_a_file_is_what_stands_before_its_name)
{
    static const char *const pairs[][2] = {
        { "a/b/c.c", "a/b" }, { "/a/c.c", "/a" }, { "c.c", "." }, { "/c.c", "/" }
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        char *folder = path_folder(pairs[i][0]);
        assert_string_equal(folder, pairs[i][1]);
        free(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(reading_appends),
        cmocka_unit_test(a_missing_file_and_a_directory_are_told_apart),
        cmocka_unit_test(a_failed_write_keeps_the_old_text_and_leaves_nothing_behind),
        cmocka_unit_test(directories_are_made_as_deep_as_needed),
        cmocka_unit_test(a_file_in_the_way_of_a_directory_is_named),
        cmocka_unit_test(folder_of_a_file_is_what_stands_before_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
