import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { json, records } from "./__fixtures__/json-arbitrary.ts";
import { equalJson } from "./equal-json.ts";

const options = fc.constantFrom(
  { kind: "json" as const },
  { kind: "json" as const, query: "eve failed" },
);

kindContract("records", fc.record({ text: records, options }), equalJson, 8);
kindContract("any JSON", fc.record({ text: json, options }), equalJson, 20);
