/* A recording as a file for others: docs/trace.md tells what is in each of them.
 *
 * All of them take a recording that keeps all its records, and append to `out`. Whatever a
 * program printed or was called, what is written is well-formed. */
#ifndef TRACE_EXPORT_H
#define TRACE_EXPORT_H

#include <stdbool.h>

#include "base/diag.h"
#include "trace/recording.h"

enum export_format { EXPORT_CHROME, EXPORT_HTML, EXPORT_SVG, EXPORT_CAST };

/* By the extension of the path. False, with `diag`, if it is none of .json, .html, .svg and
 * .cast. */
bool export_find_format(const char *path, enum export_format *ret_format, struct diag *diag);

struct export_request {
    const struct recording *recording;
    const char *title; /* what ran */
    const char *home;  /* where sources are looked up too; NULL: only here */
};

void export_add(const struct export_request *request, enum export_format format,
                struct buf *out);

/* Writes the file, in the format that its name asks for. Returns 0; or -1 with `diag`: the name
 * asks for none, or the file cannot be written. */
int export_write(const struct export_request *request, const char *path, struct diag *diag);

void export_chrome(const struct export_request *request, struct buf *out);
void export_html(const struct export_request *request, struct buf *out);
void export_svg(const struct export_request *request, struct buf *out);
void export_cast(const struct export_request *request, struct buf *out);

/* ---- Texts in them ---- */

/* Adds a JSON string with its quotes: see json_quote(). */
void export_json(struct buf *out, const char *text);

/* Adds text for an element or an attribute of XML or HTML. What XML cannot hold becomes `?`. */
void export_xml(struct buf *out, const char *text);

#endif
