/* Finding an event by what is said about it. */
#ifndef TRACE_FIND_H
#define TRACE_FIND_H

#include <stdbool.h>

#include "trace/recording.h"

/* The first event from record `from` on, and around from the beginning, whose sentence
 * contains the text, small or large letters alike: a task's name, what it does, what it
 * waits for. False if there is none. */
bool find_event(const struct recording *recording, const char *text, size_t from,
                bool with_internals, size_t *ret_index);

/* Where the judge's verdict stands. False if the recording has none. */
bool find_verdict(const struct recording *recording, size_t *ret_index);

/* The task of that name, likewise; 0 if there is none. */
uint32_t find_named(const struct recording *recording, const char *name);

/* That one, else the first that the text names without its number, else the first whose name
 * contains the text. */
uint32_t find_task(const struct recording *recording, const char *text);

#endif
