const PERIODS = [
  [/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "daily"],
  [/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/, "weekly"],
  [/^\d{4}-(?:0[1-9]|1[0-2])$/, "monthly"],
  [/^\d{4}-Q[1-4]$/, "quarterly"],
  [/^\d{4}$/, "yearly"],
] as const;

/** The period that a note is about by its name, in the default formats of Obsidian's daily notes and of periodic notes. */
export function periodOfNote(name: string): (typeof PERIODS)[number][1] | undefined {
  return PERIODS.find(([pattern]) => pattern.test(name))?.[1];
}
