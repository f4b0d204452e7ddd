import { checkDistinct, checkValues, type Found } from "./check-values.ts";
import { readDigest, type StatedDigest, type StatedEntry } from "./read-digest.ts";
import {
  createTemplateTree,
  type TemplateTokens,
  type TemplateTree,
  TIME_TOKEN,
  tokensOf,
} from "./template-tree.ts";
import { type TimeFinder, timeFinder } from "./time-shapes.ts";
import { createTraceTree, type TraceTree } from "./trace-tree.ts";

/**
 * Checks a digest against its log: counts every template again with a matcher made of the digest's own text. Each line must fit
 * exactly one template, or be shown to the letter, or be part of a trace that is; counts, first lines, last times, lists of distinct error values
 * and the marker must all be what the log says. Answers what is wrong, or `undefined`.
 */
export function verifyDigest(text: string, body: string, sigil: string): string | undefined {
  const digest = readDigest(body, sigil);
  if (typeof digest === "string") return digest;
  const lines = (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n").map(lastWritten);
  if (/\r[^\r\n]/.test(text) !== digest.isWrittenOver) {
    return "it is wrong about lines that were written over";
  }
  if (text === "" || digest.lineCount !== lines.length) return "the number of lines is wrong";
  const noTime = digest.forms.find((time) => !text.includes(time));
  if (noTime !== undefined) return `no line has the time ${noTime}`;
  const matcher = matcherOf(digest);
  if (typeof matcher === "string") return matcher;
  const census = countLines(lines, matcher, digest);
  if (typeof census === "string") return census;
  const shown = new Set<number>();
  const reporting = reportingLines(digest.isWrittenOver ? lines.join("\n") : text);
  const wrong = checkEntries(digest, { ...census, lines, slots: matcher.slots, reporting }, shown);
  return wrong ?? checkMarker(digest, lines.length, shown);
}

interface Census {
  readonly found: readonly Found[];
  readonly lines: readonly string[];
  readonly slots: readonly (readonly number[])[];
  /** 0-based lines that say that they are errors. */
  readonly reporting: ReadonlySet<number>;
}

/** Checks every entry against what the log holds; notes the lines that are shown. */
function checkEntries(
  { entries }: StatedDigest,
  { found: all, lines, slots: allSlots, reporting }: Census,
  shown: Set<number>,
): string | undefined {
  let last = -1;
  for (const [index, entry] of entries.entries()) {
    const found = all[index] as Found;
    const slots = allSlots[index] ?? [];
    const wrong =
      checkEntry({ entry, found, lines }, shown) ??
      checkValues(entry, { found, slots }) ??
      checkDistinct(entry, { found, reporting, slots });
    if (wrong !== undefined) return `${wrong}: ${(entry.shown[0] as string).slice(0, 80)}`;
    const first = found.at[0] as number;
    if (first <= last) return "templates are not in the order of their first lines";
    last = first;
  }
  return undefined;
}

/** What stood last on a line when it was done. */
function lastWritten(line: string): string {
  if (!line.includes("\r")) return line;
  return line.split("\r").findLast((part) => part !== "") ?? "";
}

interface Matcher {
  readonly finder: TimeFinder;
  readonly tree: TemplateTree;
  /** Entries by a line that they are, to the letter. */
  readonly exact: ReadonlyMap<string, number>;
  readonly traces: TraceTree;
  /** Places of values among a template's tokens, by entry. */
  readonly slots: readonly (readonly number[])[];
}

function matcherOf({ entries, forms, open }: StatedDigest): Matcher | string {
  const finder = timeFinder([...forms, ...entries.flatMap(({ lastTime }) => lastTime ?? [])]);
  const tree = createTemplateTree();
  const exact = new Map<string, number>();
  const traces = createTraceTree();
  const slots: number[][] = [];
  for (const [index, entry] of entries.entries()) {
    const first = entry.shown[0] as string;
    const tokens = templateTokens(entry, { open, finder });
    slots.push(tokens?.flatMap((token, at) => (token === undefined ? [at] : [])) ?? []);
    const isKnown = entry.isTrace
      ? !traces.add(entry.shown, index)
      : tokens === undefined
        ? exact.has(first)
        : !tree.add(tokens, index);
    if (isKnown) return `a template stands twice: ${first.slice(0, 80)}`;
    if (tokens === undefined && !entry.isTrace) exact.set(first, index);
  }
  return { finder, tree, exact, traces, slots };
}

/** The tokens of a template; `undefined` where all its lines are the same to the letter. */
function templateTokens(
  { shown, lastTime, template }: StatedEntry,
  { open, finder }: { readonly open: string; readonly finder: TimeFinder },
): TemplateTokens | undefined {
  if (template === undefined) {
    if (lastTime === undefined) return undefined;
    const first = shown[0] as string;
    const place = finder(first);
    return place === undefined ? undefined : tokensOf(withoutTime(first, place));
  }
  const marked = template.replaceAll(`${open}t}`, TIME_TOKEN).replaceAll(`${open}}`, VALUE);
  return tokensOf(marked).map((token) => (token === VALUE ? undefined : token));
}

/** Stands for a value; lines that have the character themselves have no templates. */
const VALUE = "\u0000";

function withoutTime(line: string, [from, to]: readonly [number, number]): string {
  return `${line.slice(0, from)}${TIME_TOKEN}${line.slice(to)}`;
}

function countLines(
  lines: readonly string[],
  matcher: Matcher,
  { entries, blank }: StatedDigest,
): { readonly found: readonly Found[] } | string {
  const found: Found[] = entries.map(() => ({ at: [], tokens: [], lastTime: undefined }));
  let empty = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line === "") {
      empty++;
      continue;
    }
    const trace = matcher.traces.longestAt(lines, at);
    if (trace !== undefined) {
      (found[trace.entry] as Found).at.push(at);
      at += trace.length - 1;
      continue;
    }
    const match = matchLine(line, matcher);
    if (match === undefined) return `line ${at + 1} is in no template`;
    if (typeof match === "string") return match;
    const own = found[match.entry] as Found;
    own.at.push(at);
    own.tokens.push(match.tokens);
    own.lastTime = match.time;
  }
  return empty === blank ? { found } : "the number of blank lines is wrong";
}

interface Match {
  readonly entry: number;
  readonly tokens: readonly string[];
  readonly time: string | undefined;
}

/**
 * The one entry that a line belongs to: one that is this line to the letter, else one whose template fits; what is wrong where
 * two do.
 */
function matchLine(line: string, { exact, finder, tree }: Matcher): Match | undefined | string {
  const same = exact.get(line);
  if (same !== undefined) return { entry: same, tokens: [], time: undefined };
  if (line.includes(TIME_TOKEN) || line.includes(VALUE)) return undefined;
  const place = finder(line);
  const tokens = tokensOf(place === undefined ? line : withoutTime(line, place));
  const [entry, ...others] = tree.find(tokens);
  if (entry === undefined) return undefined;
  if (others.length > 0) return `two templates fit ${JSON.stringify(line.slice(0, 80))}`;
  return { entry, tokens, time: place && line.slice(...place) };
}

function checkEntry(
  {
    entry,
    found,
    lines,
  }: { readonly entry: StatedEntry; readonly found: Found; readonly lines: readonly string[] },
  shown: Set<number>,
): string | undefined {
  const { count, lastTime, isTrace } = entry;
  if (found.at.length !== count) return `${found.at.length} lines, not ${count}, are like`;
  if (found.lastTime !== lastTime && (lastTime !== undefined || count > 1)) {
    return "the last time is wrong";
  }
  const first = found.at[0] as number;
  if (isTrace) {
    for (const at of entry.shown.keys()) shown.add(first + at);
    return undefined;
  }
  let next = 0;
  for (const [index, line] of entry.shown.entries()) {
    while (next < found.at.length && lines[found.at[next] as number] !== line) next++;
    if (next === found.at.length || (index === 0 && next > 0)) return "not the first line";
    shown.add(found.at[next++] as number);
  }
  return undefined;
}

const REPORTS =
  /\b(?:[Ee]rror|ERROR|FATAL|[Ff]atal|CRITICAL|SEVERE|PANIC|EMERG|ALERT|[A-Za-z]{1,40}Exception)\b/g;

/** 0-based lines that say that they are errors. */
function reportingLines(text: string): Set<number> {
  const found = new Set<number>();
  let line = 0;
  let counted = 0;
  for (const { index } of text.matchAll(REPORTS)) {
    for (
      let at = text.indexOf("\n", counted);
      at >= 0 && at < index;
      at = text.indexOf("\n", at + 1)
    ) {
      line++;
      counted = at + 1;
    }
    if (index - counted < 300) found.add(line);
  }
  return found;
}

function checkMarker(
  { marker }: StatedDigest,
  lineCount: number,
  shown: ReadonlySet<number>,
): string | undefined {
  let count = 0;
  let [from, to] = [0, 0];
  for (let line = 1; line <= lineCount; line++) {
    if (shown.has(line - 1)) continue;
    if (count++ === 0) from = line;
    to = line;
  }
  if (count === 0) return marker === undefined ? undefined : "no line is left out";
  const isRight =
    marker?.unit === "line" && marker.count === count && marker.from === from && marker.to === to;
  return isRight ? undefined : "the marker does not name the lines left out";
}
