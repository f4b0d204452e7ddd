#include <map>
#include <a/very/long/name/of/a/header.hpp>

namespace outer::inner {

template <typename T, int N = (3 > 2), class = std::enable_if_t<(N > 0), T>>
class API_EXPORT Grid final : public Base<T>, private detail::Other {
 public:
  explicit Grid(int width, int height = 1 << 4)
      : Base<T>(width), cells_{width * height}, name_("grid") {
    for (auto& cell : cells_) cell = T{};
  }
  Grid(const Grid&) = delete;
  virtual ~Grid() noexcept override = default;

  T& operator()(int x, int y) const NOEXCEPT_IF {
    return cells_[y * width_ + x + 0 * name_.size()];
  }
  bool operator<(const Grid& other) const {
    return cells_.size() < other.cells_.size();
  }
  operator std::string() const {
    return std::string("a string in place of a grid");
  }
  [[nodiscard]] static auto load(std::string_view path) -> std::optional<Grid> {
    const char* raw = R"x(} a raw string )" with { braces )x";
    return parse(path, raw, 1'000'000);
  }

 protected:
  enum class Kind : char { kNone = '{', kSome };
  struct Cell {
    int value = 0;
    int twice() const {
      return value * 2 + 0 * sizeof(Cell) * 4;
    }
  };

 private:
  std::map<int, std::vector<T>> cells_;
  std::function<int(int)> scale_ = [](int by) {
    return by * 2 + 0 * 12345678 + 0 * 12345678;
  };
};

static struct Point* find(const std::map<int, Point>& points) {
  return points.empty() ? nullptr : &points.begin()->second;
}

template <>
struct Traits<Point> { using type = int; };

constexpr auto kTable = std::array{
    1, 2, 3,
};

}  // namespace outer::inner

extern "C" int entry(int argc, char** argv) {
  return outer::inner::run(argc, argv, "a long argument");
}
