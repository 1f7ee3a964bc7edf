import { createProject } from './project';
import { NODES } from './versions';

const PLATFORMS: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'win' };

export interface Node {
  version: string;
  /** Undefined where it cannot be had. */
  program: string | undefined;
  why?: string;
}

/** Other versions of Node, from the registry, where there is one for this machine. */
export async function installNodes(): Promise<{ nodes: Node[]; dispose(): Promise<void> }> {
  const project = createProject({ 'package.json': '{ "private": true }' });
  const name = `node-${PLATFORMS[process.platform]}-${process.arch}`;
  const nodes: Node[] = [];
  for (const version of NODES) {
    const alias = `node-${version.replaceAll('.', '-')}`;
    try {
      await project.run('npm', ['install', '--no-audit', '--no-fund', `${alias}@npm:${name}@${version}`]);
      const program = `${project.directory}/node_modules/${alias}/bin/node`;
      nodes.push({ version: (await project.run(program, ['--version'])).trim(), program });
    } catch (error) {
      nodes.push({ version, program: undefined, why: String(error).split('\n')[0] ?? '' });
    }
  }
  return { nodes, dispose: project.dispose };
}
