import { TokenPakError } from "../errors.ts";
import { encodingForModel, KNOWN_MODELS } from "./encoding-for-model.ts";
import { ENCODINGS, type Encoding } from "./encodings.ts";

/** What to count in: an encoding, or a model that decides it. `encoding` wins; with neither it is `o200k_base`. */
export interface TokenOptions {
  /** One of `ENCODINGS`; default `o200k_base`. */
  readonly encoding?: string | undefined;
  /** A model's name, with or without a provider in front: `gpt-5`, `anthropic/claude-sonnet-4-5`. */
  readonly model?: string | undefined;
}

/** The encoding asked for; throws `INVALID_OPTION` with the known names for an unknown encoding or model. */
export function resolveEncoding({ encoding, model }: TokenOptions): Encoding {
  if (encoding !== undefined) return knownEncoding(encoding);
  if (model === undefined) return "o200k_base";
  const found = encodingForModel(model);
  if (found !== undefined) return found;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Unknown model ${JSON.stringify(model)}: pass \`encoding\` (${ENCODINGS.join(", ")}) or one of the models ${KNOWN_MODELS}.`,
  );
}

function knownEncoding(name: string): Encoding {
  const found = ENCODINGS.find((encoding) => encoding === name);
  if (found !== undefined) return found;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Unknown encoding ${JSON.stringify(name)}: use one of ${ENCODINGS.join(", ")}.`,
  );
}
