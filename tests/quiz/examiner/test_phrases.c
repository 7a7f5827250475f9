/* What each rule stands for: the phrases of quizzes/interview/N-phrases.txt, which say one
 * thing each. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "base/file.h"
#include "base/scan.h"
#include "quiz/examiner/examiner.h"

/* "p1 full", "p1 half", "m1", "none" or "fail", and a phrase of it. */
struct phrase {
    char rule[16];
    const char *text;
    size_t len;
};

static bool is_asserted_only(const struct examiner_question *question,
                             const struct examiner_result *result, const char *wanted)
{
    for (int i = 0; i < question->misconception_count; i++) {
        bool is_wanted = wanted && strcmp(question->misconceptions[i].id, wanted) == 0;
        if (is_wanted && !result->misconceptions[i].is_asserted)
            return false;
        if (!wanted && result->misconceptions[i].is_asserted)
            return false;
    }
    return true;
}

static bool is_recognised(const struct examiner_question *question, const struct phrase *phrase)
{
    struct examiner_result result;
    examiner_grade(question, phrase->text, phrase->len, &result);
    if (phrase->rule[0] == 'm')
        return result.score < EXAMINER_PASS &&
               is_asserted_only(question, &result, phrase->rule);
    if (strcmp(phrase->rule, "none") == 0)
        return is_asserted_only(question, &result, NULL);
    if (strcmp(phrase->rule, "fail") == 0)
        return result.score < EXAMINER_PASS;
    bool is_full = strstr(phrase->rule, "full") != NULL;
    enum examiner_credit credit = result.points[phrase->rule[1] - '1'].credit;
    return is_asserted_only(question, &result, NULL) &&
           credit == (is_full ? EXAMINER_CREDIT_FULL : EXAMINER_CREDIT_HALF);
}

static void check_phrases(const struct examiner_question *question, const char *text)
{
    struct phrase phrase = { 0 };
    int count = 0;
    for (const char *line = text; *line; line = scan_next_line(line)) {
        phrase.text = line;
        phrase.len = scan_line_len(line);
        if (phrase.len == 0 || line[0] == '#')
            continue;
        if (line[0] == '[') {
            snprintf(phrase.rule, sizeof phrase.rule, "%.*s", (int)phrase.len - 2, line + 1);
            continue;
        }
        if (!is_recognised(question, &phrase))
            fail_msg("%s %s: %.*s", question->id, phrase.rule, (int)phrase.len, line);
        count++;
    }
    assert_true(count > 0);
}

TEST(every_phrase_is_recognised_as_what_it_says)
{
    struct examiner *examiner = NULL;
    struct diag diag = { 0 };
    assert_int_equal(examiner_load("quizzes/interview.json", &examiner, &diag), 0);
    for (size_t i = 0; i < examiner_question_count(examiner); i++) {
        struct buf path = { 0 }, text = { 0 };
        buf_addf(&path, "quizzes/interview/%zu-phrases.txt", i + 1);
        assert_int_equal(file_read(buf_str(&path), &text, &diag), 0);
        check_phrases(examiner_question_at(examiner, i), buf_str(&text));
        buf_finish(&path);
        buf_finish(&text);
    }
    examiner_destroy(examiner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phrase_is_recognised_as_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
