#include "base/json_place.h"

#include <ctype.h>
#include <string.h>

/* Both the tree and the text list the values in the same order: a container, then its members.
 * So the n-th value of the one is the n-th value of the other, and finding it takes no second
 * parser. */

/* Counts the values in front of `value` in document order. Returns true once it was met. */
static bool count_before(const cJSON *tree, const cJSON *value, size_t *count)
{
    if (tree == value)
        return true;
    (*count)++;
    for (const cJSON *child = tree->child; child; child = child->next) {
        if (count_before(child, value, count))
            return true;
    }
    return false;
}

/* Just behind the string that starts at `quote`. */
static const char *skip_string(const char *quote)
{
    const char *c = quote + 1;
    while (*c && *c != '"')
        c += *c == '\\' && c[1] ? 2 : 1;
    return *c ? c + 1 : c;
}

static bool is_member_name(const char *end_of_string)
{
    return end_of_string[strspn(end_of_string, " \t\r\n")] == ':';
}

/* Just behind the value's first token: containers are entered, not skipped. */
static const char *skip_token(const char *token)
{
    if (*token == '"')
        return skip_string(token);
    if (*token == '{' || *token == '[')
        return token + 1;
    return token + strcspn(token, " \t\r\n,]}");
}

size_t json_place_offset(const char *text, const cJSON *tree, const cJSON *value, bool of_key)
{
    size_t before = 0;
    count_before(tree, value, &before);
    const char *name = text;
    for (const char *c = text; *c;) {
        if (*c == '"' && is_member_name(skip_string(c))) {
            name = c;
            c = skip_string(c);
        } else if (strchr("{[\"-", *c) || isalnum((unsigned char)*c)) {
            if (before-- == 0)
                return (size_t)((of_key ? name : c) - text);
            c = skip_token(c);
        } else {
            c++;
        }
    }
    return 0;
}

size_t json_place_end(const char *text, size_t offset)
{
    int depth = 0;
    const char *c = text + offset;
    do {
        depth += strchr("{[", *c) ? 1 : strchr("}]", *c) ? -1 : 0;
        c = strchr("{}[] \t\r\n,:", *c) ? c + 1 : skip_token(c);
    } while (depth > 0 && *c);
    return (size_t)(c - text);
}

/* Appends the steps from `tree` down to `value`; leaves `path` as it was when it is not below.
 */
static bool add_path(const cJSON *tree, const cJSON *value, struct buf *path)
{
    if (tree == value)
        return true;
    size_t len = path->len, index = 0;
    for (const cJSON *child = tree->child; child; child = child->next, index++) {
        if (cJSON_IsArray(tree))
            buf_addf(path, "[%zu]", index);
        else
            buf_addf(path, "%s%s", len ? "." : "", child->string);
        if (add_path(child, value, path))
            return true;
        buf_truncate(path, len);
    }
    return false;
}

void json_place_path(const cJSON *tree, const cJSON *value, struct buf *path)
{
    add_path(tree, value, path);
}
