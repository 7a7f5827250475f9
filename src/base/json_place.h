/* Where a value stands in the text of its document. cJSON keeps no positions, so they are found
 * again, and only when there is a fault to report. */
#ifndef BASE_JSON_PLACE_H
#define BASE_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <cjson/cJSON.h>

#include "base/buf.h"

/* Byte offset of `value`'s first character in `text`, from which `tree` was parsed; with
 * `of_key`, of the member name in front of it. */
size_t json_place_offset(const char *text, const cJSON *tree, const cJSON *value, bool of_key);

/* Byte offset just behind the value that begins at `offset` of a valid document. */
size_t json_place_end(const char *text, size_t offset);

/* Appends the path that leads to `value`: `steps[2].check.answer`; nothing for the root. */
void json_place_path(const cJSON *tree, const cJSON *value, struct buf *path);

#endif
