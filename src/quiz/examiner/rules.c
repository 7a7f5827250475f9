#include "quiz/examiner/rules.h"

#include <stdio.h>
#include <string.h>

/* Steps of one answer's search; ordinary answers take some thousands. */
enum { SEARCH_BUDGET = 400 * 1000 };

int rules_find(const struct rules *rules, const char *name, const char *part)
{
    size_t len = strlen(name);
    for (int i = 0; i < rules->count; i++)
        if (strncmp(rules->items[i].name, name, len) == 0 &&
            strcmp(rules->items[i].name + len, part) == 0)
            return i;
    return -1;
}

static void resolve_facts(const struct rules *rules, struct pattern *pattern, struct json value)
{
    for (int i = 0; i < pattern->fact_count; i++) {
        pattern->facts[i].rule = rules_find(rules, pattern->facts[i].name, "");
        if (pattern->facts[i].rule < 0)
            json_fault(value, "no fact %s stands before this", pattern->facts[i].name);
    }
}

static void read_patterns(struct rules *rules, struct json list, const char *name)
{
    struct arena *arena = rules->lexicon.arena;
    if (rules->count == RULES_MAX) {
        json_fault(list, "more than %d rules in one question", RULES_MAX);
        return;
    }
    struct rule rule = { .name = name };
    rule.patterns = arena_alloc(arena, json_len(list) * sizeof *rule.patterns + 1);
    for (size_t i = 0; i < json_len(list); i++) {
        struct json value = json_at(list, i);
        const char *source = json_as_string(value, arena), *fault = NULL;
        struct pattern *pattern =
            source ? pattern_compile(&rules->lexicon, &rules->topics, source, &fault) : NULL;
        if (fault)
            json_fault(value, "%s", fault);
        if (!pattern)
            continue;
        resolve_facts(rules, pattern, value);
        rule.patterns[rule.count++] = pattern;
    }
    rules->items[rules->count++] = rule;
}

static void read_topics(struct rules *rules, struct json own)
{
    struct json topics = json_get(own, "topics");
    for (const cJSON *child = topics.value ? topics.value->child : NULL; child;
         child = child->next) {
        struct json value = json_get(topics, child->string);
        const char *concept = json_as_string(value, rules->lexicon.arena);
        int number = concept ? lexicon_concept(&rules->lexicon, concept) : -1;
        if (number < 0 || rules->topics.count == READING_TOPICS_MAX) {
            json_fault(value, "a topic names a concept, and there are at most %d",
                       READING_TOPICS_MAX);
            return;
        }
        rules->topics.names[rules->topics.count] =
            arena_strdup(rules->lexicon.arena, child->string);
        rules->topics.concepts[rules->topics.count++] = number;
    }
}

static void read_facts(struct rules *rules, struct json own)
{
    if (!json_has(own, "facts"))
        return;
    struct json facts = json_get(own, "facts");
    for (const cJSON *child = facts.value ? facts.value->child : NULL; child;
         child = child->next) {
        struct json list = json_get(facts, child->string);
        read_patterns(rules, list, arena_strdup(rules->lexicon.arena, child->string));
    }
}

static void read_point(struct rules *rules, struct json points, const char *id)
{
    static const char *const parts[][2] = { { "full", "" },
                                            { "half", ".half" },
                                            { "deny", ".deny" } };
    struct json point = json_get(points, id);
    json_keys(point, "full half? deny?");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!json_has(point, parts[i][0]))
            continue;
        struct json list = json_get(point, parts[i][0]);
        read_patterns(rules, list, arena_printf(rules->lexicon.arena, "%s%s", id, parts[i][1]));
    }
}

static const char *point_id(const struct examiner_question *question, int index)
{
    return index < question->point_count ? question->points[index].id : NULL;
}

static const char *misconception_id(const struct examiner_question *question, int index)
{
    return index < question->misconception_count ? question->misconceptions[index].id : NULL;
}

typedef const char *id_of_fn(const struct examiner_question *question, int index);

static bool has_id(id_of_fn *id_of, const struct examiner_question *question, const char *name)
{
    for (int i = 0; id_of(question, i); i++) {
        if (strcmp(id_of(question, i), name) == 0)
            return true;
    }
    return false;
}

/* The members are those that the rubric has, and all of them. */
static void check_ids(struct json object, id_of_fn *id_of,
                      const struct examiner_question *question)
{
    for (int i = 0; id_of(question, i); i++) {
        if (!json_has(object, id_of(question, i)))
            json_fault(object, "the rubric's \"%s\" has no rules", id_of(question, i));
    }
    for (const cJSON *child = object.value ? object.value->child : NULL; child;
         child = child->next) {
        if (!has_id(id_of, question, child->string))
            json_fault(json_get(object, child->string), "the rubric has no \"%s\"",
                       child->string);
    }
}

/* Nobody is blamed for what they say would be so otherwise. */
static void ignore_supposed(const struct rule *rule)
{
    for (int i = 0; i < rule->count; i++)
        for (struct pattern *pattern = rule->patterns[i]; pattern; pattern = pattern->passive)
            pattern->ignores_supposed = true;
}

void rules_read(struct rules *rules, struct arena *arena, struct json shared, struct json own,
                const struct examiner_question *question)
{
    lexicon_init(&rules->lexicon, arena);
    json_keys(own, "topics? rewrites? concepts? facts? points misconceptions");
    lexicon_read(&rules->lexicon, shared);
    lexicon_read(&rules->lexicon, own);
    if (json_has(own, "topics"))
        read_topics(rules, own);
    read_facts(rules, own);
    struct json misconceptions = json_get(own, "misconceptions");
    struct json points = json_get(own, "points");
    check_ids(misconceptions, misconception_id, question);
    check_ids(points, point_id, question);
    for (int i = 0; i < question->misconception_count; i++) {
        struct json list = json_get(misconceptions, question->misconceptions[i].id);
        read_patterns(rules, list, question->misconceptions[i].id);
        ignore_supposed(&rules->items[rules->count - 1]);
    }
    for (int i = 0; i < question->point_count; i++)
        read_point(rules, points, question->points[i].id);
}

void rules_finish(struct rules *rules)
{
    lexicon_finish(&rules->lexicon);
}

static bool facts_hold(const struct pattern *pattern, const struct rules_found *found)
{
    for (int i = 0; i < pattern->fact_count; i++)
        if (found->holds[pattern->facts[i].rule] == pattern->facts[i].is_absent)
            return false;
    return true;
}

/* A pattern of facts only is quoted by the first of them. */
static struct pattern_match fact_match(const struct pattern *pattern,
                                       const struct rules_found *found)
{
    for (int i = 0; i < pattern->fact_count; i++)
        if (!pattern->facts[i].is_absent)
            return found->matches[pattern->facts[i].rule];
    return (struct pattern_match){ 0 };
}

static bool apply_rule(const struct rule *rule, const struct reading *reading, long *budget,
                       const struct rules_found *found, struct pattern_match *ret_match)
{
    for (int i = 0; i < rule->count; i++) {
        const struct pattern *pattern = rule->patterns[i];
        if (!facts_hold(pattern, found))
            continue;
        if (pattern->atom_count == 0) {
            *ret_match = fact_match(pattern, found);
            return true;
        }
        if (pattern_find(pattern, reading, budget, ret_match))
            return true;
    }
    return false;
}

void rules_apply(const struct rules *rules, const struct reading *reading,
                 struct rules_found *ret_found)
{
    long budget = SEARCH_BUDGET;
    *ret_found = (struct rules_found){ 0 };
    for (int i = 0; i < rules->count; i++)
        ret_found->holds[i] =
            apply_rule(&rules->items[i], reading, &budget, ret_found, &ret_found->matches[i]);
    ret_found->is_exhausted = budget < 0;
}
