#include "base/json_edit.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/json_place.h"
#include "base/scan.h"

static size_t offset_of(const struct json_doc *doc, const cJSON *value)
{
    return json_place_offset(buf_str(&doc->text), doc->tree, value, false);
}

/* The spaces in front of the line that holds the offset. */
static void add_indent(const char *text, size_t offset, struct buf *out)
{
    size_t start = offset;
    while (start > 0 && text[start - 1] != '\n')
        start--;
    buf_add(out, text + start, strspn(text + start, " \t"));
}

/* `item` with the indent in front of every line but the first. */
static void add_item(const char *item, const char *indent, struct buf *out)
{
    for (const char *line = item; *line; line = scan_next_line(line)) {
        if (line != item)
            buf_adds(out, indent);
        buf_add(out, line, (size_t)(scan_next_line(line) - line));
    }
}

/* The only element of an empty list; if it has several lines, on lines of its own. */
static void add_only(const char *text, size_t list, const char *item, struct buf *out)
{
    struct buf outer = { 0 }, inner = { 0 };
    bool has_lines = strchr(item, '\n') != NULL;
    add_indent(text, list, &outer);
    buf_addf(&inner, "%s  ", buf_str(&outer));
    buf_add(out, text, list + 1);
    if (has_lines)
        buf_addf(out, "\n%s", buf_str(&inner));
    add_item(item, buf_str(&inner), out);
    if (has_lines)
        buf_addf(out, "\n%s", buf_str(&outer));
    buf_adds(out, text + list + 1 + strspn(text + list + 1, " \t\r\n"));
    buf_finish(&outer);
    buf_finish(&inner);
}

static void add_before(const char *text, size_t element, const char *item, struct buf *out)
{
    struct buf indent = { 0 };
    add_indent(text, element, &indent);
    buf_add(out, text, element);
    add_item(item, buf_str(&indent), out);
    buf_addf(out, ",\n%s%s", buf_str(&indent), text + element);
    buf_finish(&indent);
}

static void add_after(const char *text, size_t element, const char *item, struct buf *out)
{
    struct buf indent = { 0 };
    size_t end = json_place_end(text, element);
    add_indent(text, element, &indent);
    buf_add(out, text, end);
    buf_addf(out, ",\n%s", buf_str(&indent));
    add_item(item, buf_str(&indent), out);
    buf_adds(out, text + end);
    buf_finish(&indent);
}

/* The whole text with the item in it; `list` is an array of the document. */
static void compose(const struct json_doc *doc, const cJSON *list, size_t index,
                    const char *item, struct buf *out)
{
    const char *text = buf_str(&doc->text);
    size_t count = (size_t)cJSON_GetArraySize(list);
    if (count == 0)
        add_only(text, offset_of(doc, list), item, out);
    else if (index < count)
        add_before(text, offset_of(doc, cJSON_GetArrayItem(list, (int)index)), item, out);
    else
        add_after(text, offset_of(doc, cJSON_GetArrayItem(list, (int)count - 1)), item, out);
}

int json_edit_insert(const char *file, const char *path, size_t index, const char *item,
                     struct diag *diag)
{
    struct json_doc doc;
    struct buf edited = { 0 };
    if (json_open(&doc, file, diag))
        return -1;
    struct json list = json_follow(json_root(&doc), path);
    if (!cJSON_IsArray(list.value))
        json_fault(list, "there is no list \"%s\" here to add to", path);
    else
        compose(&doc, list.value, index, item, &edited);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    if (!err)
        err = file_write(file, buf_str(&edited), edited.len, diag);
    buf_finish(&edited);
    return err;
}
