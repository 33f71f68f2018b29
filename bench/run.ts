import { readdir } from 'node:fs/promises';

/**
 * `npm run bench` runs every benchmark, `npm run bench -- search judge` some of them. Each is a file here that exports `run`,
 * measures ours beside its alternatives in one process run, and resolves to a Markdown table.
 */
const files = (await readdir(import.meta.dirname)).filter(
  (file) => file.endsWith('.ts') && file !== 'run.ts',
);
const names = files.map((file) => file.slice(0, -'.ts'.length));
const wanted = process.argv.slice(2);

const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length === 0 ? names : wanted) {
    const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<string> };
    console.log(`\n## ${name}\n\n${await run()}`);
  }
}
