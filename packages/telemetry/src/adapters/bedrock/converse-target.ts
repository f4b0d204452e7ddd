import type { WireHints } from "../provider-adapter.ts";
import { decodedPart, pathOf } from "../wire/request-target.ts";

/** What the path of a request says. */
export interface ConverseTarget {
  /** Id of the model, of a profile, or the ARN of one. */
  readonly model: string;
  readonly stream: boolean;
}

/** Reads a path of Converse: `/model/<id>/converse` or `/model/<id>/converse-stream`; `undefined` for every other one. */
export function converseTarget(hints: WireHints | undefined): ConverseTarget | undefined {
  const found = /\/model\/([^/]+)\/(converse|converse-stream)$/.exec(pathOf(hints) ?? "");
  if (found === null) return undefined;
  const [, model = "", method] = found;
  return { model: decodedPart(model), stream: method === "converse-stream" };
}
