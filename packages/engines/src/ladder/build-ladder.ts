import { gradeRank, meetsFloor } from "@tokenpak/core";
import { preservedSpans } from "../select/preserve.ts";
import { type Candidate, type LadderContext, realise, sourceCandidate } from "./candidate.ts";
import type { Draft } from "./draft.ts";
import type { KindProcessor, RungRequest } from "./kind-processor.ts";

/** Rungs of one content that were refused, and why. Empty unless a processor has a defect. */
export type Refusals = string[];

/**
 * The candidates of a content, most faithful first and the untouched source before all. Tokens fall strictly and grades never
 * rise; what does not save a token is left out. Nothing is verified yet: a caller verifies what it means to use.
 *
 * What does not hold what `preserve` names is left out too, whatever a kind says.
 *
 * A kind that throws ends its ladder there, and the refusal is noted: a defect of ours must not cost the caller its content.
 */
export function* buildCandidates(
  context: LadderContext,
  request: RungRequest,
  refusals: Refusals,
): Generator<Candidate> {
  const first = sourceCandidate(context.source);
  yield first;
  let { tokens } = first;
  let rank = gradeRank(first.grade);
  for (const candidate of candidatesOf(context, request, refusals)) {
    if (candidate.tokens >= tokens || gradeRank(candidate.grade) < rank) continue;
    ({ tokens } = candidate);
    rank = gradeRank(candidate.grade);
    yield candidate;
  }
}

/** Those of the kind; of a content of several kinds, those of the whole as well, each where its grade and size put it. */
function* candidatesOf(
  context: LadderContext,
  request: RungRequest,
  refusals: Refusals,
): Generator<Candidate> {
  const { outer, ...own } = context;
  const parts = writtenBy(own, request, refusals);
  const whole = outer && writtenBy({ ...own, kind: outer }, request, refusals);
  let ofParts = parts.next().value;
  let ofWhole = whole?.next().value;
  while (ofParts !== undefined || ofWhole !== undefined) {
    if (ofWhole === undefined || (ofParts !== undefined && isBefore(ofParts, ofWhole))) {
      yield ofParts as Candidate;
      ofParts = parts.next().value;
    } else {
      yield ofWhole;
      ofWhole = whole?.next().value;
    }
  }
}

function isBefore(left: Candidate, right: Candidate): boolean {
  const ranks = gradeRank(left.grade) - gradeRank(right.grade);
  return ranks === 0 ? left.tokens >= right.tokens : ranks < 0;
}

/** What a kind writes that holds what `preserve` names. */
function* writtenBy(
  context: LadderContext,
  request: RungRequest,
  refusals: Refusals,
): Generator<Candidate, undefined> {
  const preserved = preservedSpans(context.source.text, request.preserve);
  const drafts = context.kind.rungs(context.source, request)[Symbol.iterator]();
  for (;;) {
    const built = noting(refusals, context.kind, () => {
      const next = drafts.next();
      if (next.done === true || !meetsFloor(next.value.grade, context.least ?? next.value.grade))
        return undefined;
      const written = realise(next.value, context);
      return { written, keeps: keepsPreserved(next.value, written, preserved) };
    });
    if (built === undefined) return undefined;
    if (built.keeps) yield built.written;
  }
}

/** The selection that a kind makes itself, where it does and keeps what `preserve` names. */
export function fittedByKind(
  context: LadderContext,
  request: RungRequest & { readonly maxTokens: number },
  refusals: Refusals,
): Candidate | undefined {
  const { kind, source } = context;
  if (kind.fit === undefined) return undefined;
  const preserved = preservedSpans(source.text, request.preserve);
  return noting(refusals, kind, () => {
    const draft = kind.fit?.(source, request);
    if (draft === undefined) return undefined;
    const written = realise(draft, context);
    return keepsPreserved(draft, written, preserved) ? written : undefined;
  });
}

/** Whether what `preserve` names stands verbatim in a rung. */
function keepsPreserved(
  draft: Draft,
  { text }: Candidate,
  preserved: ReturnType<typeof preservedSpans>,
): boolean {
  if (preserved.isEmpty) return true;
  if (draft.type !== "cuts") return preserved.areAllIn(text);
  return !draft.cuts.some(({ from, to }) => preserved.touches(from, to));
}

/** Whether a candidate passes its check; a failure, or a check that throws, is noted. */
export function passes(candidate: Candidate, context: LadderContext, refusals: Refusals): boolean {
  const kind = candidate.kind ?? context.kind;
  const wrong = noting(refusals, kind, () => candidate.verify() ?? "");
  if (wrong === undefined) return false;
  if (wrong !== "") refusals.push(`${kind.name}.${candidate.level}: ${wrong}`);
  return wrong === "";
}

function noting<T>(refusals: Refusals, kind: KindProcessor, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    refusals.push(`${kind.name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
