// Shows one slide at a time. Keys: arrows, space, page up and down, Home, End; up and down go by topic, c hides code, f full screen.
(function () {
  var slides = Array.from(document.querySelectorAll('.slide')), now = 0;
  var bar = document.createElement('nav'), line = document.createElement('div'), topics = document.createElement('select');
  bar.id = 'slide-bar';
  line.id = 'slide-line';
  bar.setAttribute('aria-label', 'slides');
  topics.setAttribute('aria-label', 'topic');
  function button(text, title, act) {
    var made = document.createElement('button');
    made.textContent = text;
    made.title = title;
    made.setAttribute('aria-label', title);
    made.addEventListener('click', act);
    bar.append(made);
    return made;
  }
  function topicOf(n) { return slides[n].dataset.topic; }
  function begins(n) { return n === 0 || topicOf(n) !== topicOf(n - 1); }

  function go(n, quiet) {
    now = Math.max(0, Math.min(slides.length - 1, n));
    slides.forEach(function (s, k) { s.classList.toggle('now', k === now); });
    scrollTo(0, 0);
    fit();
    count.textContent = (now + 1) + ' / ' + slides.length;
    line.style.width = 100 * (now + 1) / slides.length + '%';
    topics.value = slides.findIndex(function (_, k) { return topicOf(k) === topicOf(now); });
    if (!quiet) history.replaceState(null, '', '#' + (now + 1));
    slides[now].focus({ preventScroll: true });
  }
  // What does not fit is made smaller, to two thirds at most; beyond that the slide scrolls. An interactive page has its own size.
  function fit() {
    var slide = slides[now];
    slide.style.zoom = 1;
    slide.style.minHeight = '100vh';
    var still = slide.querySelector('iframe') !== null;
    for (var zoom = 1; !still && zoom > 0.66 && document.documentElement.scrollHeight > innerHeight + 2; zoom -= 0.04) {
      slide.style.zoom = zoom;
      slide.style.minHeight = 100 / zoom + 'vh';
    }
    tell();
  }
  function below() { return document.documentElement.scrollHeight - innerHeight - scrollY; }
  function tell() { more.textContent = below() > 20 ? '▼ more below' : ''; }
  function onward() {
    if (below() > 20) scrollBy({ top: innerHeight * 0.75 });
    else go(now + 1);
  }
  function topic(step) {
    var n = now;
    if (step < 0 && !begins(n)) { while (!begins(n)) n--; return go(n); }
    n += step;
    while (n > 0 && n < slides.length && !begins(n)) n += step;
    go(n);
  }

  button('◀', 'back', function () { go(now - 1); });
  button('▶', 'on', function () { go(now + 1); });
  var count = document.createElement('span');
  count.setAttribute('aria-live', 'polite');
  bar.append(count, topics);
  button('Code', 'show or hide code (c)', code).className = 'wide';
  button('Full screen', 'full screen (f)', full).className = 'wide';
  var more = document.createElement('span');
  more.id = 'slide-more';
  bar.append(more);
  document.body.append(bar, line);
  slides.forEach(function (s, n) { if (begins(n)) topics.append(new Option(topicOf(n), n)); });
  topics.addEventListener('change', function () { go(Number(topics.value)); });

  function code() { document.body.classList.toggle('no-code'); fit(); }
  function full() { if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen(); }
  var keys = { ArrowRight: function () { go(now + 1); }, PageDown: function () { go(now + 1); }, ' ': onward, ArrowLeft: function () { go(now - 1); },
    PageUp: function () { go(now - 1); }, ArrowDown: function () { topic(1); }, ArrowUp: function () { topic(-1); },
    Home: function () { go(0); }, End: function () { go(slides.length - 1); }, c: code, f: full };
  addEventListener('keydown', function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA|BUTTON|SUMMARY)$/.test(event.target.tagName) && (event.key === ' ' || event.target.tagName !== 'BUTTON');
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  var touched = null;
  addEventListener('touchstart', function (event) { touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  addEventListener('touchend', function (event) {
    if (!touched) return;
    var x = event.changedTouches[0].clientX - touched.clientX, y = event.changedTouches[0].clientY - touched.clientY;
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) go(now + (x < 0 ? 1 : -1));
  });
  addEventListener('scroll', tell);
  addEventListener('resize', fit);
  addEventListener('load', fit);
  addEventListener('hashchange', function () { go(Number(location.hash.slice(1)) - 1 || 0, true); });
  new ResizeObserver(tell).observe(document.body);
  go(Number(location.hash.slice(1)) - 1 || 0, true);
  if (window.MathJax && MathJax.startup) MathJax.startup.promise.then(fit);
})();
