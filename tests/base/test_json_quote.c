#include "check.h"

#include "base/json_quote.h"

static void expect(const char *text, size_t len_bytes, const char *quoted)
{
    struct buf out = { 0 };
    json_quote(&out, text, len_bytes);
    assert_string_equal(buf_str(&out), quoted);
    buf_finish(&out);
}

TEST(text_stays_as_it_is)
{
    expect("", 0, "\"\"");
    expect("h\xc3\xa9", 3, "\"h\xc3\xa9\"");
}

TEST(what_json_or_a_script_would_misread_is_escaped)
{
    expect("\"a\\b\"", 5, "\"\\\"a\\\\b\\\"\"");
    expect("</script>\n\033", 11, "\"\\u003c/script>\\n\\u001b\"");
}

TEST(what_is_no_text_is_replaced)
{
    expect("a\0b", 3, "\"a\\ufffdb\"");
    expect("\xff\xc3", 2, "\"\\ufffd\\ufffd\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stays_as_it_is),
        cmocka_unit_test(what_json_or_a_script_would_misread_is_escaped),
        cmocka_unit_test(what_is_no_text_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
