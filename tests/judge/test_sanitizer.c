#include "check.h"

#include "judge/sanitizer.h"

static struct arena arena;

static struct sanitizer_finding find(const char *said)
{
    struct sanitizer_finding finding = { 0 };
    assert_true(sanitizer_find(said, "mine.c", &arena, &finding));
    return finding;
}

static int teardown(void **state)
{
    arena_finish(&arena);
    return 0;
}

TEST(a_report_is_told_by_its_kind_and_the_first_line_of_the_learners)
{
    struct sanitizer_finding finding =
        find("=================\n"
             "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x1 at pc 0x2\n"
             "    #0 0x1 in memcpy (/lib/x.so+0x1)\n"
             "    #1 0x2 in fetch_page /home/me/mine.c:21\n"
             "    #2 0x3 in fetch_urls /home/me/mine.c:40\n");
    assert_string_equal(finding.message,
                        "it uses memory that it has given back (heap-use-after-free)");
    assert_string_equal(finding.at, "mine.c:21");
    assert_false(finding.is_crash);
}

TEST(giving_memory_back_twice_is_told_in_words)
{
    struct sanitizer_finding finding =
        find("==7==ERROR: AddressSanitizer: attempting double-free on 0x1 in thread T0:\n");
    assert_string_equal(finding.message, "it gives memory back twice (double-free)");
    assert_false(finding.is_crash);
}

TEST(what_has_no_words_of_ours_is_told_by_its_name)
{
    assert_string_equal(find("==7==ERROR: AddressSanitizer: memcpy-param-overlap: x").message,
                        "memcpy-param-overlap");
}

TEST(a_bad_address_is_a_crash)
{
    assert_true(find("==7==ERROR: AddressSanitizer: SEGV on unknown address").is_crash);
    assert_true(
        find("mine.c:3:5: runtime error: load of null pointer of type 'int'\n").is_crash);
}

TEST(undefined_behaviour_is_told_in_the_compilers_words)
{
    struct sanitizer_finding finding =
        find("mine.c:12:9: runtime error: signed integer overflow: 1 + 2\nmore\n");
    assert_string_equal(finding.message, "signed integer overflow: 1 + 2");
    assert_string_equal(finding.at, "mine.c:12");
    assert_false(finding.is_crash);
}

TEST(other_output_is_no_report)
{
    struct sanitizer_finding finding;
    assert_false(sanitizer_find("hello\n", "mine.c", &arena, &finding));
    assert_false(sanitizer_find("", "mine.c", &arena, &finding));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_told_by_its_kind_and_the_first_line_of_the_learners),
        cmocka_unit_test(giving_memory_back_twice_is_told_in_words),
        cmocka_unit_test(what_has_no_words_of_ours_is_told_by_its_name),
        cmocka_unit_test(a_bad_address_is_a_crash),
        cmocka_unit_test(undefined_behaviour_is_told_in_the_compilers_words),
        cmocka_unit_test(other_output_is_no_report),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
