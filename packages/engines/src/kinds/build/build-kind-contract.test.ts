import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { buildOutput } from "./__fixtures__/build-arbitrary.ts";

const options = fc.constantFrom(
  { kind: "build" as const },
  { kind: "build" as const, query: "cart price" },
  { kind: "build" as const, preserve: ["✓", /Compiling \w+/] },
);

kindContract("builds", fc.record({ text: buildOutput, options }), undefined, 20);
