import type { Random } from "./fuzz/random.ts";

/** Words that are common in English prose. */
export const WORDS =
  "the of to and in is that for it as was on be with by this are or from at not have an they which one were all their there when who more no out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many".split(
    " ",
  );
/** Names that parts of programs have. */
export const NAMES =
  "core utils parser stream client schema router cache logger config loader plugin render queue worker".split(
    " ",
  );

/** As many values, made one by one. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Common words. */
export function words(random: Random, count: number): string {
  return times(count, () => random.pick(WORDS)).join(" ");
}

/** A sentence of common words. */
export function sentence(random: Random): string {
  const text = words(random, 6 + random.whole(10));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Two to five sentences. */
export function paragraph(random: Random): string {
  return times(2 + random.whole(4), () => sentence(random)).join(" ");
}

/** Hexadecimal digits. */
export function hex(random: Random, length: number): string {
  return times(length, () => random.whole(16).toString(16)).join("");
}

/** A time, a minute later for each `at`. */
export function time(random: Random, at: number): string {
  return new Date(1_750_000_000_000 + at * 61_000 + random.whole(60_000)).toISOString();
}

/** Three numbers with dots. */
export function version(random: Random): string {
  return `${random.whole(9)}.${random.whole(20)}.${random.whole(30)}`;
}
