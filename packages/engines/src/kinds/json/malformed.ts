import { TokenPakError } from "@tokenpak/core";

/** The error for a body that this decoder's encoder cannot have written. */
export function malformed(part: string): TokenPakError {
  return new TokenPakError(
    "NOT_REVERSIBLE",
    `This output cannot be unpacked: ${part} is not as codec json1 writes it. Read the original from the store by its ref.`,
  );
}
