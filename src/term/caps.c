#include "term/caps.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "term/terminfo.h"

static bool env_is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

/* A size from the environment: a whole number, or 0. */
static int env_size(const char *name)
{
    const char *value = getenv(name);
    char *end = NULL;
    long size = value ? strtol(value, &end, 10) : 0;
    bool is_number = value && end != value && *end == '\0';
    return is_number && size > 0 && size <= 10000 ? (int)size : 0;
}

static int first_positive(int a, int b, int c)
{
    return a > 0 ? a : b > 0 ? b : c;
}

void caps_update_size(int fd, struct caps *caps)
{
    struct winsize window = { 0 };
    if (ioctl(fd, TIOCGWINSZ, &window))
        memset(&window, 0, sizeof window);
    int columns = first_positive(env_size("COLUMNS"), window.ws_col, 80);
    if (columns < CAPS_COLUMNS_MIN)
        columns = CAPS_COLUMNS_MIN;
    if (columns > CAPS_COLUMNS_MAX)
        columns = CAPS_COLUMNS_MAX;
    caps->columns = columns;
    caps->rows = first_positive(env_size("LINES"), window.ws_row, 24);
}

/* The name of the locale is asked, not the C library: in a container the locale is often not
 * installed, while the terminal outside does speak UTF-8. Where nothing is said, today's
 * terminals do. */
static bool locale_is_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (env_is_set(names[i]))
            return strcasestr(getenv(names[i]), "UTF-8") ||
                   strcasestr(getenv(names[i]), "UTF8");
    return true;
}

static void use_utf8_locale(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static enum style_depth colour_depth(int fd)
{
    if (strstr(getenv("TERM"), "256color") || env_is_set("COLORTERM"))
        return STYLE_DEPTH_256;
    int colours = terminfo_colours(fd);
    return colours >= 256 ? STYLE_DEPTH_256 : colours >= 8 ? STYLE_DEPTH_16 : STYLE_DEPTH_NONE;
}

void caps_detect(int fd, const struct caps_request *request, struct caps *ret_caps)
{
    struct caps caps = { .is_plain = request->plain };
    use_utf8_locale();
    caps.is_tty = isatty(fd);
    caps.is_dumb = !env_is_set("TERM") || !strcmp(getenv("TERM"), "dumb") ||
                   (caps.is_tty && !terminfo_moves_cursor(fd));
    /* A file or a pipe gets the text as it is: only a screen may be unable to show it. */
    caps.is_utf8 = !request->ascii && (locale_is_utf8() || !caps.is_tty);
    bool wants_colours = !request->no_color && !request->plain && !env_is_set("NO_COLOR");
    if (wants_colours && caps.is_tty && !caps.is_dumb)
        caps.depth = colour_depth(fd);
    caps_update_size(fd, &caps);
    *ret_caps = caps;
}
