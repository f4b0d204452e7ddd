import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SIGIL, NO_COMMENT, wrapEnvelope } from "./envelope.ts";
import { isTokenPakError } from "./errors.ts";
import { unpack } from "./unpack.ts";

const header = {
  codec: "upper",
  version: 1,
  ref: "tp:3fa9c1d2e4",
  exact: true,
  sigil: DEFAULT_SIGIL,
  comment: NO_COMMENT,
} as const;
const decoders = { upper1: (body: string) => body.toLowerCase() };

describe("unpack", () => {
  it("decodes a valid exact envelope with its codec's decoder", () => {
    expect(unpack(wrapEnvelope(header, "ABC"), { decoders })).toBe("abc");
  });

  it("returns any other text unchanged, an envelope with a wrong hash included", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unpack(text, { decoders })).toBe(text);
      }),
    );
    const tampered = wrapEnvelope(header, "ABC").replace("ABC", "ABD");
    expect(unpack(tampered, { decoders })).toBe(tampered);
  });

  it("tells the decoder the ref, the sigil and what came earlier", () => {
    const told: unknown[] = [];
    const text = wrapEnvelope({ ...header, sigil: "...." }, "ABC");
    const asked = {
      upper1: (body: string, context?: unknown) => {
        told.push(context);
        return body;
      },
    };
    unpack(text, { decoders: asked, earlier: ["a", { content: "b", name: "n" }] });
    unpack(text, { decoders: asked });
    const { ref } = header;
    expect(told).toEqual([
      { ref, sigil: "....", earlier: ["a", { content: "b", name: "n" }] },
      { ref, sigil: "....", earlier: [] },
    ]);
  });

  it("refuses earlier items that are no contents", () => {
    for (const earlier of ["a", ["a", 7], [null], [{ text: "a" }], [{ content: "a", name: 7 }]]) {
      expect(() => unpack("text", { earlier: earlier as never })).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION" }),
      );
    }
  });

  it("names the ref of what left things out", () => {
    const lossy = wrapEnvelope({ ...header, exact: false }, "ABC");
    expect(() => unpack(lossy, { decoders })).toThrow(/tp:3fa9c1d2e4/);
  });

  it("refuses codecs it does not know, names of Object's own properties too", () => {
    for (const codec of ["other", "constructor"]) {
      try {
        unpack(wrapEnvelope({ ...header, codec }, "ABC"), { decoders });
        expect.unreachable();
      } catch (error) {
        expect(isTokenPakError(error, "CODEC_UNKNOWN")).toBe(true);
      }
    }
  });
});
