import type { SpendLimit } from "@tokenpak/core";
import { groupName } from "../cost/group-name.ts";
import { type LimitSpending, spenderDimensions } from "./limit-spending.ts";

/** Columns for whose spending a row is. */
const ROOM = 32;

/** What a row is called: the limit, and where it is for each, whose spending it is: `daily:each-agent · codex`. */
export function spenderName(
  limit: SpendLimit,
  { key }: Pick<LimitSpending, "key">,
  home: string,
): string {
  const by = spenderDimensions(limit);
  return by.length === 0
    ? limit.name
    : `${limit.name} · ${groupName({ key }, { by, room: ROOM, home })}`;
}
