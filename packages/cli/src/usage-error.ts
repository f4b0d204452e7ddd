import { TokenPakError } from "@tokenpak/core";

/** The command line is wrong: exit code 2. The message says what would be right. */
export function usageError(message: string): TokenPakError {
  return new TokenPakError("WRONG_USE", message);
}
