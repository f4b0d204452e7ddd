const BRAND: unique symbol = Symbol.for("tokenpak.error") as never;

/**
 * Why TokenPak refused. Codes are stable: programs may branch on them; messages are for people and name the fix.
 *
 * - `INVALID_OPTION`: an argument is of the wrong type or out of its range.
 * - `BUDGET_UNSATISFIABLE`: what must be in a context is larger than its budget; the message says by how much.
 * - `CONFIG_INVALID`: a configuration file cannot be used; the message names the line and the key.
 * - `SPEND_REFUSED`: a call would go over a limit of what may be spent; the message says which, and when it starts anew.
 * - `FLOOR_UNSATISFIABLE`: no rendition at or above the asked grade fits the limit; the message names the smallest that would.
 * - `NOT_REVERSIBLE`: `unpack` was given an output that left things out; the message names the ref of the original.
 * - `CODEC_UNKNOWN`: `unpack` was given an output of a codec or codec version it has no decoder for.
 * - `EARLIER_MISSING`: `unpack` was given an output that points into an earlier item, and not that item, or another content in
 *   its place; the message names it.
 * - `ENGINE_UNKNOWN`: `getEngine` was given a name that nobody registered.
 * - `REF_NOT_FOUND`, `REF_AMBIGUOUS`, `REF_INVALID`: no original, several originals, or no ref at all under that name.
 * - `ORIGINAL_NOT_STORED`: a lossy output was asked for, and its original may not or could not be stored.
 * - `STORE_CLOSED`, `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_TOO_NEW`, `STORE_READ_ONLY`: a database cannot be used, and why.
 * - `PATH_NOT_FOUND`, `PATH_UNREADABLE`: a file or folder cannot be read.
 * - `TEXT_NOT_UTF8`: bytes that should be text are in another encoding, or are none; the message says how to convert them.
 * - `TEXT_TOO_LARGE`: a content is over the size that the operation takes.
 * - `DEPENDENCY_MISSING`: an optional package is not installed; the message has the install command.
 * - `SOURCE_DENIED`: a source asks for a credential, or for one with more rights; the message says for which.
 * - `SOURCE_NOT_FOUND`: a source has nothing under that name, or does not show it to this credential.
 * - `SOURCE_RATE_LIMITED`: a source takes no more requests for longer than one waits; the message says until when.
 * - `SOURCE_UNAVAILABLE`: a source cannot be reached, fails, or answers what cannot be understood.
 * - `POOL_CLOSED`: a pool of threads was closed before it got to, or through, what it was given.
 * - `WORKER_LOST`: a thread ended (out of memory, `process.exit`) while it worked on this, or cannot be started.
 * - `WATCH_UNAVAILABLE`: the system watches no more folders; the message says how to allow more.
 * - `ABORTED`: the caller's signal was aborted; what was committed stays.
 * - `WRONG_USE`: a command line names an unknown command or flag, or lacks an argument.
 */
export type TokenPakErrorCode =
  | "ABORTED"
  | "BUDGET_UNSATISFIABLE"
  | "CODEC_UNKNOWN"
  | "CONFIG_INVALID"
  | "DEPENDENCY_MISSING"
  | "EARLIER_MISSING"
  | "ENGINE_UNKNOWN"
  | "FLOOR_UNSATISFIABLE"
  | "INVALID_OPTION"
  | "NOT_REVERSIBLE"
  | "ORIGINAL_NOT_STORED"
  | "PATH_NOT_FOUND"
  | "PATH_UNREADABLE"
  | "POOL_CLOSED"
  | "REF_AMBIGUOUS"
  | "REF_INVALID"
  | "REF_NOT_FOUND"
  | "SOURCE_DENIED"
  | "SOURCE_NOT_FOUND"
  | "SOURCE_RATE_LIMITED"
  | "SOURCE_UNAVAILABLE"
  | "SPEND_REFUSED"
  | "STORE_CLOSED"
  | "STORE_CORRUPT"
  | "STORE_READ_ONLY"
  | "STORE_TOO_NEW"
  | "STORE_UNAVAILABLE"
  | "TEXT_NOT_UTF8"
  | "TEXT_TOO_LARGE"
  | "WATCH_UNAVAILABLE"
  | "WORKER_LOST"
  | "WRONG_USE";

/** Every error that TokenPak throws on purpose. The message names the fix; `cause` keeps what lay below. */
export class TokenPakError extends Error {
  override readonly name = "TokenPakError";
  readonly code: TokenPakErrorCode;
  readonly [BRAND] = true;

  constructor(code: TokenPakErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Tells a TokenPak error from any other, also across two installed copies of the package. */
export function isTokenPakError(error: unknown, code?: TokenPakErrorCode): error is TokenPakError {
  return (
    typeof error === "object" &&
    error !== null &&
    BRAND in error &&
    (code === undefined || (error as TokenPakError).code === code)
  );
}
