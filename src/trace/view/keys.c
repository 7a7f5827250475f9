#include "trace/view/keys.h"

#include <limits.h>
#include <string.h>
#include <wchar.h>

#include "course/course.h"
#include "trace/export/export.h"
#include "trace/find.h"
#include "trace/sentence.h"

enum {
    TAB = 0x09,
    ENTER = 0x0d,
    CTRL_U = 0x15,
    ESCAPE = 0x1b,
    TYPED_BYTES = 200,
    PAGE_ROWS = 7, /* of a sheet on the smallest screen that is of use */
};

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
    { 'b', playback_same },
};

static bool move(struct view *view, struct playback *playback, int key)
{
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (moves[i].key == key) {
            moves[i].move(playback);
            if (key == SCREEN_KEY_HOME || key == SCREEN_KEY_END)
                view_jump(view);
            view_follow(view);
            return true;
        }
    }
    return false;
}

/* ---- The keys for its speed ---- */

static bool pace(struct view *view, struct playback *playback, int key)
{
    if (key != '+' && key != '=' && key != '-')
        return false;
    if (!playback_has_speed(playback)) {
        buf_adds(&view->notice, "the program runs at its own speed; --speed=4 makes it slow");
        return true;
    }
    (key == '-' ? playback_slower : playback_faster)(playback);
    buf_addf(&view->notice, "plays %g event%s a second", playback->speed,
             playback->speed == 1 ? "" : "s");
    return true;
}

/* ---- The key for what is folded away ---- */

static bool unfold(struct view *view, struct playback *playback, int key)
{
    if (key != 'i')
        return false;
    playback_unfold(playback);
    view_follow(view);
    buf_adds(&view->notice, playback->with_internals
                                ? "timers and the library's own doings show too"
                                : "timers and the library's own doings are folded away");
    return true;
}

/* ---- Finding ---- */

/* On to the next event that says it, or around to the first one. The task of that name is
 * selected then; where none is called so, that of the event. */
static void find_next(struct view *view, struct playback *playback)
{
    const struct recording *recording = view->model->recording;
    struct buf name = { 0 };
    size_t found, from = view->model->state.position;
    if (!view->wanted.len) {
        buf_adds(&view->notice, "nothing was looked for yet: / asks what to find");
        return;
    }
    if (find_event(recording, buf_str(&view->wanted), from, playback->with_internals, &found)) {
        if (found < from)
            buf_addf(&view->notice, "from the beginning: no later event says: %s",
                     buf_str(&view->wanted));
        playback_go(playback, found + 1);
        uint32_t named = find_named(recording, buf_str(&view->wanted));
        uint32_t subject = sentence_subject(recording, recording_at(recording, found), &name);
        view->selected = named ? named : subject;
        view_jump(view);
        view_follow(view);
    } else {
        buf_addf(&view->notice, "nothing that was recorded says: %s", buf_str(&view->wanted));
    }
    buf_finish(&name);
}

/* ---- Exporting ---- */

/* The program's name, without an extension that it may have. */
static void offer_file(struct view *view)
{
    if (view->file.len)
        return;
    buf_addf(&view->file, "%.*s.html", (int)strcspn(view->title, "."), view->title);
}

static void export(struct view *view)
{
    const struct recording *recording = view->model->recording;
    const struct export_request request = { recording, view->title, view->sources.home };
    struct diag diag = { 0 };
    if (export_write(&request, buf_str(&view->file), &diag))
        buf_addf(&view->notice, "%s%s%s", diag.file ? diag.file : "", diag.file ? ": " : "",
                 diag.message);
    else
        buf_addf(&view->notice, "wrote %s: %zu events", buf_str(&view->file), recording->count);
    diag_finish(&diag);
}

/* ---- Typing ---- */

/* The last character, all bytes of it. */
static void rub_out(struct buf *text)
{
    size_t len = text->len;
    while (len && ((unsigned char)text->data[--len] & 0xc0) == 0x80)
        continue;
    buf_truncate(text, len);
}

static void type(struct view *view, struct playback *playback, int key)
{
    char bytes[MB_LEN_MAX];
    mbstate_t state = { 0 };
    bool is_character = key >= ' ' && key < SCREEN_KEY_UP;
    size_t len = is_character ? wcrtomb(bytes, (wchar_t)key, &state) : (size_t)-1;
    enum asking asking = view->asking;
    struct buf *text = asking == ASKING_FIND ? &view->wanted : &view->file;
    if (key == ENTER || key == ESCAPE || key == KEYS_INTERRUPT)
        view->asking = ASKING_NOTHING;
    if (key == ENTER && asking == ASKING_FIND)
        find_next(view, playback);
    else if (key == ENTER)
        export(view);
    else if (key == SCREEN_KEY_BACKSPACE)
        rub_out(text);
    else if (key == CTRL_U)
        buf_truncate(text, 0);
    else if (len != (size_t)-1 && text->len + len < TYPED_BYTES)
        buf_add(text, bytes, len);
}

/* ---- The keys that change the view ---- */

static void zoom(struct view *view, int step)
{
    if (view->panes & PANE_TIMELINE)
        view_zoom(view, step);
    else
        buf_adds(&view->notice, "z and Z are for the timeline: t shows it");
}

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
    case SCREEN_KEY_PAGE_UP:
        view_page(view, -1);
        break;
    case SCREEN_KEY_PAGE_DOWN:
        view_page(view, 1);
        break;
    case '/':
        view->asking = ASKING_FIND;
        buf_truncate(&view->wanted, 0);
        break;
    case 'e':
        view->asking = ASKING_EXPORT;
        offer_file(view);
        break;
    case '1':
        view_toggle_pane(view, PANE_SOURCE);
        break;
    case '2':
        view_toggle_pane(view, PANE_LOOP);
        break;
    case '3':
        view_toggle_pane(view, PANE_TASKS);
        break;
    case '4':
    case 't':
        view_toggle_pane(view, PANE_TIMELINE);
        break;
    case '5':
        view_toggle_pane(view, PANE_OUTPUT);
        break;
    case 'z':
    case 'Z':
        zoom(view, key == 'z' ? 1 : -1);
        break;
    case 'w':
        view_open_sheet(view, SHEET_WHY);
        break;
    case 'h':
        if (view->hint)
            view_open_sheet(view, SHEET_HINT);
        else
            buf_adds(&view->notice, "nobody said what there is to watch here; ? is the help");
        break;
    case '?':
        view_open_sheet(view, SHEET_HELP);
        break;
    default:
        break;
    }
}

/* ---- Those that a sheet takes: any closes it, but those that show the rest of it ---- */

static void turn_sheet(struct view *view, int key)
{
    static const struct {
        int key, rows;
    } turns[] = {
        { SCREEN_KEY_UP, -1 },
        { SCREEN_KEY_DOWN, 1 },
        { SCREEN_KEY_PAGE_UP, -PAGE_ROWS },
        { SCREEN_KEY_PAGE_DOWN, PAGE_ROWS },
    };
    for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
        if (turns[i].key == key && view_scroll_sheet(view, turns[i].rows))
            return;
    }
    view_open_sheet(view, SHEET_NONE);
}

/* ---- All of them ---- */

bool keys_leave(const struct view *view, int key)
{
    bool is_for_panes = !view->asking && view->sheet == SHEET_NONE;
    return is_for_panes && (key == 'q' || key == 'Q' || key == KEYS_INTERRUPT);
}

void keys_obey(struct view *view, struct playback *playback, int key)
{
    if (key == SCREEN_KEY_RESIZE)
        return;
    buf_truncate(&view->notice, 0);
    if (view->asking)
        type(view, playback, key);
    else if (view->sheet != SHEET_NONE)
        turn_sheet(view, key);
    else if (key == 'n')
        find_next(view, playback);
    else if (!move(view, playback, key) && !pace(view, playback, key) &&
             !unfold(view, playback, key))
        change(view, key);
}
