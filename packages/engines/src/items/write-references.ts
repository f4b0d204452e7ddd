import { chooseSigil, type Grade, meetsFloor, NO_COMMENT, wrapEnvelope } from "@tokenpak/core";
import type { DetectedContent } from "../detect/detected-content.ts";
import { kindProcessorOf } from "../kinds/kind-processors.ts";
import type { Candidate } from "../ladder/candidate.ts";
import type { RungRequest } from "../ladder/kind-processor.ts";
import type { Source } from "../ladder/source.ts";
import { openPart } from "../mixed/part.ts";
import { choicesOf, type PartChoices } from "../mixed/part-choice.ts";
import { ITEMS_CODEC, type LineOf } from "./decode-items.ts";
import { isHeader } from "./read-item-body.ts";
import type { ItemReference } from "./reference.ts";
import { verifyItem } from "./verify-item.ts";
import { type ItemMix, writeItem } from "./write-item.ts";

/** A content with lines that stand in earlier ones. */
export interface ReferringContent {
  readonly source: Source;
  readonly references: readonly ItemReference[];
  /** What the content is; asked for only where there are parts to pack. */
  detect(): DetectedContent;
  readonly floor: Grade;
  readonly request: RungRequest;
  /** Lines that stand literally in what was sent for earlier items. */
  readonly lineOf: LineOf;
}

/** Fewer characters between references are not packed by kind. */
const LEAST_CHARACTERS = 240;

/**
 * The ways to write a content with references, most faithful first: with what is new as it is, with that packed exactly by kind,
 * and, where the floor allows, with its facts.
 */
export function* referringCandidates(content: ReferringContent): Generator<Candidate> {
  const { source, references, floor } = content;
  if (references.length === 0) return;
  // Such a line would be taken for the header of a part.
  if (source.text.split("\n").some(isHeader)) return;
  yield candidateOf(content, { level: "references", exact: true }, { references, parts: [] });
  const parts = partsOf(content);
  const exact = parts.map(({ part, exact: choice }) => ({ part, choice }));
  if (exact.some(({ choice }) => choice !== undefined)) {
    const level = "references and parts";
    yield candidateOf(content, { level, exact: true }, { references, parts: exact });
  }
  if (!meetsFloor("facts-verified", floor)) return;
  const verified = parts.map(({ part, verified: choice }) => ({ part, choice }));
  if (verified.some(({ choice }) => choice !== undefined && choice.draft.type !== "encoded")) {
    const level = "references and facts";
    yield candidateOf(content, { level, exact: false }, { references, parts: verified });
  }
}

/** What lies between the references, with the ways to write it. */
function partsOf({ source, references, detect, floor, request }: ReferringContent): PartChoices[] {
  const gaps: { readonly firstLine: number; readonly lastLine: number }[] = [];
  let next = 1;
  for (const { from, to } of [...references, { from: source.lineCount + 1, to: 0 }]) {
    const size = source.lineStart(from) - source.lineStart(next);
    if (from > next && size >= LEAST_CHARACTERS) gaps.push({ firstLine: next, lastLine: from - 1 });
    next = to + 1;
  }
  if (gaps.length === 0) return [];
  const { kind, language } = detect();
  const mayLeaveOut = meetsFloor("facts-verified", floor);
  if (kind === "text" || !(mayLeaveOut || kindProcessorOf(kind).decoders)) return [];
  // Further up in the same text means where it stands literally.
  const sources = references.filter(({ name }) => name === "");
  const isPointedTo = (gap: (typeof gaps)[number]): boolean =>
    sources.some(
      ({ itemFrom, lines }) => itemFrom <= gap.lastLine && itemFrom + lines > gap.firstLine,
    );
  return gaps
    .filter((gap) => !isPointedTo(gap))
    .map((gap) => choicesOf(openPart(source, { ...gap, kind, language }), request));
}

function candidateOf(
  { source, lineOf }: ReferringContent,
  { level, exact }: { readonly level: string; readonly exact: boolean },
  mix: ItemMix,
): Candidate {
  const sigil = chooseSigil(source.text);
  const { body, markers } = writeItem(source, mix, { sigil });
  const { name: codec, version } = ITEMS_CODEC;
  const header = { codec, version, ref: source.ref, exact, sigil, comment: NO_COMMENT };
  const text = wrapEnvelope(header, body);
  return {
    level,
    grade: exact ? "byte-exact" : "facts-verified",
    text,
    tokens: source.counter.count(text),
    verify: () => verifyItem({ source, mix, body, sigil, exact, lineOf }),
    omissions: () =>
      markers.map(({ source: left, ...marker }) => ({
        ...marker,
        tokens: source.counter.count(left),
      })),
  };
}
