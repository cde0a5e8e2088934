"""`sasaeai serve`: bring the database up to date, fill the demo town if there is none, serve."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--port`, `--host`, `--empty`, `--data`."""
    parser.add_argument("--port", type=int, default=8000, help="ポート番号 / port (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="待ち受けるアドレス / address to listen on (127.0.0.1)"
    )
    parser.add_argument(
        "--empty", action="store_true", help="見本を入れず、新しい町を始める / start a new town"
    )
    parser.add_argument(
        "--workers", type=int, default=2, help="処理の数 / worker processes (2; 4 threads each)"
    )
    with_django.add_data_argument(parser, town=False)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped. A taken port is told before anything is made."""
    refusal = why_not(arguments.host, arguments.port)
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    if arguments.host not in ("127.0.0.1", "localhost"):
        os.environ.setdefault("SASAEAI_HOSTS", "*")
    print("データベースを確かめています…", flush=True)
    return with_django.call("sasaeai.config.serving:serve", arguments, may_begin=True)


def why_not(host: str, port: int) -> str:
    """Why nobody can listen there; empty if one can."""
    if not 0 < port < 65536:
        return f"ポート {port} はありません。1024から65535までの番号にしてください。"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            return f"アドレス「{host}」が分かりません。この機械のアドレスか 0.0.0.0 を指定してください。"
        except PermissionError:
            return f"ポート {port} を使う権利がありません。「--port 8000」のように1024以上の番号にしてください。"
        except OSError as reason:
            return (
                f"ポート {port} は使えません（{reason.strerror}）。もう1つの窓で動いていないか確かめるか、"
                f"ほかの番号で「./run --port {port + 1}」とお試しください。"
            )
    return ""
