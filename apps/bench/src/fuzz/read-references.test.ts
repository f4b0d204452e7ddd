import { packItems } from "@tokenpak/engines";
import { describe, expect, it } from "vitest";
import { checkSession } from "./check-session.ts";
import { drawSession } from "./draw-session.ts";
import { createRandom } from "./random.ts";
import { type ReadItem, readReferences } from "./read-references.ts";

const content = Array.from({ length: 20 }, (_, at) => `line ${at} of a file that is read`).join(
  "\n",
);
const whole: ReadItem = {
  name: "item 1",
  content,
  text: content,
  literal: content.split("\n").map(() => true),
};

describe("readReferences", () => {
  const sent = packItems([content, `${content}\nmore`])[1]?.text ?? "";

  it("gives back what was written", () => {
    const read = readReferences(sent, [whole]);
    expect(read).toMatchObject({ content: `${content}\nmore`, references: 1 });
    expect(read.literal?.filter(Boolean)).toHaveLength(1);
  });

  it("refuses a reference to what does not stand there", () => {
    const hidden = { ...whole, literal: whole.literal?.map((_, at) => at !== 7) };
    expect(() => readReferences(sent, [hidden])).toThrow("does not stand there");
    expect(() => readReferences(sent, [{ ...whole, name: "b" }])).toThrow('no item "item 1"');
    expect(() => readReferences(sent, [{ ...whole, content: content.toUpperCase() }])).toThrow(
      "ref",
    );
    expect(() => readReferences(sent.replace(" 1-20", " 2-21"), [whole])).toThrow("misplaced");
  });
});

describe("checkSession", () => {
  it("finds nothing wrong with some sessions, and looks references up", () => {
    let references = 0;
    for (let seed = 0; seed < 2; seed++) {
      const random = createRandom(seed);
      const checked = checkSession(drawSession(random), random);
      expect(checked.violations).toEqual([]);
      references += checked.references;
    }
    expect(references).toBeGreaterThan(0);
  });
});
