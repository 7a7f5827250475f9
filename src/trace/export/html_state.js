// The state of the loop at any record, forwards and backwards: what src/trace/state.c and model.c do, in the
// page. A record is an array of numbers; FIELDS tells what stands where, and what is missing at its end is 0.

const FIELDS = ["kind", "t", "tick", "task", "by", "other", "object", "what", "amount", "place", "subject",
    "predicate", "isInternal", "hasMoreReady", "ready"];

function readRecord(trace, index) {
    const row = trace.records[index];
    const record = {};
    FIELDS.forEach((field, i) => record[field] = row[i] || 0);
    for (const field of ["kind", "what", "subject", "predicate"])
        record[field] = trace.strings[record[field]];
    return record;
}

function firstState(trace) {
    const tasks = trace.tasks.map(() =>
        ({ status: "unborn", since: 0, waited: 0, paused: 0, frame: 0, cancel: 0, at: 0 }));
    return { position: 0, tick: 0, t: 0, running: 0, isInTick: false, tasks, holders: {}, timers: {},
        ready: [], batch: 0, outputs: 0 };
}

function copyState(state) {
    return { ...state, tasks: state.tasks.map(task => ({ ...task })), holders: { ...state.holders },
        timers: { ...state.timers }, ready: state.ready.slice() };
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
    state.running = 0;
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

function beginLoop(state) {
    state.tasks.forEach((task, number) => {
        task.waited = task.status === "waiting" ? task.since : 0;
        if (["ready", "running", "waiting"].includes(task.status))
            setStatus(state, number, "dropped");
    });
    Object.assign(state, { timers: {}, ready: [], batch: 0, running: 0, isInTick: false });
}

function changeObject(state, record) {
    if (record.object && record.kind === "lock")
        state.holders[record.object] = record.amount > 0 ? record.by : 0;
}

const happen = {
    "trace": beginLoop,
    "end": beginLoop,
    "tick"(state, record) {
        state.isInTick = true;
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
        if (record.what === "armed")
            state.timers[record.object] = state.position;
        else
            delete state.timers[record.object];
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

// Returns an object with `state`, and seek(position), which replaces it.
function createModel(trace) {
    const snapshots = [];
    const model = { state: firstState(trace) };
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

// The armed timers as records, in the order in which they will fire.
function timersOf(trace, state) {
    const indices = Object.values(state.timers).sort((a, b) => a - b);
    return indices.map(index => readRecord(trace, index)).sort((a, b) => a.amount - b.amount);
}
