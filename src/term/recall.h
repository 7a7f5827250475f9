/* The lines typed in earlier sessions: a text file, a line each, oldest first.
 *
 * Lines are appended as they are typed, so a kill loses none, and of two sessions at once
 * neither overwrites the other's. A file that cannot be read or written is no history: nothing
 * worth stopping for. */
#ifndef TERM_RECALL_H
#define TERM_RECALL_H

enum { RECALL_LINES = 1000 };

/* Calls `each` for the last RECALL_LINES lines, and shortens a file that has grown to twice as
 * many. */
void recall_load(const char *path, void (*each)(const char *line, void *arg), void *arg);

/* Appends a line. Makes the file, which only its owner can read, and its directory. */
void recall_append(const char *path, const char *line);

#endif
