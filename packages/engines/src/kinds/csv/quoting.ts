/** When the cells of a column stand in quotes: where they must, always, or always but when empty. */
export type Quoting = "needed" | "always" | "filled" | "never";

/** A cell as written. */
export function quotedCell(text: string, quoting: Quoting, separator: string): string {
  if (quoting === "never" || (quoting === "filled" && text === "")) return text;
  if (quoting === "needed" && !mustQuote(text, separator)) return text;
  return `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`;
}

function mustQuote(text: string, separator: string): boolean {
  return text.includes(separator) || SPECIAL.test(text);
}

const SPECIAL = /["\n\r]/;
