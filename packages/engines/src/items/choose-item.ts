import {
  findSecret,
  type Grade,
  isExact,
  meetsFloor,
  type PackResult,
  parseEnvelope,
  type TokenCounter,
} from "@tokenpak/core";
import { detectContent } from "../detect/detect-content.ts";
import type { DetectedContent } from "../detect/detected-content.ts";
import { type Candidate, sourceCandidate } from "../ladder/candidate.ts";
import { createPackResult } from "../ladder/create-pack-result.ts";
import { Source } from "../ladder/source.ts";
import { packContent } from "../pack-content.ts";
import { ITEMS_CODEC, type LineOf } from "./decode-items.ts";
import { itemReferences } from "./item-references.ts";
import type { PackItem, PackItemsOptions } from "./pack-item.ts";
import type { ItemReference } from "./reference.ts";
import type { OpenItem, SessionLines } from "./session-lines.ts";
import { referringCandidates } from "./write-references.ts";

/** How to pack an item, with the defaults filled in. */
export interface ItemSettings extends PackItemsOptions {
  readonly floor: Grade;
  readonly counter: TokenCounter;
}

/** What is sent for an item. */
export interface ChosenItem {
  readonly result: PackResult;
  readonly references: readonly ItemReference[];
}

/** Tokens that an output with references must save beyond any other: less is not worth looking lines up. */
const LEAST_SAVING = 8;
/** Below this share of a content that is in no reference, packing that by kind cannot save more than references do. */
const LEAST_NEW_SHARE = 0.2;
/**
 * What a file may keep of its tokens for another exact notation to be worth it. Files are read again, and what is written in
 * another notation cannot be pointed to. Chosen on sessions/pi-mono, where theme files were read three times. For outlines the same
 * rule gave 0.7 points there and took 0.1 from generated sessions: who asks for facts gets the smallest.
 */
const MOST_OF_FILE = 0.5;

/** The smallest verified output of an item at or above the floor: as it is, in the notation of its kind, or with references. */
export function chooseItem(
  session: SessionLines,
  { item, open }: { readonly item: PackItem; readonly open: OpenItem },
  settings: ItemSettings,
): ChosenItem {
  const { content } = item;
  const { counter, query, preserve = [] } = settings;
  const floor = floorOf(content, settings);
  const source = new Source(content, { counter, path: item.path });
  const byKind = (): PackResult => packedByKind(item, source, { ...settings, floor });
  if (parseEnvelope(content) !== undefined) return { result: byKind(), references: [] };
  const references = itemReferences(session, { item: open, source, preserve });
  const detect = (): DetectedContent => detectContent(content, item);
  const lineOf: LineOf = ({ name }, line) => session.lineOf(name, line);
  const request = { query, preserve };
  const { candidates, thrown } = allOf(
    referringCandidates({ source, references, detect, floor, lineOf, request }),
  );
  const fresh = references.reduce((left, { lines }) => left - lines, source.lineCount);
  const isNearlyAll = fresh < source.lineCount * LEAST_NEW_SHARE && candidates.length > 0;
  const first = isNearlyAll ? undefined : byKind();
  const { candidate, refused } = smallestBelow(candidates, first?.tokens ?? source.tokens);
  const failures = thrown + refused;
  if (candidate === undefined) {
    return { result: withFailures(first ?? byKind(), failures), references: [] };
  }
  const kind = first?.kind ?? detect().kind;
  const { name: processor, version } = ITEMS_CODEC;
  const written = { kind, processor, version: `${version}`, verifyFailures: failures };
  return { result: createPackResult(candidate, source, written), references };
}

/** An item as `HeuristicEngine` packs it; a file that this hardly shortens as it is. */
function packedByKind(item: PackItem, source: Source, settings: ItemSettings): PackResult {
  const { path, command, kind } = item;
  const stored = settings.store !== undefined;
  const hinted = { ...settings, path, command, kind, stored, facts: false };
  const result = packContent(item.content, hinted);
  const isFile = path !== undefined && isExact(result.grade) && result.text !== item.content;
  return isFile && result.tokens > result.tokensBefore * MOST_OF_FILE
    ? createPackResult(sourceCandidate(source), source, result)
    : result;
}

/** What holds a credential stays exact where a store is given: no store takes its original. */
function floorOf(content: string, { floor, store }: ItemSettings): Grade {
  const isLossy = !meetsFloor(floor, "value-exact");
  return isLossy && store !== undefined && findSecret(content) !== undefined
    ? "value-exact"
    : floor;
}

/** What can be written: a kind that throws on a part ends it there, as a defect of ours must not cost the caller the content. */
function allOf(written: Iterable<Candidate>): {
  readonly candidates: readonly Candidate[];
  readonly thrown: number;
} {
  const candidates: Candidate[] = [];
  try {
    for (const candidate of written) candidates.push(candidate);
    return { candidates, thrown: 0 };
  } catch {
    return { candidates, thrown: 1 };
  }
}

/** The smallest candidate clearly below `limit` tokens that passes its check, and how many did not. */
function smallestBelow(
  candidates: readonly Candidate[],
  limit: number,
): { readonly candidate: Candidate | undefined; readonly refused: number } {
  const inOrder = candidates
    .filter(({ tokens }) => tokens + LEAST_SAVING <= limit)
    .sort((left, right) => left.tokens - right.tokens);
  let refused = 0;
  for (const candidate of inOrder) {
    if (isSound(candidate)) return { candidate, refused };
    refused++;
  }
  return { candidate: undefined, refused };
}

/** A check that throws is one that fails. */
function isSound(candidate: Candidate): boolean {
  try {
    return candidate.verify() === undefined;
  } catch {
    return false;
  }
}

function withFailures(result: PackResult, failures: number): PackResult {
  if (failures === 0) return result;
  const value = result.verifyFailures + failures;
  return Object.defineProperty(result, "verifyFailures", { value, enumerable: true });
}
