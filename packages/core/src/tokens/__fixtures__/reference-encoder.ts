import { get_encoding, type Tiktoken } from "@dqbd/tiktoken";
import { afterAll } from "vitest";
import type { ExactEncoding } from "../encodings.ts";

const encoders = new Map<ExactEncoding, Tiktoken>();

/** The ids that the wasm gives; its memory is freed after the file's tests. */
export function referenceIds(encoding: ExactEncoding, text: string): number[] {
  let encoder = encoders.get(encoding);
  if (encoder === undefined) {
    encoder = get_encoding(encoding);
    encoders.set(encoding, encoder);
  }
  return Array.from(encoder.encode_ordinary(text));
}

afterAll(() => {
  for (const encoder of encoders.values()) encoder.free();
  encoders.clear();
});
