#include "check.h"

#include <string.h>

#include "base/json.h"

/* Reads a lesson-like document the way loaders do; the fault, if any, stays in `diag`. */
static void read_lesson(const char *text, struct diag *diag)
{
    struct json_doc doc;
    if (json_open_text(&doc, "l.json", text, strlen(text), diag))
        return;
    static const char *const kinds[] = { "choice", "fill", NULL };
    struct arena arena = { 0 };
    struct json root = json_root(&doc);
    json_keys(root, "title minutes? steps?");
    json_string(root, "title", &arena);
    json_int_or(root, "minutes", 1, 90, 5);
    struct json steps = json_has(root, "steps") ? json_get(root, "steps") : (struct json){ 0 };
    for (struct json step = json_first(steps); step.value; step = json_next(step)) {
        json_keys(step, "kind check?");
        json_choice(step, "kind", kinds);
        if (json_has(step, "check"))
            json_string(json_get(step, "check"), "answer", &arena);
    }
    json_close(&doc);
    arena_finish(&arena);
}

static void expect_fault(const char *text, const char *expected)
{
    struct diag diag = { 0 };
    struct buf out = { 0 };
    read_lesson(text, &diag);
    diag_format(&diag, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_finish(&out);
    diag_finish(&diag);
}

TEST(a_good_document_has_no_fault)
{
    struct diag diag = { 0 };
    read_lesson("{\"title\":\"A\",\"minutes\":9,\"steps\":[{\"kind\":\"fill\"}]}\n", &diag);
    assert_false(diag_is_set(&diag));
}

TEST(members_are_read_with_their_types)
{
    const char *text = "{\"s\":\"a\\\"b\",\"i\":-3,\"x\":0.5,\"b\":true,\"list\":[1,2,3]}";
    struct diag diag = { 0 };
    struct json_doc doc;
    struct arena arena = { 0 };
    assert_int_equal(json_open_text(&doc, "t", text, strlen(text), &diag), 0);
    struct json root = json_root(&doc);
    assert_string_equal(json_string(root, "s", &arena), "a\"b");
    assert_string_equal(json_string_or(root, "none", &arena, "default"), "default");
    assert_int_equal(json_int(root, "i", -5, 5), -3);
    assert_int_equal(json_int_or(root, "none", 0, 5, 4), 4);
    assert_true(json_number_or(root, "x", 0) > 0.49);
    assert_true(json_bool_or(root, "b", false));
    assert_int_equal(json_count(root, "list"), 3);
    assert_int_equal(json_count(root, "none"), 0);
    assert_int_equal(json_as_int(json_item(root, "list", 2), 0, 9), 3);
    assert_null(json_item(root, "list", 3).value);
    assert_false(json_failed(&doc));
    json_close(&doc);
    arena_finish(&arena);
}

TEST(a_fault_deep_inside_has_its_place_and_path)
{
    expect_fault("{\n"
                 "  \"title\": \"a \\\"quoted\\\": {[ title\",\n"
                 "  \"steps\": [\n"
                 "    {\"kind\": \"choice\", \"check\": {\"answer\": \"x\"}},\n"
                 "    {\"kind\": \"choice\", \"check\": {\"answer\": 12}}\n"
                 "  ]\n"
                 "}\n",
                 "l.json:5:44: this must be a text, not a number (at steps[1].check.answer)\n"
                 "        {\"kind\": \"choice\", \"check\": {\"answer\": 12}}\n"
                 "                                               ^\n");
}

TEST(an_unknown_key_names_the_nearest_known_one)
{
    expect_fault("{\"title\": \"A\",\n \"minuts\": 3}",
                 "l.json:2:2: unknown key \"minuts\": did you mean \"minutes\"? (at minuts)\n"
                 "     \"minuts\": 3}\n"
                 "     ^\n");
}

TEST(a_duplicate_key_is_a_fault)
{
    expect_fault("{\"title\": \"A\", \"title\": \"B\"}",
                 "l.json:1:16: \"title\" stands here a second time: keep one (at title)\n"
                 "    {\"title\": \"A\", \"title\": \"B\"}\n"
                 "                   ^\n");
}

TEST(a_missing_key_is_reported_at_its_object)
{
    expect_fault("{\"title\":\"A\",\"steps\":[{\"check\":{}}]}",
                 "l.json:1:23: \"kind\" is missing here (at steps[0])\n"
                 "    {\"title\":\"A\",\"steps\":[{\"check\":{}}]}\n"
                 "                          ^\n");
}

TEST(a_word_that_is_no_choice_names_the_choices)
{
    expect_fault("{\"title\":\"A\",\"steps\":[{\"kind\":\"chioce\"}]}",
                 "l.json:1:31: \"chioce\" is none of \"choice\", \"fill\" (at steps[0].kind)\n"
                 "    {\"title\":\"A\",\"steps\":[{\"kind\":\"chioce\"}]}\n"
                 "                                  ^\n");
}

TEST(a_number_out_of_range_names_the_range)
{
    expect_fault("{\"title\":\"A\",\"minutes\":1.5}",
                 "l.json:1:24: this must be a whole number from 1 to 90 (at minutes)\n"
                 "    {\"title\":\"A\",\"minutes\":1.5}\n"
                 "                           ^\n");
}

TEST(a_list_where_an_object_belongs_is_a_fault)
{
    expect_fault("[1]", "l.json:1:1: this must be an object, not a list\n    [1]\n    ^\n");
}

static void expect_broken(const char *text, int line, int col)
{
    struct diag diag = { 0 };
    read_lesson(text, &diag);
    assert_true(diag_is_set(&diag));
    assert_non_null(strstr(diag.message, "broken JSON"));
    assert_int_equal(diag.line, line);
    assert_int_equal(diag.col, col);
    diag_finish(&diag);
}

TEST(broken_json_is_reported_where_it_breaks)
{
    expect_broken("", 1, 1);
    expect_broken("{", 1, 1);
    expect_broken("{\"title\":\n", 1, 10);
    expect_broken("{\n \"title\": \"A\"\n \"minutes\": 3}", 3, 2);
    expect_broken("{\"title\": tru}", 1, 11);
    expect_broken("{\"title\": \"A\"} extra", 1, 16);
}

TEST(a_missing_file_is_a_fault_of_that_file)
{
    struct diag diag = { 0 };
    struct json_doc doc;
    assert_int_equal(json_open(&doc, "/nonexistent/x.json", &diag), -1);
    assert_string_equal(diag.file, "/nonexistent/x.json");
    diag_finish(&diag);
}

TEST(readers_go_on_harmlessly_after_a_fault)
{
    struct diag diag = { 0 };
    struct json_doc doc;
    struct arena arena = { 0 };
    assert_int_equal(json_open_text(&doc, "t", "{}", 2, &diag), 0);
    struct json none = json_get(json_root(&doc), "none");
    assert_string_equal(json_string(json_get(none, "deeper"), "text", &arena), "");
    assert_int_equal(json_int(none, "number", 1, 2), 1);
    assert_int_equal(json_len(none), 0);
    assert_null(json_at(none, 0).value);
    json_keys(none, "a b");
    assert_string_equal(diag.message, "\"none\" is missing here");
    json_close(&doc);
    diag_finish(&diag);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_document_has_no_fault),
        cmocka_unit_test(members_are_read_with_their_types),
        cmocka_unit_test(a_fault_deep_inside_has_its_place_and_path),
        cmocka_unit_test(an_unknown_key_names_the_nearest_known_one),
        cmocka_unit_test(a_duplicate_key_is_a_fault),
        cmocka_unit_test(a_missing_key_is_reported_at_its_object),
        cmocka_unit_test(a_word_that_is_no_choice_names_the_choices),
        cmocka_unit_test(a_number_out_of_range_names_the_range),
        cmocka_unit_test(a_list_where_an_object_belongs_is_a_fault),
        cmocka_unit_test(broken_json_is_reported_where_it_breaks),
        cmocka_unit_test(a_missing_file_is_a_fault_of_that_file),
        cmocka_unit_test(readers_go_on_harmlessly_after_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
