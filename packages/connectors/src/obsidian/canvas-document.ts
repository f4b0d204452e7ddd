import * as z from "zod/mini";

// The format of https://jsoncanvas.org/spec/1.0, as far as it holds text.
const NODE = z.object({
  id: z.string(),
  type: z.string(),
  x: z._default(z.number(), 0),
  y: z._default(z.number(), 0),
  text: z.optional(z.string()),
  file: z.optional(z.string()),
  subpath: z.optional(z.string()),
  url: z.optional(z.string()),
  label: z.optional(z.string()),
});

const EDGE = z.object({
  fromNode: z.string(),
  toNode: z.string(),
  label: z.optional(z.string()),
});

const CANVAS = z.object({
  nodes: z._default(z.array(z.unknown()), []),
  edges: z._default(z.array(z.unknown()), []),
});

type CanvasNode = z.infer<typeof NODE>;

/**
 * A canvas as Markdown: its cards from top to bottom and left to right, files as wikilinks, then what leads where. `undefined` for
 * a text that is no canvas. Cards and arrows that are not as the format has them are left out.
 */
export function canvasText(json: string, title: string): string | undefined {
  const canvas = CANVAS.safeParse(parsed(json));
  if (!canvas.success) return undefined;
  const nodes = canvas.data.nodes
    .flatMap((node) => NODE.safeParse(node).data ?? [])
    .sort((a, b) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1));
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const arrows = canvas.data.edges
    .flatMap((edge) => EDGE.safeParse(edge).data ?? [])
    .map(({ fromNode, toNode, label = "" }) => {
      const name = label.trim() === "" ? "" : `: ${inOneLine(label)}`;
      return `- ${names.get(fromNode) ?? "?"} → ${names.get(toNode) ?? "?"}${name}`;
    });
  const parts = [`# ${title}`, ...nodes.map(cardText), arrows.join("\n")];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function cardText(node: CanvasNode): string {
  const { type, text = "", file = "", subpath = "", url = "", label = "" } = node;
  switch (type) {
    case "text":
      return text.replaceAll("\r\n", "\n").trim();
    case "file":
      return file === "" ? "" : `[[${inOneLine(file)}${inOneLine(subpath)}]]`;
    case "link":
      return url === "" ? "" : `<${inOneLine(url)}>`;
    case "group":
      return label.trim() === "" ? "" : `## ${inOneLine(label)}`;
    default:
      return "";
  }
}

/** How the list of arrows calls a card. */
function nameOf(node: CanvasNode): string {
  if (node.type === "text") return inOneLine((node.text ?? "").trim().split("\n", 1)[0] ?? "");
  return cardText(node).replace(/^## /, "");
}

const MOST_NAME_UNITS = 200;

function inOneLine(text: string): string {
  return text
    .slice(0, MOST_NAME_UNITS)
    .toWellFormed()
    .replace(/[\r\n]+/g, " ")
    .trim();
}
