import Foundation
@preconcurrency internal import SomeVeryLongModuleName

/// A store.
@objc(TRKStore)
public final class Store<Key: Hashable, Value>: NSObject, Codable where Value: Sendable {
  @Published private(set) var items: [Key: Value] = [:]
  static let shared = Store<String, Int>(limit: 10)

  var count: Int {
    get { return items.count }
    set { fatalError("the number of items cannot be set") }
  }

  lazy var formatter: (Int) -> String = {
    let text = "a \(count > 1 ? "nested \(count)" : "}") string"
    return { _ in text }
  }()

  var limit = 3 {
    didSet { print("the limit changed from \(oldValue) to \(limit)") }
  }

  public required init?(limit: Int = 1 << 4, _ label: String = #"raw " \( } "#) throws {
    self.limit = limit
    super.init()
    print(label, """
      several lines } with { braces
      """)
  }

  deinit {
    print("a store goes, with everything that was in it")
  }

  subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
    return items[key] ?? value() /* nested /* comment } */ */
  }

  @discardableResult
  class func make<T>(_ body: @escaping (T) async throws -> Void) rethrows -> some View {
    return body(T.self).padding().background(.red)
  }

  indirect enum State: Int, CaseIterable {
    case idle = 1, busy
    case failed(Error, code: Int)
    func next() -> State {
      return self == .idle ? .busy : .failed(x, code: 1)
    }
  }
}

protocol Source: AnyObject {
  associatedtype Element
  var first: Element? { get async throws }
  func load(from url: URL)
}

extension Array: Source where Element == Int {
  static func + (left: Self, right: Self) -> Self {
    return left.joined(with: right, by: "a separator")
  }
}

typealias Handler = (Result<Int, Error>) -> Void
