// The state of the loop at any record, forwards and backwards: what src/trace/state.c and model.c do, in the
// page. A record is an array of numbers; FIELDS tells what stands where, and what is missing at its end is 0.

const FIELDS = ["kind", "t", "tick", "task", "by", "other", "object", "what", "amount", "place", "subject",
    "predicate", "noun", "isEndless", "isInternal", "hasMoreReady", "ready"];
const WORDS = ["kind", "what", "subject", "predicate", "noun"]; // are numbers of strings

function readRecord(trace, index) {
    const row = trace.records[index];
    const record = {};
    FIELDS.forEach((field, i) => record[field] = row[i] || 0);
    for (const field of WORDS)
        record[field] = trace.strings[record[field]];
    return record;
}

function firstState(trace) {
    const tasks = trace.tasks.map(() =>
        ({ status: "unborn", since: 0, wasWaiting: false, paused: 0, frame: 0, cancel: 0, at: 0 }));
    return { position: 0, loop: 0, tick: 0, t: 0, running: 0, call: 0, isInTick: false, began: 0, tasks, holders: {},
        last: {}, timers: {}, jobs: {}, ready: [], batch: 0, outputs: 0 };
}

function copyState(state) {
    return { ...state, tasks: state.tasks.map(task => ({ ...task })), holders: { ...state.holders },
        last: { ...state.last }, timers: { ...state.timers }, jobs: { ...state.jobs }, ready: state.ready.slice() };
}

// ---- What a record changes ----

function setStatus(state, task, status) {
    state.tasks[task].status = status;
    state.tasks[task].since = state.position;
}

function makeReady(state, task) {
    if (!task || state.tasks[task].status === "ready")
        return;
    setStatus(state, task, "ready");
    state.ready.push(task);
}

function popReady(state, count) {
    state.ready.splice(0, count);
    state.batch = Math.max(0, state.batch - count);
}

// Takes the entry off, and the callbacks before it: they ran without a word.
function popThrough(state, entry) {
    const at = state.ready.findIndex(ready => ready === entry || ready !== 0);
    if (at >= 0 && state.ready[at] === entry)
        popReady(state, at + 1);
}

function stopRunning(state) {
    const task = state.running;
    state.running = state.call = 0;
    if (task && state.tasks[task].status === "running")
        makeReady(state, task);
}

function placeDoer(state, task, place) {
    if (task && place && state.running === task)
        state.tasks[task].at = place;
}

function leaveRunning(state, task) {
    if (state.running === task)
        state.running = 0;
}

function endLoop(state) {
    state.tasks.forEach((task, number) => {
        task.wasWaiting ||= task.status === "waiting";
        if (["ready", "running", "waiting"].includes(task.status))
            setStatus(state, number, "dropped");
    });
    Object.assign(state, { timers: {}, ready: [], batch: 0, running: 0, call: 0, isInTick: false });
}

// The armed timers, or the jobs that threads have: each is known by the record it began with.
function beginOrEnd(begun, state, object, isBegin) {
    if (isBegin)
        begun[object] = state.position;
    else
        delete begun[object];
}

const SHARED = ["lock", "semaphore", "event", "condition", "barrier", "queue"];

// Who holds it are the tasks that took a permit each; a lock has one, without a number. Lists are never changed
// in place, for copies of the state have them too.
function changeShared(state, { kind, what, object, other, by, amount }) {
    const held = state.holders[object] || [];
    state.last[object] = state.position;
    if (kind === "lock")
        state.holders[object] = amount > 0 && by ? [{ permit: 0, by }] : [];
    else if (kind === "semaphore" && what === "acquire")
        state.holders[object] = [...held, { permit: other, by }];
    else if (kind === "semaphore")
        state.holders[object] = held.filter(({ permit }) => permit !== other);
}

function changeObject(state, record) {
    if (record.object && SHARED.includes(record.kind))
        changeShared(state, record);
    else if (record.object && record.kind === "thread")
        beginOrEnd(state.jobs, state, record.object, record.what === "submit");
}

const happen = {
    "trace"(state) {
        state.loop = state.position;
        endLoop(state);
    },
    "end": endLoop,
    "tick"(state, record) {
        state.isInTick = true;
        state.began = record.t;
        if (!record.hasMoreReady)
            state.ready = (record.ready || []).slice();
        state.batch = state.ready.length;
    },
    "tick-end"(state) {
        stopRunning(state);
        popReady(state, state.batch);
        state.isInTick = false;
    },
    "call"(state) {
        stopRunning(state);
        popThrough(state, 0);
        state.call = state.position;
    },
    "task"(state, record) {
        makeReady(state, record.task);
        placeDoer(state, record.other, record.place);
    },
    "run"(state, record) {
        stopRunning(state);
        popThrough(state, record.task);
        setStatus(state, record.task, "running");
        state.tasks[record.task].cancel = 0;
        state.running = record.task;
    },
    "enter"(state, record) {
        Object.assign(state.tasks[record.task], { frame: state.position, at: record.place });
    },
    "leave"(state, record, trace) {
        const task = state.tasks[record.task];
        if (!task.frame)
            return;
        const frame = readRecord(trace, task.frame);
        Object.assign(task, { at: frame.place, frame: frame.other });
    },
    "wait"(state, record) {
        Object.assign(state.tasks[record.task], { paused: state.position, at: record.place });
        setStatus(state, record.task, "waiting");
        if (record.kind === "yield")
            makeReady(state, record.task);
        leaveRunning(state, record.task);
    },
    "wake"(state, record) {
        state.call = 0;
        makeReady(state, record.task);
    },
    "cancel"(state, record) {
        state.tasks[record.task].cancel = state.position;
    },
    "done"(state, record) {
        setStatus(state, record.task, "done");
        Object.assign(state.tasks[record.task], { cancel: 0, frame: 0 });
        leaveRunning(state, record.task);
    },
    "timer"(state, record) {
        beginOrEnd(state.timers, state, record.object, record.what === "armed");
    },
    "output"(state) {
        state.outputs++;
    },
    "warning"() {},
};
happen["yield"] = happen["wait"];

function otherwise(state, record) {
    changeObject(state, record);
    placeDoer(state, record.by, record.place);
}

function advance(state, trace) {
    const record = readRecord(trace, state.position);
    state.tick = record.tick;
    state.t = record.t;
    const rule = Object.hasOwn(happen, record.kind) ? happen[record.kind] : otherwise;
    rule(state, record, trace);
    state.position++;
}

// ---- Any position ----

const SNAPSHOT_RECORDS = 4096;

function recordsOf(trace, kind) {
    const number = trace.strings.indexOf(kind);
    return trace.records.map((row, index) => index).filter(index => trace.records[index][0] === number);
}

// Those that are waited for together, by what waits for them.
function collectMembers(trace) {
    const members = new Map();
    for (const index of recordsOf(trace, "member")) {
        const { object, task, amount, what } = readRecord(trace, index);
        members.set(object, members.get(object) || []).get(object).push({ index, task, future: amount, op: what });
    }
    return members;
}

// The record with which each future came to its end.
function collectSettled(trace) {
    const futures = recordsOf(trace, "future").map(index => [readRecord(trace, index), index]);
    return new Map(futures.filter(([{ what }]) => what !== "created").map(([{ object }, index]) => [object, index]));
}

// Returns an object with `state`, and seek(position), which replaces it.
function createModel(trace) {
    const snapshots = [];
    const model = { trace, state: firstState(trace), members: collectMembers(trace), settled: collectSettled(trace) };
    const keep = () => {
        const last = snapshots.length ? snapshots[snapshots.length - 1].position : 0;
        if (model.state.position >= last + Math.max(SNAPSHOT_RECORDS, trace.tasks.length))
            snapshots.push(copyState(model.state));
    };
    model.seek = position => {
        position = Math.max(0, Math.min(position, trace.records.length));
        const best = snapshots.filter(snapshot => snapshot.position <= position).pop() || firstState(trace);
        if (model.state.position > position || model.state.position < best.position)
            model.state = copyState(best);
        while (model.state.position < position) {
            advance(model.state, trace);
            keep();
        }
    };
    return model;
}

// ---- Questions about the state: those of model.h ----

function recordsIn({ trace }, begun) {
    return Object.values(begun).sort((a, b) => a - b).map(index => readRecord(trace, index));
}

// The armed timers as records, in the order in which they will fire.
function timersOf(model) {
    return recordsIn(model, model.state.timers).sort((a, b) => a.amount - b.amount);
}

// The jobs that threads have, in the order they were given.
function jobsOf(model) {
    return recordsIn(model, model.state.jobs);
}

// The `wait` that a task is in, or was in when its loop was closed.
function waitOf({ trace, state }, task) {
    const { status, wasWaiting, paused } = state.tasks[task];
    const isThere = status === "waiting" || (status === "dropped" && wasWaiting);
    return isThere ? readRecord(trace, paused) : null;
}

const OUTSIDE = ["readable", "writable", "server", "process", "signal", "file", "fetch"];

// The waits for what comes from outside.
function ioOf(model) {
    const waiting = [...model.state.tasks.keys()].filter(task => model.state.tasks[task].status === "waiting");
    return waiting.map(task => waitOf(model, task)).filter(wait => OUTSIDE.includes(wait.what));
}

// The tasks that hold the lock, or permits of the semaphore, in the order they took them.
function holdersOf({ state }, object) {
    return (state.holders[object] || []).map(({ by }) => by);
}

// The tasks that wait for the object, in the order they came.
function waitersOf(model, object) {
    const { tasks } = model.state;
    return [...tasks.keys()].filter(task => waitOf(model, task)?.object === object)
        .sort((a, b) => tasks[a].since - tasks[b].since);
}

// What is shared and in use: of the present loop, and held, set, not empty or waited for.
function sharedOf(model) {
    const { trace, state } = model;
    const wanted = new Set([...state.tasks.keys()].map(task => waitOf(model, task)?.object));
    const isTaken = object => {
        const { kind, amount } = readRecord(trace, state.last[object] || 0);
        return holdersOf(model, object).length || (["event", "queue"].includes(kind) && amount > 0);
    };
    return trace.shared.filter(([object, born]) => born < state.position && born >= state.loop &&
        (wanted.has(object) || isTaken(object)));
}

// What the wait takes together: all of them, those left, and how many it takes.
function membersOf({ state, members, settled }, wait) {
    const all = (wait.object && members.get(wait.object) || []).filter(({ index }) => index < state.position);
    const hasEnded = ({ task, future }) =>
        task ? state.tasks[task].status === "done" : settled.get(future) < state.position;
    return { all, left: all.filter(member => !hasEnded(member)), op: all.length ? all[0].op : "" };
}

// Who the task waits for: 0 if that is nobody, or one of several will do.
function waitsFor(model, task) {
    const wait = waitOf(model, task);
    if (!wait)
        return 0;
    const { all, left, op } = membersOf(model, wait);
    const holders = holdersOf(model, wait.object);
    if (!all.length)
        return wait.what === "task" ? wait.other : holders.length === 1 ? holders[0] : 0;
    const needsAll = op === "all" || left.length === 1;
    return needsAll && left.find(member => member.task)?.task || 0;
}

// ---- Where a task is: src/trace/whereabouts.c ----

const MOST_AHEAD = 5000;
const ENDS_RUN = ["trace", "end", "tick-end", "call", "run"];
const STOPS_TASK = ["wait", "yield", "done"];

function doerOf({ kind, task, by, other }) {
    if (kind === "task")
        return other;
    return ["coro", "cancel", "timer", "member"].includes(kind) ? by : task || by;
}

// The next place of the running task; 0: none before it stops.
function lookAhead({ state, trace }) {
    const end = Math.min(trace.records.length, state.position + MOST_AHEAD);
    for (let position = state.position; position < end; position++) {
        const record = readRecord(trace, position);
        const isShown = record.kind !== "warning" && doerOf(record) === state.running;
        const isLast = ENDS_RUN.includes(record.kind) ||
            STOPS_TASK.includes(record.kind) && record.task === state.running;
        if (isShown && record.place || isLast)
            return isShown ? record.place : 0;
    }
    return 0;
}

// Its place; 0: unknown.
function whereaboutsOf(model, task) {
    const ahead = task && task === model.state.running ? lookAhead(model) : 0;
    return ahead || model.state.tasks[task].at;
}
