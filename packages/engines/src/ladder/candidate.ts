import {
  type CommentSyntax,
  chooseSigil,
  type Grade,
  NO_COMMENT,
  type Omission,
  readMarker,
  wrapEnvelope,
} from "@tokenpak/core";
import { checkTiling } from "./check-tiling.ts";
import type { ComputedDraft, Draft, EncodedDraft } from "./draft.ts";
import type { KindProcessor } from "./kind-processor.ts";
import { renderCuts } from "./render-cuts.ts";
import type { Source } from "./source.ts";

/** A rung that is written and counted, and that may still fail its check. */
export interface Candidate {
  /** The kind that wrote it; `undefined` for the source. */
  readonly kind?: KindProcessor | undefined;
  readonly level: string;
  readonly grade: Grade;
  readonly text: string;
  readonly tokens: number;
  /** Answers what is wrong with it, or `undefined`. */
  verify(): string | undefined;
  omissions(): readonly Omission[];
}

/** How a ladder writes its rungs. */
export interface LadderContext {
  readonly kind: KindProcessor;
  /** For a content of several kinds: that of the whole, whose rungs are offered too. */
  readonly outer?: KindProcessor | undefined;
  readonly source: Source;
  /** Leave out envelope and markers. */
  readonly bare: boolean;
  /** Rungs below this grade are not even written. Default: all are. */
  readonly least?: Grade | undefined;
}

/** The untouched input, the first rung of every ladder. */
export function sourceCandidate(source: Source): Candidate {
  return {
    level: "source",
    grade: "byte-exact",
    text: source.text,
    get tokens() {
      return source.tokens;
    },
    verify: () => undefined,
    omissions: () => [],
  };
}

/** Writes a kind's draft: markers, envelope, token count. */
export function realise(draft: Draft, context: LadderContext): Candidate {
  return draft.type === "encoded" ? realiseEncoded(draft, context) : realiseLossy(draft, context);
}

function realiseEncoded(draft: EncodedDraft, { kind, source, bare }: LadderContext): Candidate {
  const { level, grade, body } = draft;
  const text = bare
    ? body
    : wrapEnvelope(
        {
          codec: kind.name,
          version: kind.version,
          ref: source.ref,
          exact: true,
          sigil: "...",
          comment: NO_COMMENT,
        },
        body,
      );
  return {
    kind,
    level,
    grade,
    text,
    tokens: source.counter.count(text),
    verify: () => verifyEncoded(draft, kind, source),
    omissions: () => [],
  };
}

function verifyEncoded(
  draft: EncodedDraft,
  kind: KindProcessor,
  source: Source,
): string | undefined {
  const decode = kind.decoders?.[`${kind.name}${kind.version}`];
  if (decode === undefined) return `kind ${kind.name} has no decoder for its version`;
  const decoded = decode(draft.body);
  if (draft.grade === "byte-exact") {
    return decoded === source.text ? undefined : "decoding does not give the same bytes";
  }
  return kind.equalValues?.(source.text, decoded) === true
    ? undefined
    : "decoding does not give the same values";
}

type LossyDraft = Exclude<Draft, EncodedDraft>;

interface LossyBody {
  readonly body: string;
  readonly bareBody: string;
  omissions(): readonly Omission[];
}

function realiseLossy(draft: LossyDraft, context: LadderContext): Candidate {
  const { kind, source, bare } = context;
  const { level, grade } = draft;
  const comment = kind.comment?.(source) ?? NO_COMMENT;
  const sigil = chooseSigil(source.text);
  const written = writeLossy(draft, context, { comment, sigil });
  const text = bare ? written.bareBody : lossyEnvelope(context, { comment, sigil }, written.body);
  return {
    kind,
    level,
    grade,
    text,
    tokens: source.counter.count(text),
    omissions: written.omissions,
    verify: () => {
      const torn = draft.type === "cuts" ? checkTiling(source, written.body, sigil) : undefined;
      const needsKind = grade === "facts-verified" || draft.type === "computed";
      return (
        torn ??
        (needsKind ? kind.verify(source, { level, grade, body: written.body, sigil }) : undefined)
      );
    },
  };
}

interface LossyStyle {
  readonly comment: CommentSyntax;
  readonly sigil: string;
}

/** The envelope of a lossy output of this kind over a body, which may be empty. */
export function lossyEnvelope(
  { kind, source }: LadderContext,
  { comment, sigil }: LossyStyle,
  body: string,
): string {
  const header = {
    codec: kind.name,
    version: kind.version,
    ref: source.ref,
    exact: false,
    sigil,
    comment,
  };
  return wrapEnvelope(header, body);
}

function writeLossy(draft: LossyDraft, context: LadderContext, style: LossyStyle): LossyBody {
  const { source } = context;
  const count = (text: string): number => source.counter.count(text);
  if (draft.type === "cuts") {
    const { body, bareBody, markers } = renderCuts(source, draft.cuts, style);
    return {
      body,
      bareBody,
      omissions: () =>
        markers.map(({ range, ...marker }) => ({
          ...marker,
          tokens: count(source.text.slice(...range)),
        })),
    };
  }
  const written = draft.render(style);
  const { body, markers } = written;
  return {
    body,
    bareBody: context.bare ? bareBodyOf(written, style.sigil) : "",
    omissions: () =>
      markers.map(({ source: text, ...marker }) => ({ ...marker, tokens: count(text) })),
  };
}

/** What a computed draft wrote, without its markers. */
export function bareBodyOf(
  { body, bareBody }: ReturnType<ComputedDraft["render"]>,
  sigil: string | undefined,
): string {
  if (bareBody !== undefined) return bareBody();
  const isOurs = (line: string): boolean => readMarker(line, sigil) !== undefined;
  return body
    .split("\n")
    .filter((line) => !isOurs(line))
    .join("\n");
}
