// The tables of error codes, read from the code: the widget's sentences, and the comments of the other unions.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { ERROR_TABLES } from './pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function writeErrorPages(docs) {
  for (const table of ERROR_TABLES) {
    const rows = await rowsOf(table);
    const lines = rows.map(([code, text]) => `| [\`${code}\`](#${code}) {#${code}} | ${cell(text)} |`);
    const page = [
      `# Errors of ${table.of}`,
      '',
      `Each is a \`${table.error}\` with one of these codes. The table is closed: a \`switch\` over it can be exhaustive.`,
      '',
      '| code | cause and cure |',
      '| --- | --- |',
      ...lines,
      '',
    ];
    mkdirSync(dirname(`${docs}${table.to}`), { recursive: true });
    writeFileSync(`${docs}${table.to}`, page.join('\n'));
  }
}

/** `[code, cause and cure]` for each code of a table; throws for a code that has no words. */
export async function rowsOf(table) {
  const rows = table.unions ? fromComments(table) : await fromSentences(table);
  for (const [code, text] of rows)
    if (text.length < 20)
      throw new Error(`${table.of}: the error code "${code}" has no cause and cure in its comment`);
  return rows;
}

function fromComments({ unions, in: file }) {
  const source = ts.createSourceFile(
    file,
    readFileSync(`${root}${file}`, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const types = source.statements.filter((statement) => ts.isTypeAliasDeclaration(statement));
  return unions.flatMap((union) => {
    const found = types.find(({ name }) => name.text === union);
    if (!found) throw new Error(`${file} has no union of error codes "${union}"`);
    return found.type.types.map((member, index, members) => {
      const from = index === 0 ? found.name.end : members[index - 1].end;
      return [member.literal.text, commentIn(source.text.slice(from, member.getStart()))];
    });
  });
}

function commentIn(text) {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The names of a sentence's parameters stand where its values will be: `‹url›`. */
async function fromSentences({ sentences: file }) {
  const { outputFiles } = await build({
    stdin: {
      contents: `${readFileSync(`${root}${file}`, 'utf8')}\nexport { sentences };`,
      resolveDir: dirname(`${root}${file}`),
      loader: 'ts',
    },
    define: { 'process.env.NODE_ENV': '"development"' },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { sentences } = await import(`data:text/javascript;base64,${code}`);
  return Object.entries(sentences).map(([name, say]) => [name, say(...parametersOf(say))]);
}

const parametersOf = (say) => {
  const [, inside] = /^\(?([^)=]*)\)?\s*=>/.exec(String(say)) ?? [];
  return (inside ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => `‹${name}›`);
};

/** What a table's cell may hold; the site would take `<` for a tag and `{{` for a template. */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;');
