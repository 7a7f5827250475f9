/* The terminal database, kept apart because <term.h> makes macros of words like `columns`. */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

/* How many colours the terminal named by TERM has; 0 when it has none or is unknown. */
int terminfo_colours(int fd);

#endif
