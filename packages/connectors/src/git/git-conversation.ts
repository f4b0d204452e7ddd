import type { Git } from "./git.ts";
import type { GitProcess } from "./git-process.ts";

/** Takes the answer to one question from the output, in whatever pieces it comes; `undefined` until it is complete. */
export interface AnswerReader<Answer> {
  take(chunk: Buffer): Answer | undefined;
}

/** The question that waits for its answer; `take` says whether it has it. */
interface Asked {
  take(chunk: Buffer): boolean;
  fail(error: unknown): void;
}

/**
 * One git that answers many questions, one after the other. It starts with the first; where it ends early, the question that it
 * had fails, and the next one starts another.
 */
export class GitConversation {
  readonly #git: Git;
  readonly #args: readonly string[];
  #process: GitProcess | undefined;
  #latest: Promise<unknown> = Promise.resolve();
  #current: Asked | undefined;
  #waiting = 0;
  #isClosed = false;

  constructor(git: Git, args: readonly string[]) {
    this.#git = git;
    this.#args = args;
  }

  /** Asks, when the questions before are answered. `question` ends in a line break. Throws `SOURCE_*` and `ABORTED`. */
  ask<Answer>(question: string, reader: AnswerReader<Answer>): Promise<Answer> {
    this.#waiting++;
    const answer = this.#latest.then(() => this.#answer(question, reader));
    const done = (): void => {
      this.#waiting--;
      if (this.#isClosed) this.#endWhenIdle();
    };
    this.#latest = answer.then(done, done);
    return answer;
  }

  /** Ends it as soon as all is answered. A later question starts another, which then ends with its answer. */
  close(): void {
    this.#isClosed = true;
    this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    if (this.#waiting > 0) return;
    this.#process?.child.stdin.end();
    this.#process = undefined;
  }

  #answer<Answer>(question: string, reader: AnswerReader<Answer>): Promise<Answer> {
    const { child } = this.#running();
    return new Promise((resolve, reject) => {
      this.#current = {
        fail: reject,
        take: (chunk) => {
          const answer = reader.take(chunk);
          if (answer !== undefined) resolve(answer);
          return answer !== undefined;
        },
      };
      child.stdin.write(question);
    });
  }

  #running(): GitProcess {
    if (this.#process !== undefined) return this.#process;
    const started = this.#git.start(this.#args);
    this.#process = started;
    started.child.stdout.on("data", (chunk: Buffer) => this.#take(started, chunk));
    started.ended.then(
      ({ stderr }) => this.#fail(started, this.#git.failure(stderr)),
      (error: unknown) => this.#fail(started, error),
    );
    return started;
  }

  #take(from: GitProcess, chunk: Buffer): void {
    if (from !== this.#process) return;
    try {
      if (this.#current === undefined) throw this.#git.failure("It answers what was not asked");
      if (this.#current.take(chunk)) this.#current = undefined;
    } catch (error) {
      from.kill();
      this.#fail(from, error);
    }
  }

  #fail(from: GitProcess, error: unknown): void {
    if (from !== this.#process) return;
    this.#process = undefined;
    this.#current?.fail(error);
    this.#current = undefined;
  }
}
