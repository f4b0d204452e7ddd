import { contentHash } from "./content-hash.ts";
import { TokenPakError } from "./errors.ts";
import { fileTypeOf } from "./file-type.ts";
import type { JsonValue } from "./json-value.ts";
import type { Rendition } from "./rendition.ts";
import type { TokenCounter } from "./token-counter.ts";

/** Where a block's content came from. */
export interface Provenance {
  /** Kind of source, for example `filesystem`, `github`. */
  readonly sourceType: string;
  /** The source's own id of the document, for example its absolute path or URL. */
  readonly sourceId: string;
  /** The source's own version: commit, etag, revision or content hash. */
  readonly sourceVersion?: string | undefined;
  /** Unix seconds. */
  readonly fetchedAt?: number | undefined;
  readonly title?: string | undefined;
  /** What else the source says of it, for example tags, links, labels. */
  readonly metadata?: Readonly<Record<string, JsonValue>> | undefined;
}

/** What a {@link Block} is made from. */
export interface BlockInit {
  /** Path of the source, `/` between folders. Not empty. */
  readonly path: string;
  /** SHA-256 of the original content, hex. Not empty. */
  readonly contentHash: string;
  /** From 1. Default 1; a store that keeps versions numbers them itself. */
  readonly version?: number | undefined;
  /** Extension in lower case, for example `md`, `py`, or a content kind. */
  readonly fileType: string;
  readonly rawTokens: number;
  readonly compressedTokens: number;
  readonly compressedContent: string;
  /** Measured share of the content's facts that `compressedContent` keeps, 0 to 1; `undefined` until measured. */
  readonly qualityScore?: number | undefined;
  /** Relevance, 0 to 10. Default 5. */
  readonly importance?: number | undefined;
  /** Unix seconds, or `undefined` when the caller did not say. */
  readonly processedAt?: number | undefined;
  /** Default `s_` and 8 hex digits of the SHA-256 of `path:contentHash`. */
  readonly sliceId?: string | undefined;
  readonly provenance?: Provenance | undefined;
}

/** A processed piece of content and what compressing it saved. Frozen; ranges are validated (`INVALID_OPTION`). */
export class Block {
  readonly path: string;
  readonly contentHash: string;
  readonly version: number;
  readonly fileType: string;
  readonly rawTokens: number;
  readonly compressedTokens: number;
  readonly compressedContent: string;
  readonly qualityScore: number | undefined;
  readonly importance: number;
  readonly processedAt: number | undefined;
  readonly sliceId: string;
  readonly provenance: Provenance | undefined;

  constructor(init: BlockInit) {
    this.path = nonEmpty("path", init.path);
    this.contentHash = nonEmpty("contentHash", init.contentHash);
    this.version = integerFrom(1, "version", init.version ?? 1);
    this.fileType = nonEmpty("fileType", init.fileType);
    this.rawTokens = integerFrom(0, "rawTokens", init.rawTokens);
    this.compressedTokens = integerFrom(0, "compressedTokens", init.compressedTokens);
    if (typeof init.compressedContent !== "string") throw invalid("compressedContent", "a string");
    this.compressedContent = init.compressedContent;
    this.qualityScore =
      init.qualityScore === undefined ? undefined : within(1, "qualityScore", init.qualityScore);
    this.importance = within(10, "importance", init.importance ?? 5);
    this.processedAt =
      init.processedAt === undefined
        ? undefined
        : within(Number.MAX_SAFE_INTEGER, "processedAt", init.processedAt);
    this.sliceId =
      init.sliceId ?? `s_${contentHash(`${this.path}:${this.contentHash}`).slice(0, 8)}`;
    this.provenance = init.provenance && Object.freeze({ ...init.provenance });
    Object.freeze(this);
  }

  /** The block of a content and one of its renditions; counts the raw tokens with `counter`. */
  static fromContent(path: string, content: string, parts: BlockParts): Block {
    const { rendition, counter, ...rest } = parts;
    return new Block({
      fileType: fileTypeOf(path),
      ...rest,
      path,
      contentHash: contentHash(content),
      rawTokens: counter.count(content),
      compressedTokens: rendition.tokens,
      compressedContent: rendition.text,
    });
  }
}

/** What {@link Block.fromContent} needs beside path and content. */
export interface BlockParts
  extends Partial<
    Pick<
      BlockInit,
      "fileType" | "importance" | "processedAt" | "provenance" | "qualityScore" | "version"
    >
  > {
  readonly rendition: Pick<Rendition, "text" | "tokens">;
  readonly counter: TokenCounter;
}

function nonEmpty(name: string, value: string): string {
  if (typeof value !== "string" || value === "") throw invalid(name, "a non-empty string");
  return value;
}

function integerFrom(least: number, name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw invalid(name, `an integer from ${least}, not ${String(value)}`);
  }
  return value;
}

function within(most: number, name: string, value: number): number {
  if (typeof value !== "number" || !(value >= 0 && value <= most)) {
    throw invalid(name, `a number from 0 to ${most}, not ${String(value)}`);
  }
  return value;
}

function invalid(name: string, need: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `Block.${name} must be ${need}.`);
}
