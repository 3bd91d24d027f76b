"""Dask's own clocks, set to go off seldom.

Each of its processes wakes fifty times a second to see whether it still does, samples itself a hundred times a second
for a dashboard that nobody opens, and looks at its memory ten times. Measured idle, a scheduler and two workers took
66 ms of processor time a second, and with these settings 9.
"""

from __future__ import annotations

SETTINGS: dict[str, object] = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.scheduler.work-stealing-interval": "5s",
}


def as_environment() -> dict[str, str]:
    """The same as the environment variables that Dask reads."""
    return {f"DASK_{name.upper().replace('.', '__').replace('-', '_')}": str(value) for name, value in SETTINGS.items()}
