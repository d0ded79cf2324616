// The catalog of projects: <div id="catalog">. Narrows and sorts the list that the page shows, without asking a server.
// The address holds all that was chosen: ?language=Go&language=Rust&missing=owner&sort=stars&page=2. Values of one facet
// are alternatives, facets add up; beside a value stands how many projects choosing it would show.
const place = document.getElementById('catalog'), facetsPart = place.querySelector('.facets'), found = place.querySelector('.found');
const root = new URL(document.documentElement.dataset.base, location.href), home = new URL('projects/', root);
const texts = JSON.parse(document.getElementById('catalog-texts').textContent), language = document.documentElement.lang;
const heading = found.querySelector('h2'), chosenList = found.querySelector('.chosen'), live = found.querySelector('[role=status]');
const sort = found.querySelector('select');
const most = 12; // values of a facet that are shown at once

const number = (n) => n.toLocaleString(language);
const say = (key, ...parts) => parts.reduce((text, part) => text.replace('%s', () => part), texts[key]);
const make = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== ''));
  return made;
};

// What the page shows before anything is chosen, to come back to.
const list = () => found.querySelector('.rows, .empty'), pager = () => found.querySelector('nav.pages');
const first = { address: location.pathname + location.search, title: [...heading.childNodes], list: list(), pager: pager() };

// State is what the address says.
function state() {
  const now = { chosen: new Map(), quiet: false, sort: 'name', page: 1 };
  const choose = (facet, value) => now.chosen.set(facet, (now.chosen.get(facet) || new Set()).add(value));
  if (!location.search && place.dataset.facet && location.pathname !== home.pathname) choose(place.dataset.facet, place.dataset.value);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === 'sort') now.sort = value;
    else if (name === 'page') now.page = Math.max(1, parseInt(value, 10) || 1);
    else if (name === 'quiet') now.quiet = true;
    else if (groups.has(name) && value) choose(name, value);
  }
  if (![...sort.options].some((option) => option.value === now.sort)) now.sort = 'name';
  return now;
}

function address({ chosen, quiet, sort, page }) {
  const parts = new URLSearchParams();
  for (const [facet, values] of chosen) for (const value of values) parts.append(facet, value);
  if (quiet) parts.set('quiet', '1');
  if (sort !== 'name') parts.set('sort', sort);
  if (page > 1) parts.set('page', page);
  return home.pathname + (parts.size ? '?' + parts : '');
}

// Visit changes the address and shows what it says; the facet that was used stays as it is under the reader's hand. From
// another page than the catalog's own it goes there: relative links would lead astray under another address.
async function visit(change, used) {
  const next = address({ ...state(), page: 1, ...change });
  if (location.pathname !== home.pathname) return location.assign(next);
  if (next !== location.pathname + location.search) history.pushState(null, '', next);
  return show(used);
}

// Fetching: nothing before somebody is about to choose.
const fetched = new Map();
const fetchJSON = (name) => {
  if (!fetched.has(name)) {
    fetched.set(name, fetch(new URL(`catalog/${name}.json`, root)).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    }).catch((error) => { fetched.delete(name); throw error; }));
  }
  return fetched.get(name);
};

let catalog; // once it is loaded
async function load() {
  if (catalog) return catalog;
  const index = await fetchJSON('facets'), columns = await fetchJSON('columns-' + index.columns);
  const places = (gaps) => { let at = 0; return Uint32Array.from(gaps, (gap) => at += gap); };
  const living = new Uint8Array(index.total).fill(1);
  for (const at of places(columns.quiet)) living[at] = 0;
  const facets = new Map(index.facets.map((facet, i) => [facet.key, {
    ...facet, lists: columns.facets[i].map(places), position: new Map(facet.values.map((value, at) => [value, at])),
  }]));
  return catalog ||= { ...index, facets, living };
}

// Choose finds the projects that fit, and counts for each value those that would fit if it alone of its facet were
// chosen: a project that fails one facet only still counts for the values of that facet.
function choose({ chosen, quiet }) {
  const { total, facets, living } = catalog, fails = new Uint8Array(total), at = new Uint8Array(total);
  const names = [...facets.keys()];
  names.forEach((name, n) => {
    if (!chosen.has(name)) return;
    const facet = facets.get(name), fits = new Uint8Array(total);
    for (const value of chosen.get(name)) for (const i of facet.lists[facet.position.get(value)] || []) fits[i] = 1;
    for (let i = 0; i < total; i++) if (!fits[i]) { fails[i]++; at[i] = n; }
  });
  const stands = (i) => quiet || living[i];
  const counts = new Map(names.map((name, n) => [name, facets.get(name).lists.map((places) => {
    let count = 0;
    for (const i of places) if (stands(i) && (!fails[i] || fails[i] === 1 && at[i] === n)) count++;
    return count;
  })]));
  return { counts, fits: (i) => !fails[i] && stands(i), of: quiet ? total : living.reduce((sum, one) => sum + one, 0) };
}

async function order(sort) {
  if (sort !== 'name') return fetchJSON('order-' + catalog.orders[sort]);
  return Array.from({ length: catalog.total }, (_, i) => i);
}

async function rows(places) {
  const pieces = new Set(places.map((at) => Math.floor(at / catalog.piece)));
  await Promise.all([...pieces].map((piece) => fetchJSON('rows-' + catalog.rows[piece])));
  return Promise.all(places.map(async (at) => (await fetchJSON('rows-' + catalog.rows[Math.floor(at / catalog.piece)]))[at % catalog.piece]));
}

let asked = 0;
async function show(used) {
  const turn = ++asked;
  if (location.pathname + location.search === first.address && first.usable) {
    showFirst();
    if (catalog) showFacets(state(), choose(state()).counts, used);
    return;
  }
  try {
    await load();
    const now = state(), { counts, fits, of } = choose(now);
    if (turn !== asked) return;
    showFacets(now, counts, used);
    const all = (await order(now.sort)).filter(fits), pages = Math.max(1, Math.ceil(all.length / catalog.shown));
    now.page = Math.min(now.page, pages);
    if (turn === asked) showCount(all.length, of);
    const html = await rows(all.slice((now.page - 1) * catalog.shown, now.page * catalog.shown));
    if (turn === asked) showRows(html, now, pages);
  } catch {
    if (turn === asked) live.textContent = say('failed');
  }
}

function showFirst() {
  heading.replaceChildren(...first.title);
  list().replaceWith(first.list);
  pager()?.remove();
  if (first.pager) first.list.after(first.pager);
  const now = state();
  sort.value = now.sort;
  showFacets(now);
  live.textContent = heading.textContent;
}

function showCount(n, of) {
  heading.textContent = live.textContent = say(n === 1 ? 'found_one' : 'found', number(n), number(of));
}

function showRows(html, now, pages) {
  const shown = html.length ? make('ul', { className: 'bare rows', innerHTML: html.join('').replaceAll('="@/', `="${root.pathname}`) })
    : make('p', { className: 'empty', textContent: say('none') });
  list().replaceWith(shown);
  pager()?.remove();
  if (pages < 2) return;
  const leaf = (page, text, rel) => make('a', {
    href: address({ ...now, page }), rel, textContent: text,
    onclick: (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      visit({ page }).then(() => heading.focus());
    },
  });
  const nav = make('nav', { className: 'pages' }, now.page > 1 ? leaf(now.page - 1, say('previous'), 'prev') : '',
    make('span', { textContent: say('page_of', number(now.page), number(pages)) }), now.page < pages ? leaf(now.page + 1, say('next'), 'next') : '');
  nav.setAttribute('aria-label', say('pages'));
  shown.after(nav);
}

// Facets: the links that the page came with become boxes to tick, at the same place.
const groups = new Map();

function group(part) {
  const name = part.dataset.facet, ul = part.querySelector('ul'), one = { name, ul, word: '', values: [], title: part.querySelector('h2').textContent };
  for (const a of ul.querySelectorAll('a')) one.values.push({ value: a.dataset.value, title: a.firstElementChild.textContent, count: a.lastElementChild.textContent });
  part.querySelector('.more')?.remove();
  if (+part.dataset.values > most) {
    const field = make('input', { type: 'search', className: 'filter', placeholder: say('find', one.title), ariaLabel: say('find', one.title), autocomplete: 'off' });
    field.oninput = async () => {
      one.word = field.value.trim().toLowerCase();
      await load();
      showFacet(one, state(), choose(state()).counts);
    };
    ul.before(field);
  }
  groups.set(name, one);
}

function showFacets(now, counts, used) {
  for (const one of groups.values()) if (one !== used || !counts) showFacet(one, now, counts);
  quietBox && (quietBox.checked = now.quiet);
  sort.value = now.sort;
  showChosen(now);
}

// The boxes of a facet: what is chosen, then what fits most projects. Without counts they are as the page came.
function showFacet(one, { chosen }, counts) {
  const picked = chosen.get(one.name) || new Set();
  let values = one.values;
  if (counts) {
    const facet = catalog.facets.get(one.name), count = counts.get(one.name);
    values = facet.values.map((value, at) => ({ value, title: facet.titles?.[value] || value, n: count[at] }));
    for (const value of picked) if (!facet.position.has(value)) values.push({ value, title: value, n: 0 });
    values = values.filter((v) => picked.has(v.value) || (one.word ? v.title.toLowerCase().includes(one.word) : true) && v.n)
      .sort((a, b) => facet.ordered ? 0 : picked.has(b.value) - picked.has(a.value) || b.n - a.n).slice(0, Math.max(most, picked.size)).map((v) => ({ ...v, count: number(v.n) }));
  }
  one.ul.replaceChildren(...values.map((v) => make('li', {}, box(v.title, v.count, picked.has(v.value), (ticked) => toggle(one, v.value, ticked)))));
}

function box(title, count, checked, change) {
  const input = make('input', { type: 'checkbox', checked, onchange: () => change(input.checked) });
  return make('label', {}, input, make('span', { textContent: title }), make('span', { className: 'count', textContent: count }));
}

function toggle(one, value, ticked) {
  const chosen = new Map([...state().chosen].map(([name, values]) => [name, new Set(values)]));
  const values = chosen.get(one.name) || new Set();
  ticked ? values.add(value) : values.delete(value);
  values.size ? chosen.set(one.name, values) : chosen.delete(one.name);
  visit({ chosen }, one);
}

// Above the list stands what was chosen, each with a button that takes it away.
function showChosen({ chosen, quiet }) {
  const chips = [];
  for (const [name, values] of chosen) {
    const one = groups.get(name);
    for (const value of values) {
      const title = catalog?.facets.get(name).titles?.[value] || one.values.find((v) => v.value === value)?.title || value;
      chips.push(chip(`${one.title}: ${title}`, () => toggle(one, value, false)));
    }
  }
  if (quiet) chips.push(chip(say('quiet'), () => visit({ quiet: false })));
  if (chips.length > 1) chips.push(make('li', {}, make('button', { type: 'button', className: 'clear', textContent: say('clear'), onclick: () => { visit({ chosen: new Map(), quiet: false }); heading.focus(); } })));
  chosenList.replaceChildren(...chips);
  chosenList.hidden = !chips.length;
}

function chip(text, remove) {
  const button = make('button', { type: 'button', textContent: text, onclick: () => { remove(); heading.focus(); } });
  button.setAttribute('aria-label', say('remove', text));
  return make('li', {}, button);
}

let quietBox;
function quietChoice() {
  const n = +place.dataset.quiet;
  if (!n) return;
  const label = box(say('quiet'), number(n), false, (ticked) => visit({ quiet: ticked }));
  quietBox = label.querySelector('input');
  facetsPart.querySelector('details').append(make('div', { className: 'too' }, label));
}

for (const part of facetsPart?.querySelectorAll('[data-facet]') || []) group(part);
first.usable = !new URLSearchParams(location.search).size;
if (facetsPart) quietChoice();
sort.onchange = () => visit({ sort: sort.value });
addEventListener('popstate', () => show());
addEventListener('pageshow', (event) => event.persisted && show()); // what was ticked on the way out is not chosen here
for (const event of ['pointerenter', 'focusin', 'touchstart']) place.addEventListener(event, () => load().catch(() => { /* said when something is chosen */ }), { once: true, passive: true });
show();
