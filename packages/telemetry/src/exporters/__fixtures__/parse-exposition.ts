/** One sample of the text format. */
export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A whole text, as a strict reader of format 0.0.4 takes it. */
export interface ParsedExposition {
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly ParsedSample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|\})/;
const VALUE = /^(?:[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;

/**
 * Reads the text format 0.0.4 and throws for anything that its description does not allow, or that a scraper would stumble over:
 * types after samples, families in pieces, the same sample twice, a number that is none.
 */
export function parseExposition(text: string): ParsedExposition {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the last line has no end");
  const types = new Map<string, string>();
  const samples: ParsedSample[] = [];
  const seen = new Set<string>();
  let family = "";
  for (const line of text.split("\n").slice(0, -1)) {
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (comment !== null) {
      const [, what, name = "", rest = ""] = comment;
      if (what === "HELP" && types.has(name)) throw new Error(`${name} comes twice`);
      if (what === "TYPE") types.set(name, rest);
      family = name;
      continue;
    }
    const sample = parseSample(line);
    if (sample.name.replace(/_(?:bucket|sum|count)$/, "") !== family && sample.name !== family) {
      throw new Error(`${sample.name} stands under ${family}`);
    }
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(key)) throw new Error(`${key} comes twice`);
    seen.add(key);
    samples.push(sample);
  }
  return { types, samples };
}

function parseSample(line: string): ParsedSample {
  const name = NAME.exec(line)?.[0] ?? "";
  if (name === "") throw new Error(`no name: ${line}`);
  const labels: Record<string, string> = {};
  let rest = line.slice(name.length);
  if (rest.startsWith("{")) {
    rest = rest.slice(1);
    for (let end = ","; end === ","; ) {
      const label = LABEL.exec(rest);
      if (label === null) throw new Error(`no label: ${rest}`);
      const [whole, key = "", value = "", after = ""] = label;
      labels[key] = value.replaceAll(/\\(["\\n])/g, (_, one) => (one === "n" ? "\n" : one));
      rest = rest.slice(whole.length);
      end = after;
    }
  }
  const value = rest.slice(1);
  if (!rest.startsWith(" ") || !VALUE.test(value)) throw new Error(`no number: ${line}`);
  return { name, labels, value: Number(value.replace("Inf", "Infinity")) };
}
