import type { SpendLimit, SpendUnit } from "@tokenpak/core";
import type { SpendRefusal } from "./limit-state.ts";

/** Says in words which limits refuse a call, how they stand, when they start anew, and what can be done. */
export function refusalMessage(refused: readonly SpendRefusal[], model: string): string {
  return refused
    .map((refusal) =>
      refusal.reason === "unpriced" ? unpricedMessage(refusal, model) : overMessage(refusal),
    )
    .join("\n");
}

function overMessage(refusal: SpendRefusal): string {
  const { limit, spent, reserved, remaining, asked = 0 } = refusal;
  const shown = (amount: number): string => shownIn(limit.unit, amount);
  return (
    `The limit ${nameOf(refusal)} refuses the call: ${shown(spent)} spent, ${shown(reserved)} reserved by calls under way, ` +
    `${shown(asked)} asked, ${shown(remaining)} left. ${whenAnew(refusal)} Raise the limit, or ask for less output.`
  );
}

function unpricedMessage(refusal: SpendRefusal, model: string): string {
  return (
    `The limit ${nameOf(refusal)} refuses the call: nobody knows a price for the model ${JSON.stringify(model)}. Give the guard a ` +
    "pricer that has one, or say in `unpriced` what to do without."
  );
}

function nameOf({ limit, spender }: SpendRefusal): string {
  const { name, scope, amount, unit } = limit;
  const whose = scope === "all" ? "" : `, ${scope} ${spender ?? "without a name"}`;
  return `${JSON.stringify(name)} (${shownIn(unit, amount)} ${periodOf(limit)}${whose})`;
}

function periodOf({ period, windowMs = 0 }: SpendLimit): string {
  return period === "rolling" ? `in any ${durationOf(windowMs)}` : `a ${period}`;
}

function whenAnew({ limit, resetsAt }: SpendRefusal): string {
  if (resetsAt !== undefined) return `It starts anew at ${new Date(resetsAt).toISOString()}.`;
  return limit.period === "session"
    ? "It starts anew with a new session."
    : `What was spent counts for ${durationOf(limit.windowMs ?? 0)}.`;
}

const UNITS_OF_TIME = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** In the largest unit that it is whole in. */
function durationOf(ms: number): string {
  for (const [name, length] of UNITS_OF_TIME) {
    if (ms % length === 0) return `${ms / length} ${name}`;
  }
  return `${ms} ms`;
}

function shownIn(unit: SpendUnit, amount: number): string {
  if (unit === "tokens") return amount === 1 ? "1 token" : `${amount} tokens`;
  // Nano-dollars are shown in full, and never as an exponent.
  const [whole, part = ""] = amount.toFixed(9).split(".");
  return `${whole}.${part.slice(0, 2)}${part.slice(2).replace(/0+$/, "")} USD`;
}
