import { describe, expect, it } from "vitest";
import { isStackFrame, reportsError } from "./error-lines.ts";

describe("reportsError", () => {
  it.each([
    "2026-11-22 10:00:00 ERROR cannot open /etc/x",
    "TypeError: a is not a function",
    "java.lang.NullPointerException",
    "Traceback (most recent call last):",
    '  File "/app/main.py", line 12, in <module>',
    "    at Object.open (/app/src/open.js:12:9)",
    "\tat com.example.Main.run(Main.java:10)",
    "thread 'main' panicked at src/main.rs:4:5",
    "goroutine 1 [running]:",
    "npm ERR! missing script",
    "E   assert 1 == 2",
    "Segmentation fault (core dumped)",
    "error[E0308]: mismatched types",
    "FAIL src/a.test.ts > adds",
    "make: *** [all] Error 2",
  ])("sees %j", (line) => expect(reportsError(line)).toBe(true));

  it.each(["INFO all is well", "const terror = 1;", "mirror of the page", "at home", "it works"])(
    "passes %j",
    (line) => {
      expect(reportsError(line)).toBe(false);
    },
  );

  it("tells frames from the report above them", () => {
    expect(isStackFrame("    at Object.open (/app/src/open.js:12:9)")).toBe(true);
    expect(isStackFrame("TypeError: a is not a function")).toBe(false);
  });
});
