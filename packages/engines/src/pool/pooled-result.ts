import {
  createTokenCounter,
  type FactReport,
  type Omission,
  type PackResult,
} from "@tokenpak/core";
import { HeuristicEngine } from "../heuristic-engine.ts";
import type { PackRequest, PlainPackResult } from "./pack-message.ts";

/**
 * A thread's answer as callers see it. What the thread was not asked for is worked out here when it is first read, by packing
 * again: the same content and options give the same result.
 */
export function pooledResult(request: PackRequest, plain: PlainPackResult): PackResult {
  const { content, options, encoding } = request;
  const { level, grade, text = content, tokens, omissions: listed, facts: found, ...rest } = plain;
  let omissions = listed;
  let facts = found;
  let again: PackResult | undefined;
  const packedHere = (): PackResult => {
    again ??= new HeuristicEngine().pack(content, {
      ...options,
      counter: createTokenCounter({ encoding }),
    });
    return again;
  };
  return {
    level,
    grade,
    text,
    tokens,
    get omissions(): readonly Omission[] {
      omissions ??= packedHere().omissions;
      return omissions;
    },
    get facts(): FactReport {
      facts ??= packedHere().facts;
      return facts;
    },
    ...rest,
  };
}
