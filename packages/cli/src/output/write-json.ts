import type { CommandContext } from "../command.ts";
import { printableJson } from "./printable.ts";

/** Names a JSON document and its version: `tokenpak.search/1`. The number rises when a field changes its meaning or goes. */
export type SchemaName = `tokenpak.${string}/${number}`;

/** Writes a result as one line of JSON on stdout, its `schema` first. */
export function writeJson(
  { io }: Pick<CommandContext, "io">,
  document: { readonly schema: SchemaName },
): void {
  io.stdout.write(`${printableJson(document)}\n`);
}
