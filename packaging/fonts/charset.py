#!/usr/bin/env python3
"""Prints the characters the bold face keeps, for pyftsubset --unicodes-file."""

import pathlib
import sys

from fontTools.ttLib import TTFont

SYMBOL_BLOCKS = [
    (0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2028), (0x2030, 0x2050), (0x20A0, 0x20C0), (0x2100, 0x2400),
    (0x2460, 0x27C0), (0x3000, 0x3040), (0x3220, 0x3244), (0x3280, 0x3300), (0xFE30, 0xFE70), (0xFF00, 0xFFF0),
]


def wanted():
    table = pathlib.Path(__file__).with_name("tgscc-8105.txt").read_text(encoding="utf-8")
    chars = {ord(c) for c in table if not c.isspace()}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                chars.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    for first, end in SYMBOL_BLOCKS:
        chars.update(range(first, end))
    chars.update(ord(c) for c in "䶮𬱖㛃")
    return chars


def main():
    has = TTFont(sys.argv[1]).getBestCmap()
    print(",".join(f"U+{u:04X}" for u in sorted(wanted()) if u in has))


if __name__ == "__main__":
    main()
