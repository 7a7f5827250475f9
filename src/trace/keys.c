#include "trace/keys.h"

enum { CTRL_C = 0x03, TAB = 0x09 };

/* ---- The keys that move the playback: after them the panes follow it again ---- */

static const struct {
    int key;
    void (*move)(struct playback *playback);
} moves[] = {
    { ' ', playback_toggle },
    { '.', playback_event },
    { ',', playback_event_back },
    { '>', playback_tick },
    { SCREEN_KEY_RIGHT, playback_tick },
    { '<', playback_tick_back },
    { SCREEN_KEY_LEFT, playback_tick_back },
    { SCREEN_KEY_HOME, playback_first },
    { SCREEN_KEY_END, playback_last },
    { '+', playback_faster },
    { '=', playback_faster },
    { '-', playback_slower },
    { 'b', playback_same },
};

static bool move(struct view *view, struct playback *playback, int key)
{
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (moves[i].key == key) {
            moves[i].move(playback);
            view_follow(view);
            return true;
        }
    }
    return false;
}

/* ---- The keys that change the view ---- */

static void change(struct view *view, int key)
{
    switch (key) {
    case TAB:
        view_next_pane(view, 1);
        break;
    case SCREEN_KEY_BACK_TAB:
        view_next_pane(view, -1);
        break;
    case SCREEN_KEY_UP:
        view_move(view, -1);
        break;
    case SCREEN_KEY_DOWN:
        view_move(view, 1);
        break;
    case 't':
        view_toggle_timeline(view);
        break;
    case 'z':
        view_zoom(view, 1);
        break;
    case 'Z':
        view_zoom(view, -1);
        break;
    case 'w':
        view->sheet = SHEET_WHY;
        break;
    case 'h':
        view->sheet = view->hint ? SHEET_HINT : SHEET_NONE;
        break;
    case '?':
        view->sheet = SHEET_HELP;
        break;
    default:
        break;
    }
}

/* ---- All of them ---- */

bool keys_leave(int key)
{
    return key == 'q' || key == 'Q' || key == CTRL_C;
}

void keys_obey(struct view *view, struct playback *playback, int key)
{
    if (key == SCREEN_KEY_RESIZE)
        return;
    if (view->sheet != SHEET_NONE)
        view->sheet = SHEET_NONE;
    else if (!move(view, playback, key))
        change(view, key);
}
