import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { newestTurnStart } from "../../select/newest-turn.ts";
import { rankUnits } from "../../select/rank-units.ts";
import { textStretches } from "../../select/text-stretches.ts";

/**
 * Text that no other kind claims: prose, chats, output of unknown tools. It has no rung of its own: nobody can tell which of
 * its words matter. Under a limit whole lines and sentences are kept: errors, the newest turn of a chat, what matches the query.
 */
export const textKind: KindProcessor = {
  name: "text",
  version: 1,
  kind: "text",
  rungs: () => [],
  units: (source, request) =>
    rankUnits(source.text, textStretches(source), {
      ...request,
      newestTurn: newestTurnStart(source.text),
    }),
  verify: () => undefined,
};
