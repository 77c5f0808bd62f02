// One Chromium for all tests. It reaches no machine but this one, and tells of each attempt to.
const { chromium } = require('playwright-core');
const fs = require('fs');
const os = require('os');
const path = require('path');

const settings = {
  chromium: process.env.BROWSER_CHROMIUM, // the browser's program
  address: process.env.BROWSER_ADDRESS, // the server's, without a slash at the end
  token: process.env.BROWSER_TOKEN,
  folder: process.env.BROWSER_FOLDER, // the server's root, on this disk
  pictures: process.env.BROWSER_PICTURES, // where screenshots go
  only: (process.env.BROWSER_NOTEBOOKS || '').split(',').filter(Boolean), // nothing: all of the folder
};
const HERE = ['127.0.0.1', 'localhost', '[::1]'];
// Jupyter's own, whatever the notebook does: JupyterLab's debugger looks for a session also at kernels that have none to
// offer, Notebook 6 for extensions that a system names but did not install, Notebook 7 (7.6.3) for a plugin's schema.
const NOT_OURS = [/ResizeObserver loop/, /No active debugger session/, /\/nbextensions\//, /reading 'schema'/];

const outside = []; // requests for other machines
const complaints = []; // errors on the console, and exceptions
let context;

async function browser() {
  if (!context) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
    context = await chromium.launchPersistentContext(profile, {
      executablePath: settings.chromium, headless: true, viewport: { width: 1280, height: 900 },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
    });
    context.profile = profile;
    context.on('request', request => watch(request.url()));
    context.on('page', listen);
  }
  return context;
}

function watch(address) {
  const url = new URL(address);
  if (/^(https?|wss?):$/.test(url.protocol) && !HERE.includes(url.hostname)) outside.push(address);
}

function listen(page) {
  page.on('websocket', socket => watch(socket.url()));
  page.on('pageerror', error => complain(String(error)));
  page.on('console', message => { if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`); });
}

function complain(text) {
  if (!NOT_OURS.some(known => known.test(text))) complaints.push(text.slice(0, 300));
}

/** What went wrong since the last call: requests that left the machine, and errors of the pages. */
function trouble() {
  return [...outside.splice(0).map(address => `asked another machine: ${address}`), ...complaints.splice(0)];
}

async function close() {
  if (!context) return;
  await context.close();
  fs.rmSync(context.profile, { recursive: true, force: true });
  context = undefined;
}

/** Asks the server's interface. */
async function ask(what, options = {}) {
  const answer = await fetch(`${settings.address}/api/${what}`,
    { ...options, headers: { Authorization: `token ${settings.token}`, Connection: 'close' } });
  return answer.status === 204 ? null : answer.json();
}

/** Waits until a notebook's kernel has started and the page listens to it. */
async function kernelOf(name) {
  for (const end = Date.now() + 60000; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 200))) {
    const session = (await ask('sessions')).find(one => one.path === name);
    if (session && session.kernel.connections > 0 && session.kernel.execution_state === 'idle') return;
  }
  throw new Error(`${name}: its kernel was not ready within a minute`);
}

/** Ends all kernels: none may disturb the next test. */
async function endKernels() {
  for (const session of await ask('sessions')) await ask(`sessions/${session.id}`, { method: 'DELETE' });
}

function picture(name) {
  fs.mkdirSync(settings.pictures, { recursive: true });
  return path.join(settings.pictures, `${name}.png`);
}

function read(name) {
  return JSON.parse(fs.readFileSync(path.join(settings.folder, name), 'utf8'));
}

function write(name, notebook) {
  fs.writeFileSync(path.join(settings.folder, name), JSON.stringify(notebook, null, 1));
}

/** A notebook of our kernel with these code cells, written into the server's folder. */
function writeCells(name, ...sources) {
  write(name, { nbformat: 4, nbformat_minor: 5,
    metadata: { kernelspec: { name: 'java', display_name: 'Java (Unrolled)', language: 'java' } },
    cells: sources.map((source, n) => ({ cell_type: 'code', id: `c${n}`, metadata: {}, execution_count: null, outputs: [], source })) });
}

/** The course's notebooks, or those that were asked for. */
function notebooks() {
  const all = fs.readdirSync(settings.folder).filter(file => file.endsWith('.ipynb')).sort();
  return settings.only.length ? all.filter(file => settings.only.includes(file.replace('.ipynb', ''))) : all;
}

module.exports = { settings, browser, trouble, close, endKernels, kernelOf, picture, read, write, writeCells, notebooks };
