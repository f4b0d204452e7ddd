import { escapePlace } from "./line-start.ts";
import type { PageLine } from "./page-text.ts";

/** A line as it is kept: a row of a table as one atom, any other with a backslash where it would be read as something else. */
export function finishLine(line: PageLine, isRow: boolean): PageLine {
  const { text, places } = line;
  const atoms = isRow ? [{ from: 0, to: text.length }] : line.atoms;
  const slash = isRow && text.startsWith("|") ? -1 : escapePlace(text);
  if (slash < 0) return { ...line, atoms };
  const before = places.filter(({ at }) => at <= slash);
  const spot = before.at(-1);
  const source = spot === undefined ? line.from : spot.source + (spot.moves ? slash - spot.at : 0);
  const moved = (at: number): number => (at > slash ? at + 1 : at);
  return {
    ...line,
    text: `${text.slice(0, slash)}\\${text.slice(slash)}`,
    places: [
      ...before,
      { at: slash, source, moves: false },
      { at: slash + 1, source, moves: spot?.moves ?? false },
      ...places.filter(({ at }) => at > slash).map((place) => ({ ...place, at: place.at + 1 })),
    ],
    atoms: [
      ...atoms.map(({ from, to }) => ({ from: moved(from), to: moved(to) })),
      { from: 0, to: slash + 2 },
    ],
  };
}
