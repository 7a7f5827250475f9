/* The one growable string. `struct buf b = { 0 };` is an empty one; never holds a half-built
 * text. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *data; /* NUL-terminated once anything was added; NULL while empty */
    size_t len; /* bytes, without the NUL; the text may contain NULs */
    size_t cap;
};

void buf_add(struct buf *buf, const void *bytes, size_t len_bytes);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char c);
__attribute__((format(printf, 2, 3))) void buf_addf(struct buf *buf, const char *format, ...);
void buf_addv(struct buf *buf, const char *format, va_list args);
void buf_truncate(struct buf *buf, size_t len_bytes); /* keeps the memory */
const char *buf_str(const struct buf *buf);           /* borrowed; "" when empty */
char *buf_take(struct buf *buf);                      /* owned text; leaves the buffer empty */
void buf_finish(struct buf *buf);

#endif
