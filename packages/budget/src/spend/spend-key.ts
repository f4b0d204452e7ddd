import { type SpendLimit, TokenPakError } from "@tokenpak/core";
import type { LimitPeriod } from "./limit-period.ts";

/** Who spends, and on what: names as callers give them. */
export interface Spender {
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly model?: string | undefined;
  readonly session?: string | undefined;
}

/**
 * The key of a `SpendCounter` under which a limit counts what a spender spends; `undefined` where the limit is not about him.
 *
 * `usd/day:2026-11-23/agent:alice`: the unit, the period that `limitPeriod` answers for the limit and the time, and whose it is.
 * Neither the limit's name nor its amount is in it: who renames a limit, or raises it, keeps what was counted, and limits that count
 * the same thing count it once. Who changes unit, period, window, calendar or scope counts something else, from nothing. A limit for
 * alice and one for each agent share alice's key. Spenders without a name share one key, `.../agent`, under a limit for each; a
 * limit of somebody is not about them. Where clocks on the wall differ, the same date is the same key. A model is the name that the
 * call asks for, since that is what is known beforehand.
 *
 * `INVALID_OPTION` for a name that is empty or ill-formed, and for a limit by session where no session is given.
 */
export function spendKey(
  { unit, period: kind, scope, of }: SpendLimit,
  spender: Spender,
  { label }: Pick<LimitPeriod, "label">,
): string | undefined {
  const who = whoSpends(scope, of, spender);
  if (who === undefined) return undefined;
  if (kind !== "session") return `${unit}/${label}/${who}`;
  const session = nameOf(spender, "session");
  if (session === undefined) {
    throw new TokenPakError(
      "INVALID_OPTION",
      "A limit counts by session, and the call has none. Give its session.",
    );
  }
  // Encoded, since only the last part of a key may contain a slash and still be told from others.
  return `${unit}/session:${encodeURIComponent(session)}/${who}`;
}

/**
 * The other way round: whom and which session a key of `spendKey` is about; `undefined` for one that the limit does not count under in
 * that period. Spenders without a name have none here.
 */
export function spenderOf(
  key: string,
  limit: SpendLimit,
  period: Pick<LimitPeriod, "label">,
): Spender | undefined {
  const { unit, scope } = limit;
  const isSession = limit.period === "session";
  const start = `${unit}/${period.label}${isSession ? ":" : "/"}`;
  if (!key.startsWith(start)) return undefined;
  const rest = key.slice(start.length);
  const slash = isSession ? rest.indexOf("/") : -1;
  const session = isSession ? decoded(rest.slice(0, Math.max(0, slash))) : undefined;
  const name = scope === "all" ? "" : rest.slice(slash + scope.length + 2);
  const spender = { ...(session && { session }), ...(name && { [scope]: name }) };
  const isRight = session !== "" && name.isWellFormed();
  return isRight && spendKey(limit, spender, period) === key ? spender : undefined;
}

/** Empty where it is nothing that was encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}

function whoSpends(
  scope: SpendLimit["scope"],
  of: string | undefined,
  spender: Spender,
): string | undefined {
  if (scope === "all") return scope;
  const name = nameOf(spender, scope);
  if (of !== undefined && of !== name) return undefined;
  return name === undefined ? scope : `${scope}:${name}`;
}

function nameOf(spender: Spender, field: keyof Spender): string | undefined {
  const name = spender[field];
  if (name === undefined || (typeof name === "string" && name !== "" && name.isWellFormed())) {
    return name;
  }
  throw new TokenPakError(
    "INVALID_OPTION",
    `The ${field} of a call is ${JSON.stringify(name)}. Give a name, or leave it out.`,
  );
}
