import { formatCount } from "../output/figures.ts";

/** Dollars: `$1,234.50`, below a cent `$0.0042`, below a hundredth of one `<$0.0001`. */
export function formatUsd(usd: number): string {
  const size = Math.abs(usd);
  const sign = usd < 0 ? "-" : "";
  if (size === 0) return "$0.00";
  if (size < 0.0001) return `${sign}<$0.0001`;
  if (size < 0.01) return `${sign}$${size.toFixed(4)}`;
  const [whole = "0", cents = "00"] = size.toFixed(2).split(".");
  return `${sign}$${formatCount(Number(whole))}.${cents}`;
}

/** A number of tokens in at most six characters: `9,999`, `12.3k`, `45.6M`. */
export function formatTokens(tokens: number): string {
  const size = Math.abs(tokens);
  if (size < 10_000) return tokens < 0 ? `-${formatCount(size)}` : formatCount(size);
  const [unit, scale] =
    size < 999_950
      ? (["k", 1e3] as const)
      : size < 999_950_000
        ? (["M", 1e6] as const)
        : (["G", 1e9] as const);
  return `${(tokens / scale).toFixed(1)}${unit}`;
}
