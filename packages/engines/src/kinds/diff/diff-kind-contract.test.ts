import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { anyPatch } from "./__fixtures__/patch-arbitrary.ts";
import { equalPatches } from "./check/equal-patches.ts";

const samples = fc.record({
  text: anyPatch,
  options: fc.record(
    {
      kind: fc.constant("diff" as const),
      query: fc.constant("total"),
      preserve: fc.constant(["size = 3"]),
    },
    { requiredKeys: ["kind"] },
  ),
});

kindContract("diff", samples, (left, right) => equalPatches(right, left), 25);
