export { isTokenPakError, TokenPakError, type TokenPakErrorCode } from "./errors.ts";
export type { TokenCounter } from "./token-counter.ts";
