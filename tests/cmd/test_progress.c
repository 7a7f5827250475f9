#include "check.h"

#include <cjson/cJSON.h>

#include "cmd/ran.h"
#include "progress/store.h"
#include "progress/utc.h"

static void answer(const char *id, enum attempt_kind kind, double score, int64_t at)
{
    struct diag diag = { 0 };
    struct store *store = store_open(NULL, &diag);
    struct attempt attempt = {
        .id = id,
        .kind = kind,
        .verdict = score > 0 ? "right" : "wrong",
        .score = score,
        .seconds = 90,
        .at = at,
    };
    assert_int_equal(store_add_attempt(store, &attempt, &diag), 0);
    assert_int_equal(store_set_position(store, id, &diag), 0);
    assert_false(diag_is_set(&diag));
    store_close(store);
}

static void expect(const char *line, int status, const char *in_out, const char *in_err)
{
    struct ran ran = ran_command(NULL, line);
    if (ran.status != status || !strstr(ran.out, in_out) || !strstr(ran.err, in_err))
        fail_msg("%s: status %d\n%s%s", line, ran.status, ran.out, ran.err);
    ran_finish(&ran);
}

static void expect_file(const char *format, const char *file, int status, const char *in_out,
                        const char *in_err)
{
    struct buf line = { 0 };
    buf_addf(&line, format, file);
    expect(buf_str(&line), status, in_out, in_err);
    buf_finish(&line);
}

static cJSON *progress_json(void)
{
    struct ran ran = ran_command(NULL, "progress --json");
    assert_int_equal(ran.status, STATUS_OK);
    assert_ptr_equal(strchr(ran.out, '\n'), ran.out + strlen(ran.out) - 1); /* one line */
    cJSON *document = cJSON_Parse(ran.out);
    assert_non_null(document);
    ran_finish(&ran);
    return document;
}

static int count_attempts(void)
{
    cJSON *document = progress_json();
    int count = cJSON_GetArraySize(cJSON_GetObjectItem(document, "attempts"));
    cJSON_Delete(document);
    return count;
}

TEST(a_new_learner_is_told_how_to_begin)
{
    expect("progress", STATUS_OK, "Nothing done yet. To begin: asynclearn\n", "");
}

TEST(scripts_find_the_contracts_fields)
{
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, 0);
    cJSON *document = progress_json();
    cJSON *attempt = cJSON_GetArrayItem(cJSON_GetObjectItem(document, "attempts"), 0);
    static const char *const texts[] = { "id", "kind", "verdict", "at" };
    for (size_t i = 0; i < 4; i++)
        assert_true(cJSON_IsString(cJSON_GetObjectItem(attempt, texts[i])));
    assert_true(cJSON_IsNumber(cJSON_GetObjectItem(attempt, "score")));
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(document, "position")),
                        "basic-asyncio/await");
    assert_true(cJSON_IsNumber(cJSON_GetObjectItem(document, "due")));
    assert_int_equal(cJSON_GetObjectItem(document, "seconds")->valueint, 90);
    assert_true(cJSON_IsArray(cJSON_GetObjectItem(document, "topics")));
    cJSON_Delete(document);
}

TEST(people_read_words_and_bars)
{
    int64_t now = utc_now(); /* both on one day */
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, now);
    answer("basic-asyncio/run", ATTEMPT_CHECK, 0, now);
    expect("progress", STATUS_OK, "You are at basic-asyncio/run", "");
    expect("progress", STATUS_OK, "2, of which 1 right", "");
    expect("progress", STATUS_OK, "3 min on 1 day\n", "");
    expect("progress", STATUS_OK, "██████████ 2", "");
    expect("progress", STATUS_OK, "check basic-asyncio/run: wrong\n", "");
}

TEST(plain_output_has_no_bars)
{
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, 0);
    struct ran ran = ran_command(NULL, "progress --plain");
    assert_int_equal(ran.status, STATUS_OK);
    assert_null(strstr(ran.out, "█"));
    assert_null(strstr(ran.out, "░"));
    assert_non_null(strstr(ran.out, ": 1\n"));
    ran_finish(&ran);
}

TEST(progress_is_carried_to_another_machine_once)
{
    struct scratch *home = *state;
    char *file = path_join(home->path, "carried.json");
    char *elsewhere = path_join(home->path, "elsewhere");
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, 0);
    expect_file("progress export %s", file, STATUS_OK, "Exported to ", "");
    setenv("ASYNCLEARN_HOME", elsewhere, 1);
    expect_file("progress import %s", file, STATUS_OK, "Imported 1 new entries; 0 were", "");
    expect_file("progress import %s", file, STATUS_OK, "Imported 0 new entries; 1 were", "");
    assert_int_equal(count_attempts(), 1);
    free(file);
    free(elsewhere);
}

TEST(a_file_that_is_no_export_is_refused_with_its_place)
{
    struct scratch *home = *state;
    char *file = scratch_file(home, "lesson.json", "{\n  \"format\": \"x\"\n}");
    expect_file("progress import %s", file, STATUS_USAGE, "", "lesson.json:2:13: ");
    expect("progress import /no/such/file", STATUS_USAGE, "", "/no/such/file: cannot open");
    free(file);
}

TEST(a_reset_says_how_to_undo_it)
{
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, 0);
    answer("retry", ATTEMPT_EXERCISE, 0, 0);
    struct ran ran = ran_command(NULL, "progress reset basic-asyncio");
    assert_int_equal(ran.status, STATUS_OK);
    assert_int_equal(count_attempts(), 1);
    char *undo = strstr(ran.out, "asynclearn progress import ");
    assert_non_null(undo);
    undo[strcspn(undo, "\n")] = '\0';
    expect(undo + strlen("asynclearn "), STATUS_OK, "Imported 1 new entries", "");
    assert_int_equal(count_attempts(), 2);
    ran_finish(&ran);
}

TEST(a_reset_of_everything_begins_again)
{
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, 0);
    expect("progress reset", STATUS_OK, "Forgotten: everything (1 entries)", "");
    expect("progress reset", STATUS_OK, "Nothing is stored.", "");
    expect("progress", STATUS_OK, "Nothing done yet", "");
}

TEST(an_item_that_is_not_in_the_course_is_not_reset)
{
    expect("progress reset no-such-thing", STATUS_USAGE, "", "there is no \"no-such-thing\"");
}

TEST(wrong_usage_is_explained)
{
    expect("progress frob", STATUS_USAGE, "", "\"frob\" is none of export, import and reset");
    expect("progress import", STATUS_USAGE, "", "which file? progress import FILE");
    expect("progress reset x --json", STATUS_USAGE, "", "--json does not go with \"reset\"");
}

TEST(an_export_that_cannot_be_written_is_the_environments_fault)
{
    expect("progress export /no/such/dir/file", STATUS_LACKING, "", "cannot write this file");
}

TEST(without_a_home_reading_works_and_changing_does_not)
{
    struct scratch *home = *state;
    char *in_the_way = scratch_file(home, "a-file", "");
    setenv("ASYNCLEARN_HOME", in_the_way, 1);
    expect("progress", STATUS_OK, "Nothing done yet", "nothing is saved this time");
    expect("progress reset", STATUS_LACKING, "", "nothing is saved this time");
    free(in_the_way);
}

TEST(a_broken_course_does_not_hide_the_answers)
{
    answer("basic-asyncio/await", ATTEMPT_CHECK, 1, 0);
    struct ran ran = ran_command("/no/such/course", "progress");
    assert_int_equal(ran.status, STATUS_OK);
    assert_non_null(strstr(ran.out, "1, of which 1 right"));
    assert_null(strstr(ran.out, "remembered today"));
    assert_non_null(strstr(ran.err, "/no/such/course"));
    ran_finish(&ran);
}

static const char *topic_text(const cJSON *topic, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItem(topic, key));
}

static double topic_number(const cJSON *topic, const char *key)
{
    return cJSON_GetNumberValue(cJSON_GetObjectItem(topic, key));
}

TEST(each_topic_knows_what_is_done_and_remembered)
{
    answer("first/one", ATTEMPT_STEP, 1, 0);
    answer("first/one", ATTEMPT_CHECK, 1, 0);
    answer("interview/1", ATTEMPT_INTERVIEW, 2, 0);
    struct ran ran = ran_command("tests/course/good", "progress --json");
    assert_int_equal(ran.status, STATUS_OK);
    cJSON *document = cJSON_Parse(ran.out);
    const cJSON *topics = cJSON_GetObjectItem(document, "topics");
    assert_int_equal(cJSON_GetArraySize(topics), 3);

    const cJSON *lesson = cJSON_GetArrayItem(topics, 0);
    assert_string_equal(topic_text(lesson, "id"), "first");
    assert_int_equal(topic_number(lesson, "items"), 2);
    assert_int_equal(topic_number(lesson, "done"), 1);
    assert_int_equal(topic_number(lesson, "mastery") * 100, 50); /* of two questions */

    const cJSON *interview = cJSON_GetArrayItem(topics, 1);
    assert_int_equal(topic_number(interview, "done"), 1);
    assert_int_equal(topic_number(interview, "mastery") * 100, 0); /* answered wrong */

    const cJSON *exercises = cJSON_GetArrayItem(topics, 2);
    assert_int_equal(topic_number(exercises, "items"), 1);
    assert_int_equal(topic_number(exercises, "done"), 0);
    cJSON_Delete(document);
    ran_finish(&ran);
}

TEST(the_position_and_the_topics_have_titles)
{
    answer("first/one", ATTEMPT_STEP, 1, 0);
    answer("first/one", ATTEMPT_CHECK, 1, 0);
    struct ran ran = ran_command("tests/course/good", "progress");
    assert_non_null(strstr(ran.out, "You are at first/one  Step One\n"));
    assert_non_null(strstr(ran.out, "   1/2  █████░░░░░  50%  First Lesson\n"));
    ran_finish(&ran);
}

TEST(a_misspelt_item_gets_the_nearest_one)
{
    struct ran ran = ran_command("tests/course/good", "progress reset first/oen");
    assert_int_equal(ran.status, STATUS_USAGE);
    assert_non_null(strstr(ran.err, "there is no \"first/oen\": did you mean \"first/one\"?"));
    ran_finish(&ran);
    ran = ran_command("tests/course/good", "progress reset echo");
    assert_int_equal(ran.status, STATUS_OK);
    assert_string_equal(ran.out, "Nothing is stored about echo.\n");
    ran_finish(&ran);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, ran_setup, ran_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_new_learner_is_told_how_to_begin),
        CASE(scripts_find_the_contracts_fields),
        CASE(people_read_words_and_bars),
        CASE(plain_output_has_no_bars),
        CASE(progress_is_carried_to_another_machine_once),
        CASE(a_file_that_is_no_export_is_refused_with_its_place),
        CASE(a_reset_says_how_to_undo_it),
        CASE(a_reset_of_everything_begins_again),
        CASE(an_item_that_is_not_in_the_course_is_not_reset),
        CASE(wrong_usage_is_explained),
        CASE(an_export_that_cannot_be_written_is_the_environments_fault),
        CASE(without_a_home_reading_works_and_changing_does_not),
        CASE(a_broken_course_does_not_hide_the_answers),
        CASE(each_topic_knows_what_is_done_and_remembered),
        CASE(the_position_and_the_topics_have_titles),
        CASE(a_misspelt_item_gets_the_nearest_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
