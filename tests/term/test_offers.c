#include "check.h"

#include <locale.h>

#include "term/offers.h"

static void expect_rows(const struct offers *offers, int columns, const char *rows)
{
    struct lines lines = { 0 };
    struct buf joined = { 0 };
    offers_render(offers, columns, &lines);
    for (size_t i = 0; i < lines.count; i++)
        buf_addf(&joined, "%s\n", buf_str(&lines.items[i].text));
    assert_string_equal(buf_str(&joined), rows);
    buf_finish(&joined);
    lines_finish(&lines);
}

TEST(only_words_with_the_prefix_are_kept_and_once)
{
    struct offers offers = { .prefix = "le" };
    offers_add(&offers, "lesson");
    offers_add(&offers, "list");
    offers_add(&offers, "lesson");
    assert_int_equal(offers.count, 1);
    assert_string_equal(offers.words[0], "lesson");
    offers_finish(&offers);
}

TEST(common_part_is_what_all_words_begin_with)
{
    struct offers offers = { .prefix = "" };
    assert_int_equal(offers_common_len(&offers), 0);
    offers_add(&offers, "queues/queue");
    assert_int_equal(offers_common_len(&offers), 12);
    offers_add(&offers, "queues/priority-queue");
    assert_int_equal(offers_common_len(&offers), 7);
    offers_add(&offers, "quit");
    assert_int_equal(offers_common_len(&offers), 2);
    offers_finish(&offers);
}

TEST(common_part_never_ends_inside_a_character)
{
    struct offers offers = { .prefix = "" };
    offers_add(&offers, "a\u00e9");
    offers_add(&offers, "a\u00e8");
    assert_int_equal(offers_common_len(&offers), 1);
    offers_finish(&offers);
}

TEST(words_are_listed_in_columns_read_downwards)
{
    struct offers offers = { .prefix = "" };
    offers_add(&offers, "one");
    offers_add(&offers, "three");
    offers_add(&offers, "日本");
    offers_add(&offers, "four");
    offers_add(&offers, "five");
    expect_rows(&offers, 19, "one    日本   five\nthree  four\n");
    expect_rows(&offers, 12, "one    four\nthree  five\n日本\n");
    expect_rows(&offers, 3, "one\nthree\n日本\nfour\nfive\n");
    offers_finish(&offers);
}

static int use_utf8(void **state)
{
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_words_with_the_prefix_are_kept_and_once),
        cmocka_unit_test(common_part_is_what_all_words_begin_with),
        cmocka_unit_test(common_part_never_ends_inside_a_character),
        cmocka_unit_test(words_are_listed_in_columns_read_downwards),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
