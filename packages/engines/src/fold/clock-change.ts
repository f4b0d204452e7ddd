import { joinClock, parseTime, type TimeStamp, timeFormat } from "./time-stamp.ts";

/** The last time written in each format, by number of format. */
export type ClockStates = (TimeStamp | undefined)[];

/**
 * What is written of a time after the one before: nothing where they are equal, else the clock from its first part that
 * differs; `undefined` where more than the clock differs. With `whole` at least the last part is written.
 */
export function clockChange(
  before: TimeStamp | undefined,
  now: TimeStamp,
  { atLeastOne = false }: { readonly atLeastOne?: boolean } = {},
): string | undefined {
  if (before === undefined || before.date !== now.date || before.tail !== now.tail)
    return undefined;
  const { clock, between } = now;
  let first = 0;
  while (first < clock.length && clock[first] === before.clock[first]) first++;
  if (first === clock.length) {
    if (!atLeastOne) return "";
    first--;
  }
  return joinClock(clock, between, first);
}

/** The time that a change makes of the one before, or `undefined` for a change that its format cannot have. */
export function changeClock(before: TimeStamp, change: string): TimeStamp | undefined {
  if (change === "") return before;
  const parts = partsOf(change, before);
  const kept = before.clock.length - parts.length;
  if (kept < 0) return undefined;
  return { ...before, clock: [...before.clock.slice(0, kept), ...parts] };
}

function partsOf(change: string, { clock, between }: TimeStamp): string[] {
  if (between[0] !== "") return change.split(/[.,:]/);
  const width = (clock.at(-1) as string).length;
  return Array.from({ length: change.length / width }, (_, at) =>
    change.slice(at * width, (at + 1) * width),
  );
}

/** Whether `text` reads back as this time, in a line of its own. */
export function readsAsTime(text: string, time: TimeStamp): boolean {
  const read = parseTime(text);
  return (
    read !== undefined &&
    timeFormat(read) === timeFormat(time) &&
    read.date === time.date &&
    read.tail === time.tail
  );
}
