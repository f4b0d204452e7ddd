import { describe, expect, it } from "vitest";
import { equalXml } from "./equal-xml.ts";

describe("equalXml", () => {
  it.each([
    ["<a>\n  <b/>\n</a>", "<a><b/></a>"],
    ["<a  x = '1' />", '<a x="1"/>'],
    ["<a></a >", "<a></a>"],
    ["\ufeff<a/>\n", "<a/>"],
  ])("takes %j and %j for the same", (left, right) => {
    expect(equalXml(left, right)).toBe(true);
  });

  it.each([
    ["<a/>", "<a></a>"],
    ["<a>1</a>", "<a>1.0</a>"],
    ["<a>&amp;</a>", "<a>&#38;</a>"],
    ['<a x="1" y="2"/>', '<a y="2" x="1"/>'],
    ["<a><!-- c --></a>", "<a></a>"],
    ["<a><![CDATA[x]]></a>", "<a>x</a>"],
    ["<a>x <b/></a>", "<a>x<b/></a>"],
    ["<a><p>x <b>\n<i/>\n</b></p></a>", "<a><p>x <b><i/></b></p></a>"],
    ["<a", "<a"],
  ])("tells %j from %j", (left, right) => {
    expect(equalXml(left, right)).toBe(false);
  });
});
