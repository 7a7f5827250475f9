/* What asserts nothing, whatever it mentions: questions and the question pasted back, text
 * addressed to the grader, opinions reported or rejected, and talk about topics in general (for
 * keyword lists see lists.c). Its words are marked dead; no pattern sees them. */
#include "quiz/examiner/reading.h"

#include <string.h>

void reading_kill(struct reading *reading, int from, int to)
{
    for (int i = from; i < to; i++)
        reading->words.items[i].is_dead = true;
}

static void kill_sentence(struct reading *reading, int sentence)
{
    reading_kill(reading, reading->sentence_starts[sentence],
                 reading->sentence_starts[sentence + 1]);
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

/* "..., may it run beside my code? create_task.": a topic is the whole reply. */
static bool is_answered_by_topic(const struct reading *reading, const struct topics *topics,
                                 int sentence)
{
    enum { REPLY = 4 };
    int reply = reading->sentence_starts[sentence + 1];
    if (reading->sentence_starts[sentence + 2] - reply > REPLY)
        return false;
    for (int i = 0; i < topics->count; i++)
        if (reading_mention_at(reading, topics->concepts[i], reply))
            return true;
    return false;
}

/* "CPU-bound? Neither.": short, and not asked like a question. */
static bool is_supposition(const struct reading *reading, int sentence)
{
    enum { LONGEST = 6 };
    int from = reading->sentence_starts[sentence], to = reading->sentence_starts[sentence + 1];
    return to - from <= LONGEST && !reading_has_at(reading, GRAMMAR_ASKING, from) &&
           !reading_has_at(reading, GRAMMAR_REFUSAL, to);
}

/* A condition for the sentence after it, not a question. */
static bool is_condition(const struct reading *reading, const struct topics *topics,
                         int sentence)
{
    return sentence + 1 < reading->sentence_count &&
           (is_wish(reading, sentence) || is_supposition(reading, sentence) ||
            is_answered_by_topic(reading, topics, sentence));
}

static void read_questions(struct reading *reading, const struct topics *topics)
{
    for (int s = 0; s < reading->sentence_count; s++) {
        int from = reading->sentence_starts[s];
        if (!reading->words.items[from].is_question)
            continue;
        if (!is_condition(reading, topics, s))
            kill_sentence(reading, s);
        for (int i = from; i < reading->sentence_starts[s + 1]; i++)
            reading->words.items[i].is_supposed = true;
    }
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
            reading_kill(reading, from, to);
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
        reading_kill(reading, from, to);
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
            reading_kill(reading, reading->sentence_starts[sentence], at);
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
            reading_kill(reading, from, to < end ? to : end);
    }
}

static void suppose_clause(struct words *words, int clause, int at)
{
    while (at > 0 && words->items[at - 1].clause == clause)
        at--;
    for (; at < words->count && words->items[at].clause == clause; at++)
        words->items[at].is_supposed = true;
}

/* "... would block the thread", "as if it blocked": not so, then. */
void reading_find_supposed(struct reading *reading)
{
    struct mentions found = reading_mentions(reading, GRAMMAR_SUPPOSED);
    for (int i = 0; i < found.count; i++)
        for (int at = found.items[i].start; at < found.items[i].end; at++)
            suppose_clause(&reading->words, reading->words.items[at].clause, at);
}

void reading_find_dead(struct reading *reading, const struct topics *topics,
                       const char *question)
{
    read_questions(reading, topics);
    kill_pasted_question(reading, question);
    reading->has_grader_talk = kill_sentences_with(reading, GRAMMAR_GRADER);
    kill_sentences_with(reading, GRAMMAR_VAGUE);
    kill_reported(reading);
    kill_rejected(reading);
    kill_foreign(reading);
}
