import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { logText } from "./__fixtures__/log-arbitrary.ts";

const options = fc.constantFrom(
  { kind: "log" as const },
  { kind: "log" as const, query: "cannot open alpha" },
  { kind: "log" as const, preserve: ["retrying beta"] },
);

kindContract("log", fc.record({ text: logText, options }), undefined, 15);
