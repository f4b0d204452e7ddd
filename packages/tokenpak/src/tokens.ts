export {
  countTokens,
  createTokenCounter,
  type TokenCounter,
  type TokenOptions,
  truncateToTokens,
} from "@tokenpak/core";
