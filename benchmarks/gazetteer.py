"""What the gazetteer costs: opening, resident memory, finding and locating, and whether the cost is linear.

Texts are made here from a few sentences of our own. Run: python -m benchmarks.gazetteer
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

TEXTS = {
    "en": (
        "TULSA, Okla. (Wire) — Two people were shot near a park in Tulsa, Oklahoma, on Sunday, police said. "
        "A third man, Jordan Miller, 24, of Broken Arrow, was taken to a hospital in Oklahoma City. "
        "Officers from Muskogee and Fort Smith, Arkansas, helped in the search along Chicago Avenue. "
    ),
    "ru": (
        "МАХАЧКАЛА, 5 августа /Пример/. В дагестанском Каспийске двое мужчин с ножами напали на полицейских. "
        "Ранее сообщалось о нападении в Сургуте, столице автономного округа, и в подмосковном Красногорске. "
        "Российские власти, как сказал Владимир Петров, не связывают эти случаи с Сирией. "
    ),
}


def opening() -> None:
    """Open in a fresh process and print seconds and the growth of its resident memory."""
    code = (
        "import resource,time;from incidents.gazetteer import Gazetteer;"
        "rss=lambda:int(open('/proc/self/statm').read().split()[1])*resource.getpagesize()/1e6;"
        "before=rss();began=time.perf_counter();Gazetteer.open();"
        "print(f'open: {1000*(time.perf_counter()-began):.1f} ms, {rss()-before:.1f} MB resident more')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def timed(work: Callable[[], object], times: int) -> float:
    """Milliseconds of CPU for one call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        began = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - began) / times)
    return 1000 * min(rounds)


def main() -> None:
    """Print the costs."""
    opening()
    from incidents.extraction.places import locate
    from incidents.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    for language, sentence in TEXTS.items():
        text = (sentence * 10)[:1200]
        find = timed(lambda text=text, language=language: gazetteer.find(text, language), 200)  # type: ignore[misc]
        whole = timed(lambda text=text, language=language: locate("", text, language, gazetteer), 200)  # type: ignore[misc]
        print(f"{language}, 1,200 characters: find {find:.2f} ms, locate {whole:.2f} ms")
        long = (sentence * 1000)[:200_000]
        took = timed(lambda text=long, language=language: locate("", text, language, gazetteer), 1)  # type: ignore[misc]
        print(f"{language}, 200,000 characters: locate {took:.0f} ms")
    print(f"peak resident: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main()
