#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

TEST(an_empty_buffer_reads_as_an_empty_text)
{
    struct buf buf = { 0 };
    assert_string_equal(buf_str(&buf), "");
    buf_finish(&buf);
}

TEST(pieces_are_appended_in_order)
{
    struct buf buf = { 0 };
    buf_adds(&buf, "tick ");
    buf_addc(&buf, '[');
    buf_addf(&buf, "%d of %s", 3, "ten");
    buf_add(&buf, "]...", 1);
    assert_string_equal(buf_str(&buf), "tick [3 of ten]");
    assert_int_equal(buf.len, 15);
    buf_finish(&buf);
}

TEST(a_long_formatted_text_is_not_cut)
{
    struct buf buf = { 0 };
    for (int i = 0; i < 10000; i++)
        buf_addf(&buf, "%04d", i);
    assert_int_equal(buf.len, 40000);
    assert_string_equal(buf_str(&buf) + 39996, "9999");
    buf_finish(&buf);
}

TEST(nul_bytes_are_kept)
{
    struct buf buf = { 0 };
    buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.len, 3);
    assert_memory_equal(buf.data, "a\0b", 4);
    buf_finish(&buf);
}

TEST(truncating_shortens_and_never_lengthens)
{
    struct buf buf = { 0 };
    buf_truncate(&buf, 4);
    buf_adds(&buf, "abcdef");
    buf_truncate(&buf, 10);
    assert_int_equal(buf.len, 6);
    buf_truncate(&buf, 2);
    assert_string_equal(buf_str(&buf), "ab");
    buf_finish(&buf);
}

TEST(taking_the_text_leaves_an_empty_buffer)
{
    struct buf buf = { 0 };
    buf_adds(&buf, "mine");
    char *text = buf_take(&buf);
    assert_string_equal(text, "mine");
    assert_null(buf.data);
    free(text);
    text = buf_take(&buf);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_reads_as_an_empty_text),
        cmocka_unit_test(pieces_are_appended_in_order),
        cmocka_unit_test(a_long_formatted_text_is_not_cut),
        cmocka_unit_test(nul_bytes_are_kept),
        cmocka_unit_test(truncating_shortens_and_never_lengthens),
        cmocka_unit_test(taking_the_text_leaves_an_empty_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
