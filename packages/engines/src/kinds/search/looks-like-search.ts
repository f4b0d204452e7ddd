import type { TextSample } from "../../detect/text-sample.ts";
import { isPath } from "../../paths/is-path.ts";
import { digitsEnd, splitMatch } from "./split-match.ts";

/** Fewer lines tell too little. */
const LEAST_LINES = 3;

/**
 * How sure one can be that a text is what a search tool printed: most lines begin with a path, a line number and a colon, or
 * with numbers that rise below a path of their own. Compilers print the same with a message behind a space.
 */
export function looksLikeSearch({ lines }: TextSample): number {
  if (lines.length < LEAST_LINES) return 0;
  return Math.max(pathed(lines), headed(lines), unnumbered(lines));
}

/** A share of lines as a confidence, 0 where it is less than the least. */
function confidence(share: number, least: number): number {
  return share >= least ? Math.min(0.97, 0.5 + share / 2) : 0;
}

function pathed(lines: readonly string[]): number {
  const paths = new Set<string>();
  let matches = 0;
  let messages = 0;
  let said = 0;
  const rest: string[] = [];
  for (const line of lines) {
    if (line === "--") continue;
    said++;
    const cut = splitMatch(line);
    if (cut === undefined || !isTellingPath(line.slice(0, cut.colon))) {
      rest.push(line);
      continue;
    }
    matches++;
    paths.add(line.slice(0, cut.colon));
    if (isMessage(line, cut.end)) messages++;
  }
  if (matches === 0 || messages > matches * 0.6) return 0;
  const context = rest.filter((line) => isContext(line, paths)).length;
  return confidence((matches + context) / said, 0.7);
}

/** Whether a compiler's message begins behind the line number, and its column where there is one. */
function isMessage(line: string, end: number): boolean {
  const columnEnd = digitsEnd(line, end + 1);
  const from = columnEnd > end + 1 && line[columnEnd] === ":" ? columnEnd + 1 : end + 1;
  return /^ (?:\S|$)/.test(line.slice(from, from + 2));
}

/** Paths as searches print them: with a folder or an extension, without white space around and in the name, and no times. */
function isTellingPath(path: string): boolean {
  if (/^[\s[({"'<]|[\s=,;|<>"'`()]/.test(path) && !/^[\w./\\~@ -]+\.\w{1,10}$/.test(path))
    return false;
  if (/\d{4}-\d{2}-\d{2}[ T_]\d{2}$|^\d{1,8}[-/.:]/.test(path) && !/[\\/]/.test(path)) return false;
  return (
    /[\\/]|\.[A-Za-z]\w{0,9}$|^[A-Z][A-Za-z]{2,20}file$|^[A-Z]{4,12}$/.test(path) &&
    !/:\/\//.test(path)
  );
}

function isContext(line: string, paths: ReadonlySet<string>): boolean {
  for (
    let dash = line.indexOf("-", 1);
    dash >= 0 && dash < 300;
    dash = line.indexOf("-", dash + 1)
  ) {
    const end = digitsEnd(line, dash + 1);
    if (end > dash + 1 && line[end] === "-" && paths.has(line.slice(0, dash))) return true;
  }
  return false;
}

/** Dates and times begin with digits and a dash or a colon too. */
const DATED = /^\d\d?[:-]\d\d|^\d{4}-\d\d?-|^\d{8}/;

/** Lines that begin with a number that rises until the next heading, which is a path. */
function headed(lines: readonly string[]): number {
  const numbers = lines.map((line) =>
    /^\d{1,7}[:-]/.test(line) && !DATED.test(line) ? Number.parseInt(line, 10) : undefined,
  );
  const isHeading = (at: number): boolean =>
    numbers[at + 1] !== undefined && isTellingPath(lines[at] as string);
  let [numbered, running, headings, last] = [0, 0, 0, 0];
  for (const [at, number] of numbers.entries()) {
    if (number === undefined) {
      if (!isHeading(at)) continue;
      headings++;
      last = 0;
      continue;
    }
    if (number <= last) return 0;
    if (number === last + 1 && /^\d+:/.test(lines[at] as string)) running++;
    numbered++;
    last = number;
  }
  // Numbers that mostly run on are those of a file that was printed.
  if (numbered < LEAST_LINES || running > numbered / 2) return 0;
  const share = (numbered + headings) / lines.filter((line) => line !== "--").length;
  return confidence(share, headings > 0 ? 0.8 : 0.97);
}

/** Paths with a colon, most of them several times in a row, and texts that are no messages. */
function unnumbered(lines: readonly string[]): number {
  let pathed = 0;
  let repeated = 0;
  let messages = 0;
  let previous = "";
  for (const line of lines) {
    const colon = line.indexOf(":", /^[A-Za-z]:[\\/]/.test(line) ? 2 : 0);
    const path = colon > 0 ? line.slice(0, colon) : "";
    if (!isPath(path) || !/[\\/].*\.\w{1,10}$/.test(path) || /^\d+:/.test(line.slice(colon + 1))) {
      continue;
    }
    pathed++;
    if (path === previous) repeated++;
    if (/^ \S/.test(line.slice(colon + 1))) messages++;
    previous = path;
  }
  if (repeated < pathed * 0.3 || messages > pathed * 0.5) return 0;
  return pathed >= lines.length * 0.9 ? 0.6 : 0;
}
