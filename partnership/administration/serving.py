"""Web server and worker side by side: when one ends, so does the other."""

import signal
import subprocess
import sys
import time

from huey import Huey

WEB_PROCESSES, WEB_THREADS, REQUEST_SECONDS = 2, 4, 60
LOOK_AGAIN_SECONDS = 0.2
GRACE_SECONDS = 10


def run_worker(queue: Huey) -> None:
    """Take work off the queue until told to stop; one piece at a time, because a report fills a core."""
    queue.create_consumer(workers=1, periodic=True, initial_delay=0.05, max_delay=1.0).run()


def serve(*, host: str, port: int) -> int:
    """Start both and wait; returns the exit status of the one that ended first, 0 when a person stopped them."""
    web = [
        sys.executable, "-m", "gunicorn", "partnership.app:create_app()", "--bind", f"{host}:{port}", "--workers", str(WEB_PROCESSES),
        "--threads", str(WEB_THREADS), "--timeout", str(REQUEST_SECONDS), "--log-level", "warning",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "partnership", "jobs", "run"]
    processes = [subprocess.Popen(web), subprocess.Popen(worker)]
    stopped = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    while not stopped and all(process.poll() is None for process in processes):
        time.sleep(LOOK_AGAIN_SECONDS)
    ended = next((process.returncode for process in processes if process.returncode is not None), 0)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stopped else ended
