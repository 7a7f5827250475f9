#include "check.h"

#include <string.h>

#include "judge/report.h"

static struct judgement_check checks[] = { { "compiles", true, "it compiles" },
                                           { "concurrent", false, "it took 300 ms" } };

static struct judgement slow(void)
{
    return (struct judgement){
        .exercise = "fetch-urls",
        .file = "a \"b\".c",
        .verdict = VERDICT_SLOW,
        .seed = 7,
        .source = 0x0123456789abcdef,
        .checks = checks,
        .check_count = 2,
        .runs = 3,
        .schedule = "3 URLs",
        .place = { .tick = 2, .t_us = 100000, .at = "a.c:7" },
        .message = "300 ms < all & more",
        .timeline = "",
        .said = "",
        .sandbox = "rlimits",
    };
}

static void expect(struct buf *text, const char *wanted)
{
    assert_string_equal(buf_str(text), wanted);
    buf_finish(text);
}

TEST(json_has_the_fields_of_the_contract_in_their_order)
{
    struct judgement judgement = slow();
    struct buf text = { 0 };
    report_add_json(&judgement, &text);
    expect(&text,
           "{\"file\":\"a \\\"b\\\".c\",\"exercise\":\"fetch-urls\",\"verdict\":\"slow\","
           "\"passed\":false,\"seed\":7,\"checks\":[{\"id\":\"compiles\",\"ok\":true,"
           "\"message\":\"it compiles\"},{\"id\":\"concurrent\",\"ok\":false,\"message\":"
           "\"it took 300 ms\"}],\"tick\":2,\"vtime_ms\":100,\"explain\":"
           "\"300 ms < all & more.\\nFirst seen in tick 2, at 100 ms, in a.c:7.\\n"
           "Schedule: 3 URLs. Seed: 7.\\n\",\"line\":\"a.c:7\",\"schedule\":\"3 URLs\","
           "\"message\":\"300 ms < all & more\",\"schedules\":3,\"sandbox\":\"rlimits\","
           "\"source\":\"0123456789abcdef\"}\n");
}

TEST(json_can_be_read_again)
{
    struct judgement judgement = slow(), again;
    struct buf text = { 0 }, same = { 0 };
    struct json_doc doc;
    struct diag diag = { 0 };
    report_add_json(&judgement, &text);
    assert_int_equal(json_open_text(&doc, "kept", text.data, text.len, &diag), 0);
    assert_int_equal(report_read_json(json_root(&doc), &again), 0);
    report_add_json(&again, &same);
    assert_string_equal(buf_str(&same), buf_str(&text));
    judgement_finish(&again);
    json_close(&doc);
    buf_finish(&text);
    buf_finish(&same);
}

TEST(csv_doubles_quotes)
{
    struct judgement judgement = slow();
    struct buf text = { 0 };
    report_add_csv(NULL, &text);
    report_add_csv(&judgement, &text);
    expect(&text, "file,exercise,verdict,passed,seed,message\r\n"
                  "\"a \"\"b\"\".c\",fetch-urls,slow,false,7,\"300 ms < all & more\"\r\n");
}

TEST(junit_escapes_and_counts_our_own_errors_apart)
{
    struct judgement judgements[] = { slow(), slow(), slow() };
    struct buf text = { 0 };
    judgements[1].verdict = VERDICT_PASS;
    judgements[2].verdict = VERDICT_INTERNAL_ERROR;
    report_add_junit(judgements, 3, &text);
    assert_non_null(strstr(buf_str(&text), "tests=\"3\" failures=\"1\" errors=\"1\""));
    assert_non_null(strstr(buf_str(&text), "message=\"300 ms &lt; all &amp; more\""));
    assert_non_null(strstr(buf_str(&text), "name=\"a &quot;b&quot;.c\"/>"));
    assert_non_null(strstr(buf_str(&text), "<error type=\"internal-error\""));
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_the_fields_of_the_contract_in_their_order),
        cmocka_unit_test(json_can_be_read_again),
        cmocka_unit_test(csv_doubles_quotes),
        cmocka_unit_test(junit_escapes_and_counts_our_own_errors_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
