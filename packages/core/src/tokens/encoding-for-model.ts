import type { Encoding } from "./encodings.ts";

/**
 * Names that decide the encoding, the most telling first: a name matches when the model is called so or begins so
 * and goes on with a separator. OpenAI's are those of tiktoken's `model.py` and of @dqbd/tiktoken's model list.
 */
const FAMILIES: ReadonlyArray<readonly [encoding: Encoding, names: readonly string[]]> = [
  ["claude-estimate", ["claude"]],
  ["gemini-estimate", ["gemini", "gemma"]],
  [
    "o200k_base",
    [
      "gpt-5",
      "gpt-4.5",
      "gpt-4.1",
      "gpt-4o",
      "gpt-oss",
      "chatgpt-4o",
      "codex-mini",
      "o1",
      "o3",
      "o4",
    ],
  ],
  ["cl100k_base", ["gpt-4", "gpt-3.5", "gpt-35", "text-embedding", "davinci-002", "babbage-002"]],
  ["p50k_edit", ["text-davinci-edit", "code-davinci-edit"]],
  [
    "p50k_base",
    [
      "text-davinci-003",
      "text-davinci-002",
      "code-davinci",
      "code-cushman",
      "davinci-codex",
      "cushman-codex",
    ],
  ],
  [
    "r50k_base",
    [
      "text-davinci-001",
      "text-curie",
      "text-babbage",
      "text-ada",
      "text-similarity",
      "text-search",
      "code-search",
      "davinci",
      "curie",
      "babbage",
      "ada",
    ],
  ],
  ["gpt2", ["gpt2", "gpt-2"]],
];

/** What an error message lists: the beginnings of the known models' names. */
export const KNOWN_MODELS: string = FAMILIES.flatMap(([, names]) => names)
  .map((name) => `${name}*`)
  .join(", ");

/**
 * The encoding that a model counts in, by the beginning of its name; a provider (`openai/`, `anthropic/`,
 * `us.anthropic.`, `ft:`) in front is ignored, letter case too. `undefined` for a model that is not known.
 */
export function encodingForModel(model: string): Encoding | undefined {
  const name = bareName(model);
  return FAMILIES.find(([, names]) => names.some((known) => belongs(name, known)))?.[0];
}

/** `claude` takes `claude-sonnet` but `o1` must not take `o10` nor `ada` `adamant`. */
function belongs(name: string, known: string): boolean {
  return name === known || (name.startsWith(known) && /[^a-z0-9]/.test(name.charAt(known.length)));
}

function bareName(model: string): string {
  const afterProvider = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  return afterProvider.replace(/^(?:ft:|(?:[a-z-]{2,8}\.)?anthropic\.)/, "");
}
