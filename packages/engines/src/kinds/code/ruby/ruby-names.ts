/** Calls that declare something wherever they begin a statement outside of methods. */
export const RUBY_DECLARERS: ReadonlySet<string> = new Set(
  (
    "alias_method attr attr_accessor attr_reader attr_writer cattr_accessor cattr_reader cattr_writer class_attribute " +
    "def_delegator def_delegators def_instance_delegator def_instance_delegators define_method delegate extend include " +
    "mattr_accessor mattr_reader module_function prepend private private_class_method private_constant protected public"
  ).split(" "),
);

/** Calls that name a test, a task, or a part of one. */
export const RUBY_STATEMENTS: ReadonlySet<string> = new Set(
  (
    "after before context desc describe factory feature it let namespace scenario setup shared_context shared_examples " +
    "shared_examples_for should specify subject task teardown test trait"
  ).split(" "),
);

/** Calls in a class that declare nothing. */
export const RUBY_REQUIRES: ReadonlySet<string> = new Set([
  "autoload",
  "load",
  "p",
  "puts",
  "raise",
  "require",
  "require_relative",
  "warn",
]);
