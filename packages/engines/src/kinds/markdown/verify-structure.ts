import { readMarker } from "@tokenpak/core";

/** What the `structure` rung must keep of a Markdown text, as lines and link texts in order. */
interface Structure {
  readonly lines: readonly string[];
  readonly links: readonly string[];
}

/**
 * Whether an output keeps every heading, table row, list item, line of code and link text of its source, in order. Reads both
 * with a line reader of its own, which shares nothing with the block parser. Answers what is missing, or `undefined`.
 */
export function verifyStructure(source: string, body: string, sigil: string): string | undefined {
  const wanted = structureOf(source.split("\n"));
  const kept = body.split("\n").filter((line) => readMarker(line, sigil) === undefined);
  const line = firstMissing(wanted.lines, kept);
  if (line !== undefined) return `the structural line "${line.slice(0, 80)}" is missing`;
  const link = firstMissing(wanted.links, structureOf(kept).links);
  return link === undefined ? undefined : `the link "${link.slice(0, 80)}" is missing`;
}

function firstMissing(wanted: readonly string[], found: readonly string[]): string | undefined {
  let at = 0;
  for (const item of found) if (item === wanted[at]) at++;
  return wanted[at];
}

function structureOf(lines: readonly string[]): Structure {
  const structural: string[] = [];
  const links: string[] = [];
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
    const isText = line.trim() !== "" && !/^\s{0,3}>/.test(line);
    const underlined = isText && /^\s{0,3}(?:=+|-+)\s*$/.test(lines[index + 1] ?? "");
    if (/^\s{0,3}#{1,6}(\s|$)|^\s*(?:[-*+]|\d+[.)])\s|^\s*\|/.test(line) || underlined) {
      structural.push(line);
    }
    for (const match of line.matchAll(/\[([^[\]\n]{1,300})\]\([^()\s]{0,1000}/g)) {
      links.push(match[1] ?? "");
    }
  }
  return { lines: structural, links };
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
