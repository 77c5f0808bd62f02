// Runs every test in one process, one after the other, with one browser.
const { after } = require('node:test');
const { close } = require('./session');

after(close);
for (const part of process.env.BROWSER_PARTS.split(',')) require(`./${part}`);
