#include "course/text.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/scan.h"
#include "course/snippet.h"

#define FENCE "```"

static bool is_fence(const char *line)
{
    return strncmp(line, FENCE, strlen(FENCE)) == 0;
}

/* If the fence asks for a cut: the program it is cut from, and the cut's name (owned). */
static const char *asked_cut(const struct step *step, const char *fence, char **ret_name)
{
    static const char c[] = FENCE "c cut=", python[] = FENCE "python cut=";
    const char *file = NULL, *name = NULL;
    if (strncmp(fence, c, strlen(c)) == 0) {
        file = step->demo;
        name = fence + strlen(c);
    } else if (strncmp(fence, python, strlen(python)) == 0) {
        file = step->twin;
        name = fence + strlen(python);
    }
    if (file)
        *ret_name = mem_strndup(name, strcspn(name, " \t\r\n"));
    return file;
}

static int add_cut(const char *file, const char *name, struct buf *out, struct diag *diag)
{
    struct buf program = { 0 };
    int err = file_read(file, &program, diag);
    if (!err)
        err = snippet_cut(file, buf_str(&program), name, out, diag);
    buf_finish(&program);
    return err;
}

/* Copies the block at `fence`, its cut filled in. Returns where the text goes on, or NULL. */
static const char *add_block(const struct step *step, const char *whole, const char *fence,
                             struct buf *out, struct diag *diag)
{
    const char *body = scan_next_line(fence), *close = body;
    while (*close && !is_fence(close))
        close = scan_next_line(close);
    buf_add(out, fence, (size_t)(body - fence));
    char *name = NULL;
    const char *file = asked_cut(step, fence, &name);
    int err = 0;
    if (file && close != body) {
        diag_set_at(diag, step->text, whole, (size_t)(body - whole),
                    "this block is filled from %s: its body must be empty",
                    strrchr(file, '/') + 1);
        err = -1;
    } else if (file) {
        err = add_cut(file, name, out, diag);
    } else {
        buf_add(out, body, (size_t)(close - body));
    }
    free(name);
    buf_adds(out, FENCE "\n");
    return err ? NULL : scan_next_line(close);
}

static int add_text(const struct step *step, const char *text, struct buf *out,
                    struct diag *diag)
{
    const char *line = text;
    while (line && *line) {
        if (is_fence(line)) {
            line = add_block(step, text, line, out, diag);
        } else {
            buf_add(out, line, (size_t)(scan_next_line(line) - line));
            line = scan_next_line(line);
        }
    }
    return line ? 0 : -1;
}

int text_read(const struct step *step, struct buf *markdown, struct diag *diag)
{
    struct buf text = { 0 };
    int err = file_read(step->text, &text, diag);
    if (!err)
        err = add_text(step, buf_str(&text), markdown, diag);
    buf_finish(&text);
    return err;
}

static bool starts_word(const char *line, const char *c)
{
    return !isspace((unsigned char)*c) && (c == line || isspace((unsigned char)c[-1]));
}

/* Walks to the n-th word, or to the end; counts the words met. */
static const char *walk_words(const char *markdown, size_t n, size_t *ret_words)
{
    size_t words = 0;
    bool in_block = false;
    const char *line = markdown;
    for (; *line; line = scan_next_line(line)) {
        if (is_fence(line))
            in_block = !in_block;
        const char *end = in_block || is_fence(line) ? line : scan_next_line(line);
        for (const char *c = line; c < end; c++) {
            words += starts_word(line, c);
            if (words == n)
                return c;
        }
    }
    *ret_words = words;
    return line;
}

size_t text_count_words(const char *markdown)
{
    size_t words = 0;
    walk_words(markdown, SIZE_MAX, &words);
    return words;
}

size_t text_word_offset(const char *markdown, size_t n)
{
    size_t unused = 0;
    return (size_t)(walk_words(markdown, n, &unused) - markdown);
}

/* Up to the next blank; a byte that continues a character takes no column. */
static size_t word_columns(const char *word, const char **ret_end)
{
    size_t columns = 0;
    for (; *word && !isspace((unsigned char)*word); word++)
        columns += ((unsigned char)*word & 0xc0) != 0x80;
    *ret_end = word;
    return columns;
}

size_t text_count_lines(const char *paragraph, size_t column, size_t columns)
{
    size_t lines = 1;
    const char *word = paragraph + strspn(paragraph, " \n");
    while (*word) {
        const char *end;
        size_t len = word_columns(word, &end);
        if (column > 0 && column + len > columns) {
            lines++;
            column = 0;
        }
        column += len + 1;
        word = end + strspn(end, " \n");
    }
    return lines;
}
