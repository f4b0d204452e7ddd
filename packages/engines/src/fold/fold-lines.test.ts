import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldLines } from "./fold-lines.ts";
import { unfoldLines } from "./unfold-lines.ts";

const clock = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.nat({ max: 59 }), fc.nat({ max: 999 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")));

/** Times in the forms that logs have. */
const times = fc
  .tuple(clock, fc.nat({ max: 2 }), fc.nat({ max: 11 }))
  .map(([[h = "", m = "", s = "", ms = ""], day, form]) => {
    const d = `0${day + 1}`;
    return [
      `2015-10-${d} ${h}:${m}:${s},${ms}`,
      `2015-10-${d}T${h}:${m}:${s}.${ms}Z`,
      `Jun ${d} ${h}:${m}:${s}`,
      `[Sun Dec ${d} ${h}:${m}:${s} 2005]`,
      `0811${d} ${h}${m}${s}`,
      `17/06/${d} ${h}:${m}:${s}`,
      `201712${d}-${h}:${m}:${s}:${ms}`,
      `15140385${d}${ms}`,
      `15140${d}${ms}`,
      `- - [${d}/Oct/2000:${h}:${m}:${s} -0700]`,
      `03-${d} ${h}:${m}:${s}.${ms}`,
      `${h}:${m}:${s}`,
    ][form] as string;
  });

const words = fc.constantFrom(
  "started",
  "INFO",
  "a|b",
  "k=v",
  "(x)",
  "{}",
  "{*}",
  "{1}",
  "{t}",
  "/var/log/a.log",
  "10.0.0.1:80",
  "blk_-7",
  "größe",
  "\u001b[31mred\u001b[0m",
  "a\rb",
  "\ud800",
  "",
  "\t",
  "@Jun 14 15:16:01",
  "*3",
  "~x",
  ">head",
  "0=x",
);
const values = fc.oneof(fc.nat({ max: 300 }).map(String), words);
const lines = fc.oneof(
  fc.array(values, { maxLength: 5 }).map((parts) => parts.join(" ")),
  fc
    .tuple(times, fc.constantFrom(" ", "|", "] ", ":", "x", ""), fc.array(values, { maxLength: 4 }))
    .map(([time, gap, parts]) => `${time}${gap}${parts.join(gap === "|" ? "|" : " ")}`),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const texts = fc
  .array(fc.tuple(lines, fc.constantFrom("\n", "\n", "\n", "\r\n", "\r\n", "\r")), {
    maxLength: 60,
  })
  .map((parts) => {
    const again = parts.length % 3 === 0 ? [...parts, ...parts] : parts;
    return again.map(([line, end]) => line + end).join("");
  });

describe("foldLines", () => {
  it("comes back to the byte for any text", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, keepsEnd) => {
        const source = keepsEnd ? text : text.replace(/[\r\n]+$/, "");
        const folded = foldLines(source);
        if (folded !== undefined) expect(unfoldLines(folded)).toBe(source);
      }),
      { numRuns: 400 },
    );
  });
});
