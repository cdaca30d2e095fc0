"""Notebooks that are made only to be measured."""

import json
from collections.abc import Mapping
from pathlib import Path


def write(path: Path, cells: Mapping[str, str]) -> None:
    """Write a notebook of code cells, each by its id."""
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "id": name,
                "metadata": {"jupyter": {"source_hidden": True}},
                "source": source.strip(),
                "outputs": [],
                "execution_count": 1,
            }
            for name, source in cells.items()
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},  # by which JupyterLite finds its kernel
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), encoding="utf-8")
