import { JsonScanner } from "./json-scanner.ts";

/**
 * Whether two texts are JSON documents of the same values: keys in the same order, duplicates included, numbers with the same
 * lexeme, strings of the same code units. White space and escapes may differ. `false` where either is no JSON.
 */
export function equalJson(left: string, right: string): boolean {
  const a = new JsonScanner(left);
  const b = new JsonScanner(right);
  for (;;) {
    const kind = a.next();
    if (kind !== b.next() || kind === "error") return false;
    if (kind === "end") return true;
    if (a.lexeme() === b.lexeme()) continue;
    if (kind !== "string" && kind !== "key") return false;
    if (a.value() !== b.value()) return false;
  }
}
