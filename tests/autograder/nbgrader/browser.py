"""formgrader in a real browser: a Jupyter server on loopback and headless Chromium."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOKEN = "a-token-for-this-test"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--window-size=1300,1100"),
)


def why_not() -> str | None:
    """Why there can be no browser here, or None."""
    if importlib.util.find_spec("selenium") is None:
        return "selenium is not installed"
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        return "Chromium is not installed: apt install chromium chromium-driver"
    return None


@contextlib.contextmanager
def formgrader(root: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serves an nbgrader course's folder; yields the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--ServerApp.token={TOKEN}", f"--ServerApp.root_dir={root}", f"--ServerApp.port={port}"]
    options += ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0"]
    command = [str(Path(sys.executable).with_name("jupyter-server")), *options]
    with open(root / "server.log", "w") as log:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status?token={TOKEN}")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A fresh browser with a profile of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    profile = tempfile.mkdtemp(prefix="chromium")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.implicitly_wait(20)
    try:
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


def keep(driver: Any, name: str) -> None:
    """A picture for a person to look at, where a folder for it was named."""
    folder = os.environ.get("AUTOGRADER_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(Path(folder) / f"{name}.png"))


class Page:
    """A browser that looks at formgrader."""

    def __init__(self, driver: Any, address: str) -> None:
        self._driver = driver
        self._address = address
        driver.get(f"{address}/formgrader?token={TOKEN}")

    def open(self, path: str, wait_for: str) -> None:
        self._driver.get(self._address + path)
        self.find(wait_for)

    def find(self, selector: str) -> Any:
        return self._driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self._driver.find_elements("css selector", selector)]

    @property
    def title(self) -> str:
        title: str = self._driver.title
        return title

    def keep(self, name: str) -> None:
        keep(self._driver, name)
