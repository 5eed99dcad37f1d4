"""Lists the vulnerabilities of a report of wapiti; ends with 1 when there is one, no report, or hardly a page."""

import json
import sys

LEAST = 50

try:
    report = json.load(open(sys.argv[1]))
except (OSError, ValueError) as fault:
    sys.exit(print(f"no report: {fault}") or 1)
found = [
    f"{kind}: {one['method']} {one['path']} {one.get('parameter', '')} {one['info']}"
    for part in ("vulnerabilities", "anomalies")
    for kind, all in report[part].items()
    for one in all
]
pages = report["infos"].get("crawled_pages_nbr")
if pages is None or pages < LEAST:
    found.append(f"{pages} pages were looked at, fewer than {LEAST}")
print("\n".join(found))
print(f"{pages} pages", file=sys.stderr)
sys.exit(bool(found))
