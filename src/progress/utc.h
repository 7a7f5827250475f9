/* Moments: seconds since 1970 inside the program, ISO 8601 in UTC wherever they are written
 * down. */
#ifndef PROGRESS_UTC_H
#define PROGRESS_UTC_H

#include <stdbool.h>
#include <stdint.h>

enum { UTC_TEXT_BYTES = sizeof "2025-01-31T23:59:59Z" };

int64_t utc_now(void);
/* Writes `2025-01-31T23:59:59Z`. Years outside 1970..9999 are shown as the nearest moment
 * inside. */
void utc_format(int64_t at, char text[UTC_TEXT_BYTES]);
/* Reads exactly that form. Returns false, `*ret_at` untouched, for anything else. */
bool utc_parse(const char *text, int64_t *ret_at);
/* Days since 1970-01-01; a day turns at midnight UTC, so that every machine counts the same. */
int64_t utc_day(int64_t at);
/* The same by the learner's calendar: a day turns at midnight of the local time zone. */
int64_t utc_local_day(int64_t at);

#endif
