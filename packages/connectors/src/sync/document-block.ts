import {
  Block,
  fileTypeOf,
  findSecret,
  isExact,
  type PackResult,
  type Provenance,
  type TokenCounter,
} from "@tokenpak/core";
import type { SourceDocument } from "../connector.ts";
import type { Packer } from "./packer.ts";

/** A document on its way into the index. */
export interface ReadDocument {
  /** In the index. */
  readonly path: string;
  readonly sourceType: string;
  /** The version that the source named it with. */
  readonly version: string;
  readonly document: SourceDocument;
  /** Of the text. */
  readonly hash: string;
}

/** By what a document is packed. */
export interface PackSettings {
  readonly engine: Packer;
  readonly counter: TokenCounter;
  readonly measureQuality: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Packs a document. Throws what the engine throws. */
export async function packDocument(read: ReadDocument, settings: PackSettings): Promise<Block> {
  const { engine, counter, measureQuality, now } = settings;
  const { path, document, hash } = read;
  const result = await engine.pack(document.text, {
    path,
    counter,
    // Left alone, facts are counted when they are read; what packs elsewhere has to count them there.
    ...(measureQuality && (engine.concurrency ?? 1) > 1 ? { facts: true } : {}),
  });
  return new Block({
    path,
    contentHash: hash,
    fileType: document.fileType ?? fileTypeOf(path),
    rawTokens: result.tokensBefore,
    compressedTokens: result.tokens,
    compressedContent: result.text,
    qualityScore: measureQuality ? qualityOf(result) : undefined,
    processedAt: Math.floor(now() / 1000),
    provenance: provenanceOf(read),
  });
}

/** The block with what the document says of itself now; `undefined` where that is what it has. */
export function withProvenance(block: Block, read: ReadDocument): Block | undefined {
  const provenance = provenanceOf(read);
  const fileType = read.document.fileType ?? fileTypeOf(read.path);
  if (block.fileType === fileType && sameProvenance(block.provenance, provenance)) return undefined;
  return new Block({ ...block, fileType, provenance });
}

/** Whether a document has more to say of itself than its text, its place and its version. */
export function saysMore({ title, metadata }: SourceDocument): boolean {
  return title !== undefined || metadata !== undefined;
}

/** Whether anything that would be stored of a document holds a credential. */
export function holdsSecret({ path, document }: Omit<ReadDocument, "hash">): boolean {
  const { text, uri, title = "", version = "", sourceVersion = "", metadata } = document;
  const notes = metadata === undefined ? "" : JSON.stringify(metadata);
  return (
    findSecret(text) !== undefined ||
    findSecret([path, uri, title, version, sourceVersion, notes].join("\n")) !== undefined
  );
}

/** An exact rendition keeps everything; looking for it would only take time. */
function qualityOf(result: PackResult): number {
  return isExact(result.grade) ? 1 : result.facts.recall;
}

function provenanceOf({ sourceType, version, document }: ReadDocument): Provenance {
  const { uri, title, metadata } = document;
  return {
    sourceType,
    sourceId: uri,
    sourceVersion: document.sourceVersion ?? document.version ?? version,
    ...(title === undefined ? {} : { title }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

function sameProvenance(before: Provenance | undefined, after: Provenance): boolean {
  return before !== undefined && comparable(before) === comparable(after);
}

function comparable(provenance: Provenance): string {
  const { sourceType, sourceId, sourceVersion, title, metadata } = provenance;
  return JSON.stringify([sourceType, sourceId, sourceVersion, title, metadata]);
}
