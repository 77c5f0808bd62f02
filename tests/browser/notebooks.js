// Each notebook of the course, as a student meets it: looked at before anything ran, run, saved, and opened elsewhere.
const test = require('node:test');
const assert = require('node:assert/strict');
const { notebooks, read, trouble, write } = require('./session');
const { Lab } = require('./lab');
const { useEachControl } = require('./controls');

/** Which code cells have a picture in the file. */
function picturesIn(notebook) {
  const holds = output => output.data && (output.data['image/png'] || String(output.data['text/html'] || '').includes('data:image/'));
  return notebook.cells.filter(cell => cell.cell_type === 'code').map(cell => cell.outputs.some(holds));
}

/** Which code cells replace what they show. */
function moving(notebook) {
  return notebook.cells.filter(cell => cell.cell_type === 'code').map(cell => [].concat(cell.source).join('').includes('Lab.live()'));
}

/** All promised pictures are visible, and say in words what they show. */
function assertPictures(cells, promised, when) {
  promised.forEach((wanted, n) => {
    if (wanted) assert.ok(cells[n].pictures.length, `${when}: code cell ${n + 1} shows a picture`);
    for (const picture of cells[n].pictures) {
      assert.ok(picture.visible, `${when}: the picture of code cell ${n + 1} is visible`);
      assert.ok(picture.words, `${when}: the picture of code cell ${n + 1} has an alternative text`);
    }
  });
}

for (const name of notebooks()) {
  const stem = name.replace('.ipynb', '');

  test(`${stem} opens untrusted with its pictures, runs to its end, and its pages react`, async () => {
    const promised = picturesIn(read(name));
    const lab = await Lab.open(name);
    try {
      assertPictures(await lab.cells(), promised, 'before it ran');
      await lab.watchPictures();
      await lab.runAll();
      const cells = await lab.cells();
      cells.forEach((cell, n) => {
        assert.deepEqual(cell.errors, [], `code cell ${n + 1} runs, and is silent on stderr`);
        if (cell.frames) cell.pictures = []; // the page is there instead of its picture
        else if (promised[n]) assert.ok(cell.pictures.length, `code cell ${n + 1} shows its picture`);
      });
      assertPictures(cells, promised.map(() => false), 'after it ran');
      const seen = await lab.picturesSeen();
      moving(read(name)).forEach((moves, n) => {
        if (moves) assert.ok(seen[n] >= 3, `the curve of code cell ${n + 1} moved while it ran: ${seen[n]} pictures were seen`);
      });
      for (const [n, cell] of cells.entries()) if (cell.frames) await useEachControl(lab, n, stem);
      await lab.photograph(stem);
      await lab.save();
      assert.deepEqual(trouble(), []);
    } finally {
      await lab.close();
      trouble();
    }
  });

  test(`${stem}, saved and opened untrusted, still shows its pictures`, async () => {
    const saved = read(name);
    saved.metadata.unsigned = true; // another file than the one that was signed when it was saved
    write(`untrusted-${name}`, saved);
    const lab = await Lab.open(`untrusted-${name}`);
    try {
      const cells = await lab.cells();
      assert.ok(cells.every(cell => cell.frames === 0), 'no script runs in an untrusted notebook');
      assertPictures(cells, picturesIn(saved), 'untrusted');
      assert.deepEqual(trouble(), []);
    } finally {
      await lab.close();
      trouble();
    }
  });
}
