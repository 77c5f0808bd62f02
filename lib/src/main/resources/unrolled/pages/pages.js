// What the interactive pages share: sliders, buttons, and charts as wide as their place.
var page = (function () {
  function find(id) { return document.getElementById(id); }
  function chosen(name) { return document.querySelector('[name=' + name + ']:checked').value; }

  // A labelled slider; say gives the words for its value. slider.refresh() takes the value anew.
  function slider(place, options) {
    var row = document.createElement('div'), label = document.createElement('label');
    var range = document.createElement('input'), out = document.createElement('output');
    row.className = 'slider';
    label.htmlFor = range.id = options.id;
    out.htmlFor = options.id;
    range.type = 'range';
    range.min = options.min;
    range.max = options.max;
    range.step = options.step || (options.max - options.min) / 200;
    row.label = function (text) { label.textContent = text; };
    row.refresh = function () {
      range.value = options.get();
      out.textContent = options.say(options.get());
      range.setAttribute('aria-valuetext', options.say(options.get()));
    };
    range.addEventListener('input', function () { options.set(Number(range.value)); row.refresh(); options.show(); });
    row.append(label, range, out);
    row.label(options.label);
    find(place).append(row);
    row.refresh();
    return row;
  }

  function on(selector, event, act) {
    document.querySelectorAll(selector).forEach(function (element) {
      element.addEventListener(event, function () { act(element); });
    });
  }

  // draw(width, height) gives the inside of the svg; said(), what it shows in words. Call chart.draw() after a change.
  function chart(id, height, draw, said) {
    var svg = find(id);
    var made = {
      draw: function () {
        var width = Math.max(240, Math.round(svg.getBoundingClientRect().width) || 480);
        svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
        svg.innerHTML = draw(width, height);
        svg.setAttribute('aria-label', said());
      }
    };
    addEventListener('resize', made.draw);
    return made;
  }

  function table(id, rows) {
    find(id).replaceChildren.apply(find(id), rows.map(function (cells) {
      var row = document.createElement('tr');
      cells.forEach(function (text) { var cell = document.createElement('td'); cell.textContent = text; row.append(cell); });
      return row;
    }));
  }

  function round(v) { return (v < 0 && v > -0.005 ? 0 : v).toFixed(2).replace('-', '−'); }

  return { find: find, chosen: chosen, slider: slider, on: on, chart: chart, table: table, round: round };
})();
