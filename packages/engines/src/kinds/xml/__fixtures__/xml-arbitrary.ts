import fc from "fast-check";

const name = fc.constantFrom("a", "b", "item", "ns:item", "dc:creator", "x-y.z", "größe");
const text = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "1.50",
    "a b",
    " lead",
    "x, y|z",
    "&amp;&lt;",
    "&custom;",
    "~",
    "-",
    "@a",
    "^b",
  ),
  fc.constantFrom(
    "a: b",
    "ends:",
    "/",
    "> x",
    '"quoted"',
    "... items 2-3",
    "item 3: x",
    "{1..3}",
    "日本",
  ),
  fc.constantFrom("two\nlines", "<![CDATA[a < b]]>", "tab\there", "\u00a0", "$a", "a\\b", "[3]:x"),
);
const attributeText = text.filter((value) => !value.includes("<"));
const attribute = fc
  .tuple(fc.constantFrom("id", "name", "xml:lang", "data-x"), attributeText)
  .map(([key, value]) => (value.includes('"') ? `${key}='${value}'` : `${key}="${value}"`));

function tag(own: string, attributes: readonly string[]): string {
  const keys = new Set<string>();
  const unique = attributes.filter((each) => {
    const key = each.slice(0, each.indexOf("="));
    return !keys.has(key) && keys.add(key);
  });
  return [own, ...unique].join(" ");
}

const attributes = fc.array(attribute, { maxLength: 3 });
const leaf = fc
  .tuple(name, attributes, text, fc.boolean())
  .map(([own, keys, value, isEmpty]) =>
    isEmpty ? `<${tag(own, keys)}/>` : `<${tag(own, keys)}>${value}</${own}>`,
  );
const other = fc.constantFrom("<!-- note -->", "<!-- two\nlines -->", "<?run it?>");

const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc
      .tuple(
        name,
        attributes,
        fc.array(fc.oneof(tie("tree"), tie("tree"), leaf, other), { maxLength: 5 }),
      )
      .chain(([own, keys, children]) =>
        fc
          .constantFrom("", "\n  ", "\n", " ", "text ")
          .map((gap) => `<${tag(own, keys)}>${gap}${children.join(gap)}${gap}</${own}>`),
      ),
  ),
}));

const prolog = fc.constantFrom(
  "",
  '<?xml version="1.0"?>\n',
  '\ufeff<?xml version="1.0"?>\r\n<!-- c -->\n',
  '<!DOCTYPE a [\n<!ENTITY custom "x > y">\n]>\n',
);

/** Any document: mixed content, CDATA, comments, declarations, odd values in every place. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(prolog, tree)
  .map(([head, root]) => `${head}${root}\n`);

/** Documents that are a list of like records, some with something left out. */
export const recordLists: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(text, attributeText, fc.nat({ max: 9999 }), fc.nat({ max: 3 })), {
      minLength: 3,
      maxLength: 30,
    }),
    fc.constantFrom("\n    ", ""),
  )
  .map(([rows, gap]) => {
    const items = rows.map(([title, state, cents, sort], at) => {
      const quote = state.includes('"') ? "'" : '"';
      const extra = sort === 1 ? `${gap}<flag on="yes"/>` : "";
      const comment = sort === 2 && at % 7 === 0 ? `${gap}<!-- why -->` : "";
      return `  <item id="${at + 1}" state=${quote}${state}${quote}>${gap}<title>${title}</title>${gap}<price><net cur="EUR">${cents / 100}</net></price>${extra}${comment}${gap}</item>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<list>\n${items.join("\n")}\n</list>\n`;
  });
