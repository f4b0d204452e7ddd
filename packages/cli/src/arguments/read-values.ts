import { nearestName } from "@tokenpak/core";
import type { ArgsDef } from "citty";
import type { ZodMiniType } from "zod/mini";
import type { $ZodIssue, output } from "zod/v4/core";
import { usageError } from "../usage-error.ts";

/** The values of arguments, as their schema makes them. Throws `WRONG_USE` for the first that does not fit, and says what would. */
export function readValues<S extends ZodMiniType>(
  given: Readonly<Record<string, unknown>>,
  { schema, args }: { readonly schema: S; readonly args: ArgsDef },
): output<S> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  if (issue === undefined) throw error;
  const name = String(issue.path[0]);
  const shown = args[name]?.type === "positional" ? `<${name}>` : `--${name}`;
  throw usageError(`${shown} ${fault(issue, given[name])}`);
}

function fault(issue: $ZodIssue, value: unknown): string {
  const not = `not ${JSON.stringify(value)}.`;
  if (issue.code !== "invalid_value") return `${issue.message}, ${not}`;
  const options = issue.values.map(String);
  const near = nearestName(String(value), options);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return `must be one of ${options.join(", ")}, ${not}${hint}`;
}
