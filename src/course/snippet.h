/* Code cut out of a program that is compiled and run, so that what the prose shows cannot
 * drift.
 *
 * In C a cut stands between the lines `// cut: NAME` and `// end`, in Python between `# cut:
 * NAME` and `# end`. Cuts do not overlap. */
#ifndef COURSE_SNIPPET_H
#define COURSE_SNIPPET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

/* Behind the line of a demo that matters. */
#define SNIPPET_LOOK_HERE "// <-- look here"

/* Appends the lines of the cut, as far to the left as they go together. `file` is shown in
 * faults. Returns 0; or -1 with `diag`: no such cut, or one that does not end. */
int snippet_cut(const char *file, const char *text, const char *name, struct buf *out,
                struct diag *diag);

/* Appends the whole program without its marker lines. */
void snippet_whole(const char *text, struct buf *out);

/* The name in a line that opens a cut; NULL in any other. Borrowed, `*ret_len` bytes long. */
const char *snippet_opened(const char *line, size_t *ret_len);

/* Whether this line (up to its newline) opens or closes a cut. */
bool snippet_is_marker(const char *line);

#endif
