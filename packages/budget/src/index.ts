export type { ContextCandidate, ContextRendition } from "./context/context-candidate.ts";
export type { Ladder, LadderOptions } from "./ladder.ts";
