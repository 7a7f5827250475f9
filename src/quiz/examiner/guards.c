/* What asserts nothing, whatever it mentions: questions and the question pasted back, text
 * addressed to the grader, opinions reported or rejected, keyword lists, and talk about topics
 * in general. Its words are marked dead; no pattern sees them. */
#include "quiz/examiner/reading.h"

#include <string.h>

static void kill(struct reading *reading, int from, int to)
{
    for (int i = from; i < to; i++)
        reading->words.items[i].is_dead = true;
}

static void kill_sentence(struct reading *reading, int sentence)
{
    kill(reading, reading->sentence_starts[sentence], reading->sentence_starts[sentence + 1]);
}

/* Every sentence with a mention of the concept. Returns whether there was one. */
static bool kill_sentences_with(struct reading *reading, enum lexicon_grammar concept)
{
    struct mentions found = reading_mentions(reading, concept);
    for (int i = 0; i < found.count; i++)
        kill_sentence(reading, reading->words.items[found.items[i].start].sentence);
    return found.count > 0;
}

/* "Need all of them? Then ...": nobody asks so. */
static bool is_wish(const struct reading *reading, int sentence)
{
    const char *first = reading->words.items[reading->sentence_starts[sentence]].text;
    return strcmp(first, "need") == 0 || strcmp(first, "want") == 0;
}

/* "All of them? gather.": a condition, not a question. */
static bool is_condition(const struct reading *reading, const struct topics *topics,
                         int sentence)
{
    enum { ANSWER = 4 };
    if (sentence + 1 >= reading->sentence_count)
        return false;
    if (is_wish(reading, sentence))
        return true;
    int answer = reading->sentence_starts[sentence + 1];
    if (reading->sentence_starts[sentence + 2] - answer > ANSWER)
        return false;
    for (int i = 0; i < topics->count; i++)
        if (reading_mention_at(reading, topics->concepts[i], answer))
            return true;
    return false;
}

static void kill_questions(struct reading *reading, const struct topics *topics)
{
    for (int s = 0; s < reading->sentence_count; s++)
        if (reading->words.items[reading->sentence_starts[s]].is_question &&
            !is_condition(reading, topics, s))
            kill_sentence(reading, s);
}

/* A sentence nearly all of whose words stand in the question. */
static void kill_pasted_question(struct reading *reading, const char *question)
{
    enum { SHORTEST = 4 };
    struct words asked;
    words_read(reading->arena, reading->lexicon, question, strlen(question), &asked);
    for (int s = 0; s < reading->sentence_count; s++) {
        int from = reading->sentence_starts[s], to = reading->sentence_starts[s + 1], same = 0;
        for (int i = from; i < to; i++)
            for (int k = 0; k < asked.count; k++)
                if (strcmp(reading->words.items[i].text, asked.items[k].text) == 0) {
                    same++;
                    break;
                }
        if (to - from >= SHORTEST && same * 10 >= (to - from) * 8)
            kill(reading, from, to);
    }
}

/* "Some say that ...": up to the "but". */
static void kill_reported(struct reading *reading)
{
    struct mentions found = reading_mentions(reading, GRAMMAR_REPORTED);
    for (int i = 0; i < found.count; i++) {
        int from = found.items[i].start, to = found.items[i].end;
        int sentence = reading->words.items[from].sentence;
        while (to < reading->sentence_starts[sentence + 1] &&
               !reading_has_at(reading, GRAMMAR_CONTRAST, to))
            to++;
        kill(reading, from, to);
    }
}

/* "..., which is wrong", "That is a myth.": what stands before it. */
static void kill_rejected(struct reading *reading)
{
    enum { OPENING = 3 };
    struct mentions found = reading_mentions(reading, GRAMMAR_REJECTED);
    for (int i = 0; i < found.count; i++) {
        int at = found.items[i].start, sentence = reading->words.items[at].sentence;
        if (at - reading->sentence_starts[sentence] >= OPENING)
            kill(reading, reading->sentence_starts[sentence], at);
        else if (sentence > 0)
            kill_sentence(reading, sentence - 1);
    }
}

/* "In JS a call starts at once, in Python ...": what holds elsewhere and is told apart from
 * Python. What is said of another language alone is taken to hold here too. */
static void kill_foreign(struct reading *reading)
{
    enum { OPENING = 3 }; /* words in which the next sentence may say "in Python" */
    struct mentions found = reading_mentions(reading, GRAMMAR_FOREIGN);
    for (int i = 0; i < found.count; i++) {
        int from = found.items[i].start, to = from;
        int sentence = reading->words.items[from].sentence;
        int end = reading->sentence_starts[sentence + 1];
        int limit = end + OPENING < reading->words.count ? end + OPENING : reading->words.count;
        while (to < limit && !reading_has_at(reading, GRAMMAR_HOME, to))
            to++;
        if (to < limit)
            kill(reading, from, to < end ? to : end);
    }
}

/* Words between two signs. */
struct fragment {
    int start, end;
    int glue;        /* verbs and function words in it */
    bool is_related; /* to what stands before or after it */
};

static bool has_columns(const struct reading *reading, int sentence)
{
    return sentence >= 0 && sentence < reading->sentence_count &&
           reading->words.items[reading->sentence_starts[sentence + 1] - 1].column > 0;
}

/* A line with bars, and another beside it. */
static bool is_in_table(const struct reading *reading, int sentence)
{
    return has_columns(reading, sentence) &&
           (has_columns(reading, sentence - 1) || has_columns(reading, sentence + 1));
}

/* "gather: several", "cooperative (await)", "await x  # stops here", a cell of a table: terms
 * that stand in a relation. */
static bool is_related(const struct reading *reading, int at)
{
    if (at >= reading->words.count)
        return false;
    const struct word *word = &reading->words.items[at];
    return word->follows_colon || strchr(">(#", word->mark ? word->mark : ' ') ||
           is_in_table(reading, word->sentence);
}

static struct fragment next_fragment(const struct reading *reading, int start)
{
    struct fragment fragment = { .start = start, .end = start };
    do {
        fragment.glue += !reading->words.items[fragment.end].is_joined &&
                         reading_has_at(reading, GRAMMAR_GLUE, fragment.end);
        fragment.end++;
    } while (fragment.end < reading->words.count &&
             reading->words.items[fragment.end].before == WORD_BREAK_NONE);
    fragment.is_related = is_related(reading, start) || is_related(reading, fragment.end);
    return fragment;
}

/* Short, and tied to nothing around it. */
static bool is_loose(const struct fragment *fragment)
{
    enum { SHORT = 4 };
    return fragment->end - fragment->start <= SHORT && !fragment->is_related;
}

static bool is_bare(const struct fragment *fragment)
{
    return is_loose(fragment) && fragment->glue == 0;
}

/* A long fragment with hardly any grammar. */
static bool is_salad(const struct fragment *fragment)
{
    enum { SHORTEST = 10, WORDS_A_GLUE = 6 };
    int words = fragment->end - fragment->start;
    return words >= SHORTEST && fragment->glue * WORDS_A_GLUE < words && !fragment->is_related;
}

/* A row of loose fragments is a list when most of them are bare, or four in succession. */
struct row {
    int first_sentence;
    int total, bare, successive;
};

static void row_add(struct row *row, const struct fragment *fragment, int sentence)
{
    if (row->total == 0 || !is_loose(fragment))
        *row = (struct row){ .first_sentence = sentence };
    if (!is_loose(fragment))
        return;
    row->total++;
    row->bare += is_bare(fragment);
    row->successive = is_bare(fragment) ? row->successive + 1 : 0;
}

static bool is_list(const struct row *row)
{
    return row->successive >= 4 || (row->total >= 6 && row->bare * 5 >= row->total * 3) ||
           (row->total >= 8 && row->bare * 2 >= row->total);
}

static void kill_rows(struct reading *reading)
{
    struct row row = { 0 };
    for (int at = 0; at < reading->words.count;) {
        struct fragment fragment = next_fragment(reading, at);
        int sentence = reading->words.items[at].sentence;
        if (is_salad(&fragment))
            kill(reading, fragment.start, fragment.end);
        row_add(&row, &fragment, sentence);
        for (int s = row.first_sentence; is_list(&row) && s <= sentence; s++)
            kill_sentence(reading, s);
        reading->has_list |= is_list(&row);
        at = fragment.end;
    }
}

/* "create_task: one, now, task, background", "task -> await -> select -> ...": terms without
 * any grammar. */
static void kill_bare_sentences(struct reading *reading)
{
    enum { FEWEST_BARE = 3, SHORT = 3, FEWEST_CHAINED = 6, SHORT_CHAINED = 2 };
    for (int s = 0; s < reading->sentence_count; s++) {
        int end = reading->sentence_starts[s + 1], bare = 0, total = 0, glue = 0, longest = 0;
        if (is_in_table(reading, s))
            continue;
        for (int at = reading->sentence_starts[s]; at < end;) {
            struct fragment fragment = next_fragment(reading, at);
            total++;
            bare += is_bare(&fragment);
            glue += fragment.glue;
            if (fragment.end - fragment.start > longest)
                longest = fragment.end - fragment.start;
            at = fragment.end;
        }
        bool is_terms = bare >= FEWEST_BARE && longest <= SHORT;
        bool is_chain = total >= FEWEST_CHAINED && longest <= SHORT_CHAINED;
        if (glue == 0 && (is_terms || is_chain))
            kill_sentence(reading, s);
    }
}

void reading_find_dead(struct reading *reading, const struct topics *topics,
                       const char *question)
{
    kill_questions(reading, topics);
    kill_pasted_question(reading, question);
    reading->has_grader_talk = kill_sentences_with(reading, GRAMMAR_GRADER);
    kill_sentences_with(reading, GRAMMAR_VAGUE);
    kill_reported(reading);
    kill_rejected(reading);
    kill_foreign(reading);
    kill_rows(reading);
    kill_bare_sentences(reading);
}
