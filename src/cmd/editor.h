/* The learner's own editor, as $VISUAL or $EDITOR name it. */
#ifndef CMD_EDITOR_H
#define CMD_EDITOR_H

#include "cmd/app.h"

/* Its name, borrowed; NULL where there is none, or no terminal to show it on. */
const char *editor_name(const struct app *app);

/* Opens the file in it, and waits until it is closed: it has the terminal meanwhile. May
 * suspend. Returns an enum status, everything said. */
int editor_open(struct app *app, const char *name, const char *file);

#endif
