import { CONTENT_KINDS } from "@tokenpak/core";
import fc from "fast-check";
import { anySample, anyText } from "./any-text.ts";
import { kindContract } from "./kind-contract.ts";
import { sameValues } from "./same-values.ts";

kindContract("any text, detected", anySample, sameValues);

for (const kind of CONTENT_KINDS) {
  const samples = fc.record({ text: anyText, options: fc.constant({ kind }) });
  kindContract(`any text, packed as ${kind}`, samples, sameValues, 15);
}
