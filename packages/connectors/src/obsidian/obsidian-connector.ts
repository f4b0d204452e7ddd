import { basename } from "node:path";
import { contentHash, type JsonValue } from "@tokenpak/core";
import * as z from "zod/mini";
import { checkConfig } from "../config/check-config.ts";
import type {
  Connector,
  SkipEvent,
  SkippedDocument,
  SourceDocument,
  SyncContext,
  SyncEvent,
} from "../connector.ts";
import { type FileReading, fileVersion, readFileDocument } from "../filesystem/file-document.ts";
import { folderScope } from "../filesystem/folder-scope.ts";
import { type WalkedFile, walkDirectory } from "../walk/walk-directory.ts";
import { canvasText } from "./canvas-document.ts";
import { noteMetadata } from "./note-metadata.ts";
import { readNote } from "./read-note.ts";
import { type VaultPaths, vaultPaths } from "./vault-paths.ts";

/** Which vault. */
export interface ObsidianConfig {
  /** The folder that Obsidian opens. */
  readonly vault: string;
  /** Stands in the paths of its documents, `obsidian/NAME/`, and must be another for each vault in a store. Default: the folder's name. */
  readonly name?: string | undefined;
}

const NO_FOLDER = "must be the path of a folder";
const NO_NAME = "must be a name without / that can stand in a path";

const SCHEMA = z.strictObject(
  {
    vault: z.string(NO_FOLDER).check(z.minLength(1, NO_FOLDER)),
    name: z.optional(
      z.string(NO_NAME).check(z.regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]{1,200}$/u, NO_NAME)),
    ),
  },
  "must have vault, may have name, and has nothing else",
);

/**
 * The notes and canvases of an Obsidian vault. A note's text is indexed as it is, with title, aliases, tags, links, block ids and
 * properties as the block's metadata; links also say which file they lead to. A canvas is indexed as Markdown. Every other file is
 * an attachment and left out; so is what is hidden: `.obsidian`, `.trash`, whatever else begins with a dot.
 *
 * Each sync names all notes, by size and times as `FilesystemConnector` does and by the names of all files: a note that is new or
 * gone may change where the links of others lead, so these are read again, though not packed again.
 */
export class ObsidianConnector implements Connector<null> {
  readonly type = "obsidian";
  readonly source: string;
  readonly pathPrefix: string;
  readonly #vault: string;

  /** Throws `INVALID_OPTION`, and `PATH_NOT_FOUND` or `PATH_UNREADABLE` for the vault. */
  constructor(config: ObsidianConfig) {
    const { vault, name } = checkConfig(config, { connector: "ObsidianConnector", schema: SCHEMA });
    this.#vault = folderScope(vault).project;
    this.source = `obsidian:${this.#vault}`;
    this.pathPrefix = `obsidian/${name ?? (basename(this.#vault) || "vault")}/`;
  }

  async check(): Promise<void> {
    walkDirectory(this.#vault);
  }

  async *sync({ limits, now }: SyncContext): AsyncGenerator<SyncEvent<null>> {
    const maxBytes = limits.maxDocumentBytes;
    const walk = walkDirectory(this.#vault, { maxFileBytes: maxBytes, readContent: false });
    const files = [...walk];
    const skipped = walk.skipped.paths.map(({ path, reason }): SkipEvent => {
      return { type: "skip", id: path, reason };
    });
    const visible = files.filter(({ path }) => hiddenPart(path) === undefined);
    const attachments = visible.filter(({ path }) => !isIndexed(path)).map(attachment);
    yield* shown([...skipped, ...files.flatMap(hiddenFile), ...attachments]);
    const notes = visible.filter(({ path }) => isIndexed(path));
    yield { type: "plan", documents: notes.length };
    // What is too large or no text may still be linked to.
    const names = [
      ...visible.map(({ path }) => path),
      ...walk.skipped.paths.map(({ path }) => path),
    ]
      .filter((path) => hiddenPart(path) === undefined && !path.endsWith("/"))
      .sort();
    const paths = vaultPaths(names);
    const namesHash = contentHash(JSON.stringify(names)).slice(0, 12);
    for (const file of notes) {
      const version = `${fileVersion(file)} ${namesHash}`;
      const read = () => readVaultFile(file, { version, maxBytes, now, paths });
      yield { type: "upsert", id: file.path, version, read };
    }
    yield { type: "checkpoint", cursor: null, complete: "" };
  }
}

function isIndexed(path: string): boolean {
  return /\.(?:md|canvas)$/i.test(path);
}

function attachment({ path }: WalkedFile): SkipEvent {
  return { type: "skip", id: path, reason: "attachment" };
}

/** The outermost part of a path that begins with a dot: of a folder with `/` at its end. */
function hiddenPart(path: string): string | undefined {
  const start = path.startsWith(".") ? 0 : path.indexOf("/.") + 1;
  if (start === 0 && !path.startsWith(".")) return undefined;
  const slash = path.indexOf("/", start);
  return slash < 0 ? path : path.slice(0, slash + 1);
}

function hiddenFile({ path }: WalkedFile): readonly SkipEvent[] {
  const id = hiddenPart(path);
  return id === undefined ? [] : [{ type: "skip", id, reason: "well-known" }];
}

/** Each thing left out once, and nothing of what is in a hidden folder. */
function* shown(skips: readonly SkipEvent[]): Generator<SkipEvent> {
  const seen = new Set<string>();
  for (const skip of skips) {
    const hidden = hiddenPart(skip.id);
    const isBelow = hidden !== undefined && hidden !== skip.id;
    const one: SkipEvent = isBelow ? { type: "skip", id: hidden, reason: "well-known" } : skip;
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    yield one;
  }
}

function readVaultFile(
  file: WalkedFile,
  reading: FileReading & { readonly paths: VaultPaths },
): SourceDocument | SkippedDocument {
  const document = readFileDocument(file, reading);
  if ("reason" in document) return document;
  const name = basename(file.path).replace(/\.[^.]*$/, "");
  const canvas = /\.canvas$/i.test(file.path) ? canvasText(document.text, name) : undefined;
  const text = canvas ?? document.text;
  const note = readNote(text);
  const links = noteMetadata(note, { path: file.path, paths: reading.paths });
  const metadata: Readonly<Record<string, JsonValue>> = { ...document.metadata, ...links };
  return {
    ...document,
    text,
    ...(canvas === undefined ? {} : { fileType: "md" }),
    title: (canvas === undefined ? note.title : undefined) ?? name,
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}
