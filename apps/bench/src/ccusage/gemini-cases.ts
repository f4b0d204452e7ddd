import { createRandom, type Random } from "../fuzz/random.ts";
import { addFigures, type CaseFigures, NO_FIGURES, type SessionCase } from "./session-case.ts";

/** Sessions of Gemini CLI, each with one peculiarity that real ones have. */
export function geminiCases(): readonly SessionCase[] {
  return MAKERS.map((make, index) => make(new Draft(index)));
}

const MODEL = "gemini-2.5-pro";

/** Dollars a million tokens: list prices of the model for prompts up to 200,000 tokens. */
const PRICES = { input: 1.25, cached: 0.125, output: 10 } as const;

const THOUGHTS: Readonly<Record<string, string>> = {
  "ccusage 20.0.24": "output is without thoughts, which are in its cost",
};

/** Makes messages of one session, a minute after the one before. */
class Draft {
  truth: CaseFigures = NO_FIGURES;
  readonly #random: Random;
  readonly #case: number;
  #messages = 0;

  constructor(index: number) {
    this.#random = createRandom(index + 200);
    this.#case = index;
  }

  get header(): object {
    const startTime = new Date(Date.UTC(2026, 9, 6, 8)).toISOString();
    return { sessionId: this.#uuid(0), projectHash: "0".repeat(64), startTime, kind: "main" };
  }

  /** A message that was paid for. */
  message({ thoughts: most = 400 } = {}): object {
    const { whole } = this.#random;
    this.#messages++;
    const input = 2_000 + whole(30_000);
    const cached = whole(input);
    const output = 50 + whole(1_500);
    const thoughts = whole(most);
    const dollars =
      (input - cached) * PRICES.input +
      cached * PRICES.cached +
      (output + thoughts) * PRICES.output;
    this.truth = addFigures(this.truth, {
      input: input - cached,
      cacheRead: cached,
      cacheWrite: 0,
      output: output + thoughts,
      costUsd: dollars / 1e6,
    });
    return {
      id: this.#uuid(this.#messages),
      timestamp: new Date(Date.UTC(2026, 9, 6, 8, this.#messages)).toISOString(),
      type: "gemini",
      content: "",
      tokens: { input, output, cached, thoughts, tool: 0, total: input + output + thoughts },
      model: MODEL,
    };
  }

  messages(count = 20, options?: { readonly thoughts: number }): readonly object[] {
    return Array.from({ length: count }, () => this.message(options));
  }

  #uuid(number: number): string {
    return `00000000-0000-4000-8${String(this.#case).padStart(3, "0")}-${String(number).padStart(12, "0")}`;
  }

  done(
    name: string,
    files: Readonly<Record<string, readonly object[]>>,
    reasons: Readonly<Record<string, string>> = {},
  ): SessionCase {
    const lines = Object.entries(files).map(([file, records]) => [
      `tmp/shop/chats/${file}`,
      records.map((record) => JSON.stringify(record)),
    ]);
    return {
      agent: "gemini",
      name,
      files: Object.fromEntries(lines),
      truth: this.truth,
      reasons,
      model: MODEL,
    };
  }
}

const FILE = "session-2026-10-06T08-00-00000000.jsonl";

const MAKERS: readonly ((draft: Draft) => SessionCase)[] = [
  (draft) => {
    const messages = draft.messages(20, { thoughts: 1 });
    return draft.done("a line for each message", { [FILE]: [draft.header, ...messages] });
  },
  (draft) => {
    const messages = draft.messages();
    return draft.done("thoughts", { [FILE]: [draft.header, ...messages] }, THOUGHTS);
  },
  (draft) => {
    const twice = draft.messages().flatMap((message) => [message, { ...message, toolCalls: [] }]);
    return draft.done(
      "messages again when their tools are done",
      { [FILE]: [draft.header, ...twice] },
      THOUGHTS,
    );
  },
  (draft) => {
    const messages = draft.messages();
    const records = [draft.header, ...messages, { $rewindTo: "x" }, ...draft.messages(5)];
    return draft.done("turns that were rewound", { [FILE]: records }, THOUGHTS);
  },
  (draft) => {
    const messages = draft.messages();
    const document = { ...draft.header, messages };
    const files = {
      [FILE.replace(".jsonl", ".json")]: [document],
      [FILE]: [draft.header, ...messages, ...draft.messages(5)],
    };
    return draft.done("a document of an older version that goes on as lines", files, {
      "ccusage 20.0.24": "messages in both files count twice, and output is without thoughts",
    });
  },
  (draft) => {
    const records = [draft.header, { $set: { messages: draft.messages() } }];
    return draft.done(
      "messages that stand in a change of the session",
      { [FILE]: records },
      {
        "ccusage 20.0.24": "they are not read",
      },
    );
  },
];
