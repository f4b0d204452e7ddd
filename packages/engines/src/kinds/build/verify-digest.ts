import type { VerifyInput } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { plainLine } from "../../terminal/plain-line.ts";
import { missingReport } from "./missing-report.ts";
import { PROGRESS_WORDS, STATUS_WORDS } from "./noise-words.ts";
import { type ReadDigest, readDigest } from "./read-digest.ts";

/**
 * Whether a digest says what its source says: every shown line is the source's, in order; every count is recounted; every
 * report, failing test and final count of the source is shown. Shares nothing with the reader of builds that wrote it: lines
 * are judged one by one here, by patterns of its own. Answers what is wrong, or `undefined`.
 */
export function verifyDigest(
  source: Source,
  { body, sigil, level }: Pick<VerifyInput, "body" | "sigil" | "level">,
): string | undefined {
  const digest = readDigest(body, { sigil, isFolded: level === "folded" });
  if (digest === undefined) return "the digest has no marker at its head";
  const lines = source.text.split("\n").map((line) => plainLine(line));
  if (source.text.endsWith("\n")) lines.pop();
  return (
    wrongOrder(lines, digest) ??
    wrongTotal(lines, digest) ??
    wrongClaim(lines, digest) ??
    missingReport(lines, digest.shown)
  );
}

function wrongOrder(lines: readonly string[], { shown }: ReadDigest): string | undefined {
  let next = 0;
  for (const line of lines) if (next < shown.length && line === shown[next]) next++;
  return next === shown.length
    ? undefined
    : `the line "${shown[next]?.slice(0, 80)}" is not the source's, or not in its order`;
}

function wrongTotal(
  lines: readonly string[],
  { left, total, shown }: ReadDigest,
): string | undefined {
  if (total !== lines.length) return `the source has ${lines.length} lines, not ${total}`;
  const wanted = lines.length - shown.length;
  return left === wanted ? undefined : `${wanted} lines are left out, not ${left}`;
}

function wrongClaim(lines: readonly string[], { shown, claims }: ReadDigest): string | undefined {
  if (claims.length === 0) return undefined;
  const kinds = new Set(claims.map(({ of }) => of));
  const like = claims.filter(({ of }) => of === "like").map(({ at }) => shown[at] as string);
  const alike = kinds.has("like") ? tally(linesWorthReading(lines, like), likeness) : undefined;
  const equal = kinds.has("equal") ? tally(lines, (line) => line) : undefined;
  const pairs = kinds.has("pair")
    ? tally(lines, (line, at) => `${line}\n${lines[at + 1]}`)
    : undefined;
  for (const { at, count, of } of claims) {
    const line = shown[at] as string;
    const found =
      of === "like"
        ? alike?.get(likeness(line))
        : of === "equal"
          ? equal?.get(line)
          : pairs?.get(`${line}\n${shown[at + 1]}`);
    if (found !== count || count < 2)
      return `"${line.slice(0, 80)}" stands for ${found ?? 0} lines, not ${count}`;
  }
  return undefined;
}

function tally(
  lines: readonly string[],
  keyOf: (line: string, at: number) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const key = keyOf(line, at);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** From so many claims on, asking each line for their words takes longer than reading it. */
const MOST_CLAIMS = 12;

/** Lines that hold the word by which one of the claimed lines has its sort; only they can be of it. */
function linesWorthReading(
  lines: readonly string[],
  claimed: readonly string[],
): readonly string[] {
  const words = new Set(claimed.map((line) => tellingWord(likeness(line))));
  if (words.size > MOST_CLAIMS || words.has("")) return lines;
  const needles = [...words];
  return lines.filter((line) => needles.some((word) => line.includes(word)));
}

/** The longest word of a sort that its lines hold as it is. */
function tellingWord(key: string): string {
  let longest = "";
  for (const word of key.split(" ").slice(1)) {
    if (word !== "*" && word !== "." && word.length > longest.length) longest = word;
  }
  return longest;
}

/**
 * What makes a line one of its sort, by the rules of `sortOfLine`: a status word at either end, a word of progress in front,
 * or else all words but those with digits and slashes. Walks over the words instead of splitting the line.
 */
function likeness(line: string): string {
  const words: string[] = [];
  for (const [word] of line.slice(0, 400).matchAll(/\S+/g)) words.push(word);
  const status = words.find(
    (word, at) => (at < 4 || at >= words.length - 3) && STATUS_WORDS.has(word),
  );
  if (status !== undefined) return `status ${status}`;
  const progress = words.slice(0, 3).find((word) => PROGRESS_WORDS.has(word));
  if (progress !== undefined) return `progress ${progress}`;
  let key = "line";
  for (const word of words) {
    const isDots = word.length >= 3 && word.replace(/[.sxXp]/g, "") === "";
    const isOwn = /\d/.test(word) || word.includes("/") || word.includes("\\");
    key += isDots ? " ." : isOwn ? " *" : ` ${word}`;
  }
  return key;
}
