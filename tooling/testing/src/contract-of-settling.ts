import type { Awaitable, SpendCounter } from "@tokenpak/core";
import { expect, it } from "vitest";
import { HOUR, NOW, reservationOf, stateOf } from "./reservation-of.ts";

type Open = () => Awaitable<SpendCounter>;

/** Counts what was spent, once. */
export function settles(open: Open): void {
  it("puts what was spent in the place of what was reserved, less, more, or elsewhere", async () => {
    const counter = await open();
    const charges = [
      { key: "a", amount: 60, limit: 100 },
      { key: "b", amount: 5 },
    ];
    await counter.reserve(reservationOf("1", 0, { charges }));
    expect(await counter.settle({ id: "1", amounts: { a: 170, c: 3 }, at: NOW })).toBe(true);
    expect(await stateOf(counter)).toEqual([170, 0]);
    expect(await stateOf(counter, "b")).toEqual([0, 0]);
    expect(await stateOf(counter, "c")).toEqual([3, 0]);
    expect(await counter.reserve(reservationOf("2", 0))).toMatchObject({ granted: false });
  });

  it("settles an id once, and one that was never reserved too", async () => {
    const counter = await open();
    const settlement = { id: "1", amounts: { a: 7 }, at: NOW };
    expect(await counter.settle(settlement)).toBe(true);
    expect(await counter.settle(settlement)).toBe(false);
    expect(await counter.settle({ ...settlement, amounts: { a: 9, b: 9 } })).toBe(false);
    expect(await stateOf(counter)).toEqual([7, 0]);
    expect(await stateOf(counter, "b")).toEqual([0, 0]);
  });

  it("settles after the expiry: it was spent", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 60));
    const at = NOW + 24 * HOUR;
    await counter.reserve(reservationOf("2", 100, { at }));
    expect(await counter.settle({ id: "1", amounts: { a: 60 }, at })).toBe(true);
    expect(await stateOf(counter, "a", at)).toEqual([60, 100]);
  });

  it("adds up exactly what comes at one time, and what comes in the wrong order", async () => {
    const counter = await open();
    const times = [5, 1, 5, 3, 9, 3, 1, 0, 5];
    for (const [index, time] of times.entries()) {
      await counter.settle({ id: `${index}`, amounts: { a: 10 ** index }, at: NOW + time });
    }
    expect(await stateOf(counter)).toEqual([111_111_111, 0]);
    for (const windowMs of [1, 4, 5, 6, 8, 9, 10]) {
      const expected = times
        .map((time, index) => (time > 9 - windowMs ? 10 ** index : 0))
        .reduce((sum, amount) => sum + amount);
      const { settled } = await counter.state("a", { at: NOW + 9, windowMs });
      expect(settled, `${windowMs} ms`).toBe(expected);
    }
  });
}

/** Gives back, and lets lost reservations go. */
export function releasesAndExpires(open: Open): void {
  it("gives a reservation back once; a settlement after that is not counted", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 60));
    expect(await counter.release("1", NOW)).toBe(true);
    expect(await counter.release("1", NOW)).toBe(false);
    expect(await counter.settle({ id: "1", amounts: { a: 60 }, at: NOW })).toBe(false);
    expect(await stateOf(counter)).toEqual([0, 0]);
  });

  it("has nothing to give back of an unknown, a settled or an expired id", async () => {
    const counter = await open();
    expect(await counter.release("unknown", NOW)).toBe(false);
    expect(await counter.settle({ id: "unknown", amounts: { a: 1 }, at: NOW })).toBe(true);
    expect(await counter.release("unknown", NOW)).toBe(false);
    await counter.reserve(reservationOf("1", 60));
    expect(await counter.release("1", NOW + 600_000)).toBe(false);
    expect(await counter.settle({ id: "1", amounts: { a: 2 }, at: NOW + 600_000 })).toBe(true);
    expect(await stateOf(counter)).toEqual([3, 0]);
  });

  it("counts a lost reservation until its end, for each caller by his own clock", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("lost", 60));
    const end = NOW + 600_000;
    expect(await counter.reserve(reservationOf("2", 50, { at: end - 1 }))).toMatchObject({
      granted: false,
    });
    expect(await stateOf(counter, "a", end - 1)).toEqual([0, 60]);
    expect(await stateOf(counter, "a", end)).toEqual([0, 0]);
    expect(await counter.reserve(reservationOf("2", 50, { at: end }))).toMatchObject({
      granted: true,
    });
    expect(await stateOf(counter, "a", end)).toEqual([0, 50]);
    expect(await stateOf(counter, "a", NOW - 5)).toEqual([0, 110]);
  });
}

/** Rolling windows. */
export function countsWindows(open: Open): void {
  it("counts in a window what was settled in it: its end included, its beginning not", async () => {
    const counter = await open();
    await counter.settle({ id: "1", amounts: { a: 60 }, at: NOW });
    const settledAt = async (at: number): Promise<number> =>
      (await counter.state("a", { at, windowMs: HOUR })).settled;
    expect(await settledAt(NOW)).toBe(60);
    expect(await settledAt(NOW + HOUR - 1)).toBe(60);
    expect(await settledAt(NOW + HOUR)).toBe(0);
    expect(await stateOf(counter, "a", NOW + HOUR)).toEqual([60, 0]);
  });

  it("holds reservations to the window's limit: settled in it, and all that are open", async () => {
    const counter = await open();
    await counter.settle({ id: "1", amounts: { a: 60 }, at: NOW });
    const ask = async (id: string, amount: number, at: number): Promise<boolean> =>
      (await counter.reserve(reservationOf(id, amount, { at, windowMs: HOUR, ttlMs: 9 * HOUR })))
        .granted;
    expect(await ask("2", 41, NOW + HOUR - 1)).toBe(false);
    expect(await ask("2", 41, NOW + HOUR)).toBe(true);
    expect(await ask("3", 60, NOW + 5 * HOUR)).toBe(false);
    expect(await ask("3", 59, NOW + 5 * HOUR)).toBe(true);
  });

  it("counts what was settled in a caller's future", async () => {
    const counter = await open();
    await counter.settle({ id: "1", amounts: { a: 60 }, at: NOW + 24 * HOUR });
    const early = reservationOf("2", 41, { windowMs: HOUR });
    expect(await counter.reserve(early)).toMatchObject({ granted: false });
    expect(await counter.state("a", { at: NOW, windowMs: 1 })).toMatchObject({ settled: 60 });
  });
}

/** Forgets. */
export function prunes(open: Open): void {
  it("forgets ids closed or expired before a time, keeps the rest, and says how many", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("settled", 1));
    await counter.settle({ id: "settled", amounts: { a: 1 }, at: NOW });
    await counter.reserve(reservationOf("released", 1));
    await counter.release("released", NOW);
    await counter.reserve(reservationOf("expired", 1, { ttlMs: 1, at: NOW - 1 }));
    await counter.reserve(reservationOf("open", 1));
    await counter.settle({ id: "late", amounts: { a: 10 }, at: NOW + 1 });
    expect(await counter.prune(NOW)).toBe(0);
    expect(await counter.prune(NOW + 1)).toBe(3);
    expect(await counter.prune(NOW + 1)).toBe(0);
    expect(await counter.state("a", { at: NOW, windowMs: HOUR })).toMatchObject({ settled: 10 });
    expect(await stateOf(counter)).toEqual([11, 1]);
    expect(await counter.settle({ id: "late", amounts: { a: 1 }, at: NOW })).toBe(false);
    expect(await counter.settle({ id: "settled", amounts: { a: 1 }, at: NOW })).toBe(true);
    expect(await stateOf(counter)).toEqual([12, 1]);
  });

  it("keeps the total of a key that was settled under since, and forgets that of others", async () => {
    const counter = await open();
    await counter.settle({ id: "1", amounts: { a: 5, b: 7 }, at: NOW });
    await counter.settle({ id: "2", amounts: { a: 3 }, at: NOW + 10 });
    await counter.prune(NOW + 5);
    expect(await stateOf(counter)).toEqual([8, 0]);
    expect(await stateOf(counter, "b")).toEqual([0, 0]);
    await counter.settle({ id: "3", amounts: { a: 20 }, at: NOW + 7 });
    expect(await stateOf(counter)).toEqual([28, 0]);
    expect(await counter.state("a", { at: NOW + 10, windowMs: HOUR })).toMatchObject({
      settled: 23,
    });
    await counter.prune(NOW + 11);
    expect(await stateOf(counter)).toEqual([0, 0]);
  });
}
