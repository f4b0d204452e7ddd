import {
  type ContentKind,
  findSecret,
  meetsFloor,
  type PackOptions,
  type PackResult,
  parseEnvelope,
  type Rendition,
  type TokenCounter,
  TokenPakError,
} from "@tokenpak/core";
import { detectContent } from "./detect/detect-content.ts";
import { kindProcessorOf } from "./kinds/kind-processors.ts";
import { buildCandidates, passes, type Refusals } from "./ladder/build-ladder.ts";
import type { Candidate, LadderContext } from "./ladder/candidate.ts";
import { chooseRung, fittedTo } from "./ladder/choose-rung.ts";
import { createPackResult } from "./ladder/create-pack-result.ts";
import type { KindProcessor, RungRequest } from "./ladder/kind-processor.ts";
import { createRendition } from "./ladder/rendition.ts";
import { Source } from "./ladder/source.ts";
import { contentStrings } from "./mixed/find-strings.ts";
import { createJsonStringsKind } from "./mixed/json-strings-kind.ts";
import { createMixedKind } from "./mixed/mixed-kind.ts";
import { segmentsOf } from "./mixed/segments-of.ts";

/** A content made ready: what it is, and everything its ladder is built from. */
interface Prepared {
  readonly kind: ContentKind;
  readonly context: LadderContext;
  readonly request: RungRequest;
}

/** How to pack, with the defaults that `HeuristicEngine` has filled in. */
export interface PackSettings extends PackOptions {
  readonly counter: TokenCounter;
  /** Whether the original will be kept in a store: then a content with a secret, which no store takes, stays exact. */
  readonly stored: boolean;
}

/** Packs one content. Pure: keeping the original is the caller's. */
export function packContent(content: string, settings: PackSettings): PackResult {
  const ready = passthroughOf(content, settings);
  if (ready !== undefined) return ready;
  const { kind, context, request } = prepare(content, settings);
  const { maxTokens } = settings;
  const refusals: Refusals = [];
  const candidate = chooseRung(
    context,
    { ...request, maxTokens },
    {
      maxTokens,
      floor: settings.floor,
      mustBeExact: settings.stored && findSecret(content) !== undefined,
      refusals,
    },
  );
  const result = resultOf(candidate, { kind, context, refusals });
  // Reading an accessor computes it once and for all.
  if (settings.facts === true) Reflect.get(result, "facts");
  return result;
}

/** How to build a ladder. */
export interface LadderSettings extends PackSettings {
  /** Selections made to measure that are wanted, in tokens. */
  readonly sizes?: readonly number[] | undefined;
}

/**
 * Every verified rung of one content within `maxTokens`, most faithful first. Where sizes are asked for, selections made to measure
 * stand in the place of a kind's own extractive rungs: they say more in as many tokens.
 */
export function* ladderOf(content: string, settings: LadderSettings): Generator<Rendition> {
  const { context, request } = prepare(content, settings);
  const { maxTokens, floor = "word-subsequence" } = settings;
  const sizes = meetsFloor("extractive", floor) ? sizesOf(settings) : [];
  const refusals: Refusals = [];
  let least = (maxTokens ?? Number.POSITIVE_INFINITY) + 1;
  const limited = { ...request, maxTokens };
  for (const candidate of buildCandidates(context, limited, refusals)) {
    if (!meetsFloor(candidate.grade, floor)) return;
    if (candidate.grade === "extractive" && sizes.length > 0) break;
    if (candidate.tokens >= least || !passes(candidate, context, refusals)) continue;
    least = candidate.tokens;
    yield createRendition(candidate, context.source);
  }
  for (const size of sizes.filter((one) => one < least)) {
    const fitted = fittedTo(context, limited, { maxTokens: size, refusals });
    if (fitted === undefined || fitted.tokens >= least) continue;
    least = fitted.tokens;
    yield createRendition(fitted, context.source);
  }
}

/** Largest first. */
function sizesOf({ maxTokens, sizes = [] }: LadderSettings): readonly number[] {
  const all = maxTokens === undefined ? sizes : [maxTokens, ...sizes];
  return [...new Set(all)].sort((left, right) => right - left);
}

/** A packed text that fits is left as it is: packing twice changes nothing. */
function passthroughOf(content: string, settings: PackSettings): PackResult | undefined {
  const envelope = parseEnvelope(content);
  if (envelope === undefined) return undefined;
  const source = new Source(content, settings);
  if (settings.maxTokens !== undefined && source.tokens > settings.maxTokens) return undefined;
  const context = { kind: kindProcessorOf("text"), source, bare: settings.bare === true };
  const [candidate] = buildCandidates(context, { query: undefined, preserve: [] }, []);
  const result = resultOf(candidate as Candidate, { kind: "text", context, refusals: [] });
  return Object.defineProperty(result, "ref", { value: envelope.ref, enumerable: true });
}

function prepare(content: string, settings: PackSettings): Prepared {
  const detected = detectContent(content, settings);
  const kind = settings.kind ?? detected.kind;
  const source = new Source(content, { ...settings, language: detected.language });
  const processors = processorsOf(source, { kind, settings });
  const context = { ...processors, source, bare: settings.bare === true };
  return { kind, context, request: { query: settings.query, preserve: settings.preserve ?? [] } };
}

/** Kinds that hold stretches of other kinds between their own lines. */
const HOLD_OTHERS: ReadonlySet<ContentKind> = new Set([
  "build",
  "listing",
  "log",
  "markdown",
  "search",
  "text",
]);

/** The processors of a content with stretches of several kinds, where there are any; else that of its kind. */
function processorsOf(
  source: Source,
  { kind, settings }: { readonly kind: ContentKind; readonly settings: PackSettings },
): Pick<LadderContext, "kind" | "outer"> {
  const own = kindProcessorOf(kind);
  if (settings.kind !== undefined) return { kind: own };
  if (kind === "json") {
    const strings = contentStrings(source.text);
    if (strings.length === 0) return { kind: own };
    return { kind: createJsonStringsKind(source, strings), outer: exactly(own) };
  }
  const segments = HOLD_OTHERS.has(kind) ? segmentsOf(source.text, kind) : [];
  if (segments.length === 0) return { kind: own };
  return { kind: createMixedKind({ source, outer: kind, segments }), outer: own };
}

/** A kind's exact rungs alone: what it leaves out of a document is in the strings that are written below it. */
function exactly(kind: KindProcessor): KindProcessor {
  return {
    ...kind,
    *rungs(source, request) {
      for (const draft of kind.rungs(source, request)) {
        if (draft.type !== "encoded") return;
        yield draft;
      }
    },
  };
}

interface ResultContext {
  readonly kind: ContentKind;
  readonly context: LadderContext;
  readonly refusals: Refusals;
}

function resultOf(candidate: Candidate, { kind, context, refusals }: ResultContext): PackResult {
  const { name: processor, version } = candidate.kind ?? context.kind;
  const verifyFailures = refusals.length;
  const written = { kind, processor, version: `${version}`, verifyFailures };
  return createPackResult(candidate, context.source, written);
}

/** Throws `INVALID_OPTION` for content that is no string. */
export function requireText(content: unknown): asserts content is string {
  if (typeof content === "string") return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `The content to pack must be a string, not ${content === null ? "null" : typeof content}. Decode bytes first, for example with buffer.toString("utf8").`,
  );
}
