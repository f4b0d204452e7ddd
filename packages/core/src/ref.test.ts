import { describe, expect, it } from "vitest";
import { contentHash } from "./content-hash.ts";
import { isTokenPakError } from "./errors.ts";
import { hashPrefixOf, refOf } from "./ref.ts";

describe("contentHash", () => {
  it("is the SHA-256 of the bytes (NIST example)", () => {
    const expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(contentHash("abc")).toBe(expected);
    expect(contentHash(Buffer.from("abc"))).toBe(expected);
  });
});

describe("refOf", () => {
  it("shows the first ten digits, of a content or of its hash", () => {
    expect(refOf("abc")).toBe("tp:ba7816bf8f");
    expect(refOf({ hash: contentHash("abc") })).toBe("tp:ba7816bf8f");
  });
});

describe("hashPrefixOf", () => {
  it("takes refs with and without tp:, in any case", () => {
    expect(hashPrefixOf("tp:BA7816")).toBe("ba7816");
    expect(hashPrefixOf(" ba7816 ")).toBe("ba7816");
  });

  it.each(["", "tp:", "abc", "tp:xyz1", "ba7816/../..", "a".repeat(65)])("refuses %j", (ref) => {
    try {
      hashPrefixOf(ref);
      expect.unreachable();
    } catch (error) {
      expect(isTokenPakError(error, "REF_INVALID")).toBe(true);
    }
  });
});
