#define TRACE
// Copyright 2024 Somebody. Licensed under the MIT license, see LICENSE.
using System;
using System.Collections.Generic;
using Table = System.Collections.Generic.Dictionary<string, int>;
using static System.Math;
[assembly: InternalsVisibleTo("Tests")]

namespace Example.Store
{
    /// <summary>Keeps entries in a file, sorted by key.</summary>
    [Serializable, DebuggerDisplay("{Name}")]
    public abstract partial class Store<TKey, TValue> : Base<TKey>, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : class, IComparable<TKey>, new()
        where TValue : struct
    {
        #region Fields
        public const string Format = @"a ""quoted"" {
 string";
        private readonly Dictionary<string, List<int>> _table = new Dictionary<string, List<int>>(
            StringComparer.Ordinal
        ), _other = null;
        protected internal static event EventHandler<EventArgs> Changed = delegate
        {
            Console.WriteLine("changed, and nobody was told of it");
        };
        #endregion

        public event Action Closed
        {
            add { _closed += value; }
            remove
            {
                _closed -= value; Console.WriteLine("removed");
            }
        }

        /// <summary>The name under which it is found.</summary>
        public virtual string Name { get; protected set; } = $"a {Format + "}" + $@"{1:x} ""{{"} b";
        public (int Low, string High) Range { get; init; }
        public required int Count => _table.Count + Compute(
            "something that is long enough"
        );

        public int this[string key, int index = 3]
        {
            get => _table[key][index];
            private set
            {
                _table[key][index] = value; Changed();
            }
        }

        static Store()
        {
            Console.WriteLine("static constructor of the store");
        }

        protected Store(string path, [CallerMemberName] string name = "}", params int[] rest) : base(path)
        {
            char open = '{', quote = '\'', escaped = '\\';
        }

        ~Store()
        {
            Dispose(false); Console.WriteLine("collected");
        }

        public static bool operator ==(Store<TKey, TValue> a, Store<TKey, TValue> b)
        {
            return ReferenceEquals(a, b) || Compare(a, b);
        }
        public static bool operator >=(Store<TKey, TValue> a, int b) => false;
        public static implicit operator int(Store<TKey, TValue> a) => a.Count;

        public abstract Task<T?> GetAsync<T>(TKey key, CancellationToken token = default) where T : class;

#if NET8_0 || TRACE
        [DllImport("store.dll", EntryPoint = "open")]
        static extern unsafe int Open(byte* path, ref int mode, out int code);
#else
        internal (int, int) Old<T>(in T @class) where T : struct
        {
            var text = """
                raw "string" }
                """;
            return (1, 2);
        }
#endif

        int IComparable<TKey>.CompareTo(TKey other) { return 0; }

        private class Nested { public int A; }
    }

    public delegate TResult Converter<in T, out TResult>(T input) where T : notnull;

    [Flags]
    internal enum Level : byte
    {
        /// <summary>Nothing but errors is written at this level.</summary>
        Low = 1 << 0,
        [Obsolete("}")] High = Low | 4,
    }

    public record Point(int X, int Y = 3) : IShape;
    public readonly record struct Size<T>(T Width) where T : struct
    {
        public T Double() => Width;
    }
    public interface IShape
    {
        double Area { get; }
        event Action Moved;
        string this[int i] { get; set; }
        void Move(double dx, double dy = 0.5);
        static abstract IShape Parse(string text);
    }
}
