"""Compares what 7-Zip, cabextract and olefile take out of trusted mutants with what they take out of the signed files. See other-readers."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

SIGNATURES = {"AppxSignature.p7x", ".signature.p7s", "[5]DigitalSignature", "[5]MsiDigitalSignatureEx", "!_DigitalSignature"}
OLE_SIGNATURES = {"\x05DigitalSignature", "\x05MsiDigitalSignatureEx"}


def sha(content):
    return hashlib.sha256(content).hexdigest()[:16]


def unpacked(command, folder):
    """The files that a program makes, and how it ended; a reader that only warns still makes them."""
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=folder)
    files = {str(f.relative_to(folder)): sha(f.read_bytes()) for f in sorted(pathlib.Path(folder).rglob("*")) if f.is_file()}
    return {name: digest for name, digest in files.items() if pathlib.PurePath(name).name not in SIGNATURES}, run.returncode


def seven_zip(file):
    with tempfile.TemporaryDirectory() as folder:
        return unpacked(["7z", "x", "-y", "-bd", f"-o{folder}", str(file)], folder)


def cabextract(file):
    with tempfile.TemporaryDirectory() as folder:
        return unpacked(["cabextract", "-q", "-d", folder, str(file)], folder)


def ole(file):
    import olefile

    with olefile.OleFileIO(str(file)) as compound:
        streams = {}
        for path in compound.listdir(streams=True, storages=False):
            if path[-1] not in OLE_SIGNATURES:
                streams["/".join(path)] = sha(compound.openstream(path).read())
        return streams, 0


def readers(extension):
    if extension == ".cab":
        return {"7z": seven_zip, "cabextract": cabextract}
    if extension == ".msi":
        return {"7z": seven_zip, "olefile": ole}
    if extension in (".appx", ".nupkg"):
        return {"7z": seven_zip}
    return {}


def view(reader, file):
    try:
        return reader(file)
    except Exception as e:
        return f"{type(e).__name__}: {e}", -1


def is_part(seen, signed):
    """Whether nothing was taken out that was not signed; a reader that refuses the file, or stops early, shows nothing else."""
    return isinstance(seen, str) or seen.items() <= signed.items()


def main(folders):
    failures, compared = [], 0
    for kind in sorted(p for folder in folders for p in folder.iterdir() if p.is_dir()):
        signed = next(kind.glob("signed.*"))
        for name, reader in readers(signed.suffix).items():
            expected = [view(reader, kind / f"{which}{signed.suffix}") for which in ("signed", "other")]
            if any(not seen[0] or isinstance(seen[0], str) for seen in expected):
                failures.append(f"{name} cannot read the signed file of {kind.name}: {expected}")
                continue
            mutants = sorted(f for f in kind.iterdir() if f.stem not in ("signed", "other"))
            with ThreadPoolExecutor(2) as pool:
                for mutant, seen in zip(mutants, pool.map(lambda f: view(reader, f), mutants)):
                    compared += 1
                    if not any(is_part(seen[0], signed_content[0]) for signed_content in expected):
                        failures.append(f"{name} takes {seen} out of {mutant}, which is trusted, instead of {expected[0]}")
    for failure in failures:
        print("FAILED", failure)
    print(f"{compared} readings of trusted mutants, {len(failures)} of them not what was signed.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(folder).resolve() for folder in sys.argv[1:]]))
