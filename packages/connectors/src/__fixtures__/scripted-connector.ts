import type {
  Connector,
  ConnectorContext,
  SourceDocument,
  SyncContext,
  SyncEvent,
  UpsertEvent,
} from "../connector.ts";

/** One thing that a {@link ScriptedConnector} says; `put` is an upsert that can be read. */
export type ScriptLine =
  | Exclude<SyncEvent, UpsertEvent | { type: "checkpoint" }>
  | { readonly type: "put"; readonly id: string; readonly text: string; readonly version?: string }
  /** An upsert whose `read` throws. */
  | { readonly type: "broken"; readonly id: string }
  /** The cursor is the number of the next line. */
  | { readonly type: "checkpoint"; readonly complete?: string };

/** A source that is a list of events which may grow: it says them from where its cursor is. */
export class ScriptedConnector implements Connector<number> {
  readonly type = "script";
  readonly source = "script:test";
  readonly pathPrefix: string;
  lines: ScriptLine[];
  /** Ids that were read, and that were fetched, in order. */
  readonly read: string[] = [];
  readonly fetched: string[] = [];
  /** What `fetch` finds: a text, nothing, or an error. */
  readonly now = new Map<string, string | Error>();
  /** Is told of the context of each sync, and before each line of its number. */
  onSync: (context: SyncContext<number>) => void = () => undefined;
  onLine: (line: number) => void = () => undefined;

  constructor(lines: readonly ScriptLine[], pathPrefix = "") {
    this.lines = [...lines];
    this.pathPrefix = pathPrefix;
  }

  async check(): Promise<void> {
    await Promise.resolve();
  }

  async *sync(context: SyncContext<number>): AsyncGenerator<SyncEvent<number>> {
    this.onSync(context);
    for (let index = context.cursor ?? 0; index < this.lines.length; index++) {
      this.onLine(index);
      const line = this.lines[index] as ScriptLine;
      switch (line.type) {
        case "put":
          yield this.#upsert(
            line.id,
            line.text,
            line.version ?? `${line.text.length}-${line.text}`,
          );
          break;
        case "broken":
          yield this.#upsert(line.id, new Error(`${line.id} cannot be read`), `broken ${index}`);
          break;
        case "checkpoint":
          yield { ...line, cursor: index + 1 };
          break;
        default:
          yield line;
      }
    }
  }

  async fetch(id: string, _context: ConnectorContext): Promise<UpsertEvent | undefined> {
    this.fetched.push(id);
    const content = this.now.get(id);
    if (content === undefined) return undefined;
    if (typeof content !== "string") throw content;
    return this.#upsert(id, content, `fetched ${content}`);
  }

  #upsert(id: string, content: string | Error, version: string): UpsertEvent {
    return {
      type: "upsert",
      id,
      version,
      read: async (): Promise<SourceDocument> => {
        this.read.push(id);
        if (typeof content !== "string") throw content;
        return { text: content, uri: `script://${id}`, version };
      },
    };
  }
}
