// The reader's side of the site's search. One module, no dependency, for browsers, workers and Node:
//
//   import { open } from './search.js';
//   const index = await open(baseURL, fetchLike);
//   const { total, results, facets, corrected } = await index.search('copyleft licence', { limit: 10, filters: { kind: 'policy' } });
//
// Options: limit, offset, filters ({facet: value or [values]}: OR within a facet, AND between), prefix (false: the last word
// is complete), facets (true: fetch the large ones too). Addresses in results are relative to baseURL. Excerpts and titles
// are plain text; `marks` and `titleMarks` are [start, end] pairs of the words found in them; `wanted` finds the same words
// in another text by marksIn. `corrected` is the query that was answered when a word was misspelt, `suggestions` are
// queries that may do better when nothing is found. Without a query, filters alone list what passes them.
//
// What is fetched: search/index.json once, then for each query the files that hold its words, and at the end the files
// that hold the texts of the results shown. The format is told in generator/search.


const unmarked = { 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ı': 'i', 'ς': 'σ' };

function fold(text) {
  const s = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(s)) return s;
  return s.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFC').toLowerCase()
    .replace(/[ßæœøłđıς]/g, c => unmarked[c]);
}

const joints = "\\-_./+#:@'’", letters = '\\p{L}\\p{N}\\p{M}';
const runPattern = new RegExp(`[${letters}${joints}]+`, 'gu');
const foreign = new RegExp(`[^${letters}${joints}]`, 'u');
const inWord = new RegExp(`[${letters}]|$`, 'u'), trailing = /[-_./:@'’]+$/;
const partPattern = new RegExp(`[${letters}]+`, 'gu');
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const stretchPattern = new RegExp(`${unspaced.source}+|(?:(?!${unspaced.source}).)+`, 'gsu');
const longest = 60;
const size = s => /^[\0-\x7f]*$/.test(s) ? s.length : new TextEncoder().encode(s).length;

// words gives [{text, at, whole, start, end}]: plain words by position, and identifiers as a whole after their parts.
function words(text) {
  const found = [];
  let at = 0;
  for (const run of text.matchAll(runPattern)) {
    const first = at, folded = fold(run[0]), start = run.index + run[0].search(inWord), end = run.index + run[0].replace(trailing, '').length;
    if (/^[a-z0-9]+$/.test(folded)) { if (folded.length <= longest) found.push({ text: folded, at, whole: false, start, end }); at++; continue; }
    for (const part of folded.matchAll(partPattern)) {
      if (at > first && part[0].length <= 2 && /['’]/.test(folded[part.index - 1])) continue;
      for (const piece of pieces(part[0])) {
        if (size(piece) <= longest) found.push({ text: piece, at, whole: false, start, end });
        at++;
      }
    }
    const whole = identifier(folded);
    if (whole) found.push({ text: whole, at: first, whole: true, start, end });
  }
  return found;
}

function identifier(run) {
  let whole = run.replace(/^[-_/+#:@'’]+/, '').replace(/[-_./:@'’]+$/, '');
  if (/^\.(?![\p{L}\p{N}])/u.test(whole)) whole = whole.replace(/^\.+/, '');
  if (whole.length < 2 || size(whole) > longest || /:\/\/|['’]/.test(whole) || foreign.test(whole)) return '';
  return /[^\p{L}\p{N}\p{M}]/u.test(whole) && /[\p{L}\p{N}]/u.test(whole) ? whole : '';
}

function pieces(part) {
  if (!unspaced.test(part)) return [part];
  return part.match(stretchPattern).flatMap(s => {
    const c = [...s];
    return unspaced.test(c[0]) && c.length > 1 ? c.slice(1).map((x, i) => c[i] + x) : [s];
  });
}

// The English Snowball stemmer ("Porter 2"), for words without apostrophes.
const exceptions = {
  skis: 'ski', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie', idly: 'idl', gently: 'gentl', ugly: 'ugli',
  early: 'earli', only: 'onli', singly: 'singl',
};
const kept = /^(sky|news|howe|atlas|cosmos|bias|andes)$/, keptEarly = /^(inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
const V = '[aeiouy]', C = '[^aeiouy]';
const region = new RegExp(`^.*?${V}${C}`), firstRegion = new RegExp(`^(?:gener|commun|arsen|.*?${V}${C})`);
const short = new RegExp(`(?:^${V}${C}|${C}${V}[^aeiouywxY])$`), hasVowel = new RegExp(V);
const step2 = [['ization', 'ize'], ['ational', 'ate'], ['fulness', 'ful'], ['ousness', 'ous'], ['iveness', 'ive'], ['tional', 'tion'],
  ['biliti', 'ble'], ['lessli', 'less'], ['entli', 'ent'], ['ation', 'ate'], ['alism', 'al'], ['aliti', 'al'], ['ousli', 'ous'],
  ['iviti', 'ive'], ['fulli', 'ful'], ['enci', 'ence'], ['anci', 'ance'], ['abli', 'able'], ['izer', 'ize'], ['ator', 'ate'],
  ['alli', 'al'], ['bli', 'ble'], ['ogi', 'og'], ['li', '']];
const step3 = [['ational', 'ate'], ['tional', 'tion'], ['alize', 'al'], ['icate', 'ic'], ['iciti', 'ic'], ['ative', ''], ['ical', 'ic'],
  ['ness', ''], ['ful', '']];
const step4 = ['ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'ion', 'al', 'er', 'ic'];

const stemmed = new Map();
function stem(word) {
  let s = stemmed.get(word);
  if (s === undefined) { if (stemmed.size > 20000) stemmed.clear(); stemmed.set(word, s = snowball(word)); }
  return s;
}

function snowball(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word) || kept.test(word)) return word;
  if (Object.hasOwn(exceptions, word)) return exceptions[word];
  let w = word.replace(/^y|([aeiouy])y/g, (m, v) => (v || '') + 'Y');
  const r1 = (firstRegion.exec(w) || [w])[0].length, r2 = r1 + (region.exec(w.slice(r1)) || [w.slice(r1)])[0].length;
  const cut = (ending, by = '') => w.slice(0, w.length - ending.length) + by;
  const ends = (ending, from) => w.endsWith(ending) && w.length - ending.length >= from;

  if (w.endsWith('sses')) w = cut('es');
  else if (/(ied|ies)$/.test(w)) w = w.length > 4 ? cut('es') : cut('s');
  else if (/s$/.test(w) && !/(us|ss)$/.test(w) && hasVowel.test(w.slice(0, -2))) w = cut('s');
  if (keptEarly.test(w)) return w;

  const past = /(eedly|ingly|edly|eed|ing|ed)$/.exec(w);
  if (past && past[0].startsWith('eed')) { if (ends(past[0], r1)) w = cut(past[0], 'ee'); }
  else if (past && hasVowel.test(cut(past[0]))) {
    w = cut(past[0]);
    if (/(at|bl|iz)$/.test(w)) w += 'e';
    else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) w = w.slice(0, -1);
    else if (w.length <= r1 && short.test(w)) w += 'e';
  }
  if (/[^aeiouy][yY]$/.test(w) && w.length > 2) w = w.slice(0, -1) + 'i';

  const two = step2.find(([e]) => w.endsWith(e));
  if (two && ends(two[0], r1)) {
    if (two[0] === 'ogi') { if (w.endsWith('logi')) w = cut('i'); }
    else if (two[0] !== 'li' || /[cdeghkmnrt]li$/.test(w)) w = cut(two[0], two[1]);
  }
  const three = step3.find(([e]) => w.endsWith(e));
  if (three && ends(three[0], three[0] === 'ative' ? r2 : r1)) w = cut(three[0], three[1]);
  const four = step4.find(e => w.endsWith(e));
  if (four && ends(four, r2) && (four !== 'ion' || /[st]ion$/.test(w))) w = cut(four);
  if (ends('e', r2) || ends('e', r1) && !short.test(w.slice(0, -1))) w = w.slice(0, -1);
  else if (ends('l', r2) && w.endsWith('ll')) w = w.slice(0, -1);
  return w.toLowerCase();
}

// ---- Reading the index ----

// Numbers in text, as generator/search/code.go writes them.
class Numbers {
  constructor(text) { this.text = text; this.at = 0; }
  get more() { return this.at < this.text.length; }
  digit() { const c = this.text.charCodeAt(this.at++) - 32; return c - (c > 1) - (c > 59); }
  next() {
    let high = 0, d = this.digit();
    for (; d >= 64; d = this.digit()) high = high * 28 + d - 63;
    return high * 64 + d;
  }
}

// A list of the documents that hold a term; heavy ones have a level (how well the term describes them), sections, and
// the number of words in the title when the term is one of them.
class List {
  constructor(term, text) { this.term = term; this.text = text; this.documents = new Numbers(text).next(); }
  get postings() { return this.unpacked ||= this.unpack(); }
  unpack() {
    const n = new Numbers(this.text), all = n.next(), heavy = n.next();
    const docs = new Int32Array(all), levels = new Uint8Array(all), titles = new Uint8Array(all), sections = [];
    let last = -1, least = 31;
    for (let i = 0; i < heavy; i++) {
      docs[i] = last += n.next() + 1;
      const d = n.digit();
      titles[i] = d >> 5 && n.digit(); levels[i] = d & 31; least = Math.min(least, d & 31);
      const own = [];
      for (let s = -1, v = n.next(); v; v = v & 1 ? n.next() : 0) own.push(s += v >> 1);
      sections.push(own);
    }
    last = -1;
    for (let i = heavy; i < all; i++) { docs[i] = last += n.next() + 1; levels[i] = least * lightShare; }
    return { docs, levels, titles, sections };
  }
}

// A run of terms with their forms and lists.
class Block {
  constructor({ w, p, s, a }) {
    this.terms = new Map(); this.forms = []; this.byForm = new Map(); this.names = new Set();
    this.meanings = s || {}; this.stems = a || {};
    const lists = p.split('~');
    let term = '';
    if (w) w.split(' ').forEach((entry, i) => {
      const [head, ...forms] = entry.split(',');
      term = term.slice(0, parseInt(head[0], 36)) + head.slice(1);
      const list = new List(term, lists[i]);
      this.terms.set(term, list);
      if (!forms.includes('-')) this.form(term, list);
      for (const f of forms) {
        if (f === '!') this.names.add(term);
        else if (f[0] === '=') this.form(f.slice(1), list);
        else if (f !== '-') this.form(f[0] <= '9' ? term.slice(0, term.length - f[0]) + f.slice(1) : term + f, list);
      }
    });
  }
  form(form, list) {
    this.forms.push([form, list]);
    this.byForm.set(form, [...this.byForm.get(form) || [], list]);
  }
}

// The last index whose value is not above x.
function rank(sorted, x) {
  let low = 0, high = sorted.length;
  while (low < high) { const middle = (low + high) >> 1; if (sorted[middle] <= x) low = middle + 1; else high = middle; }
  return Math.max(0, low - 1);
}

const backwards = s => [...s].reverse().join('');

// One set of documents: the site's own, or its catalog of components.
class Collection {
  constructor(manifest, fetchJSON) {
    this.m = manifest; this.size = manifest.documents; this.fetchJSON = fetchJSON; this.files = new Map(); this.closest = new Map();
    this.common = new Block(manifest.common);
    this.boosts = new Float32Array(this.size).fill(1);
    for (let n = new Numbers(manifest.boosts || ''), i = -1; n.more;) { i += n.next() + 1; this.boosts[i] = 2 ** ((n.next() - 32) / 8); }
  }
  file(kind, i, make) {
    const name = `${kind}-${this.m[kind].f[i]}`;
    if (!this.files.has(name)) this.files.set(name, this.fetchJSON(`search/${name}.json`).then(make, e => { this.files.delete(name); throw e; }));
    return this.files.get(name);
  }
  // blocks returns the block of the commonest words and those that hold the words from first to last.
  async blocks(first, last = first, kind = 'terms') {
    const own = kind === 'terms' ? [this.common] : [], f = this.m[kind];
    if (!f.f.length || own.length && first === last && this.common.terms.has(first)) return own;
    const from = rank(f.b, first), to = Math.min(rank(f.b, last), from + 1), wanted = [];
    for (let i = from; i <= to; i++) wanted.push(this.file(kind, i, json => new Block(json)));
    return [...own, ...await Promise.all(wanted)];
  }
  // fileOf says which file of terms holds a term; -1 for the manifest.
  fileOf(term) { return this.common.terms.has(term) ? -1 : rank(this.m.terms.b, term); }
  // facets gives {facet: {value: documents}}.
  async facets(all) {
    this.facetLists ||= unpackFacets(this.m.facets);
    if (all && this.m.more) {
      this.moreFacets ||= this.fetchJSON(`search/facets-${this.m.more}.json`).then(unpackFacets);
      return { ...this.facetLists, ...await this.moreFacets };
    }
    return this.facetLists;
  }
  async page(doc) {
    const i = rank(this.m.pages.b, doc);
    return (await this.file('pages', i, rows => rows))[doc - this.m.pages.b[i]];
  }
  kind(doc) {
    this.kinds ||= Object.entries(unpackFacets(this.m.facets).kind).reduce((kinds, [k, docs]) => { for (const d of docs) kinds[d] = k; return kinds; }, []);
    return this.kinds[doc] || '';
  }
}

const unpackFacets = facets => Object.fromEntries(Object.entries(facets).map(([facet, values]) =>
  [facet, Object.fromEntries(Object.entries(values).map(([value, text]) => {
    const docs = [];
    for (let n = new Numbers(text), i = -1; n.more;) docs.push(i += n.next() + 1);
    return [value, docs];
  }))]));

// ---- Understanding the query ----

// A query is its words, those of them that tell something, and the phrases in quotes.
function parse(text, stops) {
  const quotes = /["“”„«»]/g, phrases = [], quoted = [];
  for (const m of text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)) {
    const own = words(m[1]).filter(w => !w.whole && !stops.has(w.text));
    if (own.length > 1) { phrases.push(own); quoted.push([m.index, m.index + m[0].length]); }
  }
  const all = words(text.replace(quotes, ' '));
  for (const w of all) w.quoted = quoted.some(([from, to]) => w.start >= from && w.end <= to);
  const telling = all.filter(w => !stops.has(w.text));
  return { text, phrases, words: telling.some(w => !w.whole) ? telling : all, unfinished: /[\p{L}\p{N}]$/u.test(text) };
}

// A group is one word of the query with all that satisfies it: alternatives, each of lists that must all be there.
const group = (word, more) => ({ word, alternatives: [], factor: 1, ...more });

async function understand(collection, query, prefix) {
  const groups = [], covered = new Set(), seen = new Set(), plain = query.words.filter(w => !w.whole);
  for (const word of query.words.filter(w => w.whole)) {
    const lists = await lookUp(collection, word.text, word.text);
    if (!lists.length) continue;
    groups.push(group(word, { alternatives: lists.map(alone), factor: 1.5 }));
    for (const p of plain) if (p.start === word.start) covered.add(p);
  }
  const joined = new Set(query.words.filter(w => w.whole).map(w => w.start));
  const small = w => joined.has(w.start) && /^.{1,2}$|^\d+$/.test(w.text), telling = plain.filter(w => !small(w));
  for (const word of telling.length || groups.length ? telling : plain) {
    const s = stem(word.text);
    if (seen.has(s)) continue;
    seen.add(s);
    groups.push(group(word, { stem: s, factor: covered.has(word) ? 0.4 : 1 }));
  }
  if (groups.some(g => !weak.has(g.word.text))) for (const g of groups) if (weak.has(g.word.text)) g.factor *= weakShare;
  fewer(collection, groups);
  const own = groups.filter(g => g.stem);
  await Promise.all(own.map(async g => g.alternatives.push(...(await lookUp(collection, g.word.text, g.stem)).map(alone))));
  await addMeanings(collection, own.filter(g => !g.word.quoted));
  const last = own.at(-1);
  if (prefix && query.unfinished && last && last.word === plain.at(-1) && !last.word.quoted) await complete(collection, last);
  return groups;
}

// weak words carry a question more than they tell of its subject; they count half beside others.
const weak = new Set('use using used need needs make makes making get gets getting want wants find know give go see look help please tell explain someone something anything everyone people thing things way ways good best new come show take put keep try ask work works'.split(' '));

const alone = list => ({ lists: [list], weight: 1 });

// large collections have small files, of few words that begin alike.
const large = collection => collection.size > 2000;

// fewer lets the shortest words of a long question go when more files would be fetched for it than are worth it. In a
// large collection a fourth is fetched, but not for a weak word.
function fewer(collection, groups) {
  const most = large(collection) ? 4 : 3, files = () => new Set(groups.filter(g => g.stem).map(g => collection.fileOf(g.stem)).filter(f => f >= 0)).size;
  for (let n = files(); n > 3; n = files()) {
    const candidates = groups.filter(g => g.stem && !g.word.quoted && collection.fileOf(g.stem) >= 0);
    if (!candidates.length) return;
    const worth = g => g.factor * g.word.text.length, shortest = candidates.reduce((a, b) => worth(b) < worth(a) ? b : a);
    if (n <= most && shortest.factor === 1) return;
    groups.splice(groups.indexOf(shortest), 1);
  }
}

// lookUp finds the lists of a word: by its stem, and by its written form for languages that only the index can stem.
async function lookUp(collection, text, stemmed) {
  const blocks = await collection.blocks(stemmed), found = new Set();
  if (collection.m.languages) for (const b of await collection.blocks(text)) if (!blocks.includes(b)) blocks.push(b);
  for (const b of blocks) {
    if (b.terms.has(stemmed)) found.add(b.terms.get(stemmed));
    for (const l of b.byForm.get(text) || []) found.add(l);
    for (const s of b.stems[text] || []) for (const c of await collection.blocks(s)) if (c.terms.has(s)) found.add(c.terms.get(s));
  }
  return [...found];
}

// addMeanings lets synonyms satisfy the words that they stand for. What costs another file is fetched for few of them,
// first for those whose own word is not known or rare.
async function addMeanings(collection, groups, only = () => true) {
  const meant = [], own = g => Math.max(0, ...g.alternatives.filter(a => a.weight === 1).map(a => a.lists[0].documents));
  for (const [i, g] of groups.entries()) {
    for (const b of await collection.blocks(g.stem)) {
      for (const [rest, meaning] of b.meanings[g.stem] || []) {
        const others = rest ? rest.split(' ') : [];
        const covers = groups.slice(i, i + 1 + others.length);
        if (others.every((s, k) => covers[k + 1]?.stem === s) && covers.some(only)) meant.push({ meaning: meaning.split(' '), covers });
      }
    }
  }
  for (const m of meant) m.documents = Math.min(...m.covers.map(own));
  meant.sort((a, b) => a.documents - b.documents);
  const fetched = new Set(groups.map(g => collection.fileOf(g.stem)).concat(-1));
  let budget = Math.min(meaningFiles, Math.max(0, 4 - fetched.size));
  for (const { meaning, covers, documents } of meant) {
    const far = new Set(meaning.map(s => collection.fileOf(s)).filter(f => !fetched.has(f)));
    if (far.size > (documents < collection.size * rareShare ? budget : 0)) continue;
    budget -= far.size;
    for (const f of far) fetched.add(f);
    const lists = await Promise.all(meaning.map(async s => (await collection.blocks(s)).map(c => c.terms.get(s)).find(Boolean)));
    if (lists.every(Boolean)) for (const g of covers) g.alternatives.push({ lists, weight: synonymWeight });
  }
}

// complete lets the words that begin like the last one satisfy it, as far as it may be unfinished.
async function complete(collection, g) {
  const typed = g.word.text, known = g.alternatives.some(a => a.weight === 1);
  const blocks = await collection.blocks(typed, known ? typed : typed + '\uffff'), begun = new Map();
  for (const b of new Set(blocks)) {
    for (const [form, l] of b.forms) if (form.length > typed.length && form.startsWith(typed)) begun.set(l.term, l);
    for (const [term, l] of b.terms) if (l.documents === 1 && begins(typed, term)) begun.set(term, l); // its forms are not in the index
  }
  const likely = [...begun.values()].filter(l => !g.alternatives.some(a => a.lists.includes(l))).sort((a, b) => b.documents - a.documents).slice(0, 16);
  for (const l of likely) g.alternatives.push({ lists: [l], weight: known ? completionWeight : beginningWeight });
  g.begun = likely.length > 0;
}

// begins says whether a stem and an unfinished word may be of the same word: "semanti" and "semant".
const begins = (typed, term) => term.startsWith(typed) || term.length > 4 && typed.startsWith(term) && typed.length - term.length < 3;

// ---- Mending what is misspelt ----

// mend gives the words that nobody wrote the closest ones that somebody did.
async function mend(collection, groups) {
  const mended = [];
  for (const g of groups) {
    const text = g.word.text, slip = perhapsSlip(collection, g);
    if (!unknown(g) && !slip || text.length < 3 || /\d/.test(text)) continue;
    const best = await nearest(collection, text, slip);
    if (!best) continue;
    Object.assign(g, { alternatives: [...best.lists.map(alone), ...slip ? g.alternatives : []], stem: stem(best.text), mended: true });
    mended.push([g.word, best.text]);
  }
  if (mended.length) await addMeanings(collection, groups.filter(g => g.stem), g => g.mended);
  return mended;
}

const unknown = g => g.stem && !g.alternatives.some(a => a.weight >= synonymWeight);

// nearest is closest, remembered.
async function nearest(collection, text, slip) {
  if (!collection.closest.has(text)) collection.closest.set(text, await closest(collection, text, slip));
  return collection.closest.get(text);
}

// perhapsSlip says whether a word that is known stands so rarely in a large collection that it may be a slip there too.
function perhapsSlip(collection, g) {
  const { lists: [l] } = g.alternatives[0] || { lists: [] };
  return collection.size > 100 && g.stem && !g.begun && l && l.documents <= 2 && g.word.text.length > 4 && !l.postings.titles.some(Boolean);
}

// closest finds the known word that a reader most likely meant. For a word that may be a slip it must be a common one
// of which a letter was left out, doubled or swapped: "gitub" for "github", but not "semver" for "server".
async function closest(collection, text, slip) {
  const most = text.length < 7 || slip ? 1 : 2, candidates = new Map();
  const consider = (form, documents) => {
    if (Math.abs(form.length - text.length) > most || form[0] !== text[0] && form.at(-1) !== text.at(-1)) return;
    if (slip && (documents < 20 || form.length === text.length && [...form].sort().join() !== [...text].sort().join())) return;
    const d = distance(text, form, most);
    if (d > 0 && d <= most) candidates.set(form, Math.log2(1 + documents) - 6 * d + (form[0] === text[0]) + 2 * (stem(form) === stem(text)));
  };
  for (const b of await collection.blocks(stem(text))) for (const [form, l] of b.forms) consider(form, l.documents);
  if (!slip && (large(collection) || ![...candidates.values()].some(v => v > -5))) {
    const end = backwards(text);
    for (const b of await collection.blocks(end, end, 'endings')) for (const [form, l] of b.forms) consider(backwards(form), 2 ** l.documents);
  }
  const ranked = [...candidates].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
  for (const [form] of ranked) {
    const lists = await lookUp(collection, form, stem(form));
    if (lists.length) return { text: form, lists, near: distance(text, form, 1) === 1 };
  }
}

// neighbours are known words that begin like an unknown one: help when nothing is found.
async function neighbours(collection, groups) {
  const near = new Map();
  for (const g of groups.filter(g => unknown(g) || !g.alternatives.length)) {
    for (const b of await collection.blocks(g.word.text)) for (const [form, l] of b.forms) if (form.startsWith(g.word.text.slice(0, 3))) near.set(form, l.documents);
  }
  return [...near].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5).map(([form]) => form);
}

// distance counts the letters to insert, delete, replace or swap (Damerau, optimal alignment), up to most.
function distance(a, b, most) {
  let before, previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let v = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) v = Math.min(v, before[j - 2] + 1);
      row.push(v); least = Math.min(least, v);
    }
    if (least > most) return most + 1;
    before = previous; previous = row;
  }
  return previous[b.length];
}

// ---- Ranking ----

const synonymWeight = 0.6, completionWeight = 0.25, beginningWeight = 0.8, lightShare = 0.6, meaningFiles = 1, rareShare = 0.1;
const coveragePower = 0.7, closeBonus = 0.2, weakShare = 0.5, titleBonus = 1.3, leastCoverage = 0.3, pinnedScore = 100;

// score gives each document its score; documents that lack too much of the query get none.
function score(collection, groups) {
  const n = collection.size, sum = new Float32Array(n), cover = new Float32Array(n), title = new Float32Array(n), titleCount = new Uint8Array(n), titleWords = new Uint8Array(n);
  let all = 0;
  for (const g of groups) {
    g.idf = g.factor * rarity(n, g);
    all += g.idf;
    const best = new Float32Array(n), inTitle = new Uint8Array(n);
    for (const { lists, weight } of g.alternatives) {
      const each = lists.map(l => l.postings);
      const { docs, levels, titles } = each[0];
      for (let i = 0; i < docs.length; i++) {
        let level = levels[i], t = titles[i];
        for (let k = 1; k < each.length && level >= 0; k++) {
          const j = find(each[k].docs, docs[i], each[k].sections.length);
          if (j < 0) level = -1; else { level = Math.min(level, each[k].levels[j]); t &&= each[k].titles[j]; }
        }
        if (level < 0) continue;
        const v = weight * (level + 1) / 32;
        if (v > best[docs[i]]) best[docs[i]] = v;
        if (t && weight > 0.5) inTitle[docs[i]] = t;
      }
    }
    g.best = best;
    for (let d = 0; d < n; d++) if (best[d]) {
      sum[d] += g.idf * best[d]; cover[d] += g.idf;
      if (inTitle[d]) { title[d] += g.idf; titleCount[d]++; titleWords[d] = inTitle[d]; }
    }
  }
  let most = 0;
  for (let d = 0; d < n; d++) most = Math.max(most, cover[d]);
  for (let d = 0; d < n; d++) {
    if (cover[d] < most * leastCoverage) { sum[d] = 0; continue; }
    if (!sum[d]) continue;
    const fit = title[d] && title[d] / all * Math.min(1, titleCount[d] / titleWords[d]);
    sum[d] *= 1 / all * (cover[d] / all) ** coveragePower * (1 + titleBonus * fit) * collection.boosts[d];
  }
  return sum;
}

// strengths tells how much of the query stands in each section of a document.
function strengths(groups, d) {
  const sections = new Map();
  for (const g of groups) {
    const own = new Map();
    for (const { lists, weight } of g.alternatives) for (const l of lists) {
      const i = find(l.postings.docs, d, l.postings.sections.length);
      for (const s of l.postings.sections[i] || []) own.set(s, Math.max(own.get(s) || 0, weight));
    }
    for (const [s, weight] of own) sections.set(s, (sections.get(s) || 0) + g.idf * weight);
  }
  return sections;
}

// draw the documents up whose words stand close together, in one section. Only the first hundred are looked at.
function preferClose(groups, hits) {
  hits.sort((a, b) => b.score - a.score || a.d - b.d);
  const all = groups.reduce((sum, g) => sum + g.idf, 0);
  for (const hit of hits.slice(0, 100)) {
    hit.strengths = strengths(groups, hit.d);
    hit.score *= 1 + closeBonus * (Math.max(0, ...hit.strengths.values()) / all) ** 2;
  }
}

// rarity is the weight of a group: that of its own word, or of the commonest word that stands in for it.
function rarity(n, g) {
  const own = g.alternatives.filter(a => a.weight === 1), lists = (own.length ? own : g.alternatives).map(a => Math.min(...a.lists.map(l => l.documents)));
  const documents = lists.length ? Math.max(...lists) : 0;
  return Math.log(1 + (n - documents + 0.5) / (documents + 0.5));
}

// find looks for a document in a list: first among the heavy ones, then among the others.
function find(docs, doc, heavy) {
  for (let [low, high] of [[0, heavy], [heavy, docs.length]]) {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (docs[middle] === doc) return middle;
      if (docs[middle] < doc) low = middle + 1; else high = middle;
    }
  }
  return -1;
}

// withPhrases keeps the documents that hold all phrases word for word.
async function withPhrases(collection, phrases, scores, mended) {
  const meant = new Map(mended.map(([word, by]) => [word.text, by]));
  for (const phrase of phrases) {
    const places = await Promise.all(phrase.map(w => placesOf(collection, stem(meant.get(w.text) || w.text))));
    for (let d = 0; d < scores.length; d++) {
      if (!scores[d]) continue;
      const [first, ...others] = places.map(p => p.get(d));
      const there = first && others.every(Boolean) && [...first].some(at => others.every((o, i) => o.has(at + phrase[i + 1].at - phrase[0].at)));
      if (!there) scores[d] = 0;
    }
  }
}

// placesOf gives the places of a term by document; the documents are those of its list, ascending.
async function placesOf(collection, term) {
  const pick = async kind => (await collection.blocks(term, term, kind)).map(b => b.terms.get(term)).find(Boolean);
  const [own, list] = await Promise.all([pick('places'), pick('terms')]), places = new Map();
  if (!own || !list) return places;
  const n = new Numbers(own.text);
  for (const d of list.postings.docs.slice().sort()) {
    const at = new Set();
    for (let k = n.next(), p = 0; k > 0; k--) at.add(p += n.next());
    places.set(d, at);
  }
  return places;
}

// ---- Showing ----

const excerptLength = 190;

// show makes the result for one document.
async function show({ collection, groups, d: doc, score: value }) {
  const [url, title, description, sections] = await collection.page(doc), terms = wantedWords(groups), wanted = matcher(terms);
  const order = [...strengths(groups, doc)].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([s]) => s);
  const shown = order.filter(s => sections[s]?.[1] && anchor(sections[s])).slice(0, 3).map(s => {
    const [, heading, text] = sections[s];
    return { url: `${url}#${anchor(sections[s])}`, title: heading, titleMarks: marks(heading, wanted), ...excerpt([text], wanted) };
  });
  const texts = [description, ...order.slice(0, 3).map(s => sections[s]?.[2]), ...sections.map(s => s[2]).slice(0, 2)];
  return { url, title: title || url, titleMarks: marks(title, wanted), ...excerpt(texts.filter(Boolean), wanted), kind: collection.kind(doc), score: value, sections: shown, wanted: terms };
}

const anchor = ([id, title]) => id || (id === 0 ? title.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join('-') : '');

function wantedWords(groups) {
  const stems = new Set(), begun = [];
  for (const g of groups) {
    for (const a of g.alternatives) for (const l of a.lists) stems.add(l.term);
    if (g.begun) begun.push(g.word.text);
  }
  return { stems: [...stems], begun };
}

// matcher says whether a word is wanted.
function matcher({ stems, begun }) {
  const all = new Set(stems);
  return w => all.has(w.text) || all.has(stem(w.text)) || begun.some(b => w.text.startsWith(b));
}

// marksIn finds the words of a result (its `wanted`) in any text: [[start, end]].
export const marksIn = (text, wanted) => marks(text, matcher(wanted));

// marks are the places of the wanted words, neighbours joined.
function marks(text, wanted) {
  const found = [];
  for (const w of words(text)) {
    if (!wanted(w)) continue;
    const last = found.at(-1);
    if (last && w.start <= last[1] + 1) last[1] = Math.max(last[1], w.end); else found.push([w.start, w.end]);
  }
  return found;
}

// excerpt takes from the texts the stretch with the most different wanted words.
function excerpt(texts, wanted) {
  let best = { value: -1, text: '', from: 0 };
  for (const text of texts) {
    const found = words(text).filter(wanted);
    for (const first of found.length ? found : [{ start: 0 }]) {
      const from = first.start < excerptLength / 2 ? 0 : text.lastIndexOf(' ', first.start - 30) + 1;
      const value = new Set(found.filter(w => w.start >= from && w.end <= from + excerptLength).map(w => stem(w.text))).size;
      if (value > best.value) best = { value, text, from };
    }
  }
  let { text, from } = best, to = from + excerptLength;
  if (to < text.length) to = text.lastIndexOf(' ', to) > from ? text.lastIndexOf(' ', to) : to;
  const cut = (from > 0 ? '…' : '') + text.slice(from, to) + (to < text.length ? '…' : '');
  return { excerpt: cut, marks: marks(cut, wanted) };
}

// ---- The index ----

class Index {
  constructor(manifest, fetchJSON) {
    this.main = new Collection(manifest, fetchJSON);
    this.stops = new Set((manifest.stops || '').split(' '));
    this.note = manifest.catalog; this.fetchJSON = fetchJSON;
  }
  async search(text, { limit = 10, offset = 0, filters = {}, prefix = true, facets = false } = {}) {
    const query = parse(String(text), this.stops);
    const active = Object.entries(filters).map(([f, v]) => [f, [v].flat().filter(Boolean)]).filter(([, v]) => v.length);
    if (!query.words.length && !active.length) return { total: 0, results: [], facets: {} };
    const kinds = active.find(([f]) => f === 'kind')?.[1], note = this.note;
    const inMain = !kinds || !note || kinds.some(k => !note.kinds.includes(k)), found = [];
    const groups = await understand(this.main, query, prefix);
    let elsewhere;
    if (note && (kinds ? kinds.some(k => note.kinds.includes(k)) : await this.inCatalog(groups, query))) {
      const catalog = await this.catalog();
      elsewhere = await understand(catalog, query, prefix);
      found.push(await this.find(catalog, query, elsewhere, [], active, facets));
    }
    if (inMain) {
      const strange = groups.filter(g => !elsewhere?.some(e => e.word === g.word && e.alternatives.length));
      found.push(await this.find(this.main, query, groups, await mend(this.main, strange), active, facets));
    }
    return this.answer(found, query, limit, offset);
  }
  catalog() {
    return this.loading ||= this.fetchJSON(`search/catalog-${this.note.file}.json`).then(m => new Collection(m, this.fetchJSON));
  }
  // inCatalog says whether the words ask for the catalog: a name, or a word that the site's own texts do not hold and
  // that is no plain slip of one that they do.
  async inCatalog(groups, query) {
    if (query.words.some(w => w.whole && !groups.some(g => g.word === w))) return true;
    for (const g of groups.filter(unknown)) if (g.word.text.length < 6 || !(await nearest(this.main, g.word.text))?.near) return true;
    const name = groups.find(g => g.word.whole) || groups.length === 1 && groups[0];
    return Boolean(name) && (await this.main.blocks(name.stem || name.word.text)).some(b => b.names.has(name.word.text));
  }
  async find(collection, query, groups, mended, active, allFacets) {
    const scores = groups.length || query.words.length ? score(collection, groups) : new Float32Array(collection.size).fill(1);
    await withPhrases(collection, query.phrases, scores, mended);
    for (const d of collection.m.pinned?.[groups.filter(g => g.stem).map(g => g.stem).join(' ')] || []) scores[d] = pinnedScore;
    const lists = await collection.facets(allFacets || active.some(([f]) => f !== 'kind'));
    const hits = [], counts = count(scores, lists, active, hits);
    const found = hits.map(d => ({ collection, groups, d, score: scores[d] }));
    if (groups.length > 1) preferClose(groups, found);
    return { collection, groups, mended, counts, hits: found };
  }
  async answer(found, query, limit, offset) {
    const hits = found.flatMap(f => f.hits).sort((a, b) => b.score - a.score || a.d - b.d), mended = found.flatMap(f => f.mended);
    const results = await Promise.all(hits.slice(offset, offset + limit).map(show)), facets = {};
    for (const { counts } of found) for (const [facet, values] of Object.entries(counts)) {
      facets[facet] ||= {};
      for (const [v, n] of Object.entries(values)) facets[facet][v] = (facets[facet][v] || 0) + n;
    }
    return {
      total: hits.length, results, facets,
      ...(mended.length && hits.length ? { corrected: respell(query.text, mended) } : {}),
      ...(hits.length ? {} : { suggestions: query.phrases.length ? [query.text.replace(/["“”„«»]/g, '')] : await neighbours(this.main, found.at(-1).groups) }),
    };
  }
}

// count fills hits with the documents that pass all filters, and counts each facet's values over those that pass the others.
function count(scores, lists, active, hits) {
  const failed = new Uint8Array(scores.length), by = new Map();
  active.forEach(([facet, values], i) => {
    const passes = new Uint8Array(scores.length);
    for (const v of values) for (const d of lists[facet]?.[v] || []) passes[d] = 1;
    for (let d = 0; d < scores.length; d++) if (!passes[d]) { failed[d]++; if (!by.has(d)) by.set(d, facet); }
  });
  for (let d = 0; d < scores.length; d++) if (scores[d] && !failed[d]) hits.push(d);
  return Object.fromEntries(Object.entries(lists).map(([facet, values]) => [facet, Object.fromEntries(Object.entries(values)
    .map(([v, docs]) => [v, docs.filter(d => scores[d] && (!failed[d] || failed[d] === 1 && by.get(d) === facet)).length])
    .filter(([v, n]) => n || active.some(([f, chosen]) => f === facet && chosen.includes(v)))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))]));
}

// respell is the query with the mended words in place.
function respell(text, mended) {
  for (const [word, by] of [...mended].reverse()) text = text.slice(0, word.start) + by + text.slice(word.end);
  return text;
}

export { stem, words };

// open reads the index of the site at base.
export async function open(base, fetchLike = (...a) => globalThis.fetch(...a)) {
  const root = String(base).replace(/\/?$/, '/');
  const fetchJSON = async path => {
    const response = await fetchLike(new URL(path, root).href);
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    return response.json();
  };
  return new Index(await fetchJSON('search/index.json'), fetchJSON);
}
