import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, encodeText } from "./text-bytes.ts";

const anyUnits = fc
  .array(fc.oneof(fc.nat({ max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })))
  .map((units) => String.fromCharCode(...units));

describe("encodeText", () => {
  it("is UTF-8 for well-formed text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(Buffer.from(encodeText(text))).toEqual(Buffer.from(text, "utf8"));
      }),
    );
  });

  it("tells texts with different lone surrogates apart", () => {
    expect(encodeText("\ud800")).not.toEqual(encodeText("\ud801"));
    expect([...encodeText("\ud800")]).toEqual([0xed, 0xa0, 0x80]);
  });
});

describe("decodeText", () => {
  it("gives back every JavaScript string, lone surrogates included", () => {
    fc.assert(
      fc.property(anyUnits, (text) => {
        expect(decodeText(encodeText(text))).toBe(text);
      }),
    );
  });

  it("never throws on bytes of any sort", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(typeof decodeText(bytes)).toBe("string");
      }),
    );
  });
});
