import { describe, expect, it } from "vitest";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeXml } from "./looks-like-xml.ts";

describe("looksLikeXml", () => {
  it.each([
    '<?xml version="1.0"?>\n<a><b/></a>',
    "<rss version='2.0'>\n<channel><title>x</title></channel>\n</rss>\n",
    "<Project>\n  <ItemGroup/>\n</Project>",
    '<svg xmlns="urn:x" width="1"/>',
  ])("knows documents: %j", (text) => {
    expect(looksLikeXml(textSample(text))).toBeGreaterThanOrEqual(0.5);
  });

  it("is less sure of pages", () => {
    const page = '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html><body/></html>';
    expect(looksLikeXml(textSample(page))).toBe(0.6);
  });

  it.each([
    "<!DOCTYPE html>\n<html><body>x</body></html>",
    "<html><body>x</body></html>",
    "<b>bold</b> words and <i>more</i> of them",
    "<p align=center>\n\n# Title\n\nText.\n",
    "a < b\nb > c\n",
    "<T>(x: T) => x",
    "",
  ])("takes nothing else for a document: %j", (text) => {
    expect(looksLikeXml(textSample(text))).toBeLessThan(0.5);
  });
});
