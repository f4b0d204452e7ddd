import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documents, recordLists } from "./__fixtures__/xml-arbitrary.ts";
import { decodeXml } from "./decode-xml.ts";
import { encodeXml } from "./encode-xml.ts";
import { equalXml } from "./equal-xml.ts";
import { minifyXml } from "./minify-xml.ts";
import { readXml } from "./read-xml.ts";

const counter = createTokenCounter();

function encoded(text: string): string | undefined {
  const document = readXml(text);
  return document === undefined ? undefined : encodeXml(document, counter);
}

describe("encodeXml", () => {
  it("gives back the minified document, which is equal to the source", () => {
    fc.assert(
      fc.property(fc.oneof(documents, recordLists), (text) => {
        const document = readXml(text);
        if (document === undefined) throw new Error(`not read: ${text}`);
        const minified = minifyXml(document);
        expect(equalXml(text, minified)).toBe(true);
        expect(decodeXml(encodeXml(document, counter) ?? "")).toBe(minified);
        expect(decodeXml(minified)).toBe(minified);
      }),
      { numRuns: 100 },
    );
  });

  it("writes an outline with records as rows", () => {
    const dependency = (group: string, artifact: string, rest = ""): string =>
      `    <dependency>\n      <groupId>${group}</groupId>\n      <artifactId>${artifact}</artifactId>${rest}\n    </dependency>\n`;
    const text = [
      '<?xml version="1.0"?>\n<!-- a\n note -->\n<project xmlns="urn:pom" note="two words">\n  <modelVersion>4.0.0</modelVersion>\n  <dependencies>\n',
      dependency("junit", "junit", "\n<scope>test</scope>"),
      dependency("org.x", "api"),
      dependency("org.x", "core"),
      "  </dependencies>\n  <flag/>\n  <empty></empty>\n  <p>some <b>mixed</b> text</p>\n</project>\n",
    ].join("");
    expect(encoded(text)).toBe(
      [
        '<?xml version="1.0"?>',
        "<!-- a",
        " note -->",
        'project xmlns=urn:pom note="two words"',
        " modelVersion: 4.0.0",
        " dependencies",
        "  dependency[3]:groupId?=org.x,artifactId,scope?=~",
        "junit,junit,test",
        ",api",
        ",core",
        " flag /",
        ' empty: ""',
        " p > some <b>mixed</b> text",
      ].join("\n"),
    );
  });

  it("keeps white space where it may mean something", () => {
    for (const text of [
      "<a> <b/> </a>",
      "<a>\n <b/> text\n</a>",
      '<a xml:space="preserve">\n <b/>\n</a>',
      "<p><b>a</b> <i>b</i></p>",
      "<a> </a>",
    ]) {
      expect(decodeXml(encoded(text) ?? "")).toBe(text);
      expect(equalXml(text, text.replace(/\s+(?=<)/, ""))).toBe(false);
    }
  });

  it("refuses what is not well-formed", () => {
    for (const text of [
      "",
      "<a>",
      "<a></b>",
      "<a/><b/>",
      "text",
      '<a x="1" x="2"/>',
      "<a b=c/>",
      "<a><!-- </a>",
      "<a:/>",
    ]) {
      expect(readXml(text)).toBeUndefined();
    }
  });

  it("takes time linear in its input, however deep or hostile", { timeout: 20_000 }, () => {
    const deep = `${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`;
    const document = readXml(deep);
    expect(document?.depth).toBe(100_000);
    expect(minifyXml(document as NonNullable<typeof document>)).toBe(deep);
    expect(equalXml(deep, deep)).toBe(true);
    expect(encoded(deep)).toBeUndefined();
    for (const piece of [
      "<",
      "<!--",
      "<a ",
      "<![CDATA[",
      '<a b="',
      "<!DOCTYPE [",
      "&x;",
      "<a/>",
      "<?",
      "]]>",
      "\n",
      "'",
    ]) {
      const text = `<r>${piece.repeat(6_000)}</r>`;
      const body = encoded(text);
      if (body !== undefined) expect(equalXml(decodeXml(body), text)).toBe(true);
      expect(equalXml(text, text)).toBe(readXml(text) !== undefined);
    }
    expect(equalXml(`<a${" ".repeat(300_000)}/>`, "<a/>")).toBe(true);
    const unlike = Array.from({ length: 4_000 }, (_, at) => `<a k${at}="1"><!----></a>`).join("");
    expect(decodeXml(encoded(`<r>${unlike}</r>`) ?? "")).toBe(`<r>${unlike}</r>`);
  });
});

describe("decodeXml", () => {
  it.each([
    "",
    "a[2]:x\n1",
    "a[9999999999.]:x={1..3}",
    " a",
    "<!-- open",
    'a b="x',
    "a[1]:x=$y,y=$x\n",
    'a > "x',
  ])("refuses %j", (body) => {
    expect(() => decodeXml(body)).toThrow(/cannot be unpacked/);
  });
});
