"""Looks at pages of client/dashboard as people do, and prints as JSON what they show: dashboard.py PAGE MAP_PAGE [axe.min.js]"""
import json
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import Select, WebDriverWait

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--window-size=1200,900"]
# All that a reader finds in the tables: numbers by their keys, lines by their units
SHOWN = """
    const text = element => element.textContent.trim();
    const keyed = place => Object.fromEntries([...document.querySelectorAll(`${place} td[data-key]`)].map(cell => [cell.dataset.key, text(cell)]));
    const rows = place => [...document.querySelectorAll(`${place} tbody tr`)].map(row => ({ unit: row.dataset.unit, cells: [...row.children].map(text),
        keys: Object.fromEntries([...row.querySelectorAll("[data-key]")].map(cell => [cell.dataset.key, text(cell)])) }));
    return {
        title: text(document.querySelector("#overview h2")), note: text(document.querySelector("#overview .note")),
        counts: keyed("#overview"), cards: Object.fromEntries([...document.querySelectorAll("[data-count]")].map(card => [card.dataset.count, text(card.querySelector("strong"))])),
        lacks: text(document.querySelector("[data-count=received] .lacks")),
        outcomes: keyed("#outcomes"), reasons: keyed("#reasons"), applicants: keyed("#applicants"), remedies: keyed("#remedies"),
        ranking: rows("#ranking"), trend: rows("#trend"), rates: rows("#rates"), due: rows("#due"),
        findings: rows("#findings table"), found: text(document.querySelector("#findings .note")),
        charts: [...document.querySelectorAll(".chart")].map(chart => [chart.id, chart.querySelectorAll("svg path").length]),
        path: [...document.querySelectorAll(".path a, .path b")].map(text), foreign: document.querySelectorAll("main img, main script").length,
        width: document.documentElement.scrollWidth, window: window.innerWidth,
    };"""
# Contrast of each text with what is behind it, as WCAG computes it
CONTRAST = """
    const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
    const luminance = colour => { const [r, g, b] = numbers(colour).map(c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const behind = element => { for (; element; element = element.parentElement) { const colour = getComputedStyle(element).backgroundColor;
        if (!/, 0\\)$/.test(colour)) return colour; } return "rgb(255, 255, 255)"; };
    const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const texts = [...document.querySelectorAll("h1, h2, p, th, td, a, strong, .label, .lacks, summary")].filter(one => one.offsetParent);
    return { page: luminance(getComputedStyle(document.body).backgroundColor),
        least: Math.min(...texts.map(one => ratio(luminance(getComputedStyle(one).color), luminance(behind(one))))),
        series: Math.min(...[...document.querySelectorAll("#chart-ranking svg path")].map(path => path.getAttribute("fill")).filter(fill => /^#[0-9a-f]{6}$/.test(fill || "")).map(fill =>
            ratio(luminance(fill.match(/[0-9a-f]{2}/g).map(part => parseInt(part, 16)).join(" ")), luminance(getComputedStyle(document.querySelector("section")).backgroundColor)))) };"""


def open_browser():
    options = Options()
    for flag in FLAGS + ["--user-data-dir=" + tempfile.mkdtemp()]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def wait(browser, title):
    WebDriverWait(browser, 20).until(lambda b: title in b.execute_script("const h = document.querySelector('#overview h2');"
        " return h && document.querySelector('main').getAttribute('aria-busy') === 'false' ? h.textContent : ''"))
    return browser.execute_script(SHOWN)


def click(browser, unit, title):
    link = browser.find_element(By.CSS_SELECTOR, f'#ranking tr[data-unit="{unit}"] a')
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    return wait(browser, title)


def media(browser, name, value):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": name, "value": value}]})


def phone(browser):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})


def main(page, map_page, axe=None):
    browser = open_browser()
    shown, messages, requests = {}, [], []
    browser.get("file://" + page)
    shown["province"] = wait(browser, "2024 年")
    shown["light"] = browser.execute_script(CONTRAST)
    shown["city"] = click(browser, "c1", "甲市")
    shown["county"] = click(browser, "k1", "甲县")
    shown["unit"] = click(browser, "u1", "甲县财政局")
    browser.find_element(By.XPATH, "//nav[@class='years']/a[text()='2023']").click()
    shown["unit 2023"] = wait(browser, "2023 年")
    shown["back"] = []
    for title in ("2024 年", "甲县　", "甲市", "某省"):
        browser.back()
        shown["back"].append(wait(browser, title)["path"])
    click(browser, "c1", "甲市")
    click(browser, "k1", "甲县")
    Select(browser.find_element(By.ID, "measure")).select_by_value("disclosure_rate")
    WebDriverWait(browser, 20).until(lambda b: "公开率" in b.find_element(By.CSS_SELECTOR, "#ranking summary").text)
    shown["rate"] = wait(browser, "甲县")
    browser.find_element(By.ID, "search").send_keys("img")
    shown["search"] = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#found li a")]
    browser.find_element(By.CSS_SELECTOR, "#found li a").click()
    shown["hostile"] = wait(browser, "img")
    browser.get("file://" + page + "#/2024/c2/disclosure_rate")
    shown["area"] = wait(browser, "乙市")
    if axe:
        browser.get("file://" + page)
        wait(browser, "2024 年")
        browser.execute_cdp_cmd("Runtime.evaluate", {"expression": open(axe, encoding="utf-8").read()})
        shown["axe"] = browser.execute_cdp_cmd("Runtime.evaluate", {"expression": "axe.run().then(r => JSON.stringify(r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target).join(' '))))",
            "awaitPromise": True, "returnByValue": True})["result"]["value"]
    media(browser, "prefers-color-scheme", "dark")
    browser.get("file://" + page + "#/2024/k1/requests_received")
    wait(browser, "甲县　")
    shown["dark"] = browser.execute_script(CONTRAST)
    phone(browser)
    for name, address in (("phone", "#/2024/p/requests_received"), ("phone county", "#/2024/k1/disclosure_rate")):
        browser.get("file://" + page + address)
        time.sleep(0.3)
        shown[name] = wait(browser, "年")
    browser.get("file://" + map_page)
    wait(browser, "2024 年")
    browser.get("file://" + map_page + "#/2024/c1/requests_received")
    shown["map"] = wait(browser, "甲市")
    shown["map note"] = browser.execute_script("return document.querySelector('#ranking').textContent.includes('审图号：测试（2024）1号')")
    for entry in browser.get_log("browser"):
        messages.append(entry["message"])
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        # what the browser's own first page asks for is no request of ours
        if message["method"] == "Network.requestWillBeSent" and not message["params"]["documentURL"].startswith("chrome:"):
            requests.append(message["params"]["request"]["url"].split("#")[0])
    browser.quit()
    shown["messages"] = messages
    shown["requests"] = sorted({url for url in requests if url not in ("file://" + page, "file://" + map_page)})
    print(json.dumps(shown, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
