import { gitFailure } from "./git-failure.ts";
import { type GitProcess, startGit } from "./git-process.ts";
import { type GitRights, gitVariables } from "./git-variables.ts";

/** Git in one folder. All methods throw `DEPENDENCY_MISSING` where there is no git, and `ABORTED` after the signal. */
export interface Git {
  /** What it prints, and its exit code. For small answers. */
  run(args: readonly string[]): Promise<GitAnswer>;
  /** What it prints, without the line break at the end. Throws `SOURCE_*` when it fails. */
  read(args: readonly string[]): Promise<string>;
  /** What it prints, cut at NUL or line breaks, as it comes. Throws `SOURCE_*` when it fails. */
  records(args: readonly string[], separator: "\0" | "\n"): AsyncIterable<Buffer>;
  /** A git that is asked many things. */
  start(args: readonly string[]): GitProcess;
  /** The error for a git that failed with these words. */
  failure(stderr: string): Error;
}

/** What a git that ended has said. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where git works, and with what rights. */
export interface GitOptions extends GitRights {
  readonly folder: string;
  /** Where it does not look for a repository, nor above: a folder above `folder`. */
  readonly ceiling: string;
  /** The repository for people, without credentials. */
  readonly shown: string;
  /** Texts that no message may hold. Default: none. */
  readonly secrets?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** Git in a folder. */
export function gitIn(options: GitOptions): Git {
  const { folder, ceiling, signal, shown, secrets = [] } = options;
  const variables = { ...gitVariables(options), GIT_CEILING_DIRECTORIES: ceiling };
  const start = (args: readonly string[]): GitProcess =>
    startGit(args, { folder, variables, signal });
  const failure = (stderr: string): Error => gitFailure({ shown, stderr, secrets });
  const run = (args: readonly string[]): Promise<GitAnswer> => answerOf(start(args));
  return {
    start,
    failure,
    run,
    read: async (args) => {
      const { code, stdout, stderr } = await run(args);
      if (code !== 0) throw failure(stderr);
      return stdout.replace(/\n$/, "");
    },
    records: (args, separator) => recordsOf(() => start(args), { separator, failure }),
  };
}

async function answerOf(process: GitProcess): Promise<GitAnswer> {
  process.child.stdin.end();
  const chunks: Buffer[] = [];
  process.child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const { code, stderr } = await process.ended;
  return { code, stderr, stdout: Buffer.concat(chunks).toString("utf8") };
}

async function* recordsOf(
  start: () => GitProcess,
  how: { readonly separator: string; readonly failure: (stderr: string) => Error },
): AsyncGenerator<Buffer> {
  const git = start();
  git.child.stdin.end();
  // An end that comes while nobody waits for it is not lost, nor unhandled.
  const ended = git.ended.then(
    (end) => ({ end }),
    (error: unknown) => ({ error }),
  );
  try {
    yield* cut(git.child.stdout, how.separator.charCodeAt(0));
    const result = await ended;
    if ("error" in result) throw result.error;
    if (result.end.code !== 0) throw how.failure(result.end.stderr);
  } catch (error) {
    // Output that breaks off is not the reason, but how git ended.
    git.kill();
    const result = await ended;
    throw "error" in result ? result.error : error;
  } finally {
    git.kill();
  }
}

async function* cut(stream: AsyncIterable<Buffer>, separator: number): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(separator); end >= 0; end = chunk.indexOf(separator, start)) {
      yield Buffer.concat([...open, chunk.subarray(start, end)]);
      open = [];
      start = end + 1;
    }
    if (start < chunk.length) open.push(chunk.subarray(start));
  }
}
