import type { Awaitable, SpendCounter } from "@tokenpak/core";
import { expect, it } from "vitest";
import { NOW, reservationOf, stateOf } from "./reservation-of.ts";

type Open = () => Awaitable<SpendCounter>;

/** Reserves up to limits, under all or none. */
export function reserves(open: Open): void {
  it("grants up to the limit, the limit included, and says what stands with the reservation in it", async () => {
    const counter = await open();
    expect(await counter.reserve(reservationOf("1", 60))).toEqual({
      granted: true,
      states: [{ key: "a", settled: 0, reserved: 60 }],
    });
    expect(await counter.reserve(reservationOf("2", 41))).toEqual({
      granted: false,
      refused: [{ key: "a", amount: 41, limit: 100, settled: 0, reserved: 60 }],
    });
    expect(await counter.reserve(reservationOf("3", 40))).toMatchObject({ granted: true });
    expect(await stateOf(counter)).toEqual([0, 100]);
    expect(await counter.reserve(reservationOf("4", 0))).toMatchObject({ granted: true });
  });

  it("reserves under all limits or under none, and names those that do not fit, in their order", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 90));
    const charges = [
      { key: "c", amount: 6, limit: 5 },
      { key: "b", amount: 11, limit: 1000 },
      { key: "a", amount: 11, limit: 100 },
      { key: "d", amount: 11 },
    ];
    const decision = await counter.reserve(reservationOf("2", 0, { charges }));
    expect(decision).toMatchObject({
      granted: false,
      refused: [
        { key: "c", amount: 6, limit: 5, settled: 0, reserved: 0 },
        { key: "a", amount: 11, limit: 100, settled: 0, reserved: 90 },
      ],
    });
    for (const key of ["b", "c", "d"]) expect(await stateOf(counter, key)).toEqual([0, 0]);
    expect(await stateOf(counter)).toEqual([0, 90]);
  });

  it("only counts what has no limit, and grants work that is charged to nobody", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 1e15, { limit: undefined }));
    expect(await stateOf(counter)).toEqual([0, 1e15]);
    expect(await counter.reserve(reservationOf("2", 0, { charges: [] }))).toEqual({
      granted: true,
      states: [],
    });
  });

  it("keeps keys apart that differ in case, spaces, accents, NUL or prototype", async () => {
    const counter = await open();
    const keys = ["k", "K", "k ", "k\0", "k\0x", "e\u0301", "\u00E9", "__proto__", "constructor"];
    for (const [index, key] of keys.entries()) {
      await counter.reserve(reservationOf(`r${index}`, index + 1, { key }));
      await counter.settle({
        id: `s${index}`,
        at: NOW,
        amounts: Object.fromEntries([[key, 2 * index + 1]]),
      });
    }
    for (const [index, key] of keys.entries()) {
      expect(await stateOf(counter, key)).toEqual([2 * index + 1, index + 1]);
    }
  });
}

/** Tells a retry from a new call. */
export function repeats(open: Open): void {
  it("grants the same id again, in any order of charges, and changes nothing, not even its end", async () => {
    const counter = await open();
    const charges = [
      { key: "a", amount: 60, limit: 100 },
      { key: "b", amount: 1 },
    ];
    await counter.reserve(reservationOf("1", 0, { charges }));
    const again = reservationOf("1", 0, { charges: charges.toReversed(), at: NOW + 300_000 });
    expect(await counter.reserve(again)).toEqual({
      granted: true,
      states: [
        { key: "b", settled: 0, reserved: 1 },
        { key: "a", settled: 0, reserved: 60 },
      ],
    });
    expect(await stateOf(counter)).toEqual([0, 60]);
    expect(await stateOf(counter, "a", NOW + 600_000)).toEqual([0, 0]);
  });

  it("grants it again also where the limit became lower", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 60));
    expect(await counter.reserve(reservationOf("1", 60, { limit: 10, windowMs: 5 }))).toEqual({
      granted: true,
      states: [{ key: "a", settled: 0, reserved: 60 }],
    });
  });

  it.each([
    ["another amount", { charges: [{ key: "a", amount: 61, limit: 100 }] }],
    ["another key", { charges: [{ key: "b", amount: 60, limit: 100 }] }],
    ["one key less", { charges: [] }],
  ])("refuses the same id with %s, also when it is settled", async (_, change) => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 60));
    const other = reservationOf("1", 0, change);
    await expect(async () => counter.reserve(other)).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    await counter.settle({ id: "1", amounts: { a: 5 }, at: NOW });
    await expect(async () => counter.reserve(other)).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    expect(await stateOf(counter)).toEqual([5, 0]);
  });

  it("grants a settled id again without reserving anything", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 60));
    await counter.settle({ id: "1", amounts: { a: 100 }, at: NOW });
    expect(await counter.reserve(reservationOf("1", 60))).toEqual({
      granted: true,
      states: [{ key: "a", settled: 100, reserved: 0 }],
    });
    await counter.settle({ id: "never reserved", amounts: { a: 1 }, at: NOW });
    expect(await counter.reserve(reservationOf("never reserved", 7))).toMatchObject({
      granted: true,
    });
    expect(await stateOf(counter)).toEqual([101, 0]);
  });

  it("judges a refused, a released and an expired id like a new one", async () => {
    const counter = await open();
    await counter.reserve(reservationOf("1", 60));
    expect(await counter.reserve(reservationOf("2", 60))).toMatchObject({ granted: false });
    await counter.release("1", NOW);
    expect(await counter.reserve(reservationOf("2", 50))).toMatchObject({ granted: true });
    expect(await counter.reserve(reservationOf("1", 60))).toMatchObject({ granted: false });
    expect(await counter.reserve(reservationOf("1", 50))).toMatchObject({ granted: true });
    const later = { at: NOW + 600_000 };
    expect(await counter.reserve(reservationOf("3", 80, later))).toMatchObject({ granted: true });
    expect(await counter.reserve(reservationOf("1", 50, later))).toMatchObject({ granted: false });
    expect(await counter.reserve(reservationOf("1", 20, later))).toMatchObject({ granted: true });
    expect(await stateOf(counter, "a", later.at)).toEqual([0, 100]);
    expect(await counter.settle({ id: "1", amounts: { a: 3 }, ...later })).toBe(true);
    expect(await stateOf(counter, "a", later.at)).toEqual([3, 80]);
  });
}
