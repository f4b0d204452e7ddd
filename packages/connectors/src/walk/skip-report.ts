/**
 * Why a file or folder is left out.
 *
 * - `attachment`: in a vault of notes, a file that is no note.
 * - `binary`: it has a NUL byte, or is no text in any encoding that is read.
 * - `empty`: it has no bytes.
 * - `encoding`: it is text of a kind, but not Unicode, and its bytes do not say which other encoding it is in. Or its name is not
 *   UTF-8.
 * - `generated`: minified code or a source map.
 * - `ignored`: by .gitignore or .tokenpakignore. A folder counts once.
 * - `lfs-pointer`: it only stands for a file that Git LFS keeps elsewhere.
 * - `lock-file`: written by a package manager.
 * - `secret`: its name or its content is that of a credential.
 * - `special`: a socket, a pipe or a device.
 * - `submodule`: it stands for a commit of another repository.
 * - `symlink`: links are not followed, so none can loop or leave the root.
 * - `too-large`: over the size limit; it was not read.
 * - `unreadable`: no permission, or it vanished.
 * - `well-known`: a folder such as .git or node_modules.
 */
export type SkipReason =
  | "attachment"
  | "binary"
  | "empty"
  | "encoding"
  | "generated"
  | "ignored"
  | "lfs-pointer"
  | "lock-file"
  | "secret"
  | "special"
  | "submodule"
  | "symlink"
  | "too-large"
  | "unreadable"
  | "well-known";

/** One thing that was left out. */
export interface SkippedPath {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly reason: SkipReason;
}

/** What a walk left out, so far. */
export interface SkipReport {
  /** How many for each reason that occurred. */
  readonly counts: Readonly<Partial<Record<SkipReason, number>>>;
  readonly paths: readonly SkippedPath[];
}

/** The report of what was left out. */
export function skipReport(paths: readonly SkippedPath[]): SkipReport {
  const counts: Partial<Record<SkipReason, number>> = {};
  for (const { reason } of paths) counts[reason] = (counts[reason] ?? 0) + 1;
  return { counts, paths };
}
