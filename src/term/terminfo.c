#include "term/terminfo.h"

#include <curses.h>
#include <term.h>

int terminfo_colours(int fd)
{
    int err = 0;
    if (setupterm(NULL, fd, &err) != OK)
        return 0;
    int colours = tigetnum("colors");
    del_curterm(cur_term);
    return colours > 0 ? colours : 0;
}
