import {
  checkSpendLimit,
  type SpendLimit,
  type SpendPeriod,
  type SpendScope,
} from "@tokenpak/core";
import { usageError } from "../usage-error.ts";
import { limitName, sameSubject } from "./limit-name.ts";
import { readAmount } from "./read-amount.ts";
import { unknownLimit } from "./unknown-limit.ts";

/** What the user said of limits. */
export interface LimitFlags {
  /** Name of a limit, or one of {@link PERIOD_WORDS}. */
  readonly limit?: string | undefined;
  /** Its amount, or `off`. */
  readonly value?: string | undefined;
  readonly daily?: string | undefined;
  readonly weekly?: string | undefined;
  readonly monthly?: string | undefined;
  readonly session?: string | undefined;
  readonly window?: { readonly text: string; readonly ms: number } | undefined;
  /** Of the window. */
  readonly amount?: string | undefined;
  readonly tokens: boolean;
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly model?: string | undefined;
  /** A share, 0 to 1. */
  readonly "alert-at"?: number | undefined;
  readonly "hard-stop": boolean;
  readonly "warn-only": boolean;
  readonly utc: boolean;
  readonly local: boolean;
  readonly name?: string | undefined;
  readonly remove: boolean;
}

/** A limit to be set, or without one, the name of a limit to be removed. */
export interface LimitEdit {
  readonly name: string;
  readonly limit: SpendLimit | undefined;
}

/** Words for periods: flags, and names of limits that were given none. */
export const PERIOD_WORDS = {
  daily: "day",
  weekly: "week",
  monthly: "month",
  session: "session",
} as const satisfies Readonly<Record<string, SpendPeriod>>;

/**
 * What the flags make of the limits in force. An amount sets a limit, or changes that of the same name, which keeps what is not said;
 * options alone change the limit that is named, or all. Throws `WRONG_USE`, and `INVALID_OPTION` for a limit that cannot be.
 */
export function readLimitEdits(
  flags: LimitFlags,
  current: readonly SpendLimit[],
): readonly LimitEdit[] {
  refuseTogether(flags);
  const wishes = [...wishesByFlag(flags), ...wishesByValue(flags)];
  if (wishes.length === 0) return optionEdits(flags, current);
  if (wishes.length > 1 && givenName(flags) !== undefined) {
    throw usageError("One name for several limits. Set them one by one, or leave out the name.");
  }
  const edits = wishes.map((wish) => editOf(wish, flags, current));
  const twice = edits.find(({ name }, at) => edits.findIndex((edit) => edit.name === name) < at);
  if (twice === undefined) return edits;
  throw usageError(`${twice.name} is given twice. Give it once.`);
}

/** An amount that was given. */
interface Wish {
  /** Where, for messages. */
  readonly flag: string;
  readonly text: string;
  /** Missing where a limit was named that must be there. */
  readonly shape?: { readonly period: SpendPeriod; readonly windowMs?: number } | undefined;
  /** What such a limit is called where it is given no name. */
  readonly word: string;
}

function wishesByFlag(flags: LimitFlags): readonly Wish[] {
  return Object.entries(PERIOD_WORDS).flatMap(([word, period]): readonly Wish[] => {
    const text = flags[word as keyof typeof PERIOD_WORDS];
    return text === undefined ? [] : [{ flag: `--${word}`, text, shape: { period }, word }];
  });
}

function wishesByValue({ limit, value, window, amount, remove }: LimitFlags): readonly Wish[] {
  const text = remove ? OFF : (amount ?? value);
  const flag = amount === undefined ? "<value>" : "--amount";
  if (window !== undefined) {
    if (text === undefined) throw usageError("--window needs an amount: --window 5h --amount 10.");
    const shape = { period: "rolling", windowMs: window.ms } as const;
    return [{ flag, text, shape, word: `window-${window.text}` }];
  }
  if (amount !== undefined) throw usageError("--amount goes with --window 5h.");
  if (text === undefined) return [];
  if (limit === undefined) throw usageError("--remove needs the name of a limit.");
  const period = periodOf(limit);
  return [{ flag, text, shape: period && { period }, word: limit }];
}

function editOf(wish: Wish, flags: LimitFlags, current: readonly SpendLimit[]): LimitEdit {
  const given = givenName(flags);
  const subject = subjectOf(flags);
  const name = given ?? limitName(wish.word, { ...subject, tokens: flags.tokens });
  const before = current.find((limit) => limit.name === name);
  if (wish.text === OFF) {
    if (before === undefined) throw unknown(name, current);
    return { name, limit: undefined };
  }
  const kept = given === undefined ? undefined : before;
  const shape = wish.shape ?? kept;
  if (shape === undefined) throw unknown(name, current);
  const unit = flags.tokens ? "tokens" : (kept?.unit ?? "usd");
  const limit = checkSpendLimit({
    name,
    unit,
    amount: readAmount(wish.text, { unit, flag: wish.flag }),
    period: shape.period,
    windowMs: shape.windowMs,
    scope: subject?.scope ?? kept?.scope ?? "all",
    of: subject === undefined ? kept?.of : subject.of,
    ...optionsOf(flags, before),
  });
  if (given !== undefined || before === undefined || sameSubject(before, limit)) {
    return { name, limit };
  }
  throw usageError(
    `There is another limit ${name} already. Give this one a name of its own with --name.`,
  );
}

function optionEdits(flags: LimitFlags, current: readonly SpendLimit[]): readonly LimitEdit[] {
  const name = givenName(flags) ?? flags.limit;
  const limits = name === undefined ? current : current.filter((limit) => limit.name === name);
  if (name !== undefined && limits.length === 0) throw unknown(name, current);
  const { utc, local, tokens } = flags;
  const changes = flags["alert-at"] !== undefined || flags["hard-stop"] || flags["warn-only"];
  if ((!changes && !utc && !local) || tokens || subjectOf(flags) || limits.length === 0) {
    throw usageError(
      `Say what may be spent, for example: tokenpak budget set ${name ?? "--daily"} 20`,
    );
  }
  return limits.map((limit) => ({
    name: limit.name,
    limit: { ...limit, ...optionsOf(flags, limit) },
  }));
}

function optionsOf(
  flags: LimitFlags,
  before: SpendLimit | undefined,
): Pick<SpendLimit, "warnAt" | "hard" | "calendar"> {
  const { utc, local } = flags;
  return {
    warnAt: flags["alert-at"] ?? before?.warnAt ?? 0.8,
    hard: flags["hard-stop"] || (!flags["warn-only"] && (before?.hard ?? true)),
    calendar: utc ? "utc" : local ? "local" : (before?.calendar ?? "local"),
  };
}

/** Whose spending the flags name; `undefined` where they name nobody's. */
function subjectOf(
  flags: LimitFlags,
): { readonly scope: SpendScope; readonly of: string | undefined } | undefined {
  for (const scope of ["agent", "project", "model"] as const) {
    const of = flags[scope];
    if (of !== undefined) return { scope, of: of === EACH ? undefined : of };
  }
  return undefined;
}

/** The name that the user gave a limit; a word for a period is none. */
function givenName({ limit, name }: LimitFlags): string | undefined {
  return name ?? (limit !== undefined && periodOf(limit) === undefined ? limit : undefined);
}

function periodOf(word: string): SpendPeriod | undefined {
  return Object.hasOwn(PERIOD_WORDS, word)
    ? PERIOD_WORDS[word as keyof typeof PERIOD_WORDS]
    : undefined;
}

function refuseTogether(flags: LimitFlags): void {
  const { limit, value, amount, name, agent, project, model, remove, window } = flags;
  const isPeriod = limit !== undefined && periodOf(limit) !== undefined;
  const refusals: readonly (readonly [isWrong: boolean, message: string])[] = [
    [flags["hard-stop"] && flags["warn-only"], "--hard-stop and --warn-only exclude each other."],
    [flags.utc && flags.local, "--utc and --local exclude each other."],
    [
      [agent, project, model].filter((given) => given !== undefined).length > 1,
      "A limit is of an agent, a project or a model. Give one of them.",
    ],
    [
      limit !== undefined && name !== undefined && !isPeriod,
      `The limit is called ${limit} and ${name}. Give one name.`,
    ],
    [value !== undefined && amount !== undefined, "The amount is given twice. Give it once."],
    [
      remove && (value ?? amount ?? wishesByFlag(flags)[0]) !== undefined,
      "--remove takes the name of a limit, and no amount.",
    ],
    [
      isPeriod && value === undefined && !remove && wishesByFlag(flags).length > 0,
      `${limit} has no amount. Give one, for example ${limit} 20, or leave it out.`,
    ],
    [
      isPeriod && window !== undefined,
      `${limit} and --window exclude each other. Name a limit with --name.`,
    ],
  ];
  const [wrong] = refusals.filter(([isWrong]) => isWrong);
  if (wrong !== undefined) throw usageError(wrong[1]);
}

function unknown(name: string, current: readonly SpendLimit[]): Error {
  return unknownLimit(name, {
    known: current.map((limit) => limit.name),
    otherwise: "A new one takes --daily, --weekly, --monthly, --session or --window.",
  });
}

const OFF = "off";

/** For each agent, project or model by itself. */
const EACH = "each";
