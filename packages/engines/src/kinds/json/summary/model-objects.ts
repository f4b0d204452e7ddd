import type { PathFacts } from "./collect-facts.ts";
import { describeFacts } from "./describe-facts.ts";
import { idKeysOf } from "./id-keys.ts";

/** An object written before with the same keys, and the keys of which the same is to be said. */
export interface LikeObject {
  readonly path: string;
  readonly keys: ReadonlySet<string>;
}

/** Single objects of a document by their keys, the first of each sort being the model of the others. */
export class ModelObjects {
  readonly #models = new Map<string, { readonly path: string; readonly texts: Texts }>();

  /** The model of an object where much of what is said of it holds of this one; remembers this one where there is none. */
  likeOf(facts: PathFacts, path: string | undefined): LikeObject | undefined {
    const { count, objects, children } = facts;
    if (count !== 1 || objects !== 1 || children.size < FEWEST_KEYS || path === undefined)
      return undefined;
    const signature = JSON.stringify([...children.keys()]);
    const texts = textsOf(children);
    const model = this.#models.get(signature);
    if (model === undefined) {
      this.#models.set(signature, { path, texts });
      return undefined;
    }
    const keys = new Set<string>();
    for (const [key, text] of texts) if (model.texts.get(key) === text) keys.add(key);
    return keys.size >= FEWEST_KEYS ? { path: model.path, keys } : undefined;
  }
}

const FEWEST_KEYS = 4;

/** What is said of each key that has one scalar. */
type Texts = ReadonlyMap<string, string>;

function textsOf(children: PathFacts["children"]): Texts {
  const ids = idKeysOf(children.keys());
  const texts = new Map<string, string>();
  for (const [key, child] of children) {
    if (child.count === 1 && child.objects + child.arrays === 0) {
      texts.set(key, describeFacts(child, ids.has(key)));
    }
  }
  return texts;
}
