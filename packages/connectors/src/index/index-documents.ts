import { realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  type Awaitable,
  Block,
  type BlockStore,
  contentHash,
  createTokenCounter,
  isExact,
  isTokenPakError,
  type PackOptions,
  type PackResult,
  type TokenCounter,
  TokenPakError,
} from "@tokenpak/core";
import { readText } from "../walk/read-text.ts";
import { type SkippedPath, type SkipReport, skipReport } from "../walk/skip-report.ts";
import { type WalkedFile, type WalkOptions, walkDirectory } from "../walk/walk-directory.ts";
import { BlockBatch, type IndexFailure } from "./block-batch.ts";
import { isSourceMark, type SourceMarks, sourceMarks } from "./source-mark.ts";

/** What packs a content for the index; any engine of `@tokenpak/engines`. */
export interface Packer {
  readonly name: string;
  pack(content: string, options?: PackOptions): Awaitable<PackResult>;
}

/** How to index. */
export interface IndexOptions extends Pick<WalkOptions, "maxFileBytes"> {
  readonly store: BlockStore;
  readonly engine: Packer;
  /** Default: the counter of `countTokens()`. */
  readonly counter?: TokenCounter | undefined;
  /** What the paths in the index are relative to: the root or a folder above it. Default: the root, or the folder of a file. */
  readonly projectRoot?: string | undefined;
  /** Version of the engine: files that another one packed are packed again. Default `""`. */
  readonly engineVersion?: string | undefined;
  /** Measure what share of its facts each rendition keeps, as the block's `qualityScore`. Default `false`: it takes time. */
  readonly measureQuality?: boolean | undefined;
  /** Files in a transaction. Default 200. */
  readonly batchFiles?: number | undefined;
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
  /** Stops with `ABORTED` after the file in work; what was read until then is committed, and the next run does the rest. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** How far a run is, after each file. */
export interface IndexProgress {
  readonly done: number;
  readonly total: number;
  /** The file that was done, as the index names it. */
  readonly path: string;
}

/** What a run did. */
export interface IndexResult {
  /** New or changed files that were packed. */
  readonly indexed: number;
  readonly unchanged: number;
  /** Blocks of files below the root that are gone or are left out now. */
  readonly removed: number;
  readonly failed: readonly IndexFailure[];
  /** What was left out, by reason; paths as the index names them. */
  readonly skipped: SkipReport;
  /** Tokens of the files that were packed, before and after. */
  readonly rawTokens: number;
  readonly compressedTokens: number;
}

/**
 * Brings a store up to date with the files below `root` (or with one file): packs what is new or changed, removes what is gone,
 * and does nothing for the rest, which it tells by size and times without reading. Each batch is one transaction; a run that
 * stops half way leaves a sound index.
 *
 * Throws `PATH_NOT_FOUND`, `PATH_UNREADABLE`, `ABORTED` and the store's own errors; what goes wrong with single files is in
 * the result.
 */
export async function indexDocuments(root: string, options: IndexOptions): Promise<IndexResult> {
  const walk = walkDirectory(root, { maxFileBytes: options.maxFileBytes, readContent: false });
  const files = [...walk];
  const scope = scopeOf(root, options.projectRoot);
  const run = await startRun(scope, options);
  for (const { path, reason } of walk.skipped.paths) {
    run.skipped.push({ path: `${scope.prefix}${path}`, reason });
  }
  for (const [index, file] of files.entries()) {
    // A signal can only be raised, and progress only be shown, when the event loop turns.
    if (index % 32 === 31) await setImmediate();
    if (options.signal?.aborted) await stop(run, options.signal);
    const path = `${scope.prefix}${file.path}`;
    await indexFile(run, file, path);
    options.onProgress?.({ done: index + 1, total: files.length, path });
  }
  await run.batch.flush();
  const removed = await prune(run, scope);
  const { indexed, rawTokens, compressedTokens, failed } = run.batch.sums;
  return {
    indexed,
    unchanged: run.unchanged,
    removed,
    failed: [...run.failed, ...failed],
    skipped: skipReport(run.skipped),
    rawTokens,
    compressedTokens,
  };
}

interface Scope {
  /** Stands before a walked path to make it one of the index. */
  readonly prefix: string;
  /** Whether the run answers for a path of the index. */
  covers(path: string): boolean;
}

interface Run {
  readonly options: IndexOptions;
  readonly counter: TokenCounter;
  readonly now: () => number;
  readonly marks: SourceMarks;
  /** Marks of the store when the run began. */
  readonly stored: ReadonlyMap<string, string>;
  /** Paths whose blocks stay. */
  readonly kept: Set<string>;
  readonly skipped: SkippedPath[];
  readonly failed: IndexFailure[];
  readonly batch: BlockBatch;
  unchanged: number;
}

async function startRun(scope: Scope, options: IndexOptions): Promise<Run> {
  const { store, engine, engineVersion = "", batchFiles = 200 } = options;
  const counter = options.counter ?? createTokenCounter();
  const quality = options.measureQuality === true ? "quality" : "";
  return {
    options,
    counter,
    now: options.now ?? Date.now,
    marks: sourceMarks([engine.name, engineVersion, counter.encoding, quality]),
    stored: await store.listMarks({ pathPrefix: scope.prefix }),
    kept: new Set(),
    skipped: [],
    failed: [],
    batch: new BlockBatch(store, batchFiles),
    unchanged: 0,
  };
}

async function indexFile(run: Run, file: WalkedFile, path: string): Promise<void> {
  const mark = run.stored.get(path);
  if (run.marks.isCurrent(file, mark)) {
    run.kept.add(path);
    run.unchanged++;
    return;
  }
  const readMs = run.now();
  const content = readText(file);
  if ("reason" in content) {
    run.skipped.push({ path, reason: content.reason });
    return;
  }
  run.kept.add(path);
  const newMark = run.marks.of(file, readMs);
  const hash = contentHash(content.text);
  if (run.marks.isPackedAlike(mark)) {
    const before = await run.options.store.getBlock(path);
    if (before?.contentHash === hash) {
      run.unchanged++;
      if (newMark !== mark) await run.batch.mark(path, newMark);
      return;
    }
  }
  try {
    const block = await blockOf(run, { file, path, hash, text: content.text });
    await run.batch.add({ block, content: content.text, mark: newMark });
  } catch (error) {
    if (isStoreError(error)) throw error;
    run.failed.push({ path, message: error instanceof Error ? error.message : String(error) });
  }
}

async function blockOf(
  run: Run,
  source: { file: WalkedFile; path: string; hash: string; text: string },
): Promise<Block> {
  const { engine, measureQuality = false } = run.options;
  const { path, hash, file } = source;
  const result = await engine.pack(source.text, { path, counter: run.counter });
  return new Block({
    path,
    contentHash: hash,
    fileType: file.fileType,
    rawTokens: result.tokensBefore,
    compressedTokens: result.tokens,
    compressedContent: result.text,
    qualityScore: measureQuality ? qualityOf(result) : undefined,
    processedAt: Math.floor(run.now() / 1000),
    provenance: { sourceType: "filesystem", sourceId: file.absolutePath, sourceVersion: hash },
  });
}

/** An exact rendition keeps everything; looking for it would only take time. */
function qualityOf(result: PackResult): number {
  return isExact(result.grade) ? 1 : result.facts.recall;
}

/** Removes blocks that came from files which are gone or left out now; not below what could not be read. */
async function prune(run: Run, scope: Scope): Promise<number> {
  const unreadable = run.skipped.filter(({ reason }) => reason === "unreadable");
  let removed = 0;
  for (const [path, mark] of run.stored) {
    if (run.kept.has(path) || !isSourceMark(mark) || !scope.covers(path)) continue;
    if (unreadable.some((skip) => path === skip.path || isBelow(path, skip.path))) continue;
    if (await run.options.store.removeBlock(path)) removed++;
  }
  return removed;
}

function isBelow(path: string, folder: string): boolean {
  return folder.endsWith("/") && path.startsWith(folder);
}

async function stop(run: Run, signal: AbortSignal): Promise<never> {
  await run.batch.flush();
  throw new TokenPakError(
    "ABORTED",
    "Indexing was stopped. What was done is kept; run it again to finish.",
    { cause: signal.reason },
  );
}

/** Where the root lies in the project. */
function scopeOf(root: string, projectRoot: string | undefined): Scope {
  const real = realpathSync(root);
  const isFolder = statSync(real).isDirectory();
  const folder = isFolder ? real : dirname(real);
  const project = projectRoot === undefined ? folder : realpathSync(projectRoot);
  const between = relative(project, folder);
  if (between === ".." || between.startsWith(`..${sep}`) || isAbsolute(between)) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `"${root}" is not below the project root "${projectRoot}". Index it with its own root.`,
    );
  }
  const prefix = between === "" ? "" : `${between.split(sep).join("/")}/`;
  const file = `${prefix}${basename(real)}`;
  return {
    prefix,
    covers: (path) => (isFolder ? path.startsWith(prefix) : path === file),
  };
}

function isStoreError(error: unknown): boolean {
  return isTokenPakError(error) && error.code.startsWith("STORE_");
}
