import type { MarkerStyle } from "@tokenpak/core";
import { equalJson } from "../kinds/json/equal-json.ts";
import { jsonKind } from "../kinds/json/json-kind.ts";
import { DECODERS, kindProcessorOf } from "../kinds/kind-processors.ts";
import type { ComputedDraft, CutDraft } from "../ladder/draft.ts";
import { fitCuts } from "../ladder/fit-units.ts";
import type { KindProcessor, RungRequest, VerifyInput } from "../ladder/kind-processor.ts";
import { Source } from "../ladder/source.ts";
import { checkPart } from "./check-part.ts";
import type { ContentString } from "./find-strings.ts";
import { fitShare } from "./fit-share.ts";
import type { Part, WrittenPart } from "./part.ts";
import { choicesOf, type PartChoices, withoutLimitFirst, writeChoice } from "./part-choice.ts";
import { formatPartHeader } from "./part-header.ts";
import { readStringParts } from "./read-parts.ts";
import { decodeStringParts, placeholder, withStrings } from "./string-parts.ts";
import type { PartMix } from "./write-parts.ts";

/**
 * The processor of one JSON document that is mostly strings which are contents of their own: the document as the JSON kind
 * writes it, with `[string 1]` in their place, and below it each string as its own kind writes it. Rungs: `strings` is exact;
 * `facts` writes the strings as their kinds verify them. Lines in markers are those of the string.
 */
export function createJsonStringsKind(
  source: Source,
  strings: readonly ContentString[],
): KindProcessor {
  const frame = { source, strings };
  const parts = strings.map((string, index) => openString(source, string, index + 1));
  const mixes = new Map<string, PartMix>();
  return {
    name: "strings",
    version: 1,
    kind: "json",
    *rungs(_, request) {
      for (const asked of withoutLimitFirst(request)) {
        const choices = parts.map((part) => choicesOf(part, asked));
        if (asked.maxTokens === undefined) {
          const exact = choices.map(({ part, exact: choice }) => ({ part, choice }));
          const document = documentOf(frame, exact, asked);
          if (document !== undefined) {
            const { body } = write(document, exact, {});
            yield { type: "encoded", level: "strings", grade: "value-exact", body };
          }
        }
        const verified = choices.map(({ part, verified: choice }) => ({ part, choice }));
        const rest = documentOf(frame, verified, asked);
        if (rest !== undefined) yield computed({ document: rest, mix: verified }, mixes);
      }
    },
    fit(_, request) {
      const fitted = fittedStrings(frame, parts, request);
      return fitted && computed(fitted, mixes);
    },
    units: (_, request) => jsonKind.units?.(source, request) ?? [],
    verify: (_, output) => verifyStrings(frame, mixes.get(output.body), output),
    decoders: { strings1: decodeStringParts },
    equalValues: equalJson,
  };
}

/** Tokens of an envelope, and of the header that a part has instead. */
const ENVELOPE_TOKENS = 28;
const HEADER_TOKENS = 14;

type FitRequest = RungRequest & { readonly maxTokens: number };

/** A document whose strings are cut so that all of it comes close to a limit; `undefined` where it does not fit. */
function fittedStrings(
  frame: Frame,
  parts: readonly Part[],
  request: FitRequest,
): Mixed | undefined {
  const choices = parts.map((part) => choicesOf(part, { ...request, maxTokens: undefined }));
  return fitShare(request.maxTokens - ENVELOPE_TOKENS, (share) => {
    const mix = choices.map((own) => ({
      part: own.part,
      choice: fitted({ ...own, frame, share }, request),
    }));
    const document = documentOf(frame, mix, request);
    if (document === undefined) return undefined;
    const tokens = frame.source.counter.count(write(document, mix, {}).body);
    return { document, mix, tokens };
  });
}

interface StringFit extends PartChoices {
  readonly frame: Frame;
  readonly share: number;
}

/** A string written to its share of the limit: exactly, or at least its facts, where that fits; else cut. */
function fitted(
  { part, exact, verified, frame, share }: StringFit,
  request: FitRequest,
): PartMix[number]["choice"] {
  const { source, kind } = part;
  const all = frame.strings.reduce((sum, { text }) => sum + text.length, 0);
  const maxTokens = Math.floor((request.maxTokens * share * source.text.length) / all);
  if (exact !== undefined && exact.tokens <= maxTokens) return exact;
  if (source.tokens <= maxTokens) return undefined;
  if (verified !== undefined && verified.tokens <= maxTokens) return verified;
  const context = { kind, source, bare: false };
  const draft = fitCuts(context, request, maxTokens + ENVELOPE_TOKENS - HEADER_TOKENS);
  return { draft: draft ?? allOf(source), tokens: maxTokens };
}

/** A string of which nothing fits. */
function allOf({ text }: Source): CutDraft {
  return {
    type: "cuts",
    level: "selected",
    grade: "extractive",
    cuts: [{ from: 0, to: text.length }],
  };
}

/** A document and a mix of its strings as a draft of the weakest grade among them. */
function computed({ document, mix }: Mixed, mixes: Map<string, PartMix>): ComputedDraft {
  const isCut = mix.some(({ choice }) => choice?.draft.grade === "extractive");
  return {
    type: "computed",
    level: isCut ? "selected" : "facts",
    grade: isCut ? "extractive" : "facts-verified",
    render(style) {
      const written = write(document, mix, style);
      mixes.set(written.body, mix);
      return written;
    },
  };
}

/** A document without its strings, as it is written, and how they are. */
interface Mixed {
  readonly document: string;
  readonly mix: PartMix;
}

/** A document and the strings in it. */
interface Frame {
  readonly source: Source;
  readonly strings: readonly ContentString[];
}

function openString(whole: Source, string: ContentString, ordinal: number): Part {
  const { text, kind, language } = string;
  return {
    place: { unit: "string", ordinal },
    kind: kindProcessorOf(kind),
    source: new Source(text, { counter: whole.counter, language }),
    offset: 0,
  };
}

/** The document without the strings that are written below it, as the JSON kind writes it; `undefined` where none are. */
function documentOf(
  { source, strings }: Frame,
  mix: PartMix,
  request: RungRequest,
): string | undefined {
  if (mix.every(({ choice }) => choice === undefined)) return undefined;
  const pieces: string[] = [];
  let from = 0;
  for (const [index, string] of strings.entries()) {
    if (mix[index]?.choice === undefined) continue;
    pieces.push(source.text.slice(from, string.from), JSON.stringify(placeholder(index + 1)));
    from = string.to;
  }
  pieces.push(source.text.slice(from));
  const rest = new Source(pieces.join(""), { counter: source.counter });
  let best: { readonly body: string; readonly tokens: number } | undefined;
  for (const draft of jsonKind.rungs(rest, request)) {
    if (draft.type !== "encoded") break;
    const tokens = source.counter.count(draft.body);
    if (tokens < (best?.tokens ?? Number.POSITIVE_INFINITY)) best = { body: draft.body, tokens };
  }
  return best?.body;
}

function write(document: string, mix: PartMix, style: MarkerStyle): WrittenPart {
  const header = formatPartHeader({
    codec: jsonKind.name,
    version: jsonKind.version,
    exact: true,
    place: { unit: "document" },
    height: document.split("\n").length,
  });
  const written = mix.flatMap(({ part, choice }) =>
    choice === undefined ? [] : [writeChoice(part, choice, style)],
  );
  const joined = (strings: readonly string[]): string => [header, document, ...strings].join("\n");
  return {
    body: joined(written.map(({ body }) => body)),
    bareBody: () => joined(written.map((part) => part.bareBody())),
    markers: written.flatMap(({ markers }) => markers),
  };
}

/**
 * The document of the output, with the strings of the source in their places, must be the source; and each string below it must
 * pass the check of its kind.
 */
function verifyStrings(
  { source, strings }: Frame,
  mix: PartMix | undefined,
  { body, sigil }: VerifyInput,
): string | undefined {
  const [document, ...rest] = readStringParts(body) ?? [];
  if (document === undefined || mix === undefined) return "not an output of this document";
  const { codec, version } = document.header;
  const texts = new Map(strings.map(({ text }, index) => [index + 1, text] as const));
  const decoded = DECODERS[`${codec}${version}`]?.(document.body);
  if (decoded === undefined || !equalJson(source.text, withStrings(decoded, texts))) {
    return "the document is not that of the source";
  }
  const named: readonly string[] = decoded.match(/"\[string \d{1,12}\]"/g) ?? [];
  if (named.length !== rest.length) return "a string is missing";
  for (const { header, body: own } of rest) {
    const ordinal = header.place.unit === "string" ? header.place.ordinal : 0;
    if (!named.includes(JSON.stringify(placeholder(ordinal))))
      return `string ${ordinal} is nowhere`;
    const wrong = checkPart(mix[ordinal - 1], { header, body: own, sigil });
    if (wrong !== undefined) return `string ${ordinal}: ${wrong}`;
  }
  return undefined;
}
