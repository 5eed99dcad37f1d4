"""Checks this package without the program that made it. Needs Python 3 and nothing else:

    python3 check.py

It looks whether every file is what the list of hashes says, whether every line of the log follows from the
one before, whether the signed head is the head of this log, and whether every receipt is signed and is for a
text that stands here. The public keys stand in the package: compare them with a monthly mail or a receipt
that somebody kept outside.
"""
import glob
import hashlib
import json
import os
import sys
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT = pow(2, (PRIME - 1) // 4, PRIME)


def read(path):
    with open(os.path.join(HERE, path), "rb") as file:
        return file.read()


def all_of(table):
    for path in sorted(glob.glob(os.path.join(HERE, "tables", table + "*.jsonl"))):
        if os.path.basename(path)[len(table):].lstrip("-0123456789") == ".jsonl":
            with open(path, encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)


# Ed25519, RFC 8032.
def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * p[3] * q[3] * D % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number, point):
    result = (0, 1, 1, 0)
    while number > 0:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


def is_signed(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    left = times(s, point_of(bytes([0x58]) + bytes([0x66]) * 31))
    right = add(r, times(int.from_bytes(hashed, "little") % ORDER, key))
    return not ((left[0] * right[2] - right[0] * left[2]) % PRIME or (left[1] * right[2] - right[1] * left[2]) % PRIME)


def hashed(domain, parts):
    whole = hashlib.sha256()
    for part in [domain.encode()] + parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def one(value):
    return uuid.UUID(value).bytes if value else b""


def check_files():
    count = 0
    for line in read("manifest-sha256.txt").decode().splitlines():
        expected, path = line.split("  ", 1)
        if hashlib.sha256(read(path)).hexdigest() != expected:
            raise SystemExit("This file was changed: " + path)
        count += 1
    print("Files as listed:", count)


def check_log():
    head, count, organisation = b"", 0, None
    words = {row["entry_id"]: row for row in all_of("audit_texts")}
    for row in sorted(all_of("audit_entries"), key=lambda row: row["seq"]):
        count += 1
        organisation = row["organisation_id"]
        wrong = "Line %d of the log isn't what it was." % row["seq"]
        if row["seq"] != count or bytes.fromhex(row["prev_hash"]) != head:
            raise SystemExit(wrong)
        number = lambda name: row[name].to_bytes(8, "big", signed=True)
        text = lambda name: row[name].encode()
        head = hashed("polisi audit v1", [
            one(organisation), one(row["id"]), number("seq"), number("at"), number("as_of"), text("actor_kind"),
            one(row["actor_id"]), text("action"), text("subject_kind"), one(row["subject_id"]), text("facts"),
            bytes.fromhex(row["commitment"]), bytes.fromhex(row["prev_hash"])])
        if head.hex() != row["hash"]:
            raise SystemExit(wrong)
        beside = words.get(row["id"])
        if beside and hashed("polisi words v1", [bytes.fromhex(beside["salt"]), beside["words"].encode()]).hex() != row["commitment"]:
            raise SystemExit(wrong)
    print("Lines of the log:", count)
    check_head(organisation, count, head.hex())


def check_head(organisation, count, head):
    if not os.path.exists(os.path.join(HERE, "activity", "head.txt")):
        return
    text, signature = read("activity/head.txt").decode().rsplit("signature=", 1)
    said = dict(line.split("=", 1) for line in text.splitlines())
    message = said["domain"].encode() + b"\0" + text.encode()
    if not is_signed(bytes.fromhex(said["public-key"]), message, bytes.fromhex(signature.strip())):
        raise SystemExit("The head of the log isn't signed.")
    if (said["organisation"], int(said["lines"]), said["head"]) != (organisation, count, head):
        raise SystemExit("The signed head is not the head of this log.")
    print("The head is signed with the key", said["public-key"])


def check_receipts():
    texts = set()
    for path in glob.glob(os.path.join(HERE, "policies", "*.html")):
        page = read(path)
        words = page.split(b"<!--begin-->", 1)[-1].rsplit(b"<!--end-->", 1)[0]
        texts.add(hashlib.sha256(words).hexdigest())
    count = 0
    for path in sorted(glob.glob(os.path.join(HERE, "acknowledgements", "receipts", "*.txt"))):
        said = dict(line.split("=", 1) for line in read(path).decode().splitlines())
        signed = bytes.fromhex(said["signed-bytes"])
        message = said["domain"].encode() + b"\0" + signed
        if not is_signed(bytes.fromhex(said["public-key"]), message, bytes.fromhex(said["signature"])):
            raise SystemExit("This receipt isn't signed: " + said["receipt"])
        for name in ("receipt", "name", "job-title", "service"):
            if said[name].encode() not in signed:
                raise SystemExit("This receipt says what wasn't signed: " + said["receipt"])
        if bytes.fromhex(said["text-sha256"]) not in signed or said["text-sha256"] not in texts:
            raise SystemExit("The text of this receipt isn't here: " + said["receipt"])
        count += 1
    print("Receipts:", count)


if sys.version_info < (3, 5):
    raise SystemExit("This needs Python 3.5 or later.")
check_files()
check_log()
check_receipts()
print("All is as it was when this package was made.")
