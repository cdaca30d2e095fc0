#!/usr/bin/env bash
# The same mean, written by Babel and by the reader's browser, is two numbers in Swedish.
#
# Seen with Babel 2.18.0 and Node.js's Intl (ICU), both with CLDR's data for Swedish. A tie is rounded
# to even by Babel and away from zero by Intl.NumberFormat; what rounds to zero keeps its sign in
# Babel; and of two programs with the same data one writes U+002D for a minus and the other U+2212. A
# table made in Python and a label made in the page so contradict each other on every quartile of a
# quarter, such as 2.25.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check babel==2.18.0
cat >seen.py <<'PY'
from decimal import Decimal

from babel.numbers import format_decimal

for text in ("2.25", "2.35", "-0.04", "-1.5"):
    print(text, ascii(format_decimal(Decimal(text), "0.0", locale="sv")))
PY
cat >seen.mjs <<'JS'
const form = new Intl.NumberFormat("sv", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const ascii = (text) => text.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
for (const text of ["2.25", "2.35", "-0.04", "-1.5"]) console.log(text, `'${ascii(form.format(text))}'`);
JS
babel=$(venv/bin/python seen.py)
page=$(node seen.mjs)
printf 'Babel:\n%s\nIntl:\n%s\n' "$babel" "$page"
diff <(printf "2.25 '2,2'\n2.35 '2,4'\n-0.04 '-0,0'\n-1.5 '-1,5'\n") <(echo "$babel")
diff <(printf "2.25 '2,3'\n2.35 '2,4'\n-0.04 '\\\\u22120,0'\n-1.5 '\\\\u22121,5'\n") <(echo "$page")
echo "As described."
