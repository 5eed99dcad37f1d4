"""Lists the vulnerabilities of a report of wapiti; ends with 1 when there is one, or no report."""

import json
import sys

report = json.load(open(sys.argv[1]))
found = [
    f"{kind}: {one['method']} {one['path']} {one.get('parameter', '')} {one['info']}"
    for part in ("vulnerabilities", "anomalies")
    for kind, all in report[part].items()
    for one in all
]
print("\n".join(found))
print(f"{len(report['infos'].get('crawled_pages', [])) or report['infos'].get('crawled_pages_nbr')} pages", file=sys.stderr)
sys.exit(bool(found))
