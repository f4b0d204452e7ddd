import { TokenPakError } from "@tokenpak/core";

/** `INVALID_OPTION` for a candidate: what it has or lacks, and what to do about it, without the full stop. */
export function invalidCandidate(ref: string, what: string): TokenPakError {
  const name = JSON.stringify(ref.length > 80 ? `${ref.slice(0, 80)}...` : ref);
  return new TokenPakError("INVALID_OPTION", `Candidate ${name} ${what}.`);
}
