"""Signs in to the demonstration; prints the cookie of the session."""

import http.cookiejar
import json
import sys
import urllib.parse
import urllib.request

said, role = json.load(open(sys.argv[1])), sys.argv[2]
base = said["address"].rstrip("/")
slug = said["organisations"][0]["slug"]


def fits(account):
    roles = account["roles"]
    return account["organisation"] == slug and (roles in ([], ["staff"]) if role == "staff" else role in roles)


account = next(account for account in said["accounts"] if fits(account))
jar = http.cookiejar.CookieJar()
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
form = urllib.parse.urlencode({"email": account["email"], "password": said["password"]}).encode()
opener.open(urllib.request.Request(base + "/sign-in", form, {"Origin": base}))
print("; ".join(f"{cookie.name}={cookie.value}" for cookie in jar))
