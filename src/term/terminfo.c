#include "term/terminfo.h"

#include <string.h>

#include <curses.h>
#include <term.h>

bool terminfo_moves_cursor(int fd)
{
    int err = 0;
    if (setupterm(NULL, fd, &err) != OK)
        return false;
    const char *sequence = tigetstr("cup");
    bool moves = sequence && sequence != (char *)-1;
    del_curterm(cur_term);
    return moves;
}

int terminfo_colours(int fd)
{
    int err = 0;
    if (setupterm(NULL, fd, &err) != OK)
        return 0;
    int colours = tigetnum("colors");
    del_curterm(cur_term);
    return colours > 0 ? colours : 0;
}

/* Delays for slow printing terminals (`$<5>`) are not for us. */
static void add_without_delays(const char *sequence, struct buf *out)
{
    while (*sequence) {
        size_t len = strcspn(sequence, "$");
        buf_add(out, sequence, len);
        sequence += len;
        if (!strncmp(sequence, "$<", 2))
            sequence += strcspn(sequence, ">") + 1;
        else if (*sequence)
            buf_addc(out, *sequence++);
    }
}

void terminfo_add_leave(int fd, struct buf *out)
{
    static const char *const names[] = { "sgr0", "rmkx", "cnorm", "rmcup" };
    int err = 0;
    if (setupterm(NULL, fd, &err) != OK)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *sequence = tigetstr(names[i]);
        if (sequence && sequence != (char *)-1)
            add_without_delays(sequence, out);
    }
    del_curterm(cur_term);
}
