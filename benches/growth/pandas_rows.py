"""The three row checks of the case `rows` with pandas, in int64: what the audit is compared with.

    cargo run --release --example growth -- rows 1000000 DIR
    python3 benches/growth/pandas_rows.py DIR/rader.csv
"""

import sys

import pandas

COLUMNS = ["a", "b", "ab", "c", "d", "rest", "e", "f", "g"]

rows = pandas.read_csv(sys.argv[1], dtype={it: "int64" for it in COLUMNS})
checks = {
    "summa": rows.a + rows.b == rows.ab,
    "rest": rows.c - rows.d == rows.rest,
    "tre": rows.f + rows.e + rows.a == rows.g,
}
for name, holds in checks.items():
    print(name, len(holds), "rows,", int((~holds).sum()), "differ")
    for line in rows.key[~holds]:
        print("  ", line)
