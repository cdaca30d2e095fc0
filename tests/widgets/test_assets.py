"""What a page gets once: its script is one module, made of many."""

import json
import zlib

import pytest

from kit.widgets.assets import asset, joined, names


def test_a_module_stands_after_all_that_it_imports_and_once():
    modules = {
        "show": (
            'import { rate } from "./rate.js";\nimport {\n  make,\n} from "./dom.js";\n'
            "export function show() {}\n"
        ),
        "rate": 'import { make } from "./dom.js";\nexport const rate = make;\n',
        "dom": "export async function make() {}\n",
    }
    assert joined("show", modules.__getitem__).split("\n\n") == [
        "async function make() {}",
        "const rate = make;",
        "export function show() {}\n",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('import * as dom from "./dom.js";', "show.js has a line that cannot be joined: import *"),
        ('import { make as build } from "./dom.js";', "cannot be joined: import { make as build }"),
        ('import { make } from "plotly.js";', "cannot be joined: import { make }"),
        ("export default {};", "cannot be joined: export default"),
        ("export { make };", "cannot be joined: export { make }"),
        ("const { make } = dom;", "cannot be joined: const { make }"),
        ('import { make } from "./dom.js";\nlet make;', "dom.js and show.js both declare make"),
        ('import { one } from "./circle.js";', "in a circle: show imports circle imports show."),
    ],
)
def test_what_cannot_be_joined_is_refused_and_named(line, told):
    modules = {
        "show": f"{line}\n",
        "dom": "export function make() {}\n",
        "circle": 'import { show } from "./show.js";\n',
    }
    with pytest.raises(ValueError, match="show") as refused:
        joined("show", modules.__getitem__)
    assert told in str(refused.value)


def test_a_page_gets_one_script_that_imports_nothing_and_exports_how_to_show_a_view():
    script = json.loads(zlib.decompress(asset(names()["kit"])))["script"]
    lines = script.splitlines()
    assert [line for line in lines if line.startswith("import")] == []
    exported = [line for line in lines if line.startswith("export")]
    assert exported == ["export async function show(view) {"]
    # A page carries the script alone, not what is said of it.
    assert [line for line in lines if line.lstrip().startswith(("//", "/**"))] == []
