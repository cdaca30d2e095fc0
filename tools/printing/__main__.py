"""Write the papers as PDF: `python -m tools.printing [FOLDER]`, or `make print`, into _print/."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kit.content.course import Factor, course
from kit.content.language import LANGUAGES, Language
from kit.content.phrases import Words
from tools import fonts
from tools.printing.values import PAPERS, values

ROOT = Path(__file__).parent.parent.parent
OUTPUT = ROOT / "_print"
FONT = "Arimo"
# With it Typst itself checks what PDF/UA-1 asks for, and writes nothing that does not fulfil it.
STANDARD = "ua-1"
# A fixed time, so that the same texts always make the same file.
TIME = 1795478400


def written(paper: str, language: Language, factor: Factor | None = None) -> bytes:
    """Return a paper as a PDF, tagged and in its language.

    Raises
    ------
    ContentError
        If a text in data/ is wrong.
    RuntimeError
        If there is a sign that the font lacks, or the paper cannot be read by a screen reader.
    """
    import typst

    found = fonts.folder(FONT)
    if found is None:
        raise RuntimeError("make print needs a font: pip install -e '.[print]'.")
    compiler = typst.Compiler(
        Path(__file__).with_name(f"{paper}.typ"),
        root=Path(__file__).parent,
        font_paths=[str(found)],
        ignore_system_fonts=True,
    )
    said = json.dumps(values(paper, Words(language), factor), ensure_ascii=False)
    pdf: bytes = compiler.compile(
        format="pdf", sys_inputs={"data": said}, pdf_standards=STANDARD, timestamp=TIME
    )
    return pdf


def build(folder: Path) -> Iterator[Path]:
    """Write every paper in both languages into a folder, and yield the files."""
    for language in LANGUAGES:
        for paper in PAPERS:
            about = course().factors if paper == "slides" else (None,)
            for factor in about:
                name = f"{paper}-{factor.number:02d}" if factor else paper
                path = folder / language / f"{name}.pdf"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(written(paper, language, factor))
                yield path


def main() -> None:
    """Write them, and say where."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else OUTPUT
    start = time.monotonic()
    count = sum(1 for _ in build(folder))
    seconds = f"{time.monotonic() - start:.0f}"
    for language in LANGUAGES:
        print(Words(language)("print.done", count=count, seconds=seconds, folder=folder))


if __name__ == "__main__":
    main()
