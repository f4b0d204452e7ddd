import type { ContentKind } from "@tokenpak/core";
import type { ComputedDraft, EncodedDraft } from "../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../ladder/kind-processor.ts";
import type { Source } from "../ladder/source.ts";
import { rankUnits } from "../select/rank-units.ts";
import { textStretches } from "../select/text-stretches.ts";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import { decodeParts } from "./decode-parts.ts";
import { openPart, type Part } from "./part.ts";
import { choicesOf, type PartChoices, withoutLimitFirst } from "./part-choice.ts";
import { readParts } from "./read-parts.ts";
import type { Segment } from "./segment.ts";
import { verifyParts } from "./verify-parts.ts";
import { type PartMix, writeParts } from "./write-parts.ts";

/** What {@link createMixedKind} packs. */
export interface MixedContent {
  readonly source: Source;
  /** The kind of what is in no segment. */
  readonly outer: ContentKind;
  /** From `segmentsOf`. */
  readonly segments: readonly Segment[];
}

/**
 * The processor of one content that holds stretches of several kinds: each is written by its own kind below a header that says
 * which lines it stands for; what lies between is written by the kind of the whole, or stays as it is. Rungs: `parts` gives
 * back every byte; `some facts` and `facts` write more and more parts as their kinds verify them.
 */
export function createMixedKind({ source, outer, segments }: MixedContent): KindProcessor {
  const parts = tiled(source, { outer, segments }).map((segment) => openPart(source, segment));
  const mixes = new Map<string, PartMix>();
  return {
    name: "mixed",
    version: 1,
    kind: outer,
    *rungs(_, request) {
      // A line that reads as the header of what stands there would be taken for one.
      if (readParts(source.text).some(({ header }) => header !== undefined)) return;
      const own = parts.filter(({ kind }) => kind.kind !== "text");
      for (const asked of withoutLimitFirst(request)) {
        const choices = own.map((part) => choicesOf(part, asked));
        if (asked.maxTokens === undefined) {
          const exact = choices.map(({ part, exact: choice }) => ({ part, choice }));
          if (exact.some(({ choice }) => choice !== undefined)) yield encoded(source, exact);
        }
        for (const mix of lossyMixes(source, choices, request)) yield computed(source, mix, mixes);
      }
    },
    units: (_, request) => unitsOf(parts, request),
    verify: (_, { body, sigil }) => verifyParts({ source, mix: mixes.get(body), body, sigil }),
    decoders: { mixed1: decodeParts },
  };
}

/** The segments, and what lies between them as segments of the outer kind. They tile the content. */
function tiled(source: Source, { outer, segments }: Omit<MixedContent, "source">): Segment[] {
  const tiles: Segment[] = [];
  let next = 1;
  for (const segment of segments) {
    if (segment.firstLine > next) {
      tiles.push({ firstLine: next, lastLine: segment.firstLine - 1, kind: outer });
    }
    tiles.push(segment);
    next = segment.lastLine + 1;
  }
  if (next <= source.lineCount) {
    tiles.push({ firstLine: next, lastLine: source.lineCount, kind: outer });
  }
  return tiles;
}

function encoded(source: Source, mix: PartMix): EncodedDraft {
  const { body } = writeParts(source, mix, {});
  return { type: "encoded", level: "parts", grade: "byte-exact", body };
}

function computed(source: Source, mix: PartMix, mixes: Map<string, PartMix>): ComputedDraft {
  const whole = mix.every(({ choice }) => choice?.draft.type !== "encoded");
  return {
    type: "computed",
    level: whole ? "facts" : "some facts",
    grade: "facts-verified",
    render(style) {
      const written = writeParts(source, mix, style);
      mixes.set(written.body, mix);
      return written;
    },
  };
}

/** Mixes that leave things out, larger ones first: with a limit those that come close to it, without one the smallest. */
function* lossyMixes(
  source: Source,
  choices: readonly PartChoices[],
  { maxTokens }: RungRequest,
): Generator<PartMix> {
  const savings = choices
    .map(({ part, exact, verified }, index) => {
      const before = exact?.tokens ?? part.source.tokens;
      return { index, saved: before - (verified?.tokens ?? before) };
    })
    .filter(({ saved }) => saved > 0)
    .sort((left, right) => right.saved - left.saved || left.index - right.index);
  const shortened = new Set<number>();
  const mix = (): PartMix =>
    choices.map(({ part, exact, verified }, index) => ({
      part,
      choice: shortened.has(index) ? verified : exact,
    }));
  let target = maxTokens ?? 0;
  let estimate = source.tokens;
  for (const { part, exact } of choices) {
    estimate += (exact?.tokens ?? part.source.tokens) - part.source.tokens;
  }
  for (const { index, saved } of savings) {
    shortened.add(index);
    estimate -= saved;
    const isLast = shortened.size === savings.length;
    if (!isLast && estimate > target) continue;
    yield mix();
    // Estimates are close: where one did not fit, the next is to be clearly smaller.
    target = estimate - target / 64;
  }
}

/** The units of all parts, at their places in the whole. */
function unitsOf(parts: readonly Part[], request: RungRequest): readonly Unit[] {
  const units: Unit[] = [];
  for (const [index, { kind, source, offset }] of parts.entries()) {
    const base = units.length;
    const last = index === parts.length - 1;
    const own =
      kind.units?.(source, request) ?? rankUnits(source.text, textStretches(source), request);
    // A blank line between two parts.
    if (own.length === 0) {
      units.push({ from: offset, to: offset + 1, tier: UNIT_TIERS.rest, score: 0 });
    }
    for (const [at, unit] of own.entries()) {
      // The break behind a part's last line belongs to the part in the whole.
      const to = at === own.length - 1 && !last ? unit.to + 1 : unit.to;
      units.push({
        ...unit,
        from: unit.from + offset,
        to: to + offset,
        ...(unit.parent === undefined ? {} : { parent: unit.parent + base }),
      });
    }
  }
  return units;
}
