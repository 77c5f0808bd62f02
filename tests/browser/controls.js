// The interactive pages: every control must change what the page shows, by keyboard and by mouse.
const assert = require('node:assert/strict');
const { picture } = require('./session');

/** What a reader of the page has before them: its text, its drawings and where its controls stand. */
function appearance(frame) {
  return frame.locator('body').evaluate(body => JSON.stringify([
    body.innerText,
    [...body.querySelectorAll('svg')].map(svg => svg.outerHTML),
    [...body.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()),
    [...body.querySelectorAll('input, select')].map(control => [control.value, control.checked]),
  ]));
}

async function visible(locator) {
  const found = [];
  for (const one of await locator.all()) if (await one.isVisible() && await one.isEnabled()) found.push(one);
  return found;
}

async function name(control) {
  return control.evaluate(e => (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || e.ariaLabel || e.id).trim());
}

/** Whether an act changes what the page shows, at once or within a second. */
async function changes(frame, act) {
  const before = await appearance(frame);
  await act();
  for (let tries = 0; tries < 10; tries++) {
    if (await appearance(frame) !== before) return true;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return false;
}

async function useSliders(page, frame, where) {
  const sliders = await visible(frame.locator('input[type=range]'));
  for (const slider of sliders) {
    const label = await name(slider);
    assert.ok(label, `${where}: each slider has a name`);
    assert.ok(await changes(frame, async () => {
      await slider.focus();
      const atTheTop = await slider.evaluate(e => e.value === e.max);
      for (let n = 0; n < 5; n++) await page.keyboard.press(atTheTop ? 'ArrowLeft' : 'ArrowRight');
    }), `${where}: the slider "${label}" answers to the arrow keys`);
    const drawn = await slider.evaluate(e => e.value);
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    const left = await slider.evaluate(e => (e.value - e.min) / (e.max - e.min) > 0.5);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * (left ? 0.2 : 0.8), box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await slider.evaluate(e => e.value), drawn, `${where}: the slider "${label}" can be drawn with the mouse`);
  }
  return sliders.length;
}

/** A button may rightly do nothing (clearing what is empty), so it is tried again after each of the others. */
async function useButtons(page, frame, where) {
  const buttons = await visible(frame.locator('button'));
  const works = async (button, act) => {
    if (await changes(frame, act)) return true;
    for (const other of buttons.filter(one => one !== button)) {
      await other.click();
      if (await changes(frame, act)) return true;
    }
    return false;
  };
  for (const button of buttons) {
    const label = await name(button);
    assert.ok(label, `${where}: each button has a name`);
    assert.ok(await works(button, () => button.click()), `${where}: the button "${label}" answers to a click`);
    assert.ok(await works(button, async () => { await button.focus(); await page.keyboard.press('Enter'); }),
      `${where}: the button "${label}" answers to the Enter key`);
  }
  return buttons.length;
}

/** Tries everything that can be seen on the n-th code cell's page, in each of its modes. */
async function useEachControl(lab, n, stem) {
  const element = lab.output(n).locator('iframe').first();
  await element.scrollIntoViewIfNeeded();
  const where = `${stem}, "${await element.getAttribute('title')}"`;
  const frame = element.contentFrame();
  await frame.locator('body').waitFor();
  let used = 0;
  const modes = await visible(frame.locator('input[type=radio]'));
  for (const mode of modes.length ? modes : [null]) {
    if (mode) await mode.check();
    for (const details of await frame.locator('details').all()) await details.evaluate(e => { e.open = true; });
    used += await useSliders(lab.page, frame, where) + await useButtons(lab.page, frame, where);
    await lab.page.setViewportSize({ width: 1280, height: 2400 }); // the whole page at once
    await element.screenshot({ path: picture(`${stem}-page-${n + 1}${mode ? `-${await mode.getAttribute('value')}` : ''}`) });
    await lab.page.setViewportSize({ width: 1280, height: 900 });
  }
  for (const choice of await visible(frame.locator('select'))) {
    const other = await choice.evaluate(e => [...e.options].find(option => !option.selected).value);
    assert.ok(await changes(frame, () => choice.selectOption(other)), `${where}: the choice "${await name(choice)}" answers`);
    used++;
  }
  assert.ok(used, `${where}: there is something to play with`);
}

module.exports = { useEachControl };
