"""Spoils signed programs in the ways that test suites of verifiers know, and compares the verdicts of several judges. See second-judges."""
import datetime
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def spoil(folder):
    """Writes variants of a signed program whose names say what was done."""
    good = (folder / "digest-sha256.exe").read_bytes()
    pe = struct.unpack_from("<I", good, 0x3C)[0]
    magic = struct.unpack_from("<H", good, pe + 24)[0]
    directory = pe + 24 + (112 if magic == 0x20B else 96) + 4 * 8
    start, size = struct.unpack_from("<II", good, directory)
    length = struct.unpack_from("<I", good, start)[0]
    entry = good[start : start + size]

    def with_table(table):
        changed = bytearray(good[:start] + table)
        struct.pack_into("<II", changed, directory, start, len(table))
        return changed

    def changed(offset, fmt, value, original=good):
        result = bytearray(original)
        struct.pack_into(fmt, result, offset, value)
        return result

    der = 4 + struct.unpack_from(">H", good, start + 8 + 2)[0]
    padded = bytes(8) + entry[8:]
    longer = struct.pack("<I", length + 8) + entry[4:] + bytes(8)
    variants = {
        "checksum-wrong": changed(pe + 88, "<I", 0x12345678),
        "checksum-zero": changed(pe + 88, "<I", 0),
        "code-changed": changed(start - 16, "<B", good[start - 16] ^ 0xFF),
        "dos-stub-changed": changed(0x40, "<B", good[0x40] ^ 0xFF),
        "timestamp-of-header-changed": changed(pe + 8, "<I", 1),
        "appended": good + b"payload behind",
        "appended-zeros": good + bytes(8),
        "table-eight-zeros-longer": with_table(longer),
        "table-payload-behind-pkcs7": with_table(struct.pack("<I", length + 8) + entry[4:] + b"PAYLOAD!"),
        "entry-revision-1": with_table(changed(4, "<H", 0x0100, entry)),
        "entry-type-x509": with_table(changed(6, "<H", 1, entry)),
        "entry-twice": with_table(entry + entry),
        "entry-length-zero": with_table(changed(0, "<I", 0, entry)),
        "entry-length-huge": with_table(changed(0, "<I", 0x7FFFFFFF, entry)),
        "table-beyond-end": changed(directory + 4, "<I", size + 4096),
        "table-empty": changed(directory + 4, "<I", 0),
        "table-over-headers": changed(directory, "<I", 0x40),
        "cut-in-signature": good[: start + size // 2],
        "cut-in-code": good[: start // 2],
        "timestamp-signature-changed": changed(start + 8 + der - 1, "<B", good[start + 8 + der - 1] ^ 1),
    }
    for name, content in variants.items():
        (folder / f"spoilt-{name}.exe").write_bytes(bytes(content))
    hashed = bytearray((folder / "page-hashes.exe").read_bytes())
    hashed[start - 16] ^= 0xFF
    (folder / "spoilt-page-hashes-code-changed.exe").write_bytes(bytes(hashed))


class Verdict:
    """accepts | refuses, the reason in the judge's own words, and whether it says that the file was changed."""

    def __init__(self, accepts, words):
        self.word = "accepts" if accepts else "refuses"
        self.words = " ".join(str(words).split())[:160]


def ours(work, name):
    report = json.loads((work / "reports" / name / "verification-report.json").read_text("utf-8"))
    verdicts = {}
    for file in report["files"]:
        violations = file.get("violations", []) + [v for s in file.get("signatures", []) for v in s.get("violations", [])]
        verdict = Verdict(file["outcome"] == "trusted", "; ".join(v["message"] for v in violations))
        verdict.codes = {v["code"] for v in violations}
        verdict.signed = bool(file.get("signatures"))
        verdicts[pathlib.Path(file["path"]).name] = verdict
    return verdicts


def osslsigncode(file, roots, now):
    command = ["osslsigncode", "verify", "-in", str(file), "-CAfile", str(roots), "-TSA-CAfile", str(roots), "-ignore-cdp", "-ignore-crl"]
    run = subprocess.run(command + (["-time", now] if now else []), capture_output=True, text=True, errors="replace")
    text = run.stdout + run.stderr
    if "unsupported input file type" in text and "Corrupt" not in text and "PE" not in text:
        return None
    told = [line for line in text.splitlines() if re.search(r"rror|failed|MISMATCH|orrupt|No signature|nvalid|expired", line)]
    return Verdict(run.returncode == 0, told[0] if told else f"exit code {run.returncode}")


def signify_judge(roots, now):
    # oscrypto 1.3.0 finds no version in "3.0.22", whose last part has two digits.
    search = re.search
    re.search = lambda pattern, text, flags=0: search(
        pattern.replace(r"\d[a-z]", r"\d+[a-z]") if isinstance(pattern, str) else pattern, text, flags
    )
    from signify.authenticode import AuthenticodeFile
    from signify.x509 import FileSystemCertificateStore

    re.search = search
    store = FileSystemCertificateStore(location=pathlib.Path(roots), trusted=True)
    at = datetime.datetime.fromtimestamp(int(now), datetime.timezone.utc) if now else None

    def judge(file):
        with open(file, "rb") as stream:
            try:
                signed = AuthenticodeFile.from_stream(stream)
            except Exception:
                return None
            try:
                signed.verify(
                    multi_verify_mode="all",
                    trusted_certificate_store=store,
                    verification_context_kwargs={"timestamp": at} if at else {},
                )
                return Verdict(True, "")
            except Exception as e:
                return Verdict(False, f"{type(e).__name__}: {e}")

    return judge


def signtool(command, file):
    """Of the genuine signtool under Wine only the digest counts: it has no root of ours or of Microsoft's."""
    run = subprocess.run([command, "verify", "/pa", "/v", str(file)], capture_output=True, text=True, errors="replace")
    text = run.stdout + run.stderr
    code = re.search(r"0x[0-9A-Fa-f]{8}", text)
    if "No signature found" in text or code and code.group().upper() == "0X800B0100":
        return Verdict(False, "no signature")
    if code and code.group().upper() == "0X80096010":
        return Verdict(False, "digest")
    return Verdict(True, text)


def expectations(path):
    expected = {}
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            judge, file, word, reason = line.split(None, 3)
            expected[judge, file] = word, reason
    return expected


def compare(work, expected):
    wanted, seen, failures, agreed = expectations(expected), set(), [], 0

    def settle(judge, file, own, other):
        nonlocal agreed
        key = judge, file
        seen.add(key)
        if own.word == other.word:
            agreed += 1
            if key in wanted:
                failures.append(f"{judge} now agrees on {file} ({own.word}). Remove it from {expected.name}.")
        elif key not in wanted:
            failures.append(f"{judge} {other.word} {file}, we {own.word[:-1]}. {judge}: {other.words or '-'}. We: {own.words or '-'}")
        elif wanted[key][0] != other.word:
            failures.append(f"{judge} {other.word} {file}; {expected.name} says otherwise.")
        else:
            print(f"  {judge} {other.word} {file}, we {own.word[:-1]}: {wanted[key][1]}")

    now, oracle = os.environ["NOW"], os.environ.get("SIGNTOOL")
    sets = [("own", work / "files", work / "roots.pem", now)]
    if (work / "reports" / "real").exists():
        sets.append(("real", work / "real", os.environ["ROOTS"], None))
    for name, folder, roots, at in sets:
        own, judge = ours(work, name), signify_judge(roots, at)
        files = sorted(f for f in folder.iterdir() if f.name in own)
        with ThreadPoolExecutor(4) as pool:
            first = list(pool.map(lambda f: osslsigncode(f, roots, at), files))
            genuine = list(pool.map(lambda f: signtool(oracle, f), [f for f in files if f.suffix == ".exe"])) if oracle else []
        for file, verdict in zip(files, first):
            if verdict:
                settle("osslsigncode", file.name, own[file.name], verdict)
            verdict = judge(file)
            if verdict:
                settle("signify", file.name, own[file.name], verdict)
        for file, verdict in zip([f for f in files if f.suffix == ".exe"], genuine):
            mine = own[file.name]
            intact = mine.signed and "TRUST_E_BAD_DIGEST" not in mine.codes
            settle("signtool", file.name, Verdict(intact, mine.words), verdict)
    if len(sets) > 1:
        failures += honest(ours(work, "real"), ours(work, "real-without-roots"))
    missing = [key for key in wanted if key not in seen and (work / "files" / key[1]).exists()]
    failures += [f"{judge} said nothing of {file}." for judge, file in missing if judge != "signtool" or oracle]
    print(f"{agreed} agreements, {len(seen) - agreed} disagreements.")
    for failure in failures:
        print("FAILED", failure)
    return 1 if failures else 0


def honest(trusting, distrusting):
    """Real programs: good with Microsoft's roots, and without them nothing but the root is missing."""
    failures = []
    for file in ("signtool-2026.exe", "OpenConsole-x64.exe", "conpty-arm64.dll", "vsce-sign.exe"):
        if trusting[file].word != "accepts":
            failures.append(f"{file} by Microsoft is refused with Microsoft's roots: {trusting[file].words}")
        if not distrusting[file].codes <= {"CERT_E_CHAINING", "CERT_E_UNTRUSTEDROOT", "TRUST_E_TIME_STAMP", "CERT_E_EXPIRED"}:
            failures.append(f"{file} without its root: {distrusting[file].words}")
    for file in ("signtool-2017.exe", "mssign32-2017.dll"):
        if trusting[file].word != "accepts":
            failures.append(f"{file} has a sound signature beside an old one: {trusting[file].words}")
    # SHA-1 alone, also in its timestamp, so that it is judged now; and a root of 1997 whose certificate does not say that it is one.
    age = {"CRYPT_E_SECURITY_SETTINGS", "TRUST_E_TIME_STAMP", "CERT_E_EXPIRED", "TRUST_E_BASIC_CONSTRAINTS"}
    if not trusting["signtool-2009.exe"].codes <= age:
        failures.append(f"signtool-2009.exe is refused for more than its age: {trusting['signtool-2009.exe'].words}")
    return failures


if __name__ == "__main__":
    if sys.argv[1] == "spoil":
        spoil(pathlib.Path(sys.argv[2]))
    else:
        sys.exit(compare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
