import { randomUUID } from "node:crypto";
import {
  type Awaitable,
  type CanonicalUsage,
  checkSpendLimit,
  checkSpendNumber,
  type Ledger,
  type Pricer,
  type SpendCounter,
  type SpendLimit,
  type SpendState,
  TokenPakError,
} from "@tokenpak/core";
import { CallCosts, type UnpricedPolicy } from "./call-costs.ts";
import { type CountedKey, chargeOf, countedKeys } from "./counted-key.ts";
import { checkCall, type GuardedCall } from "./guarded-call.ts";
import { limitState, type SpendLimitState } from "./limit-state.ts";
import {
  type AskedKey,
  type GrantedSpend,
  grantedSpend,
  refusedSpend,
  type SpendGuardDecision,
} from "./spend-decision.ts";
import { type SettleOptions, SpendHold } from "./spend-hold.ts";
import type { Spender } from "./spend-key.ts";
import { type SpentElsewhere, spentElsewhere } from "./spent-elsewhere.ts";

/** What a guard holds calls to, and by what. */
export interface SpendGuardOptions {
  /** Counts: `InProcessSpendCounter` for one process, `SqliteSpendCounter` of `@tokenpak/telemetry` for all of a machine. */
  readonly counter: SpendCounter;
  /** What may be spent; names differ. A function is asked before every call: limits that are changed hold at once. */
  readonly limits: readonly SpendLimit[] | (() => Awaitable<readonly SpendLimit[]>);
  /** Prices calls, for limits in dollars. Default: no call has a price. */
  readonly pricer?: Pricer | undefined;
  /** What to do about calls without a price under limits in dollars. Default `refuse`. */
  readonly unpriced?: UnpricedPolicy | undefined;
  /**
   * Where spending stands that passed no guard (agents' logs): it counts too. Only a ledger in which guarded calls are recorded as
   * well, each before it is settled. It is asked before every call. It knows models by the names that served.
   */
  readonly ledger?: Ledger | undefined;
  /** Now, in milliseconds since 1970. Default: the system's clock. */
  readonly now?: (() => number) | undefined;
  /**
   * After so many milliseconds a reservation that was neither settled nor released, since its process was killed, counts no longer.
   * Longer than any call takes: one that outlasts it can pass a limit by what it costs. Default 15 minutes.
   */
  readonly ttlMs?: number | undefined;
  /** Names calls that bring no id. Default: random UUIDs. */
  readonly newId?: (() => string) | undefined;
  /** Minutes that the clock on the wall is ahead of UTC at a time, for limits of calendar `local`. Default: the system's. */
  readonly utcOffsetMinutes?: ((at: number) => number) | undefined;
  /**
   * Reserves no more output tokens than this for a call. Agents ask for 64,000 and use 500: reserved in full, they are refused far
   * below the limit. With it a limit is no longer certain: it can be passed by what calls answer beyond this. Default: all that a
   * call may answer is reserved.
   */
  readonly maxReservedOutput?: number | undefined;
}

/** What guarded work hands back: its value, and what it used. */
export interface GuardedResult<T> extends SettleOptions {
  readonly value: T;
  /** `undefined`: nobody knows, and what was reserved counts. */
  readonly usage: CanonicalUsage | undefined;
}

/** Of whom, and of when, limits are asked. */
export interface SpendStatusQuery extends Spender {
  /** In milliseconds since 1970. Default: now. */
  readonly at?: number | undefined;
}

/**
 * Holds calls to limits of what may be spent: reserves the most that a call can cost, and settles what it did cost.
 *
 * While every call costs at most what was reserved for it, and ends before its reservation expires, what is settled and reserved
 * under a hard limit is never above it, whatever number of guards in whatever number of processes share the counter. Callers that
 * share a limit may be refused for what others have reserved and will not use; asked again later, they may be granted.
 *
 * The counter grows until its `prune` is called: with the beginning of the longest period that is limited, and never while a session
 * that is limited goes on.
 */
export class SpendGuard {
  readonly #counter: SpendCounter;
  readonly #limits: () => Awaitable<readonly SpendLimit[]>;
  readonly #costs: CallCosts;
  readonly #ledger: Ledger | undefined;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #ttlMs: number;
  readonly #utcOffsetMinutes: (at: number) => number;

  /** Throws `INVALID_OPTION`, naming the field, for limits and options that cannot be. */
  constructor(options: SpendGuardOptions) {
    const { counter, limits, ledger, now = Date.now, ttlMs = 15 * 60_000 } = options;
    checkSpendNumber("ttlMs", ttlMs, 1);
    this.#costs = new CallCosts(options);
    this.#counter = counter;
    this.#limits = typeof limits === "function" ? limits : () => limits;
    this.#ledger = ledger;
    this.#now = () => Math.trunc(now());
    this.#newId = options.newId ?? randomUUID;
    this.#ttlMs = ttlMs;
    this.#utcOffsetMinutes = options.utcOffsetMinutes ?? systemOffset;
    if (typeof limits !== "function") checkLimits(limits);
  }

  /**
   * Reserves the most that a call can cost, under every limit that is about it, or refuses it. Throws `INVALID_OPTION`, naming the
   * field, for a call that cannot be, for one without a session under a limit by session, and for an id that was reserved with other
   * amounts or in another period; and what counter, pricer, ledger and limits throw: then nothing is granted.
   */
  async reserve(call: GuardedCall): Promise<SpendGuardDecision> {
    checkCall(call);
    const at = this.#now();
    const keys = await this.#keysOf(call, at);
    const estimate = await this.#costs.estimate(call, { at, isPriced: keys.some(isInDollars) });
    const { id = this.#newId(), model } = call;
    const [counter, costs, now] = [this.#counter, this.#costs, this.#now];
    const hold = new SpendHold({ id, call, keys, estimate, costs, counter, now });
    if (keys.length === 0) return grantedSpend(hold, []);
    const before: AskedKey[] = [];
    for (const counted of keys) {
      const elsewhere = await this.#elsewhere(counted, at);
      const asked = isInDollars(counted) ? estimate.nanos : estimate.tokens;
      before.push({ counted, asked, standing: { settled: 0, reserved: 0, ...elsewhere } });
    }
    if (costs.unpriced === "refuse" && before.some(isHardAndUnpriced)) {
      return refusedSpend(await this.#standing(before, at), model);
    }
    const charges = before.map(({ counted, asked = 0, standing: { elsewhere } }) =>
      chargeOf(counted, { asked, elsewhere }),
    );
    const decision = await counter.reserve({ id, charges, at, ttlMs: this.#ttlMs });
    const states = decision.granted ? decision.states : decision.refused;
    const judged = withStates(before, states);
    return decision.granted ? grantedSpend(hold, judged) : refusedSpend(judged, model);
  }

  /**
   * Reserves, works and settles what the work says that it used; what its value is. Where it throws, the reservation is given back:
   * work that fails after it was billed settles `granted.reservation` itself before it throws. Throws `SPEND_REFUSED` for a refused
   * call, with the {@link RefusedSpend} as its cause; and what a settlement throws, after counting what was reserved in its place.
   */
  async run<T>(
    call: GuardedCall,
    work: (granted: GrantedSpend) => Awaitable<GuardedResult<T>>,
  ): Promise<T> {
    const decision = await this.reserve(call);
    if (!decision.granted) {
      throw new TokenPakError("SPEND_REFUSED", decision.message, { cause: decision });
    }
    const { reservation } = decision;
    let result: GuardedResult<T>;
    try {
      result = await work(decision);
    } catch (error) {
      // Why the work failed is worth more than why it could not be given back, which its expiry does as well.
      await Promise.allSettled([reservation.release()]);
      throw error;
    }
    try {
      await reservation.settle(result.usage, result);
    } catch (error) {
      // It was spent: its reservation must not just expire.
      await Promise.allSettled([reservation.settle(undefined)]);
      throw error;
    }
    return result.value;
  }

  /**
   * How limits stand, in their order: all that are about the agent, project, model and session of the query. Without one of these
   * those limits are left out that need it: limits for each agent, project or model, and by session.
   */
  async status(query: SpendStatusQuery = {}): Promise<readonly SpendLimitState[]> {
    const { at = this.#now(), ...spender } = query;
    const states: SpendLimitState[] = [];
    for (const limit of await this.#limitsNow()) {
      const { scope, of, period } = limit;
      const name = scope === "all" ? scope : (spender[scope] ?? of);
      if (name === undefined || (period === "session" && spender.session === undefined)) continue;
      const whose = scope === "all" ? spender : { ...spender, [scope]: name };
      for (const counted of countedKeys([limit], whose, this.#when(at))) {
        const elsewhere = await this.#elsewhere(counted, at);
        const state = await this.#counter.state(counted.key, { at, windowMs: counted.windowMs });
        states.push(limitState(limit, counted, { ...state, ...elsewhere }));
      }
    }
    return states;
  }

  async #keysOf(call: GuardedCall, at: number): Promise<readonly CountedKey[]> {
    return countedKeys(await this.#limitsNow(), call, this.#when(at));
  }

  async #limitsNow(): Promise<readonly SpendLimit[]> {
    const limits = await this.#limits();
    checkLimits(limits);
    return limits;
  }

  #when(at: number) {
    return { at, utcOffsetMinutes: this.#utcOffsetMinutes };
  }

  #elsewhere(counted: CountedKey, at: number): Awaitable<SpentElsewhere> {
    const [ledger, counter] = [this.#ledger, this.#counter];
    return ledger === undefined ? NOWHERE : spentElsewhere(counted, { ledger, counter, at });
  }

  /** What stands now, without reserving. */
  async #standing(keys: readonly AskedKey[], at: number): Promise<readonly AskedKey[]> {
    const states = [];
    for (const { counted } of keys) {
      states.push(await this.#counter.state(counted.key, { at, windowMs: counted.windowMs }));
    }
    return withStates(keys, states);
  }
}

const NOWHERE: SpentElsewhere = { elsewhere: 0, unpricedElsewhere: 0 };

function checkLimits(limits: readonly SpendLimit[]): void {
  const names = new Set<string>();
  for (const limit of limits) {
    const { name } = checkSpendLimit(limit);
    if (names.has(name)) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `Two spend limits have the name ${JSON.stringify(name)}. Give each a name of its own.`,
      );
    }
    names.add(name);
  }
}

function systemOffset(at: number): number {
  return -new Date(at).getTimezoneOffset();
}

function isInDollars({ unit }: CountedKey): boolean {
  return unit === "usd";
}

function isHardAndUnpriced({ asked, counted: { limits } }: AskedKey): boolean {
  return asked === undefined && limits.some(({ hard }) => hard);
}

/** Those keys that have a state, with it. */
function withStates(keys: readonly AskedKey[], states: readonly SpendState[]): readonly AskedKey[] {
  const byKey = new Map(states.map((state) => [state.key, state]));
  return keys.flatMap((one) => {
    const state = byKey.get(one.counted.key);
    if (state === undefined) return [];
    const { settled, reserved } = state;
    return [{ ...one, standing: { ...one.standing, settled, reserved } }];
  });
}
