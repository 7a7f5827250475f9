// Prints what ts-fsrs makes of seeded answer histories: one line an answer, a blank line between cards.
//   days  good  stability  difficulty  chance-before  interval
// tests/progress/fsrs_oracle.txt is its output; see test_fsrs_oracle.sh.
const { fsrs, generatorParameters, FSRSVersion, Rating } = require("ts-fsrs");

const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: true }));
const GAPS = [0, 0, 1, 1, 2, 3, 5, 8, 13, 30, 90, 400];

let seed = 20250131;
function pick(count) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 16) % count;
}

console.log(`# ts-fsrs ${FSRSVersion}`);
for (let card = 0; card < 40; card++) {
    const goodOutOfTen = pick(11);
    let memory = null;
    for (let answer = 0; answer < 15; answer++) {
        const days = memory ? GAPS[pick(GAPS.length)] : 0;
        const good = pick(10) < goodOutOfTen;
        const chance = memory ? scheduler.forgetting_curve(days, memory.stability) : 1;
        memory = scheduler.next_state(memory, days, good ? Rating.Good : Rating.Again);
        const interval = scheduler.next_interval(memory.stability, 0);
        console.log(days, good ? 1 : 0, memory.stability, memory.difficulty, chance, interval);
    }
    console.log();
}
