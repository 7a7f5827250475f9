/* The language of patterns, on a lexicon of its own. */
#include <string.h>

#include "check.h"
#include "quiz/examiner/pattern.h"

static const char source[] =
    "{\"rewrites\": {\"wont\": \"will not\"}, \"concepts\": {"
    "\"NEGATOR\": [\"not, never, stop ... from\"], \"NEGATOR_OF_NOUN\": [\"without\"],"
    "\"NOT_NEGATION\": [\"not only\"], \"NEGATION_END\": [\"but, until\"], \"SUBJECT\": "
    "[\"=it, =the\"],"
    "\"CLAUSE_START\": [\"but, and, whereas\"], \"COMPARED_WITH\": [\"unlike, than\"],"
    "\"GLUE\": [\"=the, =a, =is, by\"],"
    "\"CAT\": [\"cat, kitten, -cat food\"], \"DOG\": [\"dog\"],"
    "\"CHASE\": [\"chase, run|runs after, hunt ... down\"], \"ANIMAL\": [\"CAT|DOG\"]}}";

struct fixture {
    struct arena arena;
    struct lexicon lexicon;
    struct topics topics;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct json_doc doc;
    struct diag diag = { 0 };
    fixture = (struct fixture){ 0 };
    lexicon_init(&fixture.lexicon, &fixture.arena);
    if (json_open_text(&doc, "lexicon", source, strlen(source), &diag))
        return -1;
    lexicon_read(&fixture.lexicon, json_root(&doc));
    fixture.topics = (struct topics){ .names = { "cats", "dogs" }, .count = 2 };
    fixture.topics.concepts[0] = lexicon_concept(&fixture.lexicon, "CAT");
    fixture.topics.concepts[1] = lexicon_concept(&fixture.lexicon, "DOG");
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    *state = &fixture;
    return err;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    lexicon_finish(&fixture->lexicon);
    arena_finish(&fixture->arena);
    return 0;
}

static bool finds(void **state, const char *pattern_source, const char *answer)
{
    struct fixture *fixture = *state;
    const char *fault = NULL;
    struct pattern *pattern =
        pattern_compile(&fixture->lexicon, &fixture->topics, pattern_source, &fault);
    if (!pattern)
        fail_msg("%s: %s", pattern_source, fault);
    struct arena arena = { 0 };
    struct reading reading;
    struct pattern_match match;
    long budget = 10000;
    reading_init(&reading, &arena, &fixture->lexicon, &fixture->topics, "", answer,
                 strlen(answer));
    bool is_found = pattern_find(pattern, &reading, &budget, &match);
    arena_finish(&arena);
    return is_found;
}

TEST(inflections_of_a_word_are_the_word)
{
    assert_true(finds(state, "CHASE", "The dogs were chasing something."));
    assert_true(finds(state, "CHASE", "He runs after them."));
}

TEST(a_gap_spans_a_few_words_and_no_sentence)
{
    assert_true(finds(state, "CHASE", "They hunt the poor mouse down."));
    assert_false(finds(state, "CHASE", "They hunt one two three four five down."));
    assert_false(finds(state, "CHASE", "They hunt. Sit down."));
}

TEST(an_excluded_phrase_takes_its_words_away)
{
    assert_true(finds(state, "CAT", "A cat."));
    assert_false(finds(state, "CAT", "The cat food."));
}

TEST(concepts_may_stand_in_concepts)
{
    assert_true(finds(state, "ANIMAL", "A kitten."));
}

TEST(parts_stand_in_any_order_in_one_sentence)
{
    assert_true(finds(state, "CAT DOG", "The dog and the cat."));
    assert_false(finds(state, "CAT DOG", "The dog. The cat."));
    assert_true(finds(state, "CAT DOG /2s", "The dog. The cat."));
}

TEST(an_arrow_asks_for_an_order_and_a_distance)
{
    assert_true(finds(state, "CAT > DOG", "The cat saw a dog."));
    assert_false(finds(state, "CAT > DOG", "The dog saw a cat."));
    assert_false(finds(state, "CAT >1 DOG", "The cat saw a dog."));
}

TEST(a_double_arrow_crosses_no_punctuation)
{
    assert_true(finds(state, "CAT > DOG", "The cat, the dog."));
    assert_false(finds(state, "CAT >> DOG", "The cat, the dog."));
}

TEST(a_relation_is_found_in_both_voices_and_not_the_other_way_round)
{
    assert_true(finds(state, "DOG -CHASE-> CAT", "The dog chases the cat."));
    assert_true(finds(state, "DOG -CHASE-> CAT", "The cat is chased by the dog."));
    assert_false(finds(state, "DOG -CHASE-> CAT", "The cat chases the dog."));
    assert_false(finds(state, "DOG -CHASE-> CAT", "The dog is chased by the cat."));
}

TEST(a_denied_part_is_not_asserted)
{
    assert_false(finds(state, "DOG CHASE", "The dog does not chase it."));
    assert_false(finds(state, "DOG CHASE", "The dog wont chase it."));
    assert_true(finds(state, "DOG ~CHASE", "The dog does not chase it."));
    assert_true(finds(state, "DOG ?CHASE", "The dog does not chase it."));
    assert_true(finds(state, "DOG ?CHASE", "The dog chases it."));
}

TEST(negation_ends_with_its_clause)
{
    assert_true(finds(state, "DOG CHASE", "It is not a cat but the dog chases it."));
    assert_true(finds(state, "DOG CHASE", "Without the cat, the dog chases it."));
    assert_true(finds(state, "DOG CHASE", "It never sleeps, the dog chases it."));
}

TEST(not_only_denies_nothing)
{
    assert_true(finds(state, "DOG CHASE", "The dog does not only chase it."));
}

TEST(two_negations_assert)
{
    assert_true(finds(state, "DOG CHASE", "It does not stop the dog from chasing."));
    assert_false(finds(state, "DOG CHASE", "It does stop the dog from chasing."));
}

TEST(an_absent_part_is_looked_for_in_the_clause_or_the_sentence)
{
    assert_false(finds(state, "DOG !CAT", "A dog is a cat."));
    assert_true(finds(state, "DOG !CAT", "A dog, a cat."));
    assert_false(finds(state, "DOG !!CAT", "A dog, a cat."));
}

TEST(a_topic_holds_until_another_is_named)
{
    assert_true(finds(state, "@dogs CHASE", "Dogs are fast. They chase."));
    assert_false(finds(state, "@cats CHASE", "Dogs are fast. They chase."));
    assert_true(finds(state, "@!cats CHASE", "Dogs are fast. They chase."));
    assert_true(finds(state, "@cats sleep", "Dogs chase, whereas cats sleep."));
}

TEST(what_is_compared_with_is_not_the_topic)
{
    assert_true(finds(state, "@dogs CHASE", "Unlike cats, dogs chase."));
    assert_true(finds(state, "@dogs CHASE", "Dogs are faster than cats and chase."));
}

TEST(no_word_serves_two_parts)
{
    assert_false(finds(state, "CAT ANIMAL", "A cat."));
    assert_true(finds(state, "CAT ANIMAL", "A cat, a dog."));
}

static void expect_fault(struct fixture *fixture, const char *pattern, const char *expected)
{
    const char *fault = NULL;
    assert_null(pattern_compile(&fixture->lexicon, &fixture->topics, pattern, &fault));
    assert_string_equal(fault, expected);
}

TEST(a_faulty_pattern_says_what_is_wrong)
{
    expect_fault(*state, "BIRD", "there is no concept BIRD");
    expect_fault(*state, "@birds CAT", "there is no topic birds");
    expect_fault(*state, "CAT /x",
                 "after / stands a number of words, or of sentences as in /2s");
    expect_fault(*state, "~CAT|~DOG",
                 "an alternative is a word or a concept; signs go before the first");
    expect_fault(*state, "/3", "a pattern needs a concept or a fact");
    expect_fault(*state, "a b c d e f g h i", "too many concepts in one pattern");
}

TEST(the_search_stops_when_its_budget_is_spent)
{
    struct fixture *fixture = *state;
    const char *fault = NULL;
    struct pattern *pattern =
        pattern_compile(&fixture->lexicon, &fixture->topics, "CAT > CAT > CAT > DOG", &fault);
    struct arena arena = { 0 };
    struct reading reading;
    struct pattern_match match;
    struct buf answer = { 0 };
    long budget = 1000;
    for (int i = 0; i < 2000; i++)
        buf_adds(&answer, "cat is ");
    buf_adds(&answer, ". dog");
    reading_init(&reading, &arena, &fixture->lexicon, &fixture->topics, "", answer.data,
                 answer.len);
    assert_false(pattern_find(pattern, &reading, &budget, &match));
    assert_true(budget < 0);
    buf_finish(&answer);
    arena_finish(&arena);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(inflections_of_a_word_are_the_word),
        CASE(a_gap_spans_a_few_words_and_no_sentence),
        CASE(an_excluded_phrase_takes_its_words_away),
        CASE(concepts_may_stand_in_concepts),
        CASE(parts_stand_in_any_order_in_one_sentence),
        CASE(an_arrow_asks_for_an_order_and_a_distance),
        CASE(a_double_arrow_crosses_no_punctuation),
        CASE(a_relation_is_found_in_both_voices_and_not_the_other_way_round),
        CASE(a_denied_part_is_not_asserted),
        CASE(negation_ends_with_its_clause),
        CASE(not_only_denies_nothing),
        CASE(two_negations_assert),
        CASE(an_absent_part_is_looked_for_in_the_clause_or_the_sentence),
        CASE(a_topic_holds_until_another_is_named),
        CASE(what_is_compared_with_is_not_the_topic),
        CASE(no_word_serves_two_parts),
        CASE(a_faulty_pattern_says_what_is_wrong),
        CASE(the_search_stops_when_its_budget_is_spent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
