import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import type { Unit } from "../../select/unit.ts";

const HEADER = /^[ \t]*\[.{1,200}\][ \t\r]*(?:#.*)?$/;
const MEMBER = /^[ \t]*["']?[A-Za-z0-9_.-]{1,100}["']?[ \t]*=/;

/**
 * What a limit may leave out of a TOML text: members, each below its header, with the lines that go on with its value. Headers
 * count as structure.
 */
export function tomlUnits(source: Source, request: RungRequest): readonly Unit[] {
  const stretches: OwnStretch[] = [];
  let header: number | undefined;
  let member: number | undefined;
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.line(line);
    const place = { from: source.lineStart(line), to: source.lineEnd(line), mayReport: false };
    const last = stretches.at(-1);
    if (text.trim() === "" && last !== undefined) last.to = place.to;
    else if (HEADER.test(text)) {
      header = stretches.length;
      member = undefined;
      stretches.push({ ...place, structural: true });
    } else if (MEMBER.test(text)) {
      member = stretches.length;
      stretches.push({ ...place, parent: header, structural: header === undefined });
    } else stretches.push({ ...place, parent: member ?? header });
  }
  return rankUnits(source.text, stretches, request);
}

type OwnStretch = { -readonly [Key in keyof Stretch]: Stretch[Key] };
