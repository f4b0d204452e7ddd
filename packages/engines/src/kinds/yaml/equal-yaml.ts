import { readYamlTokens } from "./read/read-yaml-tokens.ts";

/**
 * Whether two YAML streams hold the same documents: keys and values in the same order, duplicates included, scalars that are
 * no string in YAML 1.1 or 1.2 with the same lexeme, tags, anchors and comments in the same places. `false` where either is
 * not read.
 */
export function equalYaml(left: string, right: string): boolean {
  const ours = readYamlTokens(left);
  const theirs = readYamlTokens(right);
  if (ours === undefined || theirs === undefined || ours.length !== theirs.length) return false;
  return ours.every((token, index) => token === theirs[index]);
}
