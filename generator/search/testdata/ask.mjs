// Asks the index of a site: node ask.mjs SITE < questions. A question is a line of JSON, {"q", "options"}; so is an answer.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
const site = path.resolve(process.argv[2]);
const { open } = await import(pathToFileURL(path.join(site, 'assets/search.js')));
for (const line of fs.readFileSync(0, 'utf8').trim().split('\n')) {
  const { q, options } = JSON.parse(line), fetched = new Set();
  const index = await open('http://portal.example/some/path/', async url => {
    const name = new URL(url).pathname.replace('/some/path/', '');
    fetched.add(name);
    return new Response(fs.readFileSync(path.join(site, name)));
  });
  console.log(JSON.stringify({ q, ...await index.search(q, options), fetched: [...fetched] }));
}
