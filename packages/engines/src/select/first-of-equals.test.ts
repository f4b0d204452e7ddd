import { describe, expect, it } from "vitest";
import { firstOfEquals } from "./first-of-equals.ts";

describe("firstOfEquals", () => {
  const items = ["a1", "b1", "a2", "c1", "a3"];
  const keyOf = (item: string): string => item.charAt(0);

  it("takes the first of equal items, as many as were chosen", () => {
    expect([...firstOfEquals(items, new Set(["a3", "c1"]), keyOf)]).toEqual(["a1", "c1"]);
    expect([...firstOfEquals(items, new Set(["a3", "a2"]), keyOf)]).toEqual(["a1", "a2"]);
  });

  it("takes none where none was chosen", () => {
    expect(firstOfEquals(items, new Set(), keyOf).size).toBe(0);
  });
});
