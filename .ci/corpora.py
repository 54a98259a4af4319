"""Takes signed programs out of packages, and compares the goal verify with signify on them. See corpora."""
import collections
import hashlib
import json
import os
import pathlib
import struct
import sys
import tarfile
import zipfile
from concurrent.futures import ProcessPoolExecutor

ENDINGS = (".dll", ".exe", ".pyd", ".sys", ".node", ".ocx")
MOST_OF_ONE_PACKAGE = 60


def has_table(content):
    """Whether a program has an entry for a certificate table."""
    try:
        pe = struct.unpack_from("<I", content, 0x3C)[0]
        magic = struct.unpack_from("<H", content, pe + 24)[0]
        start, size = struct.unpack_from("<II", content, pe + 24 + (112 if magic == 0x20B else 96) + 32)
        return content[:2] == b"MZ" and content[pe : pe + 4] == b"PE\0\0" and start > 0 and size > 0
    except struct.error:
        return False


def members(package):
    if package.suffix in (".whl", ".jar"):
        with zipfile.ZipFile(package) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith(ENDINGS):
                    yield entry.filename, archive.read(entry)
    else:
        with tarfile.open(package) as archive:
            for entry in archive:
                if entry.isfile() and entry.name.lower().endswith(ENDINGS):
                    yield entry.name, archive.extractfile(entry).read()


def unpack(work):
    """Each signed program once, named by its package and its name, so that a finding can be looked up."""
    signed, seen = work / "signed", set()
    signed.mkdir(exist_ok=True)
    for package in sorted((work / "packages").iterdir()):
        if package.suffix not in (".whl", ".jar", ".tgz"):
            continue
        taken = 0
        for name, content in members(package):
            digest = hashlib.sha256(content).hexdigest()
            if taken < MOST_OF_ONE_PACKAGE and digest not in seen and has_table(content):
                seen.add(digest)
                taken += 1
                path = pathlib.PurePosixPath(name)
                ending = ".dll" if path.suffix in (".pyd", ".node") else path.suffix.lower()
                (signed / f"{'-'.join(package.name.split('-')[:2])}-{path.stem}-{digest[:6]}{ending}").write_bytes(content)


def signify_judge(file):
    import re

    search = re.search
    re.search = lambda pattern, text, flags=0: search(
        pattern.replace(r"\d[a-z]", r"\d+[a-z]") if isinstance(pattern, str) else pattern, text, flags
    )
    from signify.authenticode import AuthenticodeFile
    from signify.x509 import FileSystemCertificateStore

    re.search = search
    store = FileSystemCertificateStore(location=pathlib.Path(os.environ["ROOTS"]), trusted=True)
    try:
        with open(file, "rb") as stream:
            AuthenticodeFile.from_stream(stream).verify(multi_verify_mode="all", trusted_certificate_store=store)
        return ""
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def expectations(path):
    """rule -> reason."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return dict(line.split(None, 1) for line in lines)


def compare(work, expected):
    report = json.loads((work / "reports" / "verification-report.json").read_text("utf-8"))
    own = {pathlib.Path(file["path"]).name: file for file in report["files"]}
    files = sorted(f for f in (work / "signed").iterdir())
    with ProcessPoolExecutor(2) as pool:
        theirs = dict(zip((f.name for f in files), pool.map(signify_judge, files)))
    reasons, used, failures = expectations(expected), collections.Counter(), []
    publishers, years, agreed = set(), collections.Counter(), 0
    for file in files:
        mine = own.get(file.name)
        if mine is None:
            failures.append(f"{file.name} was not judged")
            continue
        for signature in mine.get("signatures", []):
            publishers.add((signature.get("signer") or {}).get("subject", "?"))
            years[((signature.get("timestamp") or {}).get("time") or "none")[:4]] += 1
        trusted, accepted = mine["outcome"] == "trusted", theirs[file.name] == ""
        if trusted == accepted:
            agreed += 1
        elif trusted:
            used["signify"] += 1
            if "signify" not in reasons:
                failures.append(f"signify refuses {file.name}, we trust it: {theirs[file.name]}")
        else:
            violations = mine.get("violations", []) + [v for s in mine.get("signatures", []) for v in s.get("violations", [])]
            for violation in violations:
                if violation.get("severity", "error") == "error":
                    used[violation["rule"]] += 1
                    if violation["rule"] not in reasons:
                        failures.append(f"we refuse {file.name}, signify accepts it: {violation['rule']}: {violation['message']}")
    print(f"{len(files)} signed files, {len(publishers)} signers, timestamps of {min(years)} to {max(y for y in years if y != 'none')}")
    print(f"{agreed} agreements, {len(files) - agreed} disagreements")
    for rule, count in used.items():
        print(f"  {count} findings of {rule}: {reasons.get(rule, 'NOT EXPLAINED')}")
    failures += [f"{rule} explains nothing any more. Remove it from {expected.name}." for rule in reasons if rule not in used]
    if len(files) < 200 or len(publishers) < 9:
        failures.append("too few files or publishers for a verdict: see which packages were not served")
    for failure in failures[:40]:
        print("FAILED", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    if sys.argv[1] == "unpack":
        unpack(pathlib.Path(sys.argv[2]))
    else:
        sys.exit(compare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
