import { readMarker } from "@tokenpak/core";

/** What the `structure` rung must keep of a Markdown text, in order. */
interface Structure {
  /** Whole lines: headings, list items, table rows, code, definitions of links. */
  readonly lines: readonly string[];
  /** What stands inside a paragraph: links' texts, code, addresses. */
  readonly inline: readonly string[];
}

/**
 * Whether an output keeps every heading, table row, list item, line of code, link's text, piece of inline code and address of
 * its source, in order. Reads both with a line reader of its own, which shares nothing with the block parser. Answers what is
 * missing, or `undefined`.
 */
export function verifyStructure(source: string, body: string, sigil: string): string | undefined {
  const wanted = structureOf(source.split("\n"));
  // Where something was left out no code in a sentence goes on.
  const kept = body.split("\n").map((line) => (readMarker(line, sigil) === undefined ? line : ""));
  const line = firstMissing(wanted.lines, kept);
  if (line !== undefined) return `the structural line "${line.slice(0, 80)}" is missing`;
  const inline = firstMissing(wanted.inline, structureOf(kept).inline);
  return inline === undefined ? undefined : `"${inline.slice(0, 80)}" is missing`;
}

function firstMissing(wanted: readonly string[], found: readonly string[]): string | undefined {
  let at = 0;
  for (const item of found) if (item === wanted[at]) at++;
  return wanted[at];
}

function structureOf(lines: readonly string[]): Structure {
  const structural: string[] = [];
  const prose: string[] = [];
  let fence: string | undefined;
  const matterEnd = frontMatterEnd(lines);
  for (const [index, line] of lines.entries()) {
    if (index <= matterEnd) {
      structural.push(line);
      continue;
    }
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (fence !== undefined || mark !== undefined) {
      structural.push(line);
      fence = nextFence(fence, mark, line);
      continue;
    }
    if (isStructural(line) || isUnderlined(line, lines[index + 1])) structural.push(line);
    prose.push(line);
  }
  const text = prose.join("\n");
  return { lines: structural, inline: Array.from(text.matchAll(INLINE), ([found]) => found) };
}

/** A link's or picture's text, inline code within a paragraph, an address. Each is looked at up to a length, so that reading stays linear. */
const INLINE =
  /\[[^[\]]{1,300}\](?=\()|(?<!`)(`{1,3})(?!`)(?:[^`\n]|\n(?![ \t]{0,100}\r?(?:\n|$))){1,300}(?<!`)\1(?!`)|https?:\/\/[^\s<>()[\]"'`]{1,1000}/g;

/** Headings, list items, rows of tables with a bar in front, definitions of links, HTML at the beginning of a line. */
function isStructural(line: string): boolean {
  return /^\s{0,3}#{1,6}(\s|$)|^\s*(?:[-*+]|\d+[.)])\s|^\s*\||^ {0,3}\[[^\]\n]{1,300}\]: *\S|^ {0,3}<[a-zA-Z/!]/.test(
    line,
  );
}

function isUnderlined(line: string, next: string | undefined): boolean {
  const isText = line.trim() !== "" && !/^\s{0,3}>/.test(line);
  return isText && /^\s{0,3}(?:=+|-+)\s*$/.test(next ?? "");
}

/** Index of the line that closes front matter, -1 where there is none. */
function frontMatterEnd(lines: readonly string[]): number {
  return /^---\s*$/.test(lines[0] ?? "")
    ? lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line))
    : -1;
}

function nextFence(
  open: string | undefined,
  mark: string | undefined,
  line: string,
): string | undefined {
  if (open === undefined) return mark;
  const closes =
    mark?.[0] === open[0] && (mark?.length ?? 0) >= open.length && line.trim() === mark;
  return closes ? undefined : open;
}
