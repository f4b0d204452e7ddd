import {
  createTokenCounter,
  type FactReport,
  type Omission,
  type PackResult,
} from "@tokenpak/core";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { factsKept } from "../ladder/rendition.ts";
import type { PackRequest, PlainPackResult } from "./pack-message.ts";

/** A thread's answer as callers see it. What the thread was not asked for is worked out here when it is first read. */
export function pooledResult(request: PackRequest, plain: PlainPackResult): PackResult {
  const { content } = request;
  const { level, grade, text = content, tokens, omissions: listed, facts: found, ...rest } = plain;
  let omissions = listed;
  let facts = found;
  return {
    level,
    grade,
    text,
    tokens,
    get omissions(): readonly Omission[] {
      omissions ??= packAgain(request).omissions;
      return omissions;
    },
    get facts(): FactReport {
      facts ??= factsKept(content, { grade, text });
      return facts;
    },
    ...rest,
  };
}

/** The same content and options give the same result. */
function packAgain({ content, options, encoding }: PackRequest): PackResult {
  const counter = createTokenCounter({ encoding });
  return new HeuristicEngine().pack(content, { ...options, counter });
}
