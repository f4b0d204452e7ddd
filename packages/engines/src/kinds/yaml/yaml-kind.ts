import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { looksLikeTableHead } from "../tables/table-lines.ts";
import { verifyViewSummary, viewSummaries } from "../tables/view-summary.ts";
import { decodeYaml } from "./decode-yaml.ts";
import { equalYaml } from "./equal-yaml.ts";
import { looksLikeYaml } from "./looks-like-yaml.ts";
import { parseYaml } from "./parse-yaml.ts";
import { yamlValues } from "./read/yaml-values.ts";
import { writeYaml } from "./write-yaml.ts";
import { YamlTables } from "./yaml-tables.ts";
import { yamlToJson } from "./yaml-to-json.ts";
import { yamlUnits } from "./yaml-units.ts";

/**
 * YAML streams: block style tightened without losing a comment, runs of like entries as tables, and a summary of all key paths.
 * What is not surely understood has no rung here: directives, explicit keys, documents that are scalars.
 */
export const yamlKind: KindProcessor = {
  name: "yaml",
  version: 1,
  kind: "yaml",
  looksLike: looksLikeYaml,
  *rungs(source, request) {
    const { text, counter } = source;
    const documents = parseYaml(text);
    if (documents === undefined) return;
    const compact = writeYaml(documents);
    if (compact.includes("%") && compact.split("\n").some(looksLikeTableHead)) return;
    const tables = new YamlTables(text, counter);
    const body = writeYaml(documents, tables);
    if (body.length > compact.length * CLEARLY_SMALLER) {
      yield { type: "encoded", level: "compact", grade: "value-exact", body: compact };
    }
    if (tables.count > 0) {
      yield { type: "encoded", level: "columns", grade: "value-exact", body };
    }
    yield* viewSummaries(yamlToJson(documents), source, request);
  },
  units: yamlUnits,
  verify: ({ text }, output) => {
    const root = yamlValues(text);
    return root === undefined ? "the source is not read" : verifyViewSummary(root, output);
  },
  decoders: { yaml1: decodeYaml },
  equalValues: equalYaml,
};

/** Tables that are this much shorter are smaller in tokens too; else both are counted. */
const CLEARLY_SMALLER = 0.8;
