import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unfoldLines } from "../../fold/unfold-lines.ts";
import { Source } from "../../ladder/source.ts";
import { buildOutput } from "./__fixtures__/build-arbitrary.ts";
import { decideFates } from "./decide-fates.ts";
import { readBuildLines } from "./read-build-lines.ts";
import { selectDigest } from "./select-digest.ts";
import { verifyDigest } from "./verify-digest.ts";
import { renderDigest } from "./write-digest.ts";

const counter = createTokenCounter();
const sigil = "...";

function digestOf(text: string, isFolded: boolean): { source: Source; body: string } {
  const source = new Source(text, { counter });
  const lines = readBuildLines(text);
  const digest = selectDigest(lines, decideFates(lines), () => false);
  return { source, body: renderDigest(source, { lines, digest, isFolded }, { sigil }).body };
}

const OUTPUT = `   Compiling shop v0.1.0
   Compiling cart v0.2.0
warning: unused variable: \`x\`
 --> src/a.rs:3:5
  |
3 |     let x = 1;
  |         ^
warning: unused variable: \`x\`
 --> src/a.rs:3:5
  |
3 |     let x = 1;
  |         ^
src/a.c:7:9: error: unknown type name ‘strin’
src/a.c:7:9: error: unknown type name ‘strin’
src/b.ts(4,2): error TS2322: Type 'string' is not assignable to type 'number'.
/srv/app/c.js
  12:5  error  'y' is not defined  no-undef
 ✓ loads the cart 3ms
 ✓ loads the order 4ms
 × adds 2 and 2 1ms
 FAIL  test/a.test.ts > sums > adds 2 and 2
AssertionError: expected 5 to be 4

- Expected
+ Received

  {
-   "a": 4,
+   "a": 5,
  }
 ❯ test/a.test.ts:20:7
===== 1 failed, 2 passed in 0.10s =====
`;

const MANY = Array.from(
  { length: 30 },
  (_, at) => `src/a.ts(${at},2): error TS2304: Cannot find name 'x${at}'.\n`,
).join("\n");

describe("verifyDigest", () => {
  it("takes a digest that says what its source says", () => {
    for (const isFolded of [false, true]) {
      const text = isFolded ? MANY : OUTPUT;
      const { source, body } = digestOf(text, isFolded);
      const level = isFolded ? "folded" : "digest";
      expect(verifyDigest(source, { body, sigil, level })).toBeUndefined();
    }
    expect(digestOf(OUTPUT, false).body).toMatchInlineSnapshot(`
      "... 16 lines, 1-32
      ... 2 lines like:    Compiling shop v0.1.0
      ... 2 items equal: warning: unused variable: \`x\`
       --> src/a.rs:3:5
      ... 2 lines equal: src/a.c:7:9: error: unknown type name ‘strin’
      src/b.ts(4,2): error TS2322: Type 'string' is not assignable to type 'number'.
      /srv/app/c.js
        12:5  error  'y' is not defined  no-undef
      ... 2 lines like:  ✓ loads the cart 3ms
       FAIL  test/a.test.ts > sums > adds 2 and 2
      AssertionError: expected 5 to be 4
      - Expected
      + Received
      -   "a": 4,
      +   "a": 5,
       ❯ test/a.test.ts:20:7
      ===== 1 failed, 2 passed in 0.10s ====="
    `);
  });

  it("refuses a digest of any output with a digit changed, a line lost, doubled or moved", () => {
    const change = fc.constantFrom<"digit" | "drop" | "double" | "swap">(
      "digit",
      "drop",
      "double",
      "swap",
    );
    const cases = fc.tuple(buildOutput, change, fc.nat(), fc.boolean());
    fc.assert(
      fc.property(cases, ([text, how, at, isFolded]) => {
        const { source, body } = digestOf(text, isFolded);
        const changed = changedBody(body, how, at);
        const level = isFolded && body !== digestOf(text, false).body ? "folded" : "digest";
        if (changed === body || saysTheSame(body, changed, level)) return;
        // Of lines that stand twice, either may be shown.
        if (how === "swap" && new Set(text.split(/\r?\n/)).size < source.lineCount) return;
        expect(refusal(source, changed, level)).not.toBe("");
      }),
      { numRuns: 150 },
    );
  });

  it("refuses a digest that leaves out a report, whatever its counts say", () => {
    const { source, body } = digestOf(OUTPUT, false);
    const lines = body.split("\n");
    const without = (lost: string): string =>
      lines
        .filter((line) => !line.includes(lost))
        .join("\n")
        .replace("... 16 lines", "... 17 lines");
    const lost = ["unknown type", "TS2322", "FAIL", "--> src", "12:5", "1 failed", "/srv/app/c.js"];
    for (const one of lost) {
      expect(verifyDigest(source, { body: without(one), sigil, level: "digest" })).toBeDefined();
    }
  });
});

/** What is wrong with a body, a notation that cannot be read included; empty where nothing is. */
function refusal(source: Source, body: string, level: string): string {
  try {
    return verifyDigest(source, { body, sigil, level }) ?? "";
  } catch (error) {
    return String(error);
  }
}

function changedBody(body: string, how: "digit" | "drop" | "double" | "swap", at: number): string {
  const lines = body.split("\n");
  const one = at % lines.length;
  const line = lines[one] as string;
  if (how === "drop") lines.splice(one, 1);
  if (how === "double") lines.splice(one, 0, line);
  if (how === "swap") lines.push(...lines.splice(one, 1));
  if (how === "digit") {
    const places = [...line.matchAll(/\d/g)].map(({ index }) => index);
    const place = places[at % places.length];
    if (place === undefined) return body;
    const digit = (Number(line[place]) + 1) % 10;
    lines[one] = line.slice(0, place) + digit + line.slice(place + 1);
  }
  return lines.join("\n");
}

/** Whether the notation reads the same: a legend may hold what no line uses. */
function saysTheSame(left: string, right: string, level: string): boolean {
  if (level !== "folded") return false;
  const rest = (body: string): string => body.slice(body.indexOf("\n") + 1);
  if (left.split("\n", 1)[0] !== right.split("\n", 1)[0]) return false;
  try {
    return unfoldLines(rest(left)) === unfoldLines(rest(right));
  } catch {
    return false;
  }
}
