import { type SyncOriginalStore, TokenPakError } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createItemPacker } from "./item-packer.ts";
import type { PackItem } from "./pack-item.ts";
import { packItems } from "./pack-items.ts";

const textOf = (from: number, count: number): string =>
  Array.from({ length: count }, (_, at) => `line ${from + at} of what a tool printed here`).join(
    "\n",
  );

describe("createItemPacker", () => {
  const items = [textOf(0, 30), textOf(10, 30), textOf(5, 40), textOf(0, 30), textOf(20, 9)];
  // As text: what kinds there may be is none of this packer's business.
  const asText = items.map((content) => ({ content, kind: "text" as const }));
  const texts = packItems(asText).map(({ text }) => text);

  it("answers what packing the list answers, whatever was dropped or resumed before", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 6 }), fc.nat(5), (branch, cut) => {
        const packer = createItemPacker();
        for (const item of branch) packer.pack(asText[item] as PackItem);
        let kept = packer.keepPrefix(asText);
        packer.truncate(cut);
        kept = Math.min(kept, cut);
        expect(packer.size).toBe(kept);
        for (; kept < cut; kept++) packer.resume(asText[kept] as PackItem, texts[kept] as string);
        const rest = asText.slice(kept).map((item) => packer.pack(item).text);
        expect(rest).toEqual(texts.slice(kept));
      }),
      { numRuns: 8 },
    );
  });

  it("never points to what it dropped", () => {
    const packer = createItemPacker();
    packer.pack(items[0] as string);
    packer.truncate(0);
    expect(packer.pack(items[0] as string)).toMatchObject({ text: items[0], name: "item 1" });
  });

  it("points to nothing in an item that was sent as something else", () => {
    const packer = createItemPacker();
    packer.resume(items[0] as string, "a summary of somebody else");
    expect(packer.pack(items[0] as string).references).toEqual([]);
  });

  it("tells items apart by name and hints too", () => {
    const packer = createItemPacker();
    packer.pack({ content: "a", path: "a.ts" });
    packer.pack({ content: "b", name: "b" });
    expect(
      packer.keepPrefix([
        { content: "a", path: "a.ts" },
        { content: "b", name: "c" },
      ]),
    ).toBe(1);
  });

  it("stores what is not sent as it is, and stays exact where the store refuses", () => {
    const code = Array.from(
      { length: 30 },
      (_, at) =>
        `export function f${at}(a: number): number {\n  const b = a + ${at};\n  return b * ${at};\n}\n`,
    ).join("\n");
    const kept: string[] = [];
    const storeOf = (put: (text: string) => void): SyncOriginalStore => ({
      put(text) {
        put(text);
        return "tp:0000";
      },
      get: () => undefined,
    });
    const item = { content: code, path: "a.ts" };
    const options = { floor: "facts-verified", store: storeOf((text) => kept.push(text)) } as const;
    expect(createItemPacker(options).pack(item).grade).toBe("facts-verified");
    expect(kept).toEqual([code]);
    const refusing = storeOf(() => {
      throw new TokenPakError("STORE_UNAVAILABLE", "The disk is full.");
    });
    expect(createItemPacker({ ...options, store: refusing }).pack(item).grade).toBe("byte-exact");
  });

  it("is as it was after a counter failed", () => {
    let fails = false;
    const counter = {
      encoding: "characters",
      exact: false,
      count(text: string): number {
        if (fails) throw new Error("no");
        return text.length;
      },
    };
    const packer = createItemPacker({ counter });
    packer.pack(items[0] as string);
    fails = true;
    expect(() => packer.pack(items[1] as string)).toThrow("no");
    fails = false;
    expect(packer.size).toBe(1);
    expect(packer.pack(items[1] as string).name).toBe("item 2");
  });
});
