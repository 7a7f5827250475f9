#include "judge/sanitizer.h"

#include <string.h>

/* "file.c:12" where the text first names a line of the file. */
static const char *first_line_in(const char *text, const char *file, struct arena *arena)
{
    size_t len = strlen(file);
    for (const char *at = text; (at = strstr(at, file)); at += len) {
        size_t digits = at[len] == ':' ? strspn(at + len + 1, "0123456789") : 0;
        if (digits)
            return arena_strndup(arena, at, len + 1 + digits);
    }
    return "";
}

/* The rest of the line, up to one of the characters. */
static const char *until(struct arena *arena, const char *text, const char *stops)
{
    return arena_strndup(arena, text, strcspn(text, stops));
}

static bool find_undefined(const char *said, const char *file, struct arena *arena,
                           struct sanitizer_finding *ret_finding)
{
    static const char mark[] = "runtime error: ";
    const char *found = strstr(said, mark);
    if (!found)
        return false;
    const char *line = found;
    while (line > said && line[-1] != '\n')
        line--;
    *ret_finding = (struct sanitizer_finding){
        .message = until(arena, found + sizeof(mark) - 1, "\n"),
        .at = first_line_in(line, file, arena),
        .is_crash = strstr(until(arena, found, "\n"), "null pointer"),
    };
    return true;
}

/* Its names for mistakes, in words; what is not among them stands for itself. */
static const char *in_words(const char *name, struct arena *arena)
{
    static const char *const words[][2] = {
        { "heap-use-after-free", "it uses memory that it has given back" },
        { "heap-buffer-overflow", "it goes beyond what it has allocated" },
        { "stack-buffer-overflow", "it goes beyond a local array" },
        { "dynamic-stack-buffer-overflow", "it goes beyond a local array" },
        { "global-buffer-overflow", "it goes beyond a static array" },
        { "stack-use-after-return",
          "it uses a local variable of a function that has returned" },
        { "stack-use-after-scope", "it uses a local variable that is gone" },
        { "double-free", "it gives memory back twice" },
        { "free", "it gives back what it has not allocated" },
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (strcmp(name, words[i][0]) == 0)
            return arena_printf(arena, "%s (%s)", words[i][1], name);
    }
    return name;
}

static bool find_address(const char *said, const char *file, struct arena *arena,
                         struct sanitizer_finding *ret_finding)
{
    static const char mark[] = "ERROR: AddressSanitizer: ";
    static const char *const crashes[] = { "SEGV",           "BUS", "FPE", "ILL", "ABRT",
                                           "stack-overflow", NULL };
    static const char tries[] = "attempting ";
    const char *found = strstr(said, mark);
    if (!found)
        return false;
    found += sizeof(mark) - 1;
    if (strncmp(found, tries, sizeof(tries) - 1) == 0)
        found += sizeof(tries) - 1;
    const char *name = until(arena, found, " :\n");
    *ret_finding = (struct sanitizer_finding){
        .message = in_words(name, arena),
        .at = first_line_in(found, file, arena),
    };
    for (size_t i = 0; crashes[i]; i++)
        ret_finding->is_crash |= strcmp(name, crashes[i]) == 0;
    return true;
}

bool sanitizer_find(const char *said, const char *file, struct arena *arena,
                    struct sanitizer_finding *ret_finding)
{
    return find_undefined(said, file, arena, ret_finding) ||
           find_address(said, file, arena, ret_finding);
}
