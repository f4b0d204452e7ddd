import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import type { CliIo } from "./cli-io.ts";
import { pathError } from "./path-error.ts";
import { usageError } from "./usage-error.ts";

/**
 * The text of a file, or of stdin for `-` and, where something is piped in, for no file at all. A byte order mark stays.
 * Throws `WRONG_USE` where there is nothing to read, `PATH_NOT_FOUND`, `PATH_UNREADABLE`, `TEXT_NOT_UTF8`, `TEXT_TOO_LARGE`.
 */
export async function readInput(file: string | undefined, io: CliIo): Promise<string> {
  if (file !== undefined && file !== "-") return textOf(await readBytes(file, io), file);
  if (file === undefined && io.stdin.isTTY === true) {
    throw usageError("Nothing to read: name a file, or pipe a text in.");
  }
  return textOf(await readStdin(io), "the standard input");
}

async function readStdin({ stdin }: CliIo): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST) throw tooLarge("the standard input");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function readBytes(file: string, io: CliIo): Promise<Buffer> {
  const path = resolve(io.cwd, file);
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw tooLarge(file);
    const bytes = await readFile(path);
    // A pipe or a device has no size beforehand.
    if (bytes.length > LARGEST) throw tooLarge(file);
    return bytes;
  } catch (error) {
    throw pathError(file, error);
  }
}

/** Below the longest string that Node can hold. */
const LARGEST = 500_000_000;

function textOf(bytes: Buffer, name: string): string {
  if (!isUtf8(bytes)) throw notUtf8(bytes, name);
  return bytes.toString("utf8");
}

function tooLarge(name: string): TokenPakError {
  return new TokenPakError(
    "TEXT_TOO_LARGE",
    `${name} is over 500 MB. Split it and pack the parts.`,
  );
}

function notUtf8(bytes: Buffer, name: string): TokenPakError {
  const bom = bytes.subarray(0, 2).toString("hex");
  const source = name.startsWith("the ") ? "FILE" : name;
  const wide = bom === "fffe" || bom === "feff";
  if (!wide && bytes.subarray(0, 8192).includes(0)) {
    return new TokenPakError(
      "TEXT_NOT_UTF8",
      `${name} is binary, not text. Extract its text first.`,
    );
  }
  const encoding = wide ? "UTF-16" : "WINDOWS-1252";
  const guess = wide ? "it begins like UTF-16" : "perhaps it is Latin-1 or Windows-1252";
  return new TokenPakError(
    "TEXT_NOT_UTF8",
    `${name} is not UTF-8 (${guess}). Convert it: iconv -f ${encoding} -t UTF-8 ${source} | tokenpak compress -`,
  );
}
