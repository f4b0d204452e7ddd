import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { verifyViewSummary, viewSummaries } from "../tables/view-summary.ts";
import { decodeToml, looksLikeTomlTable } from "./decode-toml.ts";
import { equalToml } from "./equal-toml.ts";
import { looksLikeToml } from "./looks-like-toml.ts";
import { parseToml } from "./parse-toml.ts";
import { readToml } from "./read/read-toml.ts";
import { TomlTables } from "./toml-tables.ts";
import { tomlToJson } from "./toml-to-json.ts";
import { tomlUnits } from "./toml-units.ts";
import { writeToml } from "./write-toml.ts";

/**
 * TOML 1.0 documents: white space taken out, arrays of tables and like tables side by side as tables with columns, and a
 * summary of all key paths. What is no TOML has no rung.
 */
export const tomlKind: KindProcessor = {
  name: "toml",
  version: 1,
  kind: "toml",
  looksLike: looksLikeToml,
  *rungs(source, request) {
    const document = parseToml(source.text);
    const root = document === undefined ? undefined : tomlToJson(document);
    if (document === undefined || root === undefined) return;
    const compact = writeToml(document);
    if (compact.includes("]%") && compact.split("\n").some(looksLikeTomlTable)) return;
    const tables = new TomlTables(source.counter);
    const body = writeToml(document, tables);
    if (body.length > compact.length * CLEARLY_SMALLER) {
      yield { type: "encoded", level: "compact", grade: "value-exact", body: compact };
    }
    if (tables.count > 0) {
      yield { type: "encoded", level: "columns", grade: "value-exact", body };
    }
    yield* viewSummaries(root, source, request);
  },
  units: tomlUnits,
  verify: ({ text }, output) => {
    const root = readToml(text)?.root;
    return root === undefined ? "the source is not read" : verifyViewSummary(root, output);
  },
  decoders: { toml1: decodeToml },
  equalValues: equalToml,
};

/** Tables that are this much shorter are smaller in tokens too; else both are counted. */
const CLEARLY_SMALLER = 0.8;
