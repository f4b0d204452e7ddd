import { splitPath } from "./folded-paths.ts";

/**
 * The extension, or the last two, that most files have, if it is worth saying once; else the empty text.
 * `elseTokens` is what marking a name takes that ends in anything else.
 */
export function sharedEnding(paths: Iterable<string>, elseTokens: number): string {
  const times = new Map<string, number>();
  let files = 0;
  for (const path of paths) {
    files++;
    const [, name] = splitPath(path);
    for (const shape of ENDINGS) {
      const ending = shape.exec(name)?.[0];
      if (ending !== undefined) times.set(ending, (times.get(ending) ?? 0) + 1);
    }
  }
  let best = "";
  let most = LEAST_GAIN;
  for (const [ending, count] of times) {
    // A part of the ending is about a token; a name without it is marked.
    const gain = count * (ending.split(".").length - 1) - elseTokens * (files - count);
    if (gain > most) [best, most] = [ending, gain];
  }
  return best;
}

/** Tokens of saying which ending it is. */
const LEAST_GAIN = 6;

const ENDINGS = [/(?<=.)\.[A-Za-z][A-Za-z0-9]{0,9}$/, /(?<=.)(?:\.[A-Za-z][A-Za-z0-9]{0,9}){2}$/];
