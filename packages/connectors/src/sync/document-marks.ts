import { contentHash } from "@tokenpak/core";

/** What the store notes of a document: by whom, how and in which version it was indexed. Equal marks: nothing to do. */
export interface DocumentMarks {
  /** Names how documents are packed: engine, version, encoding, quality. */
  readonly recipe: string;
  /** The mark of a version; of none, one that never counts as current. */
  of(version: string | undefined): string;
  /** Whether `mark` says that this version is indexed, packed as it would be now. */
  isCurrent(mark: string | undefined, version: string): boolean;
  /** Whether what got `mark` was packed as it would be now. */
  isPackedAlike(mark: string | undefined): boolean;
  /** Whether what got `mark` came from this kind of source. */
  isOurs(mark: string): boolean;
}

/** In place of a version that proves nothing. */
const UNPROVEN = "?";

/** Marks of the documents of one kind of source that are packed as `recipe` says. */
export function documentMarks(type: string, recipe: readonly string[]): DocumentMarks {
  const name = contentHash(JSON.stringify(recipe)).slice(0, 12);
  const prefix = `${type} ${name} `;
  return {
    recipe: name,
    of: (version = UNPROVEN) => `${prefix}${version}`,
    isCurrent: (mark, version) => version !== UNPROVEN && mark === `${prefix}${version}`,
    isPackedAlike: (mark) => mark?.startsWith(prefix) ?? false,
    isOurs: (mark) => mark.startsWith(`${type} `),
  };
}
