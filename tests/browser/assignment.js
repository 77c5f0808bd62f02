// A student's way through an assignment: open the released notebook, write the answers, run, save, validate.
const test = require('node:test');
const assert = require('node:assert/strict');
const path = require('path');
const { spawnSync } = require('child_process');
const { picture, read, settings, trouble } = require('./session');
const { Lab } = require('./lab');

const RELEASED = 'assignment/a1.ipynb';
const code = notebook => notebook.cells.filter(cell => cell.cell_type === 'code');
const text = cell => [].concat(cell.source).join('');
const id = cell => cell.metadata.nbgrader && cell.metadata.nbgrader.grade_id;

/** What `./kit grade validate` says to the saved notebook. */
function validate() {
  const done = spawnSync(process.env.BROWSER_KIT, ['grade', 'validate', path.join(settings.folder, RELEASED)], { encoding: 'utf8' });
  return done.stdout + done.stderr;
}

test('an assignment is answered in the browser, saved and validated', async () => {
  const answers = new Map(code(read('assignment/source.ipynb')).map(cell => [id(cell), text(cell).replace(/^.*(BEGIN|END) SOLUTION.*\n/gm, '')]));
  const cells = code(read(RELEASED));
  const open = cells.flatMap((cell, n) => (cell.metadata.nbgrader && cell.metadata.nbgrader.solution ? [n] : []));
  assert.ok(open.length >= 5, `${open.length} cells wait for an answer`);
  assert.match(validate(), /✗ a1-step-test: 0 of/, 'nothing is written yet');

  const lab = await Lab.open(RELEASED);
  try {
    const test = cells.findIndex(cell => id(cell) === 'a1-step-test');
    const before = text(cells[test]);
    await lab.focus(test);
    await lab.page.keyboard.type('x');
    assert.equal((await lab.codeCells.nth(test).locator('.cm-content').innerText()).trim(), before.trim(), 'a test is locked');
    for (const n of open) await lab.type(n, answers.get(id(cells[n])));
    await lab.runAll();
    for (const [n, cell] of (await lab.cells()).entries()) assert.deepEqual(cell.errors, [], `code cell ${n + 1} runs`);
    await lab.save();
    await lab.page.screenshot({ path: picture('assignment') });
    assert.deepEqual(trouble(), []);
  } finally {
    await lab.close();
    trouble();
  }
  const verdict = validate();
  assert.match(verdict, /✓ a1-step-test: 3 of 3/);
  assert.doesNotMatch(verdict, /✗ a1-(?!words)/, 'only the words for a person to read are missing');
});
