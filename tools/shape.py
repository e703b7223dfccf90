"""Check the size of modules and functions: a reader should find the room of a line at once."""

import ast
import statistics
import sys
from pathlib import Path

MODULE_LINES = 400
MEDIAN_LINES = 10
P90_LINES = 30
SOURCE = Path(__file__).parent.parent / "src"


def modules() -> list[Path]:
    """List the modules of the package, without tests and migrations."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.name.startswith("test_") and "migrations" not in path.parts
    ]


def function_lengths(path: Path) -> list[int]:
    """Return the length of each function in a module, in lines, without its docstring."""
    lengths = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            lengths.append(lines + 1)
    return lengths


def main() -> int:
    """Print the sizes and return 1 when one is beyond its limit."""
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    lengths = sorted(length for path in sizes for length in function_lengths(path))
    median, p90 = statistics.median(lengths), lengths[int(0.9 * len(lengths))]
    long = {path: lines for path, lines in sizes.items() if lines > MODULE_LINES}
    print(
        f"{len(sizes)} modules, longest {max(sizes.values())} lines (limit {MODULE_LINES}); "
        f"{len(lengths)} functions, median {median:g} (limit {MEDIAN_LINES}), "
        f"90th percentile {p90} (limit {P90_LINES})"
    )
    for path, lines in long.items():
        print(f"{path.relative_to(SOURCE)}: {lines} lines")
    return int(bool(long) or median > MEDIAN_LINES or p90 > P90_LINES)


if __name__ == "__main__":
    sys.exit(main())
