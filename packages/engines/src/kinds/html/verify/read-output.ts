import { isMarkerLike } from "../line-start.ts";
import { bareLetters } from "./bare-letters.ts";
import type { NumberedItem } from "./expect-items.ts";

/** What an output shows of a page. Offsets are those in `letters`. */
export interface PageOutput {
  readonly letters: string;
  readonly headings: readonly { readonly level: number; readonly letters: string }[];
  readonly rows: readonly (readonly string[])[];
  readonly codes: readonly string[];
  readonly links: readonly { readonly at: number; readonly address: string }[];
  /** Numbers in front of items. */
  readonly items: readonly NumberedItem[];
}

/** Signs of lists, quotations, definitions and headings at the beginning of a line. */
const SIGNS = /^(?:[->: ]|#{1,6} |\d{1,9}\. )*/;
const HEADING = /^(?:[->: ]|\d{1,9}\. )*(#{1,6}) /;
const LINK = /\]\((?:<(.*?)>|([^\s()<>]*))\)/g;

/** Reads an output line by line; `addresses` says whether links have theirs. */
export function readOutput(lines: readonly string[], addresses: boolean): PageOutput {
  const reader: Reader = { letters: "", headings: [], rows: [], codes: [], links: [], items: [] };
  let fence: string | undefined;
  let code: string[] = [];
  for (const line of lines) {
    if (fence === undefined) {
      fence = /^`{3,}/.exec(line)?.[0];
      code = [];
      if (fence === undefined) readLine(reader, line, addresses);
    } else if (line === fence) {
      reader.codes.push(code.join("\n"));
      fence = undefined;
    } else {
      code.push(withoutGuard(line));
      reader.letters += bareLetters(line);
    }
  }
  return reader;
}

interface Reader extends PageOutput {
  letters: string;
  readonly headings: { readonly level: number; readonly letters: string }[];
  readonly rows: (readonly string[])[];
  readonly codes: string[];
  readonly links: { readonly at: number; readonly address: string }[];
  readonly items: NumberedItem[];
}

function readLine(reader: Reader, line: string, addresses: boolean): void {
  const signs = SIGNS.exec(line)?.[0] ?? "";
  const text = line.slice(signs.length);
  for (const [, number] of signs.matchAll(/(-?\d{1,9})\. /g)) {
    reader.items.push({ at: reader.letters.length, number: Number(number) });
  }
  const level = HEADING.exec(line)?.[1]?.length ?? 0;
  const letters = addresses
    ? withoutLinks(text, reader.letters.length, reader.links)
    : bareLetters(text);
  reader.letters += letters;
  if (level > 0) reader.headings.push({ level, letters });
  if (text.startsWith("|")) reader.rows.push(cellsOf(text, addresses));
}

/** A line of code without the space that keeps it from being read as a marker. */
function withoutGuard(line: string): string {
  const bare = line.slice(0, -1);
  return line.endsWith(" ") && isMarkerLike(bare) ? bare : line;
}

/** The letters of a text without its links' addresses, which are added to `links`. */
function withoutLinks(
  text: string,
  before: number,
  links: { at: number; address: string }[],
): string {
  let letters = "";
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    letters += bareLetters(text.slice(from, match.index));
    from = match.index + match[0].length;
    const address = (match[1] ?? match[2] ?? "").replace(/\s+/g, "");
    links.push({ at: before + letters.length, address });
  }
  return letters + bareLetters(text.slice(from));
}

function cellsOf(line: string, addresses: boolean): string[] {
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  const letters = cells.map((cell) => (addresses ? withoutLinks(cell, 0, []) : bareLetters(cell)));
  while (letters.length > 0 && letters.at(-1) === "") letters.pop();
  return letters;
}
