"""Compile JupyterLab's Swedish words: JSON is read for its page, MO for its settings."""

import json
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Swedish(BuildHookInterface[Any]):
    """Run by hatch before it makes a wheel, also one for `pip install -e`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write the compiled words beside their sources."""
        for source in Path(self.root, "lab", "swedish").rglob("*.po"):
            compiled(source)


def compiled(source: Path) -> None:
    """Compile one domain; what is not translated yet is left out."""
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parent.parent.name)
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    words: dict[str, Any] = {
        "": {
            "domain": source.stem,
            "language": str(catalog.locale).replace("_", "-"),  # as JupyterLab's page looks it up
            "plural_forms": catalog.plural_forms,
        }
    }
    for message in catalog:
        key, *_ = message.id if message.pluralizable else [message.id]
        texts = message.string if message.pluralizable else [message.string]
        if key and all(texts):
            words[f"{message.context}\x04{key}" if message.context else key] = list(texts)
    source.with_suffix(".json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
