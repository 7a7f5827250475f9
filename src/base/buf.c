#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Room for `more` bytes and the NUL. */
static void reserve(struct buf *buf, size_t more)
{
    buf->data = mem_grow(buf->data, &buf->cap, buf->len + more + 1, 1);
}

void buf_add(struct buf *buf, const void *bytes, size_t len_bytes)
{
    reserve(buf, len_bytes);
    if (len_bytes)
        memcpy(buf->data + buf->len, bytes, len_bytes);
    buf->len += len_bytes;
    buf->data[buf->len] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_addv(buf, format, args);
    va_end(args);
}

void buf_addv(struct buf *buf, const char *format, va_list args)
{
    va_list measured;
    va_copy(measured, args);
    int len = vsnprintf(NULL, 0, format, measured);
    va_end(measured);
    if (len < 0)
        return;
    reserve(buf, (size_t)len);
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
    buf->len += (size_t)len;
}

void buf_truncate(struct buf *buf, size_t len_bytes)
{
    if (len_bytes >= buf->len)
        return;
    buf->len = len_bytes;
    buf->data[len_bytes] = '\0';
}

const char *buf_str(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
    char *text = buf->data ? buf->data : mem_strdup("");
    *buf = (struct buf){ 0 };
    return text;
}

void buf_finish(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){ 0 };
}
