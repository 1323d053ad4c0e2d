// Starts headless Chromium and opens pages that keep a record of everything that went wrong in them.

import { axe_source, chromium_path, load_chromium } from './modules.mjs';

const kFlags = ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** One browser process; close it with close(). */
export function launch_browser({ webgl = true, args = [] } = {}) {
  const flags = webgl ? kFlags : [...kFlags.filter((flag) => !/gl|angle|swiftshader/.test(flag)), '--disable-3d-apis'];
  return load_chromium().launch({ executablePath: chromium_path(), args: [...flags, ...args], timeout: 60000 });
}

/** The error texts a page may show without failing a test: requests that a test makes fail on purpose. */
const kNetworkNoise = /Failed to load resource|net::ERR_/;

/**
 * A fresh visitor. Options: width, height, dpr, theme, reduced_motion, offline, plus Playwright's own.
 * The page has `problems`: page errors, console errors and violated policies.
 */
export async function open_visitor(browser, { width = 1280, height = 720, dpr = 1, theme = 'dark', calm = false, touch = false,
  init = null, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: dpr, colorScheme: theme,
    reducedMotion: calm ? 'reduce' : 'no-preference', hasTouch: touch, permissions: ['clipboard-read', 'clipboard-write'], ...more });
  context.setDefaultTimeout(10000);
  await context.addInitScript(() => {
    globalThis.csp_violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.csp_violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  if (init) await context.addInitScript(init);
  const page = await context.newPage();
  page.problems = watch(page);
  return { context, page, close: () => context.close() };
}

function watch(page) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !kNetworkNoise.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  return problems;
}

/** Polls a function inside the page until it gives something true, without the page's policy in the way. */
export async function until(page, work, arg, { timeout = 10000, what = String(work) } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await page.evaluate(work, arg).catch((error) => {
      if (/closed|crashed/.test(error.message)) throw error;
      return undefined;
    });
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Opens an address as a new visit and waits until the application runs (or until `phase`). */
export async function open_app(page, url, { phase = 'running', timeout = 20000 } = {}) {
  // Between two addresses that differ in the hash only, the browser would not load anything.
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  await until(page, (wanted) => globalThis.inflight?.state.phase === wanted, phase, { timeout, what: `phase ${phase} at ${url}` });
}

/** Violated rules of axe-core, one line each with the first elements they concern. */
export async function axe_violations(page) {
  await page.evaluate(axe_source());
  return page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.slice(0, 3)
      .map((node) => `${node.target.join(' ')} [${node.any.concat(node.all).map((check) => check.message).join('; ')}]`).join(' | ')}`);
  });
}

/** Everything that went wrong so far, violated policies included. */
export async function all_problems(page) {
  const violations = await page.evaluate(() => globalThis.csp_violations ?? []).catch(() => []);
  return [...page.problems, ...violations.map((text) => `policy: ${text}`)];
}
