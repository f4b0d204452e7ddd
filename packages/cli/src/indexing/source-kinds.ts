/** What `--from` names: where the documents of an index come from. */
export const SOURCE_KINDS = ["folder", "git", "github", "obsidian"] as const;

/** One of {@link SOURCE_KINDS}. */
export type SourceKind = (typeof SOURCE_KINDS)[number];
