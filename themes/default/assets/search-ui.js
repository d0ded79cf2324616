// The search box of every page (form.find with an input named q, but for the search page's own) as a combobox, Ctrl-K, and the marks on a page that was
// opened from a result. Without it the form leads to the search page.
import { base, carried, carry, count, element, forget, kindName, marked, recent, remember, say, search, warm } from './search-dom.js';

const pause = 120, offered = 6;

// A box is one form with its list of offers.
class Box {
  constructor(form, n) {
    this.form = form;
    this.input = form.querySelector('input[name=q]');
    this.id = `combo-${n}`;
    this.active = -1;
    this.offers = [];
    this.list = element('ul', { role: 'listbox', id: this.id, 'aria-label': say('suggestions') });
    this.note = element('p', { class: 'note', hidden: true });
    this.panel = element('div', { class: 'combo', hidden: true }, this.note, this.list);
    this.status = element('p', { class: 'visually-hidden', role: 'status' });
    form.append(this.panel, this.status);
    this.prepare();
  }

  prepare() {
    const { input } = this;
    input.type = 'text';
    for (const [k, v] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.id, 'aria-autocomplete': 'list', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'search', 'aria-keyshortcuts': 'Control+K Meta+K' })) input.setAttribute(k, v);
    input.addEventListener('focus', () => { warm(); this.offer(); });
    input.addEventListener('input', () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.offer(), pause); });
    input.addEventListener('keydown', e => this.key(e));
    this.form.addEventListener('focusout', e => { if (!this.form.contains(e.relatedTarget)) this.close(); });
    this.form.addEventListener('submit', () => remember(input.value));
    this.list.addEventListener('mousedown', e => e.preventDefault());
    this.list.addEventListener('click', e => {
      const at = [...this.list.children].indexOf(e.target.closest('[role=option]'));
      if (at >= 0) this.choose(at, e.ctrlKey || e.metaKey);
    });
  }

  // offer fills the list for what is typed. What was asked earlier and answered later is dropped.
  async offer() {
    const asked = this.asked = this.input.value.trim();
    if (!asked) return this.offerRecent();
    let answer;
    try { answer = await search(asked, { limit: offered }); } catch { return this.show([], say('failed'), say('failed')); }
    if (asked !== this.asked || document.activeElement !== this.input) return;
    const offers = answer.results.map(r => ({ url: (tellingSection(r) || r).url, wanted: r.wanted, parts: resultParts(r) }));
    if (answer.total > offers.length) offers.push({ url: `search/?q=${encodeURIComponent(asked)}`, parts: [element('span', { class: 'hit-all' }, say('all', { n: answer.total }))] });
    const note = !answer.total ? say('none', { q: asked }) : answer.corrected ? say('corrected', { q: answer.corrected }) : '';
    this.show(offers, note, note ? `${note} ${count(answer.total)}` : count(answer.total));
  }

  offerRecent() {
    const offers = recent().map(text => ({ url: `search/?q=${encodeURIComponent(text)}`, parts: [element('span', { class: 'hit-title' }, text)] }));
    if (!offers.length) return this.close();
    offers.push({ act: () => { forget(); this.close(); }, parts: [element('span', { class: 'hit-all' }, say('clear'))] });
    this.show(offers, say('recent'), '');
  }

  show(offers, note, status) {
    const chosen = this.offers?.[this.active]?.url; // stays chosen when later results are the same
    this.offers = offers;
    this.note.textContent = note;
    this.note.hidden = !note;
    this.status.textContent = status;
    this.list.replaceChildren(...offers.map((o, i) => element('li', { role: 'option', id: `${this.id}-${i}`, class: 'hit', 'aria-selected': 'false' }, o.parts)));
    this.list.hidden = !offers.length;
    this.panel.hidden = !offers.length && !note;
    this.input.setAttribute('aria-expanded', String(offers.length > 0));
    this.active = -1;
    this.activate(chosen ? offers.findIndex(o => o.url === chosen) : -1);
  }

  close() {
    this.panel.hidden = true;
    this.offers = [];
    this.input.setAttribute('aria-expanded', 'false');
    this.activate(-1);
  }

  activate(at) {
    this.list.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = at;
    const option = this.list.children[at];
    if (!option) return this.input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    this.input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  key(e) {
    const n = this.offers.length;
    if (e.key === 'ArrowDown' && n) this.activate(this.active + 1 < n ? this.active + 1 : -1);
    else if (e.key === 'ArrowDown') this.offer();
    else if (e.key === 'ArrowUp' && n) this.activate(this.active < 0 ? n - 1 : this.active - 1);
    else if (e.key === 'Enter' && this.active >= 0) this.choose(this.active, e.ctrlKey || e.metaKey);
    else if (e.key === 'Escape' && !this.panel.hidden) this.close();
    else return;
    e.preventDefault();
  }

  choose(at, apart) {
    const { url, wanted, act } = this.offers[at];
    if (act) return act();
    remember(this.input.value);
    if (wanted) carry(url, wanted);
    const address = new URL(url, base).href;
    if (apart) window.open(address, '_blank', 'noopener'); else location.assign(address);
    this.close();
  }
}

// tellingSection is the section to lead to when its heading names what the page's title does not.
const tellingSection = r => r.titleMarks.length ? undefined : r.sections.find(s => s.titleMarks.length);

function resultParts(r) {
  const section = tellingSection(r), shown = section?.excerpt ? section : r;
  return [
    element('span', { class: 'hit-title' }, marked(r.title, r.titleMarks), section && [' \u203a ', marked(section.title, section.titleMarks)]),
    r.kind && element('span', { class: 'hit-kind' }, kindName(r.kind)),
    shown.excerpt && element('span', { class: 'hit-text' }, marked(shown.excerpt, shown.marks)),
  ];
}

// Nothing is offered before it can be shown as it should be.
await new Promise(done => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${base}assets/search.css`, onload: done, onerror: done })));

const boxes = [...document.querySelectorAll('form.find:not(.asked)')].filter(f => f.querySelector('input[name=q]')).map((f, i) => new Box(f, i));

document.addEventListener('keydown', e => {
  if (e.key.toLowerCase() !== 'k' || !(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey) return;
  const input = document.querySelector('#search-page input[name=q]') || boxes[0]?.input;
  if (!input) return;
  e.preventDefault();
  input.focus();
  input.select();
});

// markPage marks the words that led here, until Escape.
async function markPage(wanted) {
  const { marksIn } = await import('./search.js'), main = document.querySelector('main') || document.body, texts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, n => n.parentElement.closest('script, style, svg, form, mark, nav') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode() && texts.length < 5000) texts.push(walker.currentNode);
  for (const text of texts) {
    const marks = marksIn(text.data, wanted);
    if (marks.length) text.replaceWith(...marked(text.data, marks));
  }
  document.addEventListener('keydown', e => { if (e.key === 'Escape') for (const m of main.querySelectorAll('mark')) m.replaceWith(...m.childNodes); }, { once: true });
}

const wanted = carried();
if (wanted) markPage(wanted);
