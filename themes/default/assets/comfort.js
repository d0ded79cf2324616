// Comfort for pages with charts or long lists, fetched by them alone. What it adds is on the page already, in the table
// below each chart and behind the links beside each list.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const words = document.body.dataset;

// A chart is read point by point: under the pointer, by touch, or with a slider that the keyboard reaches. The words come
// from the chart's own table, and are said by the slider.
function tips(figure) {
  const svg = figure.querySelector(':scope > svg[data-points]'), table = figure.querySelector('table');
  if (!svg || !table) return;
  const rows = [...table.tBodies[0].rows], heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const axes = Object.fromEntries([...svg.dataset.points.matchAll(/([xy]) (\S+) (\S+)/g)].map(([, axis, first, step]) => [axis, [+first, +step]]));
  const along = axes.x ? 'x' : 'y'; // the way from point to point
  const slider = make('input', { type: 'range', className: 'points', min: 0, max: rows.length - 1, value: rows.length - 1 });
  slider.setAttribute('aria-label', words.points);
  const tip = make('p', { className: 'tip', ariaHidden: 'true' });
  const mark = document.createElementNS(svg.namespaceURI, 'path');
  for (const [name, value] of [['stroke', 'var(--ink)'], ['vector-effect', 'non-scaling-stroke'], ['pointer-events', 'none']]) mark.setAttribute(name, value);

  // One column where the pointer is in a row of a heat map, all of them elsewhere.
  function said(at, column) {
    const cells = [...rows[at].cells], values = cells.slice(1).map((cell, i) => [heads[i + 1], cell.textContent]).filter(([, value]) => value);
    const some = column === undefined ? values : [values[column]];
    return cells[0].textContent + ': ' + (values.length === 1 ? values[0][1] : some.map(([head, value]) => head + ' ' + value).join(', '));
  }
  function show(at, column) {
    slider.value = at;
    slider.ariaValueText = tip.textContent = said(at, column);
    if (along === 'x') mark.setAttribute('d', `M${axes.x[0] + at * axes.x[1]} 0V${svg.viewBox.baseVal.height - 40}`);
    svg.append(mark);
  }
  function hide() {
    tip.textContent = '';
    mark.remove();
  }
  function point(event) {
    const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
    const nearest = (axis, last) => {
      const position = axis === 'x' ? event.clientX - box.left : event.clientY - box.top;
      return Math.min(last, Math.max(0, Math.round((position * scale - axes[axis][0]) / axes[axis][1])));
    };
    show(nearest(along, rows.length - 1), axes.x && axes.y ? nearest('y', heads.length - 2) : undefined);
  }
  svg.addEventListener('pointermove', point);
  svg.addEventListener('pointerdown', point);
  svg.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') hide(); });
  slider.addEventListener('input', () => show(+slider.value));
  slider.addEventListener('focus', () => show(+slider.value));
  slider.addEventListener('blur', hide);
  slider.ariaValueText = said(rows.length - 1);
  svg.after(tip, slider);
}

// A list is narrowed by several values at once: those of one facet are alternatives, facets add up. The address holds what
// was chosen, so that it can be passed on and the way back works.
function narrow(place) {
  const rows = all('[data-tokens]', place), links = all('[data-token]', place), found = place.querySelector('[data-found]');
  const facetOf = (token) => token.slice(0, token.indexOf(':'));
  const tokens = new Map(rows.map((row) => [row, new Set(row.dataset.tokens.split(' '))]));
  const known = new Set(links.map((link) => link.dataset.token)), untold = found.textContent;
  const chosen = () => new URLSearchParams(location.search).getAll('only').filter((token) => known.has(token));
  found.setAttribute('role', 'status');

  function fits(row, wanted) {
    return [...new Set(wanted.map(facetOf))].every((facet) => wanted.some((token) => facetOf(token) === facet && tokens.get(row).has(token)));
  }
  function show() {
    const wanted = chosen();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, wanted);
      shown += !row.hidden;
    }
    for (const link of links) {
      const { token } = link.dataset, others = wanted.filter((other) => facetOf(other) !== facetOf(token));
      link.lastElementChild.textContent = rows.filter((row) => fits(row, [...others, token])).length.toLocaleString(document.documentElement.lang);
      if (wanted.includes(token)) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    found.textContent = wanted.length ? place.dataset.narrow.replace('%s', shown).replace('%s', rows.length) : untold;
  }
  for (const link of links) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const { token } = link.dataset, wanted = chosen();
      const next = wanted.includes(token) ? wanted.filter((other) => other !== token) : [...wanted, token];
      history.pushState(null, '', location.pathname + (next.length ? '?' + new URLSearchParams(next.map((one) => ['only', one])) : ''));
      show();
    });
  }
  addEventListener('popstate', show);
  if (location.search) show();
}

all('figure.chart').forEach(tips);
all('[data-narrow]').forEach(narrow);
