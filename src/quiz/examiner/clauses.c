/* Sentences and clauses, and what each clause is about.
 *
 * A question that compares ("asyncio and threading") has topics. A clause is about the topic it
 * names first; one that names none goes on about the last, or states when the next is right
 * ("if you need all of them, gather"). "The former", "the other one", "A vs B" and tables are
 * followed too, because who is said to do a thing is what such a question asks. */
#include "quiz/examiner/reading.h"

#include <string.h>

enum { COLUMNS_MAX = 8 };

/* The walk from clause to clause. */
struct walk {
    struct reading *reading;
    const struct topics *topics;
    int order[READING_TOPICS_MAX]; /* topics by their first mention in the answer */
    int seen;
    int topic;                      /* of the last clause */
    int compared;                   /* the topic that the last clause compared with */
    int column_topics[COLUMNS_MAX]; /* of the table being read */
    bool is_table;
};

void reading_find_sentences(struct reading *reading)
{
    struct words *words = &reading->words;
    reading->sentence_starts =
        arena_alloc(reading->arena, ((size_t)words->count + 1) * sizeof(int));
    for (int i = 0; i < words->count; i++) {
        if (i == 0 || words->items[i].before == WORD_BREAK_SENTENCE)
            reading->sentence_starts[reading->sentence_count++] = i;
        words->items[i].sentence = reading->sentence_count - 1;
    }
    reading->sentence_starts[reading->sentence_count] = words->count;
}

/* "Unlike threads, ..." and "... than threads" do not make threads the topic. */
static bool is_compared(const struct reading *reading, int at)
{
    enum { REACH = 5 }; /* "than with OS" threads */
    for (int start = at - 1; start >= 0 && start > at - REACH; start--) {
        if (reading->words.items[start + 1].before != WORD_BREAK_NONE)
            return false;
        if (reading_has_at(reading, GRAMMAR_COMPARED_WITH, start))
            return true;
    }
    return false;
}

static void remember(struct walk *walk, int topic)
{
    for (int i = 0; i < walk->seen; i++)
        if (walk->order[i] == topic)
            return;
    walk->order[walk->seen++] = topic;
}

/* The topic named at this word, or READING_TOPIC_NONE. */
static int topic_at(const struct walk *walk, int at)
{
    for (int i = 0; i < walk->topics->count; i++)
        if (reading_mention_at(walk->reading, walk->topics->concepts[i], at))
            return i;
    return READING_TOPIC_NONE;
}

/* "... in contrast to threads, which are several and whose ...": about the threads. */
static bool is_relative(const struct walk *walk, int from, int to)
{
    return walk->compared != READING_TOPIC_NONE &&
           (reading_has_at(walk->reading, GRAMMAR_RELATIVE, from) ||
            (from + 1 < to && reading_has_at(walk->reading, GRAMMAR_RELATIVE, from + 1)));
}

static int other_topic(const struct walk *walk, int topic)
{
    return walk->topics->count == 2 && (topic == 0 || topic == 1) ? 1 - topic : topic;
}

static int ordered_topic(const struct walk *walk, int place)
{
    if (place < walk->seen)
        return walk->order[place];
    return walk->seen == 1 ? other_topic(walk, walk->order[0]) : place;
}

/* The topic that the words from..to-1 name or point at; else READING_TOPIC_NONE. */
static int named_topic(struct walk *walk, int from, int to)
{
    if (is_relative(walk, from, to))
        return walk->compared;
    walk->compared = READING_TOPIC_NONE;
    for (int at = from; at < to; at++) {
        if (reading_has_at(walk->reading, GRAMMAR_BOTH, at))
            return READING_TOPIC_ALL;
        int topic = topic_at(walk, at);
        if (topic != READING_TOPIC_NONE && is_compared(walk->reading, at)) {
            walk->compared = topic;
            continue;
        }
        if (topic != READING_TOPIC_NONE) {
            remember(walk, topic);
            return topic;
        }
        if (reading_has_at(walk->reading, GRAMMAR_FORMER, at))
            return ordered_topic(walk, 0);
        if (reading_has_at(walk->reading, GRAMMAR_LATTER, at))
            return ordered_topic(walk, 1);
        if (reading_has_at(walk->reading, GRAMMAR_OTHER_ONE, at))
            return other_topic(walk, walk->topic);
    }
    return READING_TOPIC_NONE;
}

/* A heading row names a topic in each of two columns or more; the rows below follow it. */
static void read_table_head(struct walk *walk, int from, int to)
{
    const struct word *words = walk->reading->words.items;
    int named = 0;
    for (int i = 0; i < COLUMNS_MAX; i++)
        walk->column_topics[i] = READING_TOPIC_NONE;
    for (int at = from; at < to; at++) {
        int topic = topic_at(walk, at);
        int column = words[at].column;
        if (topic == READING_TOPIC_NONE || column >= COLUMNS_MAX ||
            walk->column_topics[column] != READING_TOPIC_NONE)
            continue;
        walk->column_topics[column] = topic;
        named++;
    }
    walk->is_table = named >= 2;
}

static bool has_columns(const struct words *words, int from, int to)
{
    return to > from && words->items[to - 1].column > 0;
}

static bool starts_clause(const struct reading *reading, int at)
{
    return reading->words.items[at].before != WORD_BREAK_NONE ||
           reading_has_at(reading, GRAMMAR_CLAUSE_START, at);
}

static int clause_end(const struct reading *reading, int from, int sentence_end)
{
    int to = from + 1;
    while (to < sentence_end && !starts_clause(reading, to))
        to++;
    return to;
}

/* "Need it all here: gather", "one of them → create_task": the sign says that the topic
 * follows. */
static bool points_back(const struct reading *reading, int from)
{
    char mark = reading->words.items[from].mark;
    return mark == ':' || mark == '>';
}

/* Gives the clauses from..to-1 that wait for a topic theirs. */
static void set_topic(struct walk *walk, int from, int to, int topic)
{
    for (int i = from; i < to; i++)
        walk->reading->words.items[i].topic = topic;
}

/* The topic of a table's column, or READING_TOPIC_NONE. */
static int placed_topic(const struct walk *walk, int from)
{
    const struct reading *reading = walk->reading;
    int column = reading->words.items[from].column;
    if (walk->is_table && column < COLUMNS_MAX) /* a row's name goes with all topics */
        return walk->column_topics[column] != READING_TOPIC_NONE ? walk->column_topics[column]
                                                                 : READING_TOPIC_ALL;
    return READING_TOPIC_NONE;
}

/* "one thread vs many": the pair has the order in which the topics were named. */
static int versus_topic(const struct walk *walk, int from, int to)
{
    if (reading_has_at(walk->reading, GRAMMAR_VERSUS, from))
        return ordered_topic(walk, 1);
    if (walk->seen == 2 && to < walk->reading->words.count &&
        reading_has_at(walk->reading, GRAMMAR_VERSUS, to))
        return ordered_topic(walk, 0);
    return READING_TOPIC_NONE;
}

static void read_sentence(struct walk *walk, int start, int end, int *clause)
{
    struct reading *reading = walk->reading;
    int waiting = -1; /* the first clause that waits for a topic to come */
    bool has_named = false, is_topic_first = false; /* "gather if ..., create_task if ..." */
    for (int from = start, to; from < end; from = to) {
        to = clause_end(reading, from, end);
        (*clause)++;
        for (int i = from; i < to; i++)
            reading->words.items[i].clause = *clause;
        int topic = named_topic(walk, from, to);
        int placed = placed_topic(walk, from);
        if (placed == READING_TOPIC_NONE && topic == READING_TOPIC_NONE)
            placed = versus_topic(walk, from, to);
        bool is_named = topic != READING_TOPIC_NONE && placed == READING_TOPIC_NONE;
        if (placed != READING_TOPIC_NONE)
            topic = placed;
        if (topic == READING_TOPIC_NONE)
            topic = walk->topic;
        set_topic(walk, from, to, topic);
        if (is_named && waiting < 0 && points_back(reading, from) && !has_named)
            waiting = start;
        if (is_named && waiting >= 0)
            set_topic(walk, waiting, from, topic);
        has_named |= is_named;
        is_topic_first |= is_named && from == start;
        if (is_named)
            waiting = -1;
        else if (waiting < 0 && !is_topic_first && reading_has_at(reading, GRAMMAR_AHEAD, from))
            waiting = from;
        if (topic != READING_TOPIC_ALL && topic != walk->compared)
            walk->topic = topic;
    }
}

void reading_find_clauses(struct reading *reading, const struct topics *topics)
{
    struct walk walk = { .reading = reading,
                         .topics = topics,
                         .topic = READING_TOPIC_NONE,
                         .compared = READING_TOPIC_NONE };
    const struct words *words = &reading->words;
    int clause = -1;
    for (int s = 0; s < reading->sentence_count; s++) {
        int start = reading->sentence_starts[s], end = reading->sentence_starts[s + 1];
        if (!has_columns(&reading->words, start, end))
            walk.is_table = false;
        else if (!walk.is_table)
            read_table_head(&walk, start, end);
        read_sentence(&walk, start, end, &clause);
        const struct word *before =
            s > 0 ? &words->items[reading->sentence_starts[s - 1]] : NULL;
        if (before && before->is_question && !before->is_dead) /* a condition for this one */
            set_topic(&walk, reading->sentence_starts[s - 1], start, words->items[start].topic);
    }
}
