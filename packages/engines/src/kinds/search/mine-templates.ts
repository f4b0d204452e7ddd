import type { TokenCounter } from "@tokenpak/core";
import { fitsTemplate, type TextTemplate } from "./text-template.ts";

/** What all texts together gain by templates, best first. The first may stand for texts without being named. */
export interface Mined {
  /** With a place where texts differ, in the order they were found. */
  readonly open: readonly TextTemplate[];
  /** Whole texts that stand several times, most saving first. */
  readonly whole: readonly TextTemplate[];
}

/** Texts that are looked at for what they share; enough to find it, however many there are. */
const SAMPLE = 150;
const MOST_OPEN = 6;
const MOST_WHOLE = 150;
/** Longer texts are shared whole or not at all. */
const LONGEST = 400;
/** What naming a template costs in its legend, in tokens. */
const LEGEND_TOKENS = 4;

/** Finds what texts share: whole texts, beginnings and ends at borders of words. Linear in their length. */
export function mineTemplates(texts: readonly string[], counter: TokenCounter): Mined {
  const times = new Map<string, number>();
  for (const text of texts) {
    if (text.length <= LONGEST) times.set(text, (times.get(text) ?? 0) + 1);
  }
  const whole = wholeTexts(times, counter);
  const shared = new Set(whole.map(({ prefix }) => prefix));
  const rest = texts.filter((text) => text.length <= LONGEST && !shared.has(text));
  return { open: openTemplates(sampled(rest), rest.length, counter), whole };
}

function wholeTexts(times: ReadonlyMap<string, number>, counter: TokenCounter): TextTemplate[] {
  const found: { readonly text: string; readonly saves: number }[] = [];
  for (const [text, count] of times) {
    if (count < 2 || text.length < 8) continue;
    const tokens = counter.count(text);
    // Each use costs its name and the space that is no part of it.
    const saves = (count - 1) * tokens - count - LEGEND_TOKENS;
    if (saves > 0) found.push({ text, saves });
  }
  found.sort((left, right) => right.saves - left.saves);
  return found.slice(0, MOST_WHOLE).map(({ text }) => ({ prefix: text, suffix: undefined }));
}

function sampled(texts: readonly string[]): readonly string[] {
  const step = texts.length / SAMPLE;
  if (step <= 1) return texts;
  return Array.from({ length: SAMPLE }, (_, at) => texts[Math.floor(at * step)] as string);
}

function openTemplates(
  sample: readonly string[],
  all: number,
  counter: TokenCounter,
): TextTemplate[] {
  const scale = sample.length === 0 ? 0 : all / sample.length;
  const templates: TextTemplate[] = [];
  let left = sample;
  while (templates.length < MOST_OPEN && left.length >= 3) {
    const prefix = bestPart(left, prefixesOf, { counter, scale });
    const within = prefix === "" ? left : left.filter((text) => text.startsWith(prefix));
    const tails = within.map((text) => text.slice(prefix.length));
    const suffix = bestPart(tails, suffixesOf, { counter, scale });
    if (prefix === "" && suffix === "") break;
    const best: TextTemplate = { prefix, suffix };
    templates.push(best);
    left = left.filter((text) => !fitsTemplate(text, best));
  }
  return templates;
}

interface Pricing {
  readonly counter: TokenCounter;
  /** Texts that each text of the sample stands for. */
  readonly scale: number;
}

/** How many of the promising parts are counted exactly. */
const COUNTED = 12;

/** The part that saves most, or the empty text where none pays for its legend. */
function bestPart(
  texts: readonly string[],
  partsOf: (text: string) => readonly string[],
  { counter, scale }: Pricing,
): string {
  const times = new Map<string, number>();
  for (const text of texts) {
    for (const part of partsOf(text)) times.set(part, (times.get(part) ?? 0) + 1);
  }
  const promising = [...times]
    .filter(([, count]) => count >= 3)
    .sort((left, right) => right[1] * right[0].length - left[1] * left[0].length)
    .slice(0, COUNTED);
  let best = "";
  let most = 0;
  for (const [part, count] of promising) {
    const tokens = counter.count(part);
    const saves = count * scale * tokens * SHARE_KEPT - tokens - LEGEND_TOKENS;
    if (saves <= most) continue;
    most = saves;
    best = part;
  }
  return best;
}

/** Cutting a text costs: what is left begins and ends in other tokens. */
const SHARE_KEPT = 0.75;

const MOST_PARTS = 5;
const LONGEST_PART = 80;

/** Beginnings of a text up to borders of words, its indentation the first. */
function prefixesOf(text: string): string[] {
  const parts: string[] = [];
  const length = Math.min(text.length, LONGEST_PART);
  for (let at = 1; at < length && parts.length < MOST_PARTS; at++) {
    if (isWord(text, at) !== isWord(text, at - 1) && isWord(text, at))
      parts.push(text.slice(0, at));
  }
  return parts;
}

/** Ends of a text from borders of words on. */
function suffixesOf(text: string): string[] {
  const parts: string[] = [];
  const least = Math.max(0, text.length - LONGEST_PART);
  for (let at = text.length - 1; at >= least && parts.length < MOST_PARTS; at--) {
    if (!isWord(text, at) && (at === 0 || isWord(text, at - 1))) parts.push(text.slice(at));
  }
  return parts;
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code > 127
  );
}
