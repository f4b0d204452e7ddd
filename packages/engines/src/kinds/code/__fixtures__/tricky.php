<!DOCTYPE html>
<p>{ not code <?= $title ?> }</p>
<?php
declare(strict_types=1);

namespace App\Tricky;

use Some\Very\Long\Name\Of\A\Class;
use function Some\Very\Long\Name\of\a_function;

#[Route('/things', name: 'things')]
abstract class Things extends Base implements \Countable, Other
{
    use Logs, Caches { Logs::log insteadof Caches; }
    const LIMIT = 10, TABLE = [
        'one' => 'a value that is long enough',
    ];
    private static ?array $cache = null, $other;

    // A comment that documents what stands right below it.
    #[Inject]
    public function __construct(
        private readonly string $name = "brace } in {$this->x["y"]} text",
        protected int|float $size = 1 << 4,
    ) {
        parent::__construct($name, 'and some more arguments');
    }

    abstract protected function count(): int;

    public static function &find(self ...$all): ?static
    {
        $text = <<<"EOT"
          } it's a heredoc { with $name
          EOT;
        return array_filter($all, fn($one) => $one->name === $text)[0];
    }
}

enum Suit: string implements HasLabel
{
    case Hearts = 'H';
    public function label(): string
    {
        return match ($this) { self::Hearts => 'a red heart', };
    }
}

if (!function_exists('helper')) {
    function helper(array $options = ['a' => 1]): void
    {
        echo 'a helper that prints a long line of text', PHP_EOL;
    }
}

define('TRICKY', 1);
$handler = function ($x) use ($handler) {
    return $x . 'a closure with a long body, which goes';
};
$handler('a call at the top level that defines nothing at all');
?>
<footer>text after code</footer>
