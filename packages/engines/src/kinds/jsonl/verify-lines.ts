import { JsonScanner } from "../json/json-scanner.ts";
import { verifySummary } from "../json/summary/verify-summary.ts";

/** Checks a summary of lines against a reading of them that shares nothing with the encoder's; answers what is wrong. */
export function verifyLines(
  source: string,
  { body, sigil }: { readonly body: string; readonly sigil: string },
): string | undefined {
  const lines = source.split("\n");
  const isEnded = lines.at(-1) === "";
  if (isEnded) lines.pop();
  const width = isEnded && lines.every((line) => line.endsWith("\r")) ? 1 : 0;
  const items = lines.map((line) => {
    const own = line.slice(0, line.length - width);
    return isContainer(own) ? own : JSON.stringify(own);
  });
  return verifySummary(`[${items.join(",")}]`, { body, sigil, isOfLines: true });
}

function isContainer(line: string): boolean {
  const scanner = new JsonScanner(line);
  const first = scanner.next();
  if (first !== "{" && first !== "[") return false;
  for (;;) {
    const kind = scanner.next();
    if (kind === "end") return true;
    if (kind === "error") return false;
  }
}
