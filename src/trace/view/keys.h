/* What the keys of the live view do. */
#ifndef TRACE_KEYS_H
#define TRACE_KEYS_H

#include "trace/playback.h"
#include "trace/view/view.h"

enum { KEYS_INTERRUPT = 0x03 }; /* Ctrl-C */

/* Whether the key leaves the view; while something is typed, or a sheet is open, none does. */
bool keys_leave(const struct view *view, int key);

/* Does what the key means, on the playback or on the view; a key without a meaning does
 * nothing. Keys are those of screen_read_key(). */
void keys_obey(struct view *view, struct playback *playback, int key);

#endif
