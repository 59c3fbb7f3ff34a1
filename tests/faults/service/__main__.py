"""The campaign on the whole service: every case, and every broken build against the case that must condemn it."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.faults.service.cases import CASES, CONTROLS, run


def main() -> None:
    failed, begun = False, time.monotonic()
    wanted = sys.argv[1:]
    print("| fault of the service | seconds | came of it |\n| --- | --- | --- |")
    for name, case in CASES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            wrong = run(case, Path(place))
        print(
            f"| {name} | {time.monotonic() - began:.0f} | {'; '.join(wrong) or 'as promised'} |", flush=True
        )
        failed = failed or bool(wrong)
    print("\n| broken on purpose | what the case saw |\n| --- | --- |")
    for flaw, case in CONTROLS.items():
        if wanted and not any(word in flaw for word in wanted):
            continue
        with tempfile.TemporaryDirectory() as place:
            wrong = run(case, Path(place), flaw)
        print(f"| {flaw} | {'; '.join(wrong)[:160] or 'NOT CAUGHT'} |", flush=True)
        failed = failed or not wrong
    print(f"\n{time.monotonic() - begun:.0f} s; {'FAILED' if failed else 'all promises held'}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
