import type { Fate, Fates } from "./decide-fates.ts";
import type { DigestLine } from "./digest-line.ts";
import { entriesOf } from "./entries-of.ts";
import type { BuildLines } from "./read-build-lines.ts";

/** Reports that stand more than once, place included: only the first stays in `shown`, with its count in `counts`. */
export function joinRepeats(
  { texts }: BuildLines,
  fates: Fates,
  { shown, counts }: { readonly shown: Uint8Array; readonly counts: Map<number, DigestLine> },
): void {
  const first = new Map<string, number>();
  const repeated = new Map<string, number>();
  for (const { head, members } of entriesOf(fates, shown)) {
    if (!isReportWithPlace(texts, fates, head)) continue;
    const key = members.map((at) => texts[at]).join("\n");
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, head);
      continue;
    }
    for (const at of members) shown[at] = 0;
    hideLead(texts, fates.fates, { shown, head });
    repeated.set(keyOf(texts, fates, before), before);
  }
  if (repeated.size > 0) countRepeats(texts, fates, { repeated, counts });
}

function countRepeats(
  texts: readonly string[],
  fates: Fates,
  {
    repeated,
    counts,
  }: { readonly repeated: ReadonlyMap<string, number>; readonly counts: Map<number, DigestLine> },
): void {
  const equal = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const [at, text] of texts.entries()) {
    equal.set(text, (equal.get(text) ?? 0) + 1);
    if (fates.shapes[at + 1] !== "location") continue;
    const pair = `${text}\n${texts[at + 1]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  for (const [key, at] of repeated) {
    const isPair = hasPlaceBelow(fates, at);
    const count = (isPair ? pairs : equal).get(key) as number;
    counts.set(at, { at, count, stands: isPair ? "pair" : "equal" });
  }
}

function keyOf(texts: readonly string[], fates: Fates, at: number): string {
  return hasPlaceBelow(fates, at) ? `${texts[at]}\n${texts[at + 1]}` : (texts[at] as string);
}

function hasPlaceBelow({ shapes, heads }: Fates, head: number): boolean {
  return shapes[head + 1] === "location" && heads[head + 1] === head;
}

/** Only with its place is a report the same as another. */
function isReportWithPlace(texts: readonly string[], fates: Fates, head: number): boolean {
  if (hasPlaceBelow(fates, head)) return true;
  return fates.shapes[head] === "report" && /^\S{1,300}[:(]\[?\d/.test(texts[head] as string);
}

/** What introduces a report that is not shown again goes too: `In file included from src/a.c:1:`. */
function hideLead(
  texts: readonly string[],
  fates: readonly Fate[],
  { shown, head }: { readonly shown: Uint8Array; readonly head: number },
): void {
  for (let at = head - 1; at >= 0 && at > head - 6; at--) {
    if (fates[at] !== "fold" || !/^\S.*[:,]$/.test((texts[at] as string).slice(0, 500))) return;
    shown[at] = 0;
  }
}
