import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documents, recordLists } from "../__fixtures__/xml-arbitrary.ts";
import { readXml } from "../read-xml.ts";
import { collectXmlFacts, MOST_DEPTH } from "./collect-xml-facts.ts";
import { verifyXmlSummary } from "./verify-xml-summary.ts";
import { writeXmlSummary } from "./write-xml-summary.ts";

const SIGIL = "......";

function summaryOf(source: string): string | undefined {
  const document = readXml(source);
  if (document === undefined || document.depth > MOST_DEPTH) return undefined;
  const facts = collectXmlFacts(document);
  const choice = { request: { query: undefined, preserve: [] }, share: 0 };
  return writeXmlSummary(facts, choice, { sigil: SIGIL }).body;
}

const CASES = Array.from(
  { length: 24 },
  (_, at) =>
    `  <case name="adds ${at}" time="0.${at + 10}" state="${at % 4 === 0 ? "skipped" : "ok"}">\n    <line>${at * 3}</line>${at % 2 ? "\n    <note>why</note>" : ""}\n  </case>`,
).join("\n");
const SOURCE = `<?xml version="1.0"?>\n<suite id="s1" count="24">\n${CASES}\n  <total>24</total>\n</suite>\n`;

describe("verifyXmlSummary", () => {
  const body = summaryOf(SOURCE) as string;
  const verify = (output: string): string | undefined =>
    verifyXmlSummary(SOURCE, { body: output, sigil: SIGIL });

  it("accepts what the summary of any document says", () => {
    expect(verify(body)).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(documents, recordLists), (source) => {
        const own = summaryOf(source);
        if (own === undefined) return;
        expect(verifyXmlSummary(source, { body: own, sigil: SIGIL })).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it("refuses it with any line left out, doubled or exchanged with the next", () => {
    const lines = body.split("\n");
    expect(lines.length).toBeGreaterThan(12);
    for (const [index, line] of lines.entries()) {
      const others = [...lines];
      others.splice(index, 1);
      expect(verify(others.join("\n"))).toBeDefined();
      others.splice(index, 0, line, line);
      expect(verify(others.join("\n"))).toBeDefined();
      if (index === 0) continue;
      const swapped = [...lines];
      [swapped[index - 1], swapped[index]] = [line, lines[index - 1] as string];
      expect(verify(swapped.join("\n"))).toBeDefined();
    }
  });

  it("refuses it with any digit or value changed", () => {
    for (const { index } of body.matchAll(/\d/g)) {
      const digit = (Number(body[index]) + 1) % 10;
      expect(verify(body.slice(0, index) + digit + body.slice(index + 1))).toBeDefined();
    }
    expect(verify(body.replace("skipped", "failed"))).toBeDefined();
    expect(verify(body.replace("adds 0", "adds x"))).toBeDefined();
    expect(verify("")).toBeDefined();
  });
});
