import type { SpendLimit } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { type LimitFlags, readLimitEdits } from "./read-limit-edits.ts";

const NONE: LimitFlags = {
  tokens: false,
  "hard-stop": false,
  "warn-only": false,
  utc: false,
  local: false,
  remove: false,
};

const DAILY: SpendLimit = {
  name: "daily",
  unit: "usd",
  amount: 20,
  period: "day",
  windowMs: undefined,
  scope: "all",
  of: undefined,
  warnAt: 0.8,
  hard: true,
  calendar: "local",
};

const BURST: SpendLimit = {
  ...DAILY,
  name: "burst",
  unit: "tokens",
  amount: 2_000_000,
  period: "rolling",
  windowMs: 18_000_000,
  scope: "agent",
  of: "codex",
};

const FIVE_HOURS = { text: "5h", ms: 18_000_000 };

function edits(flags: Partial<LimitFlags>, current: readonly SpendLimit[] = []) {
  return readLimitEdits({ ...NONE, ...flags }, current);
}

describe("readLimitEdits", () => {
  it("makes limits of the flags that people guess", () => {
    const options = { "alert-at": 0.5, "hard-stop": true, utc: true };
    expect(edits({ daily: "20", monthly: "$1,300.50", ...options })).toEqual([
      { name: "daily", limit: { ...DAILY, warnAt: 0.5, calendar: "utc" } },
      {
        name: "monthly",
        limit: {
          ...DAILY,
          name: "monthly",
          amount: 1300.5,
          period: "month",
          warnAt: 0.5,
          calendar: "utc",
        },
      },
    ]);
    expect(edits({ limit: "daily", value: "20" })).toEqual(edits({ daily: "20" }));
  });

  it.each<[name: string, flags: Partial<LimitFlags>, limit: Partial<SpendLimit>]>([
    ["daily:each-agent", { daily: "5", agent: "each" }, { scope: "agent" }],
    ["weekly:opus-4", { weekly: "5", model: "opus-4" }, { scope: "model", of: "opus-4" }],
    [
      "daily:my-shop",
      { daily: "5", project: "/src/my shop/" },
      { scope: "project", of: "/src/my shop/" },
    ],
    ["session-tokens", { session: "1.1M", tokens: true }, { unit: "tokens", amount: 1_100_000 }],
    [
      "window-5h",
      { window: FIVE_HOURS, amount: "0.000000001" },
      { period: "rolling", windowMs: 18_000_000, amount: 1e-9 },
    ],
    ["alice", { limit: "alice", daily: "5", agent: "alice" }, { scope: "agent", of: "alice" }],
    ["alice", { limit: "daily", value: "0", name: "alice", "warn-only": true }, { hard: false }],
  ])("calls a limit %s", (name, flags, limit) => {
    expect(edits(flags)).toMatchObject([{ name, limit: { name, ...limit } }]);
  });

  it("keeps of a limit what is not said", () => {
    const soft = { ...DAILY, warnAt: 0.5, hard: false, calendar: "utc" } as const;
    expect(edits({ daily: "25" }, [soft])).toEqual([
      { name: "daily", limit: { ...soft, amount: 25 } },
    ]);
    expect(edits({ limit: "burst", value: "3M" }, [BURST])).toEqual([
      { name: "burst", limit: { ...BURST, amount: 3_000_000 } },
    ]);
    expect(edits({ limit: "burst", daily: "5k" }, [BURST])).toMatchObject([
      { limit: { amount: 5000, period: "day", windowMs: undefined, of: "codex" } },
    ]);
  });

  it("changes options of one limit, or of all", () => {
    const changes = { "alert-at": 1, "warn-only": true, utc: true };
    const changed = { warnAt: 1, hard: false, calendar: "utc" };
    expect(edits({ limit: "daily", ...changes }, [BURST, DAILY])).toEqual([
      { name: "daily", limit: { ...DAILY, ...changed } },
    ]);
    expect(edits(changes, [BURST, DAILY])).toHaveLength(2);
  });

  it("removes a limit by each way to say so", () => {
    const removed = [{ name: "daily", limit: undefined }];
    expect(edits({ limit: "daily", value: "off" }, [DAILY])).toEqual(removed);
    expect(edits({ limit: "daily", remove: true }, [DAILY])).toEqual(removed);
    expect(edits({ daily: "off" }, [DAILY])).toEqual(removed);
    expect(edits({ name: "burst", limit: "daily", value: "off" }, [BURST])).toEqual([
      { name: "burst", limit: undefined },
    ]);
  });

  it.each<[message: string, flags: Partial<LimitFlags>]>([
    ["Say what may be spent", {}],
    ["Say what may be spent", { "alert-at": 0.5, agent: "x" }],
    ['There is no limit "dialy". Did you mean daily?', { limit: "dialy", value: "3" }],
    [
      'There is no limit "weekly". Known: daily, burst, daily:shop.',
      { limit: "weekly", value: "off" },
    ],
    ["A new one takes --daily", { limit: "20" }],
    ['--daily must be dollars, for example 20 or 12.50, or off, not "-5".', { daily: "-5" }],
    ["For tokens add --tokens.", { daily: "2M" }],
    ["--daily must be tokens", { daily: "1.5", tokens: true }],
    ["--daily must be dollars", { daily: "1,00" }],
    ["--hard-stop and --warn-only", { daily: "5", "hard-stop": true, "warn-only": true }],
    ["--utc and --local", { daily: "5", utc: true, local: true }],
    ["Give one of them", { daily: "5", agent: "a", model: "m" }],
    ["Give one name", { limit: "a", name: "b", daily: "5" }],
    ["One name for several limits", { name: "a", daily: "5", weekly: "6" }],
    ["daily is given twice", { limit: "daily", value: "5", daily: "6" }],
    ["daily has no amount", { limit: "daily", weekly: "6" }],
    ["daily and --window exclude each other", { limit: "daily", value: "6", window: FIVE_HOURS }],
    ["--window needs an amount", { window: FIVE_HOURS }],
    ["--amount goes with --window", { amount: "5" }],
    ["--remove takes the name of a limit", { daily: "5", remove: true }],
    ["--remove needs the name", { remove: true }],
    ["with --name", { daily: "5", project: "/b/shop" }],
  ])("refuses with: %s", (message, flags) => {
    const shop = { ...DAILY, name: "daily:shop", scope: "project", of: "/a/shop" } as const;
    const refused = expect.objectContaining({
      code: "WRONG_USE",
      message: expect.stringContaining(message),
    });
    expect(() => edits(flags, [DAILY, BURST, shop])).toThrow(refused);
  });
});
