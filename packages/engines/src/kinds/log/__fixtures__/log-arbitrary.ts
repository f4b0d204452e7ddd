import fc from "fast-check";

const two = (value: number): string => String(value).padStart(2, "0");

/** Ways of writing a time, and of a line around it. */
const STYLES: readonly ((seconds: number, millis: number) => string)[] = [
  (s, ms) => `2015-10-18 ${clock(s)},${String(ms).padStart(3, "0")} `,
  (s) =>
    `Jun ${String(1 + (Math.floor(s / 86_400) % 28)).padStart(2)} ${clock(s)} combo sshd[${s % 977}]: `,
  (s) => `[Sun Dec 04 ${clock(s)} 2005] [notice] `,
  (s) => `081109 ${clock(s).replaceAll(":", "")} 148 `,
  (s) => `17/06/09 ${clock(s)} `,
  (s, ms) => `20171223-${clock(s)}:${ms}|Step_LSC|30002312|`,
  (s) => `10.0.0.${s % 9} - - [10/Oct/2000:${clock(s)} -0700] `,
  (s, ms) => `03-17 ${clock(s)}.${String(ms).padStart(3, "0")}  1702  2395 D `,
  (s, ms) => `${1_514_038_530_000 + s * 1000 + ms} `,
  (s, ms) => `web_${1 + (ms % 2)}  | 2024-05-01T${clock(s)}Z `,
  () => "",
  (s) => `\u001b[32m${clock(s)}\u001b[0m `,
];

function clock(seconds: number): string {
  return [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map(two)
    .join(":");
}

const MESSAGES: readonly ((value: number, word: string) => string)[] = [
  (v) => `INFO Found child ${v} in scoreboard slot ${v % 7}`,
  (v, w) => `ERROR cannot open /var/lib/${w}.db: EACCES (${v})`,
  (_, w) => `WARN retrying ${w}`,
  () => "INFO heartbeat",
  (v) => `Deleting block blk_${v * 7919} file /mnt/current/blk_${v * 7919}`,
  (v, w) => `Failed password for ${w} from 10.251.${v % 256}.7 port ${v} ssh2`,
  (v) => `onExtend:15140385${two(v % 100)}000 14 0 4`,
  (_, w) => `state=${w},next=${w} {} {t} = 3x`,
  (v) => `total = ${v}, boot = -${v}, finish = 0`,
];

const TRACES = [
  "java.io.IOException: no\n\tat org.apache.Foo.bar(Foo.java:12)\n\tat org.apache.Main.main(Main.java:3)",
  'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in main\n    run()\nValueError: no',
  "Error: no\n    at open (/srv/app/open.js:12:9)\n    at main (/srv/app/main.js:3:1)",
];

const ODD = [
  "",
  "   ",
  "= 3x to 12:00:00: {} x",
  "... lines 3-9",
  "a\u0000b",
  "50%\r100%",
  "\ud800",
  "@Jun 14",
];

const message = fc
  .tuple(
    fc.nat({ max: MESSAGES.length - 1 }),
    fc.nat({ max: 400 }),
    fc.constantFrom("alpha", "beta", "gamma", "delta", "eta", "theta", "iota", "größe"),
  )
  .map(([which, value, word]) => (MESSAGES[which] as (typeof MESSAGES)[number])(value, word));

const record = fc.oneof(
  { weight: 30, arbitrary: message },
  { weight: 1, arbitrary: fc.constantFrom(...TRACES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD).map((text) => `\u0002${text}`) },
);

/** Logs of one style, with traces, blank lines and odd ones, and with any line ends. */
export const logText: fc.Arbitrary<string> = fc
  .record({
    style: fc.constantFrom(...STYLES),
    records: fc.array(fc.tuple(record, fc.nat({ max: 90 }), fc.nat({ max: 999 })), {
      minLength: 1,
      maxLength: 80,
    }),
    lineBreak: fc.constantFrom("\n", "\n", "\r\n"),
    ends: fc.boolean(),
  })
  .map(({ style, records, lineBreak, ends }) => {
    let seconds = 80_000;
    const lines = records.map(([text, later, millis]) => {
      seconds += later;
      return text.startsWith("\u0002") ? text.slice(1) : style(seconds, millis) + text;
    });
    return lines.join("\n").replaceAll("\n", lineBreak) + (ends ? lineBreak : "");
  });
