"""Make and keep `.venv`: standard library only, for `./run` and `./test`.

The lock files carry hashes, so what is installed is what was tested. A stamp tells whether the lock changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "installed.json"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
OLDEST = (3, 11)
EVERY = 10  # seconds


def say(text: str) -> None:
    """One line to the person at the keyboard, at once."""
    print(text, flush=True)


def the_right_python() -> str:
    """Path of a Python that is new enough; the running one if it is.

    :raises SystemExit: with what to install, if there is none
    """
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(14, 10, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise SystemExit(
        "Python 3.11 以上が必要です。Debian/Ubuntu では「apt install python3 python3-venv」、"
        "Windows では python.org の配布物を入れてから、もう一度お試しください。"
    )


def ensure(lock: str) -> bool:
    """Bring `.venv` to what the lock says, with progress; quick when nothing changed.

    :return: whether parts were installed, so that a package index was there
    """
    wanted = _fingerprint(lock)
    kept = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    if kept.get(lock) == wanted and PYTHON.exists():
        return False
    if not PYTHON.exists():
        say("部品の置き場所（.venv）を作っています…")
        _make_venv()
    _install(lock)
    _put_command()
    kept[lock] = wanted
    if lock == DEVELOPMENT:  # holds every runtime pin as well (a test says so)
        kept[RUNTIME] = _fingerprint(RUNTIME)
    STAMP.write_text(json.dumps(kept), encoding="utf-8")
    return True


def make_word_vectors(data: str) -> None:
    """Begin to make the optional table of word vectors in a data folder, beside everything else, without a word.

    It is fetched only here, right after the parts were; without it the classifier of needs works and says so.
    """
    command = [str(PYTHON), "-m", "sasaeai.config.commandline", "needs", "vectors"]
    # Through a process that ends at once, so that the server does not take it for a worker of its own.
    begin = "import subprocess, sys; subprocess.Popen(sys.argv[1:], start_new_session=True)"
    subprocess.run(
        [str(PYTHON), "-c", begin, *command],
        cwd=ROOT,
        env={**os.environ, "SASAEAI_DATA": str(pathlib.Path(data).resolve())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def _fingerprint(lock: str) -> str:
    text = (ROOT / lock).read_bytes() + str(sys.version_info[:2]).encode() + str(ROOT).encode()
    return hashlib.sha256(text).hexdigest()


def _make_venv() -> None:
    done = subprocess.run(
        [the_right_python(), "-m", "venv", str(VENV)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(
            "Python の仮想環境を作れませんでした。Debian/Ubuntu では「apt install python3-venv」を"
            f"実行してから、もう一度お試しください。\n{done.stdout}{done.stderr}"
        )


def _install(lock: str) -> None:
    total = sum("==" in line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", lock]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--only-binary", ":all:"]
    began, now, seen, tail = time.monotonic(), 0.0, 0, []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            tail = [*tail[-20:], line]
            if line.startswith(("Collecting ", "Requirement already")):
                seen += 1
                now = _progress(f"部品を集めています {seen}/{total}", began, now)
            elif line.startswith("Installing"):
                now = _progress("部品を入れています（いちばん長いところです）", began, now)
    _progress("部品を入れ終わりました" if pip.returncode == 0 else "止まりました", began, end=True)
    if pip.returncode:
        raise SystemExit(
            "部品を入れられませんでした。ネットワークとパッケージの配布元の設定（PIP_CERT など）を"
            f"確かめてから、もう一度お試しください。\n{''.join(tail)}"
        )


def _progress(text: str, began: float, last: float = 0.0, *, end: bool = False) -> float:
    """Say how far it is: all the time on a screen, every ten seconds in a log.

    :param last: seconds since `began` when it was said last
    :returns: the same, after now
    """
    seconds = time.monotonic() - began
    line = f"{text}… {seconds:.0f}秒"
    if sys.stdout.isatty():
        print(f"\r{line:<60}", end="\n" if end else "", flush=True)
    elif end or seconds - last >= EVERY:
        say(line)
    else:
        return last
    return seconds


def _put_command() -> None:
    """The product's command in `.venv`, reading the code where it stands."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = pathlib.Path(
        subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    )
    (site / "sasaeai-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if WINDOWS:
        (BIN / "sasaeai.cmd").write_text(
            '@"%~dp0python.exe" -m sasaeai.config.commandline %*\n', encoding="ascii"
        )
        return
    script = BIN / "sasaeai"
    script.write_text(
        f"#!{PYTHON}\nimport sys\n\nfrom sasaeai.config.commandline import main\n\n"
        # Processes that the command starts read this file again; they must not start it again.
        'if __name__ == "__main__":\n    sys.exit(main())\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
