import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createTokenCounter, isExact, type PackResult, TokenPakError } from "@tokenpak/core";
import { HeuristicEngine } from "../heuristic-engine.ts";
import {
  type PackReply,
  type PackRequest,
  type PackThreadData,
  type PlainPackResult,
  plainError,
} from "./pack-message.ts";

if (parentPort === null) {
  throw new TokenPakError(
    "WRONG_USE",
    "@tokenpak/engines/pack-worker is a thread's program. Import createPackPool of @tokenpak/engines/pool, which starts it.",
  );
}
servePacks(parentPort, workerData as PackThreadData);

/** Answers each request in its turn. */
function servePacks(port: MessagePort, { current }: PackThreadData): void {
  const engine = new HeuristicEngine();
  const reply = (message: PackReply): void => port.postMessage(message);
  port.on("message", (request: PackRequest) => {
    Atomics.store(current, 0, request.id);
    reply(answer(engine, request));
    Atomics.store(current, 0, 0);
  });
  reply({ type: "ready" });
  // After the greeting, while the other side still reads its sources: every request will want the vocabulary.
  createTokenCounter().count("a");
}

function answer(engine: HeuristicEngine, request: PackRequest): PackReply {
  const { id, content, encoding, omissions } = request;
  const { facts: countFacts, ...options } = request.options;
  try {
    const packed = engine.pack(content, { ...options, counter: createTokenCounter({ encoding }) });
    const result = {
      ...plainResult(packed, content),
      // An exact rendition keeps them all; how many those are is hardly ever asked.
      facts: countFacts === true && !isExact(packed.grade) ? packed.facts : undefined,
      omissions: omissions ? packed.omissions : undefined,
    };
    return { type: "packed", id, result };
  } catch (error) {
    return { type: "failed", id, failure: plainError(error) };
  }
}

/** Named one by one: spreading the result would compute its facts and omissions. */
function plainResult(
  packed: PackResult,
  content: string,
): Omit<PlainPackResult, "facts" | "omissions"> {
  return {
    level: packed.level,
    grade: packed.grade,
    text: packed.text === content ? undefined : packed.text,
    tokens: packed.tokens,
    kind: packed.kind,
    ref: packed.ref,
    tokensBefore: packed.tokensBefore,
    processor: packed.processor,
    version: packed.version,
    verifyFailures: packed.verifyFailures,
  };
}
