import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { newestTurnStart } from "../../select/newest-turn.ts";
import { fillsLimit, rankUnits } from "../../select/rank-units.ts";
import { scoreByTelling } from "../../select/score-by-telling.ts";
import { textStretches } from "../../select/text-stretches.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";

/**
 * Text that no other kind claims: prose, chats, output of unknown tools. It has no rung of its own: nobody can tell which of
 * its words matter. Under a limit whole lines and sentences are kept: errors, the newest turn of a chat, what matches the query,
 * and of the rest what states the most that is not said elsewhere.
 */
export const textKind: KindProcessor = {
  name: "text",
  version: 1,
  kind: "text",
  isProse: true,
  rungs: () => [],
  units(source, request) {
    const newestTurn = newestTurnStart(source.text);
    const units = rankUnits(source.text, textStretches(source), {
      ...request,
      newestTurn,
      scoresRest: false,
    });
    if (fillsLimit(units, request.maxTokens)) return units;
    const openings = new Set(units[0]?.tier === UNIT_TIERS.structure ? [0] : []);
    return scoreByTelling(source.text, units.map(endLineIsStructure), openings);
  },
  verify: () => undefined,
};

/** A last line of its own carries the structure, as the sum that a tool prints; a sentence of the last paragraph does not. */
function endLineIsStructure(unit: Unit, at: number, units: readonly Unit[]): Unit {
  if (unit.tier !== UNIT_TIERS.structure) return unit;
  const isLine = at === units.length - 1 && units[at - 1]?.tier !== UNIT_TIERS.structure;
  return isLine ? unit : { ...unit, tier: UNIT_TIERS.rest };
}
