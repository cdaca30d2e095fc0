#!/usr/bin/env bash
# A language that is chosen for everybody is spoken by JupyterLab's page, but not by its settings.
#
# Seen with jupyterlab_server 2.28.1. An administrator writes the language into overrides.json, as any
# other default. The page reads it from the schema and asks for that language's words: menus and dialogs
# are translated. The server, which translates the settings' titles and the list of languages itself,
# looks only at what the user has chosen, finds nothing, and takes the language of its own environment.
# So the settings stay in English until each user has chosen the same language in the menu.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check jupyterlab_server==2.28.1
cat >seen.py <<'PY'
import json
from pathlib import Path
from types import SimpleNamespace

from jupyterlab_server.settings_utils import SchemaHandler, get_settings

NAME = "@jupyterlab/translation-extension"
app, schemas, user = Path("app").resolve(), Path("schemas").resolve(), Path("user").resolve()
for folder in (app, schemas / NAME, user / NAME):
    folder.mkdir(parents=True)
locale = {"type": "string", "default": "default"}
schema = {"title": "Language", "type": "object", "properties": {"locale": locale}}
(schemas / NAME / "plugin.json").write_text(json.dumps(schema))
overrides = {f"{NAME}:plugin": {"locale": "sv_SE"}}


def seen():
    folders = {"app_settings_dir": str(app), "schemas_dir": str(schemas), "settings_dir": str(user)}
    handler = SimpleNamespace(**folders, overrides=overrides, labextensions_path=None)
    settings, _ = get_settings(
        *folders.values(), schema_name=f"{NAME}:plugin", overrides=overrides
    )
    page = settings["settings"].get("locale") or settings["schema"]["properties"]["locale"]["default"]
    server = SchemaHandler.get_current_locale(handler)
    return f"page {page}, server {server if server == 'sv_SE' else 'another'}"


print("by default:", seen())
(user / NAME / "plugin.jupyterlab-settings").write_text('{"locale": "sv_SE"}')
print("chosen by the user:", seen())
PY
seen=$(LC_ALL=C.UTF-8 venv/bin/python seen.py)
echo "$seen"
diff <(printf 'by default: page sv_SE, server another\nchosen by the user: page sv_SE, server sv_SE\n') <(echo "$seen")
echo "As described."
