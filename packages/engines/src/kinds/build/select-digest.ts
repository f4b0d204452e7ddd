import type { Fates } from "./decide-fates.ts";
import type { DigestLine } from "./digest-line.ts";
import { dropMentions } from "./drop-mentions.ts";
import { joinRepeats } from "./join-repeats.ts";
import type { LineShape } from "./line-shape.ts";
import { sortOfLine } from "./line-sort.ts";
import type { BuildLines } from "./read-build-lines.ts";

/** Lines of a sort from which on one stands for all, where nothing says that they report progress. */
const LEAST_ALIKE = 3;

/** Words by which a line reports something that is no progress, standing alone rather than in a name, a flag or a path. */
const REPORTS =
  /(?<![\w./@-])(?:errors?|fail(?:s|ed|ures?)?|fatal|panic(?:ked)?|exceptions?|cannot|can't|could not|not found|denied|tim(?:ed|e) ?out|undefined|unresolved|missing|invalid|abort(?:ed)?|warn(?:ing)?s?|deprecated|vulnerab\w+|conflicts?|refused|unable|illegal|corrupt|mismatch|killed|skipp?(?:ed|ing) test)(?![\w/@-]|\.\w)/i;

/** A linter's row, which belongs to the file that the line above names. */
const ROW = /^\s{1,12}\d{1,7}:\d{1,7}\s/;

/** What is shown of a build's output: reports and failures once each, one line for each sort of noise, and everything else. */
export function selectDigest(
  lines: BuildLines,
  fates: Fates,
  mustStay: (at: number) => boolean,
): DigestLine[] {
  const shown = new Uint8Array(fates.fates.length);
  for (const [at, fate] of fates.fates.entries()) shown[at] = fate === "drop" ? 0 : 1;
  const counts = new Map<number, DigestLine>();
  dropMentions(lines, fates, shown);
  joinRepeats(lines, fates, { shown, counts });
  joinSorts(lines, fates, { shown, counts });
  showHeadings(lines.texts, shown);
  const digest: DigestLine[] = [];
  for (let at = 0; at < shown.length; at++) {
    if (shown[at] === 0 && !mustStay(at)) continue;
    digest.push(counts.get(at) ?? { at, count: 1, stands: "itself" });
  }
  return digest;
}

interface Selecting {
  readonly shown: Uint8Array;
  readonly counts: Map<number, DigestLine>;
}

/** Of noise, the first line of each sort stays, with the count of all lines of that sort. */
function joinSorts({ texts }: BuildLines, fates: Fates, { shown, counts }: Selecting): void {
  const sorts = new Map<number, string>();
  const found = new Map<string, number>();
  for (const [at, text] of texts.entries()) {
    if (fates.fates[at] !== "fold") continue;
    const sort = sortOfLine(text);
    sorts.set(at, sort);
    found.set(sort, (found.get(sort) ?? 0) + 1);
  }
  const first = new Map<string, number>();
  const joined = new Map<string, number>();
  for (const [at, sort] of sorts) {
    const count = found.get(sort) as number;
    if (shown[at] === 0 || !isNoise(texts, at, { sort, count, fates })) continue;
    const before = first.get(sort);
    if (before === undefined) first.set(sort, at);
    else {
      shown[at] = 0;
      joined.set(sort, before);
    }
  }
  const others = countOthers(texts, fates, new Set(joined.keys()));
  for (const [sort, at] of joined) {
    const count = (found.get(sort) as number) + (others.get(sort) ?? 0);
    counts.set(at, { at, count, stands: "like" });
  }
}

/** How many lines of each of these sorts there are among lines that are no noise. */
function countOthers(
  texts: readonly string[],
  { fates, shapes }: Fates,
  sorts: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (sorts.size === 0) return counts;
  for (const [at, text] of texts.entries()) {
    if (fates[at] === "fold" || shapes[at] === "blank") continue;
    const sort = sortOfLine(text);
    if (sorts.has(sort)) counts.set(sort, (counts.get(sort) ?? 0) + 1);
  }
  return counts;
}

function isNoise(
  texts: readonly string[],
  at: number,
  { sort, count, fates }: { readonly sort: string; readonly count: number; readonly fates: Fates },
): boolean {
  const shape = fates.shapes[at] as LineShape;
  if (ROW.test((texts[at + 1] ?? "").slice(0, 40))) return false;
  if (shape === "pass") return count > 1;
  const text = texts[at] as string;
  if (REPORTS.test(text.slice(0, 500)) || /:\s*$/.test(text)) return false;
  if (shape === "progress") return count > 1;
  if (count < LEAST_ALIKE) return false;
  if (sort.startsWith("=") || sort.startsWith(">")) return true;
  return /[A-Za-z]{2}/.test(sort) && !isHeading(fates, at);
}

/** Whether a report or a failure follows: the line may say whose it is. */
function isHeading({ shapes }: Fates, at: number): boolean {
  if (shapes[at] === "note") return false;
  for (let next = at + 1; next < at + 4; next++) {
    const shape = shapes[next];
    if (shape === "blank" || shape === "rule") continue;
    return shape === "report" || shape === "failure" || shape === "mention" || shape === "label";
  }
  return false;
}

/** The rows of a linter belong to the line above them: it is shown with the first of them that is. */
function showHeadings(texts: readonly string[], shown: Uint8Array): void {
  let heading = -1;
  for (const [at, text] of texts.entries()) {
    if (!ROW.test(text.length > 40 ? text.slice(0, 40) : text)) {
      if (text.trim() !== "") heading = at;
    } else if (shown[at] === 1 && heading >= 0) shown[heading] = 1;
  }
}
