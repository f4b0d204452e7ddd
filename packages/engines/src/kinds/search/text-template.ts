/** A text that many matches share, whole or around one place where they differ. */
export interface TextTemplate {
  readonly prefix: string;
  /** What stands behind the place where texts differ; `undefined` where the whole text is shared. */
  readonly suffix: string | undefined;
}

/** Whether a text is written with a template. */
export function fitsTemplate(text: string, { prefix, suffix }: TextTemplate): boolean {
  if (suffix === undefined) return text === prefix;
  return (
    text.length >= prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix)
  );
}
