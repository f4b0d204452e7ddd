import { chooseSigil } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitText } from "../../../fold/split-text.ts";
import { logText } from "../__fixtures__/log-arbitrary.ts";
import { readLogEvents } from "../log-events.ts";
import { spreadLines } from "../pick-lines.ts";
import { chooseSign, writeDigest } from "../write-digest.ts";
import { verifyDigest } from "./verify-digest.ts";

function digestOf(text: string, share = 0): { readonly body: string; readonly sigil: string } {
  const log = readLogEvents(splitText(text));
  const sigil = chooseSigil(text);
  const shown = spreadLines(log, share);
  const sign = chooseSign(log.lines);
  return { body: writeDigest(log, { text, sign }, { style: { sigil }, shown }).body, sigil };
}

const LOG = [
  ...Array.from({ length: 40 }, (_, at) =>
    at % 10 === 3
      ? `2024-05-01 10:00:${at + 10} ERROR cannot open /srv/${at % 4}.db: EACCES`
      : `2024-05-01 10:00:${at + 10} INFO request ${at * 7} of ${at % 2 === 0 ? "ada" : "grace"} took ${(at * 13) % 90} ms`,
  ),
  "java.io.IOException: no",
  "\tat org.a.B.c(B.java:12)",
  "\tat org.a.Main.main(Main.java:3)",
  "",
  "2024-05-01 10:01:00 INFO done",
  "java.io.IOException: no",
  "\tat org.a.B.c(B.java:12)",
  "\tat org.a.Main.main(Main.java:3)",
].join("\n");

describe("verifyDigest", () => {
  it("takes what writeDigest writes, for any log", () => {
    fc.assert(
      fc.property(logText, fc.constantFrom(0, 0.3), (text, share) => {
        const { body, sigil } = digestOf(text, share);
        expect(verifyDigest(text, body, sigil)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["a line alone that another template fits", "9 ERROR GET\n1091521730 ERROR GET\n1 ERROR GET"],
    ["a number that is no epoch", "1514127053 a 0\n1514127054 a 1\n4214127059 a 2\n9 a 3\n8 a 4"],
    [
      "times of which some have no year",
      "[Sun Dec 3 5:9:4 5] b 9\nSun Dec 3 6:8:7 2005\n[Sun Dec 3 7:5:8 2105] b 4",
    ],
    [
      "a time within what looks like one",
      "[S D 1 5:6:9 2005] b\n[Sun Dec 1 8:6:9 2005] b\n[Sun Dec 1 5:6:8 2005] b",
    ],
    ["fractions of two widths", "20171203-8:5:7:6777|a|1\n20171203-8:5:9:7|a|2"],
    ["a time of another form among values", '  "a": 1700000000,\n  "a": 5,\n  "a": 2,'],
    [
      "a clock out of shape",
      "Sunday, 02-Nov-94 59:05:60 GMT \r\nSunday, 02-Nov-94 59:05:60 GMT \r\n1514193640 | FATAL\r\n1514193641 | FATAL",
    ],
    [
      "more forms of times than are told",
      Array.from(
        { length: 20 },
        (_, n) =>
          `2024-05-01 10:00:00.5 +0100 x${n}\n10:00:00 ${"ab".repeat(n + 1)} ${n}\n${10 ** (n % 9)}-5-1 10:00:0${n % 10} x 1`,
      ).join("\n"),
    ],
    [
      "a time where lines are read no further",
      `${"x ".repeat(57)}2024-05-01 10:00:00,747 a\n${"x ".repeat(57)}2024-05-01 10:00:00,748 b`,
    ],
    [
      "colours beside the word that reports",
      "\u001b[2mno FATAL\u001b[2m0:5:6 1\n\u001b[2mno FATAL\u001b[2m0:5:7 2",
    ],
    ["the word that reports behind a long value", `${"1".repeat(700)} FATAL\n2 FATAL`],
    [
      "a trace of lines that templates fit",
      "Error: 1\n  at a (b.js:1:1)\n  x 1\n\n  x 2\n  x 3\n\n  at a (b.js:1:1)\nend",
    ],
    [
      "a trace that begins another",
      "a 1\n\tat a.B(B.java:1)\na 2\n\tat a.B(B.java:1)\n\tat a.C(C.java:1)\na 3\n\tat a.B(B.java:1)".repeat(
        3,
      ),
    ],
    [
      "carriage returns within lines",
      "1 Error: a\r6 ( \t \r 22 {\r\n15 ( \r 296 {\r\n7 {\r\n\r\n\r8 {\r",
    ],
    ["braces and marks", "5 {*t} {}\n1514173675 {*t} {1}\n3514177675 {{*t} }\n1514177736 {*t} {}"],
  ])("takes what writeDigest writes: %s", (_, text) => {
    for (const share of [0, 0.4]) {
      const { body, sigil } = digestOf(text, share);
      expect(verifyDigest(text, body, sigil)).toBeUndefined();
    }
  });

  it("refuses a form of times that the log does not have", () => {
    const text = "Jun 14 15:16:01 a 1\nJun 14 15:16:02 a 2\n[10:00:00] b\n[10:00:01] b";
    const { body, sigil } = digestOf(text);
    expect(body).toContain("like Jun 14 15:16:01 or 10:00:00\n");
    expect(verifyDigest(text, body, sigil)).toBeUndefined();
    const other = body.replace(" or 10:00:00\n", " or 10:00:07\n");
    expect(verifyDigest(text, other, sigil)).toBe("no line has the time 10:00:07");
  });

  it("refuses a digest with any line left out, doubled or moved", () => {
    const { body, sigil } = digestOf(LOG, 0.2);
    const lines = body.split("\n");
    expect(verifyDigest(LOG, body, sigil)).toBeUndefined();
    for (const at of lines.keys()) {
      const without = lines.filter((_, other) => other !== at).join("\n");
      expect(verifyDigest(LOG, without, sigil), `without ${lines[at]}`).toBeDefined();
      const doubled = lines.toSpliced(at, 0, lines[at] as string).join("\n");
      expect(verifyDigest(LOG, doubled, sigil), `doubled ${lines[at]}`).toBeDefined();
      if (at + 1 === lines.length) continue;
      const moved = lines.toSpliced(at, 2, lines[at + 1] as string, lines[at] as string);
      expect(verifyDigest(LOG, moved.join("\n"), sigil), `moved ${lines[at]}`).toBeDefined();
    }
  });

  it("refuses a digest with any digit or letter of any line changed", () => {
    const { body, sigil } = digestOf(LOG);
    for (let at = 0; at < body.length; at++) {
      const character = body[at] as string;
      if (!/[A-Za-z\d]/.test(character)) continue;
      const other = character === "7" || character === "x" ? "8" : /\d/.test(character) ? "7" : "x";
      const changed = body.slice(0, at) + other + body.slice(at + 1);
      expect(
        verifyDigest(LOG, changed, sigil),
        changed.slice(Math.max(0, at - 30), at + 30),
      ).toBeDefined();
    }
  });

  it("refuses a digest of a log with one line more, less or other", () => {
    const { body, sigil } = digestOf(LOG);
    const lines = LOG.split("\n");
    for (const at of lines.keys()) {
      const less = lines.filter((_, other) => other !== at).join("\n");
      expect(verifyDigest(less, body, sigil)).toBeDefined();
      const more = lines.toSpliced(at, 0, lines[at] as string).join("\n");
      expect(verifyDigest(more, body, sigil)).toBeDefined();
      const other = lines.toSpliced(at, 1, `${lines[at]} and more`).join("\n");
      expect(verifyDigest(other, body, sigil)).toBeDefined();
    }
  });
});
