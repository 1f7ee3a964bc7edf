// The end of npm test: processor and wall time by stage and by package.
import { canTime } from './cpu-times.mjs';
import { seconds } from './seconds.mjs';

/** Processor seconds for all of it, those of the packages to come included. */
const BUDGET = 420;

const column = (text) => String(text).padStart(10);
const cpu = (amount) => column(canTime ? `${amount.toFixed(1)} s` : '–');

/** What ran, what it cost beside its share, and what failed. */
export function report(done, started) {
  const failed = done.filter(({ outcome }) => outcome === 'failed');
  const end = failed.map(({ script }) => `${script} failed. To run only this: npm run ${script}`).join('\n');
  return [
    '',
    '━'.repeat(94),
    ...byStage(done, started),
    ...byPackage(done),
    '',
    end || 'Everything passed.',
  ].join('\n');
}

function byStage(done, started) {
  const total = done.reduce((sum, step) => sum + step.cpu.all, 0);
  const rows = done.map(({ script, share, outcome, took, cpu: { all } }) => {
    const remark = outcome !== 'passed' ? outcome : all > share ? 'OVER ITS SHARE' : '';
    const mark = outcome === 'passed' ? '✓' : '✗';
    return `${mark} ${script.padEnd(16)}${cpu(all)}${column(`${share} s`)}${column(took)}  ${remark}`;
  });
  return [
    `  ${'stage'.padEnd(16)}${column('CPU')}${column('share')}${column('wall')}`,
    ...rows,
    `  ${'all'.padEnd(16)}${cpu(total)}${column(`${BUDGET} s`)}${column(seconds(started))}`,
  ];
}

function byPackage(done) {
  const sums = {};
  for (const { cpu } of done) {
    for (const [name, amount] of Object.entries(cpu.byPackage)) sums[name] = (sums[name] ?? 0) + amount;
  }
  const rows = Object.entries(sums).sort(([, one], [, other]) => other - one);
  return canTime ? ['', ...rows.map(([name, amount]) => `  ${name.padEnd(16)}${cpu(amount)}`)] : [];
}
