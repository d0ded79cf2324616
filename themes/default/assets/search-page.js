// The search page: <div id="search-page"> with its form and the places for what is found. It is fetched when the form gets
// the focus or the address asks something: ?q=...&kind=policy&owner=legal.
import { base, carry, count, element, facetName, kindName, marked, remember, say, search, warm } from './search-dom.js';

const page = document.getElementById('search-page');
const perPage = 20, perKind = 5, pause = 150;

const [form, status, note, facets, hits] = ['form', '.hits-status', '.note', '.facets', '.hits'].map(part => page.querySelector(part));
const input = form.elements.q;

// state is what the address says.
function state() {
  const filters = {};
  let q = '';
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === 'q') q = value; else if (value) (filters[name] ||= []).push(value);
  }
  return { q, filters };
}

// visit changes the address and shows what it says. While typing the entry is replaced, so that Back leads past it.
function visit(change, replace = false) {
  const { q, filters } = { ...state(), ...change }, parameters = new URLSearchParams();
  if (q) parameters.set('q', q);
  for (const name of Object.keys(filters).sort()) for (const v of [filters[name]].flat()) parameters.append(name, v);
  const address = `${location.pathname}${parameters.size ? '?' + parameters : ''}`;
  if (address !== location.pathname + location.search) history[replace ? 'replaceState' : 'pushState'](null, '', address);
  show();
}

let asked = 0;

async function show(limit = perPage) {
  const { q, filters } = state(), turn = ++asked;
  const empty = !q && !Object.keys(filters).length;
  if (input.value.trim() !== q) input.value = q;
  document.documentElement.toggleAttribute('data-asked', !empty);
  document.title = q ? `${q} \u2013 ${title}` : title;
  if (empty) { status.textContent = ''; note.hidden = facets.parentElement.hidden = true; facets.replaceChildren(); hits.replaceChildren(); return; }
  let answer;
  try { answer = await search(q, { limit: Math.max(limit, perPage * 2), filters, facets: true }); } catch { if (turn === asked) failed(); return; }
  if (turn !== asked) return;
  status.textContent = answer.total ? count(answer.total) : say('none', { q });
  note.hidden = !answer.corrected;
  note.textContent = answer.corrected ? say('corrected', { q: answer.corrected }) : '';
  if (!answer.total) document.documentElement.removeAttribute('data-asked'); // all pages are offered then
  showFacets(answer.facets, filters);
  if (!answer.total) hits.replaceChildren(...help(answer.suggestions || [], filters));
  else if (filters.kind || Object.keys(answer.facets.kind || {}).length < 2) hits.replaceChildren(list(answer.results.slice(0, limit), 'h2'), more(answer.total, limit));
  else hits.replaceChildren(...byKind(answer));
}

const title = document.title;

// failed leaves the reader with the list of all pages.
function failed() {
  status.textContent = say('failed');
  document.documentElement.removeAttribute('data-asked');
}

// byKind groups the results, kinds in the order of their best.
function byKind({ results, facets: { kind: counts } }) {
  const groups = new Map();
  for (const r of results) groups.set(r.kind, [...groups.get(r.kind) || [], r]);
  return [...groups].map(([kind, all]) => element('section', { class: 'hits-group' },
    element('h2', {}, kindName(kind)), list(all.slice(0, perKind), 'h3'),
    counts[kind] > Math.min(all.length, perKind) && element('p', { class: 'hits-more' }, link({ kind: [kind] }, say('allOf', { n: counts[kind], kind: kindName(kind) })))));
}

// link leads to the same query with other filters, in the page or in a new tab.
function link(change, text) {
  const { q, filters } = state(), parameters = new URLSearchParams({ q });
  for (const [name, values] of Object.entries({ ...filters, ...change })) for (const v of values) parameters.append(name, v);
  return element('a', { href: `?${parameters}`, click: e => { if (plainClick(e)) { e.preventDefault(); visit({ filters: { ...filters, ...change } }); scrollTo(0, 0); } } }, text);
}

const plainClick = e => e.button === 0 && !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.altKey;

const list = (results, heading) => element('ol', {}, results.map(r => hit(r, heading)));

function hit(r, heading) {
  const anchor = (url, text, marks) => element('a', { href: new URL(url, base).href, click: () => { carry(url, r.wanted); remember(state().q); } }, marked(text, marks));
  return element('li', { class: 'hit' },
    element(heading, { class: 'hit-title' }, anchor(r.url, r.title, r.titleMarks)),
    heading === 'h2' && r.kind && element('p', { class: 'hit-kind' }, kindName(r.kind)),
    r.excerpt && element('p', { class: 'hit-text' }, marked(r.excerpt, r.marks)),
    r.sections.length > 0 && element('ul', { class: 'hit-sections', 'aria-label': say('sections') },
      r.sections.map(s => element('li', {}, anchor(s.url, s.title, s.titleMarks)))));
}

function more(total, shown) {
  return total > shown ? element('button', { type: 'button', class: 'hits-more', click: () => show(shown + perPage) }, say('more')) : '';
}

// showFacets keeps the checkbox that was used in focus.
function showFacets(counts, filters) {
  const focused = document.activeElement?.id;
  const shown = Object.entries(counts).filter(([facet, values]) => facet !== 'readers' && (Object.keys(values).length > 1 || filters[facet]));
  facets.parentElement.hidden = !shown.length && !Object.keys(filters).length;
  facets.replaceChildren(...shown.map(([facet, values]) => element('fieldset', {}, element('legend', {}, facetName(facet)),
    Object.entries(values).slice(0, 12).map(([value, n], i) => choice(facet, value, n, i, filters)))),
  Object.keys(filters).length ? element('button', { type: 'button', click: () => visit({ filters: {} }) }, say('reset')) : '');
  if (focused && focused.startsWith('facet-')) document.getElementById(focused)?.focus();
}

function choice(facet, value, n, i, filters) {
  const chosen = filters[facet] || [], id = `facet-${facet}-${i}-${value.replace(/\W+/g, '-')}`;
  const change = e => {
    const next = e.target.checked ? [...chosen, value] : chosen.filter(v => v !== value), { [facet]: _, ...others } = filters;
    visit({ filters: next.length ? { ...others, [facet]: next } : others });
  };
  return element('label', { for: id }, element('input', { type: 'checkbox', id, checked: chosen.includes(value), change }), ' ',
    element('span', {}, facet === 'kind' ? kindName(value) : value), ' ', element('span', { class: 'count' }, String(n)));
}

// help is what to do when nothing is found.
function help(words, filters) {
  const tries = words.flatMap((w, i) => [i ? ', ' : '', element('a', { href: `?q=${encodeURIComponent(w)}` }, w)]);
  return [
    Object.keys(filters).length > 0 && element('p', {}, element('button', { type: 'button', click: () => visit({ filters: {} }) }, say('reset'))),
    tries.length > 0 && element('p', {}, say('nearby'), tries),
    element('p', {}, page.dataset.ask || say('ask')),
  ].filter(Boolean);
}

let timer;
input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => visit({ q: input.value.trim() }, true), pause); });
form.addEventListener('submit', e => { e.preventDefault(); visit({ q: input.value.trim() }); remember(input.value); });
addEventListener('popstate', () => show());
warm();
const typed = document.activeElement === input && input.value.trim(); // while this was fetched
if (typed) visit({ q: typed }, true); else show();
