import type { EnvironmentVariables } from "@tokenpak/core/environment";

/** Where the command line writes to. */
export interface OutputStream {
  write(data: string | Uint8Array): unknown;
  /** Of Node's streams: tells when there is room again after a write that answered `false`. */
  once?(event: "drain", listener: () => void): unknown;
  /** A person is watching: colours and a progress line may be shown. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
  /** Its height in lines. */
  readonly rows?: number | undefined;
}

/** Reason of an interruption that is no failure: `| head` has what it wanted. */
export const OUTPUT_CLOSED = "stdout was closed";

/** Where the command line reads from. */
export interface InputStream extends AsyncIterable<Uint8Array | string> {
  /** A person would have to type: nothing was piped in. */
  readonly isTTY?: boolean | undefined;
}

/** Everything outside of the process that a command touches, apart from files: pass your own to run `main` inside a program. */
export interface CliIo {
  /** Results. */
  readonly stdout: OutputStream;
  /** Progress, receipts, warnings, errors. */
  readonly stderr: OutputStream;
  readonly stdin: InputStream;
  /** Absolute; relative paths and the search for a project start here. */
  readonly cwd: string;
  /** Default: those of the process. */
  readonly env?: EnvironmentVariables | undefined;
  /** Milliseconds of a clock that only moves forward. */
  now(): number;
  /** The time in milliseconds since 1970. Default: that of the system. */
  date?(): number;
  /**
   * From the call on: a signal that is aborted when the user presses Ctrl-C, or with {@link OUTPUT_CLOSED} as its reason when nobody reads
   * stdout any more. Only commands that can stop half-way ask for it.
   */
  interruption(): AbortSignal;
}
