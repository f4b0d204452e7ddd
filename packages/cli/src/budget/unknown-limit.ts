import { nearestName, type TokenPakError } from "@tokenpak/core";
import { usageError } from "../usage-error.ts";

/** There is no limit of that name: which ones there are, and what else to do. */
export function unknownLimit(
  name: string,
  { known, otherwise = "" }: { readonly known: readonly string[]; readonly otherwise?: string },
): TokenPakError {
  const near = nearestName(name, known);
  const all = known.length === 0 ? "None are set." : `Known: ${known.join(", ")}.`;
  const hint = near === undefined ? all : `Did you mean ${near}?`;
  return usageError(`There is no limit ${JSON.stringify(name)}. ${hint} ${otherwise}`.trimEnd());
}
