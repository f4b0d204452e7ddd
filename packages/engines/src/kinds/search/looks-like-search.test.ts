import { describe, expect, it } from "vitest";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeSearch } from "./looks-like-search.ts";

const sure = (...lines: string[]): number => looksLikeSearch(textSample(lines.join("\n")));

describe("looksLikeSearch", () => {
  it("knows results with paths, headings, columns, context, drives", () => {
    expect(
      sure("src/a.ts:12:const a = 1", "src/a.ts:15:  return a", "lib/b.ts:3:export"),
    ).toBeGreaterThan(0.9);
    expect(sure("a.ts-1-x", "a.ts:2:y", "a.ts-3-z", "--", "b.ts:9:q")).toBeGreaterThan(0.9);
    expect(sure("src/a.ts", "1:a", "5:b", "", "src/b.ts", "2:c", "9:d")).toBeGreaterThan(0.8);
    expect(sure("C:\\a\\b.cs:1:x", "C:\\a\\b.cs:2:y", "C:\\a\\c.cs:2:y")).toBeGreaterThan(0.9);
    expect(sure("a.ts:1:5:x", "a.ts:2:7:y", "b.ts:4:1:z")).toBeGreaterThan(0.9);
    expect(
      sure("src/a.ts:const a", "src/a.ts:let b", "src/a.ts:let c", "src/b.ts:let d"),
    ).toBeGreaterThan(0.5);
  });

  it("takes no log, compiler output, trace, diff, prose or data for results", () => {
    expect(
      sure(
        "20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579",
        "20171223-22:15:29:615|Step_LSC|30002312|onExtend:1514038530000 14 0 4",
        "20171223-22:15:29:633|Step_StandReportReceiver|30002312|onReceive action",
      ),
    ).toBe(0);
    expect(
      sure(
        "nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.008 25746 INFO nova.osapi",
        "nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.272 25746 INFO nova.osapi",
        "nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:01.551 25746 INFO nova.osapi",
      ),
    ).toBe(0);
    expect(
      sure(
        "src/a.c:12:5: error: expected ';'",
        "src/a.c:14:1: warning: unused",
        "src/b.c:9:2: note: here",
      ),
    ).toBe(0);
    expect(sure("a.py:3: error: Name is not defined", "a.py:9: error: x", "b.py:1: note: y")).toBe(
      0,
    );
    expect(sure("10:30:00 up", "10:30:01 down", "10:30:02 up")).toBe(0);
    expect(sure("a:", "  b: 1", "  c: 2", "ports:", '  - "80:80:tcp"')).toBe(0);
    expect(sure("2024-01-15 10:30:00 INFO a", "2024-01-15 10:30:01 INFO b", "x", "y")).toBe(0);
    expect(
      sure("https://a.example:443:x", "https://b.example:443:y", "https://c.example:8:z"),
    ).toBe(0);
  });
});
