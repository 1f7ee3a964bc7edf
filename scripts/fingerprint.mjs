// Says whether files are what they were: by content for what goes into a build, by size and time for what comes out.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file at or below the paths, sorted. Build output, installed packages and tarballs that are being packed are never part of it. */
function filesIn(paths, skip) {
  return paths
    .filter((path) => existsSync(path))
    .flatMap((path) => {
      if (!statSync(path).isDirectory()) return [path];
      const names = readdirSync(path).filter((name) => !skip.includes(name) && !name.endsWith('.tgz'));
      return filesIn(
        names.map((name) => join(path, name)),
        skip,
      );
    })
    .sort();
}

function digest(files, root, describe) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(describe(file))
      .update('\0');
  return hash.digest('hex');
}

/** A hash of the contents: a checkout that changes nothing but times keeps it. */
export function contents(paths, root) {
  return digest(filesIn(paths, ['dist', 'node_modules', 'coverage', 'harbor-data']), root, (file) =>
    readFileSync(file),
  );
}

/** A hash of sizes and times: cheap, and any other writer of the files changes it. */
export function traces(paths, root) {
  return digest(filesIn(paths, []), root, (file) => {
    const { size, mtimeMs } = statSync(file);
    return `${size} ${mtimeMs}`;
  });
}
