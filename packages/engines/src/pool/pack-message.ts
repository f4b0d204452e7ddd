import {
  type FactReport,
  isTokenPakError,
  type Omission,
  type PackOptions,
  type PackResult,
  TokenPakError,
  type TokenPakErrorCode,
} from "@tokenpak/core";

/** Options that can cross to a thread: no functions. */
export type PlainPackOptions = Omit<PackOptions, "counter" | "store">;

/** What a thread is started with. */
export interface PackThreadData {
  /** One number, 0 or the id of the request in work: who is to blame when the thread ends. */
  readonly current: Int32Array;
}

/** One content for a thread to pack. */
export interface PackRequest {
  /** From 1. */
  readonly id: number;
  readonly content: string;
  readonly options: PlainPackOptions;
  readonly encoding: string;
  /** List what was left out too, instead of leaving that to the reader. */
  readonly omissions: boolean;
}

/** What a thread answers. */
export type PackReply =
  | { readonly type: "ready" }
  | { readonly type: "packed"; readonly id: number; readonly result: PlainPackResult }
  | { readonly type: "failed"; readonly id: number; readonly failure: PlainError };

/** A result without accessors, so that crossing computes nothing that nobody asked for. */
export interface PlainPackResult extends Omit<PackResult, "facts" | "omissions" | "text"> {
  /** `undefined` where it is the content itself. */
  readonly text: string | undefined;
  readonly facts: FactReport | undefined;
  readonly omissions: readonly Omission[] | undefined;
}

/** An error as data. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code: TokenPakErrorCode | undefined;
  readonly cause: PlainError | undefined;
}

/** An error as data: name, message, code and causes. */
export function plainError(error: unknown, depth = 0): PlainError {
  const { name, message, cause } =
    error instanceof Error ? error : { name: "Error", message: String(error), cause: undefined };
  return {
    name,
    message,
    code: isTokenPakError(error) ? error.code : undefined,
    // A chain of causes may be a ring.
    cause: cause === undefined || depth > 8 ? undefined : plainError(cause, depth + 1),
  };
}

/** The error that {@link plainError} was given. */
export function errorOf({ name, message, code, cause }: PlainError): Error {
  const options = cause === undefined ? {} : { cause: errorOf(cause) };
  if (code !== undefined) return new TokenPakError(code, message, options);
  return Object.assign(new Error(message, options), { name });
}
