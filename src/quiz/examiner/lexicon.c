#include "quiz/examiner/lexicon.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <libstemmer.h>

#include "base/mem.h"

void lexicon_init(struct lexicon *lexicon, struct arena *arena)
{
    *lexicon =
        (struct lexicon){ .arena = arena, .stemmer = sb_stemmer_new("english", "UTF_8") };
}

void lexicon_finish(struct lexicon *lexicon)
{
    sb_stemmer_delete(lexicon->stemmer);
    vocabulary_finish(&lexicon->vocabulary);
    vocabulary_finish(&lexicon->rewrite_words);
    vocabulary_finish(&lexicon->concept_names);
    free(lexicon->rewrites);
    free(lexicon->concepts);
    free(lexicon->corrigible);
    *lexicon = (struct lexicon){ 0 };
}

const char *lexicon_stem(const struct lexicon *lexicon, const char *word)
{
    return (const char *)sb_stemmer_stem(lexicon->stemmer, (const sb_symbol *)word,
                                         (int)strlen(word));
}

const char *lexicon_rewrite(const struct lexicon *lexicon, const char *word)
{
    int number = vocabulary_find(&lexicon->rewrite_words, word);
    return number < 0 ? NULL : lexicon->rewrites[number].to;
}

int lexicon_concept(const struct lexicon *lexicon, const char *name)
{
    return vocabulary_find(&lexicon->concept_names, name);
}

/* Long words can be recognised when misspelt; in short ones a letter makes another word. */
static void note_corrigible(struct lexicon *lexicon, const char *word, const char *stem,
                            int number)
{
    enum { SHORTEST = 6 };
    if (strlen(word) < SHORTEST || number != lexicon->vocabulary.count - 1)
        return; /* too short, or noted before */
    lexicon->corrigible =
        mem_grow(lexicon->corrigible, &lexicon->corrigible_cap,
                 (size_t)lexicon->corrigible_count + 1, sizeof *lexicon->corrigible);
    lexicon->corrigible[lexicon->corrigible_count++] = (struct lexicon_stem){
        .text = arena_strdup(lexicon->arena, stem),
        .word = arena_strdup(lexicon->arena, word),
        .number = number,
    };
}

static int add_word(struct lexicon *lexicon, const char *word)
{
    const char *entry = word[0] == '=' ? word : lexicon_stem(lexicon, word);
    int number = vocabulary_add(&lexicon->vocabulary, entry);
    if (word[0] != '=')
        note_corrigible(lexicon, word, entry, number);
    return number;
}

/* One alternative of one place: a concept's name or a word. */
static bool add_alternative(struct lexicon *lexicon, struct lexicon_element *element,
                            const char *text, const char **ret_fault)
{
    int alternative;
    if (isupper((unsigned char)text[0])) {
        int concept = lexicon_concept(lexicon, text);
        if (concept < 0) {
            *ret_fault =
                arena_printf(lexicon->arena, "no concept %s is defined before this", text);
            return false;
        }
        alternative = -1 - concept;
    } else {
        if (!text[text[0] == '=']) {
            *ret_fault = "an empty word";
            return false;
        }
        alternative = add_word(lexicon, text);
    }
    element->alternatives[element->count++] = alternative;
    return true;
}

static size_t count_char(const char *text, char wanted)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == wanted;
    return count;
}

static bool parse_element(struct lexicon *lexicon, char *text, struct lexicon_element *element,
                          const char **ret_fault)
{
    if (strcmp(text, "...") == 0) {
        element->is_gap = true;
        return true;
    }
    element->alternatives =
        arena_alloc(lexicon->arena, (count_char(text, '|') + 1) * sizeof(int));
    for (char *part; (part = strsep(&text, "|"));)
        if (!add_alternative(lexicon, element, part, ret_fault))
            return false;
    return true;
}

static bool parse_phrase(struct lexicon *lexicon, char *text, struct lexicon_phrase *phrase,
                         const char **ret_fault)
{
    phrase->is_excluding = text[0] == '-';
    text += phrase->is_excluding;
    phrase->elements =
        arena_alloc(lexicon->arena, (count_char(text, ' ') + 1) * sizeof *phrase->elements);
    for (char *part; (part = strsep(&text, " "));)
        if (*part &&
            !parse_element(lexicon, part, &phrase->elements[phrase->count++], ret_fault))
            return false;
    if (phrase->count == 0 || phrase->elements[0].is_gap ||
        phrase->elements[phrase->count - 1].is_gap) {
        *ret_fault = "a phrase begins and ends with a word";
        return false;
    }
    return true;
}

static struct lexicon_concept *new_concept(struct lexicon *lexicon, const char *name)
{
    lexicon->concepts = mem_grow(lexicon->concepts, &lexicon->concept_cap,
                                 (size_t)lexicon->concept_count + 1, sizeof *lexicon->concepts);
    struct lexicon_concept *concept = &lexicon->concepts[lexicon->concept_count++];
    *concept = (struct lexicon_concept){ .name = name };
    return concept;
}

/* Whether the word alone is a phrase of the concept. */
static bool is_word_of(const struct lexicon *lexicon, int concept, int word)
{
    for (int i = 0; concept >= 0 && i < lexicon->concepts[concept].count; i++) {
        const struct lexicon_phrase *phrase = &lexicon->concepts[concept].phrases[i];
        if (phrase->count == 1 && phrase->elements[0].alternatives[0] == word)
            return true;
    }
    return false;
}

static bool has_negator(const struct lexicon *lexicon, const struct lexicon_phrase *phrase)
{
    for (int i = 0; i < phrase->count; i++)
        for (int k = 0; k < phrase->elements[i].count; k++) {
            int word = phrase->elements[i].alternatives[k];
            if (is_word_of(lexicon, lexicon->grammar[GRAMMAR_NEGATOR], word) ||
                is_word_of(lexicon, lexicon->grammar[GRAMMAR_NEGATOR_OF_NOUN], word))
                return true;
        }
    return false;
}

int lexicon_add_phrase(struct lexicon *lexicon, const char *text, const char **ret_fault)
{
    int known = lexicon_concept(lexicon, text);
    if (known >= 0)
        return known;
    char *copy = arena_strdup(lexicon->arena, text);
    for (char *p = copy; *p; p++)
        if (*p == '_')
            *p = ' ';
    struct lexicon_phrase *phrase = arena_alloc(lexicon->arena, sizeof *phrase);
    if (!parse_phrase(lexicon, copy, phrase, ret_fault))
        return -1;
    struct lexicon_concept *concept = new_concept(lexicon, arena_strdup(lexicon->arena, text));
    concept->phrases = phrase;
    concept->count = 1;
    phrase->has_negator = has_negator(lexicon, phrase);
    return vocabulary_add(&lexicon->concept_names, concept->name);
}

static void read_phrases(struct lexicon *lexicon, struct json value,
                         struct lexicon_concept *concept, size_t *cap)
{
    char *text = (char *)json_as_string(value, lexicon->arena);
    for (char *part; text && (part = strsep(&text, ","));) {
        part += strspn(part, " ");
        concept->phrases = mem_grow(concept->phrases, cap, (size_t) concept->count + 1,
                                    sizeof *concept->phrases);
        struct lexicon_phrase *phrase = &concept->phrases[concept->count++];
        *phrase = (struct lexicon_phrase){ 0 };
        const char *fault = NULL;
        if (!parse_phrase(lexicon, part, phrase, &fault))
            json_fault(value, "%s in the phrase \"%s\"", fault, part);
    }
}

static void read_concept(struct lexicon *lexicon, struct json value, const char *name)
{
    struct lexicon_concept concept = { .name = arena_strdup(lexicon->arena, name) };
    size_t cap = 0;
    for (size_t i = 0; i < json_len(value); i++) {
        struct json line = json_at(value, i);
        read_phrases(lexicon, line, &concept, &cap);
    }
    int number = vocabulary_add(&lexicon->concept_names, concept.name);
    if (number == lexicon->concept_count)
        new_concept(lexicon, concept.name);
    struct lexicon_phrase *phrases = concept.phrases;
    concept.phrases = arena_alloc(lexicon->arena, (size_t) concept.count * sizeof *phrases + 1);
    if (concept.count)
        memcpy(concept.phrases, phrases, (size_t) concept.count * sizeof *phrases);
    free(phrases);
    lexicon->concepts[number] = concept;
}

static void read_rewrite(struct lexicon *lexicon, struct json to, const char *from)
{
    int number = vocabulary_add(&lexicon->rewrite_words, from);
    lexicon->rewrites = mem_grow(lexicon->rewrites, &lexicon->rewrite_cap, (size_t)number + 1,
                                 sizeof *lexicon->rewrites);
    lexicon->rewrites[number] = (struct lexicon_rewrite){
        .from = arena_strdup(lexicon->arena, from),
        .to = json_as_string(to, lexicon->arena),
    };
}

static void each_member(struct lexicon *lexicon, struct json object, const char *key,
                        void (*read)(struct lexicon *, struct json, const char *))
{
    if (!json_has(object, key))
        return;
    struct json members = json_get(object, key);
    if (!members.value)
        return;
    for (const cJSON *child = members.value->child; child; child = child->next) {
        struct json member = json_get(members, child->string);
        read(lexicon, member, child->string);
    }
}

void lexicon_read(struct lexicon *lexicon, struct json object)
{
    each_member(lexicon, object, "rewrites", read_rewrite);
    each_member(lexicon, object, "concepts", read_concept);
    static const char *const names[] = {
#define X(name) #name,
        LEXICON_GRAMMAR(X)
#undef X
    };
    for (int i = 0; i < GRAMMAR_COUNT; i++)
        lexicon->grammar[i] = lexicon_concept(lexicon, names[i]);
    for (int i = 0; i < lexicon->concept_count; i++)
        for (int k = 0; k < lexicon->concepts[i].count; k++)
            lexicon->concepts[i].phrases[k].has_negator =
                has_negator(lexicon, &lexicon->concepts[i].phrases[k]);
}
