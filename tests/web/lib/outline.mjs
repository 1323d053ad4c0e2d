// Drives the application through its outline, as a person with a screen reader does: by role and name.

import { until } from './browser.mjs';

export class Outline {
  constructor(page) {
    this.page = page;
    this.root = page.locator('#outline');
  }

  /** A control by role and accessible name (text, or a pattern). */
  find(role, name) {
    return this.root.getByRole(role, { name, exact: typeof name === 'string' }).first();
  }

  /** Text of a top-level section, by its heading. */
  section(name) {
    return this.root.getByRole('region', { name, exact: true });
  }

  /** Presses a button (or a row's button) with the keyboard, once it is enabled. */
  async press(name) {
    const button = this.find('button', name);
    await button.and(this.page.locator(':not([aria-disabled="true"])')).waitFor({ state: 'attached' });
    await button.focus();
    await this.page.keyboard.press('Enter');
  }

  /** Chooses an option of a question. */
  async choose(name) {
    const radio = this.find('radio', name);
    await radio.focus();
    await this.page.keyboard.press('Space');
  }

  async set_number(name, value) {
    await this.find('spinbutton', name).fill(String(value));
    await this.page.keyboard.press('Enter');
  }

  async select(name, label) {
    await this.find('combobox', name).selectOption({ label });
  }

  /** Waits until the text version says something. */
  async says(pattern, timeout = 10000) {
    return until(this.page, ([source, flags]) => new RegExp(source, flags).test(document.getElementById('outline').innerText),
      [pattern.source, pattern.flags], { timeout, what: `the text version to say ${pattern}` });
  }

  /** The application's own tree. */
  tree() {
    return this.page.evaluate(() => globalThis.inflight.outline());
  }

  /** The first node that fits, searched depth first. */
  async node(fits) {
    const walk = (nodes) => {
      for (const node of nodes ?? []) {
        if (fits(node)) return node;
        const inner = walk(node.items);
        if (inner) return inner;
      }
      return null;
    };
    return walk((await this.tree())?.nodes);
  }
}
