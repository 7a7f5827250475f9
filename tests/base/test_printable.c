#include "check.h"

#include <string.h>

#include "base/printable.h"

static void expect(const char *text, const char *shown)
{
    struct buf out = { 0 };
    printable_add(&out, text, strlen(text));
    assert_string_equal(buf_str(&out), shown);
    buf_finish(&out);
}

TEST(ordinary_text_stays_as_it_is)
{
    expect("plain\ttext\n", "plain\ttext\n");
    expect("\xC3\xA9 \xE2\x86\x92 \xF0\x9F\x98\x80", "\xC3\xA9 \xE2\x86\x92 \xF0\x9F\x98\x80");
}

TEST(control_characters_become_question_marks)
{
    expect("\033[31m\a\r\x7F", "?[31m???");
    expect("\xC2\x9B"
           "31m",
           "?31m");
}

TEST(malformed_utf8_becomes_question_marks)
{
    expect("\x80", "?");
    expect("a\xC3", "a?");
    expect("\xC0\x9B", "??");
    expect("\xED\xA0\x80", "???");
    expect("\xF4\x90\x80\x80", "????");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_text_stays_as_it_is),
        cmocka_unit_test(control_characters_become_question_marks),
        cmocka_unit_test(malformed_utf8_becomes_question_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
