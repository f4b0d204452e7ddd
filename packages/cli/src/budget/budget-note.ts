import type { SpendLimit } from "@tokenpak/core";

/** Who keeps hard limits, for people; nothing where none is hard. */
export function enforcementNote(limits: readonly SpendLimit[]): readonly string[] {
  return limits.some(({ hard }) => hard) ? [NOTE] : [];
}

const NOTE =
  "Hard limits stop calls that go through SpendGuard. What coding agents spend by themselves is shown here, and cannot be stopped.";
