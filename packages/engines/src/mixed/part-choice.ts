import type { MarkerStyle } from "@tokenpak/core";
import { DECODERS } from "../kinds/kind-processors.ts";
import type { Draft, EncodedDraft } from "../ladder/draft.ts";
import type { RungRequest } from "../ladder/kind-processor.ts";
import { preservedSpans } from "../select/preserve.ts";
import { type JsonStyle, jsonStyleOf, layOutJson } from "./json-style.ts";
import { type Part, type WrittenPart, writePart } from "./part.ts";
import { formatPartHeader } from "./part-header.ts";

/** A way to write a part, and what that takes. */
export interface PartChoice {
  readonly draft: Draft;
  /** For a JSON document that is given back byte for byte. */
  readonly style?: JsonStyle | undefined;
  /** Tokens with its header, counted apart from what stands around it. */
  readonly tokens: number;
}

/** How a part may be written: what gives back its bytes, and the smallest that keeps its facts. */
export interface PartChoices {
  readonly part: Part;
  /** `undefined`: only as it stands. */
  readonly exact: PartChoice | undefined;
  readonly verified: PartChoice | undefined;
}

/** Tokens that a part must save, its header included. */
const LEAST_SAVING = 8;

/**
 * What to ask parts for: as if there were no limit, then, where there is one, for the shorter rungs that a kind offers for it.
 * What the whole may take is more than what a part may, so those come second.
 */
export function withoutLimitFirst(request: RungRequest): readonly RungRequest[] {
  if (request.maxTokens === undefined) return [request];
  return [{ ...request, maxTokens: undefined }, request];
}

/** The ways to write a part that save something: down its ladder, as far as its facts are verified. */
export function choicesOf(part: Part, request: RungRequest): PartChoices {
  let exact: PartChoice | undefined;
  let verified: PartChoice | undefined;
  const most = part.source.tokens - LEAST_SAVING;
  for (const draft of part.kind.rungs(part.source, request)) {
    if (draft.grade === "extractive") break;
    const choice = choiceOf(part, draft);
    if (choice.tokens >= (verified?.tokens ?? most)) continue;
    if (!keepsPreserved(part, draft, request)) continue;
    const styled = draft.type === "encoded" ? exactChoice(part, draft, choice) : undefined;
    exact = styled ?? exact;
    verified = styled ?? choice;
  }
  return { part, exact, verified };
}

function choiceOf(part: Part, draft: Draft, style?: JsonStyle): PartChoice {
  const { body } = writeChoice(part, { draft, style }, {});
  return { draft, style, tokens: part.source.counter.count(`${body}\n`) };
}

/** Writes a part as it was chosen, below its header. The header stays without markers too: it is what tells the parts apart. */
export function writeChoice(
  part: Part,
  { draft, style: jsonStyle }: Omit<PartChoice, "tokens">,
  style: MarkerStyle,
): WrittenPart {
  const { place, kind } = part;
  const { body, bareBody, markers } =
    draft.type === "encoded"
      ? { body: draft.body, bareBody: () => draft.body, markers: [] }
      : writePart(part, draft, style);
  const below = (lines: string): string => {
    const header = formatPartHeader({
      codec: kind.name,
      version: kind.version,
      exact: draft.type === "encoded",
      place,
      height: lines.split("\n").length,
      style: jsonStyle,
    });
    return `${header}\n${lines}`;
  };
  return { body: below(body), bareBody: () => below(bareBody()), markers };
}

/** An encoded draft that gives back the very bytes: by itself, or with the layout of its JSON. */
function exactChoice(part: Part, draft: EncodedDraft, choice: PartChoice): PartChoice | undefined {
  if (draft.grade === "byte-exact") return choice;
  if (part.kind.kind !== "json") return undefined;
  const { text } = part.source;
  const style = jsonStyleOf(text);
  const decode = DECODERS[`${part.kind.name}${part.kind.version}`];
  if (decode === undefined || layOutJson(decode(draft.body), style) !== text) return undefined;
  return choiceOf(part, draft, style);
}

function keepsPreserved(part: Part, draft: Draft, request: RungRequest): boolean {
  const preserved = preservedSpans(part.source.text, request.preserve);
  if (preserved.isEmpty) return true;
  if (draft.type === "cuts") return !draft.cuts.some(({ from, to }) => preserved.touches(from, to));
  return preserved.areAllIn(
    draft.type === "encoded" ? draft.body : writePart(part, draft, {}).body,
  );
}
