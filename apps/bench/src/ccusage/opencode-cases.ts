import { createRandom, type Random } from "../fuzz/random.ts";
import { addFigures, type CaseFigures, NO_FIGURES, type SessionCase } from "./session-case.ts";

/** Sessions of OpenCode as documents, each with one peculiarity that real ones have. Costs are those that it states. */
export function opencodeCases(): readonly SessionCase[] {
  return MAKERS.map((make, index) => make(new Draft(index)));
}

const MODEL = "gpt-5";

/** Dollars a million tokens: list prices of the model. */
const PRICES = { input: 1.25, cached: 0.125, output: 10 } as const;

interface Message {
  readonly id: string;
  readonly time: { readonly created: number; readonly completed: number };
  readonly [field: string]: unknown;
}

/** Makes messages, a minute after the one before. */
class Draft {
  truth: CaseFigures = NO_FIGURES;
  readonly files: Record<string, readonly string[]> = {};
  readonly #random: Random;
  #minute = 0;

  constructor(index: number) {
    this.#random = createRandom(index + 300);
  }

  /** A message that was paid for. */
  message({ reasoning: most = 1 } = {}): Message {
    const { whole } = this.#random;
    const created = Date.UTC(2026, 9, 6, 8, this.#minute++);
    const input = 50 + whole(5_000);
    const read = whole(30_000);
    const output = 50 + whole(1_500);
    const reasoning = whole(most);
    const dollars =
      input * PRICES.input + read * PRICES.cached + (output + reasoning) * PRICES.output;
    this.truth = addFigures(this.truth, {
      input,
      cacheRead: read,
      cacheWrite: 0,
      output: output + reasoning,
      costUsd: dollars / 1e6,
    });
    const total = input + read + output + reasoning;
    return {
      id: idAt(created),
      role: "assistant",
      modelID: MODEL,
      providerID: "openai",
      time: { created, completed: created + 1_000 },
      cost: dollars / 1e6,
      path: { cwd: "/home/dev/shop", root: "/" },
      tokens: { total, input, output, reasoning, cache: { read, write: 0 } },
    };
  }

  write(session: string, message: Message): Message {
    const file = `storage/message/${session}/${message.id}.json`;
    this.files[file] = [JSON.stringify({ ...message, sessionID: session })];
    return message;
  }

  done(name: string, reasons: Readonly<Record<string, string>> = {}): SessionCase {
    return { agent: "opencode", name, files: this.files, truth: this.truth, reasons, model: MODEL };
  }
}

/** Ids begin with the time, as those of OpenCode do. */
function idAt(created: number): string {
  const stamp = (created % 2 ** 36).toString(16).padStart(9, "0");
  return `msg_${stamp}001${String(created % 1e7).padStart(14, "0")}`;
}

const COUNT = 20;

const MAKERS: readonly ((draft: Draft) => SessionCase)[] = [
  (draft) => {
    for (let n = 0; n < COUNT; n++) draft.write("ses_1", draft.message());
    return draft.done("a document for each message");
  },
  (draft) => {
    for (let n = 0; n < COUNT; n++) draft.write("ses_1", draft.message({ reasoning: 900 }));
    return draft.done("reasoning beside the output", {
      "ccusage 20.0.24": "output is without reasoning, which is in its cost",
    });
  },
  (draft) => {
    for (let n = 0; n < COUNT; n++) {
      const message = draft.write("ses_1", draft.message());
      draft.write("ses_2", { ...message, id: idAt(message.time.created + 7_200_000) });
    }
    return draft.done("a fork with copies of its parent's messages", {
      "ccusage 20.0.24": "copies count again",
    });
  },
];
