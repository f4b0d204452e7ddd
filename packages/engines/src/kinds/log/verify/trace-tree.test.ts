import { describe, expect, it } from "vitest";
import { createTraceTree } from "./trace-tree.ts";

describe("createTraceTree", () => {
  it("finds the longest trace that stands at a line", () => {
    const tree = createTraceTree();
    expect(tree.add(["a", "b"], 0)).toBe(true);
    expect(tree.add(["a", "b", "c", "d"], 1)).toBe(true);
    const lines = ["a", "b", "c", "a", "b", "c", "d", "a"];
    expect(tree.longestAt(lines, 0)).toEqual({ entry: 0, length: 2 });
    expect(tree.longestAt(lines, 3)).toEqual({ entry: 1, length: 4 });
    expect(tree.longestAt(lines, 1)).toBeUndefined();
    expect(tree.longestAt(lines, 7)).toBeUndefined();
  });

  it("takes no trace twice", () => {
    const tree = createTraceTree();
    tree.add(["a", "b"], 0);
    expect(tree.add(["a", "b"], 1)).toBe(false);
    expect(tree.add(["a"], 2)).toBe(true);
  });
});
