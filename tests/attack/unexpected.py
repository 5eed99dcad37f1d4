"""Lists what answered and isn't expected; ends with 1 when there is something, or no report."""

import csv
import sys

expected = {line.strip() for line in open(sys.argv[2]) if line.strip() and not line.startswith("#")}
try:
    rows = list(csv.DictReader(open(sys.argv[1])))
except OSError as fault:
    sys.exit(print(f"no report: {fault}") or 1)
found = [f"{row['url']} {row['status_code']}" for row in rows if row["FUZZ"] not in expected]
print("\n".join(found))
sys.exit(bool(found))
