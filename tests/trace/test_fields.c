#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "trace/fields.h"

struct parsed {
    struct fields_pool pool;
    struct fields fields;
    struct fields_fault fault;
};

static int setup(void **state)
{
    static struct parsed parsed;
    memset(&parsed, 0, sizeof(parsed));
    fields_pool_init(&parsed.pool);
    *state = &parsed;
    return 0;
}

static int teardown(void **state)
{
    struct parsed *parsed = *state;
    fields_pool_finish(&parsed->pool);
    return 0;
}

static int parse(struct parsed *parsed, const char *line)
{
    return fields_parse(&parsed->fields, &parsed->pool, line, strlen(line), &parsed->fault);
}

static const char *name_of(const struct parsed *parsed, enum trace_word field)
{
    return strings_get(&parsed->pool.strings, (uint32_t)fields_get(&parsed->fields, field));
}

static const char *text_of(const struct parsed *parsed, enum trace_word field)
{
    return parsed->pool.texts.data + fields_get(&parsed->fields, field);
}

TEST(words_of_the_vocabulary_are_their_own_numbers)
{
    struct parsed *parsed = *state;
    assert_int_equal(parse(parsed, "{\"ev\":\"tick-end\"}"), 0);
    assert_int_equal(fields_get(&parsed->fields, WORD_EV), WORD_TICK_END);
    assert_string_equal(strings_get(&parsed->pool.strings, WORD_AS_COMPLETED), "as_completed");
    assert_string_equal(strings_get(&parsed->pool.strings, WORD_COUNT - 1), "more");
}

TEST(milliseconds_keep_their_microseconds)
{
    struct parsed *parsed = *state;
    assert_int_equal(parse(parsed, "{\"t\":12.034,\"until\":-5,\"when\":0.5}"), 0);
    assert_int_equal(fields_get(&parsed->fields, WORD_T), 12034);
    assert_int_equal(fields_get(&parsed->fields, WORD_UNTIL), -5000);
    assert_int_equal(fields_get(&parsed->fields, WORD_WHEN), 500);
}

TEST(absent_and_null_fields_are_not_there)
{
    struct parsed *parsed = *state;
    assert_int_equal(parse(parsed, "{\"ev\":\"run\",\"until\":null}"), 0);
    assert_false(fields_has(&parsed->fields, WORD_UNTIL));
    assert_false(fields_has(&parsed->fields, WORD_TASK));
    assert_int_equal(fields_get(&parsed->fields, WORD_TASK), 0);
}

TEST(unknown_fields_are_skipped_whatever_they_hold)
{
    struct parsed *parsed = *state;
    assert_int_equal(parse(parsed, "{ \"new\" : {\"a\":[1,{\"b\":\"]}\"}]}, \"x\":true,"
                                   "\"pid\":-1.5e9 , \"task\" : 7 }"),
                     0);
    assert_int_equal(fields_get(&parsed->fields, WORD_TASK), 7);
}

TEST(escapes_become_characters)
{
    struct parsed *parsed = *state;
    assert_int_equal(parse(parsed,
                           "{\"text\":\"a\\n\\\"\\\\\\u00e4\\ud83d\\ude00\\ud83d.\\u0000\","
                           "\"name\":\"a\\tb\"}"),
                     0);
    assert_string_equal(text_of(parsed, WORD_TEXT),
                        "a\n\"\\\xc3\xa4\xf0\x9f\x98\x80\xef\xbf\xbd.\xef\xbf\xbd");
    assert_string_equal(name_of(parsed, WORD_NAME), "a\tb");
}

TEST(ready_queue_lists_tasks_and_callbacks_in_order)
{
    struct parsed *parsed = *state;
    assert_int_equal(parse(parsed, "{\"ready\":[{\"task\":4},{\"call\":true},{\"task\":2}]}"),
                     0);
    assert_int_equal(parsed->fields.ready_count, 3);
    const uint32_t *ready = parsed->pool.ready + fields_get(&parsed->fields, WORD_READY);
    assert_int_equal(ready[0], 4);
    assert_int_equal(ready[1], 0);
    assert_int_equal(ready[2], 2);
    assert_false(parsed->fields.has_more_ready);
    assert_int_equal(parse(parsed, "{\"ready\":[{\"task\":4},{\"more\":true}]}"), 0);
    assert_int_equal(parsed->fields.ready_count, 1);
    assert_true(parsed->fields.has_more_ready);
    assert_int_equal(parse(parsed, "{\"ready\":[]}"), 0);
    assert_int_equal(parsed->fields.ready_count, 0);
}

TEST(faults_say_where_they_are)
{
    static const struct {
        const char *line;
        size_t offset;
        const char *message;
    } cases[] = {
        { "hello", 0, "a record begins with a brace" },
        { "{\"ev\"}", 5, "a colon is expected here" },
        { "{\"ev\":12}", 6, "a string is expected here" },
        { "{\"task\":\"x\"}", 8, "a number is expected here" },
        { "{\"task\":-1}", 8, "a number between 0 and 2147483647 is expected here" },
        { "{\"task\":3000000000}", 8, "a number between 0 and 2147483647 is expected here" },
        { "{\"t\":99999999999999999999}", 20, "the number is too large" },
        { "{\"text\":\"a", 10, "the line ends inside a string" },
        { "{\"text\":\"\\q\"}", 11, "this escape is unknown" },
        { "{\"text\":\"\\u12g4\"}", 13, "\\u needs four hexadecimal digits" },
        { "{\"text\":\"a\tb\"}", 10, "a string must not hold a control character" },
        { "{\"ready\":7}", 9, "a list is expected here" },
        { "{\"ready\":[{\"task\":1}", 20, "a bracket is expected here" },
        { "{\"new\":[1,2", 11, "the line ends inside a value" },
        { "{\"task\":1 \"by\":2}", 10, "a comma or a brace is expected here" },
        { "{\"task\":1} x", 11, "nothing may follow a record" },
    };
    struct parsed *parsed = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(parse(parsed, cases[i].line), -1);
        assert_string_equal(parsed->fault.message, cases[i].message);
        assert_int_equal(parsed->fault.offset, cases[i].offset);
    }
}

TEST(any_cut_of_a_record_is_a_fault_and_never_a_crash)
{
    struct parsed *parsed = *state;
    const char *line = "{\"ev\":\"tick\",\"t\":1.25,\"ready\":[{\"task\":4},{\"call\":true}],"
                       "\"text\":\"\\u00e4\\n\",\"x\":[{}],\"task\":1}";
    for (size_t len = 0; len < strlen(line); len++) {
        char *cut = strndup(line, len); /* its own memory: a sanitizer sees a step too far */
        assert_int_equal(parse(parsed, cut), -1);
        free(cut);
    }
    assert_int_equal(parse(parsed, line), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_of_the_vocabulary_are_their_own_numbers, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(milliseconds_keep_their_microseconds, setup, teardown),
        cmocka_unit_test_setup_teardown(absent_and_null_fields_are_not_there, setup, teardown),
        cmocka_unit_test_setup_teardown(unknown_fields_are_skipped_whatever_they_hold, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(escapes_become_characters, setup, teardown),
        cmocka_unit_test_setup_teardown(ready_queue_lists_tasks_and_callbacks_in_order, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(faults_say_where_they_are, setup, teardown),
        cmocka_unit_test_setup_teardown(any_cut_of_a_record_is_a_fault_and_never_a_crash, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
