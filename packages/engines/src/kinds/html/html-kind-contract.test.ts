import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { pages } from "./__fixtures__/page-arbitrary.ts";

const options = fc.constantFrom(
  { kind: "html" as const },
  { kind: "html" as const, query: "sentence word" },
);

kindContract("pages", fc.record({ text: pages, options }), undefined, 8);
