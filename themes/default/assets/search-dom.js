// What the search box and the search page share: texts, elements, the engine, recent searches.

export const base = new URL(document.documentElement.dataset.base || './', location.href).href;

// A theme or a translation overrides these by <script type="application/json" id="search-texts">.
const texts = {
  results: '{n} results', oneResult: '1 result', none: 'Nothing found for "{q}".', corrected: 'Showing results for "{q}".',
  all: 'All {n} results', recent: 'Recent searches', clear: 'Clear recent searches', suggestions: 'Search results',
  more: 'More results', allOf: 'All {n} in {kind}',
  nearby: 'Words that are used here: ', ask: 'Ask whoever looks after this site, or look through everything from A to Z.',
  failed: 'The search could not be loaded. Check the connection and try again.', sections: 'Sections', reset: 'Remove all filters',
  kinds: {
    policy: 'Policies', handbook: 'Handbook', strategy: 'Strategy', project: 'Projects', component: 'Components', licence: 'Licences',
    decision: 'Decisions', glossary: 'Glossary', metric: 'Metrics', product: 'Products',
  },
  facets: { kind: 'Kind', owner: 'Owner', status: 'Status', licence: 'Licence', language: 'Language', topic: 'Topic', audience: 'Audience' },
};

const own = document.getElementById('search-texts');
if (own) {
  const { kinds, facets, ...others } = JSON.parse(own.textContent);
  Object.assign(texts, others);
  Object.assign(texts.kinds, kinds);
  Object.assign(texts.facets, facets);
}

export const say = (name, values = {}) => texts[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
export const count = n => n === 1 ? say('oneResult') : say('results', { n });
export const kindName = kind => texts.kinds[kind] || kind;
export const facetName = facet => texts.facets[facet] || facet;

// element makes an element with attributes and children; false and null leave an attribute out.
export function element(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') e.addEventListener(key, value);
    else if (value === true) e.setAttribute(key, '');
    else if (value !== false && value != null) e.setAttribute(key, value);
  }
  e.append(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false));
  return e;
}

// marked is a text with its found words in <mark>.
export function marked(text, marks = []) {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), element('mark', {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

let engine;

// In a portal of several languages a page is found in the reader's own, and in another only where it is not translated.
const { readers } = document.documentElement.dataset;

// search asks the engine, which is fetched at the first question: in a worker, or here where there is none.
export function search(query, { filters, ...options }) {
  engine ||= inWorker().catch(here);
  return engine.then(ask => ask(query, { ...options, filters: readers ? { ...filters, readers } : filters }));
}

// warm fetches the engine before the first question.
export const warm = () => { engine ||= inWorker().catch(here); engine.catch(() => { engine = undefined; }); };

async function here() {
  const { open } = await import('./search.js');
  const index = await open(base);
  return (query, options) => index.search(query, options);
}

function inWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./search-worker.js', import.meta.url), { type: 'module' }), waiting = new Map();
    let last = 0;
    worker.onerror = reject;
    worker.onmessage = ({ data: { id, result, error } }) => {
      if (id === 0) {
        if (error) { worker.terminate(); reject(new Error(error)); } else resolve(ask);
        return;
      }
      const { done, fail } = waiting.get(id);
      waiting.delete(id);
      if (error) fail(new Error(error)); else done(result);
    };
    const ask = (query, options) => new Promise((done, fail) => {
      waiting.set(++last, { done, fail });
      worker.postMessage({ id: last, query, options });
    });
    worker.postMessage({ id: 0, base });
  });
}

// Recent searches stay on this device.
const recentKey = 'recent-searches', recentMost = 5;

export function recent() {
  try { return JSON.parse(localStorage.getItem(recentKey)) || []; } catch { return []; }
}

export function remember(query) {
  const text = query.trim();
  if (!text) return;
  try {
    localStorage.setItem(recentKey, JSON.stringify([text, ...recent().filter(r => r !== text)].slice(0, recentMost)));
  } catch { /* storage is full or forbidden: nothing is lost but comfort */ }
}

export function forget() {
  try { localStorage.removeItem(recentKey); } catch { /* as above */ }
}

// carry takes the words of a result to the page that is about to be opened, so that its address stays clean.
const carryKey = 'search-words';

export function carry(url, wanted) {
  try { sessionStorage.setItem(carryKey, JSON.stringify({ path: new URL(url, base).pathname, wanted })); } catch { /* as above */ }
}

export function carried() {
  try {
    const { path, wanted } = JSON.parse(sessionStorage.getItem(carryKey)) || {};
    sessionStorage.removeItem(carryKey);
    return path === location.pathname ? wanted : undefined;
  } catch { return undefined; }
}
