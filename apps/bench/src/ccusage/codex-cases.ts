import { createRandom, type Random } from "../fuzz/random.ts";
import { addFigures, type CaseFigures, NO_FIGURES, type SessionCase } from "./session-case.ts";

/** Sessions of Codex, each with one peculiarity that real ones have. */
export function codexCases(): readonly SessionCase[] {
  return MAKERS.map((make, index) => make(new Draft(index)));
}

const MODEL = "gpt-5";

/** Dollars a million tokens: list prices of the model. */
const PRICES = { input: 1.25, cached: 0.125, output: 10 } as const;

type Counts = readonly [input: number, cached: number, output: number, reasoning: number];

const NOTHING: Counts = [0, 0, 0, 0];

/** Makes answers and the lines of threads. Each answer is the only one of its turn, a minute after the one before. */
class Draft {
  truth: CaseFigures = NO_FIGURES;
  readonly #random: Random;
  readonly #case: number;
  #minute = 0;
  #threads = 0;

  constructor(index: number) {
    this.#random = createRandom(index + 100);
    this.#case = index;
  }

  /** An answer that was paid for. */
  answer(): Counts {
    const { whole } = this.#random;
    const input = 2_000 + whole(30_000);
    const output = 50 + whole(1_500);
    const counts: Counts = [input, whole(input), output, whole(output)];
    this.truth = addFigures(this.truth, figuresOf(counts));
    return counts;
  }

  answers(count = 20): readonly Counts[] {
    return Array.from({ length: count }, () => this.answer());
  }

  thread(): Thread {
    this.#threads++;
    return new Thread(
      this.uuid(),
      () => this.uuid(),
      () => this.pass(),
    );
  }

  /** Milliseconds since 1970 after another minute. */
  pass(): number {
    this.#minute++;
    return Date.UTC(2026, 9, 6, 8, this.#minute, this.#case % 60);
  }

  /** Begins with the time, as those of Codex do. */
  uuid(): string {
    const time = this.pass().toString(16).padStart(12, "0");
    const tail = String(this.#case * 10 + this.#threads).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
  }

  done(
    name: string,
    threads: readonly (Thread | readonly [folder: string, thread: Thread])[],
    reasons: Readonly<Record<string, string>> = {},
  ): SessionCase {
    const files = threads.map((item) => {
      const [folder, thread] = item instanceof Thread ? ["sessions/2026/10/06", item] : item;
      return [`${folder}/rollout-2026-10-06T08-00-00-${thread.id}.jsonl`, thread.lines];
    });
    return {
      agent: "codex",
      name,
      files: Object.fromEntries(files),
      truth: this.truth,
      reasons,
      model: MODEL,
    };
  }
}

/** A rollout file as it grows. */
class Thread {
  readonly id: string;
  readonly lines: string[] = [];
  total: Counts = NOTHING;
  readonly #uuid: () => string;
  readonly #pass: () => number;
  #turn = "";
  #answers = 0;

  constructor(id: string, uuid: () => string, pass: () => number) {
    this.id = id;
    this.#uuid = uuid;
    this.#pass = pass;
  }

  line(type: string, payload: object, at = this.#pass()): void {
    this.lines.push(JSON.stringify({ timestamp: new Date(at).toISOString(), type, payload }));
  }

  begin(more: object = {}): this {
    const { id } = this;
    const named = { id, session_id: id, cwd: "/home/dev/shop", cli_version: "0.145.0" };
    this.line("session_meta", {
      ...named,
      originator: "codex_exec",
      model_provider: "openai",
      ...more,
    });
    return this;
  }

  turn(): this {
    this.#turn = this.#uuid();
    this.line("turn_context", { turn_id: this.#turn, cwd: "/home/dev/shop", model: MODEL });
    return this;
  }

  count(last: Counts | undefined, { times = 1 } = {}): this {
    const info = {
      total_token_usage: usageOf(this.total),
      ...(last === undefined ? {} : { last_token_usage: usageOf(last) }),
      model_context_window: 272_000,
    };
    for (let time = 0; time < times; time++) {
      this.line("event_msg", { type: "token_count", info, rate_limits: null });
    }
    return this;
  }

  used(counts: Counts): this {
    this.total = sum(this.total, counts);
    return this;
  }

  record(counts: Counts): this {
    this.#answers++;
    this.line("token_usage_record", {
      thread_id: this.id,
      turn_id: this.#turn,
      session_id: this.id,
      response_id: `resp_${this.id}_${this.#answers}`,
      usage: usageOf(counts),
    });
    return this;
  }

  /** Copies of another thread's lines, all at the same time. */
  copy(parent: Thread): this {
    const at = new Date(this.#pass()).toISOString();
    for (const line of parent.lines) {
      this.lines.push(JSON.stringify({ ...JSON.parse(line), timestamp: at }));
    }
    this.total = parent.total;
    return this;
  }
}

const MAKERS: readonly ((draft: Draft) => SessionCase)[] = [
  (draft) => {
    const thread = draft.thread().begin();
    for (const answer of draft.answers()) thread.turn().used(answer).count(answer);
    return draft.done("a token count for each answer", [thread]);
  },
  (draft) => {
    const thread = draft.thread().begin();
    for (const answer of draft.answers()) thread.turn().used(answer).count(answer, { times: 3 });
    return draft.done("token counts again, with other rate limits", [thread], {
      "@ccusage/codex 18.0.11": "each token count is an answer",
    });
  },
  (draft) => {
    const thread = draft.thread().begin();
    for (const answer of draft.answers()) thread.turn().used(answer).count(undefined);
    return draft.done("cumulative totals alone", [thread]);
  },
  (draft) => {
    const thread = draft.thread().begin();
    for (const [index, answer] of draft.answers().entries()) {
      if (index === 10) thread.total = NOTHING;
      thread.turn().used(answer).count(undefined);
    }
    return draft.done("cumulative totals that begin anew", [thread], {
      "ccusage 20.0.24": "a total that fell counts as 0: the first answer after it is lost",
      "@ccusage/codex 18.0.11": "a total that fell counts as 0: the first answer after it is lost",
    });
  },
  (draft) => {
    const thread = draft.thread().begin({ cli_version: "0.169.0" });
    for (const answer of draft.answers()) thread.turn().record(answer).used(answer).count(answer);
    return draft.done("usage records with token counts beside them", [thread]);
  },
  (draft) => {
    const thread = draft.thread().begin({ cli_version: "0.169.0" });
    for (const [index, answer] of draft.answers().entries()) {
      thread.turn().record(answer);
      if (index % 5 !== 4) thread.used(answer).count(answer);
    }
    return draft.done("usage records without token counts (compaction)", [thread], {
      "ccusage 20.0.24": "usage records are not read",
      "@ccusage/codex 18.0.11": "usage records are not read",
    });
  },
  (draft) => {
    const parent = draft.thread().begin();
    for (const answer of draft.answers()) parent.turn().used(answer).count(answer);
    const forks = [1, 2, 3].map(() => {
      const fork = draft.thread().begin({ forked_from_id: parent.id }).copy(parent);
      for (const answer of draft.answers(5)) fork.turn().used(answer).count(answer);
      return fork;
    });
    return draft.done("forks with copies of their parent's lines", [parent, ...forks], {
      "@ccusage/codex 18.0.11": "copies count again",
    });
  },
  (draft) => {
    const parent = draft.thread().begin({ cli_version: "0.169.0" });
    for (const answer of draft.answers()) parent.turn().record(answer).used(answer).count(answer);
    const fork = draft.thread().begin({
      cli_version: "0.169.0",
      forked_from_id: parent.id,
      history_base: { thread_id: parent.id },
    });
    fork.total = parent.total;
    for (const answer of draft.answers()) fork.turn().record(answer).used(answer).count(answer);
    return draft.done("a fork without copies", [parent, fork]);
  },
  (draft) => {
    const thread = draft.thread().begin();
    for (const answer of draft.answers()) thread.turn().used(answer).count(answer);
    return draft.done("a session that is in the archive too", [
      thread,
      ["archived_sessions", thread],
    ]);
  },
];

function usageOf([input, cached, output, reasoning]: Counts): object {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
    reasoning_output_tokens: reasoning,
    total_tokens: input + output,
  };
}

function sum(left: Counts, right: Counts): Counts {
  return [left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3]];
}

function figuresOf([input, cached, output]: Counts): CaseFigures {
  const uncached = input - cached;
  const dollars = uncached * PRICES.input + cached * PRICES.cached + output * PRICES.output;
  return { input: uncached, cacheRead: cached, cacheWrite: 0, output, costUsd: dollars / 1e6 };
}
