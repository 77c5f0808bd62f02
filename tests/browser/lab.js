// A notebook in JupyterLab, as somebody in front of the screen has it.
const { settings, browser, endKernels, kernelOf, picture } = require('./session');

// JupyterLab shows an error as if it were on stderr; older ones, and some outputs, name it.
const ERROR = '[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]';
const IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]';

class Lab {
  static async open(name) {
    const page = await (await browser()).newPage();
    await page.goto(`${settings.address}/lab/tree/${encodeURI(name)}?token=${settings.token}&reset`);
    await page.waitForSelector('.jp-NotebookPanel .jp-Cell', { timeout: 60000 });
    const lab = new Lab(page);
    await kernelOf(name); // the indicator says "idle" a little too early
    await lab.idle();
    return lab;
  }

  constructor(page) {
    this.page = page;
    this.panel = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
    this.codeCells = this.panel.locator('.jp-CodeCell');
  }

  async close() {
    await this.page.close();
    await endKernels();
  }

  async idle(timeout = 60000) {
    await this.panel.locator(IDLE).waitFor({ timeout });
  }

  async menu(menu, entry) {
    await this.page.locator('.lm-MenuBar-itemLabel', { hasText: new RegExp(`^${menu}$`) }).click();
    await this.page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${entry}$`) }).click();
  }

  /** Runs all cells by the menu, until each has its number. */
  async runAll(timeout = 900000) {
    await this.menu('Run', 'Run All Cells');
    await this.page.waitForFunction(error => {
      const cells = [...document.querySelectorAll('.jp-CodeCell')].filter(cell => cell.querySelector('.cm-content').innerText.trim());
      const failed = document.querySelector(error);
      return failed || cells.every(cell => /^\[\d+\]:$/.test(cell.querySelector('.jp-InputPrompt').textContent.trim()));
    }, ERROR, { timeout, polling: 250 });
    await this.idle(timeout);
  }

  /** Counts from now on how many different pictures each code cell has shown. */
  async watchPictures() {
    await this.page.evaluate(() => {
      window.seen = [...document.querySelectorAll('.jp-CodeCell')].map(cell => {
        const pictures = new Set();
        new MutationObserver(() => cell.querySelectorAll('.jp-OutputArea img').forEach(image => pictures.add(image.src)))
          .observe(cell, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] });
        return pictures;
      });
    });
  }

  picturesSeen() {
    return this.page.evaluate(() => window.seen.map(pictures => pictures.size));
  }

  /** Runs the n-th code cell with Shift-Enter. */
  async run(n) {
    await this.focus(n);
    await this.page.keyboard.press('Shift+Enter');
  }

  async focus(n) {
    await this.codeCells.nth(n).locator('.cm-content').click();
  }

  /** Replaces the n-th code cell's text. */
  async type(n, text) {
    await this.focus(n);
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(text);
  }

  output(n) {
    return this.codeCells.nth(n).locator('.jp-OutputArea');
  }

  /** Waits until the n-th code cell's output holds a text. */
  async expect(n, text, timeout = 60000) {
    await this.output(n).filter({ hasText: text }).waitFor({ timeout });
  }

  async save() {
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+s');
    await this.page.waitForFunction(() => !document.querySelector('.lm-TabBar-tab.jp-mod-dirty'), null, { timeout: 30000 });
  }

  /** Errors, and what was written to stderr, in the n-th code cell's output. */
  errors(n) {
    return this.output(n).locator(ERROR);
  }

  /** What each code cell shows: errors and words on stderr, pictures, frames. */
  cells() {
    return this.page.evaluate(error => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')].map(cell => ({
      errors: [...cell.querySelectorAll(error)].map(e => e.innerText),
      pictures: [...cell.querySelectorAll('.jp-OutputArea img')].map(image => {
        const place = image.getBoundingClientRect();
        return { words: image.alt, visible: image.complete && image.naturalWidth > 1 && place.width > 20 && place.height > 20 };
      }),
      frames: cell.querySelectorAll('.jp-OutputArea iframe').length,
    })), ERROR);
  }

  /** Photographs the whole notebook, a screen at a time. */
  async photograph(name) {
    await this.page.setViewportSize({ width: 1280, height: 2400 });
    const notebook = this.panel.locator('.jp-WindowedPanel-outer');
    const { height, seen } = await notebook.evaluate(e => ({ height: e.scrollHeight, seen: e.clientHeight }));
    for (let top = 0, n = 1; top < height; top += seen - 40, n++) {
      await notebook.evaluate((e, y) => e.scrollTo(0, y), top);
      await this.page.waitForTimeout(250);
      await this.page.screenshot({ path: picture(`${name}-${String(n).padStart(2, '0')}`) });
    }
    await this.page.setViewportSize({ width: 1280, height: 900 });
  }
}

module.exports = { Lab };
