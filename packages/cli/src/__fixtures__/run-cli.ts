import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { EnvironmentVariables } from "@tokenpak/core/environment";
import { onTestFinished } from "vitest";
import type { CliIo } from "../cli-io.ts";
import { main } from "../main.ts";

/** What a command line did. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of stdout, as they were written. */
  readonly bytes: Buffer;
}

/** The world of a test's command line. */
export interface CliWorld {
  readonly cwd: string;
  /** Piped in; without it stdin is a terminal. */
  readonly stdin?: string | Uint8Array;
  readonly env?: EnvironmentVariables;
  readonly tty?: boolean;
  readonly signal?: AbortSignal;
  /** Milliseconds that every look at the clock takes. */
  readonly tickMs?: number;
  /** The time in milliseconds since 1970. Default: that of the system. */
  readonly date?: number;
  /** Is told of each write to stdout. */
  readonly onOutput?: (text: string) => void;
  /** Of the program that `main` is embedded in. */
  readonly version?: string;
}

/** Runs `main` with streams that are kept. The user's folder is `home` in the working folder unless `env` says otherwise. */
export async function runCli(argv: readonly string[], world: CliWorld): Promise<CliRun> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const { cwd, stdin, tty = false, tickMs = 0, onOutput } = world;
  let time = 0;
  const io: CliIo = {
    stdout: {
      write(data) {
        out.push(Buffer.from(data));
        onOutput?.(String(data));
      },
      isTTY: tty,
      columns: 80,
    },
    stderr: { write: (data) => err.push(Buffer.from(data)), isTTY: tty, columns: 80 },
    stdin: inputOf(stdin),
    cwd,
    env: { HOME: join(cwd, "user"), TOKENPAK_HOME: join(cwd, "home"), ...world.env },
    now: () => {
      time += tickMs;
      return time;
    },
    ...(world.date !== undefined && { date: () => world.date as number }),
    interruption: () => world.signal ?? new AbortController().signal,
  };
  const { version } = world;
  const code = await main(argv, io, version === undefined ? {} : { version });
  const bytes = Buffer.concat(out);
  return { code, bytes, stdout: bytes.toString("utf8"), stderr: Buffer.concat(err).toString() };
}

/** A fresh folder with files in it, gone when the test is done. */
export function testFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A Markdown document of many sections with a figure in each, long enough that packing pays. */
export function longDocument(sections = 40): string {
  const parts = Array.from({ length: sections }, (_, index) =>
    [
      `## Section ${index + 1}`,
      "",
      `The lamp in room ${index + 1} was lit at night, and whoever came by the window could see its light on the floor of the hall.`,
      "Nobody spoke for a while. The wind went on around the house, as it always did at that time of the year, and the old clock ticked.",
      `Then somebody said that the price was ${index * 37 + 5} euros, which was more than anyone had thought of in the beginning.`,
      "",
    ].join("\n"),
  );
  return `# The house\n\n${parts.join("\n")}`;
}

function inputOf(stdin: string | Uint8Array | undefined): CliIo["stdin"] {
  return {
    isTTY: stdin === undefined,
    async *[Symbol.asyncIterator]() {
      if (stdin !== undefined && stdin.length > 0) yield stdin;
    },
  };
}
