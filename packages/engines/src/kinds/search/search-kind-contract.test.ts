import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { searchOutput } from "./__fixtures__/search-arbitrary.ts";

const options = fc.constantFrom(
  { kind: "search" as const },
  { kind: "search" as const, query: "countTokens read" },
  { kind: "search" as const, preserve: ["before", /write\(.*/g] },
);

kindContract("search output", fc.record({ text: searchOutput, options }), undefined, 15);
