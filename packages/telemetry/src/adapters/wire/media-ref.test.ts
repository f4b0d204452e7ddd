import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64Ref, bytesRef, urlSource } from "./media-ref.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("base64Ref", () => {
  it("names the bytes that base64 of any alphabet, padding and line length stands for", () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const form = fc.constantFrom("base64", "base64url");
    fc.assert(
      fc.property(bytes, form, fc.integer({ min: 1, max: 80 }), (content, encoding, width) => {
        const text = Buffer.from(content).toString(encoding as "base64");
        const lines = text.replace(new RegExp(`.{${width}}`, "g"), "$&\r\n");
        expect(base64Ref(lines)).toEqual(bytesRef(content));
      }),
      { numRuns: 100 },
    );
  });

  it("is the same over the bounds of its pieces", () => {
    const content = Buffer.alloc(200_001, "pieces of a picture ");
    const broken = content.toString("base64").replace(/.{77}/g, "$&\n");
    expect(base64Ref(broken)).toEqual({ by: "bytes", sha256: sha256(content), size: 200_001 });
  });
});

describe("urlSource", () => {
  it("names the bytes of a data URL and its type", () => {
    const url = `data:image/png;base64,${Buffer.from("pixels").toString("base64")}`;
    expect(urlSource(url)).toEqual({
      ref: { by: "bytes", sha256: sha256(Buffer.from("pixels")), size: 6 },
      mediaType: "image/png",
    });
  });

  it("reads a data URL in percent-encoding, and one without a type", () => {
    expect(urlSource("data:,%C3%A9t%C3%A9%zz").ref).toEqual(bytesRef(Buffer.from("été%zz")));
  });

  it("leaves every other URL as it is", () => {
    for (const url of ["https://example.com/a,b.png", "data:without-comma", "gs://bucket/a", ""]) {
      expect(urlSource(url)).toEqual({ ref: { by: "url", url } });
    }
  });
});
