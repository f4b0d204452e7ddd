import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Outputs of many tools: diagnostics with their source, failing tests, noise, totals, tasks that write into one another. */
export const buildFuzz: FuzzKind = {
  kind: "build",
  generate(random) {
    const lines: string[] = [];
    const parts = random.whole(random.pick([3, 20, 80]));
    const noise = Array.from({ length: 1 + random.whole(4) }, () => random.pick(NOISE));
    for (let left = parts; left > 0; left--) {
      const part = random.chance(0.6)
        ? random.pick(noise)(random)
        : random.pick(random.chance(0.5) ? REPORTS : FAILURES)(random);
      const earlier = random.chance(0.08) && lines.length > 0 ? [random.pick(lines)] : [];
      lines.push(...part.split("\n"), ...earlier);
    }
    if (random.chance(0.7)) lines.push(...random.pick(ENDS)(random).split("\n"));
    const task = random.chance(0.2) ? random.pick(TASKS) : undefined;
    const named = task === undefined ? lines : lines.map((line) => task(random) + line);
    const coloured = random.chance(0.2) ? named.map((line) => colour(line, random)) : named;
    const lineBreak = random.pick(["\n", "\n", "\n", "\r\n"]);
    return coloured.join(lineBreak) + (random.chance(0.8) ? lineBreak : "");
  },
  values: (text) => text.split("\n").length,
};

type Writer = (random: Random) => string;

const PLACES =
  "src/a.ts src/größe.ts ./cmd/main.go /srv/app/my file.c C:\\app\\x.cs <stdin> Makefile lib/index.js a".split(
    " ",
  );
const TEXTS = [
  "Type 'string' is not assignable to type 'number'.",
  "unused variable ‘x’ [-Wunused-variable]",
  "expected 3 errors, found 4",
  "... lines 3-9",
  "... 12 lines like: x",
  "... 2 items equal: warning: x",
  "... ..... ok PASSED ✓ Compiling",
  "{} {t} a b *2 @ >",
  "",
  "日本語 😀 \ud800",
  "x".repeat(300),
  "FAILED FAIL: not ok 1 - x",
  "a: b: c: error: d",
];

const place: Writer = (random) => random.pick(PLACES);
const text: Writer = (random) => random.pick(TEXTS);
const number = (random: Random): number =>
  random.pick([0, 1, 7, 42, 300, 99_999]) + random.whole(9);
const level: Writer = (random) =>
  random.pick(["error", "warning", "note", "fatal error", "Error", "info"]);
const name: Writer = (random) =>
  random.pick(["adds", "adds 2 and 2", "test_it", "größe", "a > b", "x (3 ms)", ""]);

const REPORTS: readonly Writer[] = [
  (r) => `${place(r)}(${number(r)},${number(r)}): ${level(r)} TS2322: ${text(r)}`,
  (r) =>
    `${place(r)}:${number(r)}:${number(r)} - ${level(r)} TS1: ${text(r)}\n\n${number(r)} let x = ${text(r)}\n   ~~~~~\n`,
  (r) =>
    `${place(r)}:${number(r)}:${number(r)}: ${level(r)}: ${text(r)}\n  ${number(r)} |   x = ${text(r)}\n    |       ^~~~ ${text(r)}`,
  (r) =>
    `${level(r)}[E0308]: ${text(r)}\n  --> ${place(r)}:${number(r)}:${number(r)}\n   |\n${number(r)} |  y\n   |  ^ ${text(r)}\n   = note: ${text(r)}\n`,
  (r) =>
    `${place(r)}\n  ${number(r)}:${number(r)}  error  ${text(r)}  a/b\n  ${number(r)}:1  warning  ${text(r)}  c`,
  (r) => `[ERROR] ${place(r)}:[${number(r)},${number(r)}] ${text(r)}\n  symbol: ${text(r)}`,
  (r) => `${place(r)}:${number(r)}: ${level(r)}: ${text(r)}\n    foo(${text(r)});\n        ^`,
  (r) => `In file included from ${place(r)}:${number(r)}:\n${place(r)}:4:12: warning: ${text(r)}`,
  (r) =>
    `${r.pick(["ERROR", "WARNING", "npm warn", "npm ERR!", "make: ***", "panic:", "error:", "E:"])} ${text(r)}`,
  (r) =>
    `  ! eslint(no-x): ${text(r)}\n   ,-[${place(r)}:${number(r)}:2]\n 1 | ${text(r)}\n   :   ^^|^^\n   :     \`-- ${text(r)}\n   \`----\n  help: ${text(r)}`,
  (r) =>
    `${place(r)}:${number(r)}:3 lint/style/useConst  FIXABLE  ━━━━━━━━━\n\n  ! ${text(r)}\n\n  > 19 │   let x\n       │   ^^^\n\n  i ${text(r)}`,
  (r) => `In ${place(r)} line ${number(r)}:\n  cd $1\n  ^-- SC2164 (warning): ${text(r)}`,
];

const FAILURES: readonly Writer[] = [
  (r) =>
    ` FAIL  ${place(r)} > ${name(r)} > ${name(r)}\nAssertionError: ${text(r)}\n\n- Expected\n+ Received\n\n  {\n-   "a": ${number(r)},\n+   ${text(r)}\n  }\n\n ❯ ${place(r)}:${number(r)}:5\n   ${number(r)}|  ${text(r)}\n     |  ^\n`,
  (r) =>
    `  ● ${name(r)} › ${name(r)}\n\n    ${text(r)}\n\n    > ${number(r)} | ${text(r)}\n         | ^\n\n      at f (${place(r)}:${number(r)}:3)\n      at node_modules/x/y.js:1:1\n`,
  (r) => `   × ${name(r)} ${number(r)}ms\n     → ${text(r)}`,
  (r) =>
    `✖ ${name(r)} (${number(r)}.5ms)\n  Error: ${text(r)}\n      at f (${place(r)}:1:2)\n      at g (node:internal/x:1:1) {\n    actual: ${text(r)},\n    expected: 3,\n  }`,
  (r) => `not ok ${number(r)} - ${name(r)}\n  ---\n  duration_ms: 3\n  error: ${text(r)}\n  ...`,
  (r) =>
    `________ ${name(r)} ________\n\n    def test():\n>       assert ${text(r)}\nE       ${text(r)}\n\n${place(r)}:${number(r)}: AssertionError`,
  (r) =>
    `--- FAIL: ${name(r)} (0.00s)\n    ${place(r)}:${number(r)}: ${text(r)}\npanic: ${text(r)}\n\ngoroutine 7 [running]:\nmain.f(0x1)\n\t/srv/app/main.go:3 +0x1d\ntesting.tRunner()\n\t/usr/lib/go/src/testing/testing.go:1 +0x2`,
  (r) =>
    `Traceback (most recent call last):\n  File "${place(r)}", line ${number(r)}, in f\n    raise ${text(r)}\nValueError: ${text(r)}`,
  (r) =>
    `  ${number(r)}) ${name(r)}\n       ${name(r)}:\n\n      AssertionError: ${text(r)}\n\n{\n  a: ${number(r)}\n}\n      + expected - actual\n\n      -${text(r)}\n      +2\n      at Context.f (${place(r)}:1:1)`,
  (r) =>
    `tests/a.py::${name(r)} FAILED [ ${number(r) % 99}%]\nFAILED tests/a.py::${name(r)} - ${text(r)}`,
  (r) =>
    `test ${name(r)} ... FAILED\n---- ${name(r)} stdout ----\nthread '${name(r)}' panicked at ${place(r)}:1:2:\n${text(r)}\nstack backtrace:\n   0: std::panicking::x\n             at /rustc/a/b.rs:1:2`,
];

const NOISE: readonly Writer[] = [
  (r) => ` ✓ ${name(r)} ${number(r)}ms`,
  (r) => `${name(r)}\n    ✓ ${name(r)}`,
  (r) => `   Compiling ${name(r)} v0.${number(r)}.0`,
  (r) => `[${number(r)}/400] Building CXX object ${name(r)}.o`,
  (r) => `tests/a.py::${name(r)} PASSED [ ${number(r) % 99}%]`,
  (r) => `tests/a.py ${r.pick(["....", "..F.", ".s.x"])} [ 10%]`,
  (r) => `ok ${number(r)} - ${name(r)}\n  ---\n  duration_ms: ${number(r)}\n  ...`,
  (r) => `gcc -c -o build/${number(r)}.o src/${name(r)}.c`,
  (r) => `10%\r${number(r)}%\rDownloaded ${name(r)}`,
  (r) => `step ${number(r)} ${text(r)}`,
  (r) => `[INFO] ${text(r)}`,
  (r) => `=== RUN   ${name(r)}\n--- PASS: ${name(r)} (0.00s)`,
  (r) => `test_${number(r)} (a.B.test)\n${name(r)} ... ok`,
  (r) => `${number(r)} | ${text(r)}`,
  (r) => text(r),
  () => "",
  () => "=".repeat(40),
];

const ENDS: readonly Writer[] = [
  (r) => ` Tests  ${number(r)} failed | ${number(r)} passed (${number(r)})`,
  (r) => `===== ${number(r)} failed, ${number(r)} passed in 0.15s =====`,
  (r) => `Found ${number(r)} errors.\n✖ ${number(r)} problems (1 error, 2 warnings)`,
  (r) => `${number(r)} passing\n${number(r)} failing`,
];

const TASKS: readonly Writer[] = [
  (r) => r.pick(["@a/web:build: ", "@a/web:build: ", "api:test: "]),
  () => "packages/a build: ",
  (r) => `#${r.pick([7, 7, 8])} 0.${r.whole(999)} `,
  (r) => r.pick(["[web] ", "[api] "]),
];

function colour(line: string, random: Random): string {
  if (random.chance(0.5) || line === "") return line;
  const at = random.whole(line.length);
  return `\u001b[3${random.whole(8)}m${line.slice(0, at)}\u001b[39m${line.slice(at)}`;
}
