import { readToml } from "./read/read-toml.ts";

/**
 * Whether two TOML documents hold the same tables and values in the same order, numbers and dates with the same lexeme, and the
 * same comments in the same places. `false` where either is no TOML.
 */
export function equalToml(left: string, right: string): boolean {
  const ours = readToml(left)?.facts;
  const theirs = readToml(right)?.facts;
  if (ours === undefined || theirs === undefined || ours.length !== theirs.length) return false;
  return ours.every((fact, index) => fact === theirs[index]);
}
