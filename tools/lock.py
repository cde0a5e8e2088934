"""Make the two lock files: hashes, no host names. Needs uv (only to change a dependency).

Run: python tools/lock.py
"""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMON = [
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "-q"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11"),
]


def main() -> int:
    """Write requirements.lock (runtime, both databases) and requirements-dev.lock."""
    jobs = {
        "requirements.lock": ["--extra", "postgresql"],
        "requirements-dev.lock": ["--extra", "postgresql", "--group", "dev"],
    }
    for name, more in jobs.items():
        print(f"{name} を作っています…", flush=True)
        subprocess.run([*COMMON, *more, "-o", name], cwd=ROOT, check=True)
        if "://" in (ROOT / name).read_text(encoding="utf-8"):
            print(f"{name} にアドレスが含まれています。", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
