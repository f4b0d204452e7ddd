import type { Awaitable, SpendCharge, SpendCounter, SpendReservation } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { repeats, reserves } from "./contract-of-reserving.ts";
import { countsWindows, prunes, releasesAndExpires, settles } from "./contract-of-settling.ts";
import { behavesLikeModel, neverOverspends } from "./contract-of-spending-at-once.ts";
import { NOW, reservationOf, stateOf } from "./reservation-of.ts";

/** What every {@link SpendCounter} does. `open` gives a new, empty one. */
export function spendCounterContract(name: string, open: () => Awaitable<SpendCounter>): void {
  describe(`${name} as a SpendCounter`, () => {
    reserves(open);
    repeats(open);
    settles(open);
    releasesAndExpires(open);
    countsWindows(open);
    prunes(open);
    refusesWhatCannotBe(open);
    neverOverspends(open);
    behavesLikeModel(open);
  });
}

type Open = () => Awaitable<SpendCounter>;

function refusesWhatCannotBe(open: Open): void {
  const sound = reservationOf("1", 5);
  const withCharge = (change: Partial<SpendCharge>): SpendReservation => ({
    ...sound,
    charges: [{ key: "a", amount: 5, limit: 100, ...change }],
  });
  const wrongNumbers = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "5" as never];

  it("refuses reservations that cannot be, and reserves nothing of them", async () => {
    const counter = await open();
    const wrong: SpendReservation[] = [
      ...wrongNumbers.flatMap((value) => [
        withCharge({ amount: value }),
        withCharge({ limit: value }),
        withCharge({ windowMs: value }),
        { ...sound, at: value },
        { ...sound, ttlMs: value },
      ]),
      ...["", "\uD800", 7 as never].flatMap((name) => [
        { ...sound, id: name },
        withCharge({ key: name }),
      ]),
      withCharge({ windowMs: 0 }),
      { ...sound, ttlMs: 0 },
      { ...sound, ttlMs: Number.MAX_SAFE_INTEGER },
      { ...sound, charges: [...sound.charges, { key: "b", amount: 1 }, ...sound.charges] },
    ];
    for (const one of wrong) {
      await expect(async () => counter.reserve(one), JSON.stringify(one)).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    }
    expect(await stateOf(counter)).toEqual([0, 0]);
    expect(await stateOf(counter, "b")).toEqual([0, 0]);
  });

  it("refuses settlements, releases and questions that cannot be, and counts nothing of them", async () => {
    const counter = await open();
    const settlement = { id: "1", amounts: { b: 1, a: 5 }, at: NOW };
    const calls = [
      ...wrongNumbers.flatMap((value) => [
        () => counter.settle({ ...settlement, amounts: { b: 1, a: value } }),
        () => counter.settle({ ...settlement, at: value }),
        () => counter.release("1", value),
        () => counter.state("a", { at: value }),
        () => counter.state("a", { at: NOW, windowMs: value }),
        () => counter.prune(value),
      ]),
      ...["", "\uD800", 7 as never].flatMap((name) => [
        () => counter.settle({ ...settlement, id: name }),
        () => counter.release(name, NOW),
        () => counter.state(name, { at: NOW }),
      ]),
      () => counter.settle({ ...settlement, amounts: { b: 1, "": 5 } }),
      () => counter.state("a", { at: NOW, windowMs: 0 }),
    ];
    for (const [index, call] of calls.entries()) {
      await expect(async () => call(), `${index}`).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    }
    expect(await stateOf(counter, "b")).toEqual([0, 0]);
    expect(await counter.settle(settlement)).toBe(true);
  });

  it("refuses what could not be added up exactly, and keeps what it has", async () => {
    const counter = await open();
    const most = Number.MAX_SAFE_INTEGER;
    await counter.settle({ id: "1", amounts: { a: most - 1 }, at: NOW });
    const reserve = async () => counter.reserve(reservationOf("2", 2, { limit: undefined }));
    const settle = async () => counter.settle({ id: "2", amounts: { b: 1, a: 2 }, at: NOW });
    for (const call of [reserve, settle]) {
      await expect(call).rejects.toMatchObject({ code: "INVALID_OPTION" });
    }
    expect(await counter.reserve(reservationOf("3", 2, { limit: most }))).toMatchObject({
      granted: false,
    });
    expect(await stateOf(counter)).toEqual([most - 1, 0]);
    expect(await stateOf(counter, "b")).toEqual([0, 0]);
  });
}
