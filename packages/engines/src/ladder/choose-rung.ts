import { chooseSigil, type Grade, meetsFloor, NO_COMMENT, TokenPakError } from "@tokenpak/core";
import { buildCandidates, fittedByKind, passes, type Refusals } from "./build-ladder.ts";
import { type Candidate, type LadderContext, lossyEnvelope, sourceCandidate } from "./candidate.ts";
import { fitUnits, smallestFit } from "./fit-units.ts";
import { fitWords } from "./fit-words.ts";
import type { RungRequest } from "./kind-processor.ts";

/** What the chosen rung must satisfy. */
export interface RungDemand {
  readonly maxTokens: number | undefined;
  readonly floor: Grade | undefined;
  /** Only exact grades, whatever the floor: the original cannot be kept. */
  readonly mustBeExact: boolean;
  /** Filled with what was refused by its own check. */
  readonly refusals: Refusals;
}

/**
 * Without a limit the smallest verified rung at or above the floor; with one the most faithful such rung that fits, then a
 * selection made to measure, then the envelope alone, then the empty text. Throws `FLOOR_UNSATISFIABLE` where an explicit
 * floor cannot fit, and `ORIGINAL_NOT_STORED` where only something lossy would.
 */
export function chooseRung(
  context: LadderContext,
  request: RungRequest,
  demand: RungDemand,
): Candidate {
  return demand.maxTokens === undefined
    ? smallest(context, request, demand)
    : mostFaithful(context, request, { ...demand, maxTokens: demand.maxTokens });
}

function floorOf({ floor, mustBeExact, maxTokens }: RungDemand): Grade {
  const asked = floor ?? (maxTokens === undefined ? "facts-verified" : "word-subsequence");
  return mustBeExact && !meetsFloor(asked, "value-exact") ? "value-exact" : asked;
}

function smallest(context: LadderContext, request: RungRequest, demand: RungDemand): Candidate {
  const floor = floorOf(demand);
  // An exact rung needs a decoder: where there is none, nothing has to be built to know that the source it is.
  if (meetsFloor(floor, "value-exact") && !mayEncode(context))
    return sourceCandidate(context.source);
  const candidates: Candidate[] = [];
  const enough = { ...context, least: floor };
  for (const candidate of buildCandidates(enough, request, demand.refusals)) {
    candidates.push(candidate);
  }
  // The source passes without a check, so there always is one.
  return candidates.findLast((candidate) =>
    passes(candidate, context, demand.refusals),
  ) as Candidate;
}

function mayEncode({ kind, outer }: LadderContext): boolean {
  return kind.decoders !== undefined || outer?.decoders !== undefined;
}

function mostFaithful(
  context: LadderContext,
  request: RungRequest,
  demand: RungDemand & { readonly maxTokens: number },
): Candidate {
  const { maxTokens, refusals } = demand;
  const floor = floorOf(demand);
  // A selection made to measure says more than a fixed extractive rung that leaves room.
  const least = meetsFloor(floor, "facts-verified") ? floor : "facts-verified";
  for (const candidate of buildCandidates({ ...context, least }, request, refusals)) {
    if (candidate.tokens <= maxTokens && passes(candidate, context, refusals)) return candidate;
  }
  const words = demand.floor === "word-subsequence" ? wordsOf(context, request, demand) : undefined;
  if (words !== undefined) return words;
  const mayCut = meetsFloor("extractive", floor);
  const fitted = mayCut ? fittedTo(context, request, { maxTokens, refusals }) : undefined;
  if (fitted !== undefined) return fitted;
  if (demand.mustBeExact) throw notStored(maxTokens);
  if (demand.floor === undefined) return nothing(context, maxTokens);
  // The source itself is among these: a short text is smaller than any envelope.
  const whole = smallest(context, request, { ...demand, floor: mayCut ? "facts-verified" : floor });
  const smallestOf = mayCut
    ? Math.min(whole.tokens, smallestFit(context, request).tokens)
    : whole.tokens;
  throw unsatisfiable(floor, maxTokens, smallestOf);
}

/** Words of prose, for those who ask for them: that grade says more of a text in as many tokens than whole sentences do. */
function wordsOf(
  context: LadderContext,
  request: RungRequest,
  { maxTokens, refusals }: Pick<RungDemand, "refusals"> & { readonly maxTokens: number },
): Candidate | undefined {
  if (context.kind.isProse !== true) return undefined;
  const words = fitWords(context, request, maxTokens);
  return words !== undefined && passes(words, context, refusals) ? words : undefined;
}

/** A verified selection made to measure: the kind's own, or of its units. */
export function fittedTo(
  context: LadderContext,
  request: RungRequest,
  { maxTokens, refusals }: Pick<RungDemand, "refusals"> & { readonly maxTokens: number },
): Candidate | undefined {
  const own = fittedByKind(context, { ...request, maxTokens }, refusals);
  if (own !== undefined && own.tokens <= maxTokens && passes(own, context, refusals)) return own;
  const fitted = fitUnits(context, request, maxTokens);
  return fitted !== undefined && passes(fitted, context, refusals) ? fitted : undefined;
}

/** The envelope alone, or the empty text: everything is left out, and the report says so. */
function nothing(context: LadderContext, maxTokens: number): Candidate {
  const { kind, source } = context;
  const comment = kind.comment?.(source) ?? NO_COMMENT;
  const sigil = chooseSigil(source.text);
  const alone = context.bare ? "" : lossyEnvelope(context, { comment, sigil }, "");
  const tokens = source.counter.count(alone);
  const text = tokens <= maxTokens ? alone : "";
  return {
    level: text === "" ? "nothing" : "envelope",
    grade: "extractive",
    text,
    tokens: text === "" ? 0 : tokens,
    verify: () => undefined,
    omissions: () => [
      {
        unit: "line",
        from: 1,
        to: source.lineCount,
        count: source.lineCount,
        tokens: source.tokens,
      },
    ],
  };
}

function unsatisfiable(floor: Grade, maxTokens: number, least: number): TokenPakError {
  return new TokenPakError(
    "FLOOR_UNSATISFIABLE",
    `No "${floor}" rendition fits into ${maxTokens} tokens; the smallest takes ${least}. Raise maxTokens to ${least}, or lower the floor.`,
  );
}

function notStored(maxTokens: number): TokenPakError {
  return new TokenPakError(
    "ORIGINAL_NOT_STORED",
    `This content holds what looks like a credential, so its original is not stored and nothing may be left out; no exact rendition fits into ${maxTokens} tokens. Remove the credential, raise maxTokens, or pack without a store.`,
  );
}
