import { TokenPakError } from "@tokenpak/core";
import type { BudgetConfig } from "./budget-config.ts";
import { placed, problemLines } from "./config-problem.ts";
import { parseConfigYaml } from "./parse-config-yaml.ts";
import { resolveBudgetConfig } from "./resolve-budget-config.ts";

/** Of {@link readBudgetConfig}. */
export interface ReadBudgetConfigOptions {
  /** What messages call the text. Default `budget_config.yaml`. */
  readonly file?: string | undefined;
}

/**
 * The configuration in the text of a `budget_config.yaml`, laid over the defaults; an empty text is the defaults. Keys in camelCase or
 * snake_case: `total_tokens`, and in `buckets` for `state`, `recent`, `evidence` and `tools` each `min_pct` and `max_pct` in percent and
 * `priority`. JSON is read too. Files of the Python package are read; what has no effect here is in `notes`.
 *
 * Throws `CONFIG_INVALID` with a line for each of the first ten errors: file, line, key and what to give instead. How the values go
 * together is looked at when each is right by itself.
 */
export function readBudgetConfig(
  text: string,
  { file = "budget_config.yaml" }: ReadBudgetConfigOptions = {},
): BudgetConfig {
  const parsed = parseConfigYaml(text);
  if (parsed.root === undefined) throw invalid(problemLines(parsed.problems, file));
  const { config, problems, notes } = resolveBudgetConfig(parsed.root, { line: 1 });
  if (problems.length > 0) throw invalid(problemLines(problems, file));
  return notes.length === 0
    ? config
    : { ...config, notes: notes.map((note) => placed(note, file)) };
}

function invalid(lines: string): TokenPakError {
  return new TokenPakError("CONFIG_INVALID", lines);
}
