import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLine } from "./plain-line.ts";

describe("plainLine", () => {
  it("takes colours, links and titles away", () => {
    expect(plainLine("\u001b[31merror\u001b[0m: \u001b[1;38;5;9mno\u001b[m")).toBe("error: no");
    expect(plainLine("\u001b]8;;https://a.b\u001b\\text\u001b]8;;\u0007")).toBe("text");
    expect(plainLine("\u001b(Bplain\u001b[2K")).toBe("plain");
  });

  it("keeps what a carriage return wrote last, and no line end of Windows", () => {
    expect(plainLine("10 %\r20 %\rdone")).toBe("done");
    expect(plainLine("10 %\r100 %\r\r")).toBe("100 %");
    expect(plainLine("as it is\r")).toBe("as it is");
    expect(plainLine("\r")).toBe("");
  });

  it("leaves text without control characters alone", () => {
    const text = fc.string().filter((line) => !line.includes("\r") && !line.includes("\u001b"));
    fc.assert(
      fc.property(text, (line) => {
        expect(plainLine(line)).toBe(line);
      }),
    );
  });
});
