/* A recursive reader without the recursion: the format nests in one place only, the ready queue
 * of a tick. Every function moves `at` past what it has read, or sets the fault and returns
 * false. */
#include "trace/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct reader {
    const char *begin, *at, *end;
    struct fields_pool *pool;
    struct fields *fields;
    struct fields_fault *fault;
};

enum value_type { VALUE_NAME, VALUE_TEXT, VALUE_ID, VALUE_INT, VALUE_MS, VALUE_READY };

static const enum value_type field_types[WORD_FIELDS_END] = {
#define ENTRY(name, text, type) [WORD_##name] = VALUE_##type,
    TRACE_FIELDS(ENTRY)
#undef ENTRY
};

_Static_assert(WORD_FIELDS_END <= 64, "a bit of `present` for each field");

void fields_pool_init(struct fields_pool *pool)
{
    static const char *const words[] = {
#define ENTRY(name, text, ...) text,
        TRACE_FIELDS(ENTRY) TRACE_VALUES(ENTRY)
#undef ENTRY
    };
    *pool = (struct fields_pool){ .text_limit = FIELDS_TEXT_LIMIT };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        strings_add(&pool->strings, words[i], strlen(words[i]));
    buf_addc(&pool->texts, '\0');
}

void fields_pool_finish(struct fields_pool *pool)
{
    strings_finish(&pool->strings);
    buf_finish(&pool->texts);
    buf_finish(&pool->scratch);
    free(pool->ready);
    *pool = (struct fields_pool){ 0 };
}

size_t fields_pool_add_text(struct fields_pool *pool, const char *bytes, size_t len_bytes)
{
    struct buf *texts = &pool->texts;
    size_t begin = texts->len;
    if (begin + len_bytes >= pool->text_limit) {
        pool->has_lost_texts = true;
        return 0;
    }
    buf_add(texts, bytes, len_bytes);
    buf_addc(texts, '\0');
    return begin;
}

/* ---- Characters ---- */

static bool fail(struct reader *reader, const char *message)
{
    *reader->fault = (struct fields_fault){ (size_t)(reader->at - reader->begin), message };
    return false;
}

static void skip_space(struct reader *reader)
{
    while (reader->at < reader->end &&
           (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\r'))
        reader->at++;
}

/* Whether the next character is `c`, which is then taken. */
static bool take(struct reader *reader, char c)
{
    skip_space(reader);
    if (reader->at == reader->end || *reader->at != c)
        return false;
    reader->at++;
    return true;
}

/* ---- Strings ---- */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

static bool read_hex4(struct reader *reader, uint32_t *ret_code)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = reader->at < reader->end ? hex_value(*reader->at) : -1;
        if (digit < 0)
            return fail(reader, "\\u needs four hexadecimal digits");
        code = code << 4 | (uint32_t)digit;
        reader->at++;
    }
    *ret_code = code;
    return true;
}

static void add_utf8(struct buf *out, uint32_t code)
{
    if (code < 0x80) {
        buf_addc(out, (char)code);
    } else if (code < 0x800) {
        buf_addc(out, (char)(0xc0 | code >> 6));
        buf_addc(out, (char)(0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
        buf_addc(out, (char)(0xe0 | code >> 12));
        buf_addc(out, (char)(0x80 | (code >> 6 & 0x3f)));
        buf_addc(out, (char)(0x80 | (code & 0x3f)));
    } else {
        buf_addc(out, (char)(0xf0 | code >> 18));
        buf_addc(out, (char)(0x80 | (code >> 12 & 0x3f)));
        buf_addc(out, (char)(0x80 | (code >> 6 & 0x3f)));
        buf_addc(out, (char)(0x80 | (code & 0x3f)));
    }
}

/* The rest of a \u escape. Half a pair, and the NUL that would end the string, become
 * U+FFFD. */
static bool read_unicode(struct reader *reader, struct buf *out)
{
    uint32_t code, low;
    if (!read_hex4(reader, &code))
        return false;
    bool has_second =
        reader->end - reader->at >= 6 && reader->at[0] == '\\' && reader->at[1] == 'u';
    if (code >= 0xd800 && code < 0xdc00 && has_second) {
        reader->at += 2;
        if (!read_hex4(reader, &low))
            return false;
        bool is_pair = low >= 0xdc00 && low < 0xe000;
        code = is_pair ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
    }
    bool is_character = code && (code < 0xd800 || code >= 0xe000);
    add_utf8(out, is_character ? code : 0xfffd);
    return true;
}

static bool read_escape(struct reader *reader, struct buf *out)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char c = reader->at < reader->end ? *reader->at++ : '\0';
    if (c == 'u')
        return read_unicode(reader, out);
    const char *letter = c ? strchr(letters, c) : NULL;
    if (!letter)
        return fail(reader, "this escape is unknown");
    buf_addc(out, meanings[letter - letters]);
    return true;
}

/* The end of the plain characters at `at`: a quote, a backslash, or what may not be there. */
static const char *plain_end(const struct reader *reader)
{
    const char *at = reader->at;
    while (at < reader->end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

/* The string's bytes: a slice of the line, or of the scratch buffer when it has escapes. */
static bool read_string(struct reader *reader, const char **ret_bytes, size_t *ret_len)
{
    if (!take(reader, '"'))
        return fail(reader, "a string is expected here");
    struct buf *scratch = &reader->pool->scratch;
    const char *begin = reader->at, *end = plain_end(reader);
    buf_truncate(scratch, 0);
    while (end < reader->end && *end == '\\') {
        buf_add(scratch, reader->at, (size_t)(end - reader->at));
        reader->at = end + 1;
        if (!read_escape(reader, scratch))
            return false;
        begin = NULL;
        end = plain_end(reader);
    }
    if (!begin)
        buf_add(scratch, reader->at, (size_t)(end - reader->at));
    reader->at = end;
    if (end == reader->end)
        return fail(reader, "the line ends inside a string");
    if (*end != '"')
        return fail(reader, "a string must not hold a control character");
    reader->at++;
    *ret_bytes = begin ? begin : buf_str(scratch);
    *ret_len = begin ? (size_t)(end - begin) : scratch->len;
    return true;
}

/* ---- Numbers ---- */

static bool is_digit(const struct reader *reader)
{
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

/* The number times `unit` (a power of ten); what is smaller than 1/unit is cut off. */
static bool read_number(struct reader *reader, int64_t unit, int64_t *ret_value)
{
    bool is_negative = take(reader, '-');
    int64_t value = 0;
    if (!is_digit(reader))
        return fail(reader, "a number is expected here");
    for (; is_digit(reader); reader->at++) {
        if (value > (INT64_MAX / unit - 9) / 10)
            return fail(reader, "the number is too large");
        value = 10 * value + (*reader->at - '0');
    }
    value *= unit;
    if (reader->at < reader->end && *reader->at == '.') {
        for (reader->at++; is_digit(reader); reader->at++)
            value += (*reader->at - '0') * (unit /= 10);
    }
    *ret_value = is_negative ? -value : value;
    return true;
}

static bool read_id(struct reader *reader, uint32_t *ret_id)
{
    int64_t value;
    const char *began = reader->at;
    if (!read_number(reader, 1, &value))
        return false;
    if (value < 0 || value > INT32_MAX) {
        reader->at = began;
        return fail(reader, "a number between 0 and 2147483647 is expected here");
    }
    *ret_id = (uint32_t)value;
    return true;
}

/* ---- Values ---- */

static bool skip_nested(struct reader *reader)
{
    size_t depth = 0, len;
    const char *bytes;
    do {
        skip_space(reader);
        if (reader->at == reader->end)
            return fail(reader, "the line ends inside a value");
        char c = *reader->at;
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (c != '"')
            reader->at++;
        else if (!read_string(reader, &bytes, &len))
            return false;
    } while (depth);
    return true;
}

/* Any value: of a field that is not known, or null. */
static bool skip_value(struct reader *reader)
{
    const char *bytes;
    size_t len;
    skip_space(reader);
    char c = reader->at < reader->end ? *reader->at : '\0';
    if (c == '"')
        return read_string(reader, &bytes, &len);
    if (c == '{' || c == '[')
        return skip_nested(reader);
    const char *began = reader->at;
    while (reader->at < reader->end && !strchr(",:]}\" \t\r", *reader->at))
        reader->at++;
    return reader->at > began || fail(reader, "a value is expected here");
}

static bool read_name(struct reader *reader, int64_t *ret_value)
{
    const char *bytes;
    size_t len;
    if (!read_string(reader, &bytes, &len))
        return false;
    *ret_value = strings_add(&reader->pool->strings, bytes, len);
    return true;
}

static bool read_text(struct reader *reader, int64_t *ret_value)
{
    const char *bytes;
    size_t len;
    if (!read_string(reader, &bytes, &len))
        return false;
    *ret_value = (int64_t)fields_pool_add_text(reader->pool, bytes, len);
    return true;
}

/* One entry of a ready queue: {"task":N}, {"call":true} or {"more":true}. */
static bool read_ready_entry(struct reader *reader)
{
    struct fields_pool *pool = reader->pool;
    uint32_t task = 0;
    bool is_more = false;
    if (!take(reader, '{'))
        return fail(reader, "an object is expected here");
    do {
        int64_t key;
        if (!read_name(reader, &key))
            return false;
        if (!take(reader, ':'))
            return fail(reader, "a colon is expected here");
        is_more |= key == WORD_MORE;
        if (!(key == WORD_TASK ? read_id(reader, &task) : skip_value(reader)))
            return false;
    } while (take(reader, ','));
    if (!take(reader, '}'))
        return fail(reader, "a brace is expected here");
    reader->fields->has_more_ready |= is_more;
    if (is_more)
        return true;
    pool->ready =
        mem_grow(pool->ready, &pool->ready_cap, pool->ready_count + 1, sizeof(*pool->ready));
    pool->ready[pool->ready_count++] = task;
    reader->fields->ready_count++;
    return true;
}

static bool read_ready(struct reader *reader, int64_t *ret_value)
{
    *ret_value = (int64_t)reader->pool->ready_count;
    reader->fields->ready_count = 0;
    if (!take(reader, '['))
        return fail(reader, "a list is expected here");
    if (take(reader, ']'))
        return true;
    do {
        if (!read_ready_entry(reader))
            return false;
    } while (take(reader, ','));
    return take(reader, ']') || fail(reader, "a bracket is expected here");
}

static bool read_typed(struct reader *reader, enum value_type type, int64_t *ret_value)
{
    uint32_t id = 0;
    switch (type) {
    case VALUE_NAME:
        return read_name(reader, ret_value);
    case VALUE_TEXT:
        return read_text(reader, ret_value);
    case VALUE_INT:
        return read_number(reader, 1, ret_value);
    case VALUE_MS:
        return read_number(reader, 1000, ret_value);
    case VALUE_READY:
        return read_ready(reader, ret_value);
    case VALUE_ID:
        break;
    }
    if (!read_id(reader, &id))
        return false;
    *ret_value = id;
    return true;
}

/* ---- The line ---- */

static bool read_field(struct reader *reader)
{
    int64_t key;
    if (!read_name(reader, &key))
        return false;
    if (!take(reader, ':'))
        return fail(reader, "a colon is expected here");
    skip_space(reader);
    bool is_null = reader->at < reader->end && *reader->at == 'n';
    if (key == WORD_NONE || key >= WORD_FIELDS_END || is_null)
        return skip_value(reader);
    reader->fields->present |= UINT64_C(1) << key;
    return read_typed(reader, field_types[key], &reader->fields->values[key]);
}

static bool read_line(struct reader *reader)
{
    if (!take(reader, '{'))
        return fail(reader, "a record begins with a brace");
    do {
        if (!read_field(reader))
            return false;
    } while (take(reader, ','));
    if (!take(reader, '}'))
        return fail(reader, "a comma or a brace is expected here");
    skip_space(reader);
    return reader->at == reader->end || fail(reader, "nothing may follow a record");
}

int fields_parse(struct fields *fields, struct fields_pool *pool, const char *line,
                 size_t len_bytes, struct fields_fault *ret_fault)
{
    struct reader reader = {
        .begin = line,
        .at = line,
        .end = line + len_bytes,
        .pool = pool,
        .fields = fields,
        .fault = ret_fault,
    };
    fields->present = 0;
    fields->ready_count = 0;
    fields->has_more_ready = false;
    return read_line(&reader) ? 0 : -1;
}
