import type { HtmlElement } from "./html-node.ts";
import { type Measure, measurePage } from "./measure-page.ts";
import { tableGrid } from "./table-grid.ts";

/** Elements and roles that are around the content of a page, and no part of it. */
const AROUND = /^(?:nav|aside|footer|dialog|menu)$/;
const ROLES_AROUND =
  /^(?:navigation|complementary|contentinfo|banner|search|dialog|alertdialog|menu|menubar|toolbar|tablist)$/;
/** Words in a class or an id that name what is around the content. */
const NAMES_AROUND = new Set(
  (
    "ad ads adv advert advertisement advertising adbox adsense sponsor sponsored promo promos promotion nav navbar navigation menu submenu " +
    "topnav sidenav sidebar rail footer foot masthead breadcrumb breadcrumbs cookie cookies consent gdpr share sharing sharebar " +
    "sharetools social addthis follow related recommended recommendations recirc recirculation trending popular mostpopular " +
    "newsletter subscribe subscription signup login popup modal overlay lightbox tooltip outbrain taboola disqus skip pager " +
    "pagination tags toolbar utility widget widgets print secondary aside infobar adsbox"
  ).split(" "),
);

/** Words that name what readers wrote below an article. */
const NAMES_COMMENTS = /^(?:comments?|commentlist|commentslist|disqus|livefyre|respond)$/;

/** The share of a page's mass that the element around its content holds. */
const MAIN_SHARE = 0.62;
/** From this mass on, what is not comments is an article with comments below; else the comments are the content. */
const ARTICLE_MASS = 1200;
/** An element with a title holds no more than this, where it stands beside the content. */
const TITLE_TEXT = 400;

/**
 * The elements that are no part of a page's content: what is around the element that holds most of its text, and in that element
 * what its name, role, class or links show to be navigation, advertising, sharing and the like. Empty where nothing is.
 */
export function aroundContent(root: HtmlElement): Set<HtmlElement> {
  const whole = measurePage(root);
  const total = whole.get(root) as Measure;
  const left = new Set<HtmlElement>();
  for (const [element, measure] of whole) {
    if (measure.text > 0 && isAround(element, measure, total)) left.add(element);
  }
  const rest = measurePage(root, left);
  const main = mainElement(root, rest);
  leaveOutside(main, rest, left);
  leaveLinkLists(main, rest, left);
  for (const element of left) if ((whole.get(element) as Measure).text === 0) left.delete(element);
  return left;
}

function isAround(element: HtmlElement, measure: Measure, total: Measure): boolean {
  const { name, attributes } = element;
  if (/^(?:main|article|html|head|body|)$/.test(name)) return false;
  if (measure.hasTitle && measure.linked < measure.text * 0.5) return false;
  const words = wordsOfNames(element);
  if (words.some((word) => NAMES_COMMENTS.test(word)))
    return total.mass - measure.mass >= ARTICLE_MASS;
  // What holds most of a page is its content, whatever it is called.
  if (measure.mass > total.mass * 0.4) return false;
  if (AROUND.test(name) || ROLES_AROUND.test(attributes.get("role")?.toLowerCase() ?? ""))
    return true;
  if (name === "header" || name === "form") return measure.linked > measure.text * 0.4;
  return words.some((word) => NAMES_AROUND.has(word));
}

/** The words of an element's class and id; none of those that are content by what they are. */
function wordsOfNames({ name, attributes }: HtmlElement): readonly string[] {
  if (/^(?:pre|code|td|th|tr|table|p|h[1-6])$/.test(name)) return [];
  const named = `${attributes.get("class") ?? ""} ${attributes.get("id") ?? ""}`.slice(0, 300);
  return named
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
}

/** The smallest element that holds most of what reads like content. */
function mainElement(root: HtmlElement, measures: ReadonlyMap<HtmlElement, Measure>): HtmlElement {
  const least = (measures.get(root) as Measure).mass * MAIN_SHARE;
  let main = root;
  for (;;) {
    const heaviest: HtmlElement | undefined = heaviestChild(main, measures);
    if (heaviest === undefined || (measures.get(heaviest) as Measure).mass < least) return main;
    main = heaviest;
  }
}

function heaviestChild(
  element: HtmlElement,
  measures: ReadonlyMap<HtmlElement, Measure>,
): HtmlElement | undefined {
  let heaviest: HtmlElement | undefined;
  let most = 0;
  for (const child of element.children) {
    if (child.type !== "element" || !mayHoldAll(child)) continue;
    const mass = measures.get(child)?.mass ?? 0;
    if (mass > most) [heaviest, most] = [child, mass];
  }
  return heaviest;
}

/** Whether an element may be what is around a content, and not a piece of it: a list, a paragraph or a table of values is none. */
function mayHoldAll(element: HtmlElement): boolean {
  if (/^(?:blockquote|dl|figure|h[1-6]|li|ol|p|pre|ul)$/.test(element.name)) return false;
  return element.name !== "table" || tableGrid(element) === undefined;
}

/** Leaves out everything beside the way down to an element, but for a page's head and its headings. */
function leaveOutside(
  main: HtmlElement,
  measures: ReadonlyMap<HtmlElement, Measure>,
  left: Set<HtmlElement>,
): void {
  let inside = main;
  const isLeft = (child: HtmlElement): boolean => {
    const { text, hasTitle } = measures.get(child) as Measure;
    return child.name !== "head" && text > 0 && !(hasTitle && text < TITLE_TEXT);
  };
  for (let outer = measures.get(main)?.parent; outer !== undefined; ) {
    for (const child of outer.children) {
      if (child.type === "element" && child !== inside && isLeft(child)) left.add(child);
    }
    inside = outer;
    outer = measures.get(outer)?.parent;
  }
}

/** Leaves out the blocks of an article that are little but links. A page that is a list of links keeps them. */
function leaveLinkLists(
  main: HtmlElement,
  measures: ReadonlyMap<HtmlElement, Measure>,
  left: Set<HtmlElement>,
): void {
  const { text, linked } = measures.get(main) as Measure;
  if (linked > text * 0.4) return;
  const rest: HtmlElement[] = [main];
  const visit = (child: HtmlElement): void => {
    const measure = measures.get(child);
    if (measure === undefined || measure.text === 0 || left.has(child)) return;
    if (isLinkList(child, measure)) left.add(child);
    else rest.push(child);
  };
  for (let element = rest.pop(); element !== undefined; element = rest.pop()) {
    for (const child of element.children) if (child.type === "element") visit(child);
  }
}

function isLinkList({ name }: HtmlElement, { text, linked, hasContent }: Measure): boolean {
  if (hasContent || linked <= 20 || linked <= text * 0.6) return false;
  return /^(?:div|section|ul|ol|p|table)$/.test(name);
}
