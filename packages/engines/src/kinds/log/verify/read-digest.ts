import { type Marker, readMarker } from "@tokenpak/core";

/** A digest as its text says it. */
export interface StatedDigest {
  readonly lineCount: number;
  readonly blank: number;
  readonly entries: readonly StatedEntry[];
  readonly marker: Marker | undefined;
  /** Begins the marks of slots. */
  readonly open: string;
}

/** An event as a digest states it. */
export interface StatedEntry {
  readonly count: number;
  /** Lines of the log shown for it: of a trace all its lines, else one or more that say the same. */
  readonly shown: readonly string[];
  readonly isTrace: boolean;
  readonly lastTime: string | undefined;
  readonly template: string | undefined;
  readonly distinct: string | undefined;
}

const HEAD =
  /^(=+ )(\d+) lines\. Of each template its first line, then count, last time, template: (\{\**)\} varies, \3t\} time$/;
const NOTE = /^(\d+)x(?:, (\d+) lines)?(?:, (\d+) shown)?(?: to (.+?))?(?:: (.*))?$/s;

/** Reads a digest, or says what is wrong with it. */
export function readDigest(body: string, sigil: string): StatedDigest | string {
  const lines = body.split("\n");
  const head = HEAD.exec(lines[0] as string);
  if (head === null) return "the head line is missing";
  const [, sign = "", count, open = ""] = head;
  const marker = lines.length > 1 ? readMarker(lines.at(-1) as string, sigil) : undefined;
  const end = marker === undefined ? lines.length : lines.length - 1;
  const entries: StatedEntry[] = [];
  let blank = 0;
  let pending: string[] = [];
  for (const line of lines.slice(1, end)) {
    if (!line.startsWith(sign)) {
      pending.push(line);
      continue;
    }
    const text = line.slice(sign.length);
    if (/^(?:\d+ of \d+ )?distinct:/.test(text)) {
      const last = entries.at(-1);
      if (last === undefined || pending.length > 0 || last.distinct !== undefined) {
        return "a list of distinct values belongs to no template";
      }
      entries[entries.length - 1] = { ...last, distinct: text };
    } else if (/^\d+ blank lines$/.test(text)) blank += Number.parseInt(text, 10);
    else {
      const entry = readNote(text, pending);
      if (entry === undefined) return `cannot read ${JSON.stringify(line.slice(0, 80))}`;
      entries.push(...pending.slice(0, pending.length - entry.shown.length).map(alone), entry);
    }
    if (!/^\d+ blank/.test(text)) pending = [];
  }
  entries.push(...pending.map(alone));
  return { lineCount: Number(count), blank, entries, marker, open };
}

/** A line that stands without a note: it happened once. */
function alone(line: string): StatedEntry {
  return {
    count: 1,
    shown: [line],
    isTrace: false,
    lastTime: undefined,
    template: undefined,
    distinct: undefined,
  };
}

function readNote(text: string, above: readonly string[]): StatedEntry | undefined {
  const match = NOTE.exec(text);
  if (match === null) return undefined;
  const [, count, traceLines, shownLines, lastTime, template] = match;
  const shown = Number(traceLines ?? shownLines ?? 1);
  if (shown < 1 || shown > above.length) return undefined;
  return {
    count: Number(count),
    shown: above.slice(above.length - shown),
    isTrace: traceLines !== undefined,
    lastTime,
    template,
    distinct: undefined,
  };
}
