import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { tomlText } from "./__fixtures__/toml-arbitrary.ts";
import { equalToml } from "./equal-toml.ts";

const options = fc.constantFrom(
  { kind: "toml" as const },
  { kind: "toml" as const, query: "serde version" },
);

kindContract("TOML", fc.record({ text: tomlText, options }), equalToml, 25);
