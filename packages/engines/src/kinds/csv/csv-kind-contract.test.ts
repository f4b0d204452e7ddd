import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { anyTables, tables } from "./__fixtures__/csv-arbitrary.ts";

const options = fc.constantFrom(
  { kind: "csv" as const },
  { kind: "csv" as const, query: "refunded user7" },
);

kindContract("tables", fc.record({ text: tables, options }), undefined, 10);
kindContract("any cells", fc.record({ text: anyTables, options }), undefined, 10);
