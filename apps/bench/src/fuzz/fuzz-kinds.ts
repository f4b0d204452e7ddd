import { pythonFuzz, scriptFuzz } from "./code-fuzz.ts";
import type { FuzzKind } from "./fuzz-kind.ts";
import { markdownFuzz, textFuzz } from "./text-fuzz.ts";

/** Every kind that is fuzzed. */
export const FUZZ_KINDS: readonly FuzzKind[] = [markdownFuzz, pythonFuzz, scriptFuzz, textFuzz];
