import type { Account } from './account';
import { takeOver } from './take-over';

/** Written into the script by the server. */
declare const DRIFT_ACCOUNT: Account;

const { src } = document.currentScript as HTMLScriptElement;
const base = new URL(src).origin;

// The snippet stands in the head and loads without blocking: there may be no body to draw into yet.
if (document.body) takeOver(DRIFT_ACCOUNT, base);
else document.addEventListener('DOMContentLoaded', () => takeOver(DRIFT_ACCOUNT, base), { once: true });
