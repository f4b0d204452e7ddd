import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { json } from "../json/__fixtures__/json-arbitrary.ts";
import { equalLines } from "./equal-lines.ts";

const options = fc.constantFrom(
  { kind: "jsonl" as const },
  { kind: "jsonl" as const, query: "eve failed" },
);
const record = fc.record(
  {
    time: fc.constantFrom("2024-05-01T10:00:00Z", "2024-05-01T10:00:07.5Z"),
    level: fc.constantFrom("info", "info", "warn", "error"),
    msg: fc.constantFrom("handled", "eve failed: timeout", 'said "no"\nand "yes"', "é", "a/b <c>"),
    ms: fc.nat(500),
    tags: fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
  },
  { requiredKeys: ["time", "level", "msg"] },
);
const line = fc.oneof(
  { weight: 20, arbitrary: record.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "no JSON", "@", "[1]", "{}", "{", "line 3: x", '{"a" :1}', "\r"),
  },
);
const text = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom("\n", "\n", "\r\n"), fc.boolean())
  .map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ""));

kindContract("JSON lines", fc.record({ text, options }), equalLines, 8);
kindContract(
  "lines of any JSON",
  fc.record({ text: fc.array(json, { maxLength: 5 }).map((lines) => lines.join("\n")), options }),
  equalLines,
  8,
);
