import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Logs of many loggers: times in many forms, templates that repeat, traces, colours, progress bars, odd lines, any line ends. */
export const logFuzz: FuzzKind = {
  kind: "log",
  generate(random) {
    const style = random.pick(STYLES);
    const other = random.chance(0.2) ? random.pick(STYLES) : style;
    const templates = Array.from({ length: 1 + random.whole(8) }, () => template(random));
    const lineBreak = random.pick(["\n", "\n", "\n", "\r\n"]);
    let seconds = random.whole(200_000);
    let text = "";
    for (let left = random.whole(random.pick([4, 40, 160])); left > 0; left--) {
      seconds += random.pick([0, 0, 0, 1, 1, 7, 61, 4000]);
      const own = random.chance(0.1) ? other : style;
      text += random.chance(0.06)
        ? random.pick(ODD)
        : own(seconds, random) + fill(random.pick(templates), random);
      text += random.chance(0.02) ? random.pick(["\n", "\r\n", "\r", ""]) : lineBreak;
    }
    return random.chance(0.2) ? text.slice(0, -1) : text;
  },
  values: (text) => text.split("\n").length,
};

const two = (value: number): string => String(value).padStart(2, "0");

function clock(seconds: number, between = ":"): string {
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map(two).join(between);
}

const day = (seconds: number): string => two(1 + (Math.floor(seconds / 86_400) % 28));

/** What loggers write before a message. */
const STYLES: readonly ((seconds: number, random: Random) => string)[] = [
  (s, random) => `2015-10-${day(s)} ${clock(s)},${random.whole(1000)} INFO [main] org.a.B: `,
  (s, random) => `2024-05-${day(s)}T${clock(s)}.${random.whole(1e6)}Z `,
  (s) => `2024-05-${day(s)}T${clock(s)}+02:00 `,
  (s, random) =>
    `Jun ${day(s).replace(/^0/, " ")} ${clock(s)} combo sshd[${random.whole(30_000)}]: `,
  (s) => `[Sun Dec ${day(s)} ${clock(s)} 2005] [notice] `,
  (s) => `0811${day(s)} ${clock(s, "")} 148 INFO dfs.A: `,
  (s) => `17/06/${day(s)} ${clock(s)} INFO a.B: `,
  (s, random) => `201712${day(s)}-${clock(s)}:${random.whole(1000)}|Step_LSC|30002312|`,
  (s, random) => `10.0.0.${random.whole(9)} - - [${day(s)}/Oct/2000:${clock(s)} -0700] `,
  (s, random) => `03-${day(s)} ${clock(s)}.${random.whole(1000)}  1702  2395 D A: `,
  (s) => `${1_514_038_530 + s} `,
  (s, random) => `${1_514_038_530_000 + s * 1000 + random.whole(1000)} `,
  (s, random) => `web_${random.whole(3)}  | 2024-05-01T${clock(s)}Z `,
  (_, random) => `[${random.whole(99)}.${random.whole(1e6)}] `,
  (s) => `\u001b[32m${clock(s)}\u001b[0m `,
  (s) => `Sunday, ${day(s)}-Nov-94 ${clock(s)} GMT `,
  (s) => `[${(Math.floor(s / 3600) % 12) + 1}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)} PM] `,
  () => "",
];

const WORDS = [
  ..."started stopped GET POST ERROR FATAL failed Error: java.io.IOException: connection user admin root /var/log/a.log to from = : - | , ; ( ) [ ] { } < > ' \" ` {} {t} {1} {*} {*t} 3x distinct: null -1 ... .... == = @ @t * ~ > 0= größe 日本語 😀".split(
    " ",
  ),
  "",
  " ",
  "\t",
  "\u001b[31m",
  "\u001b[0m",
  "\ud800",
  "\u0000",
  "\u0001",
  "\r",
];

const ODD = [
  "",
  "   ",
  "\tat org.apache.Foo.bar(Foo.java:12)\n\tat org.apache.Main.main(Main.java:3)",
  "Caused by: java.io.IOException: no\n\tat org.a.B(B.java:1)\n\t... 23 more",
  'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in main\n    run()\nValueError: no',
  "Error: no\n    at open (/srv/app/open.js:12:9)\n    at main (/srv/app/main.js:3:1)",
  "goroutine 1 [running]:\nmain.main()\n\t/srv/app/main.go:12 +0x1d",
  "   at App.Program.Main(String[] args) in C:\\app\\Program.cs:line 12",
  "10%\r20%\r100%",
  "= 3x to 12:00:00: {} x",
  "== 12 blank lines",
  "= distinct: a, b",
  "... lines 3-9",
  ".... 3 lines, 1-9",
  "@Jun 14 15:16:01",
  "*3",
  "{} value, {t} time: records give what changed of it, label, values; @ sets it; *n repeats; space: verbatim",
  "a=b",
  "12a7",
  " x",
];

/** A message: words, and `undefined` for what differs each time. */
function template(random: Random): readonly (string | undefined)[] {
  return Array.from({ length: random.whole(9) }, () =>
    random.chance(0.35) ? undefined : random.pick(WORDS),
  );
}

function fill(parts: readonly (string | undefined)[], random: Random): string {
  const gap = random.chance(0.05) ? random.pick(["|", ",", "=", "\t", "  "]) : " ";
  return parts.map((part) => part ?? value(random)).join(gap);
}

function value(random: Random): string {
  const number = random.whole(random.pick([3, 300, 70_000]));
  return random.pick([
    String(number),
    String(number),
    `10.251.${number % 256}.7:50010`,
    `blk_${number * 7919}`,
    `attempt_1445_0020_m_${String(number).padStart(6, "0")}_0`,
    `/user/root/part-${number}.gz`,
    `0x${number.toString(16)}`,
    `${number}##${number}`,
    random.pick(WORDS),
  ]);
}
