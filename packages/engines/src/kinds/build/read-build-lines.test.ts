import { describe, expect, it } from "vitest";
import { readBuildLines } from "./read-build-lines.ts";

describe("readBuildLines", () => {
  it("takes the names of tasks off lines that share them", () => {
    const text = [
      "@a/web:build: one",
      "api build: two",
      "@a/web:build: three",
      "@a/web:build: four",
      "five",
    ];
    const { bodies, streams, texts } = readBuildLines(`${text.join("\n")}\n`);
    expect(bodies).toEqual(["one", "api build: two", "three", "four", "five"]);
    expect([...streams]).toEqual([1, 0, 1, 1, 0]);
    expect(texts).toEqual(text);
  });

  it("reads steps of a container build, whatever the time before a line", () => {
    const { bodies, streams } = readBuildLines("#7 0.100 a\n#7 0.200 b\n#7 DONE 1.0s\n#8 x");
    expect(bodies).toEqual(["a", "b", "DONE 1.0s", "#8 x"]);
    expect([...streams]).toEqual([1, 1, 1, 0]);
  });

  it("leaves severities and places alone", () => {
    const text =
      "[ERROR] a\n[ERROR] b\n[ERROR] c\nsrc/a.c:3:5: error: x\nsrc/a.c:3:6: error: y\nsrc/a.c:4:6: error: z";
    expect(readBuildLines(text).bodies.join("\n")).toBe(text);
  });
});
