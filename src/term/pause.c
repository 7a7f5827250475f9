#include "term/pause.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "term/out.h"
#include "term/tty.h"

static const char GOES_ON[] = "\r\n ";
static const char STOPS[] = "qQ\033\003"; /* q, Esc, Ctrl-C */
enum { CTRL_D = 4 };

static void read_single_keys(const struct termios *normal)
{
    struct termios modes = *normal;
    modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

/* Suspends. Returns 1 and a key, 0 at the end of the input, or a negative error. */
static int read_key(const struct termios *normal, char *ret_key)
{
    for (;;) {
        unsigned events = 0;
        int err = tty_wait(&events);
        if (err)
            return err;
        if (events & TTY_RESUMED)
            read_single_keys(normal);
        if (events)
            continue;
        ssize_t n = read(STDIN_FILENO, ret_key, 1);
        if (n >= 0)
            return (int)n;
        if (errno != EINTR && errno != EAGAIN)
            return -errno;
    }
}

static int ask_key(const struct termios *normal)
{
    char key = 0;
    for (;;) {
        int n = read_key(normal, &key);
        if (n < 0)
            return n;
        if (n == 0 || key == CTRL_D)
            return PROMPT_END;
        if (key && strchr(STOPS, key))
            return PROMPT_CANCELLED;
        if (key && strchr(GOES_ON, key))
            return 0;
    }
}

int pause_ask(void *arg)
{
    const struct out *out = arg;
    struct termios normal;
    if (tty_guard() || tcgetattr(STDIN_FILENO, &normal))
        return 0;
    out_text(out, STYLE_HINT, "-- more: Enter goes on, q skips --");
    fflush(out->file);
    read_single_keys(&normal);
    int answer = ask_key(&normal);
    if (answer == PROMPT_CANCELLED)
        tcflush(STDIN_FILENO, TCIFLUSH); /* the rest of an arrow key, which begins like Esc */
    tcsetattr(STDIN_FILENO, TCSADRAIN, &normal);
    fputs(out->caps->is_dumb ? "\n" : "\r\033[K", out->file);
    return answer;
}
