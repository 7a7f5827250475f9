#include "quiz/examiner/pattern.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { GAP_USUAL = 8, SPAN_USUAL = 34 };

struct compiler {
    struct lexicon *lexicon;
    const struct topics *topics;
    struct pattern *pattern;
    int gap_max; /* for the next atom */
    bool is_close;
    const char *relation[3]; /* agent, verb, patient of a `-VERB->` */
    const char *fault;
};

static int find_concept(struct compiler *c, const char *text)
{
    if (!isupper((unsigned char)text[0]))
        return lexicon_add_phrase(c->lexicon, text, &c->fault);
    int concept = lexicon_concept(c->lexicon, text);
    if (concept < 0)
        c->fault = arena_printf(c->lexicon->arena, "there is no concept %s", text);
    return concept;
}

static void parse_atom(struct compiler *c, const char *text, struct pattern_atom *atoms,
                       int *count)
{
    if (*count == PATTERN_ATOMS_MAX) {
        c->fault = "too many concepts in one pattern";
        return;
    }
    struct pattern_atom *atom = &atoms[(*count)++];
    atom->polarity = text[0] == '~'   ? PATTERN_DENIED
                     : text[0] == '?' ? PATTERN_EITHER
                                      : PATTERN_ASSERTED;
    atom->gap_max = c->gap_max;
    atom->is_close = c->is_close;
    atom->without_by = -1;
    c->gap_max = -1;
    c->is_close = false;
    char *copy = arena_strdup(c->lexicon->arena, text + (text[0] == '~' || text[0] == '?'));
    atom->concepts = arena_alloc(c->lexicon->arena, (strlen(copy) + 1) * sizeof(int));
    for (char *part; (part = strsep(&copy, "|"));) {
        if (!isalnum((unsigned char)*part) && *part != '=') {
            c->fault = "an alternative is a word or a concept; signs go before the first";
            return;
        }
        atom->concepts[atom->count++] = find_concept(c, part);
    }
}

static void parse_topic(struct compiler *c, const char *text)
{
    c->pattern->is_topic_excluded = text[0] == '!';
    text += c->pattern->is_topic_excluded;
    for (int i = 0; i < c->topics->count; i++)
        if (strcmp(c->topics->names[i], text) == 0) {
            c->pattern->topic = i;
            return;
        }
    c->fault = arena_printf(c->lexicon->arena, "there is no topic %s", text);
}

static void parse_span(struct compiler *c, const char *text)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);
    bool is_sentences = strcmp(end, "s") == 0;
    if (end == text || number < 1 || number > 200 || (*end && !is_sentences))
        c->fault = "after / stands a number of words, or of sentences as in /2s";
    else if (is_sentences)
        c->pattern->span_sentences = (int)number;
    else
        c->pattern->span_words = (int)number;
}

static void parse_fact(struct compiler *c, const char *name)
{
    if (c->pattern->fact_count == PATTERN_FACTS_MAX)
        c->fault = "too many facts in one pattern";
    else
        c->pattern->facts[c->pattern->fact_count++] = (struct pattern_fact){
            .name = arena_strdup(c->lexicon->arena, name + (name[0] == '!')),
            .is_absent = name[0] == '!',
        };
}

static void parse_order(struct compiler *c, const char *text)
{
    c->is_close = text[0] == '>';
    text += c->is_close;
    c->gap_max = text[0] ? atoi(text) : GAP_USUAL;
}

static void parse_absent(struct compiler *c, const char *text)
{
    struct pattern *pattern = c->pattern;
    bool is_wide = text[0] == '!';
    text += is_wide;
    parse_atom(c, text, pattern->absent, &pattern->absent_count);
    if (c->fault)
        return;
    struct pattern_atom *atom = &pattern->absent[pattern->absent_count - 1];
    atom->is_wide = is_wide;
    if (text[0] != '~')
        atom->polarity = PATTERN_EITHER;
}

static void parse_part(struct compiler *c, const char *part)
{
    struct pattern *pattern = c->pattern;
    switch (part[0]) {
    case '@':
        parse_topic(c, part + 1);
        break;
    case '#':
        parse_fact(c, part + 1);
        break;
    case '/':
        parse_span(c, part + 1);
        break;
    case '>':
        parse_order(c, part + 1);
        break;
    case '!':
        parse_absent(c, part + 1);
        break;
    default:
        parse_atom(c, part, pattern->atoms, &pattern->atom_count);
        break;
    }
}

/* `A -VERB-> B` is the active voice here, the passive one in a pattern of its own:
 * `B > VERB > by > A`. The rest of the pattern goes with both. */
static const char *turn_relation(struct compiler *c, char **parts, int count)
{
    struct buf passive = { 0 };
    for (int i = 0; i < count; i++) {
        size_t len = strlen(parts[i]);
        bool is_verb = len > 3 && parts[i][0] == '-' && strcmp(parts[i] + len - 2, "->") == 0;
        if (is_verb && i > 0 && i + 1 < count) {
            parts[i] = arena_strndup(c->lexicon->arena, parts[i] + 1, len - 3);
            c->relation[0] = parts[i - 1];
            c->relation[1] = parts[i];
            c->relation[2] = parts[i + 1];
        }
    }
    if (!c->relation[1])
        return NULL;
    buf_addf(&passive, "%s >> %s >>2 by >>4 %s", c->relation[2], c->relation[1],
             c->relation[0]);
    for (int i = 0; i < count; i++)
        if (parts[i] != c->relation[0] && parts[i] != c->relation[1] &&
            parts[i] != c->relation[2])
            buf_addf(&passive, " %s", parts[i]);
    const char *source = arena_strdup(c->lexicon->arena, buf_str(&passive));
    buf_finish(&passive);
    return source;
}

static int split(struct compiler *c, const char *source, char **parts, int max)
{
    int count = 0;
    char *rest = arena_strdup(c->lexicon->arena, source);
    for (char *part; (part = strsep(&rest, " "));) {
        if (!*part)
            continue;
        if (count == max) {
            c->fault = "too long a pattern";
            return 0;
        }
        parts[count++] = part;
    }
    return count;
}

/* "Nothing else can run": the denial of the verb reaches its neighbours too. */
static void accept_either_beside_denied(struct pattern *pattern)
{
    bool has_denied = false;
    for (int i = 0; i < pattern->atom_count; i++)
        has_denied |= pattern->atoms[i].polarity == PATTERN_DENIED;
    for (int i = 0; has_denied && i < pattern->atom_count; i++)
        if (pattern->atoms[i].polarity == PATTERN_ASSERTED)
            pattern->atoms[i].polarity = PATTERN_EITHER;
}

struct pattern *pattern_compile(struct lexicon *lexicon, const struct topics *topics,
                                const char *source, const char **ret_fault)
{
    char *parts[2 * PATTERN_ATOMS_MAX + PATTERN_FACTS_MAX + 4];
    struct pattern *pattern = arena_alloc(lexicon->arena, sizeof *pattern);
    struct compiler c = {
        .lexicon = lexicon, .topics = topics, .pattern = pattern, .gap_max = -1
    };
    *pattern = (struct pattern){ .source = arena_strdup(lexicon->arena, source),
                                 .topic = READING_TOPIC_NONE,
                                 .span_sentences = 1 };
    int count = split(&c, source, parts, (int)(sizeof parts / sizeof *parts));
    const char *passive = turn_relation(&c, parts, count);
    for (int i = 0; i < count && !c.fault; i++) {
        bool is_role =
            passive && i > 0 && (parts[i] == c.relation[1] || parts[i] == c.relation[2]);
        if (is_role)
            parse_order(&c, ">");
        parse_part(&c, parts[i]);
        if (is_role && !c.fault)
            pattern->atoms[pattern->atom_count - 1].without_by = find_concept(&c, "by");
    }
    accept_either_beside_denied(pattern);
    if (pattern->span_words == 0)
        pattern->span_words = SPAN_USUAL * pattern->span_sentences;
    if (!c.fault && pattern->atom_count + pattern->fact_count == 0)
        c.fault = "a pattern needs a concept or a fact";
    if (!c.fault && passive)
        pattern->passive = pattern_compile(lexicon, topics, passive, &c.fault);
    *ret_fault = c.fault;
    return c.fault ? NULL : pattern;
}
