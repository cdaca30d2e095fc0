#!/usr/bin/env bash
# A kernel that ended because its port was taken is started again "with new random ports": the same.
#
# Seen with jupyter_client 8.10.0. The manager chooses ports that are free at the time, and the kernel
# takes them once it has started. Where many start at once on one machine, two managers may choose the
# same port, and the later kernel ends. The restarter's `random_ports_until_alive` (on) promises new
# ports then, and its log says that they are new. But ports of the cache (`cache_ports`, on for TCP)
# do not count as random, and are kept: while the other kernel lives, this one ends again, and is
# given up after five restarts. A class that opens its first lesson on a shared server meets this.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check jupyter_client==8.10.0 tornado==6.5.2
cat >kernel.py <<'PY'
"""What a kernel does that finds its port taken: it ends. Which port that was, it notes."""

import json
import sys

noted, connection = sys.argv[1:]
with open(connection) as given, open(noted, "a") as ports:
    ports.write(f"{json.load(given)['shell_port']}\n")
sys.exit(1)
PY
cat >seen.py <<'PY'
import asyncio
import json
import logging
import sys
from pathlib import Path

from jupyter_client.ioloop import AsyncIOLoopKernelManager
from jupyter_client.kernelspec import KernelSpecManager


async def second_start(name, **settings):
    """Tell what is said of a kernel's second start, and whether its port is another one then."""
    noted, said = Path(f"ports-{name}"), []
    place = Path("specs", name)
    place.mkdir(parents=True)
    argv = [sys.executable, "kernel.py", str(noted), "{connection_file}"]
    (place / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "", "language": ""}))
    log = logging.getLogger(name)
    log.setLevel(logging.INFO)
    log.addHandler(logging.Handler())
    log.handlers[0].emit = lambda record: said.append(record.getMessage())
    specs = KernelSpecManager(kernel_dirs=["specs"])
    manager = AsyncIOLoopKernelManager(
        kernel_name=name, kernel_spec_manager=specs, log=log, **settings
    )
    await manager.start_kernel()
    manager.start_restarter()
    while not noted.exists() or len(noted.read_text().split()) < 2:
        await asyncio.sleep(0.1)
    manager.stop_restarter()
    (told,) = {line.split(", ")[1] for line in said if "restarting kernel" in line}
    first, second, *_ = noted.read_text().split()
    print(f"{name}: {told}; {'the same port' if first == second else 'another port'}")


async def main():
    await second_start("as-it-comes")
    await second_start("without-the-cache", cache_ports=False)


asyncio.run(main())
PY
seen=$(timeout 120 venv/bin/python seen.py)
echo "$seen"
diff - <(echo "$seen") <<'TXT'
as-it-comes: new random ports; the same port
without-the-cache: new random ports; another port
TXT
echo "As described."
