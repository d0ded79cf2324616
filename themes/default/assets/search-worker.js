// The engine in a worker. It is told the site's base first ({id: 0, base}), then asked ({id, query, options}).
import { open } from './search.js';

let index;

onmessage = async ({ data: { id, base, query, options } }) => {
  try {
    if (id === 0) index = await open(base);
    postMessage({ id, result: id === 0 ? true : await index.search(query, options) });
  } catch (e) {
    postMessage({ id, error: String(e?.message || e) });
  }
};
