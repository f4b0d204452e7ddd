/** Passes on what went wrong, in words for people: files, byte offsets and counts, never contents. */
export class Warnings {
  readonly #onWarning: ((message: string) => void) | undefined;
  readonly #onSettled: ((message: string) => void) | undefined;
  /** What stays wrong, by its key. */
  readonly #standing = new Map<string, string>();

  constructor(
    onWarning: ((message: string) => void) | undefined,
    onSettled?: (message: string) => void,
  ) {
    this.#onWarning = onWarning;
    this.#onSettled = onSettled;
  }

  /** Says it now. */
  tell(message: string): void {
    this.#onWarning?.(message);
  }

  /** Says what stays wrong once, until {@link settle} with the same key. */
  tellOnce(key: string, message: string): void {
    if (this.#standing.has(key)) return;
    this.#standing.set(key, message);
    this.tell(message);
  }

  /** It is right again. */
  settle(key: string): void {
    const message = this.#standing.get(key);
    if (message === undefined) return;
    this.#standing.delete(key);
    this.#onSettled?.(message);
  }
}

/** Why a file or folder cannot be read, by the code of the system; `undefined` for what is no failure of the file system. */
export function unreadableReason(error: unknown): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== "string" || !/^E[A-Z0-9]+$/.test(code)) return undefined;
  return code === "EACCES" || code === "EPERM" ? "permission denied" : code;
}
