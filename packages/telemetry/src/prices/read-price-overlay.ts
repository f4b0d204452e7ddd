import { readFileSync } from "node:fs";
import { TokenPakError } from "@tokenpak/core";
import { isLitellmEntry, litellmModel } from "./litellm-model.ts";
import { ownModel } from "./own-model.ts";
import type { FactorRule, OverlayModel, PriceOverlay } from "./price-overlay.ts";

/**
 * Reads a user's prices: a JSON object whose keys are names of models. An entry has dollars per million tokens,
 * `{ "provider": "openai", "input": 2.5, "output": 10, "cacheRead": 0.25 }`, or LiteLLM's fields, `input_cost_per_token` and so on.
 * `undefined` where there is no such file. Throws `PATH_UNREADABLE`, or `INVALID_OPTION` that names the entry, the key and the fix.
 */
export function readPriceOverlay(path: string): PriceOverlay | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new TokenPakError(
      "PATH_UNREADABLE",
      `${path} cannot be read (${code}). Give it read permission, or name another file of prices.`,
      { cause },
    );
  }
  return parsePriceOverlay(text, path);
}

/** Reads what {@link readPriceOverlay} does from a text; `path` is named in errors. */
export function parsePriceOverlay(text: string, path = "prices.json"): PriceOverlay {
  const models: OverlayModel[] = [];
  const factors: FactorRule[] = [];
  for (const [name, entry] of Object.entries(parsedObject(text, path))) {
    const place = { path, name };
    if (name === "sample_spec" || name.startsWith("$")) continue;
    if (isLitellmEntry(entry)) {
      const model = litellmModel(entry, place);
      if (model !== undefined) models.push(model);
    } else {
      const own = ownModel(entry, place);
      models.push(own.model);
      factors.push(...own.factors);
    }
  }
  return { models, factors };
}

function parsedObject(text: string, path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const position = Number(/position (\d+)/.exec(String(cause))?.[1] ?? text.length);
    const line = text.slice(0, position).split("\n").length;
    // The parser's own message quotes the text, and with a wrong path that could be anything.
    throw new TokenPakError(
      "INVALID_OPTION",
      `${path} is not JSON: see line ${line}. Correct it there, or remove the file.`,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TokenPakError(
    "INVALID_OPTION",
    `${path} must be an object whose keys are names of models, such as { "my-model": { "input": 2.5, "output": 10 } }.`,
  );
}
