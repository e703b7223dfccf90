"""Every snippet in the documentation runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCE = re.compile(
    r"^```(?P<kind>[\w-]*)(?P<said>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def having(kind: str) -> list[Path]:
    """Return the pages with snippets of one kind."""
    return [page for page in PAGES if fences(page, kind)]


def fences(page: Path, kind: str) -> list[str]:
    """Return the snippets of one kind that are not files of their own."""
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [m["text"] for m in found if m["kind"] == kind and "file=" not in m["said"]]


@pytest.mark.parametrize("page", having("python"), ids=lambda page: page.name)
def test_python_in_a_page_runs_from_top_to_bottom(page: Path, tmp_path: Path) -> None:
    script = tmp_path / "page.py"
    script.write_text("\n".join(fences(page, "python")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", having("sh"), ids=lambda page: page.name)
def test_commands_in_a_page_exist(page: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        line.split()[1]
        for text in fences(page, "sh")
        for line in text.splitlines()
        if line.startswith("make ")
    }
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose)
    local = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]
    assert [target for target in local if not (page.parent / target).exists()] == []
