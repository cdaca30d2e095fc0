#!/usr/bin/env bash
# A "don't know" in a file of SPSS is read as no answer at all, and nothing says so.
#
# Seen with pyreadstat 1.3.7. Survey tools and people declare the code of "Vet inte" a missing value in
# SPSS, so that no mean counts it; the code keeps its label. read_sav then gives None for whoever chose
# it, just as for whoever was never asked, and the metadata of that same read tells of no missing ranges
# at all, as if the file had declared none. Only with user_missing=True do both the codes and the ranges
# appear. Whoever counts "don't know" apart from "not answered" has to ask for it before she can know
# that there is anything to ask for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.0.0
cat >seen.py <<'PY'
import pandas as pd
import pyreadstat

labels = {"goals_1": {1: "saknas", 5: "förebild", 9: "Vet inte"}}
people = pd.DataFrame({"goals_1": [5.0, 9.0, None]})
ranges = {"goals_1": [9]}
pyreadstat.write_sav(people, "x.sav", variable_value_labels=labels, missing_ranges=ranges)
for missing in (False, True):
    values, about = pyreadstat.read_sav("x.sav", output_format="dict", user_missing=missing)
    print(values["goals_1"], about.missing_ranges)
PY
seen=$(venv/bin/python seen.py)
echo "$seen"
diff <(printf "%s\n" "[5.0, None, None] {}" "[5.0, 9.0, None] {'goals_1': [{'lo': 9.0, 'hi': 9.0}]}") <(echo "$seen")
echo "As described."
