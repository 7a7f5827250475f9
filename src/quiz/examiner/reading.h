/* An answer as the examiner reads it: words, what they mean, which of it is denied or asserts
 * nothing, and what each clause is about. Everything lives in the reading's arena.
 *
 * The steps, in this order: words (words.c), mentions of concepts
 * (reading.c), sentences and clauses (clauses.c), guards (guards.c,
 * lists.c), negation (negation.c). */
#ifndef QUIZ_EXAMINER_READING_H
#define QUIZ_EXAMINER_READING_H

#include "base/arena.h"
#include "quiz/examiner/lexicon.h"
#include "quiz/examiner/words.h"

/* A concept found in the answer: words start..end-1. */
struct mention {
    int start, end;
    bool has_negator; /* one of its own, which does not deny it */
};

struct mentions {
    struct mention *items; /* by start, then by end */
    int count;
};

enum {
    READING_TOPICS_MAX = 4,
    READING_TOPIC_NONE = -1,
    READING_TOPIC_ALL = READING_TOPICS_MAX, /* "both ..." */
};

/* The sides that a question compares ("asyncio", "threads"): a concept each. */
struct topics {
    const char *names[READING_TOPICS_MAX];
    int concepts[READING_TOPICS_MAX];
    int count;
};

struct reading {
    struct arena *arena;
    const struct lexicon *lexicon;
    struct words words;
    struct mentions *mentions; /* by concept */
    int *sentence_starts;      /* word index; one more than there are sentences */
    int sentence_count;
    bool has_grader_talk; /* text addressed to the grader was found */
    bool has_list;        /* a keyword list was found */
};

/* `question` is the question's text: pasted back, it asserts nothing. */
void reading_init(struct reading *reading, struct arena *arena, const struct lexicon *lexicon,
                  const struct topics *topics, const char *question, const char *answer,
                  size_t len_bytes);

/* The mentions of a concept of grammar; none where it is not defined. */
struct mentions reading_mentions(const struct reading *reading, enum lexicon_grammar concept);
bool reading_has_at(const struct reading *reading, enum lexicon_grammar concept, int start);
/* Whether a negation from outside reaches it, or one between its words. */
bool reading_is_negated(const struct reading *reading, const struct mention *mention);
/* The first mention that starts at word `start`, or NULL. */
const struct mention *reading_mention_at(const struct reading *reading, int concept, int start);

/* The words from..to-1 assert nothing. */
void reading_kill(struct reading *reading, int from, int to);

/* The steps. Each fills its members of the words. */
void reading_find_sentences(struct reading *reading);
void reading_find_clauses(struct reading *reading, const struct topics *topics);
void reading_find_dead(struct reading *reading, const struct topics *topics,
                       const char *question);
void reading_find_lists(struct reading *reading);
void reading_find_supposed(struct reading *reading);
void reading_find_negation(struct reading *reading);

#endif
