import { createRandom, type Random } from "../fuzz/random.ts";
import { addFigures, type CaseFigures, NO_FIGURES, type SessionCase } from "./session-case.ts";

/** Sessions of Claude Code, each with one peculiarity that real ones have. */
export function claudeCases(): readonly SessionCase[] {
  return MAKERS.map((make, index) => make(new Draft(index)));
}

const MODEL = "claude-sonnet-4-20250514";

/** Dollars a million tokens: list prices of the model. */
const PRICES = { input: 3, read: 0.3, write5m: 3.75, write1h: 6, output: 15 } as const;

interface Answer {
  readonly id: number;
  readonly input: number;
  readonly read: number;
  readonly write5m: number;
  readonly write1h: number;
  readonly output: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Makes answers and their lines. */
class Draft {
  truth: CaseFigures = NO_FIGURES;
  readonly #random: Random;
  readonly #case: number;
  #answers = 0;

  constructor(index: number) {
    this.#random = createRandom(index + 1);
    this.#case = index;
  }

  /** An answer that was paid for. */
  answer(changes: Partial<Answer> = {}): Answer {
    const { whole } = this.#random;
    this.#answers++;
    const answer = {
      id: this.#answers,
      input: 1 + whole(40),
      read: whole(30_000),
      write5m: whole(4_000),
      write1h: 0,
      output: 30 + whole(900),
      ...changes,
    };
    this.truth = addFigures(this.truth, figuresOf(answer));
    return answer;
  }

  answers(): readonly Answer[] {
    return Array.from({ length: 30 }, () => this.answer());
  }

  /** A line of an answer; `usage`, `message` and `fields` change what it says. */
  line(
    answer: Answer,
    changes: { readonly usage?: Fields; readonly message?: Fields; readonly fields?: Fields } = {},
  ): string {
    const name = `${this.#case}_${answer.id}`;
    return JSON.stringify({
      parentUuid: null,
      isSidechain: false,
      type: "assistant",
      uuid: `00000000-0000-4000-8000-${String(this.#case * 1000 + answer.id).padStart(12, "0")}`,
      timestamp: new Date(Date.UTC(2026, 9, 5, 8, answer.id)).toISOString(),
      sessionId: "session-a",
      cwd: "/home/dev/shop",
      version: "2.0.14",
      requestId: `req_${name}`,
      message: {
        id: `msg_${name}`,
        type: "message",
        role: "assistant",
        model: MODEL,
        content: [{ type: "text", text: "Done." }],
        stop_reason: "end_turn",
        usage: { ...usageOf(answer), ...changes.usage },
        ...changes.message,
      },
      ...changes.fields,
    });
  }

  lines(answers: readonly Answer[]): readonly string[] {
    return answers.map((answer) => this.line(answer));
  }

  done(
    name: string,
    files: Readonly<Record<string, readonly string[]>>,
    reasons: Readonly<Record<string, string>> = {},
  ): SessionCase {
    const placed = Object.entries(files).map(([path, lines]) => [
      `projects/-home-dev-shop/${path}.jsonl`,
      lines,
    ]);
    return {
      agent: "claude",
      name,
      files: Object.fromEntries(placed),
      truth: this.truth,
      reasons,
      model: MODEL,
    };
  }
}

const MAKERS: readonly ((draft: Draft) => SessionCase)[] = [
  (draft) => draft.done("one line an answer", { a: draft.lines(draft.answers()) }),
  (draft) => {
    const lines = draft
      .answers()
      .flatMap((answer) => Array(1 + (answer.id % 4)).fill(draft.line(answer)));
    return draft.done("a line for each block, the same usage on all", { a: lines });
  },
  (draft) => {
    const lines = draft
      .answers()
      .flatMap((answer) => [
        draft.line(answer, { usage: { output_tokens: 1 }, message: { stop_reason: null } }),
        draft.line(answer),
      ]);
    return draft.done(
      "output grows from line to line",
      { a: lines },
      {
        "ccusage 17.2.1": "the first line of an answer stands for it",
      },
    );
  },
  (draft) => {
    const zeros = { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 };
    const lines = draft
      .answers()
      .map((answer) => draft.line(answer, { usage: { cache_creation: zeros } }));
    return draft.done(
      "breakdown of cache writes zero-filled",
      { a: lines },
      {
        "ccusage 20.0.24": "the breakdown counts though it says nothing: the writes are lost",
      },
    );
  },
  (draft) => {
    const answers = draft.answers().map(() => draft.answer({ write1h: 2_000 }));
    draft.truth = answers.map(figuresOf).reduce(addFigures, NO_FIGURES);
    return draft.done(
      "cache writes for an hour",
      { a: draft.lines(answers) },
      {
        "ccusage 17.2.1": "writes for an hour at the price of five minutes",
      },
    );
  },
  (draft) => {
    const before = draft.answers();
    const after = draft.answers();
    const copies = before.map((answer) =>
      draft.line(answer, { fields: { sessionId: "session-b", requestSessionId: "session-a" } }),
    );
    const own = after.map((answer) => draft.line(answer, { fields: { sessionId: "session-b" } }));
    return draft.done("a fork with copies of the lines", {
      a: draft.lines(before),
      b: [...copies, ...own],
    });
  },
  (draft) => {
    const answers = draft.answers();
    const copies = answers
      .slice(10, 20)
      .map((answer) =>
        draft.line(answer, { fields: { isSidechain: true, requestId: `req_side_${answer.id}` } }),
      );
    return draft.done(
      "a side chain's copies under other requests",
      { a: [...draft.lines(answers), ...copies] },
      {
        "ccusage 17.2.1": "message and request name an answer: the copies are new ones",
      },
    );
  },
  (draft) => {
    const lines = draft.answers().flatMap((answer) => {
      const line = draft.line(answer, { fields: { requestId: undefined } });
      return [line, line];
    });
    return draft.done(
      "lines twice and without a request id",
      { a: lines },
      {
        "ccusage 17.2.1": "without a request id every line is an answer",
      },
    );
  },
  (draft) => {
    const synthetic = draft.line(
      { id: 900, input: 0, read: 0, write5m: 0, write1h: 0, output: 0 },
      {
        message: { model: "<synthetic>" },
        fields: { isApiErrorMessage: true, requestId: undefined },
      },
    );
    return draft.done("errors that Claude Code writes itself", {
      a: [synthetic, ...draft.lines(draft.answers())],
    });
  },
  (draft) => {
    const answers = draft.answers();
    const sub = answers.slice(20).map((answer) =>
      draft.line(answer, {
        fields: { isSidechain: true, agentId: "a1", attributionAgent: "Explore" },
      }),
    );
    const main = draft.lines(answers.slice(0, 20));
    return draft.done("sub-agents in files of their own", { a: main, "a/subagents/agent-a1": sub });
  },
  (draft) => {
    const lines = draft
      .answers()
      .map((answer) => draft.line(answer, { fields: { costUSD: 0.01 } }));
    draft.truth = { ...draft.truth, costUsd: 0.3 };
    return draft.done("older lines with their cost on them", { a: lines });
  },
];

function usageOf({ input, read, write5m, write1h, output }: Answer): Fields {
  return {
    input_tokens: input,
    cache_creation_input_tokens: write5m + write1h,
    cache_read_input_tokens: read,
    cache_creation: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
    output_tokens: output,
    service_tier: "standard",
  };
}

function figuresOf({ input, read, write5m, write1h, output }: Answer): CaseFigures {
  const dollars =
    input * PRICES.input +
    read * PRICES.read +
    write5m * PRICES.write5m +
    write1h * PRICES.write1h +
    output * PRICES.output;
  return { input, cacheRead: read, cacheWrite: write5m + write1h, output, costUsd: dollars / 1e6 };
}
