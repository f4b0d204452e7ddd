import { describe, expect, it } from "vitest";
import { answersIn, answerTypeOf } from "./answer-type.ts";

const TEXT =
  "In May 1895 the navigator Grace Hopper sold 1,200 maps in Lyon because paper was cheap.";

function foundFor(question: string): readonly string[] | undefined {
  const type = answerTypeOf(question);
  return type && answersIn(TEXT, type);
}

describe("answerTypeOf", () => {
  it.each([
    ["When did it sail?", ["May", "1895"]],
    ["Wann fuhr das Schiff?", ["May", "1895"]],
    ["В каком году это было?", ["May", "1895"]],
    ["How many were sold?", ["1895", "1,200"]],
    ["Combien en a-t-on vendu ?", ["1895", "1,200"]],
    ["who sold them", ["May", "Grace", "Hopper", "Lyon"]],
    ["Où étaient-ils ?", ["May", "Grace", "Hopper", "Lyon"]],
    ["why did they sell", ["because"]],
    ["Perché così poco?", ["because"]],
  ])("reads off %j what is asked for", (question, found) => {
    expect(foundFor(question)).toEqual(found);
  });

  it("answers nothing where the question word does not tell, or there is none", () => {
    for (const query of ["what is a map", "rate limit retry", "whole wheat", ""]) {
      expect(answerTypeOf(query), query).toBeUndefined();
    }
  });
});
