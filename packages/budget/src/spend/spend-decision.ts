import type { CountedKey } from "./counted-key.ts";
import {
  type KeyStanding,
  limitState,
  refusalsOf,
  type SpendLimitState,
  type SpendRefusal,
  type SpendWarning,
  warningsOf,
} from "./limit-state.ts";
import { refusalMessage } from "./refusal-message.ts";
import type { SpendHold } from "./spend-hold.ts";

/** The answer to a call. */
export type SpendGuardDecision = GrantedSpend | RefusedSpend;

/** The call fits under every hard limit. */
export interface GrantedSpend {
  readonly granted: true;
  /** To be settled, or released. */
  readonly reservation: SpendHold;
  /** Of limits that are near, or over (those are not hard), and of those that count the call as nothing for want of a price. */
  readonly warnings: readonly SpendWarning[];
  /** Every limit that is about the call, with its reservation in it. */
  readonly states: readonly SpendLimitState[];
}

/** The call does not fit. Nothing is reserved. */
export interface RefusedSpend {
  readonly granted: false;
  /** Every limit that refuses it. */
  readonly refused: readonly SpendRefusal[];
  /** The same in words, with what can be done. */
  readonly message: string;
}

/** What is asked for under a key. */
export interface AskedKey {
  readonly counted: CountedKey;
  /** Nano-dollars, or tokens; `undefined` where nobody knows. */
  readonly asked: number | undefined;
  readonly standing: KeyStanding;
}

/** The answer where all fits; standings are those after the reservation. */
export function grantedSpend(reservation: SpendHold, keys: readonly AskedKey[]): GrantedSpend {
  const states = keys.flatMap(({ counted, standing }) =>
    counted.limits.map((limit) => limitState(limit, counted, standing)),
  );
  const unpriced = new Set<string>();
  for (const { counted, asked } of keys) if (asked === undefined) unpriced.add(counted.key);
  const warnings = warningsOf(states, ({ key }) => unpriced.has(key));
  return { granted: true, reservation, warnings, states };
}

/** The answer where these do not fit; standings are those before. */
export function refusedSpend(keys: readonly AskedKey[], model: string): RefusedSpend {
  const refused = keys.flatMap(({ counted, standing, asked }) =>
    refusalsOf(counted, standing, asked),
  );
  return { granted: false, refused, message: refusalMessage(refused, model) };
}
