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

  it("writes what changed of the clock, the label and the values, and shares what is the same", () => {
    const text = [
      "[Sun Dec 04 04:47:44 2005] [notice] child 6725 in slot 10",
      "[Sun Dec 04 04:47:44 2005] [notice] child 6726 in slot 8",
      "[Sun Dec 04 04:47:45 2005] [notice] child 6728 in slot 6",
      "[Sun Dec 04 04:48:01 2005] [error] no slot",
      "[Sun Dec 04 04:48:01 2005] [error] no slot",
      "[Mon Dec 05 00:00:00 2005] [notice] child 6731 in slot 9",
      "",
    ].join("\r\n");
    expect(foldLines(text)?.split("\n").slice(1)).toEqual([
      ">[{t}] ",
      "a [error] no slot",
      "b [notice] child {} in slot {}",
      "",
      "@Sun Dec 04 04:47:44 2005",
      "b6725 10",
      "b6726 8",
      "45b6728 6",
      "48:01a",
      "*1",
      "@Mon Dec 05 00:00:00 2005",
      "b6731 9",
      "",
    ]);
  });

  it("says the same value once, and leaves out what all values of a place share", () => {
    const text = Array.from(
      { length: 6 },
      (_, at) => `Deleting blk_${at * 7919} file /mnt/current/blk_${at * 7919} at 10.0.${at}.9:80`,
    ).join("\n");
    const body = foldLines(text) ?? "";
    expect(body).toContain("a=Deleting blk_{} file /mnt/current/blk_{1} at 10.0.{}.9:80");
    expect(body.endsWith("\na39595 5")).toBe(true);
    expect(unfoldLines(body)).toBe(text);
  });

  it.each([
    ["2015-10-18 18:01:47,978", "2015-10-18 18:01:47,991", "991"],
    ["2024-05-01T10:00:00.123Z", "2024-05-01T10:00:01.123Z", "01.123"],
    ["Jun  4 15:16:01", "Jun  4 15:16:02", "02"],
    ["081109 203615", "081109 203807", "3807"],
    ["17/06/09 20:10:40", "17/06/09 21:10:40", "21:10:40"],
    ["20171223-22:15:29:606", "20171223-22:15:30:7", "30:7"],
    ["10/Oct/2000:13:55:36 -0700", "10/Oct/2000:13:55:37 -0700", "37"],
    ["1514038530000", "1514038530615", "615"],
    ["1117838570", "1117838573", "573"],
    ["03-17 16:13:38.811", "03-17 16:13:38.819", "819"],
  ])("writes only what changed of a time like %s", (first, second, change) => {
    const text =
      `${first} worker is up and running now\n${second} worker is up and running now\n`.repeat(3);
    const body = foldLines(text) ?? "";
    expect(body.split("\n")).toContain(`@${first}`);
    expect(body.split("\n")).toContain(`${change}a`);
    expect(unfoldLines(body)).toBe(text);
  });

  it("keeps lines that carriage returns wrote over apart", () => {
    const text = Array.from({ length: 40 }, (_, at) => `Loading part of it: ${at} %\r`).join("");
    const body = foldLines(`${text}\ndone\n`) ?? "";
    expect(body).toContain("\n^a17\n");
    expect(unfoldLines(body)).toBe(`${text}\ndone\n`);
  });

  it("finds nothing to fold where no two lines have anything in common", () => {
    expect(foldLines("one\ntwo and a half: three\n")).toBeUndefined();
    expect(foldLines("")).toBeUndefined();
  });
});

describe("unfoldLines", () => {
  const body = foldLines("job 12 done\njob 13 done\njob 14 done\njob 17 done at last") ?? "";

  it.each([
    ["no head", "x"],
    ["no legend", body.slice(0, body.indexOf("\n"))],
    ["an unknown label", `${body}\nzz4`],
    ["a clock before any time", body.replace("a=job {}", "a={t} {}")],
    ["a time that is none", `${body}\n@noon\n`],
    ["a repetition without number", `${body}\n*x\n`],
  ])("refuses a body with %s", (_, broken) => {
    expect(() => unfoldLines(broken)).toThrow(/cannot be unpacked/);
  });
});
