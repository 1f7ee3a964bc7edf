import { createProject } from './project';
import type { Project } from './project';
import { published, startRegistry } from './registry';

const QUIET = ['--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];

/** A project into which npm has installed all of our packages, packed, and these. */
export async function createInstalled(
  dependencies: Readonly<Record<string, string>>,
  manifest: object = {},
): Promise<{ project: Project; dispose(): Promise<void> }> {
  const registry = await startRegistry();
  const project = createProject({
    'package.json': JSON.stringify({ ...manifest, private: true, dependencies }),
    '.npmrc': `@driftkit:registry=${registry.url}\n`,
  });
  const ours = published.map(({ manifest }) => manifest.name);
  try {
    await project.run('npm', ['install', ...QUIET, ...ours]);
  } finally {
    await registry.close();
  }
  return { project, dispose: project.dispose };
}
