import { describe, expect, it } from "vitest";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeBuild } from "./looks-like-build.ts";

const looks = (text: string): number => looksLikeBuild(textSample(text));

describe("looksLikeBuild", () => {
  it("knows outputs of compilers, linters, test runners and package managers", () => {
    const outputs = [
      "src/a.ts(3,5): error TS2322: Type 'a' is not assignable to type 'b'.\nsrc/a.ts(4,5): error TS2304: Cannot find name 'x'.",
      "   Compiling a v0.1.0\nwarning: unused\n --> src/a.rs:1:2\n  |\n1 | use x;\n  |     ^",
      "/srv/a.js\n  1:2  error  'x' is not defined  no-undef\n\n✖ 1 problem (1 error, 0 warnings)",
      "=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\nok  \texample.com/a\t0.003s",
      "============= test session starts =============\ncollected 1 item\n\na.py .   [100%]\n\n====== 1 passed in 0.01s ======",
      "npm warn deprecated a@1.0.0: use b\n\nadded 3 packages in 2s",
    ];
    for (const output of outputs) expect(looks(output)).toBeGreaterThanOrEqual(0.5);
  });

  it("takes prose, code, logs and search results for something else", () => {
    const others = [
      "There was an error: nobody had come.\nThe warning was given at 3:15 in the afternoon.\nIt passed.",
      "import { a } from './a.ts';\n\nexport function f(x: number): number {\n  // error: never\n  return x;\n}",
      "2026-11-22T10:00:01Z INFO request 7 took 12 ms\n2026-11-22T10:00:02Z ERROR cannot open /var/lib/a.db\n2026-11-22T10:00:03Z INFO done",
      "src/a.ts:12:const error = 3;\nsrc/a.ts:13:throw error;\nsrc/b.ts:1:import x",
      "",
      "✓",
    ];
    for (const other of others) expect(looks(other)).toBeLessThan(0.5);
  });
});
