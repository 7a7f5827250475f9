// What a test in JavaScript says, in TAP.

let count = 0;

exports.check = (name, isOk) => {
    count++;
    console.log(`${isOk ? "ok" : "not ok"} ${count} - ${name}`);
    if (!isOk)
        process.exitCode = 1;
};

exports.end = () => console.log(`1..${count}`);
