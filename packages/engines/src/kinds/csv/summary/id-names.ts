import { idKeysOf } from "../../json/summary/id-keys.ts";

/** Indexes of the columns that identify records, by their names as in `idKeysOf`, written in any case and with blanks. */
export function idColumns(names: readonly string[]): ReadonlySet<number> {
  const normal = names.map(normalised);
  const ids = idKeysOf(normal);
  const found = new Set<number>();
  for (const [index, name] of normal.entries()) if (ids.has(name)) found.add(index);
  return found;
}

function normalised(name: string): string {
  const bare = name
    .replace(/^.*[/@:]/, "")
    .trim()
    .replaceAll(" ", "_");
  return /[a-z]/.test(bare)
    ? bare.replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    : bare.toLowerCase();
}
