// The smoke part in the classic Notebook: version 6 as it was, version 7 made of JupyterLab's pieces.
const test = require('node:test');
const assert = require('node:assert/strict');
const { browser, endKernels, kernelOf, picture, settings, trouble, writeCells } = require('./session');

const NAME = 'classic.ipynb';
const CELLS = [
  'import unrolled.lab.*;\nimport unrolled.plot.Plot;\nimport tech.tablesaw.api.*;\nLab.start();',
  '6 * 7',
  'Table t = Table.create("t", DoubleColumn.create("x", 1, 2, 3), DoubleColumn.create("y", 1, 4, 9));\nLab.show(t);\nLab.show(Plot.lines(t, "x", "y").title("squares"));',
  'Lab.page("lstm-gates");',
];

test('the classic Notebook computes, draws, and runs an interactive page', async () => {
  writeCells(NAME, ...CELLS);
  const page = await (await browser()).newPage();
  try {
    await page.goto(`${settings.address}/notebooks/${NAME}?token=${settings.token}`);
    await page.waitForSelector('.code_cell, .jp-CodeCell', { timeout: 60000 });
    await kernelOf(NAME);
    const six = await page.locator('.code_cell').count() > 0;
    await (six ? runAllInSix(page) : runAllInSeven(page));
    const outputs = page.locator('.code_cell .output_area, .jp-CodeCell .jp-OutputArea-child');
    await outputs.filter({ hasText: '42' }).first().waitFor({ timeout: 60000 });
    const image = page.locator('.output_area img, .jp-OutputArea img').first();
    await image.waitFor({ timeout: 60000 });
    assert.ok(await image.evaluate(e => e.naturalWidth > 1 && e.alt), 'the plot is visible and says in words what it shows');
    const frame = page.locator('.output_area iframe, .jp-OutputArea iframe').first().contentFrame();
    await frame.locator('#step').waitFor({ timeout: 60000 });
    const before = await frame.locator('#rows tr').count();
    await frame.locator('#step').click();
    assert.equal(await frame.locator('#rows tr').count(), before + 1, 'a click on the page takes a step');
    await page.screenshot({ path: picture(`classic-${six ? 6 : 7}`) });
    assert.deepEqual(trouble(), []);
  } finally {
    await page.close();
    await endKernels();
    trouble();
  }
});

async function runAllInSix(page) {
  await page.click('#celllink');
  await page.click('#run_all_cells a');
}

async function runAllInSeven(page) {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: /^Run$/ }).click();
  await page.locator('.lm-Menu-itemLabel', { hasText: /^Run All Cells$/ }).click();
}
