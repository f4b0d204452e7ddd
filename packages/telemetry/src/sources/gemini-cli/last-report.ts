/** What a file said last of its latest messages: id, output tokens, how often the output fell. Plain JSON. */
export type Told = readonly (readonly [id: string, output: number, falls: number])[];

/**
 * Names a report of a message so that the last one in the file counts. A ledger keeps the higher output of two records with the
 * same id: where the output falls, the report goes under a new name and supersedes the one before. Reading the file again gives the
 * same names.
 */
export function lastReport(
  told: Told,
  { id, output }: { readonly id: string; readonly output: number },
): {
  readonly told: Told;
  readonly id: string;
  readonly supersedes?: readonly string[] | undefined;
} {
  const before = told.find(([name]) => name === id);
  const falls = before === undefined ? 0 : before[2] + (output < before[1] ? 1 : 0);
  const others = told.filter((entry) => entry !== before);
  const next: Told = [...others.slice(-(REMEMBERED - 1)), [id, output, falls]];
  return falls === 0
    ? { told: next, id }
    : { told: next, id: nameOf(id, falls), supersedes: [nameOf(id, falls - 1)] };
}

/** Gemini CLI only ever writes its latest message again; what is forgotten here falls back on the ledger's own rule. */
const REMEMBERED = 100;

function nameOf(id: string, falls: number): string {
  return falls === 0 ? id : `${id}~${falls}`;
}
