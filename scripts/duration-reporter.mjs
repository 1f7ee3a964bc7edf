// Tells npm test how long the tests of each package took, in vitest and in Playwright.
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders of packages and examples name themselves; a spec in tests/ begins with what it is about. */
const SPECS = {
  widget: 'widget',
  webkit: 'widget',
  sandbox: 'sandbox',
  console: 'sandbox',
  harbor: 'react-app',
};

function packageOf(file) {
  const [folder, name, spec = ''] = relative(process.cwd(), file).split(/[\\/]/);
  return folder === 'tests' ? (SPECS[/^\w+/.exec(spec)?.[0]] ?? 'workspace') : name;
}

export default class DurationReporter {
  #durations = {};

  /** vitest */
  onTestModuleEnd(module) {
    const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
      module.diagnostic();
    this.#add(
      module.moduleId,
      environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration,
    );
  }

  onTestRunEnd() {
    this.#write();
  }

  /** Playwright */
  onTestEnd(test, { duration }) {
    this.#add(test.location.file, duration);
  }

  onEnd() {
    this.#write();
  }

  #add(file, duration) {
    const name = packageOf(file);
    this.#durations[name] = (this.#durations[name] ?? 0) + duration;
  }

  #write() {
    const { DRIFTKIT_CPU } = process.env;
    if (DRIFTKIT_CPU)
      writeFileSync(join(DRIFTKIT_CPU, `${process.pid}.durations`), JSON.stringify(this.#durations));
  }
}
