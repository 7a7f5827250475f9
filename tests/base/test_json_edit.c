#include "check.h"

#include "base/json_edit.h"
#include "scratch.h"

/* The file after the insertion. Owned. */
static char *insert(const char *text, const char *path, size_t index, const char *item,
                    struct diag *diag)
{
    struct scratch dir = scratch_make();
    struct buf edited = { 0 };
    struct diag unreadable = { 0 };
    char *file = scratch_file(&dir, "x.json", text);
    int err = json_edit_insert(file, path, index, item, diag);
    assert_int_equal(err, diag_is_set(diag) ? -1 : 0);
    assert_int_equal(file_read(file, &edited, &unreadable), 0);
    free(file);
    scratch_remove(&dir);
    return buf_take(&edited);
}

static void expect(const char *text, const char *path, size_t index, const char *item,
                   const char *edited)
{
    struct diag diag = { 0 };
    char *found = insert(text, path, index, item, &diag);
    assert_false(diag_is_set(&diag));
    assert_string_equal(found, edited);
    free(found);
}

TEST(the_layout_of_the_rest_stays)
{
    expect("{\n  \"list\" : [\n    1,\n    2\n  ]\n}\n", "list", 1, "9",
           "{\n  \"list\" : [\n    1,\n    9,\n    2\n  ]\n}\n");
    expect("{\n  \"list\" : [\n    1,\n    2\n  ]\n}\n", "list", 2, "9",
           "{\n  \"list\" : [\n    1,\n    2,\n    9\n  ]\n}\n");
    expect("{\n  \"list\" : [\n    1,\n    2\n  ]\n}\n", "list", 0, "9",
           "{\n  \"list\" : [\n    9,\n    1,\n    2\n  ]\n}\n");
}

TEST(an_empty_list_gets_its_first_element)
{
    expect("{\"list\": []}", "list", 5, "{ \"id\": \"a\" }", "{\"list\": [{ \"id\": \"a\" }]}");
    expect("{\n  \"list\": []\n}\n", "list", 0, "{\n  \"b\": 1\n}",
           "{\n  \"list\": [\n    {\n      \"b\": 1\n    }\n  ]\n}\n");
}

TEST(an_item_of_several_lines_is_indented)
{
    expect("[\n  {\n    \"a\": \"]}\"\n  }\n]\n", "", 1, "{\n  \"b\": 1\n}",
           "[\n  {\n    \"a\": \"]}\"\n  },\n  {\n    \"b\": 1\n  }\n]\n");
}

TEST(a_list_inside_of_lists_is_found)
{
    expect("{\"a\": [{\"b\": [1]}, {\"b\": [2, 3]}]}", "a[1].b", 9, "4",
           "{\"a\": [{\"b\": [1]}, {\"b\": [2, 3,\n4]}]}");
}

TEST(without_the_list_the_file_stays_as_it_is)
{
    struct diag diag = { 0 };
    char *found = insert("{\"a\": 1}", "list", 0, "1", &diag);
    assert_string_equal(diag.message, "there is no list \"list\" here to add to");
    assert_string_equal(found, "{\"a\": 1}");
    free(found);
    diag_finish(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_layout_of_the_rest_stays),
        cmocka_unit_test(an_empty_list_gets_its_first_element),
        cmocka_unit_test(an_item_of_several_lines_is_indented),
        cmocka_unit_test(a_list_inside_of_lists_is_found),
        cmocka_unit_test(without_the_list_the_file_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
