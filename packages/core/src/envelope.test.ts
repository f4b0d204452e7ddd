import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_SIGIL,
  type EnvelopeHeader,
  NO_COMMENT,
  parseEnvelope,
  wrapEnvelope,
} from "./envelope.ts";

const header: EnvelopeHeader = {
  codec: "json",
  version: 1,
  ref: "tp:3fa9c1d2e4",
  exact: true,
  sigil: DEFAULT_SIGIL,
  comment: NO_COMMENT,
};

/** UTF-16 units of any value, lone surrogates among them. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.nat(0x7f)))
  .map((units) => String.fromCharCode(...units));

const headers = fc.record({
  codec: fc.constantFrom("json", "code", "text"),
  version: fc.integer({ min: 1, max: 9999 }),
  ref: fc.constantFrom<EnvelopeHeader["ref"]>("tp:3fa9c1d2e4", "tp:0000", `tp:${"a1".repeat(32)}`),
  exact: fc.boolean(),
  sigil: fc.integer({ min: 3, max: 300 }).map((dots) => ".".repeat(dots)),
  comment: fc.constantFrom<EnvelopeHeader["comment"]>(
    NO_COMMENT,
    ["// ", ""],
    ["# ", ""],
    ["<!-- ", " -->"],
  ),
});

describe("wrapEnvelope", () => {
  it("writes one line over the body", () => {
    expect(wrapEnvelope(header, "a\nb")).toMatchInlineSnapshot(`
      "[tp:3fa9c1d2e4 json1=eb5dbba4]
      a
      b"
    `);
    expect(
      wrapEnvelope({ ...header, exact: false, sigil: "....", comment: ["# ", ""] }, ""),
    ).toMatchInlineSnapshot(`"# [tp:3fa9c1d2e4 json1~21a5df0a ....]"`);
  });
});

describe("parseEnvelope", () => {
  it("reads back what wrapEnvelope wrote, for any body", () => {
    fc.assert(
      fc.property(headers, anyText, (written, body) => {
        expect(parseEnvelope(wrapEnvelope(written, body))).toEqual({ ...written, body });
      }),
    );
  });

  it("refuses a body that was changed by one character, or a header that was", () => {
    const text = wrapEnvelope(header, "total: 12");
    expect(parseEnvelope(text)).toBeDefined();
    expect(parseEnvelope(text.replace("12", "13"))).toBeUndefined();
    expect(parseEnvelope(`${text}\n`)).toBeUndefined();
    expect(parseEnvelope(text.replace("json1=", "json1~"))).toBeUndefined();
    expect(parseEnvelope(text.replace("json1", "json2"))).toBeUndefined();
    expect(parseEnvelope(text.replace("3fa9", "3fa8"))).toBeUndefined();
    const many = wrapEnvelope({ ...header, sigil: ".".repeat(65) }, "total: 12");
    expect(many).toMatch(/ 65\.\]\n/);
    expect(parseEnvelope(many.replace("65.", "66."))).toBeUndefined();
  });

  it("finds none in any other text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseEnvelope(text)).toBeUndefined();
        expect(parseEnvelope(`[tp:3fa9c1d2e4 json1=5b1d02ac]\n${text}`)).toBeUndefined();
      }),
    );
  });
});
