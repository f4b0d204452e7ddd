import type { ItemReference } from "./reference.ts";

/** What a reference marker says. */
export type MarkedReference = Omit<ItemReference, "item">;

/**
 * Writes a reference: `... lines 1-120 of item 3` where the lines have the same places there, else
 * `... lines 12-90 = item 3 lines 10-88`, and `... lines 12-90 = lines 1-79` for lines further up in the same content. Where
 * they begin with other line numbers there, `, numbers +2` says what to add.
 */
export function formatReference(reference: MarkedReference, sigil: string): string {
  const { name, from, to, itemFrom, shift } = reference;
  const own = `${sigil} ${formatLines(from, to)}`;
  if (name !== "" && from === itemFrom && shift === 0) return `${own} of ${name}`;
  const there = formatLines(itemFrom, itemFrom + to - from);
  const moved = shift === 0 ? "" : `, numbers ${shift > 0 ? "+" : ""}${shift}`;
  return `${own} = ${name === "" ? "" : `${name} `}${there}${moved}`;
}

/** Characters that a line has beside its sigil: longer ones are no markers. */
const LONGEST = 300;
const OWN = /^ lines? (\d{1,9})(?:-(\d{1,9}))? (of|=) /;
const THERE = /^(?:(.+) )?lines? (\d{1,9})(?:-(\d{1,9}))?(?:, numbers ([+-]\d{1,9}))?$/;

/** Reads a line as a reference with this sigil, or answers `undefined`. There is one way to write each. */
export function readReference(line: string, sigil: string): MarkedReference | undefined {
  if (line.length > LONGEST + sigil.length || !line.startsWith(sigil)) return undefined;
  const own = OWN.exec(line.slice(sigil.length));
  if (own === null) return undefined;
  const [head, first = "", last = first, relation] = own;
  const from = Number(first);
  const to = Number(last);
  const rest = line.slice(sigil.length + head.length);
  const lines = to - from + 1;
  const there = relation === "of" ? { name: rest, itemFrom: from, shift: 0 } : readThere(rest);
  if (there === undefined || lines < 1) return undefined;
  const reference = { ...there, from, to, lines };
  return formatReference(reference, sigil) === line ? reference : undefined;
}

function readThere(text: string): Pick<MarkedReference, "name" | "itemFrom" | "shift"> | undefined {
  const match = THERE.exec(text);
  if (match === null) return undefined;
  const [, name = "", from, , shift = "0"] = match;
  return { name, itemFrom: Number(from), shift: Number(shift) };
}

function formatLines(from: number, to: number): string {
  return from === to ? `line ${from}` : `lines ${from}-${to}`;
}
