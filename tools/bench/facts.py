"""Invented facts for the benchmark: the same seed gives the same file."""

import datetime
import json
import random
from pathlib import Path

KINDS = ["訪問", "座談会", "協議体", "ワークショップ", "通信", "連絡会", "見学", "研修"]
FUNCTIONS = [
    "ニーズと資源の見える化", "協力依頼", "ネットワーク化", "方針の共有", "担い手の養成",
    "サービスの開発", "マッチング", "第2層との協働", "普及啓発",
]  # fmt: skip
MEANS = ["訪問", "電話", "来所", "会議", "オンライン"]
TYPES = ["町会・自治会", "民生委員", "社協", "企業", "学校", "ボランティア団体"]
FIRST = datetime.date(2020, 4, 1)
DAYS = 1461


def write_facts(path: Path, rows: int, seed: int = 2026) -> None:
    """Write so many activity facts of four fiscal years."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    areas = [(f"第{n // 10 + 1}圏域", f"地区{n}") for n in range(46)]
    partners = [{"id": f"org{n}", "type": rng.choice(TYPES)} for n in range(400)]
    with path.open("w", encoding="utf-8") as file:
        for n in range(rows):
            life, district = rng.choice(areas)
            fact = {
                "id": f"activities.Activity:{n}",
                "date": str(FIRST + datetime.timedelta(days=rng.randrange(DAYS))),
                "state": "held" if rng.random() < 0.96 else "planned",
                "source": "活動記録",
                "area": {"圏域": life, "地区": district},
                "tier": rng.choice(["第1層", "第2層", "第2層"]),
                "functions": rng.sample(FUNCTIONS, rng.choice([1, 1, 1, 2])),
                "kind": rng.choice(KINDS),
                "means": rng.choice(MEANS),
                "coordinators": rng.sample([f"sc{k}" for k in range(24)], rng.choice([1, 1, 2])),
                "partners": rng.sample(partners, rng.choice([0, 1, 1, 2])),
                "subjects": {
                    "person": [f"p{rng.randrange(60000)}" for _ in range(rng.randrange(3))]
                },
                "counts": {"人": rng.randrange(40)},
            }
            file.write(json.dumps(fact, ensure_ascii=False) + "\n")
