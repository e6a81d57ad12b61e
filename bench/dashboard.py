#!/usr/bin/env python3
"""dashboard.py PAGE UNIT...: opens a page of client/dashboard in Chromium and goes down from unit to unit; prints as JSON how many seconds
opening and the slowest step take, with the charts drawn, each the median of five."""
import json
import os
import statistics
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "t", "clients"))
from dashboard import open_browser

# the page says when it is busy; a frame later what was drawn is on the screen
READY = """const done = arguments[0];
    const look = () => document.querySelector("main")?.getAttribute("aria-busy") === "false" && document.querySelector("#overview h2")
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : setTimeout(look, 5);
    look();"""


def step(browser, unit):
    """Clicks in the page itself, for the driver takes its time."""
    return browser.execute_async_script("""const unit = arguments[0], done = arguments[1], link = document.querySelector(`#ranking tr[data-unit="${unit}"] a`);
        const start = performance.now(), title = document.querySelector("#overview h2").textContent; link.click();
        const look = () => document.querySelector("main").getAttribute("aria-busy") === "false" && document.querySelector("#overview h2").textContent !== title
            ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : setTimeout(look, 5);
        look();""", unit) / 1000


def main(page, *units):
    opened, steps = [], []
    for _ in range(5):
        browser = open_browser()
        browser.set_script_timeout(30)
        start = time.monotonic()
        browser.get("file://" + os.path.realpath(page))
        browser.execute_async_script(READY)
        opened.append(time.monotonic() - start)
        steps.append(max(step(browser, unit) for unit in units))
        browser.quit()
    print(json.dumps({"open": statistics.median(opened), "step": statistics.median(steps)}))


main(*sys.argv[1:])
