import { estimateTokens } from "./estimate-tokens.ts";
import { labelOf } from "./fold-format.ts";
import type { Template } from "./shape-template.ts";
import { type SlotMarks, writeTemplate } from "./slot-marks.ts";

/** A template under its label. */
export interface LabelledTemplate extends Template {
  readonly label: string;
}

/** At most this many templates share a head. */
const MAX_SHARED = 200;

/** Tokens of a head line beyond its text. */
const HEAD_COST = 2;

/**
 * Legend lines in the order of their texts, and the templates with their labels. `> text` begins what the entries below it
 * continue (`a rest`); `a=text` stands alone.
 */
export function writeLegend(
  templates: readonly Template[],
  marks: SlotMarks,
): { readonly lines: readonly string[]; readonly labelled: readonly LabelledTemplate[] } {
  const written = templates.map((template) => ({
    template,
    text: writeTemplate(template.parts, marks),
  }));
  written.sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0));
  const texts = written.map(({ text }) => text);
  const lines: string[] = [];
  for (const { from, to, head } of shareHeads(texts)) {
    if (head !== "") lines.push(`>${head}`);
    for (let at = from; at < to; at++) {
      const text = texts[at] as string;
      lines.push(
        head === "" ? `${labelOf(at)}=${text}` : `${labelOf(at)} ${text.slice(head.length)}`,
      );
    }
  }
  const labelled = written.map(({ template }, at) => ({ ...template, label: labelOf(at) }));
  return { lines, labelled };
}

/** Reads legend lines: full template texts by label. `undefined` for lines that {@link writeLegend} does not write. */
export function readLegend(lines: readonly string[]): Map<string, string> | undefined {
  const texts = new Map<string, string>();
  let head = "";
  for (const line of lines) {
    if (line.startsWith(">")) {
      head = line.slice(1);
      continue;
    }
    const match = /^([A-Za-z]+|0)([ =])/.exec(line);
    if (match === null) return undefined;
    const [opening, label = "", mode] = match;
    const text = line.slice(opening.length);
    texts.set(label, mode === "=" ? text : head + text);
  }
  return texts;
}

interface Section {
  readonly from: number;
  readonly to: number;
  readonly head: string;
}

/** Parts sorted texts into stretches that share a head, for the fewest tokens. */
function shareHeads(texts: readonly string[]): Section[] {
  const costs = texts.map(estimateTokens);
  const cheapest = new Array<number>(texts.length + 1).fill(0);
  const choices: { readonly to: number; readonly head: string }[] = [];
  for (let from = texts.length - 1; from >= 0; from--) {
    const alone = { to: from + 1, head: "" };
    let best = (costs[from] as number) + (cheapest[from + 1] as number);
    choices[from] = alone;
    let head = texts[from] as string;
    let sum = costs[from] as number;
    for (let to = from + 2; to <= Math.min(texts.length, from + MAX_SHARED); to++) {
      head = sharedStart(head, texts[to - 1] as string);
      if (head === "") break;
      sum += costs[to - 1] as number;
      const headCost = estimateTokens(head);
      const cost = headCost + HEAD_COST + sum - headCost * (to - from) + (cheapest[to] as number);
      if (cost >= best) continue;
      best = cost;
      choices[from] = { to, head };
    }
    cheapest[from] = best;
  }
  const sections: Section[] = [];
  for (let from = 0; from < texts.length; ) {
    const { to, head } = choices[from] as { to: number; head: string };
    sections.push({ from, to, head });
    from = to;
  }
  return sections;
}

/** The shared beginning of two texts, up to where a word ends, so that no word, number or mark is cut. */
function sharedStart(left: string, right: string): string {
  const end = Math.min(left.length, right.length);
  let at = 0;
  while (at < end && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  while (at > 0 && !/[\s:.,|(}\]/]/.test(left[at - 1] as string)) at--;
  return left.slice(0, at);
}
