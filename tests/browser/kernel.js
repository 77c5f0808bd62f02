// What the hands do in a notebook: typing with completion and help, answering a question, watching, stopping, starting again.
const test = require('node:test');
const assert = require('node:assert/strict');
const { picture, trouble, writeCells } = require('./session');
const { Lab } = require('./lab');

const IMPORTS = 'import unrolled.lab.*;\nimport unrolled.plot.Plot;\nimport tech.tablesaw.api.*;\nLab.start();';

function inLab(title, name, cells, act) {
  test(title, async () => {
    writeCells(`${name}.ipynb`, ...cells);
    const lab = await Lab.open(`${name}.ipynb`);
    try {
      await act(lab, lab.page);
      assert.deepEqual(trouble(), []);
    } finally {
      await lab.page.screenshot({ path: picture(`kernel-${name}`) }).catch(() => {});
      await lab.close();
      trouble();
    }
  });
}

inLab('the Tab key completes', 'completion', ['String word = "abc";', ''], async (lab, page) => {
  await lab.run(0);
  await lab.idle();
  await lab.type(1, 'word.sub');
  const popup = page.locator('.jp-Completer:visible');
  // JupyterLab gives a kernel one second; on a busy machine a person presses the key again.
  for (let tries = 0; tries < 5 && !await popup.count(); tries++) {
    await page.keyboard.press('Tab');
    await popup.waitFor({ timeout: 3000 }).catch(() => {});
  }
  await popup.filter({ hasText: 'subSequence' }).waitFor({ timeout: 1000 });
  await page.screenshot({ path: picture('kernel-completion-popup') });
  await popup.locator('.jp-Completer-item', { hasText: 'subSequence' }).click();
  assert.match(await lab.codeCells.nth(1).locator('.cm-content').innerText(), /^word\.subSequence/);
});

inLab('Shift-Tab shows the Javadoc of the library', 'help', [IMPORTS, ''], async (lab, page) => {
  await lab.run(0);
  await lab.idle();
  await lab.type(1, 'Lab.start');
  await page.keyboard.press('Shift+Tab');
  await page.locator('.jp-Tooltip', { hasText: 'belongs in its first cell' }).waitFor({ timeout: 15000 });
  await page.screenshot({ path: picture('kernel-help-tooltip') });
});

inLab('a Scanner asks in a box under its cell', 'scanner',
  ['import java.util.Scanner;\nString name = new Scanner(System.in).nextLine();\nSystem.out.println("hello, " + name);'],
  async (lab, page) => {
    await lab.run(0);
    const box = page.locator('input.jp-Stdin-input:visible');
    await box.waitFor({ timeout: 30000 });
    await box.fill('Ada Lovelace');
    await box.press('Enter');
    await lab.expect(0, 'hello, Ada Lovelace');
  });

inLab('a live curve and a progress bar move while the cell runs', 'live', [IMPORTS, `Live curve = Lab.live();
try (Progress progress = Lab.progress("walking", 12)) {
  DoubleColumn x = DoubleColumn.create("x"), y = DoubleColumn.create("y");
  for (int n = 1; n <= 12; n++) {
    x.append(n); y.append(n * n);
    curve.show(Plot.lines(Table.create("t", x, y), "x", "y").title("squares"));
    progress.update(n, "n " + n);
    Thread.sleep(250);
  }
}`], async (lab, page) => {
  await lab.run(0);
  await lab.idle();
  await lab.watchPictures();
  await lab.run(1);
  const words = new Set();
  while (!/^\[\d+\]:$/.test((await lab.codeCells.nth(1).locator('.jp-InputPrompt').innerText()).trim())) {
    words.add(await lab.output(1).innerText());
    await page.waitForTimeout(100);
  }
  const pictures = (await lab.picturesSeen())[1];
  assert.deepEqual((await lab.cells())[1].errors, []);
  assert.ok(pictures >= 4, `the curve was drawn anew: ${pictures} different pictures were seen`);
  assert.ok(words.size >= 4, `the progress was told anew: ${words.size} different texts were seen`);
  assert.equal(await lab.output(1).locator('img').count(), 1, 'in one place');
});

inLab('the stop button ends a loop, and what was there stays', 'interrupt',
  ['int kept = 41;', 'while (true) { kept = 42; }', 'System.out.println("kept " + kept);'], async (lab, page) => {
    await lab.run(0);
    await lab.run(1);
    await page.waitForTimeout(1500);
    await page.locator('.jp-Toolbar [data-command="notebook:interrupt-kernel"], .jp-Toolbar [title^="Interrupt the kernel"]').first().click();
    await lab.errors(1).filter({ hasText: 'interrupted' }).waitFor({ timeout: 15000 });
    await lab.run(2);
    await lab.expect(2, 'kept 42');
  });

inLab('the restart button forgets everything, and the notebook runs again', 'restart',
  ['int number = 7;', 'System.out.println("number " + number);'], async (lab, page) => {
    await lab.run(0);
    await lab.run(1);
    await lab.expect(1, 'number 7');
    await page.locator('.jp-Toolbar [data-command="notebook:restart-kernel"], .jp-Toolbar [title^="Restart the kernel"]').first().click();
    await page.locator('.jp-Dialog button.jp-mod-accept').click();
    await lab.idle();
    await lab.run(1);
    await lab.errors(1).filter({ hasText: 'cannot find symbol' }).waitFor({ timeout: 30000 });
    await lab.run(0);
    await lab.run(1);
    await lab.expect(1, 'number 7');
  });
