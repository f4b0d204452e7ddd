import { isTokenPakError, type TokenPakErrorCode } from "@tokenpak/core";
import type { CommandContext } from "./command.ts";
import { printableJson, printableText } from "./output/printable.ts";
import { styleFor } from "./output/style.ts";

/** The JSON document that `--json` writes to stderr when a command fails. */
export interface ErrorDocument {
  readonly schema: "tokenpak.error/1";
  /** Stable; `INTERNAL` for a defect of TokenPak. */
  readonly code: TokenPakErrorCode | "INTERNAL";
  readonly message: string;
  readonly exitCode: number;
}

/** Errors of the one who typed the command: exit code 2. */
const WRONG_USE: readonly TokenPakErrorCode[] = ["INVALID_OPTION", "REF_INVALID", "WRONG_USE"];

/** Writes an error to stderr, as JSON with `--json`, and answers the exit code: 2 for wrong use, 130 after Ctrl-C, else 1. */
export function reportError(error: unknown, { io, json }: CommandContext): number {
  const document = describe(error);
  const { code, message, exitCode } = document;
  if (json) {
    io.stderr.write(`${printableJson(document)}\n`);
    return exitCode;
  }
  const style = styleFor(io.stderr, io);
  io.stderr.write(`${style.red("error")}: ${printableText(message)}\n`);
  if (code === "INTERNAL" && error instanceof Error && error.stack !== undefined) {
    io.stderr.write(`${style.dim(error.stack)}\n`);
  }
  return exitCode;
}

function describe(error: unknown): ErrorDocument {
  const schema = "tokenpak.error/1";
  if (!isTokenPakError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { schema, code: "INTERNAL", message, exitCode: 1 };
  }
  const { code, message } = error;
  const exitCode = WRONG_USE.includes(code) ? 2 : code === "ABORTED" ? 130 : 1;
  return { schema, code, message, exitCode };
}
