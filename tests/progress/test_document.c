/* Carrying progress between machines, and starting over. */
#include "check.h"

#include "base/json.h"
#include "progress/document.h"
#include "progress/reset.h"
#include "progress/review.h"
#include "progress_fixture.h"

static const int64_t NOW = 1750000000;

static char *export_text(struct store *store, const char *id)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (document_write(store, id, NOW, &text, &diag))
        fail_msg("not exported: %s", diag.message);
    return buf_take(&text);
}

static struct document_merged merge(struct store *store, const char *file)
{
    struct document_merged merged = { 0 };
    struct diag diag = { 0 };
    if (document_merge(store, file, NOW, &merged, &diag))
        fail_msg("not merged: %s", diag.message);
    return merged;
}

static void add_a_bit_of_everything(struct store *store)
{
    struct diag diag = { 0 };
    struct attempt answer = { .id = "interview/3",
                              .kind = ATTEMPT_INTERVIEW,
                              .verdict = "good",
                              .score = 7.5,
                              .self_marked = true,
                              .seconds = 95,
                              .at = NOW - 500,
                              .detail =
                                  "{\"answer\":\"gather \\\"waits\\\"\",\"points\":[1,2.5]}" };
    add(store, &answer);
    add_answer(store, "queues/queue", ATTEMPT_STEP, 1, NOW - 400);
    add_answer(store, "queues/queue", ATTEMPT_CHECK, 0, NOW - 400);
    add_answer(store, "queues/queue", ATTEMPT_CHECK, 1, NOW - 400);
    add_answer(store, "fetch-urls", ATTEMPT_EXERCISE, 0, NOW - 300);
    assert_int_equal(store_start_exercise(store, "fetch-urls", &diag), 0);
    assert_int_equal(store_take_hint(store, "fetch-urls", &diag), 0);
    assert_int_equal(store_take_hint(store, "retry", &diag), 0);
    assert_int_equal(store_set_position(store, "queues/queue", &diag), 0);
}

TEST(the_document_has_what_scripts_rely_on)
{
    struct fixture *f = *state;
    struct diag diag = { 0 };
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 0, NOW - 3600);
    assert_int_equal(store_set_position(f->store, "queues/queue", &diag), 0);
    cJSON *document = document_make(f->store, NULL, NOW, &diag);
    assert_non_null(document);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(document, "position")),
                        "queues/queue");
    assert_int_equal(cJSON_GetObjectItem(document, "due")->valueint, 1);
    cJSON *attempts = cJSON_GetObjectItem(document, "attempts");
    assert_int_equal(cJSON_GetArraySize(attempts), 1);
    cJSON *attempt = cJSON_GetArrayItem(attempts, 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(attempt, "id")),
                        "queues/queue");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(attempt, "kind")), "check");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(attempt, "verdict")), "wrong");
    assert_int_equal(cJSON_GetObjectItem(attempt, "score")->valueint, 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(attempt, "at")),
                        "2025-06-15T14:06:40Z");
    cJSON_Delete(document);
}

TEST(a_new_learner_has_an_empty_document)
{
    struct fixture *f = *state;
    struct diag diag = { 0 };
    cJSON *document = document_make(f->store, NULL, NOW, &diag);
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(document, "position")));
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(document, "attempts")), 0);
    assert_int_equal(cJSON_GetObjectItem(document, "due")->valueint, 0);
    cJSON_Delete(document);
}

TEST(an_export_imported_elsewhere_exports_the_same)
{
    struct fixture *f = *state;
    add_a_bit_of_everything(f->store);
    char *text = export_text(f->store, NULL);
    char *file = scratch_file(&f->dir, "export.json", text);
    char *elsewhere = path_join(f->dir.path, "elsewhere/progress.db");
    struct store *other = open_quietly(elsewhere);
    assert_int_equal(merge(other, file).added, 5);
    store_close(f->store);
    f->store = other;
    char *again = export_text(f->store, NULL);
    /* The position may be stamped later than the NOW of this test, so it is compared on its
     * own. */
    char *position = store_position(f->store);
    assert_string_equal(position, "queues/queue");
    assert_string_equal(strstr(again, "\"due\""), strstr(text, "\"due\""));
    free(position);
    free(text);
    free(again);
    free(file);
    free(elsewhere);
}

TEST(importing_twice_changes_nothing)
{
    struct fixture *f = *state;
    add_a_bit_of_everything(f->store);
    char *text = export_text(f->store, NULL);
    char *file = scratch_file(&f->dir, "export.json", text);
    for (int i = 0; i < 2; i++) {
        struct document_merged merged = merge(f->store, file);
        assert_int_equal(merged.added, 0);
        assert_int_equal(merged.known, 5);
    }
    char *again = export_text(f->store, NULL);
    assert_string_equal(again, text);
    free(text);
    free(again);
    free(file);
}

TEST(the_histories_of_two_machines_become_one_in_either_order)
{
    struct fixture *f = *state;
    static const char *const documents[] = {
        "{\"format\":1,\"position\":\"a/"
        "1\",\"position_at\":\"2025-01-02T00:00:00Z\",\"attempts\":["
        "{\"id\":\"a/1\",\"kind\":\"check\",\"verdict\":\"right\",\"score\":1,"
        "\"at\":\"2025-01-01T00:00:00Z\",\"uuid\":\"aa\",\"remembered\":true}],"
        "\"exercises\":[{\"id\":\"retry\",\"hints\":2,\"started_at\":\"2025-01-05T00:00:00Z\"}]"
        "}",
        "{\"format\":1,\"position\":\"a/"
        "2\",\"position_at\":\"2025-01-01T00:00:00Z\",\"attempts\":["
        "{\"id\":\"a/1\",\"kind\":\"check\",\"verdict\":\"wrong\",\"score\":0,"
        "\"at\":\"2025-01-03T00:00:00Z\",\"uuid\":\"bb\",\"remembered\":false}],"
        "\"exercises\":[{\"id\":\"retry\",\"hints\":1,\"started_at\":\"2025-01-04T00:00:00Z\"}]"
        "}",
    };
    char *texts[2];
    for (int order = 0; order < 2; order++) {
        char *name = path_join(f->dir.path, order ? "one/progress.db" : "other/progress.db");
        struct store *store = open_quietly(name);
        for (int i = 0; i < 2; i++) {
            char *file = scratch_file(&f->dir, "half.json", documents[i ^ order]);
            merge(store, file);
            free(file);
        }
        struct exercise_state exercise;
        store_exercise(store, "retry", &exercise);
        assert_int_equal(exercise.hints, 2);
        assert_int_equal(exercise.started_at, 1735948800); /* 4 January */
        assert_int_equal(review_count_due(store, NOW),
                         1); /* the wrong answer was the later one */
        texts[order] = export_text(store, NULL);
        store_close(store);
        free(name);
    }
    assert_string_equal(texts[0], texts[1]);
    assert_non_null(strstr(texts[0], "\"a/1\"")); /* the newer position */
    free(texts[0]);
    free(texts[1]);
}

TEST(a_faulty_file_is_refused_whole_and_says_where)
{
    static const struct {
        const char *text, *complaint;
    } cases[] = {
        { "{", "" },
        { "[]", "" },
        { "{\"title\":\"a lesson\"}", "format" },
        { "{\"format\":2,\"attempts\":[]}", "newer asynclearn" },
        { "{\"format\":1}", "attempts" },
        { "{\"format\":1,\"attempts\":[{\"id\":\"a/"
          "b\",\"kind\":\"guess\",\"verdict\":\"right\","
          "\"score\":1,\"at\":\"2025-01-01T00:00:00Z\",\"uuid\":\"aa\"}]}",
          "predict" },
        { "{\"format\":1,\"attempts\":[{\"id\":\"a/"
          "b\",\"kind\":\"check\",\"verdict\":\"right\","
          "\"score\":11,\"at\":\"2025-01-01T00:00:00Z\",\"uuid\":\"aa\"}]}",
          "0 to 10" },
        { "{\"format\":1,\"attempts\":[{\"id\":\"a/"
          "b\",\"kind\":\"check\",\"verdict\":\"right\","
          "\"score\":1,\"at\":\"yesterday\",\"uuid\":\"aa\"}]}",
          "a moment" },
        { "{\"format\":1,\"attempts\":[{\"id\":\"a\\u001b[31mb\",\"kind\":\"check\","
          "\"verdict\":\"right\",\"score\":1,\"at\":\"2025-01-01T00:00:00Z\",\"uuid\":\"aa\"}]"
          "}",
          "printable" },
        { "{\"format\":1,\"attempts\":[{\"id\":\"a/"
          "b\",\"kind\":\"check\",\"verdict\":\"right\","
          "\"score\":1,\"at\":\"2025-01-01T00:00:00Z\"}]}",
          "uuid" },
        { "{\"format\":1,\"attempts\":[{\"id\":\"a/"
          "b\",\"kind\":\"check\",\"verdict\":\"right\","
          "\"score\":1,\"at\":\"2025-01-01T00:00:00Z\",\"uuid\":\"aa\"}],"
          "\"exercises\":[{\"id\":\"retry\",\"hints\":-1}]}",
          "hints" },
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *file = scratch_file(&f->dir, "faulty.json", cases[i].text);
        struct document_merged merged = { 7, 7 };
        struct diag diag = { 0 };
        assert_int_equal(document_merge(f->store, file, NOW, &merged, &diag), -1);
        struct buf said = { 0 };
        diag_format(&diag, &said);
        if (!strstr(buf_str(&said), cases[i].complaint))
            fail_msg("case %zu: %s", i, buf_str(&said));
        assert_true(diag.line >= 1);
        assert_int_equal(merged.added, 7);
        assert_int_equal(count_attempts(f), 0);
        buf_finish(&said);
        diag_finish(&diag);
        free(file);
    }
}

TEST(unknown_members_of_a_later_program_are_ignored)
{
    struct fixture *f = *state;
    char *file = scratch_file(
        &f->dir, "later.json",
        "{\"format\":1,\"mood\":\"good\",\"attempts\":[{\"id\":\"a/b\",\"kind\":\"check\","
        "\"verdict\":\"right\",\"score\":1,\"at\":\"2025-01-01T00:00:00Z\",\"uuid\":\"aa\","
        "\"keyboard\":\"qwertz\"}]}");
    assert_int_equal(merge(f->store, file).added, 1);
    free(file);
}

static char *reset(struct fixture *f, const char *id, size_t wanted)
{
    size_t count = 99;
    char *backup = NULL;
    struct diag diag = { 0 };
    if (reset_progress(f->store, id, NOW, &count, &backup, &diag))
        fail_msg("not reset: %s", diag.message);
    assert_int_equal(count, wanted);
    return backup;
}

TEST(a_reset_of_one_item_can_be_undone)
{
    struct fixture *f = *state;
    add_a_bit_of_everything(f->store);
    char *before = export_text(f->store, NULL);
    char *backup = reset(f, "queues", 3);
    assert_int_equal(count_attempts(f), 2);
    assert_false(store_step_is_done(f->store, "queues/queue"));
    char *position = store_position(f->store);
    assert_non_null(position); /* only a whole reset starts the course again */
    assert_int_equal(merge(f->store, backup).added, 3);
    char *after = export_text(f->store, NULL);
    assert_string_equal(after, before);
    free(position);
    free(before);
    free(after);
    free(backup);
}

TEST(a_reset_of_an_exercise_gives_its_hints_back)
{
    struct fixture *f = *state;
    struct exercise_state exercise;
    add_a_bit_of_everything(f->store);
    free(reset(f, "fetch-urls", 1));
    store_exercise(f->store, "fetch-urls", &exercise);
    assert_int_equal(exercise.hints, 0);
    assert_int_equal(exercise.submissions, 0);
    store_exercise(f->store, "retry", &exercise);
    assert_int_equal(exercise.hints, 1);
}

TEST(a_whole_reset_leaves_nothing_and_can_be_undone)
{
    struct fixture *f = *state;
    add_a_bit_of_everything(f->store);
    char *backup = reset(f, NULL, 5);
    assert_int_equal(count_attempts(f), 0);
    assert_null(store_position(f->store));
    assert_int_equal(merge(f->store, backup).added, 5);
    char *position = store_position(f->store);
    assert_string_equal(position, "queues/queue");
    free(position);
    free(backup);
}

TEST(two_resets_in_one_second_keep_two_documents)
{
    struct fixture *f = *state;
    add_a_bit_of_everything(f->store);
    char *first = reset(f, "queues", 3), *second = reset(f, "interview/3", 1);
    assert_string_not_equal(first, second);
    assert_true(file_exists(first) && file_exists(second));
    free(first);
    free(second);
}

TEST(a_reset_of_nothing_writes_no_document)
{
    struct fixture *f = *state;
    assert_null(reset(f, "queues", 0));
}

TEST(a_reset_whose_document_cannot_be_written_forgets_nothing)
{
    struct fixture *f = *state;
    add_a_bit_of_everything(f->store);
    free(f->store->file);
    f->store->file = path_join(f->dir.path, "no/such/directory/progress.db");
    size_t count = 99;
    char *backup = NULL;
    struct diag diag = { 0 };
    assert_int_equal(reset_progress(f->store, NULL, NOW, &count, &backup, &diag), -1);
    assert_true(diag_is_set(&diag));
    assert_null(backup);
    assert_int_equal(count_attempts(f), 5);
    diag_finish(&diag);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_document_has_what_scripts_rely_on),
        CASE(a_new_learner_has_an_empty_document),
        CASE(an_export_imported_elsewhere_exports_the_same),
        CASE(importing_twice_changes_nothing),
        CASE(the_histories_of_two_machines_become_one_in_either_order),
        CASE(a_faulty_file_is_refused_whole_and_says_where),
        CASE(unknown_members_of_a_later_program_are_ignored),
        CASE(a_reset_of_one_item_can_be_undone),
        CASE(a_reset_of_an_exercise_gives_its_hints_back),
        CASE(a_whole_reset_leaves_nothing_and_can_be_undone),
        CASE(two_resets_in_one_second_keep_two_documents),
        CASE(a_reset_of_nothing_writes_no_document),
        CASE(a_reset_whose_document_cannot_be_written_forgets_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
