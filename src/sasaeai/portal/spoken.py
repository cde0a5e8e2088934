"""Days as residents read them, the same on every system."""

from __future__ import annotations

from datetime import date, time


def full_day(day: date) -> str:
    """2026年11月5日"""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date) -> str:
    """11月5日"""
    return f"{day.month}月{day.day}日"


def hour(at: time) -> str:
    """9:05"""
    return f"{at.hour}:{at.minute:02}"
