/** Microseconds of CPU this process has used, on all its threads: WebCrypto works on another than ours. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
