/** Elements that hold nothing and have no end tag. */
export const VOID_ELEMENTS: ReadonlySet<string> = setOf(
  "area base basefont bgsound br col command embed frame hr image img input keygen link meta param source track wbr",
);

/** Elements that stand on lines of their own. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = setOf(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li listing main menu mtr nav noframes noscript ol optgroup p pre search " +
    "section select summary table tbody td text textarea tfoot th thead title tr ul xmp",
);

/** Elements that stand apart from the words around them, in the same line. */
export const SPACED_ELEMENTS: ReadonlySet<string> = setOf(
  "audio button canvas iframe meter mtd object output progress select video",
);

/** Elements that a reader never sees, with all that they hold; of pictures in SVG, their texts are seen. */
export const SILENT_ELEMENTS: ReadonlySet<string> = setOf(
  "annotation annotation-xml script style svg template",
);

/** Elements whose content is read as text, tags in it included. */
export const RAW_ELEMENTS: ReadonlySet<string> = setOf("script style textarea title xmp");

/** Elements whose end tag may be missing: the next of the same name ends them too. */
export const LOOSE_ELEMENTS: ReadonlySet<string> = setOf(
  "dd dt li optgroup option p rp rt tbody td tfoot th thead tr",
);

/** Elements in which white space stays as it is written. */
export const VERBATIM_ELEMENTS: ReadonlySet<string> = setOf("listing pre textarea xmp");

/** Inline elements for code. */
export const CODE_ELEMENTS: ReadonlySet<string> = setOf("code kbd samp tt");

/** Level of a heading element, 1 to 6; 0 for others. */
export function headingLevel(name: string): number {
  const digit = name.length === 2 && name.startsWith("h") ? name.charCodeAt(1) - 48 : 0;
  return digit >= 1 && digit <= 6 ? digit : 0;
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}
