#include "base/scan.h"

#include <string.h>

const char *scan_next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? end + 1 : line + strlen(line);
}

size_t scan_line_len(const char *line)
{
    size_t len = strcspn(line, "\n");
    return len > 0 && line[len - 1] == '\r' ? len - 1 : len;
}

const char *scan_line(const char *text, size_t number)
{
    const char *line = text;
    for (size_t i = 1; i < number && *line; i++)
        line = scan_next_line(line);
    return line;
}

size_t scan_count_lines(const char *text)
{
    size_t count = 0;
    for (const char *line = text; *line; line = scan_next_line(line))
        count++;
    return count;
}
