import 'package:a/very/long/name/of/a/library.dart' show A, B hide C;
export 'src/another_long_name_of_a_library.dart';

/// A store.
@immutable
abstract class Store<K extends Object, V> extends Base<K> with Logs implements Other {
  static const int limit = 1 << 4, other = 2;
  late final Map<K, List<V>> items = {};
  final String Function(int) format = (value) {
    return 'a long text with ${value > 1 ? "nested ${value}" : '}'}';
  };

  const Store._(this.name, {required int size, String text = r'raw } \'})
      : size = size * 2,
        assert(size > 0),
        super();

  Store.open(this.name) : size = 1 {
    print('a store is opened and says so in a long line');
  }
  factory Store.of(BuildContext context) => context.find<Store>()!;

  int get length => items.values.fold(0, (sum, list) => sum + list.length);
  set length(int value) {
    throw UnsupportedError('the length cannot be set, ever');
  }

  @override
  Future<List<V>> load(K key, {int? retries, void Function(int)? onRetry}) async {
    return await fetch(key, '''
      several lines } of text {
    ''');
  }
  @override
  bool operator ==(Object other) => other is Store;
  Stream<int> count();
}

mixin Logs on Object {
  void log(String text) {
    print('a line of the log, as long as it takes: $text');
  }
}

enum Kind { small, large; bool get isSmall => this == small; }

typedef Handler<T> = void Function(T event, {bool again});

void main(List<String> arguments) {
  runApp(const App(title: 'a title that is long enough'));
}
