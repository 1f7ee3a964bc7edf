export const USAGE = `driftkit-identity: tokens of Drift's signed identities, for trying things and finding faults

  driftkit-identity sign <userId> [--expires-in <seconds>] [--claims <json>]
      prints a token for this user
  driftkit-identity verify <token> [--user-id <id>] [--clock-tolerance <seconds>]
      prints its claims, or says why it does not hold (exit code 1)
  driftkit-identity inspect <token> [--user-id <id>]
      says what is in it, and what Drift would do with it in each mode (exit code 1 if it does not hold);
      works without the secret
  driftkit-identity secret
      prints a new secret, for the sandbox and for tests

The secret comes from the environment (DRIFT_SIGNING_SECRET), or with --secret-stdin from standard input: one per line,
verify and inspect try each. Never as an argument: those stand in the shell's history and in the list of processes.
A token can be given as "-" to be read from standard input.
`;
