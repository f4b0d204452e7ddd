import { TokenPakError } from "@tokenpak/core";
import type { BudgetConfig, BudgetConfigInit } from "./budget-config.ts";
import { configNodeOf } from "./config-node.ts";
import { placed, problemLines } from "./config-problem.ts";
import { resolveBudgetConfig } from "./resolve-budget-config.ts";

/**
 * A configuration given as an object, laid over the defaults; what `readBudgetConfig` read comes back as it is. Throws `INVALID_OPTION`
 * with a line for each of the first ten errors: the path of the key and what to give instead.
 */
export function checkBudgetConfig(init: BudgetConfigInit | BudgetConfig = {}): BudgetConfig {
  const isMap = configNodeOf(init).entries !== undefined;
  const earlier = isMap && "notes" in init && Array.isArray(init.notes) ? init.notes : [];
  const root = configNodeOf(isMap ? { ...init, notes: undefined } : init);
  const { config, problems, notes } = resolveBudgetConfig(root);
  if (problems.length > 0) {
    throw new TokenPakError("INVALID_OPTION", problemLines(problems, "BudgetConfig"));
  }
  const all = [...earlier, ...notes.map((note) => placed(note, "BudgetConfig"))];
  return all.length === 0 ? config : { ...config, notes: all };
}
