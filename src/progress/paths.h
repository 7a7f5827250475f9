/* Where the learner's things live. `ASYNCLEARN_HOME` keeps them all in one directory; otherwise
 * the XDG base directories decide. Nothing is created here. */
#ifndef PROGRESS_PATHS_H
#define PROGRESS_PATHS_H

struct paths {
    char *state;     /* answers and history: $XDG_STATE_HOME/asynclearn, or $ASYNCLEARN_HOME */
    char *workspace; /* the learner's exercises: $XDG_DATA_HOME/asynclearn, or
                        $ASYNCLEARN_HOME/workspace */
    char *cache;     /* may vanish at any time: $XDG_CACHE_HOME/asynclearn, or
                        $ASYNCLEARN_HOME/cache */
    char *database;  /* state + "/progress.db" */
};

/* Fills `paths` from the environment; without $HOME the account's directory counts. Cannot
 * fail. */
void paths_init(struct paths *paths);
void paths_finish(struct paths *paths);

#endif
