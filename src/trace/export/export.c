#include "trace/export/export.h"

#include <string.h>

#include "base/file.h"

bool export_find_format(const char *path, enum export_format *ret_format, struct diag *diag)
{
    static const char *const extensions[] = { ".json", ".html", ".svg", ".cast" };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof(extensions) / sizeof(extensions[0]); i++) {
        if (strcmp(dot, extensions[i]) == 0) {
            *ret_format = (enum export_format)i;
            return true;
        }
    }
    diag_set(diag, NULL, 0, 0,
             "cannot tell from \"%s\" what to export: its name must end in .json, .html, .svg "
             "or .cast",
             path);
    return false;
}

void export_add(const struct export_request *request, enum export_format format,
                struct buf *out)
{
    static void (*const add[])(const struct export_request *, struct buf *) = {
        [EXPORT_CHROME] = export_chrome,
        [EXPORT_HTML] = export_html,
        [EXPORT_SVG] = export_svg,
        [EXPORT_CAST] = export_cast,
    };
    add[format](request, out);
}

int export_write(const struct export_request *request, const char *path, struct diag *diag)
{
    enum export_format format;
    struct buf text = { 0 };
    if (!export_find_format(path, &format, diag))
        return -1;
    export_add(request, format, &text);
    int err = file_write(path, text.data, text.len, diag);
    buf_finish(&text);
    return err;
}
