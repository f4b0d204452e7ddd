import { GAPS, gapStrength } from "../select/gap-strength.ts";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";

/** Where a window may go on. */
export interface WindowEnd {
  readonly units: readonly Unit[];
  keeps(index: number): boolean;
  /** Whether a part of a unit alone can be read: of a sentence, not of a row. */
  mayTear(unit: Unit): boolean;
  /** Characters to add at most. */
  readonly characters: number;
}

/**
 * Units with the beginning of what follows the likeliest window as one to be kept, and all that was kept as kept: words that
 * cost no marker of their own. They end between words, within a paragraph. `undefined` where no window can go on.
 */
export function extendWindow(
  text: string,
  { units, keeps, mayTear, characters }: WindowEnd,
): readonly Unit[] | undefined {
  const next = behindLikeliest(units, keeps);
  const cut = units[next];
  if (cut === undefined || !mayTear(cut)) return undefined;
  const most = Math.min(cut.to, cut.from + characters, endOfParagraph(text, cut.from));
  let end = most;
  while (end > cut.from && end < cut.to && gapStrength(text, end) < GAPS.word) end--;
  if (end <= cut.from) return undefined;
  const moved = end < cut.to ? 1 : 0;
  return units.flatMap((unit, at): Unit[] => {
    const parent = (unit.parent ?? 0) > next ? (unit.parent ?? 0) + moved : unit.parent;
    const placed = { ...unit, parent, tier: keeps(at) ? UNIT_TIERS.kept : unit.tier };
    if (at !== next) return [placed];
    const first = { ...placed, to: end, tier: UNIT_TIERS.kept };
    return moved === 0 ? [first] : [first, { ...placed, from: end, tier: UNIT_TIERS.rest }];
  });
}

/** Index of the unit behind the run of kept units that most likely holds what is asked for; -1 for none. */
function behindLikeliest(units: readonly Unit[], keeps: (index: number) => boolean): number {
  let best = 0;
  let behind = -1;
  let chance = 0;
  for (const [at, unit] of units.entries()) {
    if (keeps(at)) {
      chance += unit.chance ?? 0;
      continue;
    }
    if (chance > best) {
      best = chance;
      behind = at;
    }
    chance = 0;
  }
  return behind;
}

function endOfParagraph(text: string, from: number): number {
  const end = text.indexOf("\n\n", from);
  return end < 0 ? text.length : end;
}
