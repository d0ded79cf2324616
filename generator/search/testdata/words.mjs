// Prints the words and stems of each line of standard input, as the reader's script sees them: node words.mjs SEARCH.JS
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
const { stem, words } = await import(pathToFileURL(path.resolve(process.argv[2])));
const lines = fs.readFileSync(0, 'utf8').split('\n');
process.stdout.write(lines.map(line => words(line).map(w => `${w.at}${w.whole ? '!' : ':'}${w.text}=${stem(w.text)}`).join(' ')).join('\n'));
