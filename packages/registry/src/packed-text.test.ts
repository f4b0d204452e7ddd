import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packText, unpackText } from "./packed-text.ts";
import { fromStored, toStoredLong } from "./schema.ts";

describe("packText", () => {
  it("gives back any text, and is smaller where it packs at all", () => {
    const word = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("walrus ", "\uD800", "\0"),
    );
    const text = fc
      .tuple(fc.array(word), fc.integer({ min: 1, max: 60 }))
      .map(([words, times]) => words.join("").repeat(times));
    fc.assert(
      fc.property(text, (value) => {
        const packed = packText(value);
        if (packed !== undefined) {
          expect(unpackText(packed)).toBe(value);
          expect(packed.length).toBeLessThan(Buffer.byteLength(value));
        }
        expect(fromStored(toStoredLong(value))).toBe(value);
      }),
    );
  });

  it("packs what is long, and only that", () => {
    expect(packText("short")).toBeUndefined();
    expect(packText("walrus ".repeat(1000))?.length).toBeLessThan(100);
  });
});

describe("unpackText", () => {
  it("takes no other bytes, and no damaged ones, for a packed text", () => {
    const packed = packText("walrus ".repeat(1000)) as Uint8Array;
    expect(unpackText(Buffer.from("a text"))).toBeUndefined();
    expect(unpackText(packed.subarray(0, 4))).toBeUndefined();
    expect(unpackText(packed.subarray(0, -3))).toBeUndefined();
    expect(unpackText(Buffer.from([0xff, 255, 255, 255, 255, 0]))).toBeUndefined();
  });
});
