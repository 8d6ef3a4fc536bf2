/** What the person at the keyboard can mend: printed as it is, exit code 1. */
export class CommandFailure extends Error {}

/** The command was not written as it is meant to be: printed with a hint to --help, exit code 2. */
export class UsageFailure extends Error {}
