#include "course/snippet.h"

#include <string.h>

#include "base/scan.h"

static size_t indent_of(const char *line)
{
    return strspn(line, " \t");
}

/* Behind `// ` or `# `; NULL if the line is no comment. */
static const char *comment(const char *line)
{
    line += indent_of(line);
    if (strncmp(line, "// ", 3) == 0)
        return line + 3;
    return strncmp(line, "# ", 2) == 0 ? line + 2 : NULL;
}

static bool is_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    return strncmp(text, word, len) == 0 && text[len + strspn(text + len, " \t\r")] == '\n';
}

static bool closes(const char *line)
{
    const char *text = comment(line);
    return text && is_word(text, "end");
}

/* The name in a line that opens a cut, or NULL. */
static const char *opens(const char *line)
{
    const char *text = comment(line);
    return text && strncmp(text, "cut: ", 5) == 0 ? text + 5 : NULL;
}

const char *snippet_opened(const char *line, size_t *ret_len)
{
    const char *name = opens(line);
    if (name)
        *ret_len = strcspn(name, " \t\r\n");
    return name;
}

bool snippet_is_marker(const char *line)
{
    return opens(line) || closes(line);
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " \t\r")] == '\n';
}

static void add_dedented(const char *from, const char *to, struct buf *out)
{
    size_t margin = (size_t)-1;
    for (const char *line = from; line < to; line = scan_next_line(line)) {
        if (!is_blank(line) && indent_of(line) < margin)
            margin = indent_of(line);
    }
    for (const char *line = from; line < to; line = scan_next_line(line)) {
        const char *start = is_blank(line) ? line + indent_of(line) : line + margin;
        buf_add(out, start, (size_t)(scan_next_line(line) - start));
    }
}

int snippet_cut(const char *file, const char *text, const char *name, struct buf *out,
                struct diag *diag)
{
    const char *open = text;
    while (*open && !(opens(open) && is_word(opens(open), name)))
        open = scan_next_line(open);
    if (!*open) {
        diag_set(diag, file, 1, 1, "no cut \"%s\" is marked in this file", name);
        return -1;
    }
    const char *from = scan_next_line(open), *to = from;
    while (*to && !snippet_is_marker(to))
        to = scan_next_line(to);
    if (!closes(to)) {
        diag_set_at(diag, file, text, (size_t)(open - text) + indent_of(open),
                    "the cut \"%s\" is not closed by a line \"end\" of its own", name);
        return -1;
    }
    add_dedented(from, to, out);
    return 0;
}

void snippet_whole(const char *text, struct buf *out)
{
    for (const char *line = text; *line; line = scan_next_line(line)) {
        if (!snippet_is_marker(line))
            buf_add(out, line, (size_t)(scan_next_line(line) - line));
    }
}
