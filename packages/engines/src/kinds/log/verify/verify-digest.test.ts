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
