/** What an argument of a command is. Positional ones stand in their order. */
export type ArgumentDefinition =
  | PositionalDefinition
  | SwitchDefinition
  | TextDefinition
  | IntegerDefinition
  | ChoiceDefinition;

/** Arguments by name, flags without their dashes. */
export type ArgumentDefinitions = Readonly<Record<string, ArgumentDefinition>>;

interface Described {
  /** One line of the help. */
  readonly description: string;
}

interface PositionalDefinition extends Described {
  readonly type: "positional";
  /** Default `true`. */
  readonly required?: boolean;
}

interface SwitchDefinition extends Described {
  readonly type: "switch";
  /** One letter, for example `h` for `-h`. */
  readonly short?: string;
}

interface TextDefinition extends Described {
  readonly type: "text";
  /** What the help calls the value. */
  readonly value: string;
  /** May be given more than once. */
  readonly multiple?: true;
}

interface IntegerDefinition extends Described {
  readonly type: "integer";
  readonly value: string;
  readonly least: number;
}

interface ChoiceDefinition extends Described {
  readonly type: "choice";
  readonly value: string;
  readonly options: readonly string[];
}

/** What parsing gives for definitions: switches and lists are always there, optional values may be `undefined`. */
export type ArgumentValues<A extends ArgumentDefinitions> = {
  readonly [K in keyof A]: ArgumentValue<A[K]>;
};

type ArgumentValue<D> = D extends { type: "switch" }
  ? boolean
  : D extends { multiple: true }
    ? readonly string[]
    : D extends { type: "integer" }
      ? number | undefined
      : D extends { type: "choice"; options: readonly (infer Option)[] }
        ? Option | undefined
        : D extends { type: "positional"; required?: true }
          ? string
          : string | undefined;
