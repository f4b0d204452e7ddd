import type { SearchLine } from "./search-results.ts";

/** Whether two thirds of the lines that say something were read, and at least one match among them. */
export function fitsWell(lines: readonly SearchLine[]): boolean {
  let read = 0;
  let odd = 0;
  let matches = 0;
  for (const line of lines) {
    if (line.type === "other") {
      if (line.text !== "" && line.text !== "--") odd++;
      continue;
    }
    read++;
    if (line.type === "match") matches++;
  }
  return matches > 0 && read >= odd * 2;
}
