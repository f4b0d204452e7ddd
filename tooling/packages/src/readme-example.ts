/** A README's example and what it should print. */
export interface ReadmeExample {
  readonly code: string;
  /** `undefined` where no `text` block follows the example. */
  readonly output: string | undefined;
}

/** The first `js` or `ts` block of a README and the `text` block behind it, if the next block is one. */
export function readmeExample(readme: string): ReadmeExample {
  const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, body]) => ({
    language: language ?? "",
    body: body ?? "",
  }));
  const at = blocks.findIndex(({ language }) => language === "js" || language === "ts");
  const code = blocks[at]?.body;
  if (code === undefined) throw new Error("The README has no ```js or ```ts example.");
  const next = blocks[at + 1];
  return { code, output: next?.language === "text" ? next.body : undefined };
}

/** The packages that a README's `npm install` line names. */
export function readmeInstalls(readme: string): readonly string[] {
  const line = /^npm install (?:--global )?([^#\n]*)/m.exec(readme)?.[1];
  if (line === undefined) throw new Error("The README has no npm install line.");
  return line.trim().split(/\s+/);
}
