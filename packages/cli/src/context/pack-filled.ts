import { type PackContextOptions, type PackedContext, packContext } from "@tokenpak/budget";
import type { HitCandidate } from "./hit-candidates.ts";
import {
  type HitDocument,
  type HitRendition,
  lengthenedRendition,
  measuredRendition,
} from "./hit-renditions.ts";
import { LEAST_RENDITION } from "./rendition-sizes.ts";

/**
 * `packContext`, and then again with longer renditions of what was cut short, as long as that changes anything. They are made to the
 * measure of what was left: so a little more budget may give a little less utility, which the solver by itself never does.
 */
export function packFilled(
  found: readonly HitCandidate[],
  options: PackContextOptions,
): PackedContext<HitRendition> {
  const files = new Map(found.map((one) => [one.candidate.ref, one]));
  let packed = packContext(
    [...files.values()].map(({ candidate }) => candidate),
    options,
  );
  for (let round = 0; round < FILL_ROUNDS; round++) {
    for (const [ref, renditions] of longerRenditions(packed, files)) {
      const { document, candidate } = files.get(ref) as HitCandidate;
      const more = { ...candidate, renditions: [...candidate.renditions, ...renditions] };
      files.set(ref, { document, candidate: more });
    }
    const { text } = packed;
    packed = packContext(
      [...files.values()].map(({ candidate }) => candidate),
      options,
    );
    if (packed.text === text) break;
  }
  return packed;
}

const FILL_ROUNDS = 3;
/** Tokens of the heading of a part, and then some. */
const HEADING_TOKENS = 24;
/** Files that longer renditions are made of in a round. */
const FILL_TRIES = 3;

/**
 * Renditions made to measure: of the best files that are cut short with what nothing used, and with what much worse ones have as well,
 * and of the best that are not shown.
 */
function longerRenditions(
  { parts, omitted, unused }: PackedContext<HitRendition>,
  files: ReadonlyMap<string, HitCandidate>,
): ReadonlyMap<string, readonly HitRendition[]> {
  const relevanceOf = (ref: string): number => files.get(ref)?.candidate.relevance ?? 0;
  const cut = parts.filter(({ value }) => value < 1).slice(0, FILL_TRIES);
  const hidden = omitted.filter(({ reason }) => reason !== "duplicate");
  const made = new Map<string, readonly HitRendition[]>();
  // What is left may be less than a selection should have; shown, it is more than nothing.
  const measured = (ref: string, size: number): readonly HitRendition[] => {
    const document = files.get(ref)?.document;
    const rendition = document && measuredRendition({ ...document, least: LEAST_RENDITION }, size);
    return rendition === undefined ? [] : [rendition];
  };
  for (const { ref, tokens, rendition, pinned } of cut) {
    const document = files.get(ref)?.document as HitDocument;
    let worse = 0;
    for (const part of parts) {
      const isWorse = pinned || relevanceOf(part.ref) <= MUCH_WORSE * relevanceOf(ref);
      if (isWorse && !part.pinned) worse += part.tokens + HEADING_TOKENS / 2;
    }
    const maxTokens = tokens + unused;
    const longer = lengthenedRendition(document, { rendition, maxTokens });
    made.set(ref, worse === 0 ? [longer] : [longer, ...measured(ref, maxTokens + worse)]);
  }
  for (const { ref } of hidden.slice(0, FILL_TRIES - cut.length)) {
    const size = unused - HEADING_TOKENS;
    if (size >= LEAST_RENDITION) made.set(ref, measured(ref, size));
  }
  return made;
}

/** What has less than this part of a file's relevance may give its tokens to it. */
const MUCH_WORSE = 0.1;
