#include "check.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "trace/export/export.h"
#include "trace/traced.h"

#define HEAD                                                                                   \
    "{\"ev\":\"trace\",\"tick\":0,\"t\":0,\"version\":1,\"program\":\"p\",\"clock\":\"real\"}" \
    "\n"

static char *exported(const struct recording *recording, enum export_format format)
{
    const struct export_request request = { .recording = recording, .title = "a </title>" };
    struct buf text = { 0 };
    export_add(&request, format, &text);
    return buf_take(&text);
}

/* A task whose names and output are as bad as can be: markup, control bytes, broken UTF-8. */
static void record_hostile(struct recording *recording)
{
    traced_lines(recording, HEAD
                 "{\"ev\":\"task\",\"task\":1,\"name\":\"</script><b>\\u0001\",\"number\":"
                 "1}\n"
                 "{\"ev\":\"tick\",\"tick\":1,\"ready\":[{\"task\":1}]}\n"
                 "{\"ev\":\"run\",\"tick\":1,\"task\":1}\n"
                 "{\"ev\":\"output\",\"task\":1,\"text\":\"</script>\\u001b[31m\xff]]>\"}\n"
                 "{\"ev\":\"wait\",\"tick\":1,\"task\":1,\"on\":\"lock\",\"obj\":2,"
                 "\"name\":\"<!--&'\\\"\",\"at\":\"no\\\"where.c:3\"}\n"
                 "{\"ev\":\"poll\",\"tick\":1,\"t\":100,\"waited\":100}\n");
}

/* ---- Texts ---- */

static void expect_json(const char *text, const char *expected)
{
    struct buf out = { 0 };
    export_json(&out, text);
    assert_string_equal(buf_str(&out), expected);
    buf_finish(&out);
}

static void expect_xml(const char *text, const char *expected)
{
    struct buf out = { 0 };
    export_xml(&out, text);
    assert_string_equal(buf_str(&out), expected);
    buf_finish(&out);
}

TEST(json_string_is_harmless_in_a_script)
{
    expect_json("a \"b\" \\ é", "\"a \\\"b\\\" \\\\ é\"");
    expect_json("</script><!--", "\"\\u003c/script>\\u003c!--\"");
    expect_json("\x1b[31m\n\x7f", "\"\\u001b[31m\\n\\u007f\"");
    expect_json("\xff \xc3", "\"\\ufffd \\ufffd\"");
}

TEST(xml_text_has_no_markup_and_no_control_characters)
{
    expect_xml("<a href=\"b\">&'", "&lt;a href=&quot;b&quot;&gt;&amp;'");
    expect_xml("\x1b[31m\x01 \xff \xef\xbf\xbf é", "?[31m? ? ? é");
}

TEST(format_is_told_by_the_extension)
{
    enum export_format format;
    struct diag diag = { 0 };
    assert_true(export_find_format("a.b/run.svg", &format, &diag));
    assert_int_equal(format, EXPORT_SVG);
    assert_true(export_find_format("run.json", &format, &diag));
    assert_int_equal(format, EXPORT_CHROME);
    assert_false(diag_is_set(&diag));
    assert_false(export_find_format("run.jsonl", &format, &diag));
    assert_string_equal(diag.message,
                        "cannot tell from \"run.jsonl\" what to export: its name must end in "
                        ".json, .html, .svg or .cast");
    assert_false(export_find_format("svg", &format, &diag));
    diag_finish(&diag);
}

/* ---- Chrome ---- */

static const char *string_in(const cJSON *event, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(event, key));
    return text ? text : "";
}

static size_t events_of_phase(const cJSON *tree, const char *phase)
{
    size_t count = 0;
    const cJSON *event;
    cJSON_ArrayForEach(event, cJSON_GetObjectItem(tree, "traceEvents"))
    {
        if (strcmp(string_in(event, "ph"), phase) == 0)
            count++;
    }
    return count;
}

static cJSON *chrome_of(const struct recording *recording)
{
    char *text = exported(recording, EXPORT_CHROME);
    cJSON *tree = cJSON_Parse(text);
    assert_non_null(tree);
    free(text);
    return tree;
}

static int nap(void *arg)
{
    return async_sleep(10);
}

static int two_naps(void *arg)
{
    struct async_coro *naps[] = { async_coro(nap, NULL), async_coro(nap, NULL) };
    return async_gather(naps, 2, NULL);
}

TEST(perfetto_gets_a_track_a_task_with_slices_arrows_and_a_counter)
{
    struct recording recording;
    traced_run(&recording, two_naps, NULL);
    cJSON *tree = chrome_of(&recording);
    assert_int_equal(events_of_phase(tree, "M"), 1 + 2 * 4);
    assert_true(events_of_phase(tree, "X") > 10);
    assert_true(events_of_phase(tree, "s") >= 5); /* two were made, three were woken */
    assert_int_equal(events_of_phase(tree, "s"), events_of_phase(tree, "f"));
    assert_true(events_of_phase(tree, "C") > 5);
    cJSON_Delete(tree);
    recording_finish(&recording);
}

TEST(every_event_has_the_category_that_chromium_looks_for)
{
    struct recording recording;
    traced_run(&recording, two_naps, NULL);
    cJSON *tree = chrome_of(&recording);
    const cJSON *event;
    cJSON_ArrayForEach(event, cJSON_GetObjectItem(tree, "traceEvents"))
    {
        bool is_process = strcmp(string_in(event, "name"), "process_name") == 0;
        assert_true(is_process || *string_in(event, "cat"));
    }
    cJSON_Delete(tree);
    recording_finish(&recording);
}

#define WAITS_FOR_LOCK                                                                         \
    HEAD "{\"ev\":\"task\",\"task\":1,\"name\":\"f\"}\n"                                       \
         "{\"ev\":\"task\",\"task\":2,\"name\":\"g\",\"number\":2}\n"                          \
         "{\"ev\":\"wait\",\"task\":1,\"on\":\"lock\",\"obj\":9,\"name\":\"db\",\"holder\":2}" \
         "\n"                                                                                  \
         "{\"ev\":\"end\",\"t\":9}\n"

TEST(slice_of_a_wait_says_who_held_it_at_first_beside_its_name)
{
    struct recording recording;
    traced_lines(&recording, WAITS_FOR_LOCK);
    cJSON *tree = chrome_of(&recording);
    char *text = cJSON_PrintUnformatted(tree);
    assert_non_null(strstr(text, "\"lock 'db'\""));
    assert_non_null(strstr(text, "\"held at first by\":\"g#2\""));
    free(text);
    cJSON_Delete(tree);
    recording_finish(&recording);
}

TEST(hostile_texts_are_texts_in_perfetto)
{
    struct recording recording;
    record_hostile(&recording);
    cJSON *tree = chrome_of(&recording);
    char *text = cJSON_PrintUnformatted(tree);
    assert_non_null(strstr(text, "lock '<!--&'\\\"'"));
    free(text);
    cJSON_Delete(tree);
    recording_finish(&recording);
}

/* ---- The picture ---- */

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

TEST(picture_has_a_lane_a_task_and_says_what_each_waits_for)
{
    struct recording recording;
    traced_run(&recording, two_naps, NULL);
    char *svg = exported(&recording, EXPORT_SVG);
    assert_int_equal(count_of(svg, "class=\"lane\""), 3);
    assert_int_equal(count_of(svg, ">sleep until 10 ms<"), 2);
    assert_int_equal(count_of(svg, ">gather()<"), 1);
    assert_int_equal(count_of(svg, ">✓<"), 3);
    assert_int_equal(count_of(svg, ">10 ms<"), 1);
    free(svg);
    recording_finish(&recording);
}

TEST(picture_of_a_lock_does_not_say_who_held_it_when_the_wait_began)
{
    struct recording recording;
    traced_lines(&recording, WAITS_FOR_LOCK);
    char *svg = exported(&recording, EXPORT_SVG);
    assert_int_equal(count_of(svg, ">lock 'db'<"), 1);
    free(svg);
    recording_finish(&recording);
}

TEST(wide_names_have_the_room_they_need_in_the_picture)
{
    struct recording recording;
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    traced_lines(&recording,
                 HEAD "{\"ev\":\"task\",\"task\":1,\"name\":\"任务任务\",\"number\":1}\n");
    char *svg = exported(&recording, EXPORT_SVG);
    assert_non_null(strstr(svg, "<path class=\"life\" d=\"M112.0 ")); /* 32 + 8 * 10 */
    free(svg);
    recording_finish(&recording);
}

/* Each run is a hundredth of a unit wide. */
TEST(runs_are_seen_in_a_crowd_of_waits)
{
    struct buf lines = { 0 };
    struct recording recording;
    buf_adds(&lines, HEAD "{\"ev\":\"task\",\"task\":1,\"name\":\"f\"}\n");
    for (int i = 1; i <= 30000; i++)
        buf_addf(&lines,
                 "{\"ev\":\"run\",\"t\":%d,\"task\":1}\n"
                 "{\"ev\":\"wait\",\"t\":%d,\"task\":1,\"on\":\"sleep\"}\n",
                 i, i);
    traced_lines(&recording, buf_str(&lines));
    char *svg = exported(&recording, EXPORT_SVG);
    size_t runs = count_of(svg, "class=\"run\"");
    assert_true(runs > 100 && runs < 300);
    free(svg);
    buf_finish(&lines);
    recording_finish(&recording);
}

TEST(hostile_texts_are_texts_in_the_picture)
{
    struct recording recording;
    record_hostile(&recording);
    char *svg = exported(&recording, EXPORT_SVG);
    assert_null(strstr(svg, "<b>"));
    assert_null(strstr(svg, "<!--"));
    assert_null(strchr(svg, 1));
    assert_non_null(strstr(svg, "&lt;/script&gt;&lt;b&gt;?#1"));
    free(svg);
    recording_finish(&recording);
}

TEST(picture_of_many_tasks_stays_small_and_says_what_it_leaves_out)
{
    struct buf lines = { 0 };
    struct recording recording;
    buf_adds(&lines, HEAD);
    for (int i = 1; i <= 5000; i++)
        buf_addf(&lines, "{\"ev\":\"task\",\"t\":%d,\"task\":%d,\"name\":\"f\"}\n", i, i);
    traced_lines(&recording, buf_str(&lines));
    char *svg = exported(&recording, EXPORT_SVG);
    assert_true(strlen(svg) < 50 * 1000);
    assert_non_null(strstr(svg, "and 4960 more tasks"));
    free(svg);
    buf_finish(&lines);
    recording_finish(&recording);
}

/* ---- asciicast ---- */

TEST(cast_is_the_log_line_by_line)
{
    struct recording recording;
    record_hostile(&recording);
    char *cast = exported(&recording, EXPORT_CAST), *rest = cast;
    double last = -1;
    cJSON *head = cJSON_Parse(strsep(&rest, "\n"));
    assert_true(cJSON_GetNumberValue(cJSON_GetObjectItem(head, "version")) == 2);
    cJSON_Delete(head);
    for (const char *line; *(line = strsep(&rest, "\n"));) {
        cJSON *event = cJSON_Parse(line);
        assert_int_equal(cJSON_GetArraySize(event), 3);
        assert_true(cJSON_GetNumberValue(cJSON_GetArrayItem(event, 0)) > last);
        last = cJSON_GetNumberValue(cJSON_GetArrayItem(event, 0));
        cJSON_Delete(event);
    }
    free(cast);
    recording_finish(&recording);
}

TEST(cast_has_no_escape_sequences_but_ours)
{
    struct recording recording;
    record_hostile(&recording);
    char *cast = exported(&recording, EXPORT_CAST);
    assert_non_null(strstr(cast, "prints: \\u003c/script>^[[31m"));
    assert_null(strstr(cast, "\\u001b[31m"));
    free(cast);
    recording_finish(&recording);
}

TEST(nothing_but_a_beginning_can_be_exported)
{
    struct recording recording;
    traced_lines(&recording, HEAD);
    for (int format = EXPORT_CHROME; format <= EXPORT_CAST; format++) {
        char *text = exported(&recording, (enum export_format)format);
        assert_true(strlen(text) > 50);
        free(text);
    }
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_string_is_harmless_in_a_script),
        cmocka_unit_test(xml_text_has_no_markup_and_no_control_characters),
        cmocka_unit_test(format_is_told_by_the_extension),
        cmocka_unit_test(perfetto_gets_a_track_a_task_with_slices_arrows_and_a_counter),
        cmocka_unit_test(every_event_has_the_category_that_chromium_looks_for),
        cmocka_unit_test(slice_of_a_wait_says_who_held_it_at_first_beside_its_name),
        cmocka_unit_test(hostile_texts_are_texts_in_perfetto),
        cmocka_unit_test(picture_has_a_lane_a_task_and_says_what_each_waits_for),
        cmocka_unit_test(picture_of_a_lock_does_not_say_who_held_it_when_the_wait_began),
        cmocka_unit_test(wide_names_have_the_room_they_need_in_the_picture),
        cmocka_unit_test(runs_are_seen_in_a_crowd_of_waits),
        cmocka_unit_test(hostile_texts_are_texts_in_the_picture),
        cmocka_unit_test(picture_of_many_tasks_stays_small_and_says_what_it_leaves_out),
        cmocka_unit_test(cast_is_the_log_line_by_line),
        cmocka_unit_test(cast_has_no_escape_sequences_but_ours),
        cmocka_unit_test(nothing_but_a_beginning_can_be_exported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
