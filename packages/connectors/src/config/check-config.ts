import { TokenPakError } from "@tokenpak/core";
import type { ZodMiniType } from "zod/mini";
import type { output } from "zod/v4/core";

/**
 * The configuration of a connector as its schema makes it. Throws `INVALID_OPTION` that names the connector, the first field that
 * does not fit, and what the schema's message says it must be. Values are not shown: one may be a credential in the wrong place.
 */
export function checkConfig<S extends ZodMiniType>(
  config: unknown,
  { connector, schema }: { readonly connector: string; readonly schema: S },
): output<S> {
  const { success, data, error } = schema.safeParse(config);
  if (success) return data;
  const issue = error.issues[0];
  const path = issue?.path.join(".") ?? "";
  const field = path === "" ? "its configuration" : path;
  throw new TokenPakError(
    "INVALID_OPTION",
    `${connector}: ${field}: ${issue?.message ?? "is not valid"}.`,
    { cause: error },
  );
}
