"""Random scenarios of the profile "moments": every moment of a wait (see generate.py).

A few tasks wait at one place - a lock, a queue, a gather, a scope - while main does one thing after
another to it and to them, several within one iteration or some iterations apart. So cancellations,
wake-ups and deadlines meet in every phase of a wait: before it began, while it lasts, woken and not
run yet, and on the way out. The scenarios are short, and there is little in them besides.
"""
import random

YIELD = {"op": "sleep", "ms": 0}
TIMES = ([0, 1, 2], [1], [0, 1], [1, 2, 3], [-1, 0, 1])
ERRORS = ("ValueError", "TimeoutError", "CancelledError", "BaseError")


def log(text):
    return {"op": "log", "text": text}


def catch(kind, body, *handler):
    return {"op": "try", "body": body, "except": [{"kinds": [kind], "body": list(handler)}]}


def cancelled(body, *handler):
    return catch("CancelledError", body, *handler)


def objects(*declared):
    return [dict(zip(("name", "type"), d[:2]), **(d[2] if len(d) > 2 else {})) for d in declared]


class Moments:
    """A place is its `objects` and what main does `before` anybody waits there; and, returned by the
    methods for the kinds of places, the waits of which each task does one and the pokes of which main does
    some, each of them a list of ops."""

    def __init__(self, seed):
        self.r = random.Random("moments:%d" % seed)
        self.times = self.r.choice(TIMES)
        self.objects, self.before, self.bodies = [], [], {}
        place = self.r.choice([self.lock, self.semaphore, self.event] + [self.condition] * 2 +
                              [self.barrier] * 2 + [self.queue] * 2 + [self.futures] * 3)
        self.waits, self.pokes = place()

    def p(self, x):
        return self.r.random() < x

    def ms(self):
        return self.r.choice(self.times)

    def some(self, make, least, most):
        return [make() for _ in range(self.r.randint(least, most))]

    # -- places --------------------------------------------------------------

    def lock(self):
        self.objects = objects(("L", "lock"))
        return self.to_acquire("L")

    def semaphore(self):
        value = self.r.choice((0, 0, 1, 2))
        self.objects = objects(("S", self.r.choice(("semaphore", "bounded")), {"value": value}))
        return self.to_acquire("S")

    def to_acquire(self, name):
        acquire, release = {"op": "acquire", "of": name}, {"op": "release", "of": name}
        if self.objects[0].get("value", 1) and self.p(0.7):
            self.before = [acquire]
        waits = [[acquire, log("in")], [acquire, YIELD, release], [{"op": "with", "of": name, "body": [YIELD]}],
                 [acquire, release, acquire], [acquire, acquire]]
        return waits, [[release], [release], [release, release], [acquire, release], [{"op": "locked", "of": name}]]

    def event(self):
        self.objects = objects(("E", "event"))
        wait, put, clear = ({"op": "event_" + k, "of": "E"} for k in ("wait", "set", "clear"))
        return [[wait], [wait, clear, wait], [wait, wait]], [[put], [clear], [put, clear]]

    def condition(self):
        self.objects = objects(("L", "lock"), ("C", "condition", {"lock": "L"}), ("D", "condition", {"lock": "L"}))
        holding = lambda *body: [{"op": "with", "of": "C", "body": list(body)}]
        wait = {"op": "cond_wait", "of": "C"}
        wait_for = {"op": "cond_wait_for", "of": "C", "var": "x", "ge": 1}
        notify = lambda n: {"op": "notify", "of": "C", "n": n}
        waits = [holding(wait), holding(wait, YIELD), holding(wait, wait), [wait],
                 holding(cancelled([wait], log("c")), YIELD), holding(cancelled([wait], wait)),
                 holding(wait_for), holding(wait_for, YIELD),
                 [{"op": "with", "of": "D", "body": [{"op": "cond_wait", "of": "D"}]}]]
        pokes = [holding(notify(1)), holding(notify(2)), holding({"op": "notify_all", "of": "C"}),
                 holding(YIELD), holding(notify(1), YIELD), [notify(1)], [{"op": "inc", "var": "x"}],
                 [{"op": "set_var", "var": "x", "v": 0}], [{"op": "acquire", "of": "L"}],
                 [{"op": "release", "of": "C"}]]
        return waits, pokes

    def barrier(self):
        self.objects = objects(("B", "barrier", {"parties": self.r.choice((2, 3))}))
        wait, reset, abort, info = ({"op": "barrier_" + k, "of": "B"} for k in ("wait", "reset", "abort", "info"))
        waits = [[wait], [wait, wait], [catch("BrokenBarrierError", [wait], wait)],
                 [cancelled([wait], log("c")), wait]]
        return waits, [[wait], [wait], [reset], [abort], [info]]

    def queue(self):
        kind, size = self.r.choice(("fifo", "lifo", "priority")), self.r.choice((0, 1, 1, 2))
        self.objects = objects(("Q", "queue", {"kind": kind, "maxsize": size}))
        on_queue = lambda k, **fields: dict(op=k, of="Q", **fields)
        put, put_nowait = (on_queue(k, v=self.r.randint(0, 9)) for k in ("put", "put_nowait"))
        get, get_nowait, done, join = map(on_queue, ("get", "get_nowait", "task_done", "join"))
        waits = self.r.choice(([[get], [get, get], [get, done], [cancelled([get], log("c")), get]],
                               [[put], [put, put], [cancelled([put], log("c")), put]],
                               [[join], [get, done], [put, join]]))
        pokes = [[put_nowait], [put_nowait], [get_nowait], [get_nowait], [done], [on_queue("qsize")],
                 [put_nowait, put_nowait], [get], [put]]
        if self.p(0.4):
            pokes += [[on_queue("queue_shutdown", immediate=now)] for now in (False, True)]
        self.before = [put_nowait] * self.r.randint(0, 2) if waits[0] != [get] else []
        return waits, pokes

    # Futures F and G, the task X, and N: a gather or a shield over them.
    def futures(self):
        self.objects = objects(("F", "future"), ("G", "future"))
        error = lambda kind, **fields: dict(op="raise", kind=kind, **fields)
        await_g = {"op": "await", "of": "G"}
        self.bodies["leaf"] = self.r.choice((
            [YIELD], [YIELD, YIELD], [{"op": "sleep", "ms": self.ms()}], [{"op": "return", "v": 3}], [await_g],
            [error("ValueError", msg="l")], [YIELD, error("KeyError", msg="k")], [error("BaseError")],
            [cancelled([YIELD, YIELD], YIELD)], [cancelled([await_g], YIELD, {"op": "reraise"})],
            [cancelled([await_g], error("OSError"))], [{"op": "cancel", "of": "self", "msg": "s"}, YIELD],
            [{"op": "cancel", "of": "self"}], [error("CancelledError", msg="r")]))
        self.before = [{"op": "spawn", "body": "leaf", "as": "X"}]
        waits = [self.around(self.wait_for_future(), self.r.choice((0, 0, 1, 2))) for _ in range(4)]
        pokes = [[self.settle("F")], [self.settle("G")], [self.settle("F"), self.settle("G")], [self.settle("X")],
                 [{"op": "exception", "of": "X"}], [{"op": "busy", "ms": 1}], [{"op": "timeout_info", "of": "tm"}],
                 [{"op": "reschedule", "of": "tm", "ms": self.ms()}], [{"op": "reschedule", "of": "tm"}],
                 [{"op": "group_spawn", "group": "g", "body": "leaf"}]]
        if self.p(0.3):
            over = {"op": "gather", "of": ["X", self.r.choice("FG")], "rexc": self.p(0.5), "as": "N"}
            self.before.append(over if self.p(0.6) else {"op": "shield", "of": "X", "as": "N"})
            waits += [[{"op": "await", "of": "N"}], [{"op": "gather", "of": ["N", "N"], "rexc": self.p(0.5)}]]
            pokes += [[self.cancel("N")], [self.settle("N")], [{"op": "result", "of": "N"}]]
        return waits, pokes

    def wait_for_future(self):
        known = lambda: self.r.choice(("F", "F", "G", "X", "X"))
        any_ = lambda: self.r.choice((known(), known(), "@leaf"))
        limit = {"ms": self.ms()} if self.p(0.5) else {}
        when = self.r.choice(("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"))
        kind = self.r.choice(("await", "gather", "shield", "wait", "as_completed", "wait_for", "group"))
        if kind == "wait":
            return [dict(op=kind, of=self.some(known, 1, 3), when=when, **limit)]
        if kind == "as_completed":
            return [dict(op=kind, of=self.some(any_, 1, 3), rexc=self.p(0.6), **limit)]
        if kind == "gather":
            return [dict(op=kind, of=self.some(any_, 1, 3), rexc=self.p(0.5))]
        if kind == "group":
            return self.group(self.r.choice((
                [], [YIELD], [{"op": "await", "of": "F"}], [{"op": "return", "v": 1}],
                [cancelled([YIELD, YIELD], YIELD)], [{"op": "raise", "kind": "OSError"}])))
        return [dict(op=kind, of=any_(), **(limit if kind == "wait_for" else {}))]

    def group(self, body):
        children = self.some(lambda: {"op": "group_spawn", "group": "g", "body": "leaf"}, 0, 2)
        return [{"op": "group", "as": "g", "body": children + body}]

    def around(self, ops, depth):
        """Scopes around a wait, one in the other."""
        if not depth:
            return ops
        ops = self.around(ops, depth - 1)
        return self.r.choice((
            lambda: [{"op": "timeout", "ms": self.ms(), "as": "tm", "body": ops}],
            lambda: [{"op": "timeout", "at": self.ms(), "as": "tm", "body": ops}],
            lambda: self.group(ops),
            lambda: [cancelled(ops, *self.r.choice(([], [YIELD], [{"op": "uncancel", "of": "self"}])))],
            lambda: [{"op": "try", "body": ops, "finally": [self.r.choice((YIELD, {"op": "return", "v": 9}))]}]))()

    # -- what main does ------------------------------------------------------

    def cancel(self, name):
        op = {"op": "cancel", "of": name}
        if self.p(0.5):
            op["msg"] = "m%d" % self.r.randint(0, 9)
        return op

    def settle(self, name):
        return self.r.choice(({"op": "set_result", "of": name, "v": 1}, self.cancel(name),
                              {"op": "set_exception", "of": name, "kind": self.r.choice(ERRORS), "msg": "f"}))

    def waiter(self, ops):
        """The body of a task that waits: bare, or it stands a cancellation, or has its own limit."""
        return self.r.choice((
            ops, ops, ops,
            [cancelled(ops, *self.r.choice(([], [YIELD]))), log("on")],
            [catch("TimeoutError", [{"op": "timeout", "ms": self.ms(), "body": ops}]), YIELD],
            [cancelled(ops, {"op": "uncancel", "of": "self"}, *ops)],
            [{"op": "try", "body": ops, "finally": [YIELD]}]))

    def deed(self, tasks):
        """One thing that happens to the place or to a task: now, from a callback, or in a task."""
        suspends = ("with", "acquire", "get", "put", "barrier_wait", "barrier_reset", "barrier_abort")
        who = self.r.choice(tasks)
        k = self.r.random()
        if k < 0.35:
            ops = [self.cancel(who)]
        elif k < 0.42:
            ops = [{"op": self.r.choice(("uncancel", "cancelling")), "of": who}]
        elif k < 0.46:
            ops = [{"op": "cancel_handle", "of": "h"}]
        elif k < 0.52:
            return [{"op": "spawn", "body": self.r.choice(self.waiters)}]
        else:
            ops = self.r.choice(self.pokes)
        if any(op["op"] in suspends for op in ops):
            if self.p(0.5):
                return [catch("BaseException", [{"op": "timeout", "ms": self.ms(), "body": ops}])]
            name = "poke%d" % len(self.bodies)
            self.bodies[name] = ops
            return [{"op": "spawn", "body": name}]
        k = self.r.random()
        if k < 0.2:
            return [{"op": "call_soon", "do": ops, "as": "h"}]
        if k < 0.27:
            return [{"op": "call_later", "ms": self.ms(), "do": ops}]
        if k < 0.32:
            return [{"op": "add_cb", "of": who, "do": ops}]
        return [catch("BaseException", ops)]

    def pause(self):
        return self.r.choice([[]] * 5 + [[YIELD]] * 2 + [[YIELD, YIELD], [{"op": "sleep", "ms": self.ms()}]])

    def scenario(self, seed):
        self.waiters = ["w%d" % i for i in range(len(self.waits))]
        for name, ops in zip(self.waiters, self.waits):
            self.bodies[name] = self.waiter(ops)
        tasks = ["T%d" % i for i in range(self.r.randint(1, 4))]
        main = self.before + [{"op": "spawn", "body": self.r.choice(self.waiters), "as": t} for t in tasks]
        main += [YIELD] * self.r.choice((0, 1, 1, 2, 3))
        for _ in range(self.r.randint(2, 9)):
            main += self.deed(tasks) + self.pause()
        main += [YIELD] * self.r.choice((0, 2, 5)) + [{"op": "query", "of": t} for t in tasks]
        return {"name": "moments-%d" % seed, "max_ticks": 200, "objects": self.objects, "bodies": self.bodies,
                "main": main}


def scenario(seed):
    return Moments(seed).scenario(seed)
