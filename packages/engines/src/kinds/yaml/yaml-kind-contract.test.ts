import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { yamlText } from "./__fixtures__/yaml-arbitrary.ts";
import { equalYaml } from "./equal-yaml.ts";

const options = fc.constantFrom(
  { kind: "yaml" as const },
  { kind: "yaml" as const, query: "nginx image" },
);

kindContract("YAML", fc.record({ text: yamlText, options }), equalYaml, 25);
